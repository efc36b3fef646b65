"""What is wrong with a text that is not YAML, said plainly and at the right place.

libyaml and PyYAML's pure parser say the same things in slightly different words, about
where they gave up; what a curator needs is where the slip is. So their words are
looked up in a table of patterns, and the text around the place decides the rest.
"""

import re
from dataclasses import dataclass

import yaml

from negotiation.ledger.spans import Text

HIDDEN = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
"""What YAML refuses, and the line breaks that editors do not show as such."""

UNSEEN = "\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Of these, what the parsers would let pass."""

TAB_INDENT = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)

KEY_AHEAD = re.compile(r"[\w-]+\Z")
"""The key that a colon ends."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a text that does not know yet which file it is."""

    code: str
    message: str
    start: int
    end: int
    label: str = ""
    other: tuple[int, int, str] | None = None
    """A second place, and what is there."""
    help: str = ""


def let_pass(text: Text) -> bool:
    """Whether a text holds what the parsers would let pass, and we do not."""
    return not text.content.isascii() and any(sign in text.content for sign in UNSEEN)


def hidden_character(text: Text) -> Fault | None:
    """The first character that may not stand in a text, if there is one."""
    found = HIDDEN.search(text.content)
    if found is None:
        return None
    code = f"U+{ord(found.group()):04X}"
    return Fault("T003", f"the character {code} cannot be seen and may not stand here", found.start(), found.end())


def fault_of(error: Exception, text: Text) -> Fault:
    """Say what a parser's error means for the person who wrote the text."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return hidden_character(text) or Fault("T006", "this is not YAML", 0, 1)
    at: int = error.problem_mark.index
    opened = error.context_mark.index if error.context_mark is not None else at
    said = f"{error.context or ''}: {error.problem or ''}"
    tab = _tab_before(at, text)
    if tab is not None:
        return Fault("T004", "a tab in the indentation; YAML counts spaces", *tab, help="put spaces in its place")
    if quote := _late_quote(text, at):
        return quote
    if "quoted scalar" in said:
        return _in_quotes(said, at, opened)
    if "flow" in said and "expected" in said:
        return _in_brackets(text, at, opened)
    if "mapping values" in said:
        return _stray_colon(text, at)
    if "cannot start any token" in said:
        sign = text.content[at : at + 1]
        return Fault("T006", f"a value cannot start with '{sign}'", at, at + 1, help="put the value in quotes")
    if "simple key" in said and "':'" in said:
        return _no_colon(text, opened)
    if "block" in said or "simple key" in said or "expected ':'" in said:
        return _out_of_place(text, at, opened)
    return Fault("T006", f"this is not YAML as these files use it ({error.problem})", at, at + 1)


def _tab_before(at: int, text: Text) -> tuple[int, int] | None:
    line = text.place(at).line
    for number in (line, line - 1):
        if found := TAB_INDENT.match(text.line(number)):
            start = text.offset(number) + found.group().index("\t")
            return start, text.offset(number) + found.end()
    return None


def _in_quotes(said: str, at: int, opened: int) -> Fault:
    if "escape" in said:
        return Fault("T006", "a backslash that means nothing here", at, at + 1, help="use single quotes, or write \\\\")
    return Fault("T006", "this quote is never closed", opened, opened + 1)


def _late_quote(text: Text, at: int) -> Fault | None:
    """A quote that was closed lines below, by the opening quote of another value."""
    sign = text.content[at - 1 : at]
    opened = text.content.rfind(sign, 0, at - 1) if sign in {"'", '"'} else -1
    if opened < 0 or text.place(opened).line == text.place(at).line:
        return None
    other = (at - 1, at, "only here")
    return Fault("T006", "this quote is not closed on its line", opened, opened + 1, f"{sign} is missing", other)


def _in_brackets(text: Text, at: int, opened: int) -> Fault:
    if text.content[opened : opened + 1] not in {"[", "{"}:
        opened = max(text.content.rfind("[", 0, at), text.content.rfind("{", 0, at))
    sign = text.content[opened : opened + 1]
    closing = {"[": "]", "{": "}"}.get(sign)
    if closing is None or not (_starts_afresh(text, at, opened) or at >= len(text.content.rstrip())):
        other = (opened, opened + 1, f"this '{sign}' is still open")
        key = KEY_AHEAD.search(text.content, 0, at) if text.content[at : at + 1] == ":" else None
        if key is not None:
            return Fault("T006", "a comma or a closing bracket is missing before this", key.start(), at, other=other)
        return Fault("T006", "a comma or a closing bracket is missing before this", at, at + 1, other=other)
    return Fault("T006", f"this '{sign}' is never closed", opened, opened + 1, f"'{closing}' is missing")


def _starts_afresh(text: Text, at: int, opened: int) -> bool:
    """Whether the parser noticed something at the head of a later line, no deeper than the one it was busy with."""
    noticed, begun = text.place(at), text.place(opened)
    ahead = text.line(noticed.line)[: noticed.column - 1]
    indent = len(ahead) - len(ahead.lstrip(" "))
    line = text.line(begun.line)
    return noticed.line > begun.line and not ahead.strip(" -") and indent <= len(line) - len(line.lstrip(" "))


def _stray_colon(text: Text, at: int) -> Fault:
    line = text.line(text.place(at).line)
    ahead = line[: text.place(at).column - 1]
    if re.search(r":\s", ahead):
        return Fault("T006", "a colon and a space inside unquoted text", at, at + 1, help="put the text in quotes")
    return _wrong_indent(text, at)


def _out_of_place(text: Text, at: int, opened: int) -> Fault:
    place = text.place(at)
    ahead = text.line(place.line)[: place.column - 1]
    if ahead.strip(" -"):
        return Fault("T006", "this follows a value that was already complete", at, at + 1, help="quote the whole value")
    return _wrong_indent(text, at if text.content[at:].strip() else opened)


def _no_colon(text: Text, at: int) -> Fault:
    line = text.place(at).line
    end = text.offset(line) + len(text.line(line).rstrip())
    return Fault("T006", "a colon is missing after this key", at, end, help="write 'key: value', with a space")


def _wrong_indent(text: Text, at: int) -> Fault:
    number = text.place(at).line
    line = text.line(number)
    start = text.offset(number) + len(line) - len(line.lstrip(" "))
    end = text.offset(number) + len(line.rstrip())
    message = "this line's indentation fits neither the line before it nor the record around it"
    return Fault("T005", message, start, end, help="fields of one record start in one column, items of one list too")

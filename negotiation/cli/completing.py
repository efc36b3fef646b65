"""What a shell asks when somebody presses Tab. It answers fast, and never prints anything into a prompt but an answer.

The commands and their options are read off the application once, and kept in the cache; ids come from the file of a
case that was replayed before. Without either, less is offered.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from negotiation.cache.keep import Beside
from negotiation.cache.place import file
from negotiation.cache.program import program

VARIABLE = "_NEGOTIATION_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
OF_OPTIONS = {
    "--case": "cases", "--reading": "readings", "--axis": "axes", "--commitment": "subjects", "--subject": "subjects",
    "--kind": "kinds",
}  # fmt: skip
DAYS = {"--on": ("today", "yesterday"), "--known": ("same", "today"), "--recorded": ("today",), "--since": ("today",)}
WORDS = {"--every": ("day", "week", "month"), "--engine": ("here", "spark")}
OF_WORDS = {
    "state": "subjects", "why": "ids", "due": "subjects", "totals": "subjects", "pin": "subjects", "show": "ids",
    "correct": "events", "retract": "events", "new correction": "events", "explain": "codes", "chart": "charts",
    "completion": "shells", "export schema": "files", "export parquet": "tables",
}  # fmt: skip
"""What the words are that follow a command without an option."""

Offer = tuple[str, str]
"""A word, and what it is."""
Data = dict[str, Any]


def replied() -> int:
    """Answer a shell; whatever goes wrong, it is told nothing."""
    try:
        shell = os.environ[VARIABLE].removeprefix("complete_")
        before, begun = _typed(shell)
        found = [one for one in offers(before, begun) if one[0].startswith(begun)]
        text, code = _said(shell, found)
        sys.stdout.write(text)
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - an error would stand in the middle of what somebody is typing
        return 1
    return code


def script(shell: str) -> str:
    """What a shell has to run to ask here: the scripts are Typer's.

    Raises:
        Refused: if there is none for it.
    """
    from importlib import import_module  # noqa: PLC0415 - nothing else here needs it

    from negotiation.cli.output import one_of  # noqa: PLC0415 - as above

    known = one_of(shell, SHELLS, "SHELL")
    typers: Any = import_module("typer.completion")  # which has it, and does not say so to type checkers
    return f"{typers.get_completion_script(prog_name='negotiation', complete_var=VARIABLE, shell=known)}\n"


def _typed(shell: str) -> tuple[list[str], str]:
    """The words before the one that is being typed, without the program's name, and that one."""
    if shell == "bash":
        words = os.environ["COMP_WORDS"].split("\n")
        at = int(os.environ["COMP_CWORD"])
        return words[1:at], words[at] if at < len(words) else ""
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    return (words, "") if not words or line[-1:].isspace() else (words[:-1], words[-1])


def _split(line: str) -> list[str]:
    import shlex  # noqa: PLC0415 - bash has split its line

    try:
        return shlex.split(line)
    except ValueError:  # a quote is open
        return line.split()


def _said(shell: str, found: Sequence[Offer]) -> tuple[str, int]:
    """The answer as the shell's script takes it: as Typer's own, whose scripts they are, would be."""
    if shell == "bash":
        return "".join(f"{word}\n" for word, _ in found), 0
    if shell == "fish":
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return "", 0 if found else 1
        return "".join(f"{word}\t{says}\n" if says else f"{word}\n" for word, says in found), 0
    if not found:
        return "_files", 0
    items = "\n".join(f'"{_zsh(word)}":"{_zsh(says)}"' if says else f'"{_zsh(word)}"' for word, says in found)
    return f"_arguments '*: :(({items}))'", 0


def _zsh(text: str) -> str:
    for sign, stands in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", "\\\\:")):
        text = text.replace(sign, stands)
    return text


def offers(before: Sequence[str], begun: str) -> Iterator[Offer]:
    """What may stand next; not yet held against what is typed of it."""
    known = table()
    words = list(before)
    if words[:1] == ["what-if"] and len([one for one in words[1:] if not one.startswith("-")]) >= 1:
        words = words[2:]
    if not words:
        yield from ((name, one["help"]) for name, one in known["commands"].items())
        yield from (("--help", ""), ("--version", "")) if begun.startswith("-") else ()
        return
    name, command = words[0], known["commands"].get(words[0])
    if command is None:
        return
    if command["words"]:
        if len(words) == 1:
            yield from ((word, one["help"]) for word, one in command["words"].items())
            return
        name, command = f"{name} {words[1]}", command["words"].get(words[1])
        if command is None:
            return
    option = command["options"].get(words[-1])
    if option is not None and option["takes"]:
        yield from ((one, "") for one in _values(words[-1], option, words, known))
    elif begun.startswith("-"):
        yield from ((one, said["help"]) for one, said in command["options"].items())
    else:
        yield from ((one, "") for one in _named(OF_WORDS.get(name, ""), words, known))


def _values(name: str, option: Data, words: Sequence[str], known: Data) -> Sequence[str]:
    fixed = DAYS.get(name) or WORDS.get(name) or option["values"]
    return fixed or _named(OF_OPTIONS.get(name, ""), words, known)


def _named(what: str, words: Sequence[str], known: Data) -> Sequence[str]:
    """Ids and other words of a sort."""
    if what in known["lists"]:
        return list(known["lists"][what])
    if what == "cases":
        from negotiation.cli.meant import every  # noqa: PLC0415 - of this sort only

        return every()
    return _ids(what, words) if what else []


OF_CASE: dict[str, str] = {
    "subjects": "SELECT id FROM parts ORDER BY id",
    "events": "SELECT id FROM events ORDER BY id",
    "ids": "SELECT id FROM parts UNION SELECT id FROM events ORDER BY id",
    "readings": "SELECT value FROM json_each((SELECT value FROM meta WHERE name = 'readings'))",
    "axes": "SELECT value FROM json_each((SELECT value FROM meta WHERE name = 'axes'))",
    "charts": "SELECT 'lanes' UNION SELECT 'strips' UNION"
    " SELECT 'steps-' || id FROM parts WHERE axes LIKE '%figures%' AND id NOT LIKE '%/%' AND id NOT LIKE '%@%'",
}


def _ids(what: str, words: Sequence[str]) -> Sequence[str]:
    """Ids of the case that is meant, from the file that an earlier question left; it may be a little old."""
    import _sqlite3 as sqlite  # noqa: PLC0415 - of these sorts only

    from negotiation.cache.asked import asked  # noqa: PLC0415 - as above
    from negotiation.cache.shelf import Shelf  # noqa: PLC0415 - as above
    from negotiation.cli.meant import place, whole  # noqa: PLC0415 - as above

    case = words[words.index("--case") + 1] if "--case" in words[:-1] else None
    question = asked(["state"])
    kept = None if question is None else Shelf(question, whole(place(case))).file
    if kept is None or not os.path.exists(kept):  # noqa: PTH110 - pathlib is slow to import
        return []
    connection = sqlite.connect(f"file:{kept}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute(OF_CASE[what])]
    finally:
        connection.close()


def table() -> Data:
    """The commands with their options: as they are kept, where this very program kept them; else read off it."""
    answers, ours = file(), program()
    place = None if answers is None else os.path.join(os.path.dirname(answers), "completion.json")  # noqa: PTH118, PTH120 - as above
    if place is not None:
        try:
            with open(place, encoding="utf-8") as kept:  # noqa: PTH123 - as above
                found: Data = json.load(kept)
            if found["program"] == ours:
                return found
        except (OSError, ValueError, KeyError, TypeError):
            pass
    from negotiation.cli.offering import offered  # noqa: PLC0415 - once for each version of the program

    found = {"program": ours, **offered(SHELLS)}
    if place is not None and ours is not None:
        _keep(found, place)
    return found


def _keep(found: Data, place: str) -> None:
    try:
        with Beside(place) as beside, open(beside, "w", encoding="utf-8") as kept:  # noqa: PTH123 - as above
            json.dump(found, kept)
    except OSError:
        return

"""A draft in somebody's own editor: a file to fill in, with comments that say what goes where."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from negotiation.cli.drafting import ASSERTION, Record, fields_of, in_order, required
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import tell
from negotiation.ledger.notation import without_null, written
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.sentences import EXAMPLES
from negotiation.ledger.shape import parts_of
from negotiation.ledger.writing import list_text

HEAD = (
    "Fill in what you know; lines that begin with # are left out. An empty id is proposed.",
    "Nothing is written before you have seen what it changes. Empty the file to stop.",
)
EDITORS = ("VISUAL", "EDITOR")


def is_on_terminal() -> bool:
    """Whether there is somebody to edit."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def scaffold(sort: str, records: Sequence[Record], kind: str | None = None, more: Sequence[str] = ()) -> str:
    """A file to fill in: what is known of the records, and a comment for every field that they may have."""
    text = list_text(_open(sort, records, kind), spread=True).replace(': ""', ":")
    lines = [*(f"# {line}" for line in HEAD), "", *text.splitlines()]
    return "\n".join([*lines, "", *_comments(sort, kind), *(f"# {line}".rstrip() for line in more), ""])


def _open(sort: str, records: Sequence[Record], kind: str | None) -> list[Record]:
    needed = required(sort, kind)
    if sort == ASSERTION:
        return [{"assertion": {**dict.fromkeys(needed, ""), **one}} for one in records]
    return [in_order({**dict.fromkeys(needed, ""), **one}, sort) for one in records]


def _comments(sort: str, kind: str | None) -> Iterator[str]:
    needed = required(sort, kind)
    yield f"# The fields of {'an event that is ' + kind if kind else 'this record'}; * has to be there."
    for name, type_ in fields_of(sort, kind).items():
        words = [*dict.fromkeys(_words(type_))]
        said = f"one of {', '.join(words)}" if words else f"such as {EXAMPLES[name]}" if name in EXAMPLES else ""
        yield f"# {'*' if name in needed else ' '} {name}{': ' + said if said and name != 'kind' else ''}"


def _words(type_: Any) -> Iterator[str]:
    """The words of a closed list, wherever in a type it stands; of a mapping's parts, none."""
    if get_origin(type_) is Literal:
        yield from get_args(type_)
    elif not hasattr(type_, "model_fields"):
        for part in parts_of(type_):
            yield from _words(part)


def edited(text: str, sort: str, go_on: Callable[[Sequence[Record]], int]) -> int:
    """Let somebody write the draft, and go on with its records; again where these will not do."""
    begun = text
    with tempfile.TemporaryDirectory(prefix="negotiation-") as beside:
        file = Path(beside) / "draft.yaml"
        while True:
            file.write_text(text, "utf-8")
            _open_editor(file)
            text = file.read_text("utf-8", errors="replace")
            if not text.strip() or text == begun:
                raise Refused(Exit.PROBLEMS, "the draft was left as it was, so nothing was written")
            try:
                return go_on(said(sort, text))
            except Refused as refused:
                tell("\n".join([f"error: {refused}", *(f"  tip: {tip}" for tip in refused.tips)]))
                if not _again():
                    raise Refused(Exit.PROBLEMS, "nothing was written") from refused


def _again() -> bool:
    sys.stderr.write("Edit it again? [Y/n] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip().lower() in {"", "y", "yes"} and answer.endswith("\n")


def _open_editor(file: Path) -> None:
    command = next((os.environ[name] for name in EDITORS if os.environ.get(name)), None)
    if command is None:
        raise Refused(Exit.USAGE, "no editor is named", "set EDITOR, or give the fields as options or with --from-json")
    try:
        code = subprocess.call([*shlex.split(command), str(file)])  # noqa: S603 - the editor of whoever runs this
    except OSError as error:
        raise Refused(Exit.FILES, f"the editor '{command}' could not be started: {error.strerror}") from error
    if code != 0:
        raise Refused(Exit.FILES, f"the editor '{command}' ended with {code}; nothing was written")


def said(sort: str, text: str) -> list[Record]:
    """The records of a file that somebody filled in, without what was left empty."""
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    try:
        data = written(kept)
    except ValueError as error:
        raise Refused(Exit.PROBLEMS, f"the draft is not YAML: {error}") from error
    items = data if is_list(data) else [data] if is_mapping(data) else []
    held = [one.get("assertion", one) if sort == ASSERTION and is_mapping(one) else one for one in items]
    records: list[Record] = [_filled_in(one) for one in held if is_mapping(one)]
    if not any(records) or len(records) != len(items):
        raise Refused(Exit.PROBLEMS, "the draft holds no record", "one begins with a hyphen: - id: ...")
    return records


def _filled_in(record: Record) -> Record:
    """Of a record what was filled in: a field that is to hold nothing is written as null."""
    return {name: without_null(one) for name, one in record.items() if one != ""}

"""Which files make up a case, in an order that no disk decides, and their text."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from negotiation.ledger.positions import BOM, Document, read_text, unreadable
from negotiation.ledger.spans import Text
from negotiation.ledger.syntax import Fault

HEAD, REGISTER = "case.yaml", "sources.yaml"
REGISTERS = "sources/"
"""The folder of a case whose files are registers of sources, too: what is added later need not change a file."""
CODED = "codings/"
"""The folder of a case whose files are second codings: beside the records, and never replayed."""
CODINGS = "codings"
"""The role of its files."""
RELEASED = "releases/"
"""The folder of a case whose files say what was released."""
RELEASES = "releases"
"""The role of its files."""
EVENTS = "events"
"""The role of most files: lists of events and assertions."""


class NotACaseError(Exception):
    """The directory asked for holds no case; the message is for the person who asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @classmethod
    def no_directory(cls, name: str) -> Self:
        return cls("T901", f"there is no directory '{name}'")

    @classmethod
    def no_head(cls, name: str) -> Self:
        return cls("T902", f"'{name}' holds no case: it has no {HEAD}")


@dataclass(frozen=True, slots=True)
class File:
    """A file, and its name as the person who asked would type it."""

    path: Path
    shown: str


def digest_of(content: bytes) -> str:
    """What a content is known by: its SHA-256."""
    return sha256(content).hexdigest()


def files_under(directory: Path, here: Path | None) -> Iterator[File]:
    """Every YAML file below a directory, hidden ones left out, by name."""
    found = [
        path
        for ending in ("*.yaml", "*.yml")
        for path in directory.rglob(ending)
        if path.is_file() or path.is_symlink()
    ]
    named = {path.relative_to(directory).as_posix(): path for path in found}
    for name in sorted(named):
        if not any(part.startswith(".") for part in name.split("/")):
            yield File(named[name], shown(named[name], here))


def role_of(name: str) -> str:
    """What a file is for, by its name within the case.

    >>> role_of("sources/2014.yaml"), role_of("2014/sources.yaml"), role_of("codings/c2.yaml")
    ('sources.yaml', 'events', 'codings')
    """
    if name == HEAD:
        return HEAD
    if name.startswith(CODED):
        return CODINGS
    if name.startswith(RELEASED):
        return RELEASES
    return REGISTER if name == REGISTER or name.startswith(REGISTERS) else EVENTS


def shown(path: Path, here: Path | None) -> str:
    """A path from where the person stands, or in full where it lies elsewhere."""
    if here is not None and path.absolute().is_relative_to(here.absolute()):
        return path.absolute().relative_to(here.absolute()).as_posix()
    return path.as_posix()


@dataclass(frozen=True, slots=True)
class Copy:
    """What was read of a file, and the fault that kept it from being text."""

    text: Text
    digest: str
    fault: Fault | None = None

    def document(self) -> Document:
        """Its data with all places; of a file that cannot be opened or decoded, none."""
        return read_text(self.text) if self.fault is None else unreadable(self.text.content, self.fault)


def read_file(file: File) -> Copy:
    """Read a file. One that cannot be opened has no text; one that is not UTF-8, as much of it as can be shown."""
    try:
        content = file.path.read_bytes()
    except OSError as error:
        return Copy(Text(""), "", Fault("T001", f"this file could not be opened ({error.strerror})", 0, 0))
    return copy_of(content)


def copy_of(content: bytes) -> Copy:
    """The text of a content, wherever that comes from."""
    try:
        return Copy(Text(content.decode("utf-8").removeprefix(BOM)), digest_of(content))
    except UnicodeDecodeError as error:
        at = len(content[: error.start].decode("utf-8").removeprefix(BOM))
        byte = f"0x{content[error.start]:02X}"
        fault = Fault("T002", f"the byte {byte} is not UTF-8 text", at, at + 1, help="save the file as UTF-8")
        return Copy(Text(content.decode("utf-8", "replace")), digest_of(content), fault)


def read_again(file: File, digest: str) -> Text | None:
    """The text of a file that was read before; nothing where it is another one by now."""
    copy = read_file(file)
    return copy.text if copy.digest == digest else None

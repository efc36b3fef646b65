"""Which files make up a case, in an order that no disk decides, and their text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from negotiation.ledger.positions import BOM, Document, read, unreadable
from negotiation.ledger.syntax import Fault

HEAD, REGISTER = "case.yaml", "sources.yaml"


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


def shown(path: Path, here: Path | None) -> str:
    """A path from where the person stands, or in full where it lies elsewhere."""
    if here is not None and path.absolute().is_relative_to(here.absolute()):
        return path.absolute().relative_to(here.absolute()).as_posix()
    return path.as_posix()


def read_file(file: File) -> Document:
    """The file's data with its places; a file that cannot be opened or decoded has a fault and no data."""
    try:
        content = file.path.read_bytes()
    except OSError as error:
        return unreadable("", Fault("T001", f"this file could not be opened ({error.strerror})", 0, 0))
    try:
        return read(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        at = len(content[: error.start].decode("utf-8").removeprefix(BOM))
        byte = f"0x{content[error.start]:02X}"
        fault = Fault("T002", f"the byte {byte} is not UTF-8 text", at, at + 1, help="save the file as UTF-8")
        return unreadable(content.decode("utf-8", "replace"), fault)

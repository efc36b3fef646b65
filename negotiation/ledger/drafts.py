"""Files that are not there: what a case would hold besides, read as if it did."""

from dataclasses import dataclass
from pathlib import Path

from negotiation.ledger.files import EVENTS, Copy, File, copy_of, read_file, role_of, shown


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that counts as one more file of a case."""

    file: File
    copy: Copy
    role: str = EVENTS

    @property
    def text(self) -> str:
        return self.copy.text.content


def drafted(case_dir: Path, name: str, text: str, here: Path | None) -> Draft:
    """A text as the file of a case that it may become."""
    path = case_dir / name
    return Draft(File(path, shown(path, here)), copy_of(text.encode("utf-8")), role_of(name))


def supposed(path: Path, here: Path | None, content: bytes | None = None) -> Draft:
    """Events and assertions from anywhere, as a file of a case; `content` is what they say where no file has them."""
    file = File(path.with_suffix(".yaml"), shown(path, here))  # whatever it is called, it is read
    return Draft(file, read_file(File(path, file.shown)) if content is None else copy_of(content))

"""A curated text in its one layout; or nothing, where it cannot be read."""

from negotiation.ledger.layout.fields import in_order
from negotiation.ledger.layout.printing import text_of
from negotiation.ledger.layout.taking import taken_apart
from negotiation.ledger.positions import BOM, Document, read
from negotiation.ledger.syntax import Fault


class ChangedError(Exception):
    """The layout would say something else than the text: a bug."""


def laid_out(content: str, role: str) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file in its layout, by what the file is for; as it was, where it has faults.

    Raises:
        ChangedError: if the records would not be the same any more.
    """
    text = content.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    document = read(text)
    if document.faults:
        return content, document.faults
    part, rest = taken_apart(document)
    in_order(part, role)
    new = text_of(part, rest)
    _expect_same(document, read(new))
    return new, ()


def _expect_same(before: Document, after: Document) -> None:
    if after.faults or after.data != before.data:
        said = "the layout would change what the records say"
        raise ChangedError(said)

"""What files said when they were read before: plain data by the digest of their bytes.

Reading YAML is most of what loading costs, and most files have not changed since the
last time. Whoever has a place to keep things gives `load_case` a `Parses`; what it
gives back is looked at before it is believed, and what is not right is read again.
"""

import json
from array import array
from collections.abc import Iterable, Iterator
from typing import Final, Protocol, cast

from negotiation.ledger.files import digest_of
from negotiation.ledger.quick import Batch

FORM: Final = b"negotiation-records-1"
"""How a file's records are written down; another form has another name."""


class Parses(Protocol):
    """Keeps what files say, by the digest of their bytes. May forget anything at any time."""

    def get(self, digest: str) -> bytes | None:
        """What was kept under a digest, or nothing."""
        ...

    def put(self, digest: str, said: bytes) -> None:
        """Keep what a file says."""
        ...


def kept(digest: str, batches: Iterable[Batch]) -> bytes:
    """The records of the file with this digest, written down."""
    body = b"\n".join(json.dumps([one.items, one.rows.tolist()], separators=(",", ":")).encode() for one in batches)
    return b"%s\n%s" % (_head(digest, body), body)


def said_of(digest: str, said: bytes | None) -> list[bytes] | None:
    """The records that were written down, a line for each batch; nothing where they are not whole, or not those."""
    head, _, body = (said or b"").partition(b"\n")
    return body.splitlines() if head == _head(digest, body) else None


def _head(digest: str, body: bytes) -> bytes:
    return b"%s %s %s" % (FORM, digest.encode(), digest_of(body).encode())


def batches_in(lines: Iterable[bytes]) -> Iterator[Batch]:
    """The same, as they were when the file was read."""
    for line in lines:
        items, rows = cast("tuple[list[dict[str, object]], list[int]]", json.loads(line))
        yield Batch(items, array("I", rows))

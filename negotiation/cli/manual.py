"""The pages about the codes of problems: `docs/errors` in the repository, `errors` in an installed package."""

from collections.abc import Iterator
from pathlib import Path

import negotiation
from negotiation.ledger.codes import CODES

PACKAGE = Path(negotiation.__file__).parent
PLACES = (PACKAGE / "errors", PACKAGE.parent / "docs" / "errors")


def page(code: str) -> str:
    """The page of a code; the one sentence about it where its page is not there."""
    for place in PLACES:
        file = place / f"{code}.md"
        if file.is_file():
            return file.read_text("utf-8")
    one = CODES[code]
    return f"# {code} {one.name}\n\n{one.severity}, found while checking: {one.phase}\n\n{one.meaning}\n"


def codes_text() -> str:
    """Every code in one line."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    wide = max(len(one.name) for one in CODES.values())
    for code, one in CODES.items():
        yield f"{code}  {one.severity:<8} {one.name:<{wide}}  {one.meaning}\n"

"""What was entered under an id, field by field, with its sources and its claims."""

from collections.abc import Iterator, Mapping
from typing import Any

from negotiation.domain.case import Case, Seed, Source
from negotiation.views.pages import Block, Heading, grid
from negotiation.views.plain import is_record, several
from negotiation.views.rows import cell

APART = frozenset({"id", "sources", "claims", "paragraphs"})
"""Fields that are shown in parts of their own, or not at all."""


def fields(record: Mapping[str, Any]) -> list[str]:
    wide = max((len(name) for name in record), default=0) + 2
    return [text for name, value in record.items() if name not in APART for text in nested(name, value, wide)]


def nested(name: str, value: Any, wide: int, depth: int = 0) -> Iterator[str]:
    """A field on a line, and its parts on lines below it."""
    start = f"{'  ' * depth}{name:<{wide}}"
    items = [item for item in several(value) if is_record(item)]
    if not items:
        yield start + cell(value)
    for item in items:
        flat = {key: one for key, one in item.items() if not _is_deep(one)}
        yield start + cell(flat or None)
        for key, one in item.items():
            if _is_deep(one):
                yield from nested(key, one, wide, depth + 1)


def _is_deep(value: Any) -> bool:
    return any(is_record(item) for item in several(value))


def passages(case: Case, record: Mapping[str, Any]) -> Iterator[Block]:
    known: dict[str, Seed | Source] = {str(seed.id): seed for seed in case.seeds}
    known |= {str(source.id): source for source in case.sources}
    rows: list[tuple[str, ...]] = []
    for one in record.get("sources", ()):
        source = known.get(one["source"])
        title = (
            "-" if source is None else f"{source.publisher}, {source.date or 'undated'}: {source.title or 'untitled'}"
        )
        says = (one.get("attribution") or "-", one.get("speaker") or "-")
        rows.append((one["source"], one.get("paragraph") or "-", *says, title))
    if rows:
        yield Heading("SOURCES")
        yield grid(("SOURCE", "PARAGRAPH", "ATTRIBUTION", "SPEAKER", "DOCUMENT"), rows)


def claims(record: Mapping[str, Any]) -> Iterator[Block]:
    """The checklist of a seed: where each of its claims went."""
    rows = [
        (one["id"], ", ".join(one.get("events", ())) or f"no event: {one['reason']}", one["says"])
        for one in record.get("claims", ())
    ]
    if rows:
        yield Heading(f"CLAIMS: {len(rows)}, in our own words")
        yield grid(("CLAIM", "LEADS TO", "SAYS"), rows)

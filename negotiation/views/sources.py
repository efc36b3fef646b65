"""The register of sources, and what became of each claim of the seeds."""

from collections import Counter
from collections.abc import Iterator, Mapping

from negotiation.domain.case import Case, Seed, Source
from negotiation.ledger.coverage import Coverage
from negotiation.ledger.mentions import mentions
from negotiation.views.header import Asked
from negotiation.views.pages import Heading, Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.rows import Record
from negotiation.views.view import View


def sources_view(asked: Asked, case: Case, covered: Coverage) -> View:
    """Every source with how many events cite it; the coverage of the seeds above all."""
    used = cited(case)
    return View(
        page=lambda: _page(asked, case, covered, used),
        body=lambda: {**_head(asked), "coverage": _coverage(covered), "sources": list(_records(case, used))},
        rows=lambda: _records(case, used),
        facts=lambda: _records(case, used),
    )


def cited(case: Case) -> Counter[str]:
    """How many events cite each source, or hold what it says."""
    found: Counter[str] = Counter()
    for event in case.events:
        found.update({one.name for one in mentions(event) if one.space in {"source", "holder"}})
    return found


def _head(asked: Asked) -> Record:
    return {
        "schema": "negotiation/sources/1", "tool": asked.tool, "case": asked.case.id, "data_rev": asked.revision,
        "complete": asked.complete,
    }  # fmt: skip


def _coverage(covered: Coverage) -> Record:
    seeds = {seed: {"accounted": done, "total": total} for seed, (done, total) in covered.by_seed.items()}
    return {"accounted": covered.accounted, "total": covered.total, "seeds": seeds, "reasons": dict(covered.reasons)}


def _page(asked: Asked, case: Case, covered: Coverage, used: Mapping[str, int]) -> Page:
    seeds = [_seed(seed, covered) for seed in case.seeds]
    reasons = ", ".join(f"{count} {reason}" for reason, count in covered.reasons.items())
    size = f"{counted(len(case.sources), 'source')} and {counted(len(case.seeds), 'seed')}"
    return (
        lines(
            case.head.title,
            f"{size} · data {asked.revision}",
        ),
        lines(str(covered), *seeds, f"  of them lead to no event: {reasons}" if reasons else ""),
        Heading("SOURCES, with the events that cite them"),
        grid(
            ("SOURCE", "EVENTS", "DATE", "PUBLISHER", "KIND OF HOST", "TITLE"),
            list(_lines(case, used)),
            right=("EVENTS",),
        ),
    )


def _seed(seed: Seed, covered: Coverage) -> str:
    done, total = covered.by_seed[str(seed.id)]
    size = f"{done} of {total} claims, {counted(len(seed.paragraphs), 'paragraph')}"
    return f"  {seed.id}: {size} · {seed.publisher}, {seed.date}"


def _lines(case: Case, used: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for one in _records(case, used):
        hosts = ", ".join(one["host_kind"]) or "seed"
        yield (
            one["id"],
            str(one["events"]),
            one["date"] or "undated",
            one["publisher"],
            hosts,
            one["title"] or "untitled",
        )


def _records(case: Case, used: Mapping[str, int]) -> Iterator[Record]:
    for seed in case.seeds:
        yield {**_document(seed, used), "host_kind": [], "url": None, "archived": None}
    for source in case.sources:
        hosts = {"host_kind": list(source.host_kind), "url": source.url, "archived": source.archived}
        yield {**_document(source, used), **hosts}


def _document(one: Seed | Source, used: Mapping[str, int]) -> Record:
    return {
        "id": one.id,
        "events": used.get(str(one.id), 0),
        "publisher": one.publisher,
        "date": None if one.date is None else str(one.date),
        "title": one.title,
        "origin": one.origin,
    }

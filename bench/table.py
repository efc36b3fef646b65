"""The one table, and what it says in words where a target or a peer was not reached."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.rows import ASOF, COLD, GROWTH, KNOWN, MEMORY, PEERS, REPLAY, WARM, Row

HEADS = ("what", "measured", "beside it", "target", "")
RESULTS = Path(__file__).with_name("results.json")


def markdown(results: Mapping[str, Any]) -> str:
    """The table of a run, with its machine, versions and losses."""
    rows = [Row(**row) for row in results["rows"]]
    lines = [*_told(results), "", f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}"]
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(f"| **{group}** | | | | |")
        verdict = f"**{row.verdict}**" if row.verdict == "missed" else row.verdict
        lines.append(f"| {row.what} | {row.figure} | {row.beside} | {row.target} | {verdict} |")
    return "\n".join([*lines, "", "**Losses.** " + (" ".join(losses(rows)) or "None.")])


def short(results: Mapping[str, Any]) -> str:
    """The few rows that say most, for the front page."""
    rows = [Row(**row) for row in results["rows"]]
    lines = ["| what | measured | beside it | target | |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.group.partition(':')[0]}: {row.what} | {row.figure} | {row.beside} | {row.target} | {row.verdict} |"
        for row in _front(rows)
    ]
    aims = [row for row in rows if row.target]
    met, missed = (sum(row.verdict == verdict for row in aims) for verdict in ("met", "missed"))
    counted = (
        f"{met} of {len(aims)} targets are met, {missed} are missed, {len(aims) - met - missed} were not measured."
    )
    return "\n".join([*lines, "", counted])


FRONT = (
    (COLD, "events per CPU-second"), (COLD, "times as fast as"), (REPLAY, "events per CPU-second"),
    (REPLAY, "times as fast as eventsourcing"), (KNOWN, "cost of the table"), (WARM, "`state`, instructions"),
    (WARM, "every commitment on a day"), (ASOF, "one commitment"), (ASOF, "a whole case"), (GROWTH, "check, from"),
    (GROWTH, "build, from"), (MEMORY, "`build`"),
)  # fmt: skip
"""Which rows stand on the front page: the group, and how the row begins."""


def _front(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        if any(row.group == group and row.what.startswith(start) for group, start in FRONT):
            yield row


def losses(rows: Sequence[Row]) -> Iterator[str]:
    """Every target that was missed and every peer that is faster, a sentence each."""
    for row in rows:
        if row.verdict == "missed":
            yield f"{row.group}, {row.what}: {row.figure}, and the target is {row.target}."
        elif row.group == PEERS and "as slow" in row.beside:
            yield f"{row.what.partition(':')[0]}: {row.beside}."


def shown(form: Callable[[Mapping[str, Any]], str]) -> str:
    """The last run in a form, as a page has it."""
    return f"\n{form(loaded())}\n\n" if RESULTS.exists() else "\nNothing was measured yet.\n\n"


def loaded(path: Path = RESULTS) -> dict[str, Any]:
    """What a run wrote."""
    results: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return results


def written(path: Path, rows: Sequence[Row], about: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Write a run down, and return it as it will be read."""
    results = {**about, "rows": [asdict(row) for row in rows], "figures": raw}
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return results


def _told(results: Mapping[str, Any]) -> Iterator[str]:
    machine = results["machine"]
    yield f"{', '.join((machine['processor'], machine['cores'] + ' cores', machine['memory'], machine['system']))};"
    yield f"{results['day']}."
    yield ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + "."
    yield f"Sizes: {results['sizes']}. CPU-seconds are medians of interleaved repetitions, user and system together."

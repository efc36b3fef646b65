"""The page's scripts say of any moment what Python says of it: one text, made twice."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from negotiation.domain.answers import Question, cut, state
from negotiation.domain.axes import FOREVER
from negotiation.domain.intervals import Table
from negotiation.domain.rules import RULES
from negotiation.ledger.load import load_case
from negotiation.report.embedded import EPOCH, embedded
from negotiation.report.moment import Shown, tables
from negotiation.report.records import at, clockwork, day_words, names, records, titles
from negotiation.report.whys import whys
from negotiation.report.wordings import sums
from negotiation.views.phrases import labels
from tests.report.node import needs_node, run
from tests.source import ROOT

CASES = sorted([*(ROOT / "events").glob("*/case.yaml"), *(ROOT / "tests" / "cases").glob("p*/case.yaml")])
MOMENTS = 12

SCRIPT = """
const page = Object.create(Page.prototype);
Object.assign(page, { data: data.page, intervals: new Intervals(data.page.intervals) });
return data.moments.map(({ on, known, reading }) => {
  page.moment = { on, known, reading };
  const { tables: found, notes } = page.tables(reading);
  const whys = {};
  for (const { subject } of found.flatMap((one) => one.rows)) if (subject) whys[subject] = page.axes(subject, reading);
  const seen = data.page.events.map((event) => seenAt(event, known, reading));
  const days = seen.filter(Boolean).map((one) => [one.id, dayWords(one), one.title, one.left_out ?? null]);
  const clock = clockwork(page.intervals, known, reading);
  return { state: page.body(reading), tables: found, notes, whys, days, clock };
});
"""


@needs_node
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_a_moment_has_one_text(file: Path, tmp_path: Path) -> None:
    """State, tables, notes, reasons and events, at random moments under random readings."""
    seeds = ROOT / "seeds"
    case = load_case(file.parent, seeds if file.is_relative_to(ROOT / "events") else None, here=ROOT).case
    assert case is not None
    table = Table(case)
    events = records(table, lambda _: "events.yaml:1")
    page = {
        "intervals": embedded(table, table.readings), "labels": labels(case), "names": names(case),
        "titles": titles(table), "rules": RULES, "events": events, "readings": list(table.readings),
    }  # fmt: skip
    questions = list(moments(table, MOMENTS))
    asked = [{"on": q.on - EPOCH, "known": q.known - EPOCH, "reading": q.reading} for q in questions]
    said = run(SCRIPT, {"page": page, "moments": asked}, tmp_path)
    for question, found in zip(questions, said, strict=True):
        assert found == expected(table, question, page), question


def moments(table: Table, count: int) -> Any:
    """Random questions, of the days of the case and with hindsight; half of them of a day with which something ends."""
    draw = Random(table.case.id)  # noqa: S311 - moments to try, and no secrets
    first = table.case.head.coverage.start.toordinal()
    rows = [*table.everything()]
    begun = {(row.subject, row.axis, row.reading, row.valid_from) for row in rows}
    ends = [
        Question(row.valid_to, row.known_from, row.reading)
        for row in rows
        if row.valid_to <= table.end and (row.subject, row.axis, row.reading, row.valid_to) not in begun
    ]
    for number in range(count):
        on = draw.randint(first, table.end)
        known = draw.choice([FOREVER, on, draw.randint(first, table.end)])
        asked = Question(on, known, draw.choice(table.readings))
        yield draw.choice(ends) if ends and number % 2 else asked


def expected(table: Table, question: Question, page: dict[str, Any]) -> dict[str, Any]:
    """What Python says of a moment."""
    now = cut(table, question)
    counting = {str(subject): axes["figures"] for subject, axes in now.items() if "figures" in axes}
    holding = {subject: text for subject, row in counting.items() if (text := sums(row, page["labels"]))}
    body = state(table, question)
    found = tables(body, Shown(question.on, page["labels"], page["names"], holding, page["titles"]))
    told = whys(now, question, page["labels"])
    shown = [row["subject"] for one in found["tables"] for row in one["rows"] if row["subject"]]
    seen = [at(one, question.known - EPOCH, question.reading) for one in page["events"]]
    return {
        "state": body, **found, "whys": {one: told[one]["axes"] for one in shown},
        "clock": clockwork(table, question),
        "days": [[one["id"], day_words(one), one["title"], one["left_out"]] for one in seen if one is not None],
    }  # fmt: skip

"""Why an answer is what it is: rule, events and passages of every figure and word, and what was left out."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answers import is_coded, row_of
from negotiation.domain.ids import SubjectId
from negotiation.domain.queries import Why, why
from negotiation.domain.rules import RULES
from negotiation.views.axes import axis_words, late_days
from negotiation.views.header import Asked
from negotiation.views.phrases import labels
from negotiation.views.reasons import Reasons, left_out, reasons_page, rules, shown, since, used
from negotiation.views.records import Records
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View


def why_view(asked: Asked, subject: SubjectId, records: Records, *, axis: str | None = None) -> View:
    """The reasons of the answer about a subject; of one axis, where one is named."""
    coded = is_coded(records.table, asked.question.on)
    found = why(records.table, asked.question, subject) if coded else None
    row = row_of(records.table, asked.question, subject) if coded else None
    contested: Sequence[Record] = () if row is None or axis is not None else row["contested"]
    parts = [] if found is None else [_only(part, axis) for part in (found, *in_order(found.parts))]
    return View(
        page=lambda: reasons_page(asked, subject, (found, parts, contested), records),
        body=lambda: {
            **envelope(asked, "why/1", coded=coded),
            **_body(asked, subject, (found, parts, contested), records),
        },
        rows=lambda: _rows(asked, parts),
        facts=lambda: _rows(asked, parts),
    )


def in_order(parts: Sequence[Why]) -> list[Why]:
    """Tranches by their numbers, debtors by their ids."""
    return sorted(
        parts, key=lambda part: [int(x) if x.isdigit() else 10**9 for x in part.subject.split("/")[1:]] or [0]
    )


def _only(found: Why, axis: str | None) -> Why:
    axes = tuple(one for one in found.axes if axis is None or one.axis == axis)
    return Why(found.subject, axes, (), found.corrected, found.left_out)


def _body(asked: Asked, subject: SubjectId, reasons: Reasons, records: Records) -> Record:
    found, parts, contested = reasons
    sentences = {rule: RULES.get(rule, "") for rule in rules(parts)}
    return {
        "subject": subject,
        "parts": [_part_body(asked, part) for part in parts],
        "rules": sentences,
        "contested": list(contested),
        "events": [records.record(id_) for id_ in used(parts)],
        "corrected": [] if found is None else [records.record(id_) for id_ in found.corrected],
        "left_out": []
        if found is None
        else [{**records.record(id_), "reason": why_} for id_, why_ in left_out(found, records)],
    }


def _part_body(asked: Asked, part: Why) -> Record:
    late = late_days({one.axis: one.interval for one in part.axes}, asked.question.on)
    axes = [
        {
            "axis": one.axis,
            "value": axis_words(one.interval, asked.question.on, labels(asked.case), late),
            "since": since(one),
            "rule": one.rule,
            "sentence": one.sentence,
            "causes": list(one.causes),
        }
        for one in shown(part)
    ]
    return {"subject": part.subject, "axes": axes}


def _rows(asked: Asked, parts: list[Why]) -> Iterator[Record]:
    for part in parts:
        for axis in _part_body(asked, part)["axes"]:
            yield {"subject": part.subject, **axis}

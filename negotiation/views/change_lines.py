"""Changes of a subject, a line for each field."""

from collections.abc import Iterator, Mapping, Sequence

from negotiation.domain.answering import Subject
from negotiation.domain.axes import KINDS
from negotiation.domain.ids import SubjectId
from negotiation.domain.light import Any
from negotiation.domain.queries import Change
from negotiation.views.contested import holder
from negotiation.views.header import Asked
from negotiation.views.phrases import days, figure, labels
from negotiation.views.plain import is_record
from negotiation.views.rows import Record, cell
from negotiation.views.standing import last_day

LISTS = frozenset(
    {
        "contested",
        "claims",
        "acts",
        "episodes",
        "stages",
        "extensions",
        "observations",
        "outside",
        "void",
        "perhaps",
        "corrected",
    }
)
"""Fields that are lists, of which only what came and what left is told."""


def change_lines(asked: Asked, changes: Sequence[Change]) -> Iterator[str]:
    """What made the changes of a subject, and a line for each; a phase that only repeats the status is left out."""
    yield ", ".join(dict.fromkeys(cause for one in changes for cause in one.causes)) or "clock"
    status = next(((one.before, one.after) for one in changes if one.field == "status"), None)
    for one in changes:
        if one.field != "phase" or (one.before, one.after) != status:
            yield _line(asked, one)


def by_kind(known: Mapping[SubjectId, Subject], subjects: Sequence[str]) -> list[str]:
    """Each subject once: commitments first, then talks, proposals, instruments and measures."""
    kinds = {one: known[SubjectId(one.partition("/")[0].partition("@")[0])].kind for one in subjects}
    return sorted(kinds, key=lambda one: (KINDS.index(kinds[one]), one))


def changed(asked: Asked, known: Mapping[SubjectId, Subject], changes: Sequence[Change]) -> Iterator[str]:
    """The lines of all changes, subject by subject; those that changed alike stand together."""
    told: dict[tuple[str, ...], list[str]] = {}
    by_subject: dict[str, list[Change]] = {}
    for one in changes:
        by_subject.setdefault(one.subject, []).append(one)
    for subject in by_kind(known, [*by_subject]):
        told.setdefault(tuple(change_lines(asked, by_subject[subject])), []).append(subject)
    for (by, *said), subjects in told.items():
        yield from (f"~ {', '.join(subjects)}  ({by})", *said)


def _line(asked: Asked, one: Change) -> str:
    said = (
        listed_changes(one.before, one.after)
        if one.field in LISTS
        else f"{words_of(one.before)} → {words_of(one.after)}"
    )
    return f"    {_label(asked, one.field):<13}{said}"


def _label(asked: Asked, field: str) -> str:
    performed, outstanding = labels(asked.case)
    return {"performed": performed, "outstanding": outstanding}.get(field, field.replace("_", " "))


def words_of(value: Any) -> str:
    """A field as one text: of a notice or a pause, who and since when."""
    if is_record(value) and "by" in value:
        return f"by {cell(value['by'])} since {cell(value['since'])}"
    return cell(value)


def listed_changes(before: Any, after: Any) -> str:
    """What came to a list, and what left it."""
    return "; ".join([*(f"+ {one}" for one in left(after, before)), *(f"- {one}" for one in left(before, after))])


def left(before: Any, after: Any) -> list[str]:
    """What of the one list is not in the other, each item as a text."""
    there = list(after or ())
    return list(dict.fromkeys(_item(one) for one in before or () if one not in there))


def _item(one: Any) -> str:
    if not is_record(one):
        return str(one)
    if "field" in one:
        return f"{one['field']}: {holder(one)}: {figure(one['value'])}"
    if "ended" in one:
        return _episode(one)
    name = one.get("event") or one.get("id") or f"from {one.get('from')}"
    detail = one.get("phase") or one.get("within") or one.get("stage") or one.get("cause")
    return f"{name} ({detail})" if detail else str(name)


def _episode(one: Record) -> str:
    """An episode with both its days, which may each be one of several."""
    until = ", open" if one["ended"] is None else f" to {last_day(one['ended'])}"
    return f"from {days(one['from'])}{until} ({one['cause']})"

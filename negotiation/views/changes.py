"""What changed between two answers, as a page."""

from collections.abc import Iterator

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Question, cut, is_coded, is_there
from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import iso
from negotiation.domain.ids import EventId
from negotiation.domain.light import NamedTuple
from negotiation.domain.queries import Change, Diff, diff
from negotiation.views.change_lines import LISTS, changed, left, words_of
from negotiation.views.commitments import Moment, check_row
from negotiation.views.header import Asked, coverage_sentence, header, knowledge
from negotiation.views.pages import Block, Page, lines
from negotiation.views.phrases import counted
from negotiation.views.records import Records
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View


class Compared(NamedTuple):
    """Two questions about one case, and what differs between their answers."""

    table: Answers
    before: Question
    after: Question
    found: Diff
    between: tuple[EventId, ...]
    """Events that the later answer may know of and the earlier one not."""


def compared(table: Answers, before: Question, after: Question) -> Compared:
    """Compare the answers to two questions."""
    between = tuple(table.between((before.outlook, before.on), (after.outlook, after.on)))
    return Compared(table, before, after, diff(table, before, after), between)


def changes_view(asked: Asked, c: Compared, records: Records, *, events: bool) -> View:
    """The difference in every shape."""
    return View(
        page=lambda: _page(asked, c, records, events=events),
        body=lambda: {**_envelope(asked, c), **_body(c)},
        rows=lambda: (change_record(one) for one in c.found.changes),
        facts=lambda: (fact for one in c.found.changes for fact in change_facts(change_record(one))),
        heads=("subject", "field", "before", "after", "causes"),
    )


def _envelope(asked: Asked, c: Compared) -> Record:
    ends = {"before": _moment(c.before), "after": _moment(c.after)}
    coded = is_coded(c.table, c.before.on) and is_coded(c.table, c.after.on)
    return {**envelope(asked, "diff/1", coded=coded), **ends}


def _moment(question: Question) -> Record:
    return {"on": iso(question.on), "known": None if question.known >= FOREVER else iso(question.known)}


def _body(c: Compared) -> Record:
    return {
        "changes": [change_record(one) for one in c.found.changes],
        "unchanged": list(c.found.unchanged),
        "events": list(c.between),
    }


def change_record(one: Change) -> Record:
    """A change as programs read it."""
    return {
        "subject": one.subject, "field": one.field, "before": one.before, "after": one.after,
        "causes": list(one.causes),
    }  # fmt: skip


def change_facts(record: Record) -> Iterator[Record]:
    """A change as rows of single values; of a list, a row for each item that left and for each that came."""
    before, after = record["before"], record["after"]
    if record["field"] not in LISTS:
        yield {**record, "before": words_of(before), "after": words_of(after)}
        return
    for item in left(before, after):
        yield {**record, "before": item, "after": None}
    for item in left(after, before):
        yield {**record, "before": None, "after": item}


def _page(asked: Asked, c: Compared, records: Records, *, events: bool) -> Page:
    what, known = _asked_for(c)
    top = header(asked, what, known=known)
    for day in (c.before.on, c.after.on):
        if not is_coded(c.table, day):
            return (top, lines(coverage_sentence(asked.case, day)))
    blocks: list[Block] = [top, lines(f"{counted(len(c.between), 'event')} in between")]
    if events and c.between:
        blocks.append(records.grid(c.between))
    blocks += _changes(asked, c)
    blocks += _unchanged(c.found)
    blocks.append(lines(*_checks(c)))
    return tuple(blocks)


def _asked_for(c: Compared) -> tuple[str, str | None]:
    if c.before.on == c.after.on:
        return f"what was learned about {iso(c.after.on)}", f"{knowledge(c.before)} → {knowledge(c.after)}"
    return f"changes from the end of {iso(c.before.on)} → the end of {iso(c.after.on)}", None


def _changes(asked: Asked, c: Compared) -> Iterator[Block]:
    if not c.found.changes:
        yield lines("no changes")
        return
    yield lines(*changed(asked, c.table.subjects, c.found.changes))


def _unchanged(found: Diff) -> Iterator[Block]:
    if found.unchanged:
        yield lines(f"= {len(found.unchanged)} unchanged: {', '.join(found.unchanged)}")


def _checks(c: Compared) -> Iterator[str]:
    """The sums on both sides."""
    for question in (c.before, c.after):
        moment = Moment(c.table, question, cut(c.table, question))
        wholes = (id_ for id_ in moment.now if "/" not in id_ and "@" not in id_ and is_there(moment.now, id_))
        for id_ in wholes:
            text = check_row(moment, id_)
            if text and c.table.subjects[id_].kind == "commitment":
                yield f"check   {iso(question.on)}  {text}"

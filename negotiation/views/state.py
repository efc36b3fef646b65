"""The state of a case at the end of a day, as a page."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import cut, is_coded
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.parts import Row
from negotiation.views.commitments import Moment, check_rows, commitments_grid, share_rows
from negotiation.views.contested import Footnotes
from negotiation.views.doubts import doubt, sentences
from negotiation.views.header import Asked, coverage_sentence, header
from negotiation.views.instruments import instruments_grid, instruments_list, instruments_title
from negotiation.views.others import extensions, measures_grid, proposals_grid, talks_grid
from negotiation.views.pages import Block, Heading, Lines, Page, lines
from negotiation.views.phrases import counted, labels
from negotiation.views.standing import notices

LISTS = ("commitments", "talks", "proposals", "instruments", "measures")
"""The lists of the state, which may be chosen by their names."""


def state_page(
    asked: Asked, table: Answers, body: Row, *, chosen: Sequence[str] = (), below: Sequence[Block] = ()
) -> Page:
    """Everything that stands, or only the subjects that were chosen; `below` stands above the last line."""
    question = asked.question
    top = header(asked, f"state at the end of {iso(question.on)}")
    if not is_coded(table, question.on):
        return (top, lines(coverage_sentence(asked.case, question.on)))
    ids = sorted(SubjectId(row["id"]) for rows in body.values() for row in rows)
    moment = Moment(table, question, cut(table, question, ids))
    notes = Footnotes()
    parts = [
        *_commitments(moment, body["commitments"], notes),
        *_talks(moment, body["talks"], notes),
        *_proposals(body["proposals"], notes, every=bool(chosen)),
        *_instruments(body["instruments"], notes, every=bool(chosen)),
        *_measures(body["measures"], notes),
    ]
    if not parts:
        parts = [lines(f"nothing is recorded yet of {', '.join(chosen)}" if chosen else "nothing is recorded yet")]
    return (top, *parts, *_below(moment, notes), *below, *_more(asked, body))


def narrowed(body: Row, chosen: Sequence[str]) -> Row:
    """The state with only the subjects that were chosen, a tranche standing for its commitment's line and its own."""
    whole = {one.partition("/")[0] for one in chosen}
    parts = {one for one in chosen if "/" in one}
    kept = {
        name: [row for row in rows if not chosen or name in chosen or row["id"] in whole] for name, rows in body.items()
    }
    for index, row in enumerate(kept["commitments"]):
        wanted = [t for t in row["tranches"] if f"{row['id']}/{t['id']}" in parts]
        if wanted and row["id"] not in chosen:
            kept["commitments"][index] = {**row, "tranches": wanted}
    return kept


def opened(body: Row) -> Row:
    """The state with only what is not closed: commitments and tranches, talks, and proposals."""
    commitments = [
        {**row, "tranches": [one for one in row["tranches"] if _is_open(one)]}
        for row in body["commitments"]
        if _is_open(row)
    ]
    talks = [row for row in body["talks"] if _is_open(row)]
    proposals = [row for row in body["proposals"] if _is_open(row)]
    return {"commitments": commitments, "talks": talks, "proposals": proposals, "instruments": [], "measures": []}


OPEN = frozenset({"proposed", "conditional", "in force", "agreed", "under way", "suspended", "open"})
"""Phases in which something may still come."""


def _is_open(row: Row) -> bool:
    """Whether it is open in some possible world."""
    return bool(OPEN & set(str(row["phase"]).split(" or ")))


def _commitments(moment: Moment, rows: Sequence[Row], notes: Footnotes) -> Iterator[Block]:
    if rows:
        yield commitments_grid(moment, rows, notes)
        yield lines(
            *(f"check   {text}" for text in check_rows(moment, rows)),
            *(f"share   {text}" for text in share_rows(rows, *labels(moment.table.case))),
            *(n for row in rows for n in notices(row)),
        )


def _talks(moment: Moment, rows: Sequence[Row], notes: Footnotes) -> Iterator[Block]:
    if rows:
        yield talks_grid(rows, moment.question.on, notes)
        yield Lines((*(n for row in rows for n in notices(row)), *extensions(rows)))


def _proposals(rows: Sequence[Row], notes: Footnotes, *, every: bool) -> Iterator[Block]:
    shown = [row for row in rows if every or "open" in row["phase"]]
    if rows:
        yield Heading(f"PROPOSALS: {len(shown)} of {len(rows)} open" if not every else "PROPOSALS")
    if shown:
        yield proposals_grid(shown, notes)


def _instruments(rows: Sequence[Row], notes: Footnotes, *, every: bool) -> Iterator[Block]:
    if rows:
        yield Heading(instruments_title(rows))
        yield instruments_grid(rows)
    if rows and every:
        yield instruments_list(rows, notes)


def _measures(rows: Sequence[Row], notes: Footnotes) -> Iterator[Block]:
    if rows:
        yield Heading("MEASURES outside any commitment; counts of different stages are not added")
        yield measures_grid(rows, notes)


def _below(moment: Moment, notes: Footnotes) -> Iterator[Block]:
    """What is uncertain and what is contested, with every holder."""
    told = sentences([doubt(moment.table, moment.question, id_, axes) for id_, axes in moment.now.items()])
    if told:
        yield Heading("UNCERTAIN on this day")
        yield lines(*told)
    if notes.notes:
        yield Heading(
            f"CONTESTED: {counted(len(notes.notes), 'field')}, with every holder; none is marked as the right one"
        )
        yield lines(*notes.lines())


def _more(asked: Asked, body: Row) -> Iterator[Block]:
    first = next((row["id"] for row in body["commitments"]), None)
    if first is not None:
        on = iso(asked.question.on)
        why, timeline = f"negotiation why {first} --on {on}", f"negotiation timeline --to {on}"
        yield lines(f"More: {why}{asked.again} · {timeline}{asked.again}")

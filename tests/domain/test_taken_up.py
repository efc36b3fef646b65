"""A fold that is taken up where a report changes it comes to what one that begins anew comes to."""

import pytest

from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from tests.cases import Plain, case_of, day, record
from tests.domain.canon import canonical_rows
from tests.domain.test_examples import amended, closed, done, promise

LATER = 30
"""When it is learnt that something was not as it was said to be."""


def learnt(kind: str, about: str, **fields: object) -> Plain:
    reason = {"corrected": "typo", "retracted": "source-corrected"}[kind]
    return record(kind, f"{kind}-{about}", LATER, revises=about, reason=reason, **fields)


GIVEN = [promise(due=day(20)), done(3, 4, "first"), done(9, 3, "second"), done(15, 2, "third")]

AT_ONCE = [promise(due=day(20)), done(3, 4, "first", reported=15), done(9, 3, "second", reported=15), done(15, 2)]
"""Two of them are told on one day."""


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([*GIVEN, learnt("retracted", "second")], id="retracted"),
        pytest.param([*GIVEN, learnt("retracted", "promised")], id="never-promised"),
        pytest.param([*GIVEN, learnt("retracted", "first"), learnt("retracted", "third")], id="retracted-on-one-day"),
        pytest.param([*GIVEN, learnt("corrected", "second", set={"on": day(25)})], id="later"),
        pytest.param([*GIVEN, learnt("corrected", "third", set={"on": day(2)})], id="earlier"),
        pytest.param([*GIVEN, learnt("corrected", "second", set={"quantity": 1})], id="another-number"),
        pytest.param(
            [*AT_ONCE, learnt("corrected", "second", set={"quantity": 1})],
            id="another-number-of-what-was-told-with-more",
        ),
        pytest.param([*AT_ONCE, learnt("retracted", "second")], id="retracted-of-what-was-told-with-more"),
        pytest.param([*GIVEN, done(9, 1, "anew", reported=LATER, revises="second")], id="told-anew"),
        pytest.param([*GIVEN, done(1, 1, "late", reported=LATER), done(40, 1, "last")], id="reported-late"),
        pytest.param([*GIVEN, closed("waived", "bland", 12), learnt("retracted", "closed")], id="an-end-that-was-none"),
        pytest.param(
            [*GIVEN, amended(10, due=day(12)), learnt("corrected", "amended", set={"due": day(50)})], id="another-due"
        ),
        pytest.param([*GIVEN, done(22, 8, "all"), learnt("retracted", "all")], id="an-end-that-moved"),
        pytest.param(
            [
                *GIVEN,
                record("held", "h", 12, subject="second", field="quantity", by_reading={"aland": 1}, reported=LATER),
            ],
            id="held",
        ),
    ],
)
def test_every_state_of_knowledge_is_as_if_there_were_no_other(given: list[Plain]) -> None:
    """What was true of the last state of knowledge and is no more has gone, from its day on."""
    case = case_of(given)
    whole = Table(case)
    rows = list(whole.everything())

    for reading in (RECORD, ReadingId("aland")):
        for known in (*whole.points(SubjectId("grain")), FOREVER):
            then = [row for row in rows if row.reading == reading and row.known_from <= known < row.known_to]
            assert canonical_rows(then) == canonical_rows(Table(case).slice(Outlook(reading, known)))

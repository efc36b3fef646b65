"""The views of the file: the intervals in words that people read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view, and what it says."""

    name: str
    says: str
    sql: str


HISTORY = View(
    "history",
    "Every interval under every reading, with the names of case, subject and axis.",
    """\
SELECT s.case_id, s.subject, w.subject AS whole, s.kind, s.part, r.reading, a.axis,
       i.valid_from, i.valid_to, i.known_from, i.known_to, i.words, i.rule, i.order_sensitive,
       i.total_low, i.total_high, i.performed_low, i.performed_high, i.outstanding_low, i.outstanding_high,
       i.upcoming_low, i.upcoming_high, i.overdue_low, i.overdue_high, i.not_due_low, i.not_due_high,
       i.due_first, i.due_last, i.standing, i.late_first, i.late_last, i.value, i.id AS interval
FROM subjects AS s
JOIN subjects AS w ON w.id = s.whole
JOIN subject_readings AS r ON r.subject = s.whole
JOIN axes AS a ON a.subject = s.id AND a.kept_as = r.kept_as
JOIN intervals AS i ON i.axis = a.id""",
)

VIEWS: tuple[View, ...] = (HISTORY,)

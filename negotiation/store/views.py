"""The views of the file: the intervals as people read them, and the one query that answers."""

from dataclasses import dataclass

from negotiation.store.tables_intervals import FIGURES


@dataclass(frozen=True, slots=True)
class View:
    """A view, and what it says."""

    name: str
    says: str
    sql: str


STATED = ("phase", "status", "figures", "due", "running", "withheld")
"""The axes of which `state_on_change` has columns."""

_ENDS = [f"{name}_{end}" for name in FIGURES for end in ("low", "high")]
_FIGURES = ",\n       ".join(f"max(i.{name}) AS {name}" for name in _ENDS)
_WORDS = ",\n       ".join(
    f"max(CASE WHEN a.axis = '{axis}' THEN i.words END) AS {axis}" for axis in STATED if axis not in {"figures", "due"}
)

INTERVAL_CAUSES = View(
    "interval_causes",
    "The events behind each interval, in their order.",
    """\
SELECT i.id AS interval, c.position, c.event
FROM cause_runs AS c
JOIN intervals AS i ON i.axis = c.axis AND i.id BETWEEN c.first AND c.last""",
)

HISTORY = View(
    "history",
    "Every interval under every reading, with the names of case, subject and axis.",
    f"""\
SELECT s.case_id, s.subject, w.subject AS whole, s.kind, s.part, r.reading, a.axis,
       i.valid_from, i.valid_to, i.known_from, i.known_to, i.words, i.rule, i.order_sensitive,
       {", ".join(f"i.{name}" for name in _ENDS)},
       i.due_first, i.due_last, i.standing, i.late_first, i.late_last, i.value, i.id AS interval
FROM subjects AS s
JOIN subjects AS w ON w.id = s.whole
JOIN subject_readings AS r ON r.subject = s.whole
JOIN axes AS a ON a.subject = s.id AND a.kept_as = r.kept_as
JOIN intervals AS i ON i.axis = a.id""",  # noqa: S608 - our own names
)

STATE_ON_CHANGE = View(
    "state_on_change",
    "With all that is known: a row for each stretch of days on which nothing of a subject's state changes.",
    # Without a window function, through which SQLite would not look for the subject that is asked about.
    f"""\
SELECT s.case_id, s.subject, s.kind, s.part, r.reading, b.valid_from,
       coalesce((SELECT min(n.valid_from)
                 FROM axes AS o
                 JOIN intervals AS n ON n.axis = o.id AND n.known_to = 'forever' AND n.valid_from > b.valid_from
                 WHERE o.subject = s.id AND o.kept_as = r.kept_as AND o.axis IN {STATED}),
                max(i.valid_to)) AS valid_to,
       {_WORDS},
       {_FIGURES},
       max(i.due_first) AS due_first, max(i.due_last) AS due_last, max(i.standing) AS standing
FROM subjects AS s
JOIN subject_readings AS r ON r.subject = s.whole
JOIN axes AS m ON m.subject = s.id AND m.kept_as = r.kept_as AND m.axis IN {STATED}
JOIN intervals AS b ON b.axis = m.id AND b.known_to = 'forever'
JOIN axes AS a ON a.subject = s.id AND a.kept_as = r.kept_as AND a.axis IN {STATED}
JOIN intervals AS i ON i.axis = a.id AND i.known_to = 'forever'
                   AND i.valid_from <= b.valid_from AND i.valid_to > b.valid_from
GROUP BY s.case_id, s.subject, s.kind, s.part, r.reading, b.valid_from, s.id, r.kept_as""",  # noqa: S608 - our own names
)

DEADLINES = View(
    "deadlines",
    "With all that is known: each due day that a subject had, since when, and when it was passed or met.",
    """\
SELECT case_id, subject, kind, reading, due_first, due_last,
       min(valid_from) AS held_from, max(valid_to) AS held_to,
       min(CASE WHEN standing LIKE '%overdue%' THEN valid_from END) AS overdue_from,
       min(CASE WHEN standing = 'met' THEN valid_from END) AS met_from
FROM history
WHERE axis = 'due' AND due_first IS NOT NULL AND known_to = 'forever'
GROUP BY case_id, subject, kind, reading, due_first, due_last""",
)

POSITIONS = View(
    "positions",
    "Who says what of each contested field, on which days, as known when.",
    """\
SELECT s.case_id, s.subject, c.field, c.holder, c.is_reading, c.words,
       i.valid_from, i.valid_to, i.known_from, i.known_to, i.id AS interval
FROM contests AS c
JOIN intervals AS i ON i.id = c.interval
JOIN axes AS a ON a.id = i.axis AND a.kept_as = 'record'
JOIN subjects AS s ON s.id = c.subject""",
)

WHY = View(
    "why",
    "The rule behind each interval, and each event that it rests on, with where that is written.",
    """\
SELECT h.case_id, h.subject, h.reading, h.axis, h.valid_from, h.valid_to, h.known_from, h.known_to, h.words,
       h.rule, u.says, c.position, e.event, e.kind, e.day_words, e.title, e.note, e.file, e.line
FROM history AS h
JOIN rules AS u ON u.rule = h.rule
JOIN interval_causes AS c ON c.interval = h.interval
JOIN events AS e ON e.id = c.event""",
)

VIEWS: tuple[View, ...] = (INTERVAL_CAUSES, HISTORY, STATE_ON_CHANGE, DEADLINES, POSITIONS, WHY)

STATE_OF = f"""\
SELECT s.subject, s.kind, s.part,
       max(CASE WHEN a.axis = 'phase' THEN i.words END) AS phase,
       max(CASE WHEN a.axis = 'status' THEN i.words END) AS status,
       {_FIGURES},
       max(i.due_first) AS due_first, max(i.due_last) AS due_last,
       CAST(coalesce(julianday(q.day) - julianday(max(i.late_last)), 0) AS INTEGER) AS days_overdue_low,
       CAST(coalesce(julianday(q.day) - julianday(max(i.late_first)), 0) AS INTEGER) AS days_overdue_high,
       max(i.order_sensitive) AS order_sensitive
FROM asked AS q
JOIN cases AS c ON c.case_id = q.case_id AND q.day BETWEEN c.covers_from AND c.covers_to
JOIN subjects AS s ON s.case_id = c.case_id
JOIN subject_readings AS r ON r.subject = s.whole AND r.reading = q.reading
JOIN axes AS a ON a.subject = s.id AND a.kept_as = r.kept_as AND a.axis IN ('phase', 'status', 'figures', 'due')
JOIN intervals AS i ON q.day < i.valid_to AND i.id = (
  SELECT last.id FROM intervals AS last
  WHERE last.axis = a.id AND last.valid_from <= q.day AND last.known_from <= q.known AND q.known < last.known_to
  ORDER BY last.valid_from DESC LIMIT 1)
GROUP BY q.day, s.subject, s.kind, s.part
ORDER BY s.subject"""  # noqa: S608 - our own names
"""What answers, once the table `asked` has a row that says what is asked: `case_id`, `day`, `known`, `reading`."""

STATE = f"""\
WITH asked AS (SELECT :case AS case_id, :on AS day, :known AS known, :reading AS reading)
{STATE_OF};
"""
"""The state of a case on a day, as known on a day (`9999-12-31` for all that is known), under a reading.

As known on one day the intervals of an axis follow each other, so that the last one to begin is the one that holds,
unless it has ended: one step in an index for each axis, however long its history is.
"""

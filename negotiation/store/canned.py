"""Queries that a browser of the file has ready: each answers when nothing is filled in, and says what it was asked."""

from dataclasses import dataclass

from negotiation.store.views import STATE_OF


@dataclass(frozen=True, slots=True)
class Canned:
    """A query with its parameters; one that is left empty has a default."""

    name: str
    title: str
    says: str
    params: tuple[str, ...]
    sql: str


CHOSEN = """\
chosen AS (
  SELECT named.case_id, covers_from, covers_to, coalesce(nullif(trim(:on), ''), min(covers_to, date('now'))) AS day
  FROM (SELECT coalesce(nullif(trim(:case), ''), (SELECT min(case_id) FROM cases)) AS case_id) AS named
  LEFT JOIN cases ON cases.case_id = named.case_id
),
asked AS (
  SELECT case_id, covers_from, covers_to, day,
         CASE trim(:known) WHEN '' THEN '9999-12-31' WHEN 'same' THEN day ELSE trim(:known) END AS known,
         coalesce(nullif(trim(:reading), ''), 'record') AS reading
  FROM chosen
)"""
"""What is asked, with what stands for it where somebody left it out, as the command has it."""

DAYS_ASKED = """\
q.case_id AS asked_of, q.day AS asked_on,
       CASE q.known WHEN '9999-12-31' THEN 'all that is known' ELSE q.known END AS as_known_on"""

ANSWER = """\
CASE WHEN q.covers_from IS NULL THEN 'there is no such case'
            WHEN date(q.day, '+0 days') IS NOT q.day THEN 'on is no day such as 2014-03-29'
            WHEN date(q.known, '+0 days') IS NOT q.known THEN 'known is no day such as 2014-03-29, and not same'
            WHEN NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.case_id = q.case_id AND r.reading = q.reading)
            THEN 'there is no such reading'
            WHEN q.day NOT BETWEEN q.covers_from AND q.covers_to
            THEN 'not coded: the case speaks of ' || q.covers_from || ' to ' || q.covers_to
            WHEN found.subject IS NULL THEN 'nothing of it is known' ELSE 'coded' END AS answer"""
"""Whether there is an answer, and else why not."""

FITS = (
    "q.day BETWEEN q.covers_from AND q.covers_to "
    "AND date(q.day, '+0 days') IS q.day AND date(q.known, '+0 days') IS q.known"
)
"""Only what is reckoned with becomes a day of the calendar: `date('2014-02-30')` alone is what it was given."""

TOLD = f"{DAYS_ASKED}, q.reading AS under_reading,\n       {ANSWER}"
"""What was asked, in the columns of the answer."""

STATE_ON = Canned(
    "state_on_a_date",
    "State on a date",
    "What stood at the end of a day, as known at the end of another, under a reading.",
    ("case", "on", "known", "reading"),
    f"""\
WITH {CHOSEN},
found AS (
{STATE_OF}
)
SELECT {TOLD},
       found.*
FROM asked AS q
LEFT JOIN found ON {FITS}
ORDER BY found.subject
""",  # noqa: S608 - our own names
)

WHY = Canned(
    "why_of_a_subject",
    "Why: rules and events behind a subject",
    "The rule and the events behind each axis of a subject; without a subject, of the case's first commitment.",
    ("case", "subject", "on", "known", "reading"),
    f"""\
WITH {CHOSEN},
named AS (
  SELECT coalesce(nullif(trim(:subject), ''),
                  (SELECT min(s.subject) FROM subjects AS s JOIN asked USING (case_id) WHERE s.kind = 'commitment'))
         AS subject
),
found AS (
  SELECT w.* FROM asked AS q JOIN named AS n
  JOIN why AS w ON w.case_id = q.case_id AND w.subject = n.subject AND w.reading = q.reading
  WHERE w.valid_from <= q.day AND q.day < w.valid_to AND w.known_from <= q.known AND q.known < w.known_to
)
SELECT {TOLD},
       n.subject, found.axis, found.words, found.rule, found.says, found.event, found.kind, found.day_words,
       found.title, found.file, found.line
FROM asked AS q
JOIN named AS n
LEFT JOIN found ON {FITS}
ORDER BY found.axis, found.position, found.event
""",  # noqa: S608 - as above
)

POSITIONS = Canned(
    "positions_on_a_date",
    "Positions: who held what",
    "Every holder of each field that was contested on a day, as known on another; none is marked as the right one.",
    ("case", "on", "known"),
    f"""\
WITH {CHOSEN.replace(":reading", "''")},
found AS (
  SELECT p.* FROM asked AS q
  JOIN positions AS p ON p.case_id = q.case_id
  WHERE p.valid_from <= q.day AND q.day < p.valid_to AND p.known_from <= q.known AND q.known < p.known_to
)
SELECT {DAYS_ASKED},
       {ANSWER},
       found.subject, found.field, found.holder, found.is_reading, found.words, found.valid_from, found.valid_to
FROM asked AS q
LEFT JOIN found ON {FITS}
ORDER BY found.subject, found.field, found.is_reading DESC, found.holder
""",  # noqa: S608 - as above
)

DEADLINES = Canned(
    "deadlines_of_a_case",
    "Deadlines",
    "With all that is known: each due day that anything had, since when, and when it was passed or met.",
    ("case", "reading"),
    """\
SELECT d.case_id, d.reading, d.due_first, d.due_last, d.subject, d.kind, d.held_from, d.held_to, d.overdue_from,
       d.met_from
FROM deadlines AS d
WHERE d.case_id = coalesce(nullif(trim(:case), ''), (SELECT min(case_id) FROM cases))
  AND d.reading = coalesce(nullif(trim(:reading), ''), 'record')
ORDER BY d.due_first, d.subject, d.held_from
""",
)

CORRECTIONS = Canned(
    "corrections",
    "Corrections",
    "Records that correct, retract or replace another, with both; without a case, of every case.",
    ("case",),
    """\
SELECT n.case_id, n.reported, n.recorded, n.kind, n.event AS by_record, n.title, n.note,
       o.event AS of_record, o.title AS of_title, o.day_words AS of_day, o.stands AS still_stands
FROM events AS n
LEFT JOIN events AS o ON o.case_id = n.case_id AND o.event = n.revises
WHERE (n.revises IS NOT NULL OR n.kind IN ('corrected', 'retracted'))
  AND (trim(:case) = '' OR n.case_id = trim(:case))
ORDER BY n.case_id, n.reported, n.event
""",
)

CANNED = (STATE_ON, WHY, POSITIONS, DEADLINES, CORRECTIONS)

"""The tables of what follows: the intervals of the one replay, with the events behind each."""

from negotiation.store.declared import Table, leads, number, row_of, text

FIGURES = (
    "total", "performed", "outstanding", "upcoming", "overdue", "not_due", "discharged_otherwise", "excess",
    "difference",
)  # fmt: skip
"""The sums of a commitment that counts; each has a low and a high column, the same where it is one number."""

SUBJECT_READINGS = Table(
    "subject_readings",
    "Under which reading a subject's intervals are kept: where a reading says nothing of it, under `record`.",
    (
        row_of("subjects", "subject", "a whole subject, no part of one"),
        text("reading", "the reading asked for"),
        text("kept_as", "the reading to look for in `axes`"),
    ),
    ("subject", "reading"),
    (leads("subject", "subjects"),),
)

AXES = Table(
    "axes",
    "What is told of a subject: one row for each axis of it and each reading under which it may differ.",
    (
        row_of("axes", "id", "the number of the row"),
        row_of("subjects", "subject", "the subject"),
        text("axis", "`phase`, `status`, `figures`, `due`, `running`, `withheld`, `contested`, ..."),
        text("kept_as", "the reading"),
    ),
    ("id",),
    (leads("subject", "subjects"),),
    unique=(("subject", "kept_as", "axis"),),
)

INTERVALS = Table(
    "intervals",
    "The one table that answers: an axis has this value from `valid_from` to before `valid_to`, as known from"
    " `known_from` to before `known_to`. Days are ISO 8601 text, and `forever` sorts behind all of them.",
    (
        row_of("intervals", "id", "the number of the row"),
        row_of("axes", "axis", "the axis, subject and reading"),
        text("valid_from", "the first day on which it holds"),
        text("valid_to", "the first day on which it holds no longer"),
        text("known_from", "from this day on, what had been reported said so"),
        text("known_to", "from this day on it said otherwise"),
        text("words", "the value in words; alternatives of different possible worlds stand with `or` between them"),
        text("value", "the value, lossless, as a JSON list with one item for each possible world"),
        text("rule", "the rule that made it"),
        number("order_sensitive", "1 where it hangs on an order of a day's events that no source gives"),
        *(
            number(f"{name}_{end}", says.format(name.replace("_", " ")), null=True)
            for name in FIGURES
            for end, says in (
                ("low", "`figures`: the least that {} may be"),
                ("high", "`figures`: the most that {} may be; nothing where there is no known ceiling"),
            )
        ),
        text("due_first", "`due`: the first day that the due day may be", null=True),
        text("due_last", "`due`: the last such day", null=True),
        text("standing", "`due`: `upcoming`, `today`, `overdue`, `met`, `not due` or `none`", null=True),
        text("late_first", "`due`: the first due day that has passed unmet in some possible world", null=True),
        text("late_last", "`due`: the last such day; nothing where it may be that none has passed", null=True),
    ),
    ("id",),
    (leads("axis", "axes"), leads("rule", "rules", "rule")),
    indexes=(("axis", "valid_from"),),
)

CAUSE_RUNS = Table(
    "cause_runs",
    "Which events an interval rests on. One row for all intervals from `first` to `last` that an event is behind: read"
    " the view `interval_causes`, which has one for each.",
    (
        row_of("axes", "axis", "the axis"),
        row_of("intervals", "first", "the first interval"),
        row_of("intervals", "last", "the last one"),
        number("position", "the place among the causes, from 0"),
        row_of("events", "event", "the event"),
    ),
    ("axis", "first", "position"),
    (leads("axis", "axes"), leads("first", "intervals"), leads("last", "intervals"), leads("event", "events")),
    indexes=(("event",),),
)

CONTESTS = Table(
    "contests",
    "What each holder says of a contested field, while it is contested.",
    (
        row_of("intervals", "interval", "the interval of the axis `contested`"),
        number("position", "the place in the list, from 0"),
        row_of("subjects", "subject", "the subject"),
        text("field", "the field"),
        text("holder", "who holds it: a reading, or a party, person or source"),
        number("is_reading", "1 where the holder is a reading"),
        text("words", "what they say, in words; `none` where they say that there is no such term"),
    ),
    ("interval", "position"),
    (leads("interval", "intervals"), leads("subject", "subjects")),
    indexes=(("subject",),),
)

INTERVAL_TABLES = (SUBJECT_READINGS, AXES, INTERVALS, CAUSE_RUNS, CONTESTS)

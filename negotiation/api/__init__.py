"""The model for programs: load a case, ask it on a day, as known on a day, under a reading, and why.

Everything here is a filter over the one replay, and says what the command says.
`from negotiation import Case` is the way in; docs/library.md is the introduction.
"""

from negotiation.api.answer import Answer, Question
from negotiation.api.case import Case
from negotiation.api.columns import Columns
from negotiation.api.days import Day
from negotiation.api.intervals import Interval
from negotiation.api.lists import Change, Diff, Due, Dues, Entry, Timeline
from negotiation.api.problems import CaseProblems, Problem, Unknown
from negotiation.api.reasons import LeftOut, Reason, Why
from negotiation.api.records import Event, Passage, Source
from negotiation.api.row import Row
from negotiation.api.state import State
from negotiation.api.values import Contest, Days, Episode, Figure, Range, Suspended, When, Window, Withheld

__all__ = [
    "Answer", "Case", "CaseProblems", "Change", "Columns", "Contest", "Day", "Days", "Diff", "Due", "Dues", "Entry",
    "Episode", "Event", "Figure", "Interval", "LeftOut", "Passage", "Problem", "Question", "Range", "Reason", "Row",
    "Source", "State", "Suspended", "Timeline", "Unknown", "When", "Why", "Window", "Withheld",
]  # fmt: skip

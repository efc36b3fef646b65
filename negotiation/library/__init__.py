"""The model for programs: load a case, ask it on a day, as known on a day, under a reading, and why.

Everything here is a filter over the one replay, and says what the command says.
`from negotiation import Case` is the way in; docs/library.md is the introduction.
"""

from negotiation.library.answer import Answer, Question
from negotiation.library.case import Case
from negotiation.library.columns import Columns
from negotiation.library.days import Day
from negotiation.library.intervals import Interval
from negotiation.library.lists import Change, Diff, Due, Dues, Entry, Timeline
from negotiation.library.problems import CaseProblems, Problem, Unknown
from negotiation.library.reasons import LeftOut, Reason, Why
from negotiation.library.records import Event, Passage, Source
from negotiation.library.row import Row
from negotiation.library.state import State
from negotiation.library.values import Contest, Days, Episode, Figure, Range, Suspended, When, Window, Withheld

__all__ = [
    "Answer", "Case", "CaseProblems", "Change", "Columns", "Contest", "Day", "Days", "Diff", "Due", "Dues", "Entry",
    "Episode", "Event", "Figure", "Interval", "LeftOut", "Passage", "Problem", "Question", "Range", "Reason", "Row",
    "Source", "State", "Suspended", "Timeline", "Unknown", "When", "Why", "Window", "Withheld",
]  # fmt: skip

"""A naive replay: every possible world, one after another, day by day, from the first event to the day asked about.

As stupid as can be, and independent of how the domain resolves records, forks and
merges worlds, wakes its clocks, caches folds and cuts intervals. It shares with the
domain only what an event and the end of a day do to one subject (`evolve`, `clock`)
and how a state is read off (`project`).

For a day, a state of knowledge and a reading: take the records reported by then;
read their fields as the law says; make every combination of possible days, open
values and orders within a day; replay each; collect the answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import factorial, prod
from typing import Any

from negotiation.domain.case import Case
from negotiation.domain.dates import When, on_day
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Acted, Amended, Committed, Reversed
from negotiation.domain.events.instruments import Scheduled
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.expressions import After, Earliest, FirstOfMonthAfter, IfThenElse, Latest, NightOf
from negotiation.domain.fields import parsed
from negotiation.domain.machines import JointMachine, members_of
from negotiation.domain.meaning import shifted
from negotiation.domain.resolve import Outlook, Resolved, Resolver
from negotiation.domain.subjects import Subject
from negotiation.domain.values import Holding

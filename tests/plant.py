"""Plant known bugs in the domain, one at a time, and say which test catches each.

    python -m tests.plant                 all of them, two at a time
    python -m tests.plant --only NAME     one of them (may be repeated)
    python -m tests.plant --list          their names
    python -m tests.plant --patterns      the bug of each pattern, against that pattern's tests alone

The tree is copied to a temporary directory, so the working tree is not touched. The copy
without any bug has to pass first: else a bug would seem caught that nobody planted.
A bug that survives is a test that is missing.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("negotiation", "tests", "events", "seeds", "docs", "pyproject.toml", "README.md")
TELLING = (
    "test_taken_up.py",
    "test_kept.py",
    "test_powers.py",
    "test_quantities.py",
    "test_examples.py",
    "test_seldom_terms.py",
    "test_lifecycle.py",
    "test_oracle.py",
    "test_laws.py",
)
"""What tells most in the least time, and so comes first: the first failure ends a run."""
LAST = "tests/cli/test_answers.py"
OF_PATTERNS = "tests/test_patterns.py"
AT_ONCE = 2
PATIENCE = 900.0
"""Seconds after which a run that does not end counts as caught."""


class Plant(NamedTuple):
    """A bug: in a file of the domain, one text becomes another."""

    name: str
    file: str
    old: str
    new: str


PLANTS = (
    # Days and nights
    Plant(
        "overdue on the due day itself",
        "figures.py",
        'return "today" if today == due.day else "overdue"',
        'return "overdue"',
    ),
    Plant(
        "night rule off by one",
        "figures.py",
        "if not due.night or delivery.day != due.day + 1:",
        "if not due.night or delivery.day != due.day + 2:",
    ),
    Plant("noon inclusive", "figures.py", "delivery.minute < NOON", "delivery.minute <= NOON"),
    Plant(
        "episode from the due day",
        "clock.py",
        "since = max(bucket.due.day + 1, p.made_day",
        "since = max(bucket.due.day, p.made_day",
    ),
    Plant(
        "latest is earliest",
        "meaning.py",
        "return None if any(d is None for d in dates) else max(",
        "return None if any(d is None for d in dates) else min(",
    ),
    Plant(
        "time zone ignored",
        "edtf.py",
        "        return value.in_zone(zone)\n",
        "        return value\n",
    ),
    Plant(
        "coverage end exclusive",
        "answers.py",
        "<= day <= coverage.end.toordinal()",
        "<= day < coverage.end.toordinal()",
    ),
    # What is known, and who holds it
    Plant(
        "known bound strict",
        "resolve.py",
        "if day <= self.outlook.known:",
        "if day < self.outlook.known:",
    ),
    Plant(
        "reported by its first day",
        "book.py",
        "known_from = {id_: e.reported.last for",
        "known_from = {id_: e.reported.first for",
    ),
    Plant(
        "recorded ignored",
        "book.py",
        "for e in case.events if (e.recorded or release).toordinal() <= recorded]",
        "for e in case.events]",
    ),
    Plant(
        "reading inheritance dropped",
        "resolve.py",
        'if "value" in raw.model_fields_set:',
        'if "value" in raw.model_fields_set and self.outlook.reading == "record":',
    ),
    Plant(
        "by_reading before its report",
        "resolve.py",
        "if held is not None and reading in held.by_reading and self.counts(since(held.reported, known_from)):",
        "if held is not None and reading in held.by_reading:",
    ),
    Plant(
        "adopted ignoring its report",
        "resolve.py",
        "if raw.adopted is not None and self.counts(since(raw.adopted.reported, known_from)):",
        "if raw.adopted is not None:",
    ),
    Plant(
        "accounts becoming adopted",
        "resolve.py",
        "return tuple(_distinct(value for value in [*read, *own, *later] if value is not None))",
        "return tuple(_distinct(value for value in [*read, *own, *later] if value is not None))[-1:]",
    ),
    Plant(
        "held applied to the wrong record",
        "book.py",
        "return address, (*reversed(by), *(m for m in made if m not in by))",
        "return address, (*by, *(m for m in made if m not in by))",
    ),
    Plant(
        "retracted ignored",
        "resolve.py",
        "for by in self.book.amenders.get(id_, ()) if not isinstance(by, Corrected))",
        "for by in self.book.amenders.get(id_, ()) if not isinstance(by, Corrected | Retracted))",
    ),
    Plant(
        "revises ignored",
        "resolve.py",
        "for by in self.book.amenders.get(id_, ()) if not isinstance(by, Corrected))",
        "for by in self.book.amenders.get(id_, ()) if isinstance(by, Retracted))",
    ),
    Plant(
        "correction ignored",
        "resolve.py",
        "            event = corrected(event, by, self.book.zone)\n        return event",
        "            del by\n        return event",
    ),
    Plant(
        "fold cache ignoring the reading",
        "bitemporal.py",
        "return id(happened.event), happened.days, happened.minute, values, tuple(",
        "return id(happened.event), happened.days, happened.minute, tuple(",
    ),
    Plant(
        "points off by one",
        "intervals.py",
        "index = bisect_right(points, outlook.known)",
        "index = bisect_right(points, outlook.known - 1)",
    ),
    Plant("contested dropped", "contests.py", "if len(values) < 2:", "if len(values) < 3:"),
    # Sums
    Plant(
        "FIFO reversed",
        "figures.py",
        "(b == WHOLE, dues[b] or Day(10**9), place[b])",
        "(b == WHOLE, -(dues[b] or Day(10**9)).day, place[b])",
    ),
    Plant(
        "overflow lost",
        "pouring.py",
        "    for bucket in order:\n        room",
        "    for bucket in order[:1]:\n        room",
    ),
    Plant(
        "excess counted",
        "pouring.py",
        "took = come if room is None else min(come, room)",
        "took = come",
    ),
    Plant("difference ignored", "figures.py", "return plus(total, difference_of(p))", "return total"),
    Plant("non-conforming counted", "pouring.py", "if not delivery.conforming:", "if delivery.less < 0:"),
    Plant(
        "a part waived from the first tranche",
        "evolve/commitments.py",
        "order = [tranche] if tranche else [*reversed(list(sizes_of(p)))]",
        "order = [tranche] if tranche else [*sizes_of(p)]",
    ),
    Plant("share rounded down", "figures.py", "return ceil(Fraction(total)", "return floor(Fraction(total)"),
    Plant("shares rounded one by one", "figures.py", "            start += written.percent\n", ""),
    Plant("count taken for what came", "pouring.py", "if not delivery.counts:\n        return 0", "return 0"),
    Plant("first in, first taken back", "pouring.py", "range(len(poured.log) - 1, -1, -1)", "range(len(poured.log))"),
    Plant("unknown taken for none", "pouring.py", "said = 0 if way == LEAST else MANY", "said = 0"),
    Plant(
        "conservation check weakened",
        "complaints.py",
        "return None if counted == total + world.difference else",
        "return None if counted >= total + world.difference else",
    ),
    Plant("agrees() always true", "complaints.py", "return str(expected) == str(found)", "return True"),
    # Powers and closings
    Plant(
        "closed commitments still amendable",
        "evolve/commitments.py",
        "is_over = p.closed is not None and not _adds(p, event, values, day)",
        "is_over = False",
    ),
    Plant(
        "amended by one side",
        "evolve/commitments.py",
        "return event.consent is not None and needed <= parties(p, event.consent)",
        "return event.consent is not None and bool(needed & parties(p, event.consent))",
    ),
    Plant(
        "void acts effective",
        "evolve/commitments.py",
        "if p.made is None or p.closed is not None or not _may_close(p, event, day):",
        "if p.made is None or p.closed is not None:",
    ),
    Plant(
        "terminated by one alone",
        "evolve/commitments.py",
        "return {*p.debtor, *p.creditor} <= by",
        "return bool({*p.debtor, *p.creditor} & by)",
    ),
    Plant(
        "performed after the closing",
        "evolve/commitments.py",
        'gone = p.closed is not None and p.closed.phase != "satisfied"',
        "gone = False",
    ),
    Plant("amendment called a cure", "clock.py", 'return "amendment"', 'return "cure"'),
    Plant(
        "retroactive ignored",
        "resolve.py",
        "return isinstance(event, Amended) and event.retroactive and event.effective is None",
        "return isinstance(event, Amended) and event.retroactive and event.effective is not None",
    ),
    Plant(
        "suspension tolling unilateral",
        "evolve/commitments.py",
        'if WHOLE in mine and (agreed or p.term("tolls_on_suspension")) and p.tolling_since is None:',
        "if WHOLE in mine and p.tolling_since is None:",
    ),
    Plant(
        "notice given by another",
        "evolve/commitments.py",
        "if not parties(p, [event.by]) & set(p.debtor):",
        "if p.made is None:",
    ),
    Plant(
        "several debtors sharing",
        "evolve/commitments.py",
        "return p.debtor_only not in actors and any(a in p.debtor for a in actors)",
        "return False",
    ),
    Plant(
        "deadline moved by one side",
        "evolve/others.py",
        "return event.consent is not None and set(s.members) <= self._who(*event.consent)",
        "return event.consent is not None",
    ),
    # Windows, acts, levels
    Plant(
        "window until exclusive for acts",
        "clock.py",
        "return begins <= (day, minute) <= ends",
        "return begins <= (day, minute) < ends",
    ),
    Plant(
        "window closing on its last day",
        "clock.py",
        "if until is None or day <= until:",
        "if until is None or day < until:",
    ),
    Plant(
        "act outside the window counted",
        "evolve/commitments.py",
        "or not _binds(p, day, minute) or",
        "or p.made is None or",
    ),
    Plant(
        "unknown scope opening an episode", "evolve/commitments.py", 'elif within == "true":', 'elif within != "false":'
    ),
    Plant(
        "level validity ignored",
        "clock.py",
        "return shifted(latest_observation(p).day, level.observation_valid)",
        "return None",
    ),
    Plant("ceiling exclusive", "clock.py", "value > level.at_most", "value >= level.at_most"),
    Plant(
        "renewal ignored",
        "clock.py",
        "shifted(until, period) > until and not _is_stopped(",
        "shifted(until, period) < until and not _is_stopped(",
    ),
    Plant("notice of a renewal ignored", "clock.py", "else before(until, renewal.notice)", "else until"),
    # Dates that hang on more than a day
    Plant(
        "due minute ignored",
        "figures.py",
        "return delivery.minute is None or delivery.minute <= due.minute",
        "return True",
    ),
    Plant(
        "last day of a condition for its first",
        "subjects.py",
        "if (condition, id_) not in state.came and truth(",
        "if truth(",
    ),
    Plant("last day of an event ignored", "meaning.py", "if condition.until is None or not days:", "if condition:"),
    Plant("revision not found by an old name", "resolve.py", "anchor = self.in_place_of(", "anchor = self.get("),
    Plant("suspended taken for running", "project.py", "in_force and not is_suspended(p)", "in_force"),
    Plant(
        "lapse a day late",
        "evolve/others.py",
        'if s.phase == "open" and until is not None and day > until.day:',
        'if s.phase == "open" and until is not None and day > until.day + 1:',
    ),
    Plant(
        "scheduled never in force",
        "evolve/others.py",
        "if effective is not None and day >= effective.day and not ended:",
        "if effective is not None and day < 0 and not ended:",
    ),
    # Conditions and the clock
    Plant(
        "condition latched anew each day",
        "clock.py",
        'if p.term("condition") is not None and WHOLE not in p.met and truth(',
        'if p.term("condition") is not None and truth(',
    ),
    Plant("conditional due retroactive", "figures.py", "return Day(met) if met > due.day else due", "return due"),
    Plant("clock only at events", "worlds.py", "if wake > day:", "if wake < day:"),
    # Worlds and orders
    Plant(
        "sorting by id instead of phase",
        "worlds.py",
        "return other not in before[one] and phase_of(inputs[one]) < phase_of(inputs[other])",
        "return other not in before[one] and inputs[one].id < inputs[other].id",
    ),
    Plant(
        "after ignored",
        "book.py",
        "named = {*(e.after or ()), *([e.undoes] if isinstance(e, Reversed) else [])}",
        "named = {*([e.undoes] if isinstance(e, Reversed) else [])}",
    ),
    Plant(
        "worlds merged although they differ",
        "state.py",
        "frozenset((a, id(v), moved.get(a)) for a, v in self.terms.items())",
        "frozenset(self.terms)",
    ),
    Plant("all worlds merged", "worlds.py", "key = (world.state.key(), world.done)", "key = world.done"),
    Plant(
        "uncertain event only on its first day",
        "resolve.py",
        "days = tuple(sorted({day for one in dated for day in self.possible_days(one)}))",
        "days = tuple(sorted({day for one in dated for day in self.possible_days(one)}))[:1]",
    ),
    Plant(
        "order-sensitivity never marked",
        "worlds.py",
        "sensitive = len(by_value) > 1 and _hangs_on_order(by_value)",
        "sensitive = False",
    ),
    # Layers
    Plant(
        "claims moving the status",
        "intervals.py",
        "        stretches = (\n            *(with_scope(one, scope) for one in unfolded),",
        '        told = any(getattr(self.book.events[e], "asserts", None) for e in subject.inputs)\n'
        "        stretches = (\n"
        "            *(\n"
        '                (m._replace(values=("breached",)) if m.axis == "status" and told else m, *valid)\n'
        "                for m, *valid in unfolded\n"
        "            ),",
    ),
    # States of knowledge
    Plant(
        "a fold taken up after what is no more",
        "bitemporal.py",
        "for one in (was, now, *self._waiting_for(number)) if one is not None]",
        "for one in (now, *self._waiting_for(number)) if one is not None]",
    ),
    Plant(
        "an answer kept beyond the next report",
        "resolve.py",
        "        self._until = min(self._until, day)\n        return False",
        "        return False",
    ),
    Plant(
        "stretches of the run before kept",
        "worlds.py",
        "del self.stretches[at.ended :]",
        "del self.stretches[at.ended + 1 :]",
    ),
    Plant(
        "a checkpoint taken when the day is over",
        "worlds.py",
        "marks[len(kept)] <= day:",
        "marks[len(kept)] < day:",
    ),
    Plant(
        "an end that moved not seen",
        "bitemporal.py",
        "row.until != until or row.merged != merged",
        "row.merged != merged",
    ),
    # Smaller ones, of the same kinds
    Plant(
        "a waiver of one tranche ending every episode",
        "evolve/commitments.py",
        'mine = scope is None or episode.scope == f"{p.id}/{scope}"',
        "mine = bool(scope) or not scope",
    ),
    Plant(
        "suspension taking back what was overdue",
        "figures.py",
        "(p.tolling_since is not None and p.tolling_since <= due.day)",
        "p.tolling_since is not None",
    ),
    Plant("late called in time", "project.py", "late = any(not f.in_time for f in p.fills.values())", "late = False"),
    Plant(
        "resumed by anybody",
        "evolve/commitments.py",
        "if jointly or parties(p, pause.by) & parties(p, event.by)]",
        "if jointly or pause.by]",
    ),
    Plant(
        "accounts before their report",
        "resolve.py",
        "own = [a.value for a in raw.accounts if self.counts(since(a.reported, known_from))]",
        "own = [a.value for a in raw.accounts]",
    ),
    Plant(
        "a pattern meaning every tranche",
        "meaning.py",
        "if wanted is not None and wanted not in about:",
        "if pattern.subject is not None and wanted not in about:",
    ),
    Plant(
        "unknown total taken for none",
        "spans.py",
        "            return Span(0, None)\n\n\ndef spread",
        "            return Span(0, 0)\n\n\ndef spread",
    ),
    Plant(
        "difference of another reading",
        "resolve.py",
        "                if self.outlook.reading in overlay.by_reading:",
        "                if overlay.by_reading:",
    ),
    Plant(
        "undone act still standing",
        "project.py",
        'undone = {e.cause for e in p.episodes if e.ended_by == "undone"}',
        "undone = set[str]()",
    ),
    Plant(
        "window closed in suspension called kept",
        "clock.py",
        'if p.pauses:\n        return "lapsed", WINDOW_CLOSED',
        'if p.pauses:\n        return "satisfied", WINDOW_CLOSED',
    ),
    Plant("unknown negated to true", "meaning.py", "return None if part is None else not part", "return not part"),
    Plant(
        "undone fulfilment staying closed",
        "evolve/commitments.py",
        "                p.closed = None  # what was undone had been the fulfilment itself",
        "                pass",
    ),
    Plant(
        "organ taken for a stranger",
        "powers.py",
        "return named | {organs[actor] for actor in named if actor in organs}",
        "return named",
    ),
    Plant(
        "power of another used",
        "powers.py",
        "and bool(by & set(one.holder))",
        "",
    ),
    Plant(
        "adopted ranked below the base",
        "resolve.py",
        "for overlay in reversed(overlays):\n            if overlay.adopted is not None and",
        "for overlay in overlays[:0]:\n            if overlay.adopted is not None and",
    ),
    Plant(
        "floor ignored",
        "clock.py",
        "return over or (level.at_least is not None and value < level.at_least)",
        "return over",
    ),
    Plant(
        "late performance counted all the same",
        "evolve/commitments.py",
        'if p.term("survives_breach") is False and _is_overdue(p, tranche, day, happened.minute):',
        'if p.term("survives_breach") is None and p.made is None:',
    ),
    Plant(
        "years forgotten",
        "meaning.py",
        "return (by.months or 0) + MONTHS_A_YEAR * (by.years or 0)",
        "return by.months or 0",
    ),
    Plant(
        "episode left open by a closing",
        "clock.py",
        '            _end_open(p, day, "termination")',
        "            pass",
    ),
    Plant(
        "waived by the debtor",
        "evolve/commitments.py",
        "return bool(by & set(p.creditor))",
        "return bool(by & {*p.debtor, *p.creditor})",
    ),
    Plant("objection forgotten", "evolve/others.py", '"objected": "objected"}', '"objected": "deposited"}'),
    # What is kept from one day to the next
    Plant("kept when poured into", "layers.py", "if b.id not in poured])", "if b.id])"),
    Plant(
        "kept when its day comes", "figures.py", "not frame.in_shares and not _turns(b, today)", "not frame.in_shares"
    ),
    Plant(
        "kept when its condition comes true",
        "clock.py",
        "            p.met[bucket] = day\n            p.moved()\n",
        "            p.met[bucket] = day\n",
    ),
    Plant("kept when another speaks", "figures.py", "or frame.signals is not p.signals ", ""),
    # Powers, suspensions, corrections
    Plant("power for any act", "powers.py", "and (one.may is None or kind in one.may)", ""),
    Plant("power at any time", "powers.py", "and (one.when is None or truth(one.when, at) is True)", ""),
    Plant("stranger may answer", "powers.py", "return bool(answering & to) if to else", "return True if to else"),
    Plant("stranger may suspend", "evolve/commitments.py", "if not _may_suspend(p, event, day):", "if False:"),
    Plant(
        "act while suspended counted",
        "evolve/commitments.py",
        "if any(not pause.bucket and (pause.agreed or pause.power is not None) for pause in p.pauses):",
        "if False:",
    ),
    Plant("suspending term ignored", "clock.py", "    _term_pause(p, day)\n", ""),
    Plant(
        "window begun before it is known",
        "clock.py",
        'if start is None and p.term("window.from") is not None:',
        "if False:",
    ),
    Plant(
        "corrections not told",
        "beside.py",
        "if not resolver.is_known(id_) or not moves(event, subject):",
        "if True:",
    ),
    Plant(
        "stale level satisfied", "clock.py", "if last is not None and until is not None and last < until:", "if False:"
    ),
    Plant(
        "notice never taken back", "evolve/commitments.py", "            del p.notices[bucket]\n", "            pass\n"
    ),
    # What the patterns of real agreements hang on
    Plant(
        "an amendment of what is satisfied opens nothing",
        "evolve/commitments.py",
        'if p.closed is None or p.closed.phase != "satisfied" or p.obligation != "deliver" or event.consent is None:',
        "if p.made is not None:",
    ),
    Plant("earliest is latest", "meaning.py", "return min(known, default=None)", "return max(known, default=None)"),
    Plant(
        "due day of another never known",
        "meaning.py",
        "return due if isinstance(due, Day) else None",
        "return due if isinstance(due, bytes) else None",
    ),
    Plant(
        "each share rounded up by itself",
        "figures.py",
        "share_of(total, start, start + written.percent)",
        "share_of(total, start - start, written.percent)",
    ),
    Plant(
        "rates forgotten",
        "figures.py",
        "sum(rate * count[way] for rate, count in known)",
        "sum(count[way] for rate, count in known)",
    ),
    Plant(
        "a pattern by anybody",
        "meaning.py",
        "if pattern.by is not None and pattern.by not in actors_of(event):",
        "if False:",
    ),
    Plant(
        "a pattern of any outcome",
        "meaning.py",
        'return pattern.outcome is None or field_of(event, "outcome") == pattern.outcome',
        "return True",
    ),
    Plant(
        "some of several are enough",
        "meaning.py",
        "            return _all(truth(p, at) for p in parts)",
        "            return any(truth(p, at) for p in parts)",
    ),
    Plant(
        "the other branch",
        "meaning.py",
        "date_of(then if holds else else_, at)",
        "date_of(else_ if holds else then, at)",
    ),
    Plant("reached a day late", "meaning.py", "at.today >= day.day", "at.today > day.day"),
    Plant("suspended talks taken for running", "evolve/others.py", "in_force and not s.pauses", "in_force"),
    Plant("talks that never toll", "evolve/others.py", "if s.tolling and s.tolling_since is None:", "if False:"),
    Plant(
        "deadline passed on its own day",
        "evolve/others.py",
        'return "today" if day == due.day else "passed"',
        'return "passed"',
    ),
    Plant(
        "seen without a mandate",
        "evolve/commitments.py",
        "                p.void.append(event.id)\n                return\n            _observe",
        "                pass\n            _observe",
    ),
    Plant("waived by anybody", "evolve/commitments.py", "return bool(by & set(p.creditor))", "return bool(by)"),
    Plant(
        "one that leaves ends it for all",
        "evolve/commitments.py",
        "if not tranche and _stays_for_others(p, event):",
        "if not tranche and p.made is None:",
    ),
    Plant(
        "replaced taken for terminated", "evolve/commitments.py", '"replaced": "superseded"', '"replaced": "terminated"'
    ),
    Plant("lapsed called expired", "clock.py", '("lapses_when", "lapsed")', '("lapses_when", "expired")'),
    Plant("never expired", "clock.py", ', ("expires_when", "expired"))', ",)"),
    Plant(
        "reversed as a whole",
        "evolve/commitments.py",
        "undone = undone if isinstance(undone, int) else None",
        "undone = None",
    ),
    Plant(
        "tolled for twice the days",
        "figures.py",
        "day += max(0, end - max(start, written))",
        "day += 2 * max(0, end - max(start, written))",
    ),
    Plant(
        "determined by anybody",
        "evolve/commitments.py",
        'if event.kind == "determined" and not _has_power(p, event, event.power or DETERMINE, day):',
        "if False:",
    ),
    Plant(
        "condition of a part ignored",
        "figures.py",
        "if condition_of(p, bucket) is not None and (bucket == WHOLE or bucket not in p.met):",
        "if False:",
    ),
    Plant(
        "condition of the whole ignored",
        "figures.py",
        'if WHOLE not in p.met and p.term("condition") is not None:',
        "if False:",
    ),
    Plant(
        "first of this month", "meaning.py", "return first_of_month_after(day)", "return first_of_month_after(day) - 28"
    ),
)


PATTERNS: dict[int, str] = {
    1: "an amendment of what is satisfied opens nothing",
    2: "accounts becoming adopted",
    3: "notice of a renewal ignored",
    4: "last day of an event ignored",
    5: "earliest is latest",
    6: "the other branch",
    7: "notice never taken back",
    8: "due day of another never known",
    9: "each share rounded up by itself",
    10: "rates forgotten",
    11: "non-conforming counted",
    12: "a pattern by anybody",
    13: "reversed as a whole",
    14: "suspended talks taken for running",
    15: "condition of a part ignored",
    16: "fold cache ignoring the reading",
    17: "determined by anybody",
    18: "power for any act",
    19: "talks that never toll",
    20: "by_reading before its report",
    21: "last day of a condition for its first",
    22: "waived by anybody",
    23: "condition of the whole ignored",
    24: "never expired",
    25: "ceiling exclusive",
    26: "level validity ignored",
    27: "power of another used",
    28: "suspending term ignored",
    29: "some of several are enough",
    30: "window begun before it is known",
    31: "one that leaves ends it for all",
    32: "reached a day late",
    33: "resumed by anybody",
    34: "overflow lost",
    35: "seen without a mandate",
    36: "deadline passed on its own day",
    37: "due minute ignored",
    38: "a pattern of any outcome",
    39: "replaced taken for terminated",
    40: "amended by one side",
}
"""For each pattern of `docs/patterns.md` a bug that its own case has to catch."""


class Trial(NamedTuple):
    """A bug, and the tests that are to catch it."""

    plant: Plant
    tests: Sequence[str]
    label: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which test was the first to fail on a bug; none where it survived."""

    plant: Plant
    caught_by: str | None


def main() -> int:
    """Run what the command line asks for; 0 where every bug is caught."""
    asked = _arguments()
    trials = _of_patterns() if asked.patterns else [Trial(p, asked.tests, p.name) for p in PLANTS]
    chosen = [one for one in trials if not asked.only or one.plant.name in asked.only]
    if asked.list:
        print(*(one.label for one in chosen), sep="\n")  # noqa: T201 - a script's output
        return 0
    wrong = [*unfit(PLANTS), *(f"no bug is called '{n}'" for n in asked.only if n not in {p.name for p in PLANTS})]
    if wrong:
        sys.exit("\n".join(wrong))
    with _copies() as copies:
        failed = first_failure(copies.queue[0], [OF_PATTERNS] if asked.patterns else asked.tests)
        if failed is not None:
            sys.exit(f"the tree fails without any bug: {failed}")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            outcomes = list(pool.map(lambda one: _try(one, copies), chosen))
    caught = sum(o.caught_by is not None for o in outcomes)
    print(f"{caught} of {len(outcomes)} caught")  # noqa: T201 - a script's output
    return 0 if caught == len(outcomes) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.plant", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="plant this bug alone")
    parser.add_argument("--patterns", action="store_true", help="try the bug of each pattern against its own case")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument("--tests", nargs="+", default=suite(), metavar="PATH", help="run these tests instead")
    return parser.parse_args()


def _of_patterns() -> list[Trial]:
    """The bug of each pattern, with the tests of its case."""
    plants = {plant.name: plant for plant in PLANTS}
    return [
        Trial(plants[name], [OF_PATTERNS, "-k", f"p{number:02}"], f"P{number}: {name}")
        for number, name in PATTERNS.items()
    ]


def suite() -> list[str]:
    """Every test of the domain, file by file, since of overlapping paths pytest keeps the widest."""
    here = ROOT / "tests" / "domain"
    others = sorted(path.name for path in here.glob("test_*.py") if path.name not in TELLING)
    return [*(f"tests/domain/{name}" for name in (*TELLING, *others)), LAST]


def unfit(plants: Sequence[Plant]) -> Iterator[str]:
    """What keeps a bug from being planted: its text has to stand once in its file."""
    for plant in plants:
        count = (ROOT / "negotiation" / "domain" / plant.file).read_text("utf-8").count(plant.old)
        if count != 1:
            yield f"'{plant.name}': the text occurs {count} times in {plant.file}: {plant.old}"
        if plant.old == plant.new:
            yield f"'{plant.name}' changes nothing"


@contextmanager
def _copies() -> Generator[Queue[Path]]:
    """As many copies of the tree as bugs are tried at once."""
    with tempfile.TemporaryDirectory(prefix="plant-") as directory:
        copies: Queue[Path] = Queue()
        for number in range(AT_ONCE):
            copy = Path(directory) / str(number)
            copy.mkdir()
            for name in NEEDED:
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
                elif source.exists():
                    shutil.copy2(source, copy / name)
            copies.put(copy)
        yield copies


def _try(trial: Trial, copies: Queue[Path]) -> Outcome:
    """Plant a bug in a copy that nobody uses, run its tests, and take it out again."""
    plant, copy = trial.plant, copies.get()
    path = copy / "negotiation" / "domain" / plant.file
    sound = path.read_text("utf-8")
    try:
        path.write_text(sound.replace(plant.old, plant.new), "utf-8")
        outcome = Outcome(plant, first_failure(copy, trial.tests))
    finally:
        path.write_text(sound, "utf-8")
        copies.put(copy)
    print(f"{trial.label}: {outcome.caught_by or 'SURVIVED'}", flush=True)  # noqa: T201 - a script's output
    return outcome


def first_failure(copy: Path, tests: Sequence[str]) -> str | None:
    """The first test that fails in a copy of the tree, if one does."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
    settings = {"HYPOTHESIS_PROFILE": "quick", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    try:
        ran = subprocess.run(  # noqa: S603 - our own command
            command, cwd=copy, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"no end after {PATIENCE:.0f} seconds"
    if ran.returncode == 0:
        return None
    found = re.search(r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", ran.stdout, re.MULTILINE)
    return found.group(1) if found else (ran.stdout + ran.stderr)[-500:]


if __name__ == "__main__":
    sys.exit(main())

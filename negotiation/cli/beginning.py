"""Begins a case: what was typed becomes a plan, and the plan becomes files that pass every check."""

import re
import sys
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from negotiation.cli.days import parsed, today_in
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import ALL, CASES, every, named_default, root
from negotiation.cli.nearest import tips
from negotiation.cli.placing import place, tried
from negotiation.cli.scaffold import TAKEN, Plan, files
from negotiation.domain.dates import iso
from negotiation.domain.ids import SLUG

LONGEST = 80
PARTIES = {"side-a": "Side A", "side-b": "Side B"}
"""Who negotiates where nobody was named."""


class Wishes(Protocol):
    """What somebody knows of a case that is to begin."""

    @property
    def title(self) -> str | None: ...
    @property
    def tz(self) -> str: ...
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...
    @property
    def party(self) -> list[str] | None: ...
    @property
    def dry_run(self) -> bool: ...


def begun(wishes: Wishes, id_: str) -> int:
    """Write the files of a new case, or print them; what is there is left alone."""
    plan = _plan(wishes, id_)
    where = root() / id_
    if where.exists() or where.is_symlink():
        raise Refused(Exit.USAGE, f"{where} is there already", f"see what it holds: negotiation check {id_}")
    texts = files(plan)
    tried(id_, texts)
    if wishes.dry_run:
        sys.stdout.write("\n".join(f"# ---- {where / name}\n{text}" for name, text in texts.items()))
        return Exit.DONE
    place(where, texts)
    sys.stdout.write("\n".join([f"Wrote {where}: {', '.join(texts)}", "Next:", *_next(plan), ""]))
    return Exit.DONE


def _next(plan: Plan) -> list[str]:
    """What to type, and what to write over."""
    steps = [
        f"  negotiation check --strict {plan.id}",
        f"  negotiation state --case {plan.id} --on {plan.start}",
        f"then write over the example in {root() / plan.id / 'opening.yaml'}, and add files beside it",
    ]
    if len(every()) > 1 and named_default() is None:
        steps.append(f"{root() / CASES} may say which case is meant without --case, in one line: default: {plan.id}")
    return steps


def _plan(wishes: Wishes, id_: str) -> Plan:
    expect_an_id(id_, "a case")
    if id_ == ALL:
        raise Refused(Exit.USAGE, f"no case can have the id '{ALL}': --case {ALL} means every case")
    zone = _zone(wishes.tz)
    start, end = _coverage(wishes, zone)
    title = id_.replace("-", " ").capitalize() if wishes.title is None else _words(wishes.title, "--title")
    return Plan(id_, title, wishes.tz, iso(start), iso(end), iso(today_in(zone)), _parties(wishes.party))


def expect_an_id(text: str, of: str) -> None:
    if len(text) <= LONGEST and re.fullmatch(SLUG, text):
        return
    near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST].strip("-")
    rule = f"an id is lower-case letters, digits and single hyphens, at most {LONGEST} characters"
    raise Refused(Exit.USAGE, f"'{text}' cannot be the id of {of}", rule, *([f"such as {near}"] if near else []))


def _zone(name: str) -> ZoneInfo:
    known = available_timezones()
    if name not in known:
        near = tips(name, sorted(known)) or ("it is a name such as UTC or Europe/Oslo",)
        raise Refused(Exit.USAGE, f"--tz: there is no time zone '{name}'", *near)
    return ZoneInfo(name)


def _coverage(wishes: Wishes, zone: ZoneInfo) -> tuple[int, int]:
    """The days that the case covers: from 1 January to 31 December where only the year can be told."""
    first = None if wishes.start is None else _day(wishes.start, "--start")
    last = None if wishes.end is None else _day(wishes.end, "--end")
    year = date.fromordinal(first or last or today_in(zone)).year
    first = date(year, 1, 1).toordinal() if first is None else first
    last = date(year, 12, 31).toordinal() if last is None else last
    if last < first:
        raise Refused(Exit.USAGE, f"--end {iso(last)} comes before --start {iso(first)}")
    return first, last


def _day(text: str, option: str) -> int:
    when = parsed(text, option)
    if when.instant is not None or not when.is_one_day:
        raise Refused(Exit.USAGE, f"{option} takes one day, such as {iso(when.first)}, and not '{text}'")
    return when.first


def _parties(typed: list[str] | None) -> dict[str, str]:
    if not typed:
        return PARTIES
    found: dict[str, str] = {}
    for one in typed:
        id_, equals, name = one.partition("=")
        if not equals:
            raise Refused(
                Exit.USAGE, f"--party takes an id and a name, and not '{one}'", f'as in: --party "{one}=Name"'
            )
        expect_an_id(id_, "a party")
        if id_ in TAKEN or id_ in found:
            said = "is given twice" if id_ in found else "stands for something else in the example"
            raise Refused(Exit.USAGE, f"--party: the id '{id_}' {said}")
        found[id_] = _words(name, "--party")
    if len(found) == 1:
        raise Refused(Exit.USAGE, "a negotiation has two parties at least", "say --party for each of them")
    return found


def _words(text: str, option: str) -> str:
    if not text.strip():
        raise Refused(Exit.USAGE, f"{option}: the name is empty")
    return " ".join(text.split())

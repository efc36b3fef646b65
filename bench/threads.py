"""What happens in a made-up case, thread by thread: one promise, one proposal, one treaty, and all about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bench.flow import Plain
from bench.story import BODY, MEDIATOR, OPENED, RULE, SIDES, TALKS, Story, iso

GOODS = ("trucks", "detainees", "barrels", "crates", "permits", "tents")
ACTS = ("patrols in the zone", "new works in the zone", "moves at third bodies", "flights over the zone")
LIFE = 640
"""Days that a thread takes at most."""


def talks(story: Story, budget: int) -> None:
    """The process: opened, extended a few times, ended."""
    deadline = story.start + (story.end - story.start) // 2
    story.tell(
        "opened", OPENED, story.start, prompt=True, process=TALKS, by=list(SIDES), deadline=iso(deadline),
        title="The talks open",
    )  # fmt: skip
    for number in range(1, min(4, budget - 1)):
        day = deadline - 3
        deadline = min(deadline + story.rng.randint(40, 120), story.end - 10)
        story.tell(
            "amended", f"talks-extended-{number}", day, prompt=True, subject=TALKS, consent=list(SIDES),
            deadline=iso(deadline), title="Both sides extend the talks",
        )  # fmt: skip
        if deadline >= story.end - 10:
            break


@dataclass(slots=True)
class Tally:
    """What came of a commitment, and since when that has been known."""

    total: int
    parts: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    """Last possible day, day known, count; a correction counts from the day of what it corrects."""

    def performed(self, day: int, known: int) -> int:
        return sum(count for on, since, count in self.parts if on <= day and since <= known)


def deliver(story: Story, start: int, budget: int, tranches: int | None = None, life: int = LIFE) -> None:
    """A promise to deliver in tranches, what came of it, and what was said about it."""
    story.threads += 1
    rng = story.rng
    debtor, creditor = rng.sample(SIDES, 2)
    unit = rng.choice(GOODS)
    name = f"{unit}-{story.threads}"
    number = tranches or max(3, min(6, budget // 8))
    gap = (life - 40) // number
    each = max(1, int(budget * 0.5) // number)
    parts = [[rng.randint(1, 9) for _ in range(max(1, each + rng.randint(-1, 1)))] for _ in range(number)]
    dues = [start + 20 + gap * (n + 1) - gap // 2 for n in range(number)]
    tally = Tally(sum(map(sum, parts)))
    before = len(story.told)
    story.tell(
        "committed", f"{name}-promised", start, prompt=True, commitment=name, debtor=debtor, creditor=creditor,
        obligation="deliver", total=tally.total, unit=unit,
        tranches=[{"id": n, "size": sum(part), "due": iso(dues[n - 1])} for n, part in enumerate(parts, 1)],
        **_conditions(story),
        powers=[{"power": "set-dates", "holder": BODY}],
        title=f"{_named(debtor)} promises {tally.total} {unit} in {number} tranches",
    )  # fmt: skip
    if story.happens(0.3):
        story.holds.append(
            {
                "id": f"{name}-adds-up",
                "subject": name,
                "since": f"{name}-promised",
                "holds": "performed + outstanding + discharged_otherwise == total + difference",
            }
        )
    promise = Promise(story, name, unit, debtor, creditor, gap, tally)
    asserted = rng.randrange(number)
    for n, part in enumerate(parts, 1):
        left = budget - (len(story.told) - before) - (number - n)
        if left < len(part):
            promise.perform(n, [sum(part)], dues[n - 1])
        else:
            promise.tranche(n, part, dues[n - 1], left)
        if n - 1 == asserted or n == number:
            promise.check(dues[n - 1] + int(gap * 0.45))
    last = min(dues[-1] + gap // 2, story.end - 1)
    said(story, name, (start, last), budget - (len(story.told) - before), by=(debtor, creditor))


def _conditions(story: Story) -> Plain:
    """What some promises hang on: the talks, or for one side the approval of each tranche."""
    found: Plain = {}
    if story.happens(0.3):
        found["condition"] = {"occurred": OPENED}
    if story.happens(story.habits.contested / 2):
        approved = {"occurred": {"kind": "decided", "by": BODY, "outcome": "approved"}}
        found["each_tranche"] = {"condition": {"by_reading": {"party-a": approved}}}
    return found


@dataclass(slots=True)
class Promise:
    """One promise to deliver."""

    story: Story
    name: str
    unit: str
    debtor: str
    creditor: str
    gap: int
    tally: Tally
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def id(self, what: str) -> str:
        return f"{self.name}-{what}-{next(self.numbers)}"

    def tranche(self, n: int, parts: list[int], due: int, left: int) -> None:
        """All that happens about one tranche, in at most `left` records."""
        story, subject = self.story, f"{self.name}/{n}"
        spare = left - len(parts)
        if spare > 0 and story.happens(0.6):
            story.tell(
                "decided", self.id("approved"), due - self.gap // 3, subject=subject, by=BODY, outcome="approved",
                quantity=sum(parts), title=f"The body approves tranche {n} of {self.name}",
            )  # fmt: skip
            spare -= 1
        if spare > 0 and story.happens(story.habits.extended):
            moved = due + self.gap // 8
            terms: Plain = {"by": BODY, "power": "set-dates"} if story.happens(0.5) else {"consent": list(SIDES)}
            if story.happens(0.2):
                terms = {"by": self.debtor, "rule": RULE}
            story.tell(
                "amended", self.id("extended"), due - 3, subject=subject, **terms, due=iso(moved),
                title=f"The due day of tranche {n} is moved by {moved - due} days",
            )  # fmt: skip
            due, spare = moved, spare - 1
        if spare > 0 and story.happens(story.habits.contested):
            self._contest(n, sum(parts), due)
            spare -= 1
        if spare > 1 and story.happens(story.habits.partial):
            self._short(n, parts, due)
        else:
            self.perform(n, parts, due, spare=spare)

    def perform(self, n: int, parts: list[int], due: int, spare: int = 0) -> None:
        """The parts of a tranche come, mostly in time."""
        story = self.story
        days = story.days(due - int(self.gap * 0.4), due, len(parts))
        if story.happens(story.habits.tardy):
            days[-1] = due + story.rng.randint(1, max(1, int(self.gap * 0.3)))
        for day, quantity in zip(days, parts, strict=True):
            spare -= self._part(n, min(day, story.end - 1), quantity, may_mend=spare > 0)

    def _part(self, n: int, day: int, quantity: int, *, may_mend: bool) -> int:
        story = self.story
        until = day + 1 if story.happens(story.habits.uncertain) and day < story.end - 1 else None
        subject = f"{self.name}/{n}" if story.happens(0.9) else self.name
        id_ = self.id("delivered")
        counted: int | Plain = quantity
        if story.happens(story.habits.contested / 4):
            counted = {"value": quantity, "by_reading": {self.creditor: quantity - 1}}
        known = story.tell(
            "performed", id_, day, until=until, subject=subject, by=self.debtor, quantity=counted,
            title=f"{_named(self.debtor)} delivers {quantity} {self.unit}",
        )  # fmt: skip
        last = until or day
        self.tally.parts.append((last, known, quantity))
        if may_mend and isinstance(counted, int) and story.happens(story.habits.corrected * 2):
            self._mend(id_, last, known, quantity)
            return 1
        return 0

    def _mend(self, id_: str, day: int, known: int, quantity: int) -> None:
        """The count was too high by one, or the report is taken back."""
        story = self.story
        on = min(max(day, known) + story.rng.randint(2, 60), story.end)
        if quantity > 1 and story.happens(0.7):
            since = story.tell(
                "corrected", f"{id_}-corrected", on, revises=id_, set={"quantity": quantity - 1}, reason="new-source",
                title="The count was one too high",
            )  # fmt: skip
            self.tally.parts.append((day, max(since, known), -1))
        else:
            since = story.tell(
                "retracted", f"{id_}-retracted", on, revises=id_, reason="source-corrected",
                title="The report of a delivery is taken back",
            )  # fmt: skip
            self.tally.parts.append((day, max(since, known), -quantity))

    def _short(self, n: int, parts: list[int], due: int) -> None:
        """The last part never comes; the debtor says so, and the other side names it a breach."""
        story, subject = self.story, f"{self.name}/{n}"
        if len(parts) > 1:
            self.perform(n, parts[:-1], due)
        notice = min(due + story.rng.randint(0, 5), story.end - 2)
        story.tell(
            "withheld", self.id("withheld"), notice, subject=subject, by=self.debtor, to=[self.creditor],
            stated_reason={"speaker": self.debtor, "reason": "What the other side owes did not come."},
            title=f"{_named(self.debtor)} gives notice that the rest will not come",
        )  # fmt: skip
        story.tell(
            "claimed", self.id("breach-alleged"), notice + 1, subject=subject, by=self.creditor, asserts="breach",
            against=self.debtor, title=f"{_named(self.creditor)} says that the promise is broken",
        )  # fmt: skip

    def _contest(self, n: int, size: int, due: int) -> None:
        """One side reads a term otherwise: the size, with what it is more than the total, or the due day."""
        story, subject, holder = self.story, f"{self.name}/{n}", self.creditor
        day = due - self.gap // 4
        sources = [{"source": f"bulletin-{holder[-1]}", "attribution": "document"}]
        fields: Plain
        if n == 1:
            more = story.rng.randint(1, 3)
            fields = {"field": "size", "by_reading": {holder: size + more}}
            fields["declared_difference"] = {"value": more, "sources": sources}
        else:
            fields = {"field": "due", "by_reading": {holder: iso(due - self.gap // 10)}}
        story.tell(
            "held", self.id("read-otherwise"), day, subject=subject, **fields,
            title=f"{_named(holder)} reads tranche {n} otherwise",
        )  # fmt: skip

    def check(self, day: int) -> None:
        """Assert what must have come by a day on which nothing comes."""
        day = min(day, self.story.end)
        same = self.story.happens(0.3)
        done = self.tally.performed(day, day if same else self.story.end)
        self.story.expect(
            day, self.name, known="same" if same else None, performed=done, outstanding=self.tally.total - done
        )


def refrain(story: Story, start: int, budget: int) -> None:
    """A promise to refrain, acts that may fall within it, and the quarrel about them."""
    story.threads += 1
    rng = story.rng
    debtor, creditor = rng.sample(SIDES, 2)
    act = rng.choice(ACTS)
    name = f"no-{act.split()[0]}-{story.threads}"
    last = start + rng.randint(300, LIFE)
    before = len(story.told)
    until = iso(min(last, story.end)) if story.happens(0.7) else {"after": OPENED, "months": 9}
    story.tell(
        "committed", f"{name}-promised", start, commitment=name, debtor=debtor, creditor=creditor,
        obligation="refrain", act=act, window={"from": iso(start), "until": until},
        powers=[{"power": "determine", "holder": BODY}], title=f"{_named(debtor)} promises to refrain from {act}",
    )  # fmt: skip
    acts = max(1, (budget - 1) // 3)
    for n, day in enumerate(story.days(start + 5, last, acts), 1):
        chance = rng.random()
        within: str | Plain = "unknown" if chance < 0.4 else "false"  # noqa: PLR2004 - four in ten are not settled
        if chance > 0.8:  # noqa: PLR2004 - two in ten are seen differently
            within = {"value": "unknown", "by_reading": {creditor: "true", debtor: "false"}}
        story.tell(
            "acted", f"{name}-act-{n}", day, by=debtor, act=f"{act} are seen", quantity=rng.randint(1, 9),
            unit="cases", bears_on=[{"subject": name, "within": within}], title=f"{act.capitalize()} are seen",
        )  # fmt: skip
        if len(story.told) - before < budget and story.happens(0.6):
            story.tell(
                "claimed", f"{name}-alleged-{n}", min(day + 1, story.end), subject=name, by=creditor,
                asserts="breach", against=debtor, since=iso(day),
                title=f"{_named(creditor)} says that the promise is broken",
            )  # fmt: skip
    said(story, name, (start, last), budget - (len(story.told) - before), by=(debtor, creditor))


def report(story: Story, start: int, budget: int) -> None:
    """A duty that comes anew every month, and its performances."""
    story.threads += 1
    debtor, creditor = story.rng.sample(SIDES, 2)
    name = f"reports-{story.threads}"
    months = max(2, min(18, budget - 3))
    before = len(story.told)
    story.tell(
        "committed", f"{name}-promised", start, commitment=name, debtor=debtor, creditor=creditor, obligation="act",
        act="report to the body",
        recurs={"every": {"days": 30}, "from": iso(start), "until": iso(start + 30 * months - 1)},
        title=f"{_named(debtor)} promises a report every thirty days",
    )  # fmt: skip
    for n in range(months):
        if story.happens(0.93):
            day = min(start + 30 * n + story.rng.randint(18, 29), story.end)
            story.tell("performed", f"{name}-{n + 1}", day, subject=name, by=debtor, title=f"{_named(debtor)} reports")
    said(story, name, (start, start + 30 * months), budget - (len(story.told) - before), by=(debtor, creditor))


def maintain(story: Story, start: int, budget: int) -> None:
    """A ceiling, and the counts of those who look."""
    story.threads += 1
    debtor, creditor = story.rng.sample(SIDES, 2)
    name = f"ceiling-{story.threads}"
    before = len(story.told)
    story.tell(
        "committed", f"{name}-promised", start, commitment=name, debtor=debtor, creditor=creditor,
        obligation="maintain", level={"at_most": 500, "unit": "vehicles", "observation_valid": {"months": 2}},
        window={"from": iso(start), "until": iso(min(start + LIFE, story.end))},
        title=f"{_named(debtor)} promises to keep to 500 vehicles",
    )  # fmt: skip
    for n, day in enumerate(story.days(start + 1, start + LIFE, max(1, (budget - 1) * 3 // 4)), 1):
        value = story.rng.randint(440, 505)
        story.tell(
            "observed", f"{name}-count-{n}", day, subject=name, value=value, by=BODY,
            title=f"The body counts {value} vehicles",
        )  # fmt: skip
    said(story, name, (start, start + LIFE), budget - (len(story.told) - before), by=(debtor, creditor))


def treaty(story: Story, start: int, budget: int) -> None:
    """Two instruments, step by step."""
    story.threads += 1
    by = story.rng.choice(SIDES)
    names = [f"treaty-{story.threads}-{n}" for n in (1, 2)]
    instruments = [{"id": one, "treaty": f"Convention {one}", "letter": 1, "depositary": BODY} for one in names]
    story.tell(
        "signed", f"{names[0]}-signed", start, prompt=True, instruments=instruments, by=by,
        title=f"{_named(by)} signs two conventions",
    )  # fmt: skip
    story.tell(
        "deposited", f"{names[0]}-deposited", start + 2, subject=names, by=by,
        title=f"{_named(by)} deposits two conventions",
    )  # fmt: skip
    steps: list[tuple[str, int, Plain]] = [
        ("deposit-accepted", 9, {"by": BODY}),
        ("scheduled", 12, {"effective": iso(start + 90), "by": BODY}),
        ("objected", 30, {"by": MEDIATOR}),
    ]
    for kind, later, fields in steps[: max(0, budget - 2)]:
        effective = {"effective": fields.pop("effective")} if "effective" in fields else {}
        day = min(start + later, story.end)
        story.tell(
            kind, f"{names[0]}-{kind}", day, **effective, subject=names[0], **fields, title=f"A convention is {kind}"
        )


def bargain(story: Story, start: int, budget: int) -> None:
    """An offer, a counter, and their answers."""
    story.threads += 1
    by, to = story.rng.sample(SIDES, 2)
    name = f"offer-{story.threads}"
    open_until = iso(start + story.rng.randint(20, 60))
    story.tell(
        "proposed", f"{name}-made", start, prompt=True, proposal=name, form="offer", by=by, to=[to],
        states="A longer list for a later day.", open_until=open_until, title=f"{_named(by)} makes an offer",
    )  # fmt: skip
    if budget > 1:
        story.tell(
            "proposed", f"{name}-countered", start + 3, prompt=True, proposal=f"{name}-counter", form="demand", by=to,
            to=[by], states="A shorter list for an earlier day.", counters=name, title=f"{_named(to)} makes a demand",
        )  # fmt: skip
    if budget > 2:  # noqa: PLR2004 - the answer is the third record
        story.tell(
            "rejected", f"{name}-rejected", start + 5, subject=name, by=to, title=f"{_named(to)} rejects the offer"
        )
    if budget > 3 and story.happens(0.5):  # noqa: PLR2004 - the other answer is the fourth
        story.tell(
            "accepted", f"{name}-accepted", start + 9, subject=f"{name}-counter", by=by,
            title=f"{_named(by)} accepts the demand",
        )  # fmt: skip


def measure(story: Story, start: int, budget: int) -> None:
    """Something done beside all promises, stage by stage."""
    story.threads += 1
    by = story.rng.choice(SIDES)
    name = f"works-{story.threads}"
    for n, stage in enumerate(("announced", "planned", "tendered", "begun", "halted")[:budget]):
        story.tell(
            "measure-taken", f"{name}-{stage}", min(start + 40 * n, story.end), measure=name, by=by, stage=stage,
            quantity=story.rng.randint(10, 900), unit="sites", place="Zone", title=f"Works are {stage}",
        )  # fmt: skip


def said(story: Story, name: str, days: tuple[int, int], count: int, by: tuple[str, str]) -> None:
    """So many records that move nothing: statements, meetings, claims."""
    for n, day in enumerate(story.days(*days, max(0, count)), 1):
        speaker, other = by if story.happens(0.5) else by[::-1]
        chance = story.rng.random()
        if chance < 0.55:  # noqa: PLR2004 - more than half are statements
            id_ = f"{name}-stated-{n}"
            story.tell(
                "stated", id_, day, subject=name, by=speaker, states=f"What was agreed on {name} stands.",
                title=f"{_named(speaker)} speaks about {name}",
            )  # fmt: skip
        elif chance < 0.85:  # noqa: PLR2004 - a third are meetings and calls
            story.tell(
                "contacted", f"{name}-contact-{n}", day, form="met" if story.happens(0.5) else "called", by=MEDIATOR,
                to=list(SIDES), title=f"The mediator speaks with both sides about {name}",
            )  # fmt: skip
        else:
            story.tell(
                "claimed", f"{name}-claimed-{n}", day, subject=name, by=speaker, asserts="performance",
                states=f"All that was due of {name} was done.", against=other,
                title=f"{_named(speaker)} says that all was done",
            )  # fmt: skip


def about_nothing(story: Story, start: int, budget: int) -> None:
    """What is said and met beside everything else."""
    story.threads += 1
    last = min(start + 60, story.end)
    for n, day in enumerate(story.days(start, last, budget), 1):
        speaker = story.rng.choice(SIDES)
        story.tell(
            "stated", f"said-{story.threads}-{n}", day, by=speaker, states="The talks go on.",
            title=f"{_named(speaker)} speaks about the talks",
        )  # fmt: skip


Thread = Callable[[Story, int, int], None]
SORTS: tuple[tuple[Thread, float, tuple[int, int]], ...] = (
    (deliver, 0.5, (20, 60)),
    (refrain, 0.14, (6, 24)),
    (report, 0.08, (8, 20)),
    (maintain, 0.05, (10, 26)),
    (treaty, 0.06, (4, 5)),
    (bargain, 0.08, (3, 4)),
    (measure, 0.04, (2, 5)),
    (about_nothing, 0.05, (2, 8)),
)
"""Each sort of thread, how often it is, and of how many records it is made."""


def _named(party: str) -> str:
    """A party in words.

    >>> _named("party-a")
    'Party A'
    """
    kind, _, letter = party.partition("-")
    return f"{kind.capitalize()} {letter.upper()}"

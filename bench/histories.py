"""Realistic histories of any size, the same for the same seed: files of one case, of many, or the objects alone.

    python -m bench.histories --events 100000 --cases 1000 --seed 7 DIR

Each case has talks, commitments of 20 to 60 records in 3 to 6 tranches, mostly kept in time and sometimes late or in
part, promises to refrain, to report and to keep to a ceiling, treaties, offers, and much that is said and moves
nothing. Some records became public late, some were corrected or taken back, some terms are read differently. No case
has an error or a warning, and its assertions hold.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from bench.flow import Plain, as_read, flow, record
from bench.story import Habits, Story, head, register
from bench.threads import LIFE, SORTS, about_nothing, deliver, talks

FIRST_DAY = date(2001, 1, 1).toordinal()
LONGEST = 36_000
"""Days that a case covers at most: some hundred years."""
DAYS_EACH = 2
"""Days for each event of one commitment: what two orders of one day could mean is not what is measured."""
SMALL = 400
"""Cases up to this size have a file for each year, larger ones a file for each month."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made up."""

    events: int = 100
    """In all cases together; each has the same share."""
    cases: int = 1
    seed: int = 7
    one_commitment: bool = False
    """One promise only, and all records about it."""
    habits: Habits = field(default_factory=Habits)

    def sizes(self) -> list[int]:
        """How many events each case has."""
        each, more = divmod(self.events, self.cases)
        return [each + (n < more) for n in range(self.cases)]


@dataclass(frozen=True, slots=True)
class Made:
    """One case, as plain records: its head, its register, its events and its assertions, each with its day."""

    id: str
    head: Plain
    sources: list[Plain]
    events: list[tuple[int, Plain]]
    assertions: list[tuple[int, Plain]]


def histories(wanted: Wanted) -> Iterator[Made]:
    """The cases that were asked for, one after the other."""
    digits = max(4, len(str(wanted.cases)))
    for number, size in enumerate(wanted.sizes(), 1):
        yield history(wanted, f"case-{number:0{digits}}", size)


def history(wanted: Wanted, id_: str, size: int) -> Made:
    """One case of so many events."""
    rng = Random(f"{wanted.seed}/{id_}/{size}")  # noqa: S311 - made-up histories are no secret
    span = min(LONGEST, max(2 * LIFE, DAYS_EACH * size) if wanted.one_commitment else 2 * LIFE + size // 8)
    story = Story(rng, wanted.habits, FIRST_DAY, FIRST_DAY + span)
    if wanted.one_commitment:
        deliver(story, story.start, size, tranches=6, life=span - 40)
    else:
        talks(story, size)
        _fill(story, size)
    events = sorted(story.told, key=lambda one: (one[0], one[1]["id"]))
    title = f"Made-up talks {id_.rpartition('-')[2]}"
    return Made(id_, head(title, story.start, story.end, story.holds), register(story.start), events, story.expected)


def _fill(story: Story, size: int) -> None:
    sorts, weights, lengths = zip(*SORTS, strict=True)
    usable = story.end - story.start - LIFE - 40
    while (left := size - len(story.told)) > 0:
        start = story.start + 5 + int(usable * len(story.told) / size)
        sort = story.rng.choices(range(len(sorts)), weights)[0]
        least, most = lengths[sort]
        if left < least:
            about_nothing(story, start, left)
        else:
            sorts[sort](story, start, min(left, story.rng.randint(least, most)))


def objects(made: Made) -> Any:
    """The case as the program's own objects, without any file: a `negotiation.domain.case.Case`."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - to write files, nothing of it is needed

    from negotiation.domain.case import Assertion, Case, CaseFile, Source  # noqa: PLC0415 - the same
    from negotiation.domain.events import Event  # noqa: PLC0415 - the same

    events: TypeAdapter[list[Event]] = TypeAdapter(list[Event])
    return Case(
        made.id,
        CaseFile.model_validate(as_read(made.head)),
        tuple(Source.model_validate(one) for one in made.sources),
        (),
        tuple(sorted(events.validate_python(as_read([one for _, one in made.events])), key=lambda event: event.id)),
        tuple(Assertion.model_validate(as_read(one["assertion"])) for _, one in made.assertions),
    )


def write(made: Made, root: Path) -> Path:
    """Write the files of a case into its own directory under a root; return it."""
    where = root / made.id
    where.mkdir(parents=True)
    (where / "case.yaml").write_text("".join(f"{key}: {flow(value)}\n" for key, value in made.head.items()), "utf-8")
    (where / "sources.yaml").write_text(_items(made.sources), "utf-8")
    by_file: dict[tuple[int, int], list[Plain]] = {}
    for day, one in made.events:
        by_file.setdefault(_period(day, len(made.events)), []).append(one)
    for (year, month), records in by_file.items():
        folder = where / str(year) if month else where
        folder.mkdir(exist_ok=True)
        (folder / (f"{month:02}.yaml" if month else f"{year}.yaml")).write_text(_items(records), "utf-8")
    if made.assertions:
        (where / "assertions.yaml").write_text(_items([one for _, one in made.assertions]), "utf-8")
    return where


def _period(day: int, size: int) -> tuple[int, int]:
    on = date.fromordinal(day)
    return on.year, 0 if size <= SMALL else on.month


def _items(records: list[Plain]) -> str:
    return "".join(f"{record(one)}\n" for one in records)


def main() -> int:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.histories", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--events", type=int, default=1000, help="in all cases together")
    parser.add_argument("--cases", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one-commitment", action="store_true", help="one promise only, and all records about it")
    parser.add_argument("--late", type=float, default=Habits().late, help="share of records that became public late")
    parser.add_argument("--corrected", type=float, default=Habits().corrected, help="share of records that were mended")
    parser.add_argument("directory", type=Path, help="a new directory; each case gets one of its own in it")
    asked = parser.parse_args()
    if not 0 < asked.cases <= asked.events:
        parser.error("every case has at least one event")
    habits = replace(Habits(), late=asked.late, corrected=asked.corrected)
    wanted = Wanted(asked.events, asked.cases, asked.seed, asked.one_commitment, habits)
    if asked.directory.exists() and any(asked.directory.iterdir()):
        parser.error(f"{asked.directory} is there already and not empty")
    started = time.perf_counter()
    for made in histories(wanted):
        write(made, asked.directory)
    took = time.perf_counter() - started
    sys.stderr.write(f"{wanted.events} events in {wanted.cases} cases under {asked.directory} ({took:.1f} s)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Whatever an answer hangs on changes: the answer is the new one, though another was kept."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cache.asking import Person

SETTLED = 2.2
"""Seconds after which the status of a file is believed."""

STATE = ("state", "--on", "2020-06-01")


def edit(path: Path, old: str, new: str) -> None:
    """Change a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def in_place(path: Path, old: str, new: str) -> None:
    """Change a file so that its size, its times and its inode are what they were."""
    assert len(old) == len(new)
    before = path.stat()
    content = path.read_bytes().replace(old.encode(), new.encode())
    with path.open("r+b") as file:
        file.write(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino)


def other_count(events: Path) -> None:
    edit(events / "ferry" / "opening.yaml", "total: 10\n", "total: 12\n")


def other_count_in_place(events: Path) -> None:
    in_place(events / "ferry" / "opening.yaml", "total: 10\n", "total: 12\n")


def other_head(events: Path) -> None:
    edit(events / "ferry" / "case.yaml", "title: Ferry", "title: Ferries")


def other_register(events: Path) -> None:
    edit(events / "ferry" / "sources.yaml", "host_kind: [official]", "host_kind: [palace]")


def file_added(events: Path) -> None:
    (events / "ferry" / "later.yaml").write_text(
        "- {id: first-delivery, kind: performed, on: 2020-01-01, reported: 2020-01-01, subject: example-promise,\n"
        "   by: side-a, quantity: 4, certainty: confirmed,\n"
        "   sources: [{source: first-source, attribution: document}], title: four}\n",
        "utf-8",
    )


def file_added_below(events: Path) -> None:
    (events / "ferry" / "2020").mkdir()
    file_added(events)
    (events / "ferry" / "later.yaml").rename(events / "ferry" / "2020" / "later.yaml")


def file_removed(events: Path) -> None:
    (events / "ferry" / "opening.yaml").unlink()


def file_renamed(events: Path) -> None:
    (events / "ferry" / "opening.yaml").rename(events / "ferry" / "first.yaml")


def file_misnamed(events: Path) -> None:
    (events / "ferry" / "opening.yaml").rename(events / "ferry" / "opening.yml")


def case_added(events: Path) -> None:
    shutil.copytree(events / "ferry", events / "wharf")


def case_renamed(events: Path) -> None:
    (events / "ferry").rename(events / "wharf")


def case_removed(events: Path) -> None:
    shutil.rmtree(events / "ferry")


def default_named(events: Path) -> None:
    case_added(events)
    edit(events / "wharf" / "case.yaml", "title: Ferry", "title: Wharf")
    (events / "cases.yaml").write_text("default: wharf\n", "utf-8")


CHANGES: list[Callable[[Path], None]] = [
    other_count, other_count_in_place, other_head, other_register, file_added, file_added_below, file_removed,
    file_renamed, file_misnamed, case_added, case_renamed, case_removed, default_named,
]  # fmt: skip
SUBTLE = {other_count_in_place, file_added_below}
"""Made when nothing is looked at again whose status is what it was."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_shows(someone: Person, change: Callable[[Path], None]) -> None:
    """Whether the files are so new that their content is looked at, or old enough for their status to be believed."""
    someone.asks(*STATE)
    if change in SUBTLE:
        time.sleep(SETTLED)
    assert someone.asks(*STATE).is_warm

    change(someone.here / "events")

    expected = someone.plainly(*STATE)
    assert [someone.asks(*STATE) for _ in range(2)] == [expected, expected]


def test_what_is_touched_and_not_changed_is_the_same(someone: Person) -> None:
    """Its content is looked at, its status is believed from then on, and the answer is at hand."""
    someone.asks(*STATE)
    head = someone.here / "events" / "ferry" / "case.yaml"
    head.write_text(head.read_text("utf-8"), "utf-8")
    os.utime(head, (2e9, 2e9))

    assert someone.asks(*STATE).is_warm


def test_an_answer_given_before_the_files_settle_is_believed_later(someone: Person) -> None:
    """What was too new to be believed is looked at for a last time when it is old enough."""
    someone.asks(*STATE, env={"SHIFT": "-3600"})
    before = someone.file.read_bytes()
    time.sleep(SETTLED)

    assert someone.asks(*STATE).is_warm
    after = someone.file.read_bytes()
    assert before != after
    assert someone.asks(*STATE).is_warm
    assert someone.file.read_bytes() == after


def test_a_link_led_elsewhere_shows(someone: Person) -> None:
    """Of a case and of a file, also where what it leads to says the same under another name."""
    events = someone.here / "events"
    (events / "ferry").rename(someone.here / "ferry")
    shutil.copytree(someone.here / "ferry", someone.here / "wharf")
    (events / "ferry").symlink_to(someone.here / "ferry")
    args = ("state", "--on", "2020-06-01", "--format", "json")
    first = someone.asks(*args)
    assert someone.asks(*args).is_warm

    (events / "ferry").unlink()
    (events / "ferry").symlink_to(someone.here / "wharf")
    second = someone.asks(*args)

    assert second == someone.plainly(*args)
    assert second != first

    head = someone.here / "wharf" / "case.yaml"
    head.rename(someone.here / "case.yaml")
    head.symlink_to(someone.here / "case.yaml")
    assert someone.asks(*args) == second
    other = someone.here / "other.yaml"
    other.write_text(head.read_text("utf-8").replace("title: Ferry", "title: Quay"), "utf-8")
    head.unlink()
    head.symlink_to(other)
    assert someone.asks(*args) == someone.plainly(*args) != second


def test_seeds_that_change_show(someone: Person) -> None:
    """A case rests on the records of its seeds too, and on their absence."""
    events = someone.here / "events"
    edit(events / "ferry" / "case.yaml", "title: Ferry", "title: Ferry\nseeds: [S7]")
    args = ("sources",)
    assert someone.asks(*args).code == 1
    first = someone.asks(*args)
    assert first.is_warm

    seed = someone.here / "seeds" / "S7.yaml"
    seed.write_text(
        f"id: S7\npublisher: Who\ndate: 2020-01-01\ntitle: What\nsha256: {'0' * 64}\n"
        f"normalisation: nfc-spaces-1\nparagraphs:\n  P1: {'1' * 64}\nclaims: []\n",
        "utf-8",
    )
    assert someone.asks(*args) == someone.plainly(*args) != first
    shutil.rmtree(someone.here / "seeds")
    assert someone.asks(*args) == someone.plainly(*args) == first


AROUND = [
    {"NEGOTIATION_TODAY": "2020-03-05"},
    {"NEGOTIATION_EVENTS": "elsewhere"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
]


@pytest.mark.parametrize("env", AROUND, ids=lambda env: next(iter(env)))
def test_other_surroundings_are_another_question(someone: Person, env: dict[str, str]) -> None:
    """The day, the directory of cases, the encoding."""
    shutil.copytree(someone.here / "events", someone.here / "elsewhere")
    edit(someone.here / "elsewhere" / "ferry" / "opening.yaml", "total: 10\n", "total: 12\n")
    first = someone.asks("state")
    assert someone.asks("state").is_warm

    other = someone.asks("state", env=env)

    assert not other.is_warm
    assert other == someone.plainly("state", env=env) != first
    assert someone.asks("state", env=env).is_warm
    assert someone.asks("state") == first


def test_another_place_to_stand_is_another_question(someone: Person) -> None:
    """Paths are shown from there."""
    args = ("why", "example-promise", "--case", str(someone.here / "events" / "ferry"))
    below = someone.here / "events"
    first = someone.asks(*args)

    assert someone.asks(*args, cwd=below) == someone.plainly(*args, cwd=below) != first


def test_an_answer_of_today_is_not_given_tomorrow(someone: Person) -> None:
    """Nor yesterday, should the clock be set back."""
    edit(someone.here / "events" / "ferry" / "case.yaml", "end: 2020-12-31", "end: 2090-12-31")
    real = {"NEGOTIATION_TODAY": None}
    first = someone.asks("state", env=real)
    assert someone.asks("state", env=real).is_warm

    for days in (1, -1, 400):
        assert not someone.asks("state", env={**real, "SHIFT": str(days * 86_400)}).is_warm
    assert someone.asks("state", env=real) == first


def test_an_answer_about_a_day_is_given_on_any(someone: Person) -> None:
    """Where the clock was not asked, it does not matter; nor where it is past all that the case covers."""
    real = {"NEGOTIATION_TODAY": None}
    for args in (STATE, ("state",)):
        someone.asks(*args, env=real)
        assert someone.asks(*args, env={**real, "SHIFT": str(400 * 86_400)}).is_warm
    assert not someone.asks("state", env={**real, "SHIFT": str(-30 * 365 * 86_400)}).is_warm


@pytest.mark.parametrize("shift", ["3600", "-3600"])
def test_a_clock_that_is_wrong_hides_no_change(someone: Person, shift: str) -> None:
    """Whether it was ahead when the answer was kept, or behind, so that the files are of the future."""
    someone.asks(*STATE, env={"SHIFT": shift})
    time.sleep(SETTLED)
    someone.asks(*STATE, env={"SHIFT": shift})

    other_count_in_place(someone.here / "events")

    expected = someone.plainly(*STATE)
    assert "12" in expected.out
    assert someone.asks(*STATE) == expected
    assert someone.asks(*STATE, env={"SHIFT": shift}) == expected


def test_files_of_the_future_hide_no_change(someone: Person) -> None:
    """Nobody believes the time of a file that anybody can set."""
    opening = someone.here / "events" / "ferry" / "opening.yaml"
    os.utime(opening, (4e9, 4e9))
    someone.asks(*STATE)
    assert someone.asks(*STATE).is_warm

    in_place(opening, "total: 10\n", "total: 12\n")

    assert someone.asks(*STATE) == someone.plainly(*STATE)

"""Whatever becomes of the file of kept answers, the answer is right, and nothing else is told."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation.cache.keep import LARGEST, OURS
from negotiation.cli.exits import Exit
from negotiation.cli.main import main
from tests.cache.asking import Person, Ran

STATE = ("state", "--on", "2020-06-01")


def cut(length: int) -> Callable[[Path], None]:
    def done(file: Path) -> None:
        os.truncate(file, length)

    done.__name__ = f"cut to {length}"
    return done


def half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def a_page_less(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 4096)


def a_text(file: Path) -> None:
    file.write_text("not a database\n" * 1000, "utf-8")


def noise(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = bytes((i * 7919 >> 3) & 0xFF for i in range(len(content) - 4096))
    file.write_bytes(content)


def each_letter_of_an_answer(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"example-promise", b"example-premise"))


def other_answer(file: Path) -> None:
    with sqlite3.connect(file) as kept:
        kept.execute("update answers set out = replace(out, '10', '99')")
        kept.execute("update results set said = x'5b5d'")
    kept.close()


def other_ground(file: Path) -> None:
    with sqlite3.connect(file) as kept:
        kept.execute("update grounds set text = substr(text, 1, instr(text, char(10)) - 1)")
    kept.close()


def other_key(file: Path) -> None:
    with sqlite3.connect(file) as kept:
        kept.execute("update answers set key = key || 'x'")
    kept.close()


def other_schema(file: Path) -> None:
    with sqlite3.connect(file) as kept:
        kept.execute("drop table answers")
        kept.execute("create table answers (question, reply)")
    kept.close()


def no_tables(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as kept:
        kept.execute(f"pragma application_id = {OURS}")
    kept.close()


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as kept:
        kept.execute("create table answers (somebody, else_)")
        kept.execute("insert into answers values (1, 2)")
    kept.close()


def a_directory(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def nothing(file: Path) -> None:
    file.unlink()


MENDED = [
    cut(0), cut(1), cut(50), cut(100), cut(4096), half, a_page_less, a_text, noise, each_letter_of_an_answer,
    other_answer, other_ground, other_key, other_schema, no_tables, nothing, a_link_to_nowhere,
]  # fmt: skip
"""After these an answer is kept again."""
LEFT = [foreign, a_directory]
"""These are somebody else's business: nothing is kept, and nothing is taken away."""


@pytest.mark.parametrize("harm", [*MENDED, *LEFT], ids=lambda harm: harm.__name__)
def test_a_file_that_is_harmed(someone: Person, harm: Callable[[Path], None]) -> None:
    """Cut short, overwritten, replaced: the answer is the same, and there is no word of it."""
    expected = someone.asks(*STATE)
    assert someone.asks(*STATE).is_warm

    harm(someone.file)

    runs = [someone.asks(*STATE) for _ in range(3)]
    assert runs == [expected] * 3
    assert not runs[0].is_warm
    assert runs[-1].is_warm == (harm in MENDED)


@pytest.mark.parametrize("harm", [cut(0), cut(100), half, a_page_less, a_text, noise, foreign, a_directory, nothing])
def test_the_file_of_a_case_that_is_harmed(someone: Person, harm: Callable[[Path], None]) -> None:
    """What was not asked before is worked out anew."""
    someone.asks(*STATE)
    day = iter(range(2, 9))
    assert not someone.asks("state", "--on", f"2020-06-0{next(day)}").is_whole

    harm(someone.case_file)

    for args in [("state", "--on", f"2020-06-0{next(day)}") for _ in range(2)]:
        assert someone.asks(*args) == someone.plainly(*args)


def test_the_file_of_a_case_in_which_another_state_stands(someone: Person) -> None:
    """Its size and its time are what they were, and yet it is not believed."""
    someone.asks(*STATE)
    file = someone.case_file
    before = file.stat()
    content = file.read_bytes()
    assert b"Ferry" in content
    with file.open("r+b") as opened:
        opened.write(content.replace(b"Ferry", b"Barge"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    args = ("state", "--on", "2020-06-02")
    found = someone.asks(*args)
    assert found == someone.plainly(*args)
    assert found.is_whole
    assert not someone.asks("state", "--on", "2020-06-03").is_whole


def test_the_file_of_somebody_else_is_left_alone(someone: Person) -> None:
    """A database of another program is not touched."""
    someone.asks(*STATE)
    foreign(someone.file)
    before = someone.file.read_bytes()

    someone.asks(*STATE)

    assert someone.file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "x", "SQLite format 3\0"])
def test_a_file_that_was_there_first(someone: Person, content: str) -> None:
    """It is no database, so it is no answer."""
    someone.home.mkdir()
    someone.file.write_text(content, "utf-8")

    expected = someone.plainly(*STATE)
    assert [someone.asks(*STATE) for _ in range(2)] == [expected, expected]
    assert someone.asks(*STATE).is_warm


def test_a_directory_that_cannot_be_written(someone: Person) -> None:
    """What is kept is read, and nothing more is kept."""
    first = someone.asks(*STATE)
    other = ("due", "--on", "2020-06-01")
    someone.file.chmod(0o400)
    someone.home.chmod(0o500)
    try:
        if os.access(someone.home, os.W_OK):
            pytest.skip("whoever may write anywhere is not refused")
        assert someone.asks(*STATE).is_warm
        assert someone.asks(*STATE) == first
        assert [someone.asks(*other) for _ in range(2)] == [someone.plainly(*other)] * 2
    finally:
        someone.home.chmod(0o700)


@pytest.mark.parametrize("home", ["/dev/null/cache", "/proc/cache", "\0"[:0] or "/dev/full"])
def test_a_place_where_nothing_can_be_kept(someone: Person, home: str) -> None:
    """The question is answered."""
    env = {"NEGOTIATION_CACHE": home}

    assert someone.asks(*STATE, env=env) == someone.plainly(*STATE)


@pytest.mark.parametrize("env", [{}, {"HOME": ""}, {"HOME": "relative"}, {"XDG_CACHE_HOME": "relative"}])
def test_no_home(someone: Person, env: dict[str, str]) -> None:
    """Nothing is kept, and nothing is written where somebody stands."""
    before = sorted(someone.here.rglob("*"))

    assert someone.asks(*STATE, env={"NEGOTIATION_CACHE": None, **env}) == someone.plainly(*STATE)
    assert sorted(someone.here.rglob("*")) == before


@pytest.mark.parametrize(("name", "way"), [("XDG_CACHE_HOME", "negotiation"), ("HOME", ".cache/negotiation")])
def test_where_it_is_without_being_told(someone: Person, tmp_path: Path, name: str, way: str) -> None:
    """In the directory for such things."""
    env = {"NEGOTIATION_CACHE": None, name: str(tmp_path / "x")}
    someone.asks(*STATE, env=env)

    assert someone.asks(*STATE, env=env).is_warm
    assert sorted(path.name for path in (tmp_path / "x" / way).iterdir()) == [someone.file.name, "cases"]


@pytest.mark.parametrize("kept", [True, False])
def test_nowhere(
    someone: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, kept: bool
) -> None:
    """In a directory that somebody has removed, one line says so, and not that it is a bug."""
    monkeypatch.setenv("NEGOTIATION_CACHE", str(someone.home) if kept else "off")
    gone = someone.here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    code = main(["state", "--case", str(someone.here / "events" / "ferry")])

    assert (code, capsys.readouterr().err) == (
        Exit.FILES,
        "error: the directory that this is run in is gone\n  tip: go to one that is there, with cd\n",
    )


def test_nobody_else_can_read_it(someone: Person) -> None:
    """Cases may be confidential."""
    someone.asks(*STATE)

    files = [path for path in someone.home.rglob("*") if path.is_file()]
    assert [someone.file, someone.case_file] == sorted(files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in files} == {0o700}


def test_a_file_that_is_locked(someone: Person) -> None:
    """The question is answered without it, and soon."""
    someone.asks(*STATE)
    lock = sqlite3.connect(someone.file, isolation_level=None)
    lock.execute("begin exclusive")
    other = ("due", "--on", "2020-06-01")
    try:
        expected = [someone.plainly(*args) for args in (STATE, other)]
        assert [someone.asks(*args) for args in (STATE, other)] == expected
    finally:
        lock.rollback()
        lock.close()
    assert someone.asks(*STATE).is_warm


def test_many_at_once(someone: Person) -> None:
    """Several processes fill a cache that is not there yet; each answers, and what they leave is sound."""
    days = [f"2020-0{month}-01" for month in range(1, 7)]
    running = [someone.asking("state", "--on", day) for day in days]
    answers = [process.communicate() for process in running]

    for day, (out, err) in zip(days, answers, strict=True):
        expected = someone.plainly("state", "--on", day)
        assert (out, err) == (expected.out, expected.err)
        assert someone.asks("state", "--on", day) == expected
        assert someone.asks("state", "--on", day).is_warm
    with sqlite3.connect(someone.file) as kept:
        assert kept.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert kept.execute("pragma foreign_key_check").fetchall() == []
    kept.close()
    assert sorted(someone.home.rglob("*.sqlite*")) == [someone.file, someone.case_file]


def test_another_program_has_answers_of_its_own(someone: Person, tmp_path: Path) -> None:
    """One line changed in one module, and nothing of the old program is believed."""
    from tests.source import PACKAGE  # noqa: PLC0415 - only here

    shutil.copytree(PACKAGE, tmp_path / "other" / "negotiation", ignore=shutil.ignore_patterns("__pycache__"))
    env = {"PYTHONPATH": str(tmp_path / "other")}
    someone.asks(*STATE, env=env)
    assert someone.asks(*STATE, env=env).is_warm
    module = tmp_path / "other" / "negotiation" / "views" / "header.py"
    text = module.read_text("utf-8")
    assert " replayed ·" in text

    module.write_text(text.replace(" replayed ·", " read ·"), "utf-8")

    changed = someone.asks(*STATE, env=env)
    assert not changed.is_warm
    assert "2 events read ·" in changed.out


def test_it_does_not_grow_without_end(tmp_path: Path) -> None:
    """What was not used for longest makes room, and what is left is still found."""
    from negotiation.cache.keep import keep_many  # noqa: PLC0415 - only here
    from negotiation.cache.kept import result  # noqa: PLC0415 - as above

    file = tmp_path / "kept"
    large = os.urandom(LARGEST // 20)
    for number in range(24):
        keep_many(str(file), {f"k{number}": large + bytes([number])})

    assert file.stat().st_size <= LARGEST
    assert result(str(file), "k0") is None
    assert result(str(file), "k23") is not None


def test_without_a_cache_nothing_is_kept(someone: Person) -> None:
    """Neither by option nor by variable."""
    expected = someone.asks(*STATE, "--no-cache")
    assert someone.plainly(*STATE) == expected
    assert not someone.home.exists()


def test_it_can_be_deleted(someone: Person) -> None:
    """By the command, which also says where it is."""
    someone.asks(*STATE)
    told = someone.asks("cache")
    assert str(someone.file) in told.out
    assert "answers 1," in told.out

    assert someone.asks("cache", "--clear") == Ran(0, f"Deleted {someone.file}.\n", "")
    assert not someone.file.exists()
    assert someone.asks("cache", "--clear").out == "There was nothing to delete.\n"

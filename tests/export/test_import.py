"""Records come in as new files, once; what is not taken is told and kept, and no file that is there is changed."""

import errno
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from tests.cli.running import run, started
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
SHIPPED = ("talks-2013-14", "black-sea-grain-2022-23", "colombia-farc-2017")


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory, which the command runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(directory: Path) -> dict[str, bytes]:
    """Every file below a directory."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


def exported(case: Path | str, capsys: pytest.CaptureFixture[str]) -> str:
    """A case as JSON lines."""
    ran = run(f"negotiation export jsonl --case {case}", capsys)
    assert ran.code == 0
    return ran.out


def copied(here: Path, *left_out: str) -> Path:
    """A copy of the small case, without some of its files."""
    where = here / "events" / "small"
    shutil.copytree(SMALL, where, ignore=shutil.ignore_patterns(*left_out))
    return where


def event(id_: str, **more: object) -> str:
    """A line with an event about the small case."""
    said = {
        "id": id_, "kind": "stated", "on": "2020-06-20", "reported": "2020-06-20", "by": "aland", "states": "So it is.",
        "certainty": "reported", "sources": [{"source": "agency", "attribution": "named"}], **more,
    }  # fmt: skip
    return json.dumps({"event": said}) + "\n"


@pytest.mark.parametrize("name", SHIPPED)
def test_out_in_and_out_again_is_the_same_to_the_byte(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty directory, seeds too; the case passes the checks, and answers as the other does."""
    first = exported(ROOT / "events" / name, capsys)
    Path("case.jsonl").write_text(first, "utf-8")
    taken = run("negotiation import jsonl case.jsonl", capsys)

    assert (taken.code, taken.out) == (0, "")
    assert f"{first.count(chr(10))} new, 0 there already, 0 not taken" in taken.err
    assert exported(here / "events" / name, capsys) == first
    assert run(f"negotiation check --strict {name}", capsys).code == 0
    there = contents(here)
    again = run("negotiation import jsonl case.jsonl", capsys)
    assert (again.code, "0 new" in again.err, contents(here)) == (0, True, there)


def test_what_was_left_out_is_added_beside_what_is_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Events, an assertion and a source; the answers are then those of the whole case."""
    where = copied(here, "acts.yaml")
    register = (where / "sources.yaml").read_text("utf-8")
    cut = register.index("- {id: bulletin")
    (where / "sources.yaml").write_text(register[:cut], "utf-8")
    before = contents(where)
    Path("case.jsonl").write_text(exported(SMALL, capsys), "utf-8")
    tried = run("negotiation import jsonl case.jsonl --dry-run", capsys)

    assert tried.code == 0
    assert "id: first-trucks" in tried.out
    assert contents(where) == before
    ran = run("negotiation import jsonl case.jsonl", capsys)
    after = contents(where)
    assert ran.code == 0
    assert {name: after[name] for name in before} == before
    assert [name.partition("imported-")[0] for name in sorted(set(after) - set(before))] == ["", "sources/"]
    assert exported(where, capsys) == exported(SMALL, capsys)
    states = [
        run(f"negotiation state --on 2020-06-16 --format json --case {one}", capsys).out for one in (SMALL, where)
    ]
    assert json.loads(states[0])["data_rev"] == json.loads(states[1])["data_rev"]


def test_a_record_that_says_something_else_is_told_and_kept_and_the_rest_is_taken(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The id decides what is the same record; the file's word stays."""
    where = copied(here)
    before = contents(where)
    other = event("first-trucks")
    Path("more.jsonl").write_text(event("told-once") + other + "no record\n" + event("told-twice") * 2, "utf-8")
    ran = run("negotiation import jsonl more.jsonl --case events/small", capsys)
    kept = next(here.glob("more.aside-*.jsonl"))

    assert ran.code == Exit.PROBLEMS
    assert "not taken: row 2, id: the event 'first-trucks' is there already, and says something else" in ran.err
    assert "not taken: row 3: this is not JSON" in ran.err
    assert "5 records: 2 new, 1 there already, 2 not taken" in ran.err
    assert kept.read_text("utf-8") == other + "no record\n"
    assert {name: text for name, text in contents(where).items() if name in before} == before
    assert "told-twice" in exported(where, capsys)
    there = contents(here)
    again = run("negotiation import jsonl more.jsonl --case events/small", capsys)
    assert (again.code, contents(here)) == (Exit.PROBLEMS, there)
    assert "0 new, 3 there already, 2 not taken" in again.err


def test_what_the_case_cannot_have_is_kept_aside_with_what_needs_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row and field are told; the rest is taken; mended, what was kept comes in, too."""
    where = copied(here)
    lost = event("lost", subject="nobody-knows")
    needing = event("needing", after=["lost"])
    Path("more.jsonl").write_text(lost + event("fine") + needing, "utf-8")
    ran = run("negotiation import jsonl more.jsonl --case events/small", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "row 1, subject.0: T112 no subject 'nobody-knows'" in ran.err
    assert "row 3, after.0: T1" in ran.err
    assert "1 new, 0 there already, 2 not taken" in ran.err
    kept = next(here.glob("more.aside-*.jsonl"))
    assert kept.read_text("utf-8") == lost + needing
    assert "fine" in exported(where, capsys)

    kept.write_text(kept.read_text("utf-8").replace("nobody-knows", "trucks"), "utf-8")
    again = run(f"negotiation import jsonl {kept.name} --case events/small", capsys)
    assert "2 new, 0 there already, 0 not taken" in again.err


def test_the_row_is_told_whatever_part_of_it_is_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last field of a record stands just before the next one, and assertions come after all events."""
    where = copied(here)
    asserted = {"on": "2020-04-02", "subject": "trucks", "expect": {"performed": 5}}
    wrong = json.dumps({"assertion": asserted}) + "\n"
    lost = event("a-lost", sources=[{"source": "nobody"}])
    Path("more.jsonl").write_text(wrong + event("b-fine") + lost + event("c-fine"), "utf-8")
    ran = run("negotiation import jsonl more.jsonl --case events/small", capsys)

    assert "row 1, expect.performed: T202 performed of trucks on 2020-04-02 is 4, asserted 5" in ran.err
    assert "row 3, sources.0.source: T116" in ran.err
    assert "2 new, 0 there already, 2 not taken" in ran.err
    assert next(here.glob("more.aside-*.jsonl")).read_text("utf-8") == wrong + lost
    assert {"b-fine", "c-fine"} <= {*re.findall("[bc]-fine", exported(where, capsys))}


def test_rows_that_the_case_cannot_have_may_be_allowed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then the case has the problem, and says so."""
    where = copied(here)
    before = contents(where)
    Path("more.jsonl").write_text(event("lost", subject="nobody-knows"), "utf-8")
    assert run("negotiation import jsonl more.jsonl --case events/small --allow-errors", capsys).code == 0
    assert len(contents(where)) == len(before) + 1


def test_nothing_is_written_where_another_record_would_be_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A delivery more, and an assertion of the case no longer holds: which of the two is wrong, nobody can tell."""
    where = copied(here)
    before = contents(where)
    more = {"kind": "performed", "on": "2020-04-01", "subject": "trucks", "quantity": 1}
    Path("more.jsonl").write_text(event("more", **more).replace('"states": "So it is.", ', ""), "utf-8")
    ran = run("negotiation import jsonl more.jsonl --case events/small", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "T202" in ran.err
    assert "so nothing was written" in ran.err
    assert contents(where) == before


def test_lines_that_are_none_are_told_where_nothing_is_written_for_another_reason(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that all of it can be mended at once."""
    copied(here)
    (here / "more.jsonl").write_text(
        "no line\n"
        + event("more", kind="performed", on="2020-03-05", subject="trucks", quantity=1).replace("states", "title")
    )
    ran = run("negotiation import jsonl more.jsonl --case small", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "so nothing was written" in ran.err
    assert "not taken: row 1: this is not JSON" in ran.err


def test_no_room_for_a_trial_is_no_bug(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full is told, and nothing is written."""
    copied(here)
    before = contents(here / "events")
    (here / "more.jsonl").write_text(event("more"))

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    for line in ("import jsonl more.jsonl --case small", "new case harbour"):
        ran = run(f"negotiation {line}", capsys)
        assert ran.code == Exit.FILES
        assert "error: could not try this in a temporary directory: No space left on device; nothing was" in ran.err
    assert contents(here / "events") == before


def test_another_head_is_a_conflict(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a case that is there; and without one a case cannot begin."""
    copied(here)
    lines = exported(SMALL, capsys).splitlines(keepends=True)
    Path("other.jsonl").write_text(lines[0].replace("Talks about", "Words about"), "utf-8")
    ran = run("negotiation import jsonl other.jsonl --case events/small", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "row 1: the head of the case is there already, and says something else" in ran.err
    Path("headless.jsonl").write_text("".join(lines[1:]), "utf-8")
    ran = run("negotiation import jsonl headless.jsonl --case elsewhere", capsys)
    assert ran.code == Exit.USAGE
    assert "no head among the records that could begin one" in ran.err
    assert not (here / "events" / "elsewhere").exists()


def test_a_seed_is_compared_with_that_of_another_case(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What lies beside the cases already and says the same, in whatever words of YAML, is left alone."""
    shutil.copytree(ROOT / "seeds", here / "seeds")
    seeds = contents(here / "seeds")
    text = exported(ROOT / "events" / "talks-2013-14", capsys)
    Path("case.jsonl").write_text(text, "utf-8")
    ran = run("negotiation import jsonl case.jsonl", capsys)

    assert (ran.code, "2 there already" in ran.err, contents(here / "seeds")) == (0, True, seeds)
    shutil.rmtree(here / "events")
    changed = (here / "seeds" / "S0.yaml").read_text("utf-8").replace("publisher: The Washington Post", "publisher: A")
    (here / "seeds" / "S0.yaml").write_text(changed, "utf-8")
    ran = run("negotiation import jsonl case.jsonl --allow-errors", capsys)
    assert ran.code == Exit.PROBLEMS
    assert "the seed 'S0' is there already, and says something else" in ran.err


def test_a_run_that_is_broken_off_leaves_whole_files_and_can_be_taken_up_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At each of the moments at which a file gets its name."""
    whole, replace = exported(SMALL, capsys), Path.replace
    for moment in range(2):
        where = copied(here, "acts.yaml")
        register = (where / "sources.yaml").read_text("utf-8")
        (where / "sources.yaml").write_text(register[: register.index("- {id: bulletin")], "utf-8")
        Path("case.jsonl").write_text(whole, "utf-8")
        named: list[Path] = []

        def broken(path: Path, to: Path, *, named: list[Path] = named, moment: int = moment) -> Path:
            if len(named) == moment:
                raise KeyboardInterrupt
            named.append(to)
            return replace(path, to)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", broken)
            assert run("negotiation import jsonl case.jsonl", capsys).code == Exit.INTERRUPTED
        assert "T0" not in run("negotiation check small --format concise", capsys).out
        assert run("negotiation import jsonl case.jsonl", capsys).code == 0
        assert exported(where, capsys) == whole
        shutil.rmtree(where)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is told in one line."""
    ran = started(["import", "jsonl", "no-such-file"], cwd=tmp_path)

    assert ran.returncode == Exit.FILES
    assert ran.stderr.startswith("error: could not read no-such-file")


@pytest.mark.parametrize("content", [b"\xff{}", b""])
def test_a_file_that_is_no_text_or_empty(content: bytes, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One is refused, the other has nothing new."""
    copied(here)
    Path("odd.jsonl").write_bytes(content)
    ran = run("negotiation import jsonl odd.jsonl", capsys)

    assert ran.code == (Exit.FILES if content else Exit.DONE)
    assert "UTF-8" in ran.err if content else "0 records: 0 new" in ran.err

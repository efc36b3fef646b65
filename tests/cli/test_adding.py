"""What is added is shown with all that it changes before it is written, and nothing that was there is touched."""

import json
import os
import pty
import random
import select
import shlex
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from negotiation.cli import cases
from negotiation.cli.exits import Exit
from negotiation.ledger.load import load_case
from tests.cli.april import CASE, without_april
from tests.cli.running import NEUTRAL, run
from tests.source import ROOT

OFFER: dict[str, Any] = {
    "kind": "proposed", "on": "2013-12-01", "reported": "2014-05-10", "proposal": "late-news", "form": "offer",
    "by": "plo", "to": ["israel"], "states": "An offer that nobody heard of.", "certainty": "reported",
    "sources": [{"source": "w130-afp-type", "attribution": "reporter"}], "title": "An offer becomes known in May",
}  # fmt: skip
"""An event dated before others, and reported after them."""

FLAGS = (
    "--kind proposed --on 2013-12-01 --reported 2014-05-10 --proposal late-news --form offer --by plo --to '[israel]' "
    "--states 'An offer that nobody heard of.' --certainty reported --source w130-afp-type:reporter "
    "--title 'An offer becomes known in May'"
)


@pytest.fixture(name="copy")
def _copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped case without the events of 23 and 24 April; they lie beside it as JSON. It is read at every run."""
    taken = without_april(tmp_path)
    (tmp_path / "april.json").write_text(json.dumps(taken), "utf-8")
    monkeypatch.setattr(cases, "load_case", load_case)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(copy: Path) -> dict[str, str]:
    """The digest of every file there is."""
    return {
        path.relative_to(copy).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted((copy / "events").rglob("*"))
        if path.is_file()
    }


def offered(copy: Path, **other: Any) -> str:
    """A file of JSON with the late offer."""
    (copy / "offer.json").write_text(json.dumps({**OFFER, **other}), "utf-8")
    return "offer.json"


def answer(line: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """An answer in JSON, but for the revision of the data."""
    ran = run(f"{line} --format json", capsys)
    assert ran.code == 0, ran.err
    said: dict[str, Any] = json.loads(ran.out)
    del said["data_rev"]
    return said


# What the preview shows


def test_the_suspension_is_shown_before_it_is_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The talks suspended from 24 April, with what else changes, and nothing is written yet."""
    before = files(copy)
    ran = run("negotiation new event --from-json april.json --dry-run", capsys)

    assert (ran.code, ran.err, files(copy)) == (0, "", before)
    assert f"would add events/{CASE}/2014/04-23-e84-agreement-signed.yaml (152 lines)" in ran.out
    told = ran.out[ran.out.index("STATE CHANGES") :]
    assert told.startswith("STATE CHANGES with hindsight; as known on 2014-06-02; as known on 2014-04-24\n")
    on, from_ = "at the ends of 2014-04-24 to 2014-04-29\n", "from the end of 2014-04-30 on\n"
    assert told.index("at the end of 2014-04-23\n") < told.index(on) < told.index(from_)
    suspended = told[told.index(on) : told.index(from_)]
    assert "  ~ talks  (e85-talks-suspended)\n      status       under way → suspended\n" in suspended
    assert "  ~ stay-at-table, stay-at-table@israel  (e85-talks-suspended)\n" in suspended
    assert "STATE CHANGES as known on 2014-04-23\nnone\n" in told
    assert "with it: no new problems" in told


@pytest.mark.usefixtures("copy")
def test_the_passing_of_the_deadline_stays_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    """No due day or deadline is among the changes, and the clock derives the same before and after."""
    clock = "negotiation timeline --kind clock --from 2014-04-20 --to 2014-05-05"
    passing = [row for row in answer(clock, capsys)["entries"] if "talks" in json.dumps(row)]
    previewed = json.loads(run("negotiation new event --from-json april.json --dry-run --format json", capsys).out)
    fields = {
        (change["subject"], change["field"])
        for effect in previewed["effects"]
        for stretch in effect["stretches"]
        for change in stretch["changes"]
    }

    assert passing
    assert ("talks", "status") in fields
    assert not {pair for pair in fields if pair[1] in {"deadline", "due"}}
    assert run("negotiation new event --from-json april.json --yes", capsys).code == 0
    assert [row for row in answer(clock, capsys)["entries"] if "talks" in json.dumps(row)] == passing


def test_what_is_written_is_the_case_as_it_was(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the events added again the copy answers as the shipped case does, at both clocks."""
    before = files(copy)
    assert run("negotiation new event --from-json april.json --yes", capsys).code == 0
    added = {name: digest for name, digest in files(copy).items() if name not in before}

    assert list(added) == [f"events/{CASE}/2014/04-23-e84-agreement-signed.yaml"]
    assert {name: digest for name, digest in files(copy).items() if name in before} == before
    shipped = ROOT / "events" / CASE
    for line in ("--on 2014-04-24", "--on 2014-05-01 --known 2014-04-30", "--on 2014-06-30 --reading plo"):
        assert answer(f"negotiation state {line}", capsys) == answer(
            f"negotiation state --case {shipped} {line}", capsys
        )
    assert run("negotiation check --strict", capsys).code == 0


@pytest.mark.usefixtures("copy")
def test_the_preview_is_what_diff_says_later(capsys: pytest.CaptureFixture[str]) -> None:
    """Day by day, what was shown is what differs once it is written, and no day is left out."""
    days = [f"2014-04-{day}" for day in (22, 23, 24, 29, 30)] + ["2014-06-03"]
    before = {day: answer(f"negotiation state --on {day}", capsys) for day in days}
    previewed = json.loads(run("negotiation new event --from-json april.json --dry-run --format json", capsys).out)
    run("negotiation new event --from-json april.json --yes", capsys)
    stretches = next(one for one in previewed["effects"] if one["known"] is None)["stretches"]

    for day in days:
        after = answer(f"negotiation state --on {day}", capsys)
        told = [one for one in stretches if one["from"] <= day <= one["to"]]
        now = {row["id"]: row for rows in (after["commitments"], after["talks"], after["proposals"]) for row in rows}
        then = before[day]
        was = {row["id"]: row for rows in (then["commitments"], then["talks"], then["proposals"]) for row in rows}
        moved = {id_ for id_ in now if (was.get(id_) or {}).get("status") != now[id_]["status"]}
        shown = {change["subject"] for one in told for change in one["changes"] if change["field"] == "status"}
        assert {id_ for id_ in shown if "@" not in id_} == moved, day


# Days before others


def test_an_event_dated_before_others_changes_no_earlier_answer(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not as known before it was reported, and not as the files stood before it was entered."""
    earlier = [
        f"negotiation state --on {day} {clock}"
        for day in ("2013-12-01", "2014-04-03", "2014-05-20")
        for clock in ("--known 2014-05-09", "--recorded 2026-11-21", "--known 2014-05-09 --reading plo")
    ]
    before = [answer(line, capsys) for line in earlier]
    ran = run(f"negotiation new event --from-json {offered(copy)} --yes", capsys)

    assert ran.code == 0
    assert "STATE CHANGES with hindsight; as known on 2014-05-10\nfrom the end of 2013-12-01 on\n" in ran.out
    assert "STATE CHANGES as known on 2014-05-09\nnone\n" in ran.out
    assert [answer(line, capsys) for line in earlier] == before
    known = answer("negotiation diff 2013-12-01 --known 2014-05-09..2014-05-10", capsys)["changes"]
    assert [(one["subject"], one["before"], one["after"]) for one in known] == [("late-news", "not there yet", "open")]
    last = run("negotiation diff 2013-12-01 --known 2014-05-08..2014-05-09", capsys).out
    assert "no changes" in last


def test_it_is_recorded_today(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what the files said yesterday stays what they said."""
    monkeypatch.setenv("NEGOTIATION_TODAY", "2027-02-03")
    run(f"negotiation new event --from-json {offered(copy)} --yes", capsys)

    for day, there in (("2027-02-02", False), ("2027-02-03", True)):
        rows = answer(f"negotiation state --on 2014-05-11 --recorded {day}", capsys)["proposals"]
        assert ("late-news" in [row["id"] for row in rows]) is there


# What is typed


def test_options_are_as_good_as_json(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same file of either."""
    typed = run(f"negotiation new event {FLAGS} --dry-run", capsys)

    assert typed.code == 0, typed.err
    assert typed.out == run(f"negotiation new event --from-json {offered(copy)} --dry-run", capsys).out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("--kind suspend --dry-run", Exit.USAGE, ["no event is of the kind 'suspend'", "did you mean 'suspended'?"]),
        ("--dry-run", Exit.USAGE, ["say what kind of event it is, with --kind", "suspended"]),
        ("--kind stated --titel x", Exit.USAGE, ["no field for --titel", "did you mean '--title'?"]),
        ("--kind stated --on", Exit.USAGE, ["--on needs a value"]),
        ("--kind stated --by '[a'", Exit.USAGE, ["--by: '[a' cannot be read", "a list is [a, b]"]),
        ("--kind stated stray", Exit.USAGE, ["'stray' stands where an option is expected"]),
        (
            "--kind stated --on 2014-04-08",
            Exit.PROBLEMS,
            ["'reported', 'certainty', 'sources', 'by' and 'states' are missing", "1 error, so nothing is written"],
        ),
        (
            FLAGS.replace("w130-afp-type", "w999-nobody"),
            Exit.PROBLEMS,
            ["'w999-nobody'", "error[T116]", "12-01-an-offer-becomes-known-in-may.yaml:", "negotiation new source"],
        ),
        (f"{FLAGS} --id e85-talks-suspended-x --by nobody", Exit.PROBLEMS, ["error[T113]", "'nobody'"]),
        (f"{FLAGS} --id e04-decision-640", Exit.PROBLEMS, ["error[T110]", "without an id one is proposed"]),
        (f"{FLAGS} --from-json x.json", Exit.USAGE, ["--from-json takes the whole record"]),
        ("--from-json nowhere.json", Exit.FILES, ["could not read nowhere.json"]),
        ("--from-json april.yaml", Exit.USAGE, ["april.yaml is not JSON"]),
        ("--from-json large.json", Exit.USAGE, ["large.json cannot be read: a number in it is too large"]),
        ("--format csv", Exit.USAGE, ["--format is one of table, json"]),
    ],
)
def test_what_will_not_do_is_said_at_once(
    line: str, code: Exit, said: list[str], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message with what to do, no traceback, and nothing written."""
    (copy / "april.yaml").write_text("- a")
    (copy / "large.json").write_text(f'{{"quantity": {"9" * 5000}}}')
    before = files(copy)
    ran = run(f"negotiation new event --yes {line}", capsys)

    assert ran.code == code
    assert [words for words in said if words not in ran.err] == []
    assert files(copy) == before


def test_an_id_that_is_taken_is_told_at_the_draft(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At the line of the draft that gives it, with the place that has it already."""
    ran = run(f"negotiation new event --from-json {offered(copy, id='e04-decision-640')} --yes", capsys)

    assert ran.code == Exit.PROBLEMS
    assert f" --> events/{CASE}/2013/12-01-e04-decision-640.yaml:1:7\n" in ran.err
    assert not (copy / "events" / CASE / "2013" / "12-01-e04-decision-640.yaml").exists()


def test_ids_and_names_of_files_are_new(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same event a second time gets an id and a file of its own."""
    offered(copy)
    run("negotiation new event --from-json offer.json --yes", capsys)
    before = files(copy)
    again = run(f"negotiation new event --from-json {offered(copy, proposal='later-news')} --yes", capsys)

    assert f"Wrote events/{CASE}/2013/12-01-an-offer-becomes-known-in-may-2.yaml" in again.out
    assert "- id: an-offer-becomes-known-in-may-2013-12-01-2\n" in again.out
    assert {name: digest for name, digest in files(copy).items() if name in before} == before


def test_an_assertion_elsewhere_that_fails_stops_it(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless somebody says that this is meant."""
    suspended = (
        "negotiation new event --kind suspended --on 2014-04-20 --reported 2014-04-20 --subject talks --subject "
        "stay-at-table --by israel --certainty reported --source w126-jerusalem-post:reporter --title Earlier --yes"
    )
    refused = run(suspended, capsys)
    allowed = run(f"{suspended} --allow-errors", capsys)

    assert refused.code == Exit.PROBLEMS
    assert "error[T202]: status of stay-at-table on 2014-04-23 is suspended, asserted kept so far" in refused.err
    assert "with the draft the case has 1 error more, so nothing is written" in refused.err
    assert (allowed.code, (copy / "events" / CASE / "2014" / "04-20-earlier.yaml").is_file()) == (0, True)


def test_a_case_that_changes_meanwhile_is_tried_again(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was shown is not what would come of it."""

    def asked() -> bool:
        (copy / "events" / CASE / "2014" / "other.yaml").write_text("[]")
        return True

    monkeypatch.setattr("negotiation.cli.proposing._confirmed", asked)
    ran = run(f"negotiation new event {FLAGS}", capsys)

    assert ran.code == Exit.FILES
    assert "have changed meanwhile; nothing was written" in ran.err


# Sources, assertions, corrections


@pytest.mark.usefixtures("copy")
def test_a_source_gets_a_file_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """And an event may cite it from then on."""
    made = run(
        "negotiation new source --publisher 'The Harbour Post' --host-kind press --date 2014-05-10 --title 'A report' "
        "--origin harbour-post --archived null --url null --yes",
        capsys,
    )
    cited = run(f"negotiation new event {FLAGS.replace('w130-afp-type', 'the-harbour-post-2014-05-10')} --yes", capsys)

    assert (made.code, cited.code) == (0, 0), made.err + cited.err
    assert f"Wrote events/{CASE}/sources/the-harbour-post-2014-05-10.yaml" in made.out
    assert "The Harbour Post" in run("negotiation show the-harbour-post-2014-05-10", capsys).out


def test_an_assertion_that_fails_is_not_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that holds is."""
    line = "negotiation new assertion --on 2014-04-25 --subject talks --expect phase={} --yes"
    good = run(line.format("'under way'"), capsys)
    bad = run(line.format("suspended"), capsys)

    assert (good.code, bad.code) == (0, Exit.PROBLEMS), good.err
    assert "phase of talks on 2014-04-25 is under way, asserted suspended" in bad.err
    assert [path.name for path in (copy / "events" / CASE / "assertions").iterdir()] == ["2014-04-25-talks.yaml"]


def test_a_file_where_a_directory_goes_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not the one that was to be written, which is not there."""
    (copy / "events" / CASE / "assertions").touch()
    ran = run("negotiation new assertion --on 2014-04-25 --subject talks --expect phase='under way' --yes", capsys)

    assert ran.code == Exit.FILES
    assert f"error: events/{CASE}/assertions is no directory; nothing was written" in ran.err.replace(f"{copy}/", "")


def test_nothing_is_written_below_a_link(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No command would read it there, though it said that it wrote it."""
    (copy / "elsewhere").mkdir()
    (copy / "events" / CASE / "assertions").symlink_to(copy / "elsewhere")
    ran = run("negotiation new assertion --on 2014-04-25 --subject talks --expect phase='under way' --yes", capsys)

    assert ran.code == Exit.FILES
    assert "assertions is a link to a directory, below which no file of a case is read" in ran.err
    assert not [*(copy / "elsewhere").iterdir()]


def test_an_assertion_that_fails_is_told_beside_one_that_fails_already(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not left out as one that repeats the other, so that --allow-errors does not write it either."""
    (copy / "events" / CASE / "old.yaml").write_text(
        "- assertion: {on: 2014-04-24, subject: talks, expect: {phase: lapsed}}\n"
    )
    line = "negotiation new assertion --on 2014-04-25 --subject talks --expect phase=suspended --yes --allow-errors"
    ran = run(line, capsys)

    assert ran.code == Exit.PROBLEMS
    assert "phase of talks on 2014-04-25 is under way, asserted suspended" in ran.err
    assert not (copy / "events" / CASE / "assertions").exists()


def test_a_correction_is_a_record_of_its_own(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a typo with the days and sources of its record; the answer of yesterday's files stays."""
    run(f"negotiation new event --from-json {offered(copy, id='late-offer')} --yes", capsys)
    before = files(copy)
    said = answer("negotiation state --on 2013-12-01 --recorded 2026-11-22", capsys)
    ran = run("negotiation correct late-offer --set on=2013-12-02 --reason typo --yes", capsys)
    shown = json.loads(run("negotiation show late-offer --format json", capsys).out)

    assert ran.code == 0, ran.err
    assert "- id: late-offer-corrected\n" in ran.out
    assert "  revises: late-offer\n" in ran.out
    assert "at the end of 2013-12-01\n  ~ late-news" in ran.out
    assert {name: digest for name, digest in files(copy).items() if name in before} == before
    assert "late-offer-corrected" in json.dumps(shown)
    assert "late-news" in [row["id"] for row in said["proposals"]]
    rows = answer("negotiation state --on 2013-12-01", capsys)["proposals"]
    assert "late-news" not in [row["id"] for row in rows]


def test_a_value_that_a_field_cannot_have_is_told_at_the_draft(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a correction, of its kind, and of what somebody holds; and in a file, too."""
    typo = "negotiation correct e29-tranche-3 --reason typo --yes --set "
    held = (
        "negotiation new event --kind held --on 2014-05-10 --reported 2014-05-10 --subject prisoner-release "
        "--field total --by-reading '{plo: many}' --certainty reported --source w130-afp-type:reporter --yes"
    )
    for line, told in ((f"{typo}quantity=many", "T103"), (f"{typo}kind=stated", "T121"), (held, "T103")):
        ran = run(line, capsys)
        assert (ran.code, f"error[{told}]" in ran.err) == (Exit.PROBLEMS, True), ran.err
    file = run(f"{typo}quantity=25 --dry-run", capsys).out.split("\n\n")[1].replace("25", "many")
    (copy / "events" / CASE / "slip.yaml").write_text(f"{file}\n")
    checked = run("negotiation check", capsys)
    assert (checked.code, "error[T103]" in checked.err + checked.out) == (Exit.PROBLEMS, True)


def test_what_is_taken_back_counts_no_more(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the day on which that was reported; an unknown id is refused with the nearest one."""
    run(f"negotiation new event --from-json {offered(copy, id='late-offer')} --yes", capsys)
    unknown = run("negotiation retract late-ofer --reason typo", capsys)
    open_ = run("negotiation retract late-offer --reason source-corrected --dry-run", capsys)
    ran = run(
        "negotiation retract late-offer --reason source-corrected --reported 2014-06-01 --certainty reported "
        "--source w130-afp-type:reporter --yes",
        capsys,
    )

    assert unknown.code == Exit.USAGE
    assert "did you mean 'late-offer'?" in unknown.err
    assert "'on', 'reported', 'certainty' and 'sources' are missing" in open_.err
    assert ran.code == 0, ran.err
    for known, there in (("2014-05-31", True), ("2014-06-01", False)):
        rows = answer(f"negotiation state --on 2014-05-20 --known {known}", capsys)["proposals"]
        assert ("late-news" in [row["id"] for row in rows]) is there


# Asking


def test_without_a_terminal_and_without_yes_nothing_is_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is shown, and the exit code says that it was not done."""
    before = files(copy)
    ran = run(f"negotiation new event {FLAGS}", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "--yes writes it" in ran.err
    assert ran.err.endswith("Nothing was written.\n")
    assert files(copy) == before


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", Exit.PROBLEMS), ("n\n", Exit.PROBLEMS)])
def test_on_a_terminal_it_asks(typed: str, code: int, copy: Path) -> None:
    """Whoever only presses return writes nothing."""
    said, ended = on_terminal(copy, shlex.split(f"new event {FLAGS}"), [("Write it? [y/N] ", typed)])

    assert ended == code, said
    assert said.index("STATE CHANGES") < said.index("Write it? [y/N] ")
    assert ("Wrote events/" in said) is (code == 0)


def test_without_a_field_the_editor_opens(copy: Path) -> None:
    """With what has to be there; what is wrong is told, and may be edited again."""
    editor = copy / "edit.py"
    editor.write_text(
        "import sys, pathlib\n"
        "file, seen = pathlib.Path(sys.argv[1]), pathlib.Path('seen.txt')\n"
        "text = file.read_text()\n"
        "again = seen.exists()\n"
        "seen.write_text(text)\n"
        "for field, value in dict(reported='2014-04-08', by='usa', states='More is to come.', certainty='reported',\n"
        "        sources='[{source: w130-afp-type, attribution: reporter}]', title='More', on='2014-04-08').items():\n"
        "    if again or field != 'certainty':\n"
        "        text = text.replace(f'  {field}:\\n', f'  {field}: {value}\\n')\n"
        "file.write_text(text.replace('states: More', 'title: More\\n  states: More') if not again else text)\n"
    )
    said, ended = on_terminal(
        copy,
        shlex.split("new event --kind stated"),
        [("Edit it again? [Y/n] ", "\n"), ("Write it? [y/N] ", "y\n")],
        EDITOR=f"{sys.executable} {editor}",
    )

    assert ended == 0, said
    assert "'certainty' is missing" in said
    assert f"Wrote events/{CASE}/2014/04-08-more.yaml" in said
    assert "#   basis: one of computed, general-knowledge" in (copy / "seen.txt").read_text()


def test_a_template_passes_once_it_is_filled_in(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names every field that has to be there, and the words that a field takes."""
    text = run("negotiation new event --kind stated --by usa --template", capsys).out

    assert "- id:\n  kind: stated\n  on:\n  reported:\n" in text
    assert "\n  by: usa\n" in text
    assert "# * certainty: one of confirmed, reported, claimed, denied, retracted, unknown\n" in text
    assert not (copy / "draft.yaml").exists()


def on_terminal(
    copy: Path, args: list[str], talk: list[tuple[str, str]], **env: str
) -> tuple[str, int]:  # what was said, and the exit code
    """Run the command on a terminal of its own, and answer what it asks."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", *args],
        stdin=follower, stdout=follower, stderr=follower, cwd=copy,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL, **env},
    )  # fmt: skip
    os.close(follower)
    said, end = "", time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([leader], [], [], 0.2)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            said += os.read(leader, 65536).decode()
        except OSError:  # the other end is closed
            break
        if talk and talk[0][0] in said:
            os.write(leader, talk.pop(0)[1].encode())
    code = process.wait(30)
    os.close(leader)
    return said.replace("\r\n", "\n"), code


# Killed


KILLED = """
import os, signal, sys
from pathlib import Path
from negotiation.cli.placing import place_file

def write(where, line):
    left = line
    def trace(frame, event, arg):
        nonlocal left
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)
    place_file(where / "2014" / "new.yaml", sys.argv[2])
    sys.settrace(None)
    os._exit(0)

ended = -signal.SIGKILL
line = 0
while ended:
    where = Path(sys.argv[1]) / str(line)
    (where / "2014").mkdir(parents=True)
    (where / "2014" / "old.yaml").write_text("- old")
    child = os.fork()
    if not child:
        write(where, line)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    line += 1
"""
"""Writes a file again and again, killed before the first line of Python that is run, the second, and so on."""


def test_killed_at_any_moment_every_file_is_whole(tmp_path: Path) -> None:
    """Old files as they were; the new one whole, or not there."""
    text = "- {id: a, kind: stated}\n" * 2_000
    subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", KILLED, str(tmp_path), text], check=True, timeout=60,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    moments = sorted(tmp_path.iterdir(), key=lambda path: int(path.name))
    there = [(where / "2014" / "new.yaml").exists() for where in moments]

    assert len(moments) > 50
    assert there == sorted(there)  # absent up to some moment, and from then on there
    assert there[-1]
    assert {(where / "2014" / "old.yaml").read_text() for where in moments} == {"- old"}
    assert {(where / "2014" / "new.yaml").read_text() for where, is_ in zip(moments, there, strict=True) if is_} == {
        text
    }
    listed = {path.name for where in moments for path in where.rglob("*.yaml") if path.parent.name == "2014"}
    assert listed == {"old.yaml", "new.yaml"}


def test_the_whole_command_killed_leaves_a_sound_case(copy: Path) -> None:
    """Whenever it happens: the files that were there, and the new one whole or absent."""
    before = files(copy)
    chance = random.Random(24)  # noqa: S311 - as above
    for _ in range(4):
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            [sys.executable, "-m", "negotiation", *shlex.split(f"new event {FLAGS} --yes")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=copy,
            env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL},
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()  # it is about to be written
        time.sleep(chance.uniform(0.0, 0.2))
        process.kill()
        process.communicate()
        now = files(copy)
        assert {name: digest for name, digest in now.items() if name in before} == before
        fresh = [name for name in now if name not in before and "/.new-" not in name]
        for name in fresh:
            assert (copy / name).read_text("utf-8").endswith("  title: An offer becomes known in May\n")
            (copy / name).unlink()

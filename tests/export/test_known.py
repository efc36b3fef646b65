"""A document and a calendar as they would have been written on an earlier day, or by a reading: both say so."""

import json
import re

import pytest

from tests.cli.running import run

CASE = "events/talks-2013-14"


def test_the_document_has_what_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    """No event that was reported later, what stood is what `state` says, and the words say as of when."""
    ran = run(f"negotiation export md --case {CASE} --known 2014-04-03 --reading plo", capsys)
    assert ran.code == 0
    assert "## What stood at the end of 2014-04-03\n\nUnder the reading `plo`, as known on 2014-04-03.\n" in ran.out
    days = re.findall(r", reported (\d{4}-\d\d-\d\d)", ran.out)
    assert len(days) > 100
    assert max(days) == "2014-04-03"
    asked = f"negotiation state --case {CASE} --on 2014-04-03 --known same --reading plo --format json"
    body = json.loads(run(asked, capsys).out)
    (fourth,) = (
        row for one in body["commitments"] if one["id"] == "prisoner-release"
        for row in one["tranches"] if row["id"] == "4"
    )  # fmt: skip
    assert fourth["outstanding"] == 30
    assert "| prisoner-release/4 | overdue, non-performance reported | performed 0, outstanding 30 " in ran.out
    cited = {*re.findall(r"- source: `([^`]+)`", ran.out)}
    listed = {line.split(" | ")[0].removeprefix("| ") for line in ran.out.rpartition("## Sources")[2].splitlines()[4:]}
    assert cited == listed - {""}


def test_what_is_known_after_the_end_is_told_of_the_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    """The day is never one that the case does not cover; with hindsight nothing differs from before."""
    later = run(f"negotiation export md --case {CASE} --known 2020-01-01", capsys).out
    assert "## What stood at the end of 2014-10-02\n\nUnder the reading `record`, as known on 2020-01-01." in later
    plain = run(f"negotiation export md --case {CASE}", capsys).out
    assert "Under the reading `record`, with all that is known." in plain


def test_the_calendar_has_the_deadlines_known_then(capsys: pytest.CaptureFixture[str]) -> None:
    """The fourth tranche was due on another day at first; name, description and entries say as of when."""
    icalendar = pytest.importorskip("icalendar")

    def days(options: str) -> tuple[str, dict[str, str], set[str]]:
        text = run(f"negotiation export ics --case {CASE} {options}", capsys).out
        found = icalendar.Calendar.from_ical(text)
        entries = {str(one["uid"]): one for one in found.walk("VEVENT")}
        said = {str(one["description"]).rpartition(". ")[2] for one in entries.values()}
        return str(found["x-wr-calname"]), {uid: str(one["dtstart"].dt) for uid, one in entries.items()}, said

    tranche = "talks-2013-14/prisoner-release/4/plo@negotiation"
    name, then, said = days("--known 2014-03-01 --reading plo")
    assert name.endswith("(under the reading plo, as known on 2014-03-01)")
    assert said == {"Under the reading plo, as known on 2014-03-01."}
    _, now, _ = days("--reading plo")
    assert (then[tranche], now[tranche]) == ("2014-03-28", "2014-03-29")
    assert {uid.rpartition("/")[2].split("@")[0] for uid in now} <= {"plo", "2"}
    assert "known" not in days("")[0]

"""What is not settled, as the pages show it: once, marked, and with nobody put in anybody's place."""

import pytest

from tests.cli.running import run

CASE = "--case black-sea-grain-2022-23"


@pytest.fixture(name="wide", autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no line is folded."""
    monkeypatch.setenv("COLUMNS", "400")


def lines_of(line: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of a page, their blanks single."""
    ran = run(line, capsys)
    assert (ran.code, ran.err) == (0, "")
    return [" ".join(text.split()) for text in ran.out.splitlines()]


def with_(words: str, lines: list[str]) -> list[str]:
    """The lines in which something stands."""
    return [text for text in lines if words in text]


def test_what_the_clock_derives_in_some_worlds_stands_once(capsys: pytest.CaptureFixture[str]) -> None:
    """With a mark, from the first day on which it may be so to that on which it is."""
    lines = lines_of(f"negotiation timeline {CASE} --from 2023-07-17", capsys)

    assert with_("window closed", lines) == [
        "Tue *? - clock initiative window closed: satisfied [2023-07-18 or 2023-07-19]"
    ]


def test_what_is_to_be_settled_later_stands_in_its_span(capsys: pytest.CaptureFixture[str]) -> None:
    """A page that begins between the first and the last possible day has it as well, as it has events."""
    asked = f"negotiation timeline {CASE} --known 2023-05-16"
    early, late = (lines_of(f"{asked} --from {first}", capsys) for first in ("2023-05-18", "2023-06-01"))
    closed = [text[text.index("*?") :] for lines in (early, late) for text in with_("window closed", lines)]

    assert closed == ["*? - clock initiative window closed: satisfied [2023-05-19 to 2023-07-18]"] * 2


def test_what_is_never_settled_was_perhaps_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a night that ends with the day after, no day is told on which it was due in every world."""
    lines = lines_of("negotiation timeline --from 2013-10-28 --to 2013-10-31 --kind clock", capsys)

    assert with_("prisoner-release/2", lines) == ["Tue * - clock prisoner-release/2 perhaps due"]


def test_who_agreed_stands_with_what_was_agreed(capsys: pytest.CaptureFixture[str]) -> None:
    """An amendment by consent is by those who consented, also for whoever asks about one of them."""
    lines = lines_of(f"negotiation timeline {CASE} --party turkiye --kind amended", capsys)

    assert len(with_("russia, ukraine, turkiye amended initiative", lines)) == 3


@pytest.mark.parametrize("party", ["russia", "ukraine"])
def test_nobody_stands_for_a_contested_actor(party: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither of those who are named is put into the column; whoever asks about either finds it."""
    lines = lines_of(f"negotiation timeline {CASE} --party {party} --kind measure-taken", capsys)

    assert with_("e19-pipeline-damaged? contested measure-taken (halted) pipeline", lines)


def test_a_doubt_of_the_whole_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """And not again for each debtor who shares it; one who does not has a line."""
    shared = lines_of(f"negotiation state {CASE} --on 2023-03-19 --known same initiative", capsys)
    reasons = lines_of(f"negotiation why {CASE} --on 2023-03-19 --known same initiative", capsys)
    said = "initiative: 3 possible worlds, for e16-extended has accounts that differ"

    assert with_("possible worlds", shared) == with_("possible worlds", reasons) == [said]


def test_an_episode_that_ended_is_told_with_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    """So that what left the list and what came to it are two lines that differ."""
    lines = lines_of(f"negotiation diff {CASE} 2023-07-16 2023-07-19", capsys)

    (told,) = with_("episodes", lines)

    assert told.startswith("episodes + from 2023-04-29 to 2023-07-18 or 2023-07-19 (e17-pivdennyi-closed); ")
    assert told.endswith("; - from 2023-04-29, open (e17-pivdennyi-closed)")


def test_a_source_without_a_day_is_undated(capsys: pytest.CaptureFixture[str]) -> None:
    """No word of the program's insides stands in a page."""
    lines = lines_of(f"negotiation show {CASE} e16-extended", capsys)

    assert with_("k17-elrisala", lines) == ["k17-elrisala - reporter - El Risala, undated: untitled"]
    assert not with_("None", lines)


def test_no_name_of_an_axis_runs_into_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    """The column is as wide as the longest name."""
    ran = run(f"negotiation why {CASE} --on 2023-03-19 initiative", capsys)
    starts = {text.index("since") for text in ran.out.splitlines() if text.lstrip().startswith("since ")}

    assert "observations none recorded" in ran.out
    assert starts >= {len("observations ")}

"""Our own prose: what is looked for, where, and what is let through."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from negotiation.ledger.wordlist import CODES, LATEST, plain, shipped
from tests.source import ROOT
from tests.test_error_catalogue import BASE
from tests.test_project import CASES, forbidden

LIST = ROOT / "negotiation" / "ledger" / "words" / f"{LATEST}.yaml"
CITED = "sources: [{source: agency, attribution: reporter}, {source: gazette, attribution: reporter}]"
ACTED = f"- {{id: x, kind: acted, on: 2020-03-05, reported: 2020-03-05, by: bland, certainty: confirmed, {CITED},\n   "
STATED = (
    f"- {{id: x, kind: stated, on: 2020-03-05, reported: 2020-03-05, by: bland, certainty: confirmed, {CITED},\n   "
)


def problems(directory: Path, events: str, head: str = "") -> list[Problem]:
    """What is said of events, and of more lines of the head, in the case of the pages about errors."""
    for name, file in BASE.items():
        (directory / name).write_text(file.content + (head if name == "case.yaml" else ""), "utf-8")
    (directory / "events.yaml").write_text(events, "utf-8")
    return [one for one in load_case(directory).problems if one.severity != "note"]


def rows() -> dict[str, list[dict[str, Any]]]:
    return cast("dict[str, list[dict[str, Any]]]", yaml.safe_load(LIST.read_text("utf-8")))


def test_each_word_of_the_list_has_a_reason_and_what_to_write() -> None:
    """And stands there once, in lower case, so that it is found."""
    found = rows()

    assert set(found) == set(CODES)
    for group in found.values():
        assert all(set(row) == {"word", "neutral", "reason"} for row in group)
        assert all(row["word"] == plain(row["word"]) for row in group)
        assert len({row["word"] for row in group}) == len(group)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_list_names_nobody(path: Path) -> None:
    """Words for the places and persons of a case are for its own lexicon, so that the list favours no side."""
    case = cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))
    said = " ".join(str(value) for group in rows().values() for row in group for value in row.values())

    assert {*forbidden(case).findall(said)} <= {"government"}  # a party's id in one case, and any party's word


@pytest.mark.parametrize(
    ("events", "head", "found"),
    [
        pytest.param(ACTED + "act: a tender in response to a vote}", "", [("T402", "in response to")], id="cause"),
        pytest.param(ACTED + "act: a tender, note: In\n    Response  to a vote}", "", ["T402"], id="cause over lines"),
        pytest.param(ACTED + "act: a tender, stated_reason: {speaker: bland, reason: In response to it.}}", "", [],
                     id="stated reason"),
        pytest.param(ACTED + "act: a tender, note: The mark stalled.}", "", [("T403", "stalled")], id="drama"),
        pytest.param(ACTED + "act: a tender, note: Uninstalled.}", "", [], id="part of a word"),
        pytest.param(ACTED + "act: a walkout}", "", [], id="judging, not taken up"),
        pytest.param(ACTED + "act: a walkout}", "lexicons: [english-1]\n", [("T401", "walkout")], id="taken up"),
        pytest.param(ACTED + "act: a tender, note: Caused by a vote.}", "", [("T402", "Caused by")], id="capital"),
        pytest.param(ACTED + "act: the test regime}",
                     "lexicons: [english-1]\n", [("T401", "regime")], id="a word of art, not allowed"),
        pytest.param(ACTED + "act: a historic tender, title: A tender}", "", [], id="colour, not in a title"),
        pytest.param(ACTED + "act: a tender, title: A historic tender}", "", [("T404", "historic")], id="colour"),
        pytest.param(ACTED + f"act: a tender, title: {'word ' * 24}end}}", "", ["T404"], id="long title"),
        pytest.param(ACTED + f"act: a tender, title: {'word ' * 23}end}}", "", [], id="title as long as may be"),
        pytest.param(ACTED + "act: a tender, title: 'Bland on \"historic\" days', speaker: arden}", "", [],
                     id="colour of somebody"),
        pytest.param(ACTED + "act: a tender, note: 'A \"first\" one.'}", "", [("T406", '"first"')], id="nobody's"),
        pytest.param(ACTED + "act: a tender, note: 'A «first» one.'}", "", [("T406", "«first»")], id="other marks"),
        pytest.param(ACTED + "act: a tender, note: 'A 5\" pipe and a 6\" pipe.'}", "", [], id="inches"),
        pytest.param(ACTED + "act: a tender, note: 'From \"26\" on.'}", "", [("T406", '"26"')], id="a quoted number"),
        pytest.param(ACTED + "act: a tender, note: Ein „erstes“ Mal.}", "", [("T406", "„erstes“")], id="German marks"),
        pytest.param(ACTED + "act: a tender, note: Ein »erstes« Mal.}", "", [("T406", "»erstes«")], id="marks turned"),
        pytest.param(ACTED + "act: a tender, note: 'ארה\"ב ומו\"מ בין צה\"ל'}", "", [], id="Hebrew abbreviations"),
        pytest.param(ACTED + "act: a tender, note: 'מו\"מ: \"כן, ארה\"ב\".'}", "", [("T406", '"כן, ארה"ב"')],
                     id="a quotation with one in it"),
        pytest.param(ACTED + "act: a so\u2011called tender}", "lexicons: [english-1]\n", [("T401", "so\u2011called")],
                     id="another hyphen"),
        pytest.param(STATED + "states: 'A \"first\" one.'}", "", [], id="of who states it"),
        pytest.param(ACTED.replace("attribution: reporter", "attribution: document", 1)
                     + "act: a tender, note: 'A \"first\" one.'}", "", [], id="of a document"),
        pytest.param(STATED + f"states: '\"{'one ' * 25}\"'}}", "", [], id="quotation as long as may be"),
        pytest.param(STATED + f"states: '\"{'one ' * 26}\"'}}", "", ["T405"], id="a word too long"),
        pytest.param(STATED + f"states: '\"{'a' * 301}\"'}}", "", ["T405"], id="a letter too long"),
    ],
)  # fmt: skip
def test_prose(tmp_path: Path, events: str, head: str, found: list[Any]) -> None:
    """Each slip alone gives its problem alone, at its words."""
    told = problems(tmp_path, events + "\n", head)

    assert [one.code for one in told] == [one if isinstance(one, str) else one[0] for one in found]
    for problem, one in zip(told, found, strict=True):
        if not isinstance(one, str):
            lines = (tmp_path / "events.yaml").read_text("utf-8").splitlines()
            assert lines[problem.start.line - 1][problem.start.column - 1 : problem.end.column - 1] == one[1]


@pytest.mark.parametrize(
    ("name", "part", "codes"),
    [("آنا", "غزة", []), ("آنا", "انا", ["T407"]), ("Ána Łuk", "ana-łuk", ["T407"]), ("---", "غزة", [])],
)
def test_a_person_is_known_in_any_script(tmp_path: Path, name: str, part: str, codes: list[str]) -> None:
    """And a place is no person because neither is written in Latin letters."""
    counted = ACTED.replace("acted", "performed") + f"subject: trucks/1, quantity: 1, breakdown: {{{part}: 1}}}}\n"
    problems(tmp_path, counted.replace("by: bland", "by: aland"))
    head = BASE["case.yaml"].content
    (tmp_path / "case.yaml").write_text(re.sub(r"(id: arden, name: )[^,]*", rf"\g<1>{name!r}", head), "utf-8")

    assert [one.code for one in load_case(tmp_path).problems if one.severity != "note"] == codes


def test_a_case_allows_a_word_that_means_something_else_in_it(tmp_path: Path) -> None:
    """With its reason; a cause is allowed to nobody."""
    allowed = "".join(f"  - {{word: {word}, allowed: The name of a treaty.}}\n" for word in ("regime", "caused by"))
    base = BASE["case.yaml"].content
    lexicon = re.sub(r"^lexicon:.*\n", f"lexicon:\n{allowed}lexicons: [english-1]\n", base, flags=re.MULTILINE)
    problems(tmp_path, ACTED + "act: the regime of the air caused by a vote}\n")
    (tmp_path / "case.yaml").write_text(lexicon, "utf-8")

    told = [one for one in load_case(tmp_path).problems if one.severity != "note"]

    assert [one.code for one in told] == ["T402"]


def test_a_cause_is_one_whatever_the_lexicon_calls_it(tmp_path: Path) -> None:
    """That a case lists the phrase itself does not make it a word like others."""
    base = BASE["case.yaml"].content
    problems(tmp_path, ACTED + "act: a tender caused by a vote}\n")
    own = re.sub(r"^lexicon:.*$", "lexicon: [{word: caused by, neutral: after}]", base, flags=re.MULTILINE)
    (tmp_path / "case.yaml").write_text(own, "utf-8")

    assert [one.code for one in load_case(tmp_path).problems if one.severity != "note"] == ["T402"]


def test_nobody_speaks_in_the_head(tmp_path: Path) -> None:
    """Quotation marks change nothing there: a loaded word is the curators' own."""
    told = problems(
        tmp_path, "[]\n", "excluded: [{row: r1, reason: 'The \"so-called\" list.'}]\nlexicons: [english-1]\n"
    )

    assert [one.code for one in told] == ["T401"]


def test_a_list_that_there_is_not_is_told(tmp_path: Path) -> None:
    told = problems(tmp_path, "[]\n", "lexicons: [english-9]\n")

    assert [one.code for one in told] == ["T105"]


def test_the_groups_that_are_always_looked_for_judge_no_common_word() -> None:
    """What every case is held to is short and plain: words of more than one meaning are for lists that are taken up."""
    common = {"because", "after", "only", "key", "major", "breakdown", "milestone", "regime"}

    assert common.isdisjoint({*shipped(LATEST, "causes"), *shipped(LATEST, "drama"), *shipped(LATEST, "colouring")})

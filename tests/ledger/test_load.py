"""Loading a case: all problems at once, the same ones whatever the disk, and none for odd but honest files."""

import random
import shutil
from pathlib import Path

import pytest

from negotiation.ledger.ledger import problem_at, related_at
from negotiation.ledger.load import NotACaseError, load_case
from negotiation.ledger.problems import Problem
from negotiation.ledger.spans import Place
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"

HEAD = """\
title: Nothing yet
tz: UTC
coverage: {start: 2020-01-01, end: 2020-12-31}
release_day: 2021-01-01
selection: {commitment: A stated promise., sources: [the register]}
"""


def case(directory: Path, **files: str) -> Path:
    for name, content in files.items():
        (directory / f"{name}.yaml").write_text(content, "utf-8")
    return directory


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_an_empty_case_is_a_case(tmp_path: Path) -> None:
    ledger = load_case(case(tmp_path, case=HEAD, sources="", march="# to be written\n"))

    assert ledger.problems == ()
    assert ledger.complete
    assert ledger.case is not None
    assert (ledger.case.id, ledger.case.events, ledger.files) == (tmp_path.name, (), 3)


def test_a_missing_directory_and_one_without_a_case_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotACaseError, match="there is no directory 'nowhere'"):
        load_case(tmp_path / "nowhere", here=tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotACaseError, match=r"'empty' holds no case: it has no case\.yaml"):
        load_case(tmp_path / "empty", here=tmp_path)


def test_files_are_named_from_where_one_stands(tmp_path: Path) -> None:
    directory = tmp_path / "events" / "small"
    directory.mkdir(parents=True)
    case(directory, case=HEAD + "titel: x\n")

    assert load_case(directory, here=tmp_path).problems[0].file == "events/small/case.yaml"
    assert load_case(directory, here=tmp_path / "elsewhere").problems[0].file == (directory / "case.yaml").as_posix()


def test_an_unreadable_head_leaves_the_rest_to_be_read_and_says_so(tmp_path: Path) -> None:
    ledger = load_case(case(tmp_path, case="title: [\n", march="- {id: x, kind: nothing}\n"), here=tmp_path)

    assert ledger.case is None
    assert [str(problem) for problem in ledger.problems] == [
        "case.yaml:1:8: T006 this '[' is never closed",
        "march.yaml:1:17: T104 unknown event kind 'nothing'",
    ]
    assert ledger.skipped == ("references and replay skipped: case.yaml could not be read",)


def test_what_was_refused_is_known_to_those_who_mention_it(tmp_path: Path) -> None:
    """One slip is told once, and not again by each record that refers to the one refused."""
    directory = tmp_path / "small"
    shutil.copytree(SMALL, directory)
    path = directory / "2020" / "promises.yaml"
    path.write_text(path.read_text("utf-8").replace("obligation: deliver", "obligation: delivr"), "utf-8")

    ledger = load_case(directory)

    assert codes(ledger.problems) == ["T105"]
    assert ledger.skipped == ("replay skipped: 1 record could not be read",)
    path.write_text("- {id: [", "utf-8")
    assert "T006" in codes(load_case(directory).problems)


def test_every_problem_of_every_file_comes_in_one_run(tmp_path: Path) -> None:
    ledger = load_case(
        case(tmp_path, case=HEAD, a="- {id: A, kind: met}\n- foo\n", b="- {kind: stated}\n- {id: x, kind: sayed}\n"),
        here=tmp_path,
    )

    assert [(p.file, p.start.line, p.code) for p in ledger.problems] == [
        ("a.yaml", 1, "T104"),
        ("a.yaml", 2, "T100"),
        ("b.yaml", 1, "T102"),
        ("b.yaml", 2, "T104"),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_where_records_stand_changes_nothing_but_where_they_stand(tmp_path: Path, seed: int) -> None:
    """The records of the small case, dealt out to other files in another order."""
    chance = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    records = [record for name in ("promises", "acts") for record in _records(SMALL / "2020" / f"{name}.yaml")]
    chance.shuffle(records)
    for name in ("case.yaml", "sources.yaml"):
        shutil.copy(SMALL / name, tmp_path / name)
    for number in range(3):
        (tmp_path / f"{chance.random()}.yaml").write_text("".join(records[number::3]), "utf-8")

    ledger, plain = load_case(tmp_path), load_case(SMALL)

    assert ledger.problems == plain.problems
    assert ledger.case is not None
    assert plain.case is not None
    assert ledger.case.events == plain.case.events
    assert ledger.case.assertions == plain.case.assertions


def test_the_register_of_sources_may_have_several_files(tmp_path: Path) -> None:
    """So that a source is added without a change to a file that is there."""
    directory = tmp_path / "small"
    shutil.copytree(SMALL, directory)
    text = (directory / "sources.yaml").read_text("utf-8")
    cut = text.index("\n- ", text.index("\n- ") + 1) + 1
    (directory / "sources").mkdir()
    (directory / "sources.yaml").write_text(text[:cut], "utf-8")
    (directory / "sources" / "later.yaml").write_text(text[cut:], "utf-8")

    ledger, plain = load_case(directory), load_case(SMALL)

    assert codes(ledger.problems) == codes(plain.problems)
    assert ledger.case is not None
    assert plain.case is not None
    assert {one.id: one for one in ledger.case.sources} == {one.id: one for one in plain.case.sources}


def _records(path: Path) -> list[str]:
    """The text of each record of a file."""
    text = path.read_text("utf-8")
    starts = [
        index for index in range(len(text)) if text.startswith("- ", index) and text[index - 1 : index] in {"", "\n"}
    ]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_origins_say_where_records_are() -> None:
    ledger = load_case(SMALL, here=SMALL)
    origin = ledger.origin("patrol-seen")

    assert origin is not None
    assert str(origin) == "2020/acts.yaml:7"
    assert ledger.span(origin).start == Place(7, 8)
    assert ledger.span(origin, ("bears_on", 0, "within", "by_reading", "aland")).start == Place(8, 82)
    assert [str(it) for it in ledger.assertion_origins] == ["2020/acts.yaml:19"]
    assert ledger.origin("nothing") is None


def test_a_complaint_of_the_model_becomes_a_problem_at_its_place() -> None:
    ledger = load_case(SMALL, here=SMALL)
    related = related_at(ledger, "trucks-promised", ("total",), "promised here")

    problem = problem_at(ledger, "first-trucks", ("quantity",), "T201", "off by 1", related=[related], delta=-1)

    assert str(problem) == "2020/acts.yaml:2:14: T201 off by 1"
    assert (problem.ids, related.ids, related.span.start) == (("first-trucks",), ("trucks-promised",), Place(17, 10))
    assert (problem.severity, problem.phase, problem.delta) == ("error", "invariant", -1)
    of_an_assertion = problem_at(ledger, ledger.assertion_origins[0], ("expect", "performed"), "T202", "no")
    assert str(of_an_assertion) == "2020/acts.yaml:19:68: T202 no"


def test_a_case_can_be_the_directory_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case(tmp_path, case=HEAD))

    assert load_case(Path(), here=Path()).problems == ()


def test_files_that_are_no_records_are_left_alone(tmp_path: Path) -> None:
    case(tmp_path, case=HEAD)
    (tmp_path / "notes.txt").write_text("- {", "utf-8")
    (tmp_path / ".hidden.yaml").write_text("- {", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("- {", "utf-8")

    assert load_case(tmp_path).problems == ()


def test_a_file_whose_name_ends_otherwise_is_not_passed_over(tmp_path: Path) -> None:
    case(tmp_path, case=HEAD)
    (tmp_path / "march.yml").write_text("- {id: x}\n", "utf-8")

    assert codes(load_case(tmp_path).problems) == ["T100"]


LOADED = "lexicon:\n  - {word: terrorist}\n  - {word: failed to}\n  - {word: so-called}\n  - {word: it's clear}\n"
NOTED = (
    "- {{id: x{}, kind: stated, on: 2020-02-01, reported: 2020-02-01, by: bland, states: Yes, certainty: claimed,\n   "
)


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("note: A TERRORIST spoke", 1),
        ("note: It failed\n     to come", 1),
        ('note: "ter\\x72orist"', 1),
        ('note: "terr\\\n     orist"', 1),
        ("note: 'it''s clear'", 1),
        ("note: the terror\u0131\u017ft", 1),
        ("note: counterterrorist", 0),
        ("note: 'a \"terrorist\" act'", 0),
        ("note: it failed", 0),
        ("note: quiet # a terrorist", 0),
    ],
)
def test_loaded_words_are_found_however_they_are_written(tmp_path: Path, note: str, found: int) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    sources = "sources: [{source: agency, attribution: reporter}, {source: gazette, attribution: document}]"
    head = tmp_path / "small" / "case.yaml"
    head.write_text(head.read_text("utf-8").replace("lexicon:\n", LOADED), "utf-8")
    (tmp_path / "small" / "more.yaml").write_text(NOTED.format("-more") + f"{sources},\n   {note}\n   }}\n", "utf-8")

    assert codes(load_case(tmp_path / "small").problems) == ["T401"] * found


def test_a_texts_places_outlive_the_documents_at_hand(tmp_path: Path) -> None:
    """More files than are kept at hand: their places are found by reading them again."""
    shutil.copytree(SMALL, tmp_path / "small")
    case(tmp_path / "small", **{f"empty-{number:02}": "" for number in range(20)})
    ledger = load_case(tmp_path / "small", here=tmp_path / "small")
    origin = ledger.origin("patrol-seen")

    assert origin is not None
    assert ledger.span(origin, ("by",)).start == Place(7, 76)
    assert ledger.texts.lines(origin.file)[6][75:80] == "bland"


def test_a_file_that_changed_meanwhile_is_not_shown_for_what_was_read(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    case(tmp_path / "small", **{f"empty-{number:02}": "" for number in range(20)})
    ledger = load_case(tmp_path / "small", here=tmp_path / "small")
    origin = ledger.origin("patrol-seen")
    assert origin is not None
    path = tmp_path / "small" / origin.file
    path.write_text("# another line\n" + path.read_text("utf-8"), "utf-8")

    assert ledger.texts.lines(origin.file) == ()
    assert ledger.span(origin, ("by",)).start == Place(7, 1)
    assert ledger.span(origin).start == Place(7, 8)

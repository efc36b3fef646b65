"""What became of the seeds' claims, and whether a copy is what was read."""

import shutil
from pathlib import Path

import pytest

from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.seeds import coverage, digests, normalised, verify
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
ARTICLE = "A bridge\n\nThe sides met   on\tSaturday.\n \nThey spoke of trucks.\n"
NOTE = """\
- {id: note, kind: stated, on: 2020-02-01, reported: 2020-02-01, by: aland, states: All is well., certainty: reported,
   sources: [{source: S1, paragraph: P2, attribution: reporter}, {source: agency}]}
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A case with a seed, the seed's record, and a directory of documents."""
    shutil.copytree(SMALL, tmp_path / "case")
    (tmp_path / "case" / "note.yaml").write_text(NOTE, "utf-8")
    head = tmp_path / "case" / "case.yaml"
    head.write_text(f"{head.read_text('utf-8')}seeds: [S1]\n", "utf-8")
    whole, paragraphs = digests(ARTICLE)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "S1.yaml").write_text(
        "id: S1\npublisher: The Daily\ntitle: null\ndate: 2020-02-01\nbyline: null\norigin: daily\n"
        f"normalisation: nfc-spaces-1\nsha256: {whole}\nparagraphs:\n"
        + "".join(f"  {name}: {value}\n" for name, value in paragraphs.items())
        + "claims:\n  - {id: S1-P2, attribution: reporter, says: They met., events: [talks-opened]}\n"
        "  - {id: S1-P1, attribution: caption, says: A bridge., reason: caption}\n",
        "utf-8",
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("Something else.\n", "utf-8")
    (tmp_path / "documents" / "b.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def loaded(directory: Path) -> Ledger:
    return load_case(directory / "case", directory / "seeds", here=directory)


def test_paragraphs_are_lines_that_are_not_empty() -> None:
    assert normalised(ARTICLE) == ("A bridge", "The sides met on Saturday.", "They spoke of trucks.")
    assert normalised("e\N{COMBINING ACUTE ACCENT}\r\n") == ("é",)


def test_a_copy_may_differ_in_blanks_and_composition(directory: Path) -> None:
    (directory / "documents" / "b.txt").write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n\r\n").encode())

    verification = verify(loaded(directory), directory / "documents", here=directory)

    assert verification.passed
    assert verification.documents == {"S1": "documents/b.txt"}
    assert (verification.paragraphs, verification.citations) == (3, 1)


def test_a_changed_character_is_told_with_the_paragraph_and_who_cites_it(directory: Path) -> None:
    (directory / "documents" / "b.txt").write_text(ARTICLE.replace("Saturday", "Saturdax"), "utf-8")

    (problem,) = verify(loaded(directory), directory / "documents", here=directory).problems

    assert problem.code == "T311"
    assert problem.message == "paragraph P2 of seed 'S1' is not what was cited, in 'documents/b.txt'"
    assert (problem.file, problem.start.line) == ("seeds/S1.yaml", 11)
    assert problem.notes == (("cited at", "case/note.yaml:1"),)


def test_a_paragraph_too_many_is_told(directory: Path) -> None:
    (directory / "documents" / "b.txt").write_text(ARTICLE + "More.\n", "utf-8")

    (problem,) = verify(loaded(directory), directory / "documents", here=directory).problems

    assert problem.message == "'documents/b.txt' has paragraphs that the record of seed 'S1' does not have"


def test_a_paragraph_that_moved_is_told_as_moved(directory: Path) -> None:
    (directory / "documents" / "b.txt").write_text("New.\n" + ARTICLE, "utf-8")

    problems = verify(loaded(directory), directory / "documents", here=directory).problems

    assert [problem.label for problem in problems] == [f"its text is P{n} there" for n in (2, 3, 4)]


def test_a_seed_without_its_document_is_told(directory: Path) -> None:
    (directory / "documents" / "b.txt").unlink()

    verification = verify(loaded(directory), directory / "documents", here=directory)

    assert [problem.code for problem in verification.problems] == ["T312"]
    assert verification.paragraphs == 0
    with pytest.raises(NotADirectoryError):
        verify(loaded(directory), directory / "nowhere")


def test_claims_are_counted_by_where_they_lead(directory: Path) -> None:
    found = coverage(loaded(directory))

    assert str(found) == "2 of 2 seed claims accounted for"
    assert (found.by_seed, found.reasons) == ({"S1": (2, 2)}, {"caption": 1})


def test_a_claim_that_leads_nowhere_is_not_accounted_for(directory: Path) -> None:
    path = directory / "seeds" / "S1.yaml"
    path.write_text(path.read_text("utf-8").replace("[talks-opened]", "[talks-opend]"), "utf-8")
    ledger = loaded(directory)

    assert str(coverage(ledger)) == "1 of 2 seed claims accounted for"
    assert [problem.code for problem in ledger.problems if problem.severity == "error"] == ["T111"]


def test_a_paragraph_that_the_record_does_not_have_cannot_be_cited(directory: Path) -> None:
    (directory / "case" / "note.yaml").write_text(NOTE.replace("P2", "P9"), "utf-8")

    (problem,) = (it for it in loaded(directory).problems if it.severity == "error")

    assert (problem.code, problem.label) == ("T116", "it has P1 to P3")

"""A slip in the shipped case gives one error, of the right code, at the right text (`ux.md` e.13 no. 2)."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from negotiation.cli.cases import replayed
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from tests.ledger.mutations import Slip
from tests.ledger.shipped_slips import ANSWERS, FORM, READ, REFERENCES, STYLE
from tests.source import ROOT

SHIPPED = ROOT / "events" / "talks-2013-14"
AT_ONCE = (*READ, *FORM, *REFERENCES, *STYLE)


def worse_than_a_note(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.severity != "note"]


def under_the_caret(ledger: Ledger, problem: Problem) -> str:
    """The text of the problem's span."""
    text = ledger.texts.text(problem.file)
    assert text is not None
    start, end = (text.offset(place.line) + place.column - 1 for place in (problem.start, problem.end))
    return text.content[start:end]


@pytest.fixture(name="copy", scope="module")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case, for each test to spoil and mend."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    return Path(shutil.copytree(SHIPPED, root / "events" / SHIPPED.name))


def loaded(case: Path) -> Ledger:
    return load_case(case, case.parent.parent / "seeds", here=case)


@contextmanager
def spoilt(case: Path, slip: Slip) -> Generator[Ledger]:
    """The case with the slip in it, while it is."""
    path = case / slip.file
    good = path.read_bytes()
    text = good.decode()
    assert slip.right in text, f"{slip.right} does not stand in {slip.file}"
    path.write_bytes(text.replace(slip.right, slip.wrong, 1).encode())
    try:
        yield loaded(case)
    finally:
        path.write_bytes(good)


def test_the_slips_are_many_and_each_another() -> None:
    slips = [*AT_ONCE, *ANSWERS]
    assert len({slip.name for slip in slips}) == len({(s.file, s.right, s.wrong) for s in slips}) == len(slips) >= 30


@pytest.mark.parametrize("slip", AT_ONCE, ids=lambda slip: slip.name)
def test_a_slip_is_told_once_and_where_it_is(slip: Slip, copy: Path) -> None:
    """And whatever refers to what the slip spoils is passed over in silence."""
    with spoilt(copy, slip) as ledger:
        found = worse_than_a_note(ledger.problems)
        assert [problem.code for problem in found] == [slip.code], [str(problem) for problem in found]
        assert under_the_caret(ledger, found[0]) == slip.at
        assert found[0].severity == "error"
        if ledger.case is not None:
            assert any(said.startswith("replay skipped") for said in ledger.skipped)


@pytest.mark.parametrize("slip", ANSWERS, ids=lambda slip: slip.name)
def test_a_slip_that_the_replay_finds_is_told_once(slip: Slip, copy: Path) -> None:
    with spoilt(copy, slip) as ledger:
        assert ledger.case is not None
        assert worse_than_a_note(ledger.problems) == []
        found = worse_than_a_note(replayed(ledger, ledger.case)[1])

        assert [problem.code for problem in found] == [slip.code], [str(problem) for problem in found]
        assert under_the_caret(ledger, found[0]) == slip.at


def test_without_a_slip_there_is_nothing_to_tell(copy: Path) -> None:
    assert worse_than_a_note(loaded(copy).problems) == []


CJK = "# \u5b57\u5178 \u6f22\u5b57 \U0001f600 e\u0301\n"
"""A line of wide and joined characters, which nobody reads as data."""

VARIANTS = {
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cjk": lambda text: (CJK + text + CJK).encode(),
    "all of them": lambda text: b"\xef\xbb\xbf" + (CJK + text).replace("\n", "\r\n").encode(),
}


@pytest.fixture(name="variant", scope="module", params=VARIANTS)
def _variant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case as another editor would have saved it."""
    root = tmp_path_factory.mktemp("variant")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    case = Path(shutil.copytree(SHIPPED, root / "events" / SHIPPED.name))
    for path in root.rglob("*.yaml"):
        path.write_bytes(VARIANTS[str(request.param)](path.read_text("utf-8")))
    return case


def test_the_case_is_the_same_however_it_was_saved(variant: Path) -> None:
    """The same records, and so the same answers; the same notes, and nothing worse."""
    ledger, plain = loaded(variant), loaded(SHIPPED)

    assert ledger.case == plain.case
    assert [(p.code, p.message) for p in ledger.problems] == [(p.code, p.message) for p in plain.problems]
    assert worse_than_a_note(ledger.problems) == []


@pytest.mark.parametrize("slip", [READ[0], FORM[0], REFERENCES[0], REFERENCES[8]], ids=lambda slip: slip.name)
def test_a_slip_is_found_in_the_same_column_however_it_was_saved(slip: Slip, variant: Path) -> None:
    crlf = b"\r\n" in (variant / slip.file).read_bytes()
    ends = "\r\n" if crlf else "\n"
    as_saved = Slip(
        slip.name, slip.file, slip.right.replace("\n", ends), slip.wrong.replace("\n", ends), slip.code, slip.at
    )

    with spoilt(variant, as_saved) as ledger:
        found = worse_than_a_note(ledger.problems)
        assert [problem.code for problem in found] == [slip.code], [str(problem) for problem in found]
        assert under_the_caret(ledger, found[0]) == slip.at

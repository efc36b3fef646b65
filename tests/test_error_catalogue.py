r"""Every code has a page, and every page is true: its bad example prints what the page shows, its good one nothing.

A page's files stand beside those of `docs/errors/README.md`, or in their place. A file's
fence may say how it is written: `escaped` (\t and \uXXXX stand for characters), `latin-1`,
or `link` (the block is what the link leads to).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from negotiation.domain.intervals import Table
from negotiation.ledger.check import check
from negotiation.ledger.codes import CODES
from negotiation.ledger.load import NotACaseError, load_case
from negotiation.ledger.problems import Problem
from negotiation.ledger.seeds import verify
from negotiation.views.problems import problems_text
from tests.source import ROOT

PAGES = ROOT / "docs" / "errors"
FENCE = re.compile(r"^```(?:yaml|text) (\S+)(?: (escaped|latin-1|link))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"(## What is printed\n\n```text\n)(.*?)(```\n)", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CASES = sorted(code for code in CODES if not code.startswith("T9"))


@dataclass(frozen=True, slots=True)
class File:
    """A file of an example."""

    content: str
    how: str = ""


def files_in(markdown: str) -> dict[str, File]:
    return {name: File(content, how) for name, how, content in FENCE.findall(markdown)}


BASE = files_in((PAGES / "README.md").read_text("utf-8"))


def written(directory: Path, files: Mapping[str, File]) -> Path:
    for name, file in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.how == "link":
            path.symlink_to(file.content.strip())
        else:
            path.write_bytes(_bytes(file))
    return directory


def _bytes(file: File) -> bytes:
    if file.how == "latin-1":
        return file.content.encode("latin-1")
    if file.how == "escaped":
        content = file.content.replace("\\t", "\t")
        return re.sub(r"\\u([0-9a-f]{4})", lambda it: chr(int(it[1], 16)), content).encode()
    return file.content.encode()


def printed(directory: Path) -> tuple[tuple[Problem, ...], str]:
    """All problems of an example, and how they are shown."""
    seeds, documents = directory / "seeds", directory / "documents"
    seeds.rename(directory.parent / "seeds") if seeds.is_dir() else None
    ledger = load_case(directory, directory.parent / "seeds", here=directory.parent)
    problems = ledger.problems
    if ledger.case is not None and ledger.complete:
        problems += check(ledger, Table(ledger.case, date.max.toordinal()))
    if documents.is_dir():
        problems += verify(ledger, documents, here=directory).problems
    shown = problems_text(problems, ledger.texts.lines, notes=True)
    return problems, shown.replace(f"{directory.name}/", "")


def page(code: str) -> str:
    return (PAGES / f"{code}.md").read_text("utf-8")


def part(code: str, title: str) -> dict[str, File]:
    return files_in(page(code).partition(f"## {title}\n")[2].partition("\n## ")[0])


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("T*.md")} == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_begins_with_what_the_table_says(code: str) -> None:
    known = CODES[code]
    head = f"# {code} {known.name}\n\n*{known.severity.capitalize()}, {known.phase}.* {known.meaning}\n"
    assert page(code).startswith(head)


@pytest.mark.parametrize("code", CASES)
def test_the_bad_example_has_this_problem_alone(code: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    files = part(code, "Not so")
    assert files, f"the page of {code} has no bad example"

    problems, shown = printed(written(tmp_path / "case", {**BASE, **files}))

    if pytestconfig.getoption("--rewrite-golden"):
        (PAGES / f"{code}.md").write_text(PRINTED.sub(lambda it: it[1] + shown.rstrip("\n") + "\n" + it[3], page(code)))
    assert {problem.code for problem in problems} == {code}
    found = PRINTED.search(page(code))
    assert found
    assert found[2] == shown.rstrip("\n") + "\n"


@pytest.mark.parametrize("code", CASES)
def test_the_good_example_has_no_problem(code: str, tmp_path: Path) -> None:
    files = part(code, "But so")
    assert files, f"the page of {code} has no good example"

    problems, shown = printed(written(tmp_path / "case", {**BASE, **files}))

    assert problems == (), shown


@pytest.mark.parametrize("code", ["T901", "T902"])
def test_usage_is_refused_in_words(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    found = re.search(r"negotiation check (\S+)", page(code))
    assert found

    with pytest.raises(NotACaseError) as refused:
        load_case(Path(found[1]))

    if pytestconfig.getoption("--rewrite-golden"):
        (PAGES / f"{code}.md").write_text(PRINTED.sub(lambda it: f"{it[1]}{refused.value}\n{it[3]}", page(code)))
    assert refused.value.code == code
    assert f"```text\n{refused.value}\n```" in page(code)


def test_no_page_leads_out_of_its_directory() -> None:
    """An installed package has the pages, and not what lies around them in the repository."""
    inside = {path.name for path in PAGES.glob("*.md")}
    links = [(path.name, link) for path in PAGES.glob("T*.md") for link in LINK.findall(path.read_text("utf-8"))]

    assert [(name, link) for name, link in links if link.partition("#")[0] not in {*inside, ""}] == []

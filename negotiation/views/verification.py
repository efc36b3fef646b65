"""What came of comparing the records of the seeds with documents."""

from collections.abc import Iterator

from negotiation.domain.case import Case
from negotiation.ledger.coverage import Verification
from negotiation.views.header import Asked
from negotiation.views.pages import Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.problem_json import as_json
from negotiation.views.problems import tally
from negotiation.views.rows import Record
from negotiation.views.view import View


def verification_view(asked: Asked, case: Case, done: Verification, directory: str) -> View:
    """The sentence that all is as cited, or each difference; as data, a row for each of them or for a sound seed."""
    return View(
        page=lambda: _page(case, done, directory),
        body=lambda: {
            "schema": "negotiation/verification/1",
            "tool": asked.tool,
            "case": asked.case.id,
            "data_rev": asked.revision,
            "complete": asked.complete,
            "directory": directory,
            "passed": done.passed,
            "paragraphs": done.paragraphs,
            "citations": done.citations,
            "documents": [{"seed": seed, "file": file} for seed, file in done.documents.items()],
            "problems": [as_json(problem) for problem in done.problems],
        },
        rows=lambda: _rows(case, done),
        facts=lambda: _rows(case, done),
    )


def _rows(case: Case, done: Verification) -> Iterator[Record]:
    """Each seed with what differs of it, a row for each difference."""
    for seed in case.seeds:
        one = {"seed": seed.id, "document": done.documents.get(str(seed.id))}
        mine = [problem for problem in done.problems if seed.id in problem.ids]
        for p in mine:
            yield {**one, "code": p.code, "message": p.message, "file": p.file, "line": p.start.line}
        if not mine:
            yield {**one, "code": None, "message": "as cited", "file": None, "line": None}


def _page(case: Case, done: Verification, directory: str) -> Page:
    if done.passed:
        return (lines(verified(done, directory)),)
    rows = [(one["seed"], one["document"] or "none", one["code"] or "-", one["message"]) for one in _rows(case, done)]
    said = f"the documents in {directory} are not those that were cited: {tally(done.problems)}"
    return (lines(said), grid(("SEED", "DOCUMENT", "CODE", "WHAT"), rows))


def verified(done: Verification, directory: str) -> str:
    """What was compared, where nothing differs."""
    taken = ", ".join(f"{seed} in {file}" for seed, file in done.documents.items())
    compared = f"{counted(done.paragraphs, 'paragraph')} and {counted(done.citations, 'citation')}"
    return f"verified {compared} against {directory}: all as cited ({taken})"

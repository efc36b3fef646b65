"""What the replay has to say against a case follows from its files alone, so it is worked out once and kept."""

import json
from typing import Any, cast

from negotiation.cache.noting import remembered
from negotiation.domain.intervals import Table
from negotiation.ledger.check import check
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem, Related
from negotiation.ledger.spans import Place, Span


def verdict(ledger: Ledger, table: Table) -> tuple[Problem, ...]:
    """Every problem of the replay of a sound ledger: `check`, or what it said of the same texts before."""

    def words() -> list[str]:
        files = [word for named in ledger.texts.digests.items() for word in named]
        return ["verdict", table.case.id, *files, *sorted(ledger.drafted)]

    return _read(remembered(words, lambda: _written(check(ledger, table))))


def _written(problems: tuple[Problem, ...]) -> str:
    return json.dumps([_plain(one) for one in problems], separators=(",", ":"))


def _plain(problem: Problem) -> list[Any]:
    related = [[one.file, one.span, one.message, one.ids] for one in problem.related]
    about = [problem.code, problem.message, problem.file, problem.span, problem.label]
    return [*about, related, problem.notes, problem.ids, problem.since, problem.delta, problem.help]


def _read(text: str) -> tuple[Problem, ...]:
    return tuple(_problem(one) for one in cast("list[list[Any]]", json.loads(text)))


def _problem(parts: list[Any]) -> Problem:
    code, message, file, span, label, related, notes, ids, since, delta, help_ = parts
    others = tuple(Related(file, _span(span), said, tuple(about)) for file, span, said, about in related)
    pairs = tuple((name, said) for name, said in notes)
    return Problem(code, message, file, _span(span), label, others, pairs, tuple(ids), since, delta, help_)


def _span(places: list[list[int]]) -> Span:
    (line, column), (last, after) = places
    return Span(Place(line, column), Place(last, after))

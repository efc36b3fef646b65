"""Problems as they are shown: to the column, under wide text too, and the same wherever they are printed."""

import json
from collections.abc import Sequence

import pytest

from negotiation.ledger.codes import CODES
from negotiation.ledger.problems import Problem, Related
from negotiation.ledger.spans import Place, Span
from negotiation.views.problems import problems_text, statistics, tally

TRANCHE = ["- id: e29", "  kind: performed", "  subject: trucks/3", "  quantity: 25"]
PROMISE = ["- id: e04", "  total: 104"]
FILES = {
    "2013/december.yaml": TRANCHE,
    "july.yaml": PROMISE,
    "wide.yaml": ["- {id: 漢字, kind: relased}"],
    "tab.yaml": ["\ta: b"],
}


def lines(file: str) -> Sequence[str]:
    return FILES.get(file, [])


def at(line: int, start: int, end: int) -> Span:
    return Span(Place(line, start), Place(line, end))


BROKEN_SUM = Problem(
    code="T201",
    message="performed + outstanding = 103, total 104",
    file="2013/december.yaml",
    span=at(4, 13, 15),
    label="the sum stops holding here",
    related=(Related("july.yaml", at(2, 10, 13), "promised here", ("e04",)),),
    notes=(("sum", "26 (e14) + 26 (e19) + 25 (e29) = 77 performed"), ("held until", "2013-12-30, end of day")),
    ids=("e29", "trucks/3"),
    since="2013-12-31",
    delta=-1,
    help="if one is contested, record it as held",
)
WIDE = Problem("T104", "unknown event kind 'relased'", "wide.yaml", at(1, 18, 25), "did you mean 'released'?")
NOT_ARCHIVED = Problem("T307", "source 'w63' has no archived copy", "sources.yaml", at(1, 8, 11))
WARNED = Problem("T302", "not confirmed", "july.yaml", at(1, 7, 10))


def test_a_problem_in_full_has_both_places_the_sum_and_what_to_do() -> None:
    assert problems_text([BROKEN_SUM], lines) == (
        "error[T201]: performed + outstanding = 103, total 104\n"
        " --> 2013/december.yaml:4:13\n"
        "  |\n"
        "2 |   kind: performed\n"
        "3 |   subject: trucks/3\n"
        "4 |   quantity: 25\n"
        "  |             ^^ the sum stops holding here\n"
        "  |\n"
        " ::: july.yaml:2:10\n"
        "  |\n"
        "2 |   total: 104\n"
        "  |          --- promised here (e04)\n"
        "  |\n"
        "  = sum: 26 (e14) + 26 (e19) + 25 (e29) = 77 performed\n"
        "  = held until: 2013-12-30, end of day\n"
        "  = help: if one is contested, record it as held\n"
        "  = more: negotiation explain T201\n\n"
    )


def test_carets_stand_under_wide_text_where_terminals_show_it() -> None:
    shown = problems_text([WIDE], lines).splitlines()

    assert shown[3] == "1 | - {id: 漢字, kind: relased}"
    assert shown[4] == "  |                    ^^^^^^^ did you mean 'released'?"


def test_a_tab_takes_one_column() -> None:
    shown = problems_text([Problem("T004", "a tab", "tab.yaml", at(1, 1, 2))], lines).splitlines()

    assert shown[3:5] == ["1 |  a: b", "  | ^"]


def test_concise_is_one_line_each() -> None:
    assert problems_text([BROKEN_SUM, WIDE], lines, form="concise").splitlines() == [
        "2013/december.yaml:4:13: T201 performed + outstanding = 103, total 104",
        "wide.yaml:1:18: T104 unknown event kind 'relased' (did you mean 'released'?)",
    ]


def test_github_commands_are_escaped() -> None:
    odd = Problem("T302", "100% sure:\nno, yes", "a,b:c.yaml", at(1, 2, 3))

    assert problems_text([odd], lines, form="github") == (
        "::warning title=T302 not-confirmed,file=a%2Cb%3Ac.yaml,line=1,col=2,endLine=1,endColumn=3"
        "::100%25 sure:%0Ano, yes\n"
    )


def test_json_has_every_part_of_every_problem() -> None:
    first, second = json.loads(problems_text([WIDE, BROKEN_SUM], lines, form="json", limit=1))

    assert first == {
        "code": "T201",
        "name": "invariant",
        "severity": "error",
        "phase": "invariant",
        "message": "performed + outstanding = 103, total 104",
        "file": "2013/december.yaml",
        "start": {"line": 4, "column": 13},
        "end": {"line": 4, "column": 15},
        "label": "the sum stops holding here",
        "related": [
            {
                "file": "july.yaml",
                "start": {"line": 2, "column": 10},
                "end": {"line": 2, "column": 13},
                "message": "promised here",
                "ids": ["e04"],
            }
        ],
        "notes": [
            {"label": "sum", "text": "26 (e14) + 26 (e19) + 25 (e29) = 77 performed"},
            {"label": "held until", "text": "2013-12-30, end of day"},
        ],
        "ids": ["e29", "trucks/3"],
        "since": "2013-12-31",
        "delta": -1,
        "help": "if one is contested, record it as held",
        "url": None,
    }
    assert second.keys() == first.keys()
    assert (second["since"], second["help"], second["related"]) == (None, None, [])


def test_notes_are_only_counted_unless_asked_for() -> None:
    assert problems_text([NOT_ARCHIVED], lines) == "not shown: 1 x T307 note: A source has no archived copy.\n"
    assert "note[T307]: source 'w63'" in problems_text([NOT_ARCHIVED], lines, notes=True)


def test_beyond_the_limit_the_least_severe_are_counted_by_code() -> None:
    shown = problems_text([WARNED, WIDE, BROKEN_SUM, NOT_ARCHIVED], lines, form="concise", limit=2, notes=True)

    assert [line.split()[1] for line in shown.splitlines()[:2]] == ["T201", "T104"]
    assert shown.splitlines()[2:] == [
        f"not shown: 1 x T302 warning: {CODES['T302'].meaning}",
        f"not shown: 1 x T307 note: {CODES['T307'].meaning}",
    ]


def test_the_order_is_that_of_the_files_and_each_is_shown_once() -> None:
    assert problems_text([WIDE, BROKEN_SUM, WIDE], lines) == problems_text([BROKEN_SUM, WIDE], lines)


def test_colour_only_repeats_what_the_words_say() -> None:
    coloured = problems_text([BROKEN_SUM, WARNED], lines, color=True)
    for sequence in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[34m", "\x1b[0m"):
        assert sequence in coloured
        coloured = coloured.replace(sequence, "")

    assert coloured == problems_text([BROKEN_SUM, WARNED], lines)


def test_what_is_ours_is_ascii() -> None:
    assert problems_text([BROKEN_SUM, WARNED, NOT_ARCHIVED], lines, notes=True).isascii()


@pytest.mark.parametrize("number", [0, 9])
def test_a_place_that_the_file_does_not_have_shows_no_line(number: int) -> None:
    shown = problems_text([Problem("T001", "gone", "gone.yaml", at(number, 1, 1))], lines)

    assert shown.splitlines()[1:3] == [f" --> gone.yaml:{number}:1", "  = more: negotiation explain T001"]


def test_tallies() -> None:
    assert tally([WIDE, BROKEN_SUM, WARNED, NOT_ARCHIVED]) == "2 errors, 1 warning, 1 note"
    assert statistics([WIDE, WIDE, WARNED]) == "    2 T104 error   unknown-kind\n    1 T302 warning not-confirmed\n"


def test_what_a_file_says_does_not_move_the_cursor() -> None:
    """A message quotes a value of a file, which may hold anything."""
    odd = Problem("T106", "'\x1b[2J' is not a date", "wide.yaml", at(1, 8, 10), notes=(("sum", "1\r2"),))
    text = problems_text([odd], lines)

    assert "error[T106]: '\\x1b[2J' is not a date\n" in text
    assert not set(text) & set("\r\x1b")

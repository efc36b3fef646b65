"""Pages as text and as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.views.excerpts import cells
from negotiation.views.pages import Grid, Heading, Page, grid, lines
from negotiation.views.rendering import page_markdown, page_text, plain

WORDS = st.text(alphabet="abc -/漢é█", max_size=30)
TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.builds(
        grid,
        st.lists(WORDS, min_size=columns, max_size=columns),
        st.lists(st.lists(WORDS, min_size=columns, max_size=columns), max_size=5),
    )
)
PAGES: st.SearchStrategy[Page] = st.lists(
    st.one_of(TABLES, WORDS.map(Heading), st.lists(WORDS, max_size=4).map(lambda texts: lines(*texts))), max_size=4
).map(tuple)


@given(PAGES)
def test_a_row_is_a_line_in_a_pipe(page: Page) -> None:
    """Nothing is wrapped or cut, however long, and no line ends in blanks."""
    text = page_text(page)

    assert [line for line in text.splitlines() if line != line.rstrip(" ")] == []
    assert len(text.splitlines()) <= sum(_height(block) + 1 for block in page) + 1


def _height(block: object) -> int:
    match block:
        case Grid(rows=rows):
            return len(rows) + 1
        case Heading():
            return 1
        case _:
            return len(getattr(block, "lines", ()))


@given(PAGES, st.sampled_from([60, 80, 200]))
def test_prose_fits_a_terminal(page: Page, width: int) -> None:
    """Lines are wrapped between words; tables as far as their columns have words to give."""
    prose = tuple(block for block in page if not isinstance(block, Grid))

    assert all(cells(line) <= width for line in page_text(prose, width=width).splitlines())


@given(PAGES)
def test_ascii_is_ascii(page: Page) -> None:
    """Every glyph has something that stands for it."""
    assert plain(page_text(page)).isascii()


def test_figures_stand_at_the_right() -> None:
    """Columns begin where their heads do, and figures end where theirs end."""
    table = grid(("ID", "COUNT"), [("a", "1"), ("long-name", "104")], right=("COUNT",), foot=("all", "105"))

    assert page_text((table,)).splitlines() == [
        "ID         COUNT",
        "a              1",
        "long-name    104",
        "----------------",
        "all          105",
    ]


def test_wide_characters_take_two_columns() -> None:
    """A table stays straight behind CJK text."""
    table = grid(("NAME", "X"), [("漢字", "1"), ("ab", "2")])

    assert page_text((table,)).splitlines() == ["NAME  X", "漢字  1", "ab    2"]


@given(PAGES, st.sampled_from([20, 40, 60, 80, 120]))
def test_no_word_is_broken(page: Page, width: int) -> None:
    """Whatever the width, every word of a cell stands whole in a line."""
    shown = page_text(page, width=width)
    words = {word for line in shown.splitlines() for word in line.split()}

    for block in page:
        if isinstance(block, Grid):
            texts = [text for row in block.rows for text in row if text.strip() != "-"]
            assert {word for text in texts for word in text.split()} <= words


def test_a_table_that_is_too_narrow_is_a_list() -> None:
    """The name of each row, and what there is to say of it, with its head; an empty name is that of the row above."""
    table = grid(
        ("ID", "", "STATUS", "TOTAL", "WHAT"),
        [("a-long-identifier", "Tue", "in force", "104", "-"), ("", "Wed", "over and done with", "26", "word")],
        right=("TOTAL",),
    )

    assert page_text((table,), width=30).splitlines() == [
        "a-long-identifier Tue",
        "  STATUS  in force",
        "  TOTAL   104",
        "a-long-identifier Wed",
        "  STATUS  over and done with",
        "  TOTAL   26",
        "  WHAT    word",
    ]


def test_a_slim_column_of_long_text_is_a_list() -> None:
    """A text that would run down the margin is not folded into a column."""
    table = grid(("ID", "PLACE", "TITLE"), [("an-identifier", "x" * 20, "word " * 30)])
    shown = page_text((table,), width=50).splitlines()

    assert shown[:2] == ["an-identifier", f"  PLACE  {'x' * 20}"]
    assert max(map(len, shown)) <= 50


def test_figures_go_on_below() -> None:
    """Columns of figures are never folded: those for which there is no room stand in a table below."""
    days = tuple(f"2014-04-0{n}" for n in range(1, 5))
    table = grid(("", *days), [("released", "1", "2", "3", "4")], right=days, foot=("check", *["holds"] * 4))
    shown = page_text((table,), width=34).splitlines()

    assert shown == [
        "          2014-04-01  2014-04-02",
        "released           1           2",
        "--------------------------------",
        "check          holds       holds",
        "",
        "          2014-04-03  2014-04-04",
        "released           3           4",
        "--------------------------------",
        "check          holds       holds",
    ]


def test_a_table_is_narrowed_to_the_terminal() -> None:
    """The widest columns of words are folded; figures and ids that fit are left alone."""
    table = grid(("ID", "WORDS", "COUNT"), [("a", "word " * 20, "104")], right=("COUNT",))
    shown = page_text((table,), width=40).splitlines()

    assert max(map(len, shown)) <= 40
    assert (shown[1][0], shown[1][-3:]) == ("a", "104")
    assert " ".join(" ".join(line.split()) for line in shown[1:]).count("word") == 20


@pytest.mark.parametrize(
    ("text", "shown"), [("a | b", "a \\| b"), ("<b>", "&lt;b>"), ("*", "\\*"), ("  1", "&nbsp;&nbsp;1")]
)
def test_markdown_shows_what_was_meant(text: str, shown: str) -> None:
    """Nothing in a cell becomes markup."""
    assert f"| {shown} |" in page_markdown((grid(("X",), [(text,)]),))


@pytest.mark.parametrize("odd", ["\n", "\r", "\t", "\x1b[2J", "\x85", "\u2028", "\u202e"])
def test_no_text_writes_over_another(odd: str) -> None:
    """Whoever writes into a file of a case cannot hide what stands beside it, on a terminal or in Markdown."""

    def page(text: str) -> Page:
        return Heading(text), lines(text), grid(("X", text), [(text, "1")], foot=(text, "1"))

    for made in (page_text, page_markdown):
        shown = made(page(f"all{odd}well"))
        assert odd == "\n" or odd not in shown
        assert len(shown.splitlines()) == len(made(page("all well")).splitlines())

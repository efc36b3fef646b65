"""Cases go into shards and rows come out of results, without any cluster: a worker's own work, done here."""

import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import pytest

from negotiation.spark import folding, parquet, results
from negotiation.spark.folding import UNSOUND, attempted, write
from negotiation.spark.packing import pack, shards_for
from negotiation.spark.parquet import Place
from negotiation.spark.results import in_order
from negotiation.spark.shards import Packed, Text, shard, shard_of, unpack
from negotiation.store.archive import Part, Unsound, Wanted, parts_of
from tests.source import ROOT

CASES = ROOT / "tests" / "cases"

needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="not installed: pyarrow")


@pytest.fixture
def run(tmp_path: Path) -> Place:
    """A place for shards and results."""
    place = Place(str(tmp_path / "run"))
    (place / "shards").make()
    (place / "results").make()
    return place


def packed(where: Path) -> list[Text]:
    """The files of a case, read as plainly as can be."""
    found = sorted(where.rglob("*.yaml"), key=lambda path: path.relative_to(where).as_posix())
    return [Text(seed=False, name=path.relative_to(where).as_posix(), content=path.read_bytes()) for path in found]


def wanted(archive: Sequence[Path]) -> list[Wanted]:
    return [Wanted(where, ROOT) for where in archive]


def here(archive: Sequence[Path]) -> list[list[Part]]:
    return [[*parts_of(one)] for one in wanted(archive)]


def back(archive: Sequence[Path], files: Sequence[Place]) -> list[list[Part]]:
    return [[*parts] for parts in in_order(wanted(archive), files)]


def test_the_shard_of_a_case_never_changes() -> None:
    """A number of today is the number of tomorrow, on any machine: workers and whoever asks agree on it."""
    assert [shard_of(case, 1000) for case in ("small", "talks-2013-14", "Åland")] == [667, 610, 373]


def test_shards_are_even() -> None:
    """A thousand cases with names alike fill ten shards about evenly."""
    found = [shard_of(f"case-{number:04}", 10) for number in range(1000)]
    assert all(70 < found.count(number) < 130 for number in range(10))


@pytest.mark.parametrize(
    ("size", "cases", "at_once", "shards"),
    [(0, 1, 8, 1), (1000, 100, 2, 8), (1000, 3, 2, 3), (1 << 30, 10_000, 2, 64), (1 << 30, 10_000, 32, 128)],
)
def test_how_many_shards(size: int, cases: int, at_once: int, shards: int) -> None:
    """Four turns for all who work at once, more where shards would be large, one a case at most."""
    assert shards_for(size, cases, at_once) == shards


@needs_arrow
def test_a_shard_has_its_cases_whole_and_in_order(run: Place) -> None:
    """Each case lies in its own shard in one piece, each file byte for byte, in the order of the archive."""
    archive = sorted(path.parent for path in CASES.glob("*/case.yaml"))
    pack(archive, run, 3)

    found = {number: [*unpack(shard(run, number))] for number in range(3)}
    for number, cases in found.items():
        mine = [at for at, where in enumerate(archive) if shard_of(where.name, 3) == number]
        assert cases == [Packed(at, archive[at].name, packed(archive[at])) for at in mine]
    assert all(found.values())


@needs_arrow
def test_a_case_is_whole_wherever_its_shard_is_cut(run: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than one reading takes, and groups of rows that end in the middle of a case, change nothing."""
    monkeypatch.setattr(parquet, "AT_HAND", 20)
    archive = [tmp_path / "events" / name for name in ("one", "two")]
    for where in archive:
        where.mkdir(parents=True)
        for number in range(30):
            (where / f"{number:02}.yaml").write_text(f"# {where.name} {number}\n")
    pack(archive, run, 1)

    assert [*unpack(shard(run, 0))] == [Packed(at, where.name, packed(where)) for at, where in enumerate(archive)]


@needs_arrow
def test_a_case_takes_along_the_seeds_that_it_names(run: Place) -> None:
    """The shipped case names two; the others name none and take none."""
    archive = [ROOT / "events" / name for name in ("black-sea-grain-2022-23", "talks-2013-14")]
    pack(archive, run, 1)

    seeds = [[text.name for text in case.texts if text.seed] for case in unpack(shard(run, 0))]
    assert seeds == [[], ["S0.yaml", "S1.yaml"]]


@needs_arrow
def test_a_folded_shard_has_the_rows_that_are_made_here(run: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds, names of files and problems included, in the order of the archive and not of the shards."""
    archive = [ROOT / "events" / "talks-2013-14", *sorted(path.parent for path in CASES.glob("p0*/case.yaml"))]
    pack(archive, run, 4)
    done = [attempted(run, number) for number in range(4)]

    assert sum(one.cases for one in done) == len(archive)
    expected = here(archive)
    monkeypatch.setattr(results, "parts_of", lambda one: pytest.fail(f"{one.name} was read once more"))
    assert back(archive, [Place(one.file) for one in done]) == expected


@needs_arrow
def test_what_a_lost_attempt_left_is_not_read(run: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a result lies beside the whole one, which another attempt wrote."""
    archive = [CASES / "small"]
    pack(archive, run, 1)
    monkeypatch.setattr(folding, "_attempt", lambda: (6, 0))
    with pytest.raises(KeyboardInterrupt):
        write(run / "results" / "00000-6.parquet", lost())
    monkeypatch.setattr(folding, "_attempt", lambda: (7, 1))
    done = attempted(run, 0)

    assert (done.attempt, Path(done.file).name) == (1, "00000-7.parquet")
    assert len([*Path(run.url, "results").iterdir()]) == 2
    assert back(archive, [Place(done.file)]) == here(archive)


def lost() -> Iterator[Iterator[tuple[int, str, str]]]:
    """The rows of a worker that ends in its first case."""
    yield iter([(0, "cases", "[]")])
    raise KeyboardInterrupt


@needs_arrow
def test_cases_with_errors_and_cases_that_were_not_sent_are_read_here(run: Place, tmp_path: Path) -> None:
    """Their problems are told with the files' own names, and the cases between them come from the results."""
    archive = [tmp_path / "events" / name for name in ("a", "b", "c")]
    for where in archive:
        copytree(CASES / "small", where)
    (archive[1] / "case.yaml").write_text("title: 3\n")
    (archive[2] / "gone.yaml").symlink_to("nowhere")
    pack(archive, run, 1)
    done = attempted(run, 0)

    assert done.cases == 2
    rows = [*Place(done.file).rows()]
    assert {at for at, _, _ in rows} == {0, 1}
    assert [row for row in rows if row[0] == 1] == [(1, UNSOUND, "")]
    assert back(archive, [Place(done.file)]) == here(archive)
    assert [[type(part) for part in parts if isinstance(part, Unsound)] for parts in here(archive)] == [
        [], [Unsound], [Unsound],
    ]  # fmt: skip


@needs_arrow
def test_a_worker_that_lacks_something_says_what(run: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as an answer: a failure would be tried again four times, and end in a page of Java."""
    assert "does not see" in attempted(run, 0).trouble

    pack([CASES / "small"], run, 1)
    monkeypatch.setitem(sys.modules, "negotiation.store.archive", None)
    assert "negotiation.store.archive" in attempted(run, 0).trouble

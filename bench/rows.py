"""The rows of the table: every target with what was measured, and everything that was measured beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Literal

from bench.amounts import Shown, bytes_of, percent_of, power_of, rate_of, seconds_of, times_of
from bench.figures import NOT_THERE, Figure, Figures

Verdict = Literal["met", "missed", "not there", ""]
MEGA = 1_000_000
STAND_IN = re.compile(r"events (not|failed|ended)")
"""Says of a row that a smaller size stands in for the one that was wanted: that alone meets no target."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """At which sizes what is measured: small and large for growth, and one to compare with the peers at."""

    small: int
    compared: int
    large: int
    commitments: int
    """Commitments of the one large case."""
    files: int
    """Files of the archive of which one is edited."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, the figure, what is beside it, the target and whether it was met."""

    group: str
    what: str
    figure: str
    beside: str = ""
    target: str = ""
    verdict: Verdict = ""


COLD = "Cold: files to checked, replayed, asserted answers"
REPLAY = "Replay of validated entries, all axes, one reading"
KNOWN = "Every state of knowledge"
WARM = "Warm: nothing changed since the last answer"
ASOF = "As-of, from the file that `build` writes"
GROWTH = "Growth: CPU-seconds with the power of the size"
MEMORY = "Memory"
START = "Starting"
PEERS = "Peers and floors, the same histories"


def rows(figures: Figures, sizes: Sizes) -> list[Row]:
    """All rows, in the order of the table."""
    return [
        *_cold(figures, sizes),
        *_replay(figures, sizes),
        *_known(figures, sizes),
        *_warm(figures, sizes),
        *_asof(figures, sizes),
        *_growth(figures, sizes),
        *_memory(figures, sizes),
        *_start(figures),
        *_peers(figures, sizes),
    ]


def _cold(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    size = sizes.compared
    size = figures.largest("check", size)
    rate = figures.rate("check", size)
    beside = _largest(figures, "check", sizes.compared)
    what = f"events per CPU-second, {size:,} events"
    yield _row(COLD, what, rate, rate_of, figures.at("check", size), 14_000, beside=beside)
    for peer, least in (("beancount", 2.5), ("hledger", 1.0)):
        ratio = figures.ratio("check", peer, size)
        what = f"times as fast as {peer}, whole command" if peer == "hledger" else f"times as fast as {peer}, no cache"
        yield _row(COLD, what, ratio, times_of, figures.at(peer, size), least, beside=_rate(figures, peer, size))
    size = sizes.compared
    load = figures.at("load", size)
    yield _row(
        COLD, "of it, reading and the checks of form, events per CPU-second", figures.rate("load", size), rate_of, load
    )


def _replay(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    size = figures.largest("replay", sizes.large)
    beside = _largest(figures, "replay", sizes.large)
    rate = figures.rate("replay", size)
    what = f"events per CPU-second, {size:,} events"
    yield _row(REPLAY, what, rate, rate_of, figures.at("replay", size), 150_000, beside=beside)
    size = sizes.compared
    ratio = figures.ratio("replay", "eventsourcing, memory", size)
    beside = _rate(figures, "eventsourcing, memory", size)
    at = figures.at("eventsourcing, memory", size)
    yield _row(REPLAY, "times as fast as eventsourcing, memory", ratio, times_of, at, 9, beside=beside)
    yield Row(REPLAY, "times as fast as RTEC", "not there", "no package of it to run beside", "≥ 3", "not there")


def _known(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    size = figures.largest("table of the record", sizes.large)
    at = figures.at("table of the record", size)
    ratio = _inverse(figures.ratio("table of the record", "replay", size))
    what = f"cost of the table of one reading over its plain replay, 1 % late, {size:,} events"
    beside = _largest(figures, "table of the record", sizes.large)
    yield _row(KNOWN, what, ratio, times_of, at, most=3, beside=beside)
    size = figures.largest("table of all readings", sizes.compared)
    at = figures.at("table of all readings", size)
    ratio = _inverse(figures.ratio("table of all readings", "replay", size))
    yield _row(KNOWN, f"the same for all three readings, {size:,} events", ratio, times_of, at)


def _warm(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    bare = figures.numbers.get("instructions: bare Python")
    for size in dict.fromkeys((sizes.compared, sizes.large)):
        for name in ("state", "why", "due", "diff"):
            counted = figures.numbers.get(f"instructions: {name} {size}")
            ratio = counted / bare if counted and bare else None
            beside = _milliseconds(figures, f"{name} {size}")
            why = Figure(missing=figures.missing.get(f"{name} {size}", NOT_THERE))
            what = f"`{name}`, instructions of `python -c pass`, archive of {size:,} events"
            yield _row(WARM, what, ratio, times_of, why, most=3, beside=beside)
    most, least = (figures.numbers.get(f"instructions: state {size}") for size in (sizes.large, sizes.compared))
    growth = most / least - 1 if most and least else None
    what = f"`state` at {sizes.large:,} events over {sizes.compared:,}, instructions"
    yield _row(WARM, what, growth, percent_of, _absent(), most=0.05)
    start = figures.numbers.get("cpu: bare Python", 0.0)
    replayed = _seconds(figures.at("check of one case", 0))
    for which in ("one case", "all cases"):
        cpu = figures.numbers.get(f"cpu: one file changed, {which}")
        above = max(0.0, cpu - start - replayed) if cpu is not None else None
        why = Figure(missing=figures.missing.get(f"one file changed, {which}", NOT_THERE))
        what = f"one file of {sizes.files:,} changed, `state` of {which}: above start-up and that case's check"
        unchanged = figures.numbers.get(f"cpu: warm nothing changed, {which}")
        beside = "" if unchanged is None else f"{seconds_of(unchanged)} when nothing changed"
        yield _row(WARM, what, above, seconds_of, why, most=0.060 if which == "one case" else None, beside=beside)
    yield from _every_state(figures, sizes.compared)


def _every_state(figures: Figures, size: int) -> Iterator[Row]:
    cpu = figures.numbers.get(f"cpu: warm every state {size}")
    why = Figure(missing=figures.missing.get(f"every state {size}", NOT_THERE))
    what = f"every commitment on a day, {size:,} events, whole command"
    for peer in ("eventsourcing, SQLite", "hledger"):
        whole = figures.at(peer, size)
        theirs = None if not whole.whole or whole.missing else sorted(whole.whole)[len(whole.whole) // 2]
        ratio = theirs / cpu if theirs and cpu else None
        beside = f"{seconds_of(cpu)} and {seconds_of(theirs)}" if theirs and cpu else ""
        yield _row(WARM, f"{what}: times as fast as {peer}", ratio, times_of, why, 10, beside=beside)


def _asof(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    size = sizes.large
    for how, which in (("one", "one commitment"), ("parts", "one commitment with its tranches")):
        for end, most in (("p50", 100e-6), ("p99", 1e-3)):
            value = figures.numbers.get(f"asof {how} {end} {size}")
            why = Figure(missing=figures.missing.get(f"asof {how} {size}", NOT_THERE))
            copied = figures.numbers.get(f"copied {size}")
            beside = "" if copied is None else f"the rows of {copied:,.0f} events, {size / copied:,.0f} times over"
            yield _row(ASOF, f"{which}, {end}, {size:,} events", value, seconds_of, why, most=most, beside=beside)
        exponent = _power(figures, f"asof {how} p50", sizes.small, size)
        yield _row(ASOF, f"growth of it from {sizes.small:,} events", exponent, power_of, _absent(), most=0.1)
    for how, which in (("wholes", "its commitments"), ("case", "all that it has, with every tranche")):
        for end in ("p50", "p99"):
            value = figures.numbers.get(f"asof {how} {end}")
            why = Figure(missing=figures.missing.get(f"asof {how}", NOT_THERE))
            what = f"a whole case of {sizes.commitments:,} commitments, {which}, {end}"
            yield _row(ASOF, what, value, seconds_of, why, most=0.010)


def _growth(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    for name in ("load", "check", "replay", "build", "table of the record"):
        most = figures.largest(name, sizes.large)
        exponent = figures.exponent(name, sizes.small, most)
        what = f"{name}, from {sizes.small:,} to {most:,} events in cases of 100"
        beside = _largest(figures, name, sizes.large)
        yield _row(GROWTH, what, exponent, power_of, figures.at(name, most), most=1.05, beside=beside)
    for shape in ("one case", "one commitment"):
        for name in ("load", "replay", "check"):
            found = figures.sizes(f"{name}, {shape}")
            exponent = figures.exponent(f"{name}, {shape}", found[0], found[-1]) if len(found) > 1 else None
            what = f"{name}, {shape}" + (f", from {found[0]:,} to {found[-1]:,} events" if len(found) > 1 else "")
            beside = _rate(figures, f"{name}, {shape}", found[-1]) if found else ""
            yield _row(GROWTH, what, exponent, power_of, _absent(), most=1.05, beside=beside)


def _memory(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    size = figures.largest("build", sizes.large)
    at = figures.at("build", size)
    peak = float(at.peak) if at.peak else None
    most = 60e6 + 1000.0 * size
    beside = _largest(figures, "build", sizes.large)
    yield _row(MEMORY, f"`build` of {size:,} events, at most at once", peak, bytes_of, at, most=most, beside=beside)
    for name in ("load", "check"):
        size = figures.largest(f"{name}, one case", sizes.compared)
        at = figures.at(f"{name}, one case", size)
        found = float(at.peak) if at.peak else None
        yield _row(MEMORY, f"{name} of one case of {size:,} events", found, bytes_of, at)


def _start(figures: Figures) -> Iterator[Row]:
    bare, empty = (figures.numbers.get(f"instructions: {name}") for name in ("bare Python", "empty typer --help"))
    for name, most in (("--help", 1.10), ("completion", 1.10)):
        mine = figures.numbers.get(f"instructions: {name}")
        ratio = mine / empty if mine and empty else None
        beside = f"{mine / MEGA:,.0f} million instructions" if mine else ""
        what = f"`{name}`" if name.startswith("-") else name
        yield _row(
            START,
            f"{what}, instructions of an empty typer application",
            ratio,
            times_of,
            _absent(),
            most=most,
            beside=beside,
        )
    mine = figures.numbers.get("instructions: --version")
    ratio = mine / bare if mine and bare else None
    yield _row(START, "`--version`, instructions of `python -c pass`", ratio, times_of, _absent(), most=3)


PEER_NAMES = (
    "eventsourcing, memory", "eventsourcing, memory, snapshots", "eventsourcing, SQLite",
    "eventsourcing, SQLite, snapshots", "beancount", "beancount, cached", "hledger", "ledger",
)  # fmt: skip
FLOOR_NAMES = (
    "YAML events in C alone", "PyYAML's loader in C", "hashing the files", "reading rows from SQLite", "a bare loop",
)  # fmt: skip
AGAINST = {
    "eventsourcing, memory": "replay", "eventsourcing, memory, snapshots": "replay", "a bare loop": "replay",
    "YAML events in C alone": "load", "PyYAML's loader in C": "load", "hashing the files": "load",
}  # fmt: skip
"""With which of our steps each is compared; the others with a cold `check`."""


def _peers(figures: Figures, sizes: Sizes) -> Iterator[Row]:
    for name in (*PEER_NAMES, *FLOOR_NAMES):
        mine = "" if name == "reading rows from SQLite" else AGAINST.get(name, "check")
        for size in dict.fromkeys((sizes.small, sizes.compared)):
            at = figures.at(name, size)
            ratio = figures.ratio(mine, name, size) if mine else None
            beside = "" if ratio is None else f"ours ({mine}) is {_as_fast(ratio)}"
            yield _row(
                PEERS,
                f"{name}, {size:,} events: events per CPU-second",
                figures.rate(name, size),
                rate_of,
                at,
                beside=beside,
            )


def _absent() -> Figure:
    return Figure(missing=NOT_THERE)


def _largest(figures: Figures, name: str, wanted: int) -> str:
    """What became of the size that was wanted, where a smaller one stands in for it."""
    return "" if figures.largest(name, wanted) == wanted else f"{wanted:,} events {figures.why(name, wanted)}"


def _inverse(ratio: float | None) -> float | None:
    return None if ratio is None else 1 / ratio


def _rate(figures: Figures, name: str, size: int) -> str:
    rate = figures.rate(name, size)
    return "" if rate is None else f"{name}: {rate_of(rate)} events per CPU-second"


def _seconds(figure: Figure) -> float:
    return figure.cpu or 0.0


def _milliseconds(figures: Figures, name: str) -> str:
    warm, cold = (figures.numbers.get(f"cpu: {how} {name}") for how in ("warm", "cold"))
    return "" if warm is None or cold is None else f"{seconds_of(warm)}; the first time {seconds_of(cold)}"


def _power(figures: Figures, name: str, least: int, most: int) -> float | None:
    first, last = (figures.numbers.get(f"{name} {size}") for size in (least, most))
    return log(last / first) / log(most / least) if first and last and least != most else None


def _as_fast(ratio: float) -> str:
    return f"{times_of(ratio)} as fast" if ratio >= 1 else f"{times_of(1 / ratio)} as slow"


def _row(  # noqa: PLR0913, PLR0917 - the columns of the table
    group: str, what: str, value: float | None, shown: Shown, at: Figure, least: float | None = None, *,
    most: float | None = None, beside: str = "",
) -> Row:  # fmt: skip
    target = f"≥ {shown(least)}" if least is not None else f"≤ {shown(most)}" if most is not None else ""
    if value is None:
        return Row(group, what, at.missing or NOT_THERE, beside, target, "not there" if target else "")
    verdict: Verdict = ""
    if least is not None:
        verdict = "met" if value >= least else "missed"
    elif most is not None:
        verdict = "met" if value <= most else "missed"
    if verdict == "met" and STAND_IN.search(beside):
        verdict = "not there"
    return Row(group, what, shown(value), beside, target, verdict)

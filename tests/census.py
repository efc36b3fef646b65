"""What made-up histories hold, by name: which kinds, terms, expressions and ways of saying what is unsure.

python -m tests.census        in which share of some hundreds each feature stands
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from negotiation.domain.expressions import CONDITION_KEYS, DATE_KEYS
from tests.cases import Plain
from tests.strategies import nonsense_records, sensible_records

TERMS = (
    "renewal", "powers", "tolls_on_suspension", "survives_breach", "level", "window", "condition", "lapses_when",
    "expires_when", "each_tranche", "tranches",
)  # fmt: skip
LENGTHS = ("days", "months", "years")
HELD = ("by_reading", "accounts", "adopted", "declared_difference")
DATED = {"/": "an interval", "[": "one of", "T": "an instant", "~": "about"}
ENDS = frozenset({"waived", "cancelled", "terminated", "transferred", "replaced", "withdrawn"})


def counted(histories: int) -> Counter[str]:
    """In how many of so many histories each feature stands; two in three of them make sense."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=histories, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of(sensible_records(), sensible_records(), nonsense_records()))
    def draw(told: list[Plain]) -> None:
        seen.update(features(told))

    draw()
    return seen


def features(told: list[Plain]) -> set[str]:
    """Every feature of a history, each once."""
    return {name for plain in told for name in _of_record(plain)}


def _of_record(plain: Plain) -> Iterator[str]:
    kind = plain["kind"]
    yield f"kind {kind}"
    yield from _within(plain)
    yield from _when(plain)
    if kind == "committed":
        yield f"obligation {plain['obligation']}"
        yield from ("several debtors",) if len(plain["debtor"]) > 1 else ()
        yield from ("a floor",) if "at_least" in plain.get("level", {}) else ()
    if kind in {"committed", "amended"}:
        yield from (f"term {name}" for name in TERMS if name in plain)
    if kind == "amended":
        yield from (f"amended by {how}" for how in ("consent", "power", "rule") if plain.get(how))
        yield from (f"amends {name}" for name in ("due", "total", "size", "window", "deadline") if name in plain)
        yield from ("retroactive",) if plain.get("retroactive") else ()
    if kind in {*ENDS, "suspended"} and plain.get("power"):
        yield f"{'suspended' if kind == 'suspended' else 'closed'} by power"
    if "revises" in plain and kind not in {"corrected", "retracted"}:
        yield "revises"
    yield from (name for name in ("bears_on", "conforming", "recorded", "effective") if name in plain)


def _when(plain: Plain) -> Iterator[str]:
    on = plain["on"]
    if isinstance(on, dict):
        yield "dated by an expression" if "after" in on else "dated by holders"
    else:
        yield from (f"dated {name}" for sign, name in DATED.items() if sign in on)
    if "/" in str(plain["reported"]):
        yield "reported on one of some days"
    if isinstance(plain.get("after"), list | str):
        yield "after an event"


def _within(value: Any) -> Iterator[str]:
    """Expressions, conditions and holders, however deep."""
    match value:
        case dict():
            yield from (f"date {key}" for key in DATE_KEYS if key in value and not isinstance(value[key], list | bool))
            yield from (f"date {key}" for key in ("earliest", "latest") if key in value)
            yield from (f"{name} after" for name in LENGTHS if name in value and "after" in value)
            yield from (f"condition {key}" for key in CONDITION_KEYS if key in value)
            yield from (f"held {key}" for key in HELD if key in value)
            yield from ("a range",) if "min" in value else ()
            for one in value.values():
                yield from _within(one)
        case list():
            for one in value:
                yield from _within(one)
        case "unknown" | "rest":
            yield f"figure {value}"
        case _:
            return


if __name__ == "__main__":
    MANY = 400
    for name, number in sorted(counted(MANY).items()):
        print(f"{number / MANY:6.1%}  {name}")  # noqa: T201 - a script's output

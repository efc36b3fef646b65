"""One subject of a state: its fields by their names in docs/json.md, read off the answer when they are asked for."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Generic, Never, NoReturn, Self, TypeVar, overload

from negotiation.api import values

T = TypeVar("T")


class Field(Generic[T]):
    """A field of a row, read-only; what the subject's kind does not have is as what is not there."""

    def __init__(self, doc: str, read: Callable[[Any], T], absent: Any = None) -> None:
        self.__doc__ = doc
        self._read = read
        self._absent = absent
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, row: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, row: "Row", owner: type | None = None) -> T: ...
    def __get__(self, row: "Row | None", owner: type | None = None) -> Self | T:
        if row is None:
            return self
        return self._read(row.raw(self._name, self._absent))

    def __set__(self, row: "Row", value: Never) -> NoReturn:
        said = f"'{self._name}' is an answer, which nobody changes"
        raise AttributeError(said)


def _count(doc: str) -> Field[values.Figure]:
    return Field(doc, values.figure)


def _day(doc: str) -> Field[values.When]:
    return Field(doc, values.when)


def _word(doc: str) -> Field[str | None]:
    return Field(doc, _same)


def _names(doc: str) -> Field[tuple[str, ...]]:
    return Field(doc, values.names)


def _several(doc: str) -> Field[tuple[Mapping[str, Any], ...]]:
    return Field(doc, values.records, ())


def _same(value: Any) -> Any:
    return value


class Row:
    """How one subject stood: a commitment, or a tranche or share of one, talks, a proposal, an instrument, a measure.

    Every field of docs/json.md is here by its name. A count that is not one number
    is a `Range`, a day that is not one is `Days`, and what is absent is `None` or
    `()`: so is what the subject's kind does not have. Days are read at their end.
    Two rows are equal where they say the same of the same subject.

    >>> row = case.on("2014-04-03")["prisoner-release"]
    >>> row.performed, row.outstanding, row.total, row.due
    (78, 26, 104, datetime.date(2014, 3, 29))
    >>> case.on("2013-12-30")["prisoner-release"].performed
    Range(min=52, max=78)
    """

    __slots__ = ("_data", "id", "kind")

    _data: Mapping[str, Any]
    id: str
    """As it is asked for: `prisoner-release`, `prisoner-release/4`."""
    kind: str
    """`commitment`, `tranche`, `share`, `talks`, `proposal`, `instrument` or `measure`."""

    def __init__(self, id_: str, kind: str, data: Mapping[str, Any]) -> None:
        object.__setattr__(self, "id", id_)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "_data", data)

    status = _word("The neutral word for people, such as `overdue 5 days, none recorded`.")
    phase = _word("Where it is in its life: `in force`, `satisfied`, ...")
    contested = Field("What readings and accounts differ about, with every holder.", values.contests, ())
    claims = _names("Events in which somebody says what the status is; they move nothing.")
    corrected = _names("Corrections that touch the row.")
    order_sensitive: Field[bool] = Field("Whether it hangs on an order that no source gives.", bool)
    causes = _names("The events that made it.")

    debtor = _names("Who promised.")
    creditor = _names("To whom.")
    obligation = _word("`deliver`, `act`, `refrain` or `maintain`.")
    unit = _word("What is counted.")
    act = _word("What is to be done, or not to be done.")
    condition = _word("What a commitment waits for as a whole, in words.")
    total = _count("How much was promised.")
    performed = _count("How much counts as done.")
    outstanding = _count("How much is left: `upcoming`, `overdue` and `not_due` together.")
    upcoming = _count("What is left and not yet due, or has no due day.")
    overdue = _count("What is left and past its due day.")
    not_due = _count("What is left and waits for a condition.")
    discharged_otherwise = _count("What was left when it was waived, passed on, or ended otherwise.")
    excess = _count("Performance above the total, outside the sum.")
    difference = _count("What a reading's figures are declared to differ by from its total.")
    percent: Field[Mapping[str, Any] | None] = Field("The sums in hundredths of the total.", _same)
    due = _day("The due day, the earliest unmet; of a window its last.")
    due_night: Field[bool] = Field("Whether it is a night, in time until noon of the next day.", bool)
    days_overdue = _count("Whole days since the oldest unmet due day.")
    window = Field("Its stretch, of a promise to refrain or to maintain.", values.window)
    withheld = Field("The debtor's own notice that it will not perform.", values.withheld)
    suspended = Field("A suspension that has not ended, of a commitment or of talks.", values.suspended)
    episodes = Field("Stretches of breach, the ended ones too.", values.episodes, ())
    acts = _several("Acts that may fall within the promise: `event`, `within`, `outside`.")
    observations = _several("What was seen: `event`, `on`, `value`.")
    outside = _names("Performances after closure, which count nothing.")
    void = _names("Acts without the power, which have no effect.")

    deadline = _day("The talks' deadline.")
    deadline_standing = _word("How it stands: `upcoming`, `today`, `passed`, ...")
    extensions = _several("Extensions asked for, offered or granted.")

    form = _word("Of a proposal: `demand`, `offer`, `request` or `threat`.")
    by = _names("Whose proposal, instrument or measure it is.")
    to = _names("To whom it is made.")
    extends = _word("The talks that a proposal would extend.")
    commitment = _word("The commitment that it proposes.")
    counters = _word("The proposal that it answers.")
    open_until = _day("Until when it is open.")

    treaty = _word("Of an instrument: of what treaty.")
    letter = _word("The letter that it came in.")
    depositary = _word("With whom it is deposited.")
    signed = _day("When it was signed.")
    deposited = _day("When it was deposited.")
    accepted = _day("When it was accepted for deposit.")
    in_force = _day("Since when it has been in force for the party.")
    scheduled = _day("The announced day of effect, until it comes.")
    objected = _day("When somebody objected.")
    withdrawn = _day("When it was withdrawn.")
    perhaps = _names("Steps of an instrument that some possible worlds lack.")

    stage = _word("How far a measure is.")
    quantity = _count("The count that the source gives for its stage.")
    place = _word("Where it is taken.")
    stages = _several("All its stages, whose counts are never added.")

    @property
    def tranches(self) -> tuple["Row", ...]:
        """Its tranches, in their order."""
        return tuple(Row(f"{self.id}/{one['id']}", "tranche", one) for one in self._data.get("tranches", ()))

    @property
    def per_debtor(self) -> tuple["Row", ...]:
        """Each debtor's share, where there are several."""
        return tuple(Row(f"{self.id}@{one['debtor']}", "share", one) for one in self._data.get("per_debtor", ()))

    def raw(self, name: str, absent: Any = None) -> Any:
        """A field as it stands in JSON: a day as text, a range as a mapping."""
        return deepcopy(self._data.get(name, absent))

    def as_json(self) -> dict[str, Any]:
        """The row as it stands in JSON (docs/json.md), to be changed as one likes."""
        return deepcopy({**self._data})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        said = f"'{name}' is an answer, which nobody changes"
        raise AttributeError(said)

    def __reduce__(self) -> tuple[type["Row"], tuple[str, str, Mapping[str, Any]]]:
        """How it comes from one process to another."""
        return Row, (self.id, self.kind, self._data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        return (self.id, self.kind, self._data) == (other.id, other.kind, other._data)

    def __hash__(self) -> int:
        return hash((self.id, self.kind, self.status))

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}: {self.status}>"

"""A field's value as curators may write it: plain, or with what others hold.

Plain: `total: 104`. With holders: `{value, by_reading, accounts, adopted}`,
each part optional. `value` is the base, which the readings not named inherit;
without it the field is as if unwritten for them. An adopted value works from
its own `reported`; accounts that nobody adopted are possible worlds.
"""

import re
from typing import Annotated, Any, Generic, Literal, TypeGuard, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticKnownError
from typing_extensions import TypeAliasType

from negotiation.domain.edtf import EdtfDate
from negotiation.domain.refs import HolderRef, ReadingRef, RuleRef, SourceRef

T = TypeVar("T")

Attribution = Literal["named", "anonymous", "side", "document", "reporter", "caption"]
"""Who speaks in the passage: a named or unnamed official, a side, a document, or the reporter."""

HELD_KEYS = frozenset({"value", "by_reading", "accounts", "adopted", "unsettled"})
"""Keys that tell a value with holders from a plain one."""


class Written(BaseModel):
    """What every part of a curated record obeys: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not WHOLE_NUMBER.fullmatch(value):
        raise PydanticKnownError("int_parsing")  # noqa: EM101 - the name that pydantic gives it
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise PydanticKnownError("bool_parsing")  # noqa: EM101 - the name that pydantic gives it
    return value


WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")

Whole = Annotated[int, BeforeValidator(_whole_number)]
"""A number written with digits alone: `26`, and not `026`, `26.0` or `1_000`."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`, and no other word for them."""


def _listed(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, list | tuple) else [value]


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_listed), Field(min_length=1)]
"""One item or a list of them; read as a tuple."""


class Citation(Written):
    """A passage of a source, pointed at and not copied."""

    source: SourceRef
    paragraph: Annotated[str, Field(pattern=r"^P[1-9][0-9]*$")] | None = None
    """Counted over the non-empty lines of the document, from P1 on."""
    attribution: Attribution | None = None
    speaker: HolderRef | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Digest of the paragraph's normalised text, for documents that have no seed record."""
    note: str | None = None


class Account(Written, Generic[T]):
    """One holder's value for a field."""

    value: T | None
    holder: HolderRef
    reported: EdtfDate | None = None
    """First public; the event's own day where it is left out."""
    sources: tuple[Citation, ...] = ()
    """May be left out where the holder is itself a source."""
    paragraph: str | None = None
    basis: Literal["computed", "general-knowledge"] | None = None
    note: str | None = None


class Adopted(Written, Generic[T]):
    """The value that the case goes by, and the stated rule by which it was chosen."""

    value: T
    rule: RuleRef
    reported: EdtfDate | None = None


class Holding(Written, Generic[T]):
    """A field about which readings or accounts may differ."""

    value: T | None = None
    by_reading: dict[ReadingRef, T | None] = {}
    accounts: tuple[Account[T], ...] = ()
    adopted: Adopted[T] | None = None
    unsettled: Flag = False
    """Whether nobody settled it: what each reading and account gives is a possible world of the readings not named."""
    reported: EdtfDate | None = None
    sources: tuple[Citation, ...] = ()
    note: str | None = None


def has_holders(value: Any) -> TypeGuard[Holding[Any]]:
    """Whether a field is written with its holders."""
    return isinstance(value, Holding)


def _how_written(value: Any) -> str:
    if value.__class__ is str:
        return "plain"
    keys = cast("dict[str, Any]", value) if isinstance(value, dict) else ()
    return "holders" if isinstance(value, Holding) or not HELD_KEYS.isdisjoint(keys) else "plain"


Held = TypeAliasType(
    "Held",
    Annotated[Annotated[T, Tag("plain")] | Annotated[Holding[T], Tag("holders")], Discriminator(_how_written)],
    type_params=(T,),
)
"""A field that may be written plain or with its holders."""

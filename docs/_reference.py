"""The tables of the pages, read off the code: every field of every record, every rule, the words of the status.

A page holds a table between two marks of cog, `make pages` writes it anew, and `cog --check` compares. Where a field
has no docstring of its own its meaning stands in `MEANINGS`; `tests/test_format_doc.py` holds that every field has one.
"""

import ast
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from negotiation.domain import refs
from negotiation.domain.case import (
    Assertion,
    CaseFile,
    Codebook,
    Coder,
    ContestedRoles,
    Coverage,
    Excluded,
    Invariant,
    LoadedWord,
    Organ,
    Party,
    Person,
    Reading,
    Release,
    RetractedSource,
    Role,
    Seed,
    SeedClaim,
    Selection,
    Source,
    SpeaksFor,
)
from negotiation.domain.codings import Adjudicated, Coding
from negotiation.domain.edtf import EdtfDate
from negotiation.domain.events import EventBase, kinds
from negotiation.domain.events.commitments import (
    Bearing,
    EachTranche,
    Figure,
    Level,
    Power,
    Rate,
    Rated,
    Recurs,
    Renewal,
    Size,
    Terms,
    TrancheTerms,
)
from negotiation.domain.events.common import Count, Quantity, Range, Share, StatedReason
from negotiation.domain.events.instruments import Instrument
from negotiation.domain.events.record import DeclaredDifference
from negotiation.domain.expressions import Anchor, Condition, DateExpression, Duration, Pattern, Window
from negotiation.domain.rules import RULES
from negotiation.domain.values import Account, Adopted, Citation, Held, Holding
from negotiation.domain.words import RAN_OUT, UNOBSERVED, Standing, word_for
from negotiation.export.meanings import MEANINGS, meaning

PACKAGE = Path(__file__).resolve().parent.parent / "negotiation"

NAMED: tuple[tuple[Any, str], ...] = (
    (DateExpression, "date expression"),
    (Anchor, "event's id or date expression"),
    (Condition, "condition"),
    (EdtfDate, "date"),
    (Figure, "count, total that follows, range or `unknown`"),
    (Size, "count, share, range, `unknown` or `rest`"),
    (Count, "count, share, range or `unknown`"),
    (Quantity, "count"),
    (refs.EventId, "event's id"),
    (refs.SubjectId, "subject's id"),
    (refs.TrancheId, "tranche's id"),
    (refs.ActorId, "party's or organ's id"),
    (refs.PersonId, "person's id"),
    (refs.HolderId, "holder's id"),
    (refs.ReadingId, "reading's id"),
    (refs.SourceId, "source's id"),
    (refs.RuleId, "rule's id"),
    (refs.CoderId, "coder's id"),
)
"""Types that have a name of their own, in words."""

PLAIN: dict[Any, str] = {str: "text", int: "number", bool: "`true` or `false`", Any: "value of the field named"}

PARTS: dict[type[BaseModel], str] = {
    TrancheTerms: "tranche",
    EachTranche: "terms of every tranche",
    Power: "power",
    Level: "level",
    Renewal: "renewal",
    Range: "range",
    Recurs: "recurrence",
    Rate: "rate",
    Rated: "total that follows",
    Share: "share",
    Window: "window",
    Duration: "length",
    Terms: "terms",
    Bearing: "bearing",
    Instrument: "instrument",
    DeclaredDifference: "declared difference",
    StatedReason: "stated reason",
    Citation: "citation",
    Pattern: "pattern",
    Holding: "value with holders",
    Account: "account",
    Adopted: "adopted value",
    Party: "party",
    Organ: "organ",
    Person: "person",
    Role: "role",
    ContestedRoles: "`accounts` of roles",
    SpeaksFor: "party spoken for",
    Reading: "reading",
    Coverage: "coverage",
    Invariant: "invariant",
    Selection: "selection",
    Excluded: "excluded row",
    LoadedWord: "loaded word",
    Coder: "coder",
    Codebook: "codebook",
    Release: "release",
    RetractedSource: "retraction",
    Coding: "second coding",
    Adjudicated: "decision",
    SeedClaim: "claim",
}
"""What the parts of records are called."""


STANDINGS: tuple[tuple[str, Standing], ...] = (
    ("phase proposed", Standing("deliver", "proposed", "none")),
    ("phase conditional", Standing("deliver", "conditional", "not due")),
    ("phase satisfied: the window of refrain or maintain closed unbroken", Standing("refrain", "satisfied", "none")),
    ("phase satisfied, every part in time", Standing("deliver", "satisfied", "met")),
    ("phase satisfied, a part late", Standing("deliver", "satisfied", "met", late=True)),
    (
        "phase ended, an act whose scope nobody settles",
        Standing("refrain", "ended", "none", acts="unknown"),
    ),
    (
        "phase ended, an act about whose scope holders differ",
        Standing("refrain", "ended", "none", acts="unknown", scope_contested=True),
    ),
    ("phase ended, an act that the reading includes", Standing("refrain", "ended", "none", acts="true")),
    ("phase ended, an exceedance", Standing("maintain", "ended", "none", exceeded=True, has_level=True)),
    ("phase ended, the state observed not to be kept", Standing("maintain", "ended", "none", exceeded=True)),
    (
        "phase lapsed because the window closed while suspended",
        Standing("maintain", "lapsed", "none", closing="the window closed"),
    ),
    (
        "phase lapsed because nobody observed the level in the window",
        Standing("maintain", "lapsed", "none", closing=UNOBSERVED),
    ),
    (
        "phase lapsed because the last observation had run out by the end of the window",
        Standing("maintain", "lapsed", "none", closing=RAN_OUT),
    ),
    ("any other terminal phase: the phase itself, as", Standing("deliver", "waived", "none")),
    ("deliver or act, due met in time", Standing("act", "in force", "met")),
    ("deliver or act, due met late", Standing("act", "in force", "met", late=True)),
    ("deliver or act, not due", Standing("deliver", "in force", "not due")),
    ("deliver or act, due today", Standing("deliver", "in force", "today")),
    (
        "deliver or act, overdue, somebody reports that it was not performed",
        Standing("deliver", "in force", "overdue", reported_undone=True),
    ),
    ("deliver or act, overdue, a part performed", Standing("deliver", "in force", "overdue", partly=True)),
    ("deliver or act, overdue, nothing performed", Standing("deliver", "in force", "overdue")),
    ("deliver or act, anything else", Standing("deliver", "in force", "upcoming")),
    (
        "refrain or maintain, before the window",
        Standing("refrain", "in force", "none", started=False),
    ),
    ("refrain or maintain, suspended", Standing("maintain", "in force", "none", suspended=True)),
    ("an act that the reading includes", Standing("refrain", "in force", "none", acts="true")),
    ("an act whose scope nobody settles", Standing("refrain", "in force", "none", acts="unknown")),
    (
        "an act about whose scope holders differ",
        Standing("refrain", "in force", "none", acts="unknown", scope_contested=True),
    ),
    ("the last observation exceeds the level", Standing("maintain", "in force", "none", exceeded=True, has_level=True)),
    ("the last observation is that the state is not kept", Standing("maintain", "in force", "none", exceeded=True)),
    ("a level never observed", Standing("maintain", "in force", "none", has_level=True)),
    (
        "a level whose last observation ran out",
        Standing("maintain", "in force", "none", has_level=True, observed="stale"),
    ),
    ("refrain or maintain, anything else", Standing("refrain", "in force", "none")),
    (
        "any of the above for deliver or act, suspended",
        Standing("deliver", "in force", "upcoming", suspended=True),
    ),
)
"""From the top: the first row that fits gives the word."""

FILE_PARTS: tuple[type[BaseModel], ...] = (
    CaseFile,
    Coverage,
    Party,
    Organ,
    Role,
    Person,
    SpeaksFor,
    ContestedRoles,
    Reading,
    Invariant,
    Selection,
    Excluded,
    LoadedWord,
    Coder,
    Codebook,
    Release,
)
SOURCE_PARTS: tuple[type[BaseModel], ...] = (Source, RetractedSource, Seed, SeedClaim)
VALUE_PARTS: tuple[type[BaseModel], ...] = (Citation, StatedReason, Holding, Account, Adopted)
TERM_PARTS: tuple[type[BaseModel], ...] = (
    Terms,
    TrancheTerms,
    EachTranche,
    Recurs,
    Rated,
    Rate,
    Share,
    Range,
    Window,
    Duration,
    Level,
    Renewal,
    Power,
    Pattern,
)
CODING_PARTS: tuple[type[BaseModel], ...] = (Coding, Adjudicated)
EVENT_PARTS: tuple[type[BaseModel], ...] = (Bearing, Instrument, DeclaredDifference)


def shapes() -> dict[type[EventBase], list[str]]:
    """The classes of events in the order of the union, each with the words that it is written under."""
    found: dict[type[EventBase], list[str]] = {}
    for word, cls in kinds().items():
        found.setdefault(cls, []).append(word)
    return found


def documented() -> tuple[type[BaseModel], ...]:
    """Every class whose fields the pages list."""
    return (
        *FILE_PARTS,
        *SOURCE_PARTS,
        *VALUE_PARTS,
        *TERM_PARTS,
        EventBase,
        *shapes(),
        *EVENT_PARTS,
        Assertion,
        *CODING_PARTS,
    )


def fields_of(cls: type[BaseModel]) -> Iterator[tuple[str, str, bool, str]]:
    """Each field that a class adds: as it is written, its type in words, whether it is required, what it means."""
    hints = get_type_hints(cls, include_extras=True)
    inherited = _inherited(cls)
    for name, info in cls.model_fields.items():
        if name not in inherited and (name != "kind" or EventBase not in cls.__mro__[1:]):
            written = info.alias or name
            yield written, in_words(hints[name]), info.is_required(), meaning(cls, name)
        if cls is EventBase and name == "id":
            yield "kind", "a word of [Every kind of event](#every-kind-of-event)", True, MEANINGS["EventBase.kind"]


def in_words(kind: Any) -> str:
    """A field's type as a curator would say it.

    >>> in_words(Held[Quantity] | None)
    'count, or with holders'
    """
    for known, words in NAMED:
        if kind == known or _narrowed(kind, known):
            return words
    if get_origin(kind) is Held:
        return f"{in_words(get_args(kind)[0])}, or with holders"
    if get_origin(kind) in {types.UnionType, Union}:
        return _one_of([part for part in get_args(kind) if part is not types.NoneType])
    if get_origin(kind) is Annotated:
        return _annotated(kind)
    return _container(kind)


def _narrowed(kind: Any, known: Any) -> bool:
    """Whether a field's type is a known one with more said of it: `Annotated` keeps no nesting."""
    if get_origin(kind) is not Annotated or get_origin(known) is not Annotated:
        return False
    (inner, *said), (other, *known_said) = get_args(kind), get_args(known)
    return inner == other and said[: len(known_said)] == known_said


def table(cls: type[BaseModel]) -> str:
    """The table of a class's own fields."""
    rows = [f"| `{n}` | {t} | {'yes' if r else ''} | {m} |" for n, t, r, m in fields_of(cls)]
    return "\n".join(["| field | type | required | meaning |", "|---|---|---|---|", *rows])


def tables(classes: tuple[type[BaseModel], ...], depth: int = 3) -> str:
    """A heading, the docstring and the table of each class."""
    parts = [f"{'#' * depth} {_title(cls)}\n\n{_sentence(cls)}\n\n{table(cls)}" for cls in classes]
    return _block("\n\n".join(parts))


def kind_tables() -> str:
    """A section for each shape of event: its words, what it is for, its own fields."""
    parts = [
        f"### {' '.join(f'`{word}`' for word in words)}\n\n{_sentence(cls)}{_any_term(cls)}\n\n{table(cls)}"
        for cls, words in shapes().items()
    ]
    return _block("\n\n".join(parts))


def kinds_in_short() -> str:
    """How many words there are, in how many shapes."""
    return _block(f"There are {len(kinds())} words in {len(shapes())} shapes; words in one shape have the same fields.")


def rule_table() -> str:
    """Every rule that an answer may name, with the sentence that `why` prints."""
    rows = [f"| `{rule}` | {sentence} |" for rule, sentence in RULES.items()]
    return _block("\n".join(["| rule | sentence |", "|---|---|", *rows]))


def word_table() -> str:
    """The words of the status, each made by the function that makes all of them."""
    rows = [f"| {said} | {word_for(standing).replace('{days}', 'n days')} |" for said, standing in STANDINGS]
    return _block("\n".join(["| what is so | the word |", "|---|---|", *rows]))


def module_table(folder: str) -> str:
    """Every module of a folder of the package with the first sentence of its docstring, as a table."""
    paths = [path for path in sorted((PACKAGE / folder).rglob("*.py")) if path.name != "__init__.py"]
    rows = [f"| `{path.relative_to(PACKAGE / folder).as_posix()}` | {_first_line(path)} |" for path in paths]
    return _block("\n".join(["| module | what it does |", "|---|---|", *rows]))


def _first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def _inherited(cls: type[BaseModel]) -> set[str]:
    above: tuple[type[BaseModel], ...] = (EventBase, Terms)
    names = {name for base in above if base in cls.__mro__[1:] for name in base.model_fields}
    return names - {name for name, info in cls.model_fields.items() if _asks_more(name, info)}


def _asks_more(name: str, info: Any) -> bool:
    """Whether a class has a field of every event and, other than every event, requires it."""
    common = EventBase.model_fields.get(name)
    return common is not None and info.is_required() and not common.is_required()


def _any_term(cls: type[BaseModel]) -> str:
    return " Besides, any of the [terms](#terms)." if issubclass(cls, Terms) and cls is not Terms else ""


def _annotated(kind: Any) -> str:
    inner, *extras = get_args(kind)
    listed = any(type(extra).__name__ == "BeforeValidator" for extra in extras)
    if get_origin(inner) is tuple and listed:
        return f"one or more: {in_words(get_args(inner)[0])}"
    return in_words(inner)


def _container(kind: Any) -> str:
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return f"list: {in_words(arguments[0])}"
    if get_origin(kind) is dict:
        return f"mapping: {in_words(arguments[0])} to {in_words(arguments[1])}"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if isinstance(kind, TypeVar):
        return "value of the field"
    return PLAIN.get(kind) or _part(kind)


def _part(kind: Any) -> str:
    cls: Any = getattr(kind, "__pydantic_generic_metadata__", {}).get("origin") or kind
    name: str = kind.__name__
    return PARTS.get(cls) or ("day" if name == "date" else name)


def _one_of(parts: list[Any]) -> str:
    return " or ".join(dict.fromkeys(in_words(part) for part in parts))


def _title(cls: type[BaseModel]) -> str:
    files: dict[type[BaseModel], str] = {CaseFile: "`case.yaml`", Source: "An item of `sources.yaml`", Seed: "`seeds/`"}
    return files.get(cls) or PARTS[cls].replace("`", "").capitalize()


def _sentence(cls: type[BaseModel]) -> str:
    return " ".join((cls.__doc__ or "").split())


def _block(text: str) -> str:
    return f"\n{text}\n\n"

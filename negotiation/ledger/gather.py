"""All ids that many records mention, without their places: a first look that finds most cases without a fault.

It goes the same way as `mentions`, and a test holds the two together.
"""

from functools import cache

from pydantic import BaseModel

from negotiation.domain.dates import When
from negotiation.domain.expressions import Pattern
from negotiation.domain.values import Account, Citation
from negotiation.ledger.mentions import fields_with_ids
from negotiation.ledger.plain import is_mapping, items_of
from negotiation.ledger.shape import Model

Gathered = dict[str, set[str]]
"""Ids by what they are to be ids of."""

WITHOUT_IDS = frozenset({type(None), When, int, bool})
"""What most fields hold that may hold an id and do not."""

ACCOUNTS: type = Account

WITH_PARAGRAPHS: set[Model] = {Citation}


def gather(record: BaseModel, into: Gathered) -> None:
    """Put every id that a record mentions into `into`."""
    held = vars(record)
    for name, space, key_space in _plan(record.__class__):
        value: object = held[name]
        kind = value.__class__
        if kind is str:
            if space:
                into[space].add(str(value))
        elif kind not in WITHOUT_IDS:
            _gather_in(value, space, key_space, into)
    if record.__class__ in WITH_PARAGRAPHS:
        _gather_paragraph(record, into)
    elif isinstance(record, Pattern):
        into["kind"].add(record.kind)


@cache
def _plan(model: Model) -> tuple[tuple[str, str, str], ...]:
    if ACCOUNTS in model.__mro__:
        WITH_PARAGRAPHS.add(model)  # one for each type of value
    return tuple((field.name, field.space, field.key_space) for field in fields_with_ids(model))


def _gather_in(value: object, space: str, key_space: str, into: Gathered) -> None:
    if value.__class__ is tuple:
        for item in items_of(value):
            if item.__class__ is str:
                if space:
                    into[space].add(str(item))
            elif isinstance(item, BaseModel):
                gather(item, into)
            elif item.__class__ not in WITHOUT_IDS:
                _gather_in(item, space, key_space, into)
    elif isinstance(value, BaseModel):
        gather(value, into)
    elif isinstance(value, str):
        if space:
            into[space].add(value)
    elif is_mapping(value):
        for key, item in value.items():
            if key_space:
                into[key_space].add(key)
            _gather_in(item, space, "", into)


def _gather_paragraph(record: BaseModel, into: Gathered) -> None:
    if isinstance(record, Citation) and record.paragraph is not None:
        into["paragraph"].add(f"{record.source} {record.paragraph}")
    elif isinstance(record, Account) and record.paragraph is not None:
        into["paragraph"].add(f"{record.holder} {record.paragraph}")

"""All ids that many records mention, without their places: a first look that finds most cases without a fault.

It goes the same way as `mentions`, and a test holds the two together.
"""

from pydantic import BaseModel

from negotiation.domain.expressions import Pattern
from negotiation.domain.values import Account, Citation
from negotiation.ledger.mentions import MentionField, fields_with_ids
from negotiation.ledger.plain import is_mapping, items_of

Gathered = dict[str, set[str]]
"""Ids by what they are to be ids of."""


def gather(record: BaseModel, into: Gathered) -> None:
    """Put every id that a record mentions into `into`."""
    for field in fields_with_ids(type(record)):
        value: object = getattr(record, field.name)
        if value.__class__ is str:
            if field.space:
                into[field.space].add(str(value))
        elif value is not None:
            _gather_in(value, field, field.key_space, into)
    if isinstance(record, Citation) and record.paragraph is not None:
        into["paragraph"].add(f"{record.source} {record.paragraph}")
    elif isinstance(record, Account) and record.paragraph is not None:
        into["paragraph"].add(f"{record.holder} {record.paragraph}")
    elif isinstance(record, Pattern):
        into["kind"].add(record.kind)


def _gather_in(value: object, field: MentionField, key_space: str, into: Gathered) -> None:
    if isinstance(value, BaseModel):
        gather(value, into)
    elif isinstance(value, str):
        if field.space:
            into[field.space].add(value)
    elif is_mapping(value):
        for key, item in value.items():
            if key_space:
                into[key_space].add(key)
            _gather_in(item, field, "", into)
    else:
        for item in items_of(value):
            _gather_in(item, field, key_space, into)

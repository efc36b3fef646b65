"""Whom and what an event names, whatever its kind."""

from typing import Any, TypeGuard

from negotiation.domain.events.common import EventBase
from negotiation.domain.ids import ActorId, SubjectId
from negotiation.domain.values import has_holders


def subjects_named(event: EventBase) -> tuple[SubjectId, ...]:
    """The subjects in its `subject` field; none where its kind has no such field."""
    return tuple(SubjectId(str(one)) for one in _listed(field_of(event, "subject")))


def wholes_named(event: EventBase) -> tuple[SubjectId, ...]:
    """The same, a tranche counted as its commitment."""
    return tuple(SubjectId(one.partition("/")[0]) for one in subjects_named(event))


def actors_of(event: EventBase) -> tuple[ActorId, ...]:
    """Who did or said it."""
    by = field_of(event, "by")
    return tuple(ActorId(str(one)) for one in _listed(by.value if has_holders(by) else by))


def field_of(event: EventBase, name: str) -> Any:
    """A field's value; nothing where its kind has no such field.

    Not by `getattr`: a model that lacks a name makes and drops an error, some ten microseconds each time.
    """
    return event.__dict__.get(name)


def _listed(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if _is_several(value) else (value,)


def _is_several(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)

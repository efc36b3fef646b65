"""Names as curators may spell them: the types of `ids.py`, checked where a record is read."""

from typing import TYPE_CHECKING, Annotated, NewType

from pydantic import StringConstraints

from negotiation.domain.ids import LOCATOR, SLUG

if TYPE_CHECKING:
    from negotiation.domain.ids import (
        ActorId,
        CoderId,
        EventId,
        HolderId,
        PersonId,
        ReadingId,
        RuleId,
        SourceId,
        SubjectId,
        TrancheId,
    )
else:  # those of `ids.py` are plain text here, and a field's type has to say what its names are of
    ActorId = NewType("ActorId", str)
    CoderId = NewType("CoderId", str)
    EventId = NewType("EventId", str)
    HolderId = NewType("HolderId", str)
    PersonId = NewType("PersonId", str)
    ReadingId = NewType("ReadingId", str)
    RuleId = NewType("RuleId", str)
    SourceId = NewType("SourceId", str)
    SubjectId = NewType("SubjectId", str)
    TrancheId = NewType("TrancheId", str)

__all__ = [
    "ActorId", "ActorRef", "CoderId", "CoderRef", "EventId", "EventRef", "HolderId", "HolderRef", "PersonId",
    "PersonRef", "ReadingId", "ReadingRef", "RuleId", "RuleRef", "SourceId", "SourceRef", "SubjectId", "SubjectRef",
    "SubjectSlug", "TrancheId", "TrancheRef",
]  # fmt: skip

Slug = StringConstraints(pattern=SLUG, max_length=80)
"""How a curator may spell an id: lower case, digits, single hyphens."""
Locator = StringConstraints(pattern=LOCATOR, max_length=80)
"""A source's id: as a slug, and capitals allowed (`S1`)."""
SubjectPath = StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$", max_length=120)
"""A subject, or `commitment/tranche`."""

EventRef = Annotated[EventId, Slug]
SubjectRef = Annotated[SubjectId, SubjectPath]
SubjectSlug = Annotated[SubjectId, Slug]
TrancheRef = Annotated[TrancheId, Slug]
ActorRef = Annotated[ActorId, Slug]
CoderRef = Annotated[CoderId, Slug]
PersonRef = Annotated[PersonId, Slug]
HolderRef = Annotated[HolderId, Locator]
ReadingRef = Annotated[ReadingId, Slug]
SourceRef = Annotated[SourceId, Locator]
RuleRef = Annotated[RuleId, Slug]

"""Names as curators may spell them: the types of `ids.py`, checked where a record is read."""

from typing import Annotated

from pydantic import StringConstraints

from negotiation.domain.ids import (
    LOCATOR,
    SLUG,
    ActorId,
    EventId,
    HolderId,
    PersonId,
    ReadingId,
    RuleId,
    SourceId,
    SubjectId,
    TrancheId,
)

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
PersonRef = Annotated[PersonId, Slug]
HolderRef = Annotated[HolderId, Locator]
ReadingRef = Annotated[ReadingId, Slug]
SourceRef = Annotated[SourceId, Locator]
RuleRef = Annotated[RuleId, Slug]

"""The names things go by, one type per kind of name.

At run time they are plain strings. To the type checker a `PartyId` is not an
`EventId`, so a swapped argument fails in the editor and not in the answer.
"""

from negotiation.domain.light import NewType

CaseId = NewType("CaseId", str)
EventId = NewType("EventId", str)
SubjectId = NewType("SubjectId", str)
"""A commitment, `commitment/tranche`, process, proposal, instrument or measure."""
TrancheId = NewType("TrancheId", str)
ActorId = NewType("ActorId", str)
"""A party, or an organ of one."""
PersonId = NewType("PersonId", str)
HolderId = NewType("HolderId", str)
"""Whoever holds a value or a view: an actor, a person, a source or a reading."""
ReadingId = NewType("ReadingId", str)
SourceId = NewType("SourceId", str)
RuleId = NewType("RuleId", str)
CoderId = NewType("CoderId", str)
"""Whoever coded records: an id, and no name."""

RECORD = ReadingId("record")
"""The baseline reading, which the others inherit from. A baseline, not a finding."""

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LOCATOR = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"

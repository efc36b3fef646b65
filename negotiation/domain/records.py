"""What reads and writes the records of a file: made when the first one is read, and one for all kinds of a list."""

from pydantic import ConfigDict, TypeAdapter

from negotiation.domain.case import Assertion, CaseFile, Release, Seed, Source
from negotiation.domain.codings import Coding
from negotiation.domain.events import Event

LATER = ConfigDict(defer_build=True)

EVENTS: TypeAdapter[list[Event]] = TypeAdapter(list[Event], config=LATER)
ASSERTIONS = TypeAdapter(list[Assertion], config=LATER)
SOURCES = TypeAdapter(list[Source], config=LATER)
HEADS = TypeAdapter(list[CaseFile], config=LATER)
SEEDS = TypeAdapter(list[Seed], config=LATER)
CODINGS = TypeAdapter(list[Coding], config=LATER)
RELEASES = TypeAdapter(list[Release], config=LATER)

"""Where the records of a case come from, as W3C PROV: what was reported by whom, and what rests on it.

Sources, events and assertions are entities; that sources reported an event is an activity;
publishers, parties, organs and people are agents. An id stands in the case's own name space.
"""

import json
from hashlib import sha256
from importlib import import_module
from typing import Any

from negotiation.domain.case import Case, Seed, Source
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of
from negotiation.export.canonical import text_of

prov: Any = import_module("prov.model")  # few who run this program have it

SHOWN = 12


def provenance(case: Case) -> str:
    """The document as PROV-JSON, the same text for the same records."""
    plain = json.loads(document(case).serialize(format="json"))
    return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def document(case: Case) -> Any:
    """The same as the library has it."""
    made = prov.ProvDocument()
    for name in ("source", "event", "assertion", "report", "agent", "publisher"):
        made.add_namespace(name, f"urn:negotiation:{case.id}:{name}:")
    made.add_namespace("n", "urn:negotiation:field:")
    _agents(made, case)
    sources = _sources(made, case)
    events = {str(event.id): _event(made, event) for event in case.events}
    for event in case.events:
        _report(made, event, sources, events)
    for text in sorted({text_of(one) for one in case.assertions}):
        name = sha256(text.encode()).hexdigest()[:SHOWN]
        made.entity(f"assertion:{name}", {"prov:type": "n:assertion", "n:record": text})
    return made


def _agents(made: Any, case: Case) -> None:
    for party in case.head.parties:
        made.agent(f"agent:{party.id}", {"prov:type": "prov:Organization", "prov:label": party.name})
        for organ in party.organs:
            made.agent(f"agent:{organ.id}", {"prov:type": "prov:Organization", "prov:label": organ.name})
            made.actedOnBehalfOf(f"agent:{organ.id}", f"agent:{party.id}")
    for person in case.head.people:
        made.agent(f"agent:{person.id}", {"prov:type": "prov:Person", "prov:label": person.name})
        for one in person.speaks_for:
            made.actedOnBehalfOf(f"agent:{person.id}", f"agent:{one.party}")
    if case.head.coders:
        made.add_namespace("coder", f"urn:negotiation:{case.id}:coder:")
        made.add_namespace("coding", f"urn:negotiation:{case.id}:coding:")
    for coder in case.head.coders:
        made.agent(f"coder:{coder.id}", {"prov:type": "n:coder"})


def _sources(made: Any, case: Case) -> dict[str, Any]:
    found: dict[str, Any] = {}
    publishers: dict[str, str] = {}
    documents: list[Source | Seed] = [*case.sources, *case.seeds]
    for one in documents:
        written = {"title": one.title, "date": one.date, "origin": one.origin, "url": getattr(one, "url", None)}
        entity = made.entity(
            f"source:{one.id}",
            {"prov:type": "n:source", **{f"n:{name}": str(said) for name, said in written.items() if said is not None}},
        )
        found[str(one.id)] = entity
        if one.publisher not in publishers:
            publishers[one.publisher] = f"publisher:{sha256(one.publisher.encode()).hexdigest()[:SHOWN]}"
            made.agent(publishers[one.publisher], {"prov:type": "prov:Organization", "prov:label": one.publisher})
        made.wasAttributedTo(entity, publishers[one.publisher])
    return found


def _event(made: Any, event: Event) -> Any:
    said = {"prov:type": f"n:{event.kind}", "prov:label": event.title or event.id, "n:certainty": event.certainty}
    return made.entity(f"event:{event.id}", {**said, "n:record": text_of(event)})


def _report(made: Any, event: Event, sources: dict[str, Any], events: dict[str, Any]) -> None:
    entity = events[str(event.id)]
    report = made.activity(f"report:{event.id}", other_attributes={"n:reported": str(event.reported)})
    made.wasGeneratedBy(entity, report)
    for one in event.sources:
        source = sources.get(str(one.source))
        if source is None:
            continue
        where = {"paragraph": one.paragraph, "attribution": one.attribution, "speaker": one.speaker}
        told = {f"n:{name}": str(said) for name, said in where.items() if said is not None}
        made.used(report, source, other_attributes=told)
        made.wasDerivedFrom(entity, source, activity=report)
    for actor in actors_of(event):
        made.wasAssociatedWith(report, f"agent:{actor}", other_attributes={"prov:role": "n:actor"})
    if event.coders:
        _coded(made, event, entity)
    if event.revises is not None and str(event.revises) in events:
        made.wasDerivedFrom(entity, events[str(event.revises)], other_attributes={"prov:type": "prov:Revision"})


def _coded(made: Any, event: Event, entity: Any) -> None:
    """Who made the record of what was reported, and by which version of the codebook."""
    by = {} if event.codebook is None else {"n:codebook": event.codebook}
    coding = made.activity(f"coding:{event.id}", other_attributes={"prov:type": "n:coding", **by})
    made.wasInformedBy(coding, f"report:{event.id}")
    for coder in event.coders or ():
        made.wasAssociatedWith(coding, f"coder:{coder}", other_attributes={"prov:role": "n:coder"})
        made.wasAttributedTo(entity, f"coder:{coder}")

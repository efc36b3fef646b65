"""Each curated record as a CloudEvent (CNCF, 1.0), all of them as one JSON batch.

The id of an event holds a digest of the record: a record that was changed is another event,
and the same record is the same one, however often it is sent.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from negotiation.domain.case import Case
from negotiation.export.canonical import lines

SHOWN = 12


def batch(case: Case) -> str:
    """The events as a JSON array, one a line."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in events(case)) + "\n]\n"


def events(case: Case) -> Iterator[dict[str, Any]]:
    """A CloudEvent for each record, in the order of `export jsonl`."""
    for line in lines(case):
        wrapped: dict[str, Any] = json.loads(line)
        sort = next(name for name in wrapped if name != "case")
        data: dict[str, Any] = wrapped[sort]
        id_ = data.get("id") or case.id
        made = {
            "specversion": "1.0",
            "id": f"{sort}/{id_}/{sha256(line.encode()).hexdigest()[:SHOWN]}",
            "source": f"urn:negotiation:case:{case.id}",
            "type": f"negotiation.{sort}.{data['kind']}" if sort == "event" else f"negotiation.{sort}",
            "datacontenttype": "application/json",
            "subject": str(data.get("subject") if isinstance(data.get("subject"), str) else id_),
        }
        yield {**made, **_days(data), "data": data}


def _days(data: dict[str, Any]) -> dict[str, str]:
    """The days of a record, as extensions: `time` is a moment, and records have days."""
    names = {"on": "occurred", "reported": "reported", "recorded": "recorded"}
    return {name: data[field] for field, name in names.items() if isinstance(data.get(field), str)}

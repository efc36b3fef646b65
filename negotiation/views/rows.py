"""Rows as programs read them: JSON with an envelope, JSON lines, tidy CSV.

What is absent is `null` in JSON and a word in CSV, never missing and never an empty cell.
"""

import json
from collections.abc import Iterable, Sequence

from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import iso
from negotiation.domain.light import Any
from negotiation.views.header import Asked
from negotiation.views.plain import is_record, is_several

Record = dict[str, Any]

FACT = ("subject", "axis", "holder", "value", "from", "to")
"""The columns of a fact of a day."""
ABSENT = "none recorded"
"""What stands in a cell for what is not there."""


def envelope(asked: Asked, answer: str, *, coded: bool = True) -> Record:
    """What every JSON answer begins with; `answer` names its shape, as in `state/1`."""
    question = asked.question
    return {
        "schema": f"negotiation/{answer}",
        "tool": asked.tool,
        "case": asked.case.id,
        "data_rev": asked.revision,
        "on": iso(question.on),
        "known": None if question.known >= FOREVER else iso(question.known),
        "recorded": None if question.recorded >= FOREVER else iso(question.recorded),
        "reading": question.reading,
        "tz": asked.case.head.tz,
        "complete": asked.complete,
        "not_coded": not coded,
    }


def json_text(body: Record, *, ascii_only: bool = False) -> str:
    """One JSON document, indented for people who look at it too."""
    return json.dumps(body, indent=2, ensure_ascii=ascii_only) + "\n"


def jsonl_text(rows: Iterable[Record], *, ascii_only: bool = False) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)


def csv_text(facts: Iterable[Record], heads: Sequence[str] = ()) -> str:
    """One fact a row below the names of the columns; lines end as RFC 4180 has them."""
    import csv  # noqa: PLC0415 - of this format only
    from io import StringIO  # noqa: PLC0415 - as above

    rows = list(facts)
    names = list(heads) or list(rows[0] if rows else ())
    text = StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows({name: cell(row.get(name)) for name in names} for row in rows)
    return text.getvalue()


def cell(value: Any) -> str:
    """A value in one cell.

    >>> cell(None), cell({"min": 26, "max": 52}), cell(["a", "b"]), cell(True)
    ('none recorded', '26 to 52', 'a; b', 'yes')
    """
    match value:
        case None | "" | [] | ():
            return ABSENT
        case bool():
            return "yes" if value else "no"
        case {"min": None, "max": high}:
            return "unknown" if high is None else f"{high} or less"
        case {"min": low, "max": high}:
            return f"{low} or more" if high is None else f"{low} to {high}"
        case _ if is_record(value):
            return "; ".join(f"{key}: {cell(one)}" for key, one in value.items())
        case _ if is_several(value):
            return "; ".join(cell(one) for one in value)
        case _:
            return str(value)

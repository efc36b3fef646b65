"""How Datasette shows the file: titles, what each column says, facets, labels, and the queries that it has ready.

Foreign keys, full-text search and its hidden tables stand in the file itself. What a table and its columns say is what
`docs/sqlite.md` is printed from.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from negotiation.store.canned import CANNED, Canned
from negotiation.store.declared import Table
from negotiation.store.schema import BY_NAME, TABLES
from negotiation.store.views import VIEWS, View

LISTED = 12
"""Up to so many cases are offered by name below a query."""

LABELS = {
    "cases": "title", "events": "event", "subjects": "subject", "axes": "axis", "intervals": "words", "rules": "rule",
    "parties": "name", "people": "name", "readings": "reading", "sources": "source", "files": "file",
    "commitments": "obligation",
}  # fmt: skip
"""What stands for a row where another table leads to it."""

SORTED = {
    "cases": "case_id", "events": "first_day", "sources": "source", "files": "file", "parties": "party",
    "people": "person", "readings": "reading", "subjects": "subject", "terms_versions": "valid_from",
    "rules": "rule", "deadlines": "due_first", "state_on_change": "valid_from",
}  # fmt: skip

FACETS: Mapping[str, tuple[str, ...]] = {
    "parties": ("case_id", "organ_of"), "roles": ("case_id", "role"), "people": ("case_id",),
    "readings": ("case_id", "reading"), "sources": ("case_id", "host_kind", "is_seed"), "files": ("case_id",),
    "events": ("case_id", "kind", "certainty", "stands"), "event_actors": ("actor",),
    "citations": ("case_id", "attribution"), "assertions": ("case_id", "reading"),
    "problems": ("case_id", "severity", "code"), "subjects": ("case_id", "kind", "part"),
    "commitments": ("obligation", "unit"), "commitment_parties": ("case_id", "role", "party"),
    "terms_versions": ("term",), "claims": ("kind", "by", "asserts", "against"),
    "instruments": ("depositary", "by"), "proposals": ("form",), "measures": ("stage", "unit"),
    "subject_readings": ("reading", "kept_as"), "axes": ("axis", "kept_as"), "intervals": ("rule",),
    "contests": ("field", "holder"), "history": ("case_id", "kind", "reading", "axis"),
    "state_on_change": ("case_id", "kind", "reading", "status"), "deadlines": ("case_id", "kind", "reading"),
    "positions": ("case_id", "field", "holder"), "why": ("case_id", "reading", "axis", "kind"),
}  # fmt: skip

SPOKEN = (
    "intervals", "axes", "subjects", "events", "subject_readings", "contests", "cause_runs", "rules", "cases",
)  # fmt: skip
"""Whose words a column of a view has, where it is called the same: the first that has it."""

OWN: Mapping[str, Mapping[str, str]] = {
    "interval_causes": {"interval": "the interval", "event": "the number of the event"},
    "history": {"whole": "the whole subject that it is a part of; of a whole, itself"},
    "state_on_change": {
        "valid_from": "the first day of the stretch",
        "valid_to": "the day on which the next stretch begins",
        "phase": "the phase, in words",
        "status": "the status, in words",
        "running": "whether it runs, or who suspended it",
        "withheld": "by whom it is withheld, and since when",
    },
    "deadlines": {
        "held_from": "the first day on which this was the due day",
        "held_to": "the day from which it no longer was",
        "overdue_from": "the first day on which it was overdue",
        "met_from": "the first day on which it was met",
    },
    "why": {"kind": "the kind of the event", "says": "the sentence of the rule"},
}
"""What columns of a view say that no table has, or that a table says otherwise."""


def metadata(connection: sqlite3.Connection, name: str) -> dict[str, Any]:
    """The metadata of a file, for a database that Datasette calls `name`: as the file is, without its suffix."""
    cases = connection.execute("SELECT case_id, title, covers_from, covers_to FROM cases ORDER BY case_id").fetchall()
    readings = connection.execute("SELECT case_id, reading FROM readings ORDER BY case_id, reading").fetchall()
    of = {case: [reading for one, reading in readings if one == case] for case, *_ in cases}
    title = cases[0][1] if len(cases) == 1 else f"{len(cases)} negotiations"
    tables = {table.name: _table(table) for table in TABLES}
    tables |= {f"{table.name}_fts": {"hidden": True} for table in TABLES if table.searched}
    tables |= {view.name: _view(view, _names(connection, view)) for view in VIEWS}
    return {
        "title": title,
        "description": "What was promised, done and owed on any day, as known on any day, under whose reading, and"
        " why. Statuses are computed by rules from the records; no reading is marked as the right one.",
        "databases": {
            name: {
                "title": title,
                "description_html": _cases(tilded(name), cases, of),
                "tables": tables,
                "queries": {one.name: _query(one, cases, of) for one in CANNED},
            }
        },
    }


def _table(table: Table) -> dict[str, Any]:
    return _shown(table.name, table.says, {column.name: column.says for column in table})


def _view(view: View, names: Sequence[str]) -> dict[str, Any]:
    said = {column.name: column.says for name in reversed(SPOKEN) for column in BY_NAME[name]}
    said |= {"case_id": "the case", "interval": "the number of the interval", **OWN.get(view.name, {})}
    return _shown(view.name, view.says, {name: said[name] for name in names})


def _shown(name: str, says: str, columns: Mapping[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {"description": says.replace("`", ""), "columns": _plain(columns)}
    shown |= {"label_column": LABELS[name]} if name in LABELS else {}
    shown |= {"sort": SORTED[name]} if name in SORTED else {}
    return shown | ({"facets": [*FACETS[name]]} if name in FACETS else {})


def _plain(columns: Mapping[str, str]) -> dict[str, str]:
    return {name: says.replace("`", "") for name, says in columns.items()}


def _names(connection: sqlite3.Connection, view: View) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [view.name])]


def _cases(name: str, cases: Sequence[Sequence[str]], of: Mapping[str, Sequence[str]]) -> str:
    ask = CANNED[0]
    return f"{escape(ask.says)} {_links(f'{name}/', ask, cases, of)}"


def _query(one: Canned, cases: Sequence[Sequence[str]], of: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "title": one.title,
        "description_html": f"{escape(one.says)} {_defaults(one)} {_links('', one, cases, of)}",
        "sql": one.sql,
        "params": [*one.params],
        "hide_sql": True,
    }


def _defaults(one: Canned) -> str:
    """What an empty field stands for."""
    said = {
        "case": "case: the first by its id",
        "on": "on: today (UTC), or the case's last day where that is earlier",
        "known": "known: all that is known; “same” is the day of “on”",
        "reading": "reading: record, which is a baseline and not a finding",
        "subject": "subject: the case's first commitment by its id",
    }
    if one.params == ("case",):
        said["case"] = "case: all of them"
    return f"Fields that are left empty mean: {'; '.join(escape(said[name]) for name in one.params)}."


def _links(above: str, one: Canned, cases: Sequence[Sequence[str]], of: Mapping[str, Sequence[str]]) -> str:
    """The cases, and where there is a choice their readings, each as a link that asks about it."""
    items = "".join(_item(above, one, case, of[case[0]]) for case in cases[:LISTED])
    more = f"<li>and {len(cases) - LISTED} more, in the table cases</li>" if len(cases) > LISTED else ""
    return f"<ul>{items}{more}</ul>"


def _item(above: str, one: Canned, case: Sequence[str], readings: Sequence[str]) -> str:
    id_, title, first, last = case
    asked = [_link(above, one, reading, case=id_, reading=reading) for reading in readings if "reading" in one.params]
    under = f"; under {', '.join(asked)}" if asked else ""
    return f"<li>{_link(above, one, id_, case=id_)}: {escape(title)} ({first} to {last}){under}</li>"


def _link(above: str, one: Canned, shown: str, **asked: str) -> str:
    """A link to a query, as seen from the page that it stands on: Datasette may be served below any path."""
    return f'<a href="{escape(above)}{one.name}?{escape(urlencode(asked))}">{escape(shown)}</a>'


def tilded(name: str) -> str:
    """A name as Datasette writes it into addresses.

    >>> tilded("talks"), tilded("talks 2.1")
    ('talks', 'talks+2~2E1')
    """
    kept = re.compile(r"[A-Za-z0-9_-]")
    return "".join(
        one if kept.fullmatch(one) else "+" if one == " " else "".join(f"~{byte:02X}" for byte in one.encode())
        for one in name
    )

"""A copy of the case of the talks as it would be without the events of 23 and 24 April 2014."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.source import ROOT

CASE = "talks-2013-14"
OUT = re.compile(r"e84-|e85-|e93-government-sworn-in")
"""The events of the two days, and the one that needs what they brought about."""
AFTER = {"2014-04-24", "2014-04-30"}
"""Days of the assertions that speak of what followed from them."""


def without_april(where: Path) -> list[dict[str, Any]]:
    """Make the copy below a directory; what was taken out, as records."""
    shutil.copytree(ROOT / "events" / CASE, where / "events" / CASE)
    shutil.copytree(ROOT / "seeds", where / "seeds")
    taken: list[dict[str, Any]] = []
    for file in sorted((where / "events" / CASE).rglob("*.yaml")):
        if file.name not in {"case.yaml", "sources.yaml"}:
            _take_out(file, taken)
    return taken


def _take_out(file: Path, taken: list[dict[str, Any]]) -> None:
    parts = re.split(r"(?m)^(?=- )", file.read_text("utf-8"))
    kept = parts[:1]
    for part in parts[1:]:
        (record,) = yaml.load(part, Loader=yaml.BaseLoader)  # noqa: S506 - text, lists and mappings only
        if OUT.match(record.get("id", "")):
            taken.append(json.loads(json.dumps(record).replace('"null"', "null")))
        elif not _speaks_of_them(record.get("assertion", {})):
            kept.append(part)
    file.write_text("".join(kept), "utf-8")


def _speaks_of_them(assertion: dict[str, Any]) -> bool:
    return assertion.get("on") in AFTER and assertion["subject"] in {"talks", "stay-at-table"}

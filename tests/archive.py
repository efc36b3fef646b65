"""An archive of made-up cases, written as the files that a curator would write."""

import shutil
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings

from negotiation.ledger.load import load_case
from tests.cases import HEAD, Plain
from tests.strategies import ACTORS, HOLDERS, plain_cases

SOURCES = [
    {
        "id": name, "publisher": f"The {name}", "host_kind": ["official"], "date": 2020, "title": None,
        "origin": name, "archived": None, "url": f"https://example.org/{name}",
    }
    for name in HOLDERS if name not in {*ACTORS, "observer"}
]  # fmt: skip
"""Every source that a made-up record names; other holders are parties."""


def plain_records(count: int) -> list[list[Plain]]:
    """The records of so many made-up cases, the same ones each time."""
    found: list[list[Plain]] = []

    @seed(20131)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(plain_cases)
    def keep(records: list[Plain]) -> None:
        found.append(records)

    keep()
    return found


def write_archive(root: Path, count: int) -> list[str]:
    """Write so many made-up cases below `root`, each without a slip that the loader would tell; return their ids."""
    ids: list[str] = []
    for records in plain_records(4 * count):
        directory = root / f"made-up-{len(ids):03}"
        _write_case(directory, records)
        if load_case(directory).complete:
            ids.append(directory.name)
        else:
            shutil.rmtree(directory)
        if len(ids) == count:
            break
    return ids


def _write_case(directory: Path, records: list[Plain]) -> None:
    directory.mkdir(parents=True)
    _write(directory / "case.yaml", HEAD)
    _write(directory / "sources.yaml", SOURCES)
    _write(directory / "events.yaml", records)


class _InFull(yaml.SafeDumper):
    """Writes everything out where it is said: the files know no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the dumper's own signature
        return True


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.dump(data, Dumper=_InFull, sort_keys=False, allow_unicode=True), encoding="utf-8")

"""On what it was measured: the machine, and the version of everything."""

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from importlib import metadata
from pathlib import Path

PACKAGES = ("negotiation", "pydantic", "PyYAML", "typer", "sqlite-utils", "rich", "eventsourcing", "beancount")
PROGRAMS = ("hledger", "ledger", "valgrind")


def machine() -> dict[str, str]:
    """The processor, its cores, the memory and the system, as far as the system tells."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{pages / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """The version of each program and package; what is not there is left out."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, "libyaml": _libyaml()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    for name in PROGRAMS:
        told = _told([name, "--version"]) if shutil.which(name) else ""
        number = next((word.strip(",") for word in told.replace("-", " ").split() if word[:1].isdigit()), "")
        if number:
            found[name] = number
    return {name: one for name, one in found.items() if one}


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _libyaml() -> str:
    code = "import yaml._yaml as y; print(y.get_version_string())"
    return _told([sys.executable, "-c", code])


def _told(command: list[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - the commands above
    return done.stdout.strip().partition("\n")[0]

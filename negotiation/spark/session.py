"""A session on a cluster, and in plain words why there is none."""

import logging
import os
import re
import shutil
import socket
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

NEEDED = ("pyspark", "pyarrow", "pandas")
"""What the `spark` extra installs. `mapInArrow` wants pandas, though no frame is ever made."""

PATIENCE = 5
"""Seconds in which a master answers at all."""


class NoClusterError(Exception):
    """No session, and why; the tips say what to do about it."""

    def __init__(self, message: str, *tips: str) -> None:
        super().__init__(message)
        self.tips = tips


def is_here(master: str | None) -> bool:
    """Whether all workers are on this machine, and end with the session."""
    return master is not None and re.match(r"local(\[|-cluster\[|$)", master) is not None


def expect_all() -> None:
    """See that the packages and Java are installed before anything takes long.

    Raises:
        NoClusterError: if something is missing.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        message = f"--engine spark needs {_and(missing)}, which this Python does not have"
        raise NoClusterError(message, "pip install 'negotiation[spark]'")
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java") if home is None else shutil.which("java", path=str(Path(home) / "bin"))
    if java is None:
        where = "on the PATH" if home is None else f"in JAVA_HOME, {home}"
        message = f"--engine spark needs Java 17 or newer, and there is none {where}"
        raise NoClusterError(message, "on Debian: apt install openjdk-17-jre-headless")


@contextmanager
def session(master: str | None, name: str) -> Generator[Any]:
    """A session for one piece of work, ended with it. What Spark says of itself is kept back.

    Raises:
        NoClusterError: if Spark does not start.
    """
    if is_here(master):
        # Nobody else has business with workers of our own: they listen on loopback, and run what runs this.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with TemporaryFile() as log, _no_logging():
        with _said_into(log.fileno()):
            spark = _started(master, name, log)
        try:
            yield spark
        finally:
            spark.stop()


def expect_answer(master: str | None) -> None:
    """See that someone listens where a standalone cluster's master is said to be: Spark itself waits for a minute.

    Raises:
        NoClusterError: if nobody does.
    """
    masters = [*_masters(master or "")]
    refused: list[str] = []
    for host, port in masters:
        try:
            socket.create_connection((host, port), PATIENCE).close()
        except OSError as error:
            refused.append(error.strerror or str(error) or type(error).__name__)
    if masters and len(refused) == len(masters):
        message = f"no Spark master answers at {master} ({refused[0]})"
        raise NoClusterError(message, "the master's own page names it: spark://HOST:7077")


def _masters(master: str) -> Iterator[tuple[str, int]]:
    if master.startswith("spark://"):
        for one in master.removeprefix("spark://").split(","):
            host, _, port = one.rpartition(":")
            if host and port.isdigit():
                yield host.strip("[]"), int(port)


def _started(master: str | None, name: str, log: Any) -> Any:
    builder = import_module("pyspark.sql").SparkSession.builder.appName(name)
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR")
    if master is not None:
        builder = builder.master(master)
    if is_here(master):
        builder = builder.config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        return builder.getOrCreate()
    except Exception as error:  # whatever Java or Spark throw at the start means that there is no session
        if "master URL must be set" in str(error):
            message = "no Spark cluster was named"
            raise NoClusterError(message, "say which with --master URL, or in spark-defaults.conf") from error
        message = f"Spark did not start{_why(str(error), log)}"
        raise NoClusterError(message) from error


def _why(error: str, log: Any) -> str:
    """The reason among all that was said, as far as one line has it."""
    log.seek(0)
    said = f"{error}\n{log.read().decode('utf-8', 'replace')}"
    found = re.search(r"(?:Exception|Error): (?!An error occurred)(\S[^\n]*)", said) or re.search(
        r"^\s*(\S[^\n]*)", said
    )
    return "" if found is None else f": {found[1]}"


@contextmanager
def _said_into(file: int) -> Generator[None]:
    """Take what is written to stderr meanwhile, and all that Java ever writes there: our own words are enough."""
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(file, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _no_logging() -> Generator[None]:
    """Spark's own packages log what they raise as well."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

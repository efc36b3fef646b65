"""The program that answers, as far as an answer may hang on it: its own files, its Python, the packages beside it."""

import os
import sys

from negotiation.cache.digest import digest_of_words
from negotiation.cache.place import SCHEMA

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is slow to import


def program() -> str | None:
    """Its fingerprint; none where its files cannot be looked at.

    Python's own rule holds for the files: one whose size and times are the same is the same. Of the
    packages the directories are looked at, which change when one is installed, taken away or replaced.
    """
    words = [str(SCHEMA), sys.version, sys.executable, str(sys.flags.optimize), *sys.path]
    try:
        _files(PACKAGE, words)
        beside = [path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)]  # noqa: PTH112 - as above
        words += [_status(os.stat(path)) for path in beside]  # noqa: PTH116 - as above
    except OSError:
        return None
    return digest_of_words(words)


def _files(directory: str, words: list[str]) -> None:
    with os.scandir(directory) as found:
        entries = sorted((one for one in found if one.name != "__pycache__"), key=lambda one: one.name)
    for one in entries:
        words.append(one.name)
        if one.is_dir():
            _files(one.path, words)
        else:
            words.append(_status(one.stat()))


def _status(found: os.stat_result) -> str:
    return f"{found.st_size}.{found.st_mtime_ns}.{found.st_ctime_ns}.{found.st_ino}"

"""Writes what is kept, in one short transaction; where that cannot be, nothing is kept and nobody is troubled."""

import _sqlite3 as sqlite
import os
from collections.abc import Callable, Iterable

from negotiation.cache.asked import Asked
from negotiation.cache.kept import Answer, bytes_proof, connected, ground_proof, is_ours, opened, today

LARGEST = 256_000_000
"""Bytes that the file may have. What was not used for longest makes room."""
ROOM = LARGEST * 3 // 4
"""Bytes that are left when room was made."""
ONE = LARGEST // 16
"""Characters or bytes that one thing may have."""
OURS = 0x4E45474F
"""Says of an SQLite file that it is one of these, in the four bytes at `AT`."""
AT = 68
HEADER = 100
MAGIC = b"SQLite format 3\0"

PASSING = frozenset({3, 5, 6, 8, 10, 13, 14, 23})
"""What SQLite says where the fault is not in the file: nobody may, busy, locked, read-only, no I/O, full, cannot be
opened."""
ORPHANS = "delete from grounds where id not in (select ground from answers)"
HALF = (
    "delete from {0} where rowid in"
    " (select rowid from {0} order by used, rowid limit (select (count(*) + 1) / 2 from {0}))"
)
HALVES = (HALF.format("answers"), HALF.format("results"), ORPHANS)
ROWS = "select (select count(*) from answers) + (select count(*) from results)"

TABLES = f"""
pragma auto_vacuum = full;
pragma application_id = {OURS};
create table grounds (id text primary key, text text not null, proof text not null) strict;
create table answers (
  key text primary key, ground text not null references grounds,
  first integer not null, until integer not null, code integer not null,
  before text not null, out text not null, after text not null, proof text not null,
  used integer not null
) strict;
create table results (key text primary key, said blob not null, proof text not null, used integer not null) strict;
create index by_ground on answers (ground);
"""


def keep(file: str, key: str, answer: Answer, lines: list[str]) -> None:
    """Keep an answer with its ground."""
    told = answer.before, answer.out, answer.after
    if sum(map(len, told)) > ONE:
        return
    row = (key, answer.ground, answer.first, answer.until, answer.code, *told, answer.proof(key), today())

    def write(kept: sqlite.Connection) -> None:
        _put_ground(kept, answer.ground, "\n".join(lines))
        kept.execute("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        kept.execute(ORPHANS)
        _make_room(kept)

    _written(file, write)


def keep_many(file: str, results: dict[str, bytes], used: Iterable[str] = ()) -> None:
    """Keep what took long to work out, and remember what was used today."""
    rows = [(key, said, bytes_proof(key, said), today()) for key, said in results.items() if len(said) <= ONE]

    def write(kept: sqlite.Connection) -> None:
        kept.executemany("insert or replace into results values (?, ?, ?, ?)", rows)
        kept.executemany("update results set used = ? where key = ?", [(today(), key) for key in used])
        _make_room(kept)

    _written(file, write, new=bool(rows))


def touch(question: Asked, answer: Answer, text: str | None) -> None:
    """Remember that an answer was used today, and the status of its ground if that has changed."""

    def write(kept: sqlite.Connection) -> None:
        kept.execute("update answers set used = ? where key = ?", (today(), question.key))
        if text is not None:
            _put_ground(kept, answer.ground, text)

    _written(question.file, write, new=False)


def counts(file: str) -> tuple[int, int, int] | None:
    """How many answers and other things are kept, in how many bytes; nothing where no file can be read."""
    try:
        kept = opened(file)
        try:
            answers, results = (_one(kept, f"select count(*) from {name}") for name in ("answers", "results"))  # noqa: S608 - our own names
            return answers, results, _filled(kept)
        finally:
            kept.close()
    except (OSError, sqlite.Error):
        return None


def clear(file: str) -> bool:
    """Take the file away; whether there was one."""
    try:
        os.unlink(file)  # noqa: PTH108 - as text, as everywhere here
    except OSError:
        return False
    return True


def _put_ground(kept: sqlite.Connection, id_: str, text: str) -> None:
    kept.execute("insert or replace into grounds values (?, ?, ?)", (id_, text, ground_proof(id_, text)))


def _make_room(kept: sqlite.Connection) -> None:
    """Delete the half that was not used for longest until the rest is small enough."""
    if _filled(kept) <= LARGEST:
        return
    while _filled(kept) > ROOM and _one(kept, ROWS):
        for question in HALVES:
            kept.execute(question)


def _filled(kept: sqlite.Connection) -> int:
    """Bytes that the file will have once the transaction is done."""
    count, free, size = (_one(kept, f"pragma {name}") for name in ("page_count", "freelist_count", "page_size"))
    return (count - free) * size


def _one(kept: sqlite.Connection, question: str) -> int:
    return int(kept.execute(question).fetchone()[0])


def _written(file: str, write: Callable[[sqlite.Connection], None], *, new: bool = True) -> None:
    """Write in one transaction, or go without; a file of this kind that is broken is taken away."""
    try:
        if new:
            _expect_a_file(file)
        elif not os.access(file, os.W_OK):
            return
        kept = connected(file, "rw")
        try:
            _in_one(kept, write)
        finally:
            kept.close()
    except sqlite.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in PASSING:
            clear(file)
    except OSError:
        return


def _expect_a_file(file: str) -> None:
    """Make the file where there is none, or one that is no database.

    Raises:
        OSError: if it cannot be, or there is a database of somebody else.
    """
    try:
        if not is_ours(file):
            raise PermissionError(file)
        with open(file, "rb") as there:  # noqa: PTH123 - as text, as everywhere here
            header = there.read(HEADER)
    except FileNotFoundError:
        header = b""
    if len(header) < HEADER or not header.startswith(MAGIC):
        _made(file)
    elif int.from_bytes(header[AT : AT + 4], "big") != OURS:
        raise FileExistsError(file)


def _made(file: str) -> None:
    """Make an empty file of answers."""
    with Beside(file) as made:
        fresh = connected(made, "rw")
        try:
            fresh.executescript(TABLES)
        finally:
            fresh.close()


class Beside:
    """An empty file that nobody else can read, to be written and then put in the place of the one named.

    Raises:
        OSError: if it cannot be.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.made = f"{file}.{os.getpid()}"

    def __enter__(self) -> str:
        os.makedirs(os.path.dirname(self.file), 0o700, exist_ok=True)  # noqa: PTH103, PTH120 - as text, as everywhere here
        os.close(os.open(self.made, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        return self.made

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            if failed is None:
                os.replace(self.made, self.file)  # noqa: PTH105 - as above
        finally:
            clear(self.made)


def _in_one(kept: sqlite.Connection, write: Callable[[sqlite.Connection], None]) -> None:
    # Nothing is lost with the file, and what is broken in it is found: no write has to wait for the disk.
    kept.execute("pragma journal_mode = memory")
    kept.execute("pragma synchronous = off")
    kept.execute("begin immediate")
    try:
        if kept.execute("pragma application_id").fetchone()[0] != OURS:
            return
        write(kept)
        kept.execute("commit")
    finally:
        if kept.in_transaction:
            kept.execute("rollback")

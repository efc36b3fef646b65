"""The little that is asked of pyarrow, with types: it has none of its own, and few who run this program have it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Columns = Mapping[str, str]
"""The columns of a file, with the names of their types as pyarrow has them."""

AT_HAND = 1 << 20
"""Bytes of rows that are kept before they are written, as one group: whoever reads holds one group at a time."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file or a directory that every machine sees under one name: a path, or the URL of an object store."""

    url: str

    def __truediv__(self, name: str) -> "Place":
        return Place(f"{self.url.rstrip('/')}/{name}")

    def make(self) -> None:
        """Make the directory, and those that it is in."""
        system, path = self.there()
        system.create_dir(path, recursive=True)

    def remove(self) -> None:
        """Take away the directory and all that is in it."""
        system, path = self.there()
        system.delete_dir(path)

    def exists(self) -> bool:
        """Whether there is such a file."""
        system, path = self.there()
        return bool(system.get_file_info(path).is_file)

    def rows(self, most: int = 256) -> Iterator[tuple[Any, ...]]:
        """The rows of a file, one after the other, a few of them in memory."""
        system, path = self.there()
        with system.open_input_file(path) as file:
            for batch in import_module("pyarrow.parquet").ParquetFile(file).iter_batches(batch_size=most):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def there(self) -> tuple[Any, str]:
        """The file system as pyarrow has it, and the path in it."""
        systems = import_module("pyarrow.fs")
        if "://" in self.url:
            system, path = systems.FileSystem.from_uri(self.url)
            return system, path
        return systems.LocalFileSystem(), os.fspath(Path(self.url).absolute())


@dataclass(slots=True)
class Sheet:
    """A file that is being written, row by row."""

    place: Place
    columns: Columns
    _rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    _weight: int = 0
    _writer: Any = None
    _file: Any = None

    def __enter__(self) -> Self:
        system, path = self.place.there()
        self._file = system.open_output_stream(path)
        self._writer = import_module("pyarrow.parquet").ParquetWriter(
            self._file, _schema(self.columns), compression="zstd"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        self._file.close()

    def add(self, weight: int, *row: Any) -> None:
        """Write a row of about so many bytes."""
        self._rows.append(row)
        self._weight += weight
        if self._weight >= AT_HAND:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_batch(batch_of(self.columns, self._rows))
        self._rows, self._weight = [], 0


def batch_of(columns: Columns, rows: Iterable[tuple[Any, ...]]) -> Any:
    """The rows as pyarrow has them in memory."""
    by_column = [[*cells] for cells in zip(*rows, strict=True)] or [[] for _ in columns]
    arrow, schema = import_module("pyarrow"), _schema(columns)
    arrays = [arrow.array(cells, one.type) for cells, one in zip(by_column, schema, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _schema(columns: Columns) -> Any:
    arrow = import_module("pyarrow")
    return arrow.schema([(name, getattr(arrow, type_)()) for name, type_ in columns.items()])

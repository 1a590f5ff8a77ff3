"""Rows into CSV or Parquet, a batch at a time, so that a million rows need no more memory than a thousand. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal, Protocol

from saksama.checklists.counting.rules import number

Kind = Literal["text", "moment", "whole", "number"]
Column = tuple[str, Kind]
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM: Final = "\ufeff"
"""So that spreadsheets read the letters right."""


class Writer(Protocol):
    """Batches of rows, then the end."""

    def write(self, rows: Iterable[Sequence[Any]]) -> None: ...

    def finish(self) -> None: ...


class Target(Protocol):
    """Where bytes go."""

    def write(self, data: bytes) -> object: ...


def harmless(text: str) -> str:
    """A text that a spreadsheet would run gets an apostrophe; a number stays one.

    >>> [harmless(text) for text in ("=1+1", "-12", "+62 812", "@SUM(A1)", "Aman")]
    ["'=1+1", '-12', "'+62 812", "'@SUM(A1)", 'Aman']
    """
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) and number(text) is None else text


class Csv:
    """Comma, UTF-8 with a mark, lines ended as RFC 4180 says; instants as ISO 8601 in UTC."""

    def __init__(self, target: Target, columns: Sequence[Column]) -> None:
        self._target = target
        self._lines = io.StringIO(newline="")
        self._writer = csv.writer(self._lines)
        self._lines.write(BOM)
        self._writer.writerow([harmless(name) for name, _kind in columns])
        self._flush()

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        self._writer.writerows([_as_text(value) for value in row] for row in rows)
        self._flush()

    def finish(self) -> None:
        """Nothing follows."""

    def _flush(self) -> None:
        self._target.write(self._lines.getvalue().encode("utf-8", "replace"))
        self._lines.seek(0)
        self._lines.truncate()


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return harmless(value) if isinstance(value, str) else str(value)


class Parquet:
    """One row group for each batch; texts, instants in UTC, whole numbers and floats."""

    def __init__(self, target: Target, columns: Sequence[Column]) -> None:
        import pyarrow  # forty megabytes that only the maker of such a file needs
        from pyarrow import parquet

        types = {
            "text": pyarrow.string(), "moment": pyarrow.timestamp("ms", tz="UTC"), "whole": pyarrow.int64(),
            "number": pyarrow.float64(),
        }  # fmt: skip
        self._arrow = pyarrow
        self._schema = pyarrow.schema([(name, types[kind]) for name, kind in columns])
        self._sink = pyarrow.PythonFile(_Sink(target), mode="w")
        self._writer = parquet.ParquetWriter(self._sink, self._schema, compression="zstd")

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        columns = list(zip(*rows, strict=True))
        if columns:
            arrays = [
                self._arrow.array(column, type=field.type)
                for column, field in zip(columns, self._schema, strict=True)
            ]
            self._writer.write_batch(self._arrow.record_batch(arrays, schema=self._schema))

    def finish(self) -> None:
        self._writer.close()


class _Sink(io.RawIOBase):
    """What Parquet asks of a file that is only written."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._target = target
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any) -> int:
        told = bytes(data)
        self._target.write(told)
        self._at += len(told)
        return len(told)


def writer(format: str, target: Target, columns: Sequence[Column]) -> Writer:
    """A writer of ``csv`` or ``parquet``."""
    return Csv(target, columns) if format == "csv" else Parquet(target, columns)


MEDIA_TYPES: Final = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}

"""Access logs as bytes, and the rows that they are staged as."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from hersys_lifecycle.judging.staging import Kind, Staged, stage

Row = dict[str, Any]


def rows(target: Path) -> list[Row]:
    return list(pq.read_table(target).to_pylist())


def staged(
    data: bytes,
    kind: Kind = "csv",
    *,
    columns: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
    name: str = "log",
) -> tuple[Staged, list[Row]]:
    """Stage a log, and return what was told of it and its rows."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder, name), Path(folder, "staged.parquet")
        source.write_bytes(data)
        told = stage(source, target, kind=kind, columns=columns, zone=zone)
        return told, rows(target)


def csv_line(fields: Sequence[str], quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n") -> bytes:
    """Return a record of a CSV as Python writes it."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting, lineterminator=end).writerow(fields)  # type: ignore[arg-type]
    return written.getvalue().encode()


def log_of(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def compressed(data: bytes) -> bytes:
    return gzip.compress(data, 1)


def of_row(row: Row, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)

"""An access log in text becomes a Parquet file that an engine can judge, read once and line by line."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from reprlib import Repr
from typing import Final, Literal, NamedTuple
from uuid import uuid4

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from hersys_lifecycle.errors import NaiveInstantError, UnreadableInstantError
from hersys_lifecycle.judging.csv_records import CsvRecords
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.instants import read_instant
from hersys_lifecycle.judging.jsonl_records import JsonRecords
from hersys_lifecycle.judging.lines import SHOWN, BrokenLineError, Line, LogFile
from hersys_lifecycle.texts import shown

ROWS: Final = 50_000
"""How many rows are held before they are written, and are a row group of the file."""

CHARACTERS: Final = 16_000_000
"""How many characters the lines of those rows have at most, but for the last line."""

_SHORT = Repr()
_SHORT.maxstring = 60  # any instant is shorter

Kind = Literal["csv", "jsonl"]


class Staged(NamedTuple):
    """What was staged.

    Attributes:
        rows: how many.
        undecidable: how many of them have a problem.
        columns: what the log says of an access, and the column or key of the log that says it.
        renamed: columns of the log that are staged under another name, because theirs is taken.
    """

    rows: int
    undecidable: int
    columns: Mapping[str, str]
    renamed: Mapping[str, str]


def stage(  # noqa: PLR0913  # where from and where to, and what is to be said of the log
    source: Path,
    target: Path,
    *,
    kind: Kind,
    columns: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
    progress: Callable[[float], None] | None = None,
) -> Staged:
    """Write what a log in text says as Parquet, a row for each line that is not blank; all of it or nothing.

    The columns of the file: ``row`` (the number of the line, from 1), ``at`` (microseconds UTC), of ``capability``,
    ``prefecture``, ``authority``, ``role`` and ``outcome`` those that a CSV has or all, the other columns of a CSV, or
    ``rest`` (the other keys of a JSON object, as JSON), ``problem`` and ``line``. A row that cannot be judged says why
    in ``problem``, and ``line`` is how its line begins; of a line that is no record the row says nothing else. Whether
    a name is known is not asked here.

    Args:
        source: the log, in UTF-8, plain or compressed by gzip.
        target: the file to write; what stands there is replaced.
        kind: CSV with a header, or JSON Lines.
        columns: the columns that the user named, such as ``{"at": "timestamp"}``.
        zone: what instants without UTC offset are local time in.
        progress: told now and then which share of the log has been read, from 0 to 1.

    Raises:
        AccessLogError: the log lacks a column, or has instants without UTC offset and no zone was given, or is damaged
            as a whole.
        OSError: a file cannot be read or written.
    """
    with LogFile(source) as log, _appearing(target) as partial:
        lines = iter(log)
        records = CsvRecords(str(source), lines, columns) if kind == "csv" else JsonRecords(str(source), columns)
        staging = _Staging(str(source), records, zone)
        with ParquetWriter(partial, staging.schema, compression="zstd") as file:
            for line in lines:
                if staging.add(line):
                    file.write_table(staging.taken())
                    if progress:
                        progress(log.share)
            records.finish()
            file.write_table(staging.taken())
        if progress:
            progress(1.0)
    return Staged(staging.rows, staging.undecidable, records.columns, records.renamed)


class _Staging:
    """Lines that become rows; holds those that have not been taken yet."""

    def __init__(self, source: str, records: CsvRecords | JsonRecords, zone: tzinfo | None) -> None:
        self._source, self._records, self._zone = source, records, zone
        texts = (*records.names, *records.others, "problem", "line")
        self.schema = pa.schema(
            [("row", pa.int64()), ("at", pa.timestamp("us", tz="UTC")), *((name, pa.string()) for name in texts)]
        )
        self._nothing = (None,) * (1 + len(records.names) + len(records.others))
        self._held: list[object] = []  # the rows one after the other: so many tuples would keep the collector busy
        self._characters = 0
        self.rows = self.undecidable = 0

    def add(self, line: Line) -> bool:
        """Add a row, and tell whether it is time to take the rows."""
        row = self._row(line)
        self.rows += 1
        self.undecidable += row[-1] is not None
        self._held += row
        self._characters += len(line.text)
        return self.rows % ROWS == 0 or self._characters >= CHARACTERS

    def taken(self) -> pa.Table:
        """Return the rows, and hold them no longer."""
        kinds = self.schema.types
        arrays = [pa.array(self._held[column :: len(kinds)], kind) for column, kind in enumerate(kinds)]
        self._held, self._characters = [], 0
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def _row(self, line: Line) -> tuple[object, ...]:
        try:
            (written, *names), others = self._records.read(line)
        except BrokenLineError as error:
            return (line.number, *self._nothing, shown(str(error)), line.text[:SHOWN])
        at, problem = self._instant(written, line.number)
        if problem is None and names[0] is None:
            problem = "the capability is missing: write what was done"
        return (line.number, at, *names, *others, problem, line.text[:SHOWN] if problem else None)

    def _instant(self, written: str | None, line: int) -> tuple[datetime | None, str | None]:
        """Return an instant, or why it cannot be read."""
        if written is None:
            return None, "the instant is missing: write it in ISO 8601, such as 2023-11-01T08:00:00+09:00"
        try:
            return read_instant(written, self._zone), None
        except UnreadableInstantError as error:
            return None, f"{_SHORT.repr(written)} cannot be read as an instant: {error.reason}"
        except NaiveInstantError as error:
            raise AccessLogError(
                self._source,
                f"the instant {_SHORT.repr(written)} has no UTC offset",
                "say which time zone such instants are in: timezone= or --timezone, such as Asia/Tokyo",
                line,
            ) from error


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Give the path of a file that gets its name once it is whole."""
    partial = target.parent / f".{uuid4().hex}.partial"
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)

"""DuckDB, embedded: judges on one machine, on all its cores, and spills what is larger than memory to disk."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import count, starmap
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
from ibis.expr.types import Table

from hersys_lifecycle.judging.engine import Progress
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.parquet_files import Part, check_columns, pattern_of

_PARTS: Final = (
    "SELECT file_name, column_id, name, duckdb_type, num_children FROM parquet_schema(?) ORDER BY file_name, column_id"
)

_REMEDY: Final = (
    "check the path, and that the file is whole and is Parquet; "
    "CSV and JSON Lines are told by names that end in .csv, .jsonl or .ndjson, and .gz"
)

LOOK: Final = 0.1
"""The seconds between two looks at how far a query is."""

# To the microsecond below: a cast would round up, and so over an edge.
_MICROSECONDS: Final = "(epoch_ns({0}) - (epoch_ns({0}) % 1000 + 1000) % 1000) // 1000"
# Whatever a path says: nothing is fetched from elsewhere, nor is what could do so.
_OFFLINE: Final = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
_FINER: Final[Mapping[str, str]] = {
    "TIMESTAMPTZ_NS": f"make_timestamptz({_MICROSECONDS})",
    "TIMESTAMP_NS": f"make_timestamp({_MICROSECONDS})",
}


class DuckDB:
    """The engine for one machine; larger than memory is fine.

    Args:
        memory_limit: how much memory it may take, such as ``"2GB"``; by default 80 % of the machine's.
        threads: how many it may use; by default one for each core.
        folder: where it puts what does not fit into memory.

    Raises:
        AccessLogError: it does not take one of these.
    """

    local = True

    def __init__(
        self, *, memory_limit: str | None = None, threads: int | None = None, folder: Path | None = None
    ) -> None:
        spilling = str(folder) if folder else None
        asked = {"memory_limit": memory_limit, "threads": threads, "temp_directory": spilling}
        given = {name: value for name, value in asked.items() if value is not None}
        with _border("DuckDB", "give it other settings"):
            self._connection = duckdb.connect(config={**_OFFLINE, **given})
        self._connection.execute("SET TimeZone = 'Asia/Tokyo'")  # in which a CSV is written
        self._connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        self._numbers = count()

    def open(self, source: str, file: str, row: str) -> Table:
        """Open a Parquet file, several by a pattern with ``*``, or all in a folder.

        Folders named ``column=value`` are columns; columns that a file lacks are null there.
        """
        pattern = pattern_of(source)
        many = not Path(source).is_file()
        read = (
            f"read_parquet({_text(pattern)}, filename = {_text(file)}, file_row_number = true, "
            f"union_by_name = {many}, hive_partitioning = {many}, hive_types_autocast = false)"
        )
        name = f"log_{next(self._numbers)}"
        with _border(source):
            parts = self._connection.execute(_PARTS, [pattern]).fetchall()
            check_columns(source, starmap(Part, parts), (file, row, "file_row_number"), by_folder=many)
            described = self._connection.execute(f"DESCRIBE FROM {read}").fetchall()
            finer = [
                f"{_FINER[kind].format(_name(column))} AS {_name(column)}"
                for column, kind, *_ in described
                if kind in _FINER
            ]
            replaced = f"REPLACE ({', '.join(finer)})" if finer else ""
            self._connection.execute(
                f"CREATE TEMP VIEW {name} AS SELECT * EXCLUDE (file_row_number) {replaced}, "  # noqa: S608  # quoted
                f"file_row_number + 1 AS {_name(row)} FROM {read}"
            )
            return self._table(name)

    def table(self, data: Any) -> Table:  # noqa: ANN401  # see the protocol
        """Return a table that stays in memory."""
        name = f"table_{next(self._numbers)}"
        self._connection.register(name, data)
        return self._table(name)

    def fetch(self, query: Table, progress: Progress | None = None) -> Any:  # noqa: ANN401
        """Return what a query gives."""
        with _border("the access log"):
            return self._run(lambda: self._arrow(_said(query)), progress)

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:
        """Write one file."""
        form = "FORMAT parquet, COMPRESSION zstd" if kind == "parquet" else "FORMAT csv, HEADER"
        copy = f"COPY ({_said(query)}) TO {_text(target)} ({form})"
        with _border(target, "check that the log is whole and is Parquet, and that there is room to write in"):
            self._run(lambda: self._connection.execute(copy), progress)

    def _table(self, name: str) -> Table:
        return ibis.table(ibis.Schema.from_pyarrow(self._arrow(f"FROM {name} LIMIT 0").schema), name)

    def _arrow(self, sql: str) -> Any:  # noqa: ANN401
        return self._connection.sql(sql).to_arrow_table()

    def _run(self, work: Callable[[], Any], progress: Progress | None) -> Any:  # noqa: ANN401
        # In a thread of its own, so that the caller is told how far it is, and can interrupt it.
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            try:
                while not wait([future], LOOK).done:
                    if progress and (share := self._connection.query_progress()) >= 0:
                        progress(share / 100)
            except BaseException:
                self._connection.interrupt()
                raise
            found = future.result()
        if progress:
            progress(1.0)
        return found


@contextmanager
def _border(source: str, remedy: str = _REMEDY) -> Iterator[None]:
    """Turn an error of DuckDB into one of this library; what it quotes of the query is left out."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        remedy = "give it more memory or fewer threads: memory_limit=, threads=, or --memory, --threads"
        raise AccessLogError("DuckDB", "it has not enough memory", remedy) from error
    except duckdb.Error as error:
        raise AccessLogError(source, str(error).split("\n", 1)[0].strip(), remedy) from error


def _said(query: Table) -> str:
    return str(ibis.to_sql(query, dialect="duckdb", pretty=False))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'

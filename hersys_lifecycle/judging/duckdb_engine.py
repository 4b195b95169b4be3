"""DuckDB, embedded: judges on one machine, on all its cores, and spills what is larger than memory to disk."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
from ibis.expr.types import Table

from hersys_lifecycle.judging.engine import Opened, Progress
from hersys_lifecycle.judging.errors import AccessLogError

_LOOK: Final = 0.1  # seconds between two looks at how far a query is

# To the microsecond below: a cast would round up, and so over an edge.
_MICROSECONDS: Final = "({0} - ({0} % 1000 + 1000) % 1000) // 1000"
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
        config = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": folder and str(folder),
            # An audit reads what it is told to and fetches nothing.
            "autoinstall_known_extensions": False,
        }
        with _border("DuckDB"):
            self._ibis = ibis.duckdb.connect(**{name: value for name, value in config.items() if value is not None})
        self._connection = self._ibis.con
        self._connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = true")
        self._connection.execute("SET enable_progress_bar_print = false")  # the caller shows it

    def open(self, source: str, file: str, row: str) -> Opened:
        """Open a Parquet file, several by a pattern with ``*``, or all in a folder."""
        pattern = str(Path(source) / "**" / "*.parquet") if Path(source).is_dir() else source
        read = f"read_parquet({_text(pattern)}, filename = {_text(file)}, file_row_number = true)"
        with _border(source):
            described = self._connection.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {read}").fetchall()  # noqa: S608  # quoted
            types = {name: kind for name, kind, *_ in described if name != file}
            finer = [
                f"{_FINER[kind].format(f'epoch_ns({_name(name)})')} AS {_name(name)}"
                for name, kind in types.items()
                if kind in _FINER
            ]
            replaced = f"REPLACE ({', '.join(finer)})" if finer else ""
            self._connection.execute(
                f"CREATE TEMP VIEW accesses AS SELECT * EXCLUDE (file_row_number) {replaced}, "  # noqa: S608  # quoted
                f"file_row_number + 1 AS {_name(row)} FROM {read}"
            )
            table = self._ibis.table("accesses")
        aware = {
            name: "TZ" in kind or "TIME ZONE" in kind for name, kind in types.items() if kind.startswith("TIMESTAMP")
        }
        return Opened(table, types, aware)

    def table(self, data: Any) -> Table:  # noqa: ANN401  # see the protocol
        """Return a table in memory."""
        return ibis.memtable(data)

    def fetch(self, query: Table, progress: Progress | None = None) -> Any:  # noqa: ANN401
        """Return what a query gives."""
        return self._run(lambda: self._ibis.to_pyarrow(query), progress)

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:
        """Write one file."""
        write = self._ibis.to_parquet if kind == "parquet" else self._ibis.to_csv
        self._run(lambda: write(query, target), progress)

    def _run(self, work: Callable[[], Any], progress: Progress | None) -> Any:  # noqa: ANN401
        # In a thread of its own, so that the caller is told how far it is, and can interrupt it.
        with _border("the access log"), ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            try:
                while not wait([future], _LOOK).done:
                    if progress and (share := self._connection.query_progress()) >= 0:
                        progress(share / 100)
            except BaseException:
                self._connection.interrupt()
                raise
            return future.result()


@contextmanager
def _border(source: str) -> Iterator[None]:
    """Turn an error of DuckDB into one of this library; what it quotes of the query is left out."""
    try:
        yield
    except duckdb.Error as error:
        reason = str(error).split("\n\nLINE ")[0].strip()
        raise AccessLogError(source, reason, "check the path, and that the file is whole and is Parquet") from error


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'

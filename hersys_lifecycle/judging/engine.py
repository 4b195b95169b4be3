"""What an engine does for an audit; the query itself is written once, for all of them."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from ibis.expr.types import Table

Progress = Callable[[float], None]
"""Told now and then which share of the work is done, from 0 to 1."""


class Opened(NamedTuple):
    """A log as an engine sees it.

    Attributes:
        table: all its columns, and where each row stands: ``file`` and ``row``, counted from 1 in its file.
        types: the type of each column of the log, in the engine's own words.
        aware: for each column of instants in it, whether it says which instants they are.
    """

    table: Table
    types: dict[str, str]
    aware: dict[str, bool]


class Engine(Protocol):
    """Reads Parquet, runs an Ibis expression, and writes what it gives; ``local``: whether it reads our own files."""

    local: bool

    def open(self, source: str, file: str, row: str) -> Opened:
        """Open a log in Parquet, adding two columns that say where a row stands: the file, and the row from 1 on.

        Raises:
            AccessLogError: it cannot be read.
        """
        ...

    def table(self, data: Any) -> Table:  # noqa: ANN401  # a pyarrow.Table, which has no types
        """Return a small table as one of the engine's own."""
        ...

    def fetch(self, query: Table, progress: Progress | None = None) -> Any:  # noqa: ANN401  # as above
        """Return what a query gives; raises as :meth:`open`."""
        ...

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:
        """Write what a query gives, as ``parquet`` or ``csv`` with a header; raises as :meth:`open`."""
        ...

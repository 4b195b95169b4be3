"""What an engine does for an audit. The queries are written once, with Ibis, which says them in its language."""

from collections.abc import Callable
from typing import Any, Protocol

from ibis.expr.types import Table

Progress = Callable[[float], None]
"""Told now and then which share of the work is done, from 0 to 1."""


class Engine(Protocol):
    """Reads Parquet, runs queries, and writes what they give; ``local``: whether it reads the files of this machine."""

    local: bool

    def open(self, source: str, file: str, row: str) -> Table:
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

"""The engine that judges, as it is asked for."""

# ruff: noqa: PLC0415  # engines are slow to import, and most commands do without

import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hersys_lifecycle.cli.audit_options import EngineName, read_memory
from hersys_lifecycle.cli.errors import OtherEngineError

if TYPE_CHECKING:
    from hersys_lifecycle.judging import Engine


def engine_asked(
    name: EngineName, *, master: str | None, memory: str | None, threads: int | None
) -> "AbstractContextManager[Engine]":
    """Return what gives an engine for as long as a block takes; there it may raise as :func:`on_spark` and ``DuckDB``.

    Raises:
        OtherEngineError: an option is for the other engine.
        MemoryOptionError: ``memory`` is no amount of memory.
    """
    if name == "spark":
        _refuse({"--memory": memory, "--threads": threads}, "duckdb")
        return _spark(master)
    _refuse({"--master": master}, "spark")
    return _duckdb(read_memory(memory), threads)


def _refuse(options: Mapping[str, object], engine: str) -> None:
    for option, value in options.items():
        if value is not None:
            raise OtherEngineError(option, engine)


@contextmanager
def _spark(master: str | None) -> "Iterator[Engine]":
    from hersys_lifecycle.judging import on_spark

    with on_spark(master, shows_progress=sys.stderr.isatty()) as engine:
        yield engine


@contextmanager
def _duckdb(memory: str | None, threads: int | None) -> "Iterator[Engine]":
    from hersys_lifecycle.judging import DuckDB

    with TemporaryDirectory(prefix="hersys-") as folder:
        yield DuckDB(memory_limit=memory, threads=threads, folder=Path(folder))

"""The options of ``hersys audit`` alone, and what their texts say."""

import re
from collections.abc import Iterable
from typing import Annotated, Final, Literal

import typer

from hersys_lifecycle.cli.errors import ColumnOptionError, MemoryOptionError
from hersys_lifecycle.names import Names

EngineName = Literal["duckdb", "spark"]
UnknownNames = Literal["refuse", "undecidable"]

_ENGINES: Final[tuple[EngineName, ...]] = ("duckdb", "spark")
_WAYS: Final[tuple[UnknownNames, ...]] = ("refuse", "undecidable")
ENGINES: Final = Names.of("engine", ((each, each, (each,)) for each in _ENGINES))
WAYS: Final = Names.of("way with unknown names", ((each, each, (each,)) for each in _WAYS))

_MEMORY: Final = re.compile(r"0*[1-9][0-9]*(\.[0-9]+)? ?[KMGT]i?B", re.IGNORECASE | re.ASCII)

LogArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="The access log: .csv or .jsonl, also with .gz, or Parquet (a file, a folder, or a pattern in quotes). "
        "Its columns: at and capability, and as far as there are any prefecture, authority, role, outcome.",
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="NAME=COLUMN", help="The log's own name of a column: at=timestamp. Repeatable."),
]
TimezoneOption = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        help="What instants without an offset are local time in: Asia/Tokyo, +09:00; without it they are refused.",
    ),
]
UnknownNamesOption = Annotated[
    str,
    typer.Option(
        "--unknown-names",
        metavar="|".join(_WAYS),
        help="Refuse a log that names what there is not, or take such rows for undecidable.",
        autocompletion=lambda: list(_WAYS),
    ),
]
ViolationsOption = Annotated[
    str | None,
    typer.Option(
        "--violations",
        metavar="OUT.parquet|OUT.csv",
        help="Write the rows that do not agree, with what that rests on, to a new file; with Spark to a new folder.",
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="|".join(_ENGINES),
        help="What judges: DuckDB on this machine, or Apache Spark, for Parquet.",
        autocompletion=lambda: list(_ENGINES),
    ),
]
MasterOption = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="Spark's master; by default that of Spark's own configuration."),
]
MemoryOption = Annotated[
    str | None,
    typer.Option("--memory", metavar="SIZE", help="How much memory DuckDB may take: 2GB. By default 80 % of it."),
]
ThreadsOption = Annotated[
    int | None,
    typer.Option("--threads", metavar="N", min=1, help="How many threads DuckDB may use; by default one a core."),
]


def read_columns(texts: Iterable[str] | None) -> dict[str, str]:
    """Return which column says what.

    Raises:
        ColumnOptionError: a text is not of the form ``NAME=COLUMN``, or its name was there before.
    """
    columns: dict[str, str] = {}
    for text in texts or ():
        name, _, column = (part.strip() for part in text.partition("="))
        if not name or not column or name in columns:
            raise ColumnOptionError(text)
        columns[name] = column
    return columns


def read_memory(text: str | None) -> str | None:
    """Return an amount of memory as it stands, if one was named.

    Raises:
        MemoryOptionError: it is none.
    """
    if text is not None and not _MEMORY.fullmatch(text):
        raise MemoryOptionError(text)
    return text

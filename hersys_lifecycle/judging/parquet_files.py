"""Parquet as DuckDB finds it: which files a path means, and whether their columns go together."""

import re
from collections.abc import Collection, Iterable, Iterator
from os import sep
from pathlib import Path
from typing import Final, NamedTuple

from hersys_lifecycle.judging.errors import AccessLogError

_MAGIC: Final = re.compile(r"[*?\[]")


class Part(NamedTuple):
    """A part of a Parquet schema, as ``parquet_schema`` lists them: each column before what is nested in it."""

    file: str
    number: int
    name: str
    kind: str | None
    children: int | None


def pattern_of(source: str) -> str:
    """Return the pattern by which DuckDB finds a file, all files in a folder, or what a pattern names.

    What is there is meant literally: ``log[1].parquet``, if there is one, is not ``log1.parquet``.

    Raises:
        AccessLogError: there is something whose name DuckDB cannot be told; or no path was given.
    """
    if not source:
        raise AccessLogError(source, "no path was given", "name the log")
    path = Path(source)
    if not path.exists():
        return source
    literal = _MAGIC.sub(r"[\g<0>]", source)
    pattern = str(Path(literal) / "**" / "*.parquet") if path.is_dir() else literal
    if sep == "/" and "\\" in pattern and _MAGIC.search(pattern):
        raise AccessLogError(source, "in a pattern a backslash is taken for a slash", "give it another name")
    return pattern


def check_columns(source: str, parts: Iterable[Part], taken: Collection[str], *, by_folder: bool) -> None:
    """Refuse files whose columns DuckDB would take for others, or would make instants of that they do not hold.

    It tells no columns apart by case alone, adds some (``taken``), and believes a folder named ``column=value`` more
    than the column (``by_folder``: folders are asked). Where one file says ``timestamp`` and another ``timestamp with
    time zone``, it reads the first in a time zone of its own choice; where one is finer, it rounds.

    Raises:
        AccessLogError: there are such columns.
    """
    kinds: dict[str, str | None] = {}
    names: dict[tuple[str, str], str] = {}
    for part in _columns(parts):
        folded = part.name.lower()
        if folded in taken:
            raise AccessLogError(source, f"it has the column {part.name}, which is added here", "give it another name")
        if by_folder and re.search(rf"[/\\]{re.escape(folded)}=", part.file.lower()):
            raise AccessLogError(source, f"{part.file} has the column {part.name} too", "give it another name there")
        if other := names.get((part.file, folded)):
            reason = f"it has the columns {other} and {part.name}, which do not differ but by case"
            raise AccessLogError(source, reason, "give one of them another name")
        names[part.file, folded] = part.name
        kind = kinds.setdefault(folded, part.kind)
        if kind != part.kind and "TIMESTAMP" in f"{kind} {part.kind}":
            reason = f"its column {part.name} is of type {kind} in one file and of type {part.kind} in {part.file}"
            raise AccessLogError(source, reason, "judge such files apart, or write them alike")


def _columns(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield those that are no root (number 0), nor nested in others."""
    inside = 0
    for part in parts:
        if part.number == 0:
            inside = 0
        elif inside:
            inside += (part.children or 0) - 1
        else:
            inside = part.children or 0
            yield part

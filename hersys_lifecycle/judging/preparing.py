"""An opened log made ready to be judged: its columns under the names that they are judged by, on one clock."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import ibis
from ibis.expr.types import Table

from hersys_lifecycle.instants import EPOCH
from hersys_lifecycle.judging.columns import FILE, NAMES, PROBLEM, ROW, apart, renamed, resolve
from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.errors import AccessLogError

_DAY: Final = 86_400_000_000  # microseconds
_EPOCH_DAY: Final = EPOCH.toordinal()
_FIRST_DAY: Final = date.min.toordinal() - _EPOCH_DAY
_LAST_DAY: Final = date.max.toordinal() - _EPOCH_DAY


class Log(NamedTuple):
    """A log that can be judged.

    Attributes:
        source: what it is called.
        table: ``file`` and ``row`` (where the row stands), ``at``, the kinds of names, ``PROBLEM`` (why a row in text
            could not be read, else null), and all other columns of the log.
        kinds: which kinds of names it has.
        ahead: how far its clock is ahead of UTC; ``None``: its instants say so themselves.
        others: its columns that nothing is judged by, under their own names.
        renamed: other columns of the log whose names are taken, with the name that they have here.
    """

    source: str
    table: Table
    kinds: tuple[str, ...]
    ahead: timedelta | None
    others: tuple[str, ...]
    renamed: Mapping[str, str]


def prepared(engine: Engine, source: str, columns: Mapping[str, str] | None, zone: tzinfo | None) -> Log:
    """Open a log in Parquet.

    Raises:
        AccessLogError: it cannot be read, lacks a column, or has one of a type that says nothing; or its instants have
            no time zone, and none was given or the one given changes its clock meanwhile.
    """
    opened = engine.open(source, FILE, ROW)
    columns_there = [name for name in opened.columns if name not in {FILE, ROW}]
    found = resolve(source, columns_there, columns)
    _check_types(source, opened, found)
    at = opened[found["at"]]
    ahead = None if at.type().timezone else _ahead(engine, source, opened, found["at"], zone)
    kinds = tuple(name for name in NAMES if name in found)
    others = apart(name for name in columns_there if name not in found.values())
    table = opened.select(
        opened[FILE].name("file"),
        opened[ROW].name("row"),
        at.name("at"),
        *(opened[found[kind]].cast("string").name(kind) for kind in kinds),
        ibis.null("string").name(PROBLEM),
        *(opened[name].name(new) for name, new in others.items()),
    )
    return Log(source, table, kinds, ahead, tuple(others), renamed(others))


def staged(engine: Engine, source: str, path: Path, renamed: Mapping[str, str]) -> Log:
    """Open what was staged of a log in text, where the other columns stand apart already."""
    opened = engine.open(str(path), FILE, ROW)
    kinds = tuple(name for name in NAMES if name in opened.columns)
    judged = ("row", "at", *kinds)
    others = [name for name in opened.columns if name not in {*judged, "problem", FILE, ROW}]
    columns = (opened[name] for name in (*judged, *others))
    table = opened.select(ibis.literal(source).name("file"), opened["problem"].name(PROBLEM), *columns)
    own = {new: column for column, new in renamed.items()}
    theirs = tuple(own.get(name, name) for name in others if name not in {"line", "rest"})
    return Log(source, table, kinds, None, theirs, renamed)


def _check_types(source: str, opened: Table, found: Mapping[str, str]) -> None:
    for name, column in found.items():
        kind = opened[column].type()
        if name == "at":
            good, remedy = kind.is_timestamp(), "write instants as timestamps, in UTC and in microseconds"
        elif name == "outcome":
            good, remedy = kind.is_string() or kind.is_boolean(), "write outcomes as booleans or texts"
        else:
            good, remedy = kind.is_string(), "write names and codes as texts"
        # Where no row says anything, its writer may not have known the type.
        if not good and (name == "at" or not kind.is_null()):
            raise AccessLogError(source, f"its column {column} is of type {kind}", remedy)


def _ahead(engine: Engine, source: str, table: Table, column: str, zone: tzinfo | None) -> timedelta:
    """Return how far a clock without time zone is ahead of UTC, which must be the same all along the log."""
    if zone is None:
        reason = f"the instants in its column {column} have no time zone"
        raise AccessLogError(source, reason, "say which one: timezone= or --timezone, such as Asia/Tokyo")
    if isinstance(zone, timezone):
        return zone.utcoffset(None)
    bounds = engine.fetch(table.aggregate(first=table[column].min(), last=table[column].max()))
    first, last = (bounds[side][0].value for side in ("first", "last"))
    ahead = {day: zone.utcoffset(day) for day in _days(first or 0, last or 0)}
    changes = next((day for day, after in pairwise(ahead) if ahead[day] != ahead[after]), None)
    if changes is not None:
        reason = f"its instants have no time zone, and {zone} changes its clock around {changes:%Y-%m-%d}"
        raise AccessLogError(source, reason, "give a fixed one, such as +09:00, or write the instants in UTC")
    return next(iter(ahead.values())) or timedelta()


def _days(first: int, last: int) -> Iterator[datetime]:
    """Yield an instant a day, from a day before the first to a day after the last, as far as the calendar goes."""
    for day in range(max(first // _DAY - 1, _FIRST_DAY), min(last // _DAY + 2, _LAST_DAY) + 1):
        yield datetime.fromordinal(day + _EPOCH_DAY)

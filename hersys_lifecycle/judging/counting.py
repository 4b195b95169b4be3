"""The rows of a log counted by verdict: first its names are understood, then the query is asked."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ibis.expr.types import Table

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.judging.asking import Access, Asked, Unanswerable, read
from hersys_lifecycle.judging.cases import Cases
from hersys_lifecycle.judging.court import Cell, Court
from hersys_lifecycle.judging.engine import Engine, Progress
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.preparing import Log
from hersys_lifecycle.judging.query import judged
from hersys_lifecycle.judging.verdicts import Verdict

_FIRST_ROWS: Final = 100_000  # likely to show all names that a log has
_MOST: Final = 200_000  # combinations of names: all there are, in some spellings
_SHOWN: Final = 5

UNREADABLE: Final = Cell(None, None, Verdict.UNDECIDABLE)


class Counted(NamedTuple):
    """How many rows of a log belong to which cell, how many lie before the first recording, and its cases."""

    cells: tuple[tuple[Cell, int], ...]
    early: int
    cases: Cases


class _Names(NamedTuple):
    """What the names of a log mean, and why some mean nothing."""

    meanings: Mapping[Asked, Access | Unanswerable]
    unknown: tuple[str, ...]


def count(engine: Engine, log: Log, court: Court, *, refusing: bool, progress: Progress | None) -> Counted:
    """Judge a log. ``refusing``: names of what there is not make it refused, else such rows undecidable.

    Raises:
        AccessLogError: it is refused, or cannot be read.
    """
    asked = log.table.select(*log.kinds)
    # The first rows are likely to show all names that the log has, and then going over it once is enough.
    some = _names(engine, asked.limit(_FIRST_ROWS).distinct())
    counted = None if some.unknown and refusing else _count(engine, log, court, some, progress)
    if counted and UNREADABLE not in dict(counted.cells):
        return counted
    every = _names(engine, asked.distinct().limit(_MOST + 1))
    if len(every.meanings) > _MOST:
        reason = f"it names more than {_MOST:,} different combinations of {', '.join(log.kinds)}"
        raise AccessLogError(log.source, reason, "name the columns that hold these: columns= or --column")
    if every.unknown and refusing:
        shown = "; ".join(every.unknown[:_SHOWN])
        more = f"; and {len(every.unknown) - _SHOWN:,} more" if len(every.unknown) > _SHOWN else ""
        remedy = "correct them, or have such rows judged undecidable: unknown_names= or --unknown-names undecidable"
        raise AccessLogError(log.source, f"it names what there is not: {shown}{more}", remedy)
    if counted and every.meanings.keys() == some.meanings.keys():
        return counted
    return _count(engine, log, court, every, progress)


def _names(engine: Engine, combinations: Table) -> _Names:
    meanings: dict[Asked, Access | Unanswerable] = {}
    unknown: dict[str, None] = {}
    for row in engine.fetch(combinations).to_pylist():
        asked = Asked(**row)
        try:
            meanings[asked] = read(asked)
        except LifecycleError as error:
            unknown[str(error)] = None
            meanings[asked] = Unanswerable(None, None, str(error))
    return _Names(meanings, tuple(unknown))


def _count(engine: Engine, log: Log, court: Court, names: _Names, progress: Progress | None) -> Counted:
    cases = Cases(court, names.meanings, log.ahead)
    table, cells = cases.cells()
    query = judged(log, engine.table(cases.names(log.kinds)), engine.table(table))
    early = (query["at"] < query["opened"]).sum()
    groups = query.group_by("cell").aggregate(rows=query.count(), early=early)
    found = engine.fetch(groups, progress).to_pylist()
    counts = ((UNREADABLE if row["cell"] is None else cells[row["cell"]], row["rows"]) for row in found)
    return Counted(tuple(counts), sum(row["early"] or 0 for row in found), cases)

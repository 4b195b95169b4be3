"""The rows of a log counted by verdict: first its names are understood, then the query is asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ibis.expr.types import Table

from hersys_lifecycle.judging.asking import Access, Asked, Unanswerable, read
from hersys_lifecycle.judging.cases import Cases
from hersys_lifecycle.judging.court import Cell, Court
from hersys_lifecycle.judging.engine import Engine, Progress
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.preparing import Log
from hersys_lifecycle.judging.query import judged
from hersys_lifecycle.judging.verdicts import Verdict

FIRST_ROWS: Final = 100_000
"""So many rows are likely to show all names that a log has."""

MOST: Final = 200_000
"""The combinations of names that a log may have: all there are, in some spellings."""

MOST_UNKNOWN: Final = 10_000
"""The names of what there is not that a log may have. One with more has something else in that column."""

_SHOWN: Final = 5
_NAME_COLUMNS: Final = "name the columns that hold these: columns= or --column"


class Counted(NamedTuple):
    """How many rows of a log belong to which cell, and its cases.

    ``early`` and ``late`` are how many of the rows that can be judged lie before the first recording, and behind the
    instant up to which recordings are known.
    """

    cells: tuple[tuple[Cell, int], ...]
    early: int
    late: int
    cases: Cases


class _Names(NamedTuple):
    """What the names of a log mean, and why some mean nothing."""

    meanings: Mapping[Asked, Access | Unanswerable]
    unknown: tuple[str, ...]


class _Count(NamedTuple):
    """Rows by the number of their cell, or by ``None`` if they belong to none; else as :class:`Counted`."""

    rows: Mapping[int | None, int]
    early: int
    late: int
    cells: Sequence[Cell]
    cases: Cases
    query: Table


def count(engine: Engine, log: Log, court: Court, *, refusing: bool, progress: Progress | None) -> Counted:
    """Judge a log. ``refusing``: names of what there is not make it refused, else such rows undecidable.

    Raises:
        AccessLogError: it is refused, or cannot be read.
    """
    asked = log.table.select(*log.kinds)
    # The first rows are likely to show all names that the log has, and then going over it once is enough.
    names = _names(engine, asked.limit(FIRST_ROWS).distinct(), 0 if refusing else MOST_UNKNOWN)
    counted = None if names.unknown and refusing else _count(engine, log, court, names, progress)
    if counted is None or None in counted.rows:
        every = _names(engine, asked.distinct().limit(MOST + 1), MOST_UNKNOWN)
        _refuse(log, every, refusing=refusing)
        if counted is None or every.meanings.keys() != names.meanings.keys():
            counted = _count(engine, log, court, every, progress)
    cells = [(counted.cells[cell], rows) for cell, rows in counted.rows.items() if cell is not None]
    if None in counted.rows:
        cells += _without_instant(engine, log, counted)
    return Counted(tuple(cells), counted.early, counted.late, counted.cases)


def _refuse(log: Log, names: _Names, *, refusing: bool) -> None:
    if len(names.meanings) > MOST:
        reason = f"it names more than {MOST:,} different combinations of {', '.join(log.kinds)}"
        raise AccessLogError(log.source, reason, _NAME_COLUMNS)
    if len(names.unknown) > MOST_UNKNOWN:
        reason = f"it names more than {MOST_UNKNOWN:,} things that there are not, such as: {names.unknown[0]}"
        raise AccessLogError(log.source, reason, _NAME_COLUMNS)
    if names.unknown and refusing:
        shown = "; ".join(names.unknown[:_SHOWN])
        more = f"; and {len(names.unknown) - _SHOWN:,} more" if len(names.unknown) > _SHOWN else ""
        remedy = "correct them, or have such rows judged undecidable: unknown_names= or --unknown-names undecidable"
        raise AccessLogError(log.source, f"it names what there is not: {shown}{more}", remedy)


def _names(engine: Engine, combinations: Table, most_unknown: int) -> _Names:
    """Return what some combinations mean, up to one unknown name more than that: to look for the nearest takes time."""
    meanings: dict[Asked, Access | Unanswerable] = {}
    unknown: dict[str, None] = {}
    for row in engine.fetch(combinations).to_pylist():
        asked = Asked(**row)
        meaning = meanings[asked] = read(asked)
        if isinstance(meaning, Unanswerable):
            unknown.update(dict.fromkeys(meaning.unknown))
        if len(unknown) > most_unknown:
            break
    return _Names(meanings, tuple(unknown))


def _count(engine: Engine, log: Log, court: Court, names: _Names, progress: Progress | None) -> _Count:
    cases = Cases(court, names.meanings, log.ahead)
    table, cells = cases.cells()
    query = judged(log, engine.table(cases.names(log.kinds)), engine.table(table))
    early, late = (query["at"] < query["opened"]).sum(), (query["at"] > query["closed"]).sum()
    groups = query.group_by("cell").aggregate(rows=query.count(), early=early, late=late)
    found = engine.fetch(groups, progress).to_pylist()
    rows = {row["cell"]: row["rows"] for row in found}
    sure = [row for row in found if row["cell"] is not None and cells[row["cell"]].verdict is not Verdict.UNDECIDABLE]
    early_rows, late_rows = (sum(int(row[side]) for row in sure) for side in ("early", "late"))
    return _Count(rows, early_rows, late_rows, cells, cases, query)


def _without_instant(engine: Engine, log: Log, counted: _Count) -> Iterator[tuple[Cell, int]]:
    """Yield the cells of the rows that belong to no span, because they have no instant: their names may be known."""
    unread = counted.query.filter(counted.query["cell"].isnull())
    for row in engine.fetch(unread.group_by(list(log.kinds)).aggregate(rows=unread.count())).to_pylist():
        rows = row.pop("rows")
        meaning = counted.cases.meanings[Asked(**row)]
        yield Cell(meaning.capability, meaning.prefecture, Verdict.UNDECIDABLE), rows

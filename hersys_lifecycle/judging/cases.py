"""The small tables that a log is joined with: what its names ask, and what is decided of each such case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeVar

import pyarrow as pa

from hersys_lifecycle.instants import CALENDAR, MICROSECOND, since_epoch
from hersys_lifecycle.judging.asking import Access, Asked, Unanswerable
from hersys_lifecycle.judging.court import Cell, Court, Finding

_FINDING: Final = {name: pa.bool_() if name.endswith("_allowed") else pa.string() for name in Finding._fields}

T = TypeVar("T")


class Cases(NamedTuple):
    """What the names of a log ask; each different meaning is a case. Tables are those of pyarrow.

    Attributes:
        court: decides them.
        meanings: what the names mean.
        ahead: how far the clock of the log is ahead of UTC; ``None``: its instants say so themselves.
    """

    court: Court
    meanings: Mapping[Asked, Access | Unanswerable]
    ahead: timedelta | None

    def names(self, kinds: Iterable[str]) -> Any:  # noqa: ANN401  # pyarrow has no types
        """Return a table of the kinds of names that the log has, with their texts as they stand, and ``case``."""
        numbers = {meaning: number for number, meaning in enumerate(self._cases())}
        texts = {kind: pa.array([getattr(asked, kind) for asked in self.meanings], pa.string()) for kind in kinds}
        return pa.table({**texts, "case": pa.array(map(numbers.__getitem__, self.meanings.values()), pa.int32())})

    def cells(self) -> tuple[Any, Sequence[Cell]]:
        """Return the table of the spans ``[starts, ends)`` of each ``case`` and its ``cell``, and the cells by number.

        The spans of a case are gapless and disjoint; instants are on the clock of the log. ``opened`` and ``closed``
        are in every row the instants of the first recording and up to which recordings are known.
        """
        numbers: dict[Cell, int] = {}
        table, cells = self._table(map(self.court.cells, self._cases()))
        column = pa.array([numbers.setdefault(cell, len(numbers)) for cell in cells], pa.int32())
        table = table.append_column("cell", column)
        for name, at in (("opened", self.court.opened_at), ("closed", self.court.known_at)):
            micros = self._micros(at, CALENDAR.stop)
            table = table.append_column(name, pa.array([micros] * len(cells), pa.int64()).cast(self._clock))
        return table, tuple(numbers)

    def findings(self) -> Any:  # noqa: ANN401
        """Return the table of the spans of each case with the fields of :class:`Finding`, as :meth:`cells`."""
        table, findings = self._table(map(self.court.findings, self._cases()))
        columns = zip(*findings, strict=True) if findings else ((),) * len(_FINDING)
        for (name, kind), column in zip(_FINDING.items(), columns, strict=True):
            table = table.append_column(name, pa.array(column, kind))
        return table

    def _cases(self) -> Iterable[Access | Unanswerable]:
        return dict.fromkeys(self.meanings.values())

    def _table(self, courses: Iterable[Iterator[tuple[datetime | None, T]]]) -> tuple[Any, list[T]]:
        rows: list[tuple[int, int, int]] = []
        values: list[T] = []
        for case, course in enumerate(courses):
            steps = tuple(course)
            edges = (*(self._micros(start, CALENDAR.start) for start, _ in steps), self._micros(None, CALENDAR.stop))
            rows += ((case, start, end) for start, end in pairwise(edges))
            values += (value for _, value in steps)
        cases, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
        bounds = (pa.array(side, pa.int64()).cast(self._clock) for side in (starts, ends))
        return pa.table([pa.array(cases, pa.int32()), *bounds], names=["case", "starts", "ends"]), values

    @property
    def _clock(self) -> Any:  # noqa: ANN401
        return pa.timestamp("us", "UTC" if self.ahead is None else None)

    def _micros(self, at: datetime | None, otherwise: int) -> int:
        """Return an instant, or what stands for an open end, on the clock of the log."""
        elapsed = otherwise if at is None else since_epoch(at) // MICROSECOND
        return elapsed + (self.ahead or timedelta()) // MICROSECOND

"""What is decided of an access in the course of time, under a history."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, TypeVar

from hersys_lifecycle.audit import Hindsight, RecordedEvent, hindsight
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Ruling
from hersys_lifecycle.codec import type_name
from hersys_lifecycle.judging.asking import Access, Unanswerable
from hersys_lifecycle.judging.verdicts import Verdict
from hersys_lifecycle.prefectures import Prefecture

T = TypeVar("T")


class Cell(NamedTuple):
    """What rows are counted by."""

    capability: Capability | None
    prefecture: Prefecture | None
    verdict: Verdict
    outcome_given: bool = True
    role_given: bool = True
    body_given: bool = True


class Finding(NamedTuple):
    """A verdict, and what it rests on; the columns that the rows get which do not agree."""

    verdict: str
    then_allowed: bool | None = None
    then_reason: str | None = None
    then_clauses: str | None = None
    then_events: str | None = None
    now_allowed: bool | None = None
    now_reason: str | None = None
    now_clauses: str | None = None
    now_events: str | None = None
    problem: str | None = None


class Court:
    """A history, ready to decide; it is compiled once.

    ``opened_at`` is when the first event was recorded, if any was: before that, as far as the record knew, nothing had
    been announced. ``known_at`` is up to when recordings are known, if not all are.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
    """

    def __init__(self, history: Sequence[RecordedEvent], known_at: datetime | None = None) -> None:
        self.known_at = known_at
        self.opened_at = history[0].recorded_at if history else None
        self._questions = hindsight(history)
        self._types = [type_name(entry.event) for entry in history]
        self._told: dict[Ruling, tuple[bool, str, str, str]] = {}

    def cells(self, meaning: Access | Unanswerable) -> Iterator[tuple[datetime | None, Cell]]:
        """Yield from when on a row belongs to which cell, in order; ``None`` is before all instants."""
        if isinstance(meaning, Unanswerable):
            return iter([(None, Cell(meaning.capability, meaning.prefecture, Verdict.UNDECIDABLE))])
        return self._course(meaning, lambda both: _cell(meaning, both))

    def findings(self, meaning: Access | Unanswerable) -> Iterator[tuple[datetime | None, Finding]]:
        """Yield from when on which finding holds, as :meth:`cells`."""
        if isinstance(meaning, Unanswerable):
            return iter([(None, Finding(Verdict.UNDECIDABLE.value, problem=meaning.problem))])
        return self._course(meaning, lambda both: self._finding(meaning, both))

    def _course(self, access: Access, value: Callable[[Hindsight], T]) -> Iterator[tuple[datetime | None, T]]:
        course = self._questions[access.question]
        steps = ((edge, value(both)) for edge, both in zip((None, *course.edges), course.values, strict=True))
        return (next(same) for _, same in groupby(steps, key=lambda step: step[1]))

    def _finding(self, access: Access, both: Hindsight) -> Finding:
        return Finding(_verdict(access, both).value, *self._tell(both.then), *self._tell(both.now))

    def _tell(self, ruling: Ruling) -> tuple[bool, str, str, str]:
        if ruling not in self._told:
            self._told[ruling] = (
                ruling.reason.allowed,
                ruling.reason.value,
                "; ".join(f"{each.clause} {each.grade.value}" for each in ruling.basis),
                "; ".join(f"{position} {self._types[position - 1]}" for position in ruling.positions),
            )
        return self._told[ruling]


def _cell(access: Access, both: Hindsight) -> Cell:
    given = access.outcome_given, access.role_given, access.body_given
    return Cell(access.capability, access.prefecture, _verdict(access, both), *given)


def _verdict(access: Access, both: Hindsight) -> Verdict:
    return Verdict.on(given=access.given, then=both.then.reason.allowed, now=both.now.reason.allowed)

"""Access logs for the tests, and what must be found in them: row by row, by ``check`` under what was known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from hersys_lifecycle.audit import RecordedEvent, recorded_until, replay
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Decision, say
from hersys_lifecycle.codec import type_name
from hersys_lifecycle.judging import Engine, Judgment, Verdict, judge
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import apply, initial
from hersys_lifecycle.testing import Question, around
from hersys_lifecycle.testing.moments import OPENING
from tests.strategies import QUESTIONS

COLUMNS = ("at", "capability", "prefecture", "authority", "role", "outcome")
GIVEN = (True, False, None)
OUTCOMES = (("denied", "allowed"), ("false", "true"), ("拒否", "許可"))


class Row(NamedTuple):
    """An access in a log: when, what was asked, and what was given, if the log says it."""

    at: datetime
    question: Question
    given: bool | None

    def names(self, number: int) -> tuple[str | None, ...]:
        """Return how a log spells its names: in one of the ways that people do, and not always fully."""
        capability, prefecture, authority, role = self.question
        return (
            (capability.value, say(capability, "ja"), capability.value.upper())[number % 3],
            prefecture and (prefecture.code, prefecture.name_ja, prefecture.name_en)[number % 3],
            authority and (authority.code, authority.name_ja)[number % 2],
            (role.value, say(role, "ja"))[number % 2],
            None
            if self.given is None
            else (("denied", "allowed"), ("false", "true"), ("拒否", "許可"))[number % 3][self.given],
        )


class Found(NamedTuple):
    """What a row is found to be, and what that rests on, as it is written."""

    verdict: str
    then: tuple[object, ...]
    now: tuple[object, ...]


def rows_around(history: Sequence[RecordedEvent], more: Iterable[Question] = ()) -> list[Row]:
    """Return rows for questions that stand for all, at every instant that matters and a microsecond around it."""
    states = accumulate((entry.event for entry in history), apply, initial=initial())
    edges = {OPENING, *(entry.recorded_at for entry in history)}.union(*(state.instants() for state in states))
    asked = (*QUESTIONS, *more)
    return [
        Row(at, question, GIVEN[(number + turn) % len(GIVEN)])
        for turn, at in enumerate(around(edges))
        for number, question in enumerate(asked)
    ]


def write_parquet(rows: Sequence[Row], path: Path) -> None:
    """Write a log as Parquet: instants in microseconds UTC, names as texts."""
    names = zip(*(row.names(number) for number, row in enumerate(rows)), strict=True)
    at = pa.array([row.at for row in rows], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table([at, *(pa.array(column, pa.string()) for column in names)], names=COLUMNS), path)


def expected(history: Sequence[RecordedEvent], rows: Iterable[Row]) -> list[Found]:
    """Return what must be found, row by row."""

    @cache
    def lifecycle(known: int) -> Lifecycle:
        return replay(history[:known])

    def asked(known: int, row: Row) -> Decision:
        capability, prefecture, authority, role = row.question
        return lifecycle(known).check(capability, prefecture, at=row.at, role=role, authority=authority)

    def found(row: Row) -> Found:
        then, now = asked(len(recorded_until(tuple(history), row.at)), row), asked(len(history), row)
        given = row.given is not False  # without an outcome it took place
        if given is not then.allowed:
            verdict = "wrong_then"
        else:
            verdict = "agrees" if given is now.allowed else "wrong_in_hindsight"
        return Found(verdict, _rests_on(then, history), _rests_on(now, history))

    return [found(row) for row in rows]


def _rests_on(decision: Decision, history: Sequence[RecordedEvent]) -> tuple[object, ...]:
    clauses = "; ".join(f"{each.clause} {each.grade.value}" for each in decision.basis)
    events = "; ".join(f"{position} {type_name(history[position - 1].event)}" for position in decision.positions)
    return decision.allowed, decision.reason.value, clauses, events


def written(path: Path) -> dict[int, Found]:
    """Return what was written of the rows that do not agree, by their number from 1; in the order of the log."""
    table = pq.read_table(path)
    rests = [
        table.select([f"{when}_{part}" for part in ("allowed", "reason", "clauses", "events")]).to_pylist()
        for when in ("then", "now")
    ]
    found = zip(table["verdict"].to_pylist(), *rests, strict=True)
    numbers = table["row"].to_pylist()
    assert numbers == sorted(numbers)
    return {
        number: Found(verdict, tuple(then.values()), tuple(now.values()))
        for number, (verdict, then, now) in zip(numbers, found, strict=True)
    }


def assert_judged_row_by_row(
    history: Sequence[RecordedEvent], rows: Sequence[Row], source: Path, folder: Path, engine: Engine | None = None
) -> Judgment:
    """Fail unless every row of a log is found to be what ``check`` says, and the counts are those of the rows."""
    target = folder / "disagreeing.parquet"
    judgment = judge(history, source, violations=target, engine=engine)
    must = expected(history, rows)
    assert written(target) == {number: found for number, found in enumerate(must, 1) if found.verdict != "agrees"}
    counts = Counter((*_of(row.question), Verdict(found.verdict)) for row, found in zip(rows, must, strict=True))
    assert {count[:3]: count.rows for count in judgment.counts} == counts
    return judgment


def _of(question: Question) -> tuple[Capability, Prefecture | None]:
    home = question.authority.prefecture if question.authority else question.prefecture
    return question.capability, home

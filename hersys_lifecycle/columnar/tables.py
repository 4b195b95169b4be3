"""Answers and questions as Arrow tables, in types that every engine reads."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, TypeAlias

import pyarrow as pa

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ASKING, ROWS, Answers, Schedule
from hersys_lifecycle.instants import MICROSECOND, since_epoch

Table: TypeAlias = pa.Table


def _required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


def _list_of(kind: pa.DataType) -> pa.DataType:
    return pa.list_(_required("element", kind))  # named as in Parquet, so that nothing is renamed on the way


# Microseconds, signed numbers and plain strings: Spark reads no others, and Parquet writes a string that repeats once.
_INSTANT: Final = pa.timestamp("us", tz="UTC")
_CITATION: Final = pa.struct([_required(name, pa.string()) for name in ("document", "clause", "grade")])
_QUESTION: Final = _required("question", pa.int32())
_STEP: Final = pa.schema(
    [
        _required("start", _INSTANT),
        _required("end", _INSTANT),
        _required("allowed", pa.bool_()),
        _required("reason", pa.string()),
        _required("phase", pa.string()),
        _required("basis", _list_of(_CITATION)),
        _required("positions", _list_of(pa.int32())),
    ]
)
_ASKED: Final = pa.schema(
    [
        _required("capability", pa.string()),
        pa.field("prefecture", pa.string()),
        pa.field("authority", pa.string()),
        _required("role", pa.string()),
        _QUESTION,
    ]
)

# Open ends are written as these, so that a join needs no case for them. Recorded instants lie between them, and so does
# either one in every time zone's calendar.
_FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
_LAST: Final = datetime(9999, 12, 31, tzinfo=UTC)


def answers_table(answers: Answers) -> Table:
    """Return the answers, a row for each question and step, by question and time."""
    steps = {schedule: _steps(schedule) for schedule in dict.fromkeys(answers)}  # many questions share one
    numbered = (
        steps[schedule].add_column(0, _QUESTION, pa.repeat(pa.scalar(question, pa.int32()), len(steps[schedule])))
        for question, schedule in enumerate(answers)
    )
    return pa.concat_tables(numbered).combine_chunks()


def _steps(schedule: Schedule) -> Table:
    elapsed = schedule.outlooks.elapsed
    edges = [since // MICROSECOND for since in (since_epoch(_FIRST), *elapsed, since_epoch(_LAST))]
    rulings = [outlook.ruling for outlook in schedule.outlooks.values]
    columns = (
        edges[:-1],
        edges[1:],
        [ruling.reason.allowed for ruling in rulings],
        [ruling.reason.value for ruling in rulings],
        [ruling.phase.value for ruling in rulings],
        [
            [(each.document, each.clause, each.grade.value) for each in ruling.basis]  # a struct each
            for ruling in rulings
        ],
        [ruling.positions for ruling in rulings],
    )
    return _table(columns, _STEP)


def questions_table() -> Table:
    """Return the questions, by capability, whom they name and role."""
    rows = [
        (capability.value, prefecture and prefecture.code, authority and authority.code, role.value, question)
        for capability in Capability
        for prefecture, authority in ASKING
        for role in Role
        if (question := ROWS[role][capability].get((prefecture, authority))) is not None
    ]
    return _table(zip(*rows, strict=True), _ASKED)


def _table(columns: Iterable[Iterable[object]], schema: pa.Schema) -> Table:
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)

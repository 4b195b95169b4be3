"""The law of formats: the same accesses, however a log writes them, are judged alike, and as ``check`` answers."""

import gzip
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.instants import EPOCH, JST, MICROSECOND
from hersys_lifecycle.judging import judge
from hersys_lifecycle.testing import recorded_histories
from hersys_lifecycle.testing.moments import EXTREMES
from tests.access_logs import FEW, HISTORY
from tests.judging import COLUMNS, Row, expected, rows_around, written
from tests.staging import csv_line

INDIA = timezone(timedelta(hours=5, minutes=30))
ZONES = (UTC, JST, INDIA, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), timezone(-timedelta(hours=12)))
NANOS = (0, 1, 500, 999)  # none of which is over the next microsecond


def texts(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Return what a log in text says: instants in many time zones, names in many spellings, nothing where it can."""
    said = []
    for number, row in enumerate(rows):
        at = row.at.astimezone(ZONES[number % len(ZONES)]).isoformat("T "[number % 2])
        values = dict(zip(COLUMNS, (at, *row.names(number)), strict=True))
        said.append({name: value for name, value in values.items() if value is not None})
    return said


def as_csv(rows: Sequence[Row]) -> bytes:
    lines = [[said.get(name, "") for name in COLUMNS] for said in texts(rows)]
    return b"".join(map(csv_line, [list(COLUMNS), *lines]))


def as_json_lines(rows: Sequence[Row]) -> bytes:
    return b"".join(json.dumps(said).encode() + b"\n" for said in texts(rows))


def zipped(rows: Sequence[Row]) -> bytes:
    return gzip.compress(as_csv(rows), 1)


def as_parquet(kind: pa.DataType, value: Callable[[int, datetime], object]) -> Callable[[Sequence[Row], Path], None]:
    """Return a writer of Parquet, with names in dictionaries and some columns in other cases."""

    def write(rows: Sequence[Row], path: Path) -> None:
        at = pa.array([value(number, row.at) for number, row in enumerate(rows)], kind)
        names = zip(*(row.names(number) for number, row in enumerate(rows)), strict=True)
        columns = [pa.array(column, pa.string()).dictionary_encode() for column in names]
        pq.write_table(pa.table([at, *columns], names=["At", "CAPABILITY", *COLUMNS[2:]]), path)

    return write


def as_text(write: Callable[[Sequence[Row]], bytes]) -> Callable[[Sequence[Row], Path], None]:
    def write_to(rows: Sequence[Row], path: Path) -> None:
        path.write_bytes(write(rows))

    return write_to


def micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def in_calendar(at: datetime) -> bool:
    return EXTREMES[0].year < at.year < EXTREMES[1].year  # in every time zone


def in_nanoseconds(at: datetime) -> bool:
    return 1700 < at.year < 2200


def in_milliseconds(at: datetime) -> bool:
    return at.microsecond % 1000 == 0


def always(_: datetime) -> bool:
    return True


class Form(NamedTuple):
    """How a log is written, which instants can be written so, and from which row on its rows are counted."""

    name: str
    write: Callable[[Sequence[Row], Path], None]
    suits: Callable[[datetime], bool] = always
    first: int = 1
    timezone: str | None = None


FORMS = (
    Form("log.csv", as_text(as_csv), in_calendar, 2),
    Form("log.csv.gz", as_text(zipped), in_calendar, 2),
    Form("log.CSV", as_text(as_csv), in_calendar, 2),
    Form("log.jsonl", as_text(as_json_lines), in_calendar),
    Form("log.ndjson", as_text(as_json_lines), in_calendar),
    Form("micro.parquet", as_parquet(pa.timestamp("us", "UTC"), lambda _, at: micros(at))),
    Form("zone.parquet", as_parquet(pa.timestamp("us", "America/New_York"), lambda _, at: micros(at))),
    Form("milli.parquet", as_parquet(pa.timestamp("ms", "UTC"), lambda _, at: micros(at) // 1000), in_milliseconds),
    Form(
        "nano.parquet",
        as_parquet(pa.timestamp("ns", "UTC"), lambda number, at: micros(at) * 1000 + NANOS[number % len(NANOS)]),
        in_nanoseconds,
    ),
    Form(
        "tokyo.parquet",
        as_parquet(pa.timestamp("us"), lambda _, at: at.astimezone(JST).replace(tzinfo=None)),
        in_calendar,
        timezone="+09:00",
    ),
    Form(
        "india.parquet",
        as_parquet(
            pa.timestamp("ns"),
            lambda number, at: (micros(at) + 19_800_000_000) * 1000 + NANOS[number % len(NANOS)],
        ),
        in_nanoseconds,
        timezone="+05:30",
    ),
)


def assert_judged(history: Sequence[RecordedEvent], form: Form, folder: Path) -> None:
    rows = [row for row in rows_around(history) if form.suits(row.at)]
    source, target = folder / form.name, folder / "disagreeing.parquet"
    form.write(rows, source)
    judgment = judge(history, source, violations=target, timezone=form.timezone)
    found = dict(enumerate(expected(history, rows), form.first))
    assert written(target) == {number: each for number, each in found.items() if each.verdict != "agrees"}
    assert (judgment.rows, judgment.undecidable) == (len(rows), ())


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_log_is_judged_row_by_row_as_check_answers_however_it_is_written(form: Form, tmp_path: Path) -> None:
    assert_judged(HISTORY, form, tmp_path)


@FEW
@given(recorded_histories(), st.sampled_from(FORMS))
def test_so_it_is_under_every_history(history: tuple[RecordedEvent, ...], form: Form) -> None:
    with TemporaryDirectory() as folder:
        assert_judged(history, form, Path(folder))


@pytest.mark.parametrize("nanos", [1, 500, 999])
def test_what_comes_before_an_edge_by_less_than_a_microsecond_comes_before_it(tmp_path: Path, nanos: int) -> None:
    stop = micros(datetime(2023, 10, 31, 9, tzinfo=UTC)) * 1000
    for number, at in enumerate([stop - nanos, stop, stop + 999, -nanos, -1000 - nanos]):
        source = tmp_path / f"{number}.parquet"
        pq.write_table(pa.table({"at": pa.array([at], pa.timestamp("ns", "UTC")), "capability": ["edit"]}), source)
        assert bool(judge(HISTORY, source)) is (at < stop)

"""Instants without a UTC offset: refused until it is said which clock they are of, and never guessed."""

from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pendulum
import pyarrow as pa
import pytest

from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging import AccessLogError, judge
from hersys_lifecycle.judging.zones import zone_of
from tests.access_logs import BEFORE, BRIEF, STOP, edits, text, verdicts

NEW_YORK = "America/New_York"
CLOCKS = ["naive.parquet", "naive.csv", "naive.jsonl"]


def naive(folder: Path, name: str, zone: tzinfo, *more: datetime) -> Path:
    """Write an edit before the stop and one at it, as the clocks of a zone show them."""
    shown = [at.astimezone(zone).replace(tzinfo=None) for at in (BEFORE, STOP, *more)]
    if name.endswith("parquet"):
        return edits(folder / name, shown, pa.timestamp("us"))
    if name.endswith("csv"):
        return text(folder / name, "at,capability", *(f"{at.isoformat()},edit" for at in shown))
    return text(folder / name, *(f'{{"at": "{at.isoformat()}", "capability": "edit"}}' for at in shown))


@pytest.mark.parametrize("name", CLOCKS)
def test_instants_without_offset_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    source = naive(tmp_path, name, JST)
    with pytest.raises(AccessLogError, match=r"no time zone|no UTC offset") as raised:
        judge(BRIEF, source, violations=tmp_path / "found.parquet")
    assert "timezone= or --timezone, such as Asia/Tokyo" in raised.value.remedy
    assert raised.value.line == {"naive.parquet": None, "naive.csv": 2, "naive.jsonl": 1}[name]
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", CLOCKS)
@pytest.mark.parametrize(
    "zone",
    [
        "Asia/Tokyo",
        NEW_YORK,
        "+09:00",
        "-03:30",
        "UTC",
        ZoneInfo("Asia/Kathmandu"),
        JST,
        pendulum.timezone("Asia/Tokyo"),
    ],
    ids=str,
)
def test_instants_without_offset_are_those_of_the_zone_that_is_named(
    tmp_path: Path, name: str, zone: str | tzinfo
) -> None:
    source = naive(tmp_path, name, zone_of(zone) if isinstance(zone, str) else zone)
    judgment = judge(BRIEF, source, timezone=zone)
    assert verdicts(judgment) == {"agrees": 1, "wrong_then": 1}
    told = f"Instants without a UTC offset, if any, were read as local time of {zone}."
    assert (told, None) in [(limit.in_("en"), limit.rows) for limit in judgment.limits]


def test_an_offset_that_is_written_counts_more_than_the_zone_that_is_named(tmp_path: Path) -> None:
    source = text(tmp_path / "log.csv", "at,capability", f"{STOP.isoformat()},edit", "2023-10-31T17:59:59,edit")
    assert verdicts(judge(BRIEF, source, timezone="Asia/Tokyo")) == {"agrees": 1, "wrong_then": 1}
    assert verdicts(judge(BRIEF, edits(tmp_path / "log.parquet"), timezone=NEW_YORK)) == {"agrees": 1, "wrong_then": 1}


@pytest.mark.parametrize("later", ["2023-11-05T10:00", "2024-03-10T10:00", "2023-11-05T06:30"])
def test_a_zone_that_changes_its_clock_within_a_parquet_log_is_refused(tmp_path: Path, later: str) -> None:
    source = naive(tmp_path, "naive.parquet", ZoneInfo(NEW_YORK), datetime.fromisoformat(f"{later}Z"))
    with pytest.raises(
        AccessLogError, match=f"have no time zone, and {NEW_YORK} changes its clock around 2023-11"
    ) as raised:
        judge(BRIEF, source, timezone=NEW_YORK, violations=tmp_path / "found.parquet")
    assert raised.value.remedy.startswith("give a fixed one")
    assert [path.name for path in tmp_path.iterdir()] == ["naive.parquet"]


def test_a_zone_that_changed_its_clock_outside_the_log_is_taken(tmp_path: Path) -> None:
    days = timedelta(days=3)
    source = naive(tmp_path, "naive.parquet", ZoneInfo(NEW_YORK), STOP + days)
    assert verdicts(judge(BRIEF, source, timezone=NEW_YORK)) == {"agrees": 1, "wrong_then": 2}


def test_a_time_that_a_zone_showed_twice_is_undecidable_in_a_text(tmp_path: Path) -> None:
    source = text(tmp_path / "log.csv", "at,capability", "2023-11-05T01:30,edit", "2023-11-05T02:30,edit")
    judgment = judge(BRIEF, source, timezone=NEW_YORK)
    assert verdicts(judgment) == {"wrong_then": 1, "undecidable": 1}
    assert "showed it twice" in judgment.undecidable[0].problem


@pytest.mark.parametrize(
    "text",
    [
        "Asia/Tokio",
        "JST+9",
        "",
        "+9",
        "+24:00",
        "+09:60",
        "../../etc/localtime",
        "/etc/localtime",
        "Asia",
        "a\0b",
        "+09:00 ",
    ],
)
def test_an_unknown_zone_is_refused_with_the_remedy(text: str, tmp_path: Path) -> None:
    with pytest.raises(
        InvalidFieldError, match="name a time zone, such as Asia/Tokyo, or an offset, such as"
    ) as raised:
        judge(BRIEF, edits(tmp_path / "log.parquet"), timezone=text)
    assert text in raised.value.args


@pytest.mark.parametrize(
    ("text", "ahead"),
    [("+09:00", timedelta(hours=9)), ("-11:59", -timedelta(hours=11, minutes=59)), ("+00:00", timedelta())],
)
def test_an_offset_is_a_zone(text: str, ahead: timedelta) -> None:
    zone = zone_of(text)
    assert isinstance(zone, timezone)
    assert (zone.utcoffset(None), str(zone)) == (ahead, text)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "+09:00"])
def test_instants_of_a_clock_at_the_ends_of_the_calendar_are_judged(tmp_path: Path, zone: str) -> None:
    ends = [datetime(9999, 12, 31, 23, 59, 59, 999_999), datetime(9000, 1, 1)]  # noqa: DTZ001  # of a clock
    source = edits(tmp_path / "log.parquet", ends, pa.timestamp("us"))
    assert verdicts(judge(BRIEF, source, timezone=zone)) == {"wrong_then": 2}
    year_10000 = pa.scalar(253_402_300_800_000_000 + 32_400_000_000, pa.timestamp("us"))
    beyond = edits(tmp_path / "beyond.parquet", [year_10000], pa.timestamp("us"))
    assert verdicts(judge(BRIEF, beyond, timezone=zone)) == {"undecidable": 1}

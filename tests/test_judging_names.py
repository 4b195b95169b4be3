"""The names in a log: understood before anything is judged, refused with the nearest, and never overlooked."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hersys_lifecycle.judging import AccessLogError, counting, judge
from hersys_lifecycle.judging.running import UnknownNames
from tests.access_logs import BEFORE, BRIEF, STOP, UTC_MICROS, text, verdicts

LATE = counting.FIRST_ROWS + 7


def late(folder: Path, **names: str | None) -> Path:
    """Write a log whose names change behind its first rows."""
    at = pa.array([BEFORE] * LATE + [STOP], UTC_MICROS)
    first = {"capability": "edit", "role": "prefecture"}
    columns = {name: pa.array([first[name]] * LATE + [value]) for name, value in (first | names).items()}
    pq.write_table(pa.table({"at": at, **columns}), folder / "log.parquet")
    return folder / "log.parquet"


def test_names_that_first_occur_late_are_understood(tmp_path: Path) -> None:
    target = tmp_path / "found.parquet"
    judgment = judge(BRIEF, late(tmp_path, capability="削除", role="担当保健所"), violations=target)
    assert verdicts(judgment) == {"agrees": LATE, "wrong_then": 1}
    assert pq.read_table(target).select(["row", "capability", "then_reason"]).to_pylist() == [
        {"row": LATE + 1, "capability": "削除", "then_reason": "stopped"}
    ]


def test_names_that_are_first_missing_late_are_understood(tmp_path: Path) -> None:
    judgment = judge(BRIEF, late(tmp_path, role=None))
    assert verdicts(judgment) == {"agrees": LATE, "wrong_then": 1}


def test_a_late_row_with_an_unknown_name_has_the_log_refused(tmp_path: Path) -> None:
    source, target = late(tmp_path, capability="delte"), tmp_path / "found.parquet"
    with pytest.raises(AccessLogError, match="it names what there is not: 'delte' is not a capability") as raised:
        judge(BRIEF, source, violations=target)
    assert "the nearest is delete" in raised.value.reason
    assert not target.exists()


def test_a_late_row_with_an_unknown_name_is_undecidable_where_that_is_asked_for(tmp_path: Path) -> None:
    judgment = judge(BRIEF, late(tmp_path, role="nobody"), unknown_names="undecidable")
    assert verdicts(judgment) == {"agrees": LATE, "undecidable": 1}
    assert [(each.row, each.problem.split(":")[0]) for each in judgment.undecidable] == [
        (LATE + 1, "'nobody' is not a role")
    ]


UNKNOWN = ["veiw", "edti", "Osaak", "130002", "nobody", "perhaps", "delte"]


def misspelt(folder: Path) -> Path:
    at = STOP.isoformat()
    return text(
        folder / "log.csv",
        "at,capability,prefecture,authority,role,outcome",
        f"{at},edit,,,,denied",
        f"{at},veiw,,,,",
        f"{at},edti,,,,",
        f"{at},view,Osaak,,,",
        f"{at},view,,130002,,",
        f"{at},view,27,,nobody,",
        f"{at},view,,,,perhaps",
        f"{at},delte,,,,",
        f"{at},veiw,27,,,",
    )


def test_all_unknown_names_are_told_with_the_nearest_the_first_in_full(tmp_path: Path) -> None:
    with pytest.raises(AccessLogError) as raised:
        judge(BRIEF, misspelt(tmp_path))
    reason = raised.value.reason
    told = [name for name in UNKNOWN if f"'{name}'" in reason]
    assert len(told) == 5
    assert reason.endswith("; and 2 more")
    assert reason.count("the nearest is") + reason.count("check digit") == len(told)
    assert raised.value.remedy.endswith("unknown_names= or --unknown-names undecidable")


def test_as_many_unknown_names_as_are_told_are_all(tmp_path: Path) -> None:
    lines = [f"{STOP.isoformat()},{name}" for name in UNKNOWN[:5]]
    with pytest.raises(AccessLogError) as raised:
        judge(BRIEF, text(tmp_path / "log.csv", "at,capability", *lines))
    assert all(f"'{name}'" in raised.value.reason for name in UNKNOWN[:5])
    assert "more" not in raised.value.reason


def test_rows_with_unknown_names_are_undecidable_each_with_its_own_where_that_is_asked_for(tmp_path: Path) -> None:
    judgment = judge(BRIEF, misspelt(tmp_path), unknown_names="undecidable")
    assert verdicts(judgment) == {"agrees": 1, "undecidable": 8}
    assert [each.row for each in judgment.undecidable] == list(range(3, 11))
    for each, name in zip(judgment.undecidable, [*UNKNOWN, "veiw"], strict=True):
        assert name in each.problem


@pytest.mark.parametrize("name", ["vi\0ew", "view\u200b", "v" * 10_000, "'; DROP TABLE log; --", "\U0001f600"])
def test_a_strange_name_is_an_unknown_name(tmp_path: Path, name: str) -> None:
    source = tmp_path / "log.parquet"
    pq.write_table(pa.table({"at": pa.array([STOP] * 2, UTC_MICROS), "capability": ["edit", name]}), source)
    with pytest.raises(AccessLogError, match="it names what there is not"):
        judge(BRIEF, source)
    judgment = judge(BRIEF, source, unknown_names="undecidable")
    assert verdicts(judgment) == {"wrong_then": 1, "undecidable": 1}


@pytest.mark.parametrize("unknown_names", ["refuse", "undecidable"])
def test_a_column_of_something_else_is_refused_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unknown_names: UnknownNames
) -> None:
    monkeypatch.setattr(counting, "MOST_UNKNOWN", 20)
    lines = [f"{STOP.isoformat()},user {number}" for number in range(30)]
    with pytest.raises(
        AccessLogError, match="it names more than 20 things that there are not, such as: 'user"
    ) as raised:
        judge(BRIEF, text(tmp_path / "log.csv", "at,capability", *lines), unknown_names=unknown_names)
    assert raised.value.remedy == "name the columns that hold these: columns= or --column"


def test_more_combinations_of_names_than_there_are_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FIRST_ROWS", 10)
    monkeypatch.setattr(counting, "MOST", 46)
    lines = [f"{STOP.isoformat()},edit,{number:02}" for number in range(1, 48)]
    source = text(tmp_path / "log.csv", "at,capability,prefecture", *lines)
    with pytest.raises(AccessLogError, match="more than 46 different combinations of capability, prefecture"):
        judge(BRIEF, source)
    monkeypatch.setattr(counting, "MOST", 47)
    assert verdicts(judge(BRIEF, source)) == {"wrong_then": 47}

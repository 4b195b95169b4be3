"""The columns of a log: what its own are called beside what is judged and found, and which types say something."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hersys_lifecycle.judging import AccessLogError, judge
from hersys_lifecycle.judging.columns import FILE, ROW, TAKEN
from hersys_lifecycle.judging.court import Finding
from tests.access_logs import BRIEF, STOP, UTC_MICROS, edits, text, verdicts
from tests.staging import csv_line

JUDGED = {"at", "capability", "prefecture", "authority", "role", "outcome"}
COLLIDING = sorted(TAKEN - JUDGED - {FILE, ROW, "file_row_number"})
STRANGE = ["self", "exprs", "*", " ", 'a"b', "a'b", "a%b", "a\nb", "capability_right", "t0", "備考", "Rows", "filename"]


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_columns_whose_names_are_taken_keep_their_content_under_another(tmp_path: Path, ending: str) -> None:
    source, target = tmp_path / f"log.{ending}", tmp_path / "found.parquet"
    names = [name.upper() if number % 2 else name for number, name in enumerate(COLLIDING)]
    if ending == "parquet":
        edits(source, [STOP], **{name: [f"my {name}"] for name in names})
    else:
        values = [STOP.isoformat(), "edit", *(f"my {name}" for name in names)]
        source.write_bytes(csv_line(["at", "capability", *names]) + csv_line(values))
    judgment = judge(BRIEF, source, violations=target)
    assert judgment.renamed == tuple((name, f"{name}_in_log") for name in names)
    (row,) = pq.read_table(target).to_pylist()
    assert [row[name] for _, name in judgment.renamed] == [f"my {name}" for name in names]
    assert (row["verdict"], row["then_reason"], row["file"]) == ("wrong_then", "stopped", str(source))
    assert list(row)[-len(Finding._fields) :] == list(Finding._fields)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_no_name_of_a_column_is_too_strange(tmp_path: Path, ending: str) -> None:
    source, target = tmp_path / f"log.{ending}", tmp_path / "found.parquet"
    names = [name for name in STRANGE if ending == "parquet" or (name.strip() and "\n" not in name)]
    if ending == "parquet":
        edits(source, [STOP], **{name: [name] for name in names})
    else:
        source.write_bytes(csv_line(["at", "capability", *names]) + csv_line([STOP.isoformat(), "edit", *names]))
    judgment = judge(BRIEF, source, violations=target)
    assert judgment.renamed == ()
    (row,) = pq.read_table(target).to_pylist()
    assert {name: row[name] for name in names} == {name: name for name in names}


def test_columns_of_a_csv_that_differ_by_case_only_are_kept_apart(tmp_path: Path) -> None:
    lines = ["User,AT,user,at,capability,USER_in_log", f"a,never,b,{STOP.isoformat()},edit,c"]
    target = tmp_path / "found.parquet"
    judgment = judge(BRIEF, text(tmp_path / "log.csv", *lines), violations=target)
    assert verdicts(judgment) == {"wrong_then": 1}
    (row,) = pq.read_table(target).to_pylist()
    renamed = dict(judgment.renamed)
    assert {name: row[renamed.get(name, name)] for name in ("User", "AT", "user", "USER_in_log")} == {
        "User": "a",
        "AT": "never",
        "user": "b",
        "USER_in_log": "c",
    }


@pytest.mark.parametrize(
    "names",
    [
        ("AT", "at", "capability"),
        ("at", "AT", "capability"),
        ("at", "capability", "x", "X"),
        ("at", "at", "capability"),
    ],
)
def test_columns_of_parquet_that_differ_by_case_only_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    """An engine takes one for the other, or gives one a name of its own: of two instants, which would be judged?"""
    at = pa.array([STOP], UTC_MICROS)
    columns = [pa.array(["edit"]) if name == "capability" else at for name in names]
    pq.write_table(pa.Table.from_arrays(columns, names=list(names)), tmp_path / "log.parquet")
    with pytest.raises(AccessLogError, match=r"it has the columns .+ and .+, which do not differ but by case"):
        judge(BRIEF, tmp_path / "log.parquet")


@pytest.mark.parametrize("name", [FILE, ROW, "file_row_number", "__Row__"])
def test_a_column_that_is_called_as_one_that_is_added_on_the_way_is_refused(tmp_path: Path, name: str) -> None:
    source = edits(tmp_path / "log.parquet", [STOP], **{name: [7]})
    with pytest.raises(AccessLogError, match=f"it has the column {name}, which is added here; give it another name"):
        judge(BRIEF, source)


def test_the_content_of_other_columns_is_kept_whatever_its_type(tmp_path: Path) -> None:
    others = {
        "nested": pa.array([{"at": [1, 2], "b": {"c": "x"}}]),
        "nothing": pa.nulls(1),
        "day": pa.array([dt.date(2023, 10, 31)]),
        "bytes": pa.array([b"\xff"]),
        "half": pa.array([0.5], pa.float16()),
        "fine": pa.array([-1], pa.timestamp("ns")),
        "flag": pa.array([True]),
    }
    target = tmp_path / "found.parquet"
    judge(BRIEF, edits(tmp_path / "log.parquet", [STOP], **others), violations=target)
    (row,) = pq.read_table(target).select(list(others)).to_pylist()
    assert row == {
        "nested": {"at": [1, 2], "b": {"c": "x"}},
        "nothing": None,
        "day": dt.date(2023, 10, 31),
        "bytes": b"\xff",
        "half": 0.5,
        "fine": dt.datetime(1969, 12, 31, 23, 59, 59, 999999),  # noqa: DTZ001  # cut off to the microsecond
        "flag": True,
    }


TEXT_TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]


@pytest.mark.parametrize("kind", TEXT_TYPES, ids=str)
def test_names_may_be_any_type_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    names = {"Capability": "edit", "PREFECTURE": "27", "authority": None, "Role": "prefecture", "Allowed": "no"}
    columns = {name: pa.array([value], pa.string()).cast(kind) for name, value in names.items()}
    pq.write_table(pa.table({"INSTANT": pa.array([STOP], UTC_MICROS), **columns}), tmp_path / "log.parquet")
    assert verdicts(judge(BRIEF, tmp_path / "log.parquet")) == {"agrees": 1}


def test_names_that_no_row_gives_may_be_of_no_type(tmp_path: Path) -> None:
    """So writers that guess types write them."""
    nothing = {name: pa.nulls(2) for name in ("prefecture", "authority", "role", "outcome")}
    judgment = judge(BRIEF, edits(tmp_path / "log.parquet", **nothing))
    assert verdicts(judgment) == {"agrees": 1, "wrong_then": 1}
    assert judgment.limits[-1].rows == 2
    pq.write_table(pa.table({"at": pa.array([STOP], UTC_MICROS), "capability": pa.nulls(1)}), tmp_path / "bare.parquet")
    assert verdicts(judge(BRIEF, tmp_path / "bare.parquet")) == {"undecidable": 1}


def test_an_outcome_may_be_a_boolean(tmp_path: Path) -> None:
    source = edits(tmp_path / "log.parquet", [STOP] * 3, outcome=[True, False, None])
    judgment = judge(BRIEF, source)
    assert verdicts(judgment) == {"agrees": 1, "wrong_then": 2}
    assert judgment.limits[-1].rows == 1


INSTANTS = "write instants as timestamps, in UTC and in microseconds"
OUTCOMES = "write outcomes as booleans or texts"
NAMES = "write names and codes as texts"


@pytest.mark.parametrize(
    ("column", "value", "remedy"),
    [
        ("at", pa.array([dt.date(2023, 10, 31)]), INSTANTS),
        ("at", pa.array([dt.time(18)]), INSTANTS),
        ("at", pa.array([STOP.isoformat()]), INSTANTS),
        ("at", pa.array([1_698_742_800_000_000]), INSTANTS),
        ("at", pa.array([1.5]), INSTANTS),
        ("at", pa.nulls(1), INSTANTS),
        ("outcome", pa.array([1]), OUTCOMES),
        ("outcome", pa.array([1.0]), OUTCOMES),
        ("outcome", pa.array([b"allowed"]), OUTCOMES),
        ("capability", pa.array([b"edit"]), NAMES),
        ("capability", pa.array([["edit"]]), NAMES),
        ("prefecture", pa.array([27]), NAMES),
        ("authority", pa.array([271_004]), NAMES),
        ("role", pa.array([True]), NAMES),
    ],
)
def test_a_column_of_a_type_that_says_nothing_is_refused_before_anything_is_written(
    tmp_path: Path, column: str, value: pa.Array, remedy: str
) -> None:
    columns = {"at": pa.array([STOP], UTC_MICROS), "capability": ["edit"]} | {column: value}
    pq.write_table(pa.table(columns), tmp_path / "log.parquet")
    with pytest.raises(AccessLogError, match=f"its column {column} is of type .*; {remedy}"):
        judge(BRIEF, tmp_path / "log.parquet", violations=tmp_path / "found.parquet", timezone="Asia/Tokyo")
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_columns_that_are_missing_or_could_be_either_are_refused_and_those_that_are_named_are_taken(
    tmp_path: Path, ending: str
) -> None:
    source = tmp_path / f"log.{ending}"
    if ending == "parquet":
        edits(source, [STOP], instant=pa.array([STOP - dt.timedelta(days=1)], UTC_MICROS))
    elif ending == "csv":
        text(source, "at,capability,instant", f"{STOP.isoformat()},edit,2023-10-30T18:00+09:00")
    else:
        text(source, f'{{"at": "{STOP.isoformat()}", "capability": "edit", "instant": "2023-10-30T18:00+09:00"}}')
    with pytest.raises(AccessLogError, match="it has the columns at, instant; say which is meant: at=COLUMN"):
        judge(BRIEF, source)
    assert verdicts(judge(BRIEF, source, columns={"at": "at"})) == {"wrong_then": 1}
    assert verdicts(judge(BRIEF, source, columns={"at": "instant"})) == {"agrees": 1}
    with pytest.raises(AccessLogError, match="user"):
        judge(BRIEF, source, columns={"at": "at", "role": "user"})

"""What cannot be judged is said row by row, and spoils nothing else: broken lines, missing instants, an empty log."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.instants import EPOCH, JST, MICROSECOND
from hersys_lifecycle.judging import Count, Judgment, Verdict, judge
from hersys_lifecycle.judging.rows import NO_INSTANT
from hersys_lifecycle.judging.running import LISTED
from hersys_lifecycle.prefectures import Prefecture
from tests.access_logs import BEFORE, BRIEF, FEW, HISTORY, STOP, UTC_MICROS, edits, text, verdicts
from tests.staging import log_of

INSTANTS = [at.isoformat() for at in (BEFORE, STOP, STOP + MICROSECOND)]
BROKEN = {
    "csv": {
        "a,b": "the fields of the line are 2, those of the header 3",
        '2023-11-01T08:00Z,"edit,x': "the line is no CSV",
        'Z"",edit,x': "the line is no CSV",
        ",edit,x": "the instant is missing",
        "2023-11-01,edit,x": "'2023-11-01' cannot be read as an instant: it is a whole day",
        "2023-13-01T08:00Z,edit,x": "'2023-13-01T08:00Z' cannot be read as an instant",
        "0001-01-01T00:00Z,edit,x": "'0001-01-01T00:00Z' cannot be read as an instant",
        "2023-11-01T08:00Z, ,x": "the capability is missing",
        "\udcff": "the line has bytes that are no UTF-8",
    },
    "jsonl": {
        "{": "the line is no JSON",
        "[1]": "the line is no JSON object",
        '{"capability": "edit"}': "it has no column at or instant, only capability",
        '{"at": 1.5, "capability": "edit"}': "at is a number with a fraction",
        '{"at": null, "capability": "edit"}': "the instant is missing",
        '{"at": "2023-11-01T08:00Z", "capability": null}': "the capability is missing",
        '{"at": "2023-11-01T08:00Z", "at": "2023-11-01T08:00Z", "capability": "edit"}': "a key stands there twice",
        '{"at": "9999-12-31T00:00Z", "capability": "edit"}': "'9999-12-31T00:00Z' cannot be read as an instant",
        '{"at": "2023-11-01T08:00Z", "capability": "edit", "outcome": []}': "outcome is a list",
    },
}


def good(kind: str, number: int) -> str:
    at = INSTANTS[number % len(INSTANTS)]
    return f"{at},edit,{number}" if kind == "csv" else f'{{"at": "{at}", "capability": "edit", "user": {number}}}'


def judged(kind: str, lines: Sequence[str], folder: Path) -> tuple[Judgment, list[dict[str, object]]]:
    head = ["at,capability,user"] if kind == "csv" else []
    source, target = folder / f"log.{kind}", folder / "found.parquet"
    source.write_bytes("".join(f"{line}\n" for line in (*head, *lines)).encode("utf-8", "surrogateescape"))
    target.unlink(missing_ok=True)
    judgment = judge(BRIEF, source, violations=target)
    return judgment, list(pq.read_table(target).to_pylist())


@FEW
@given(st.data(), st.sampled_from(["csv", "jsonl"]))
def test_broken_lines_are_undecidable_with_their_number_and_the_others_are_judged_as_without_them(
    data: st.DataObject, kind: str
) -> None:
    first = 2 if kind == "csv" else 1
    whole = [good(kind, number) for number in range(1 + data.draw(st.integers(0, 12)))]
    broken = data.draw(st.lists(st.sampled_from(list(BROKEN[kind])), min_size=1, max_size=30))
    mixed = data.draw(st.permutations([*range(1, len(whole)), *(-1 - each for each in range(len(broken)))]))
    # The first line of JSON Lines is a whole one: without an object that says something, the log is refused.
    order = [0, *mixed]
    lines = [whole[each] if each >= 0 else broken[-1 - each] for each in order]
    place = {each: number for number, each in enumerate(order, first)}
    with TemporaryDirectory() as folder:
        alone, found_alone = judged(kind, whole, Path(folder))
        together, found = judged(kind, lines, Path(folder))
    assert together.rows == len(lines)
    assert verdicts(together) == verdicts(alone) | {"undecidable": len(broken)}
    undecidable = sorted((place[-1 - each], BROKEN[kind][line]) for each, line in enumerate(broken))
    rows = [row for row in found if row["verdict"] == "undecidable"]
    assert [row["row"] for row in rows] == [number for number, _ in undecidable]
    assert all(why in str(row["problem"]) for row, (_, why) in zip(rows, undecidable, strict=True))
    assert all(
        row["line"] == lines[number - first].encode("utf-8", "surrogateescape").decode(errors="backslashreplace")
        for row, (number, _) in zip(rows, undecidable, strict=True)
    )
    told = [(each.row, each.problem) for each in together.undecidable]
    assert told == [(row["row"], row["problem"]) for row in rows[:LISTED]]
    others = [row | {"row": None} for row in found if row["verdict"] != "undecidable"]
    moved = sorted(found_alone, key=lambda row: place[int(str(row["row"])) - first])
    assert others == [row | {"row": None} for row in moved]


def outside(at: datetime, micros: int) -> int:
    return (at - EPOCH) // MICROSECOND + micros


FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
NEVER = [None, outside(FIRST, -1), outside(LAST, 1), -(2**63) + 1, 2**63 - 1]
EVER = [outside(FIRST, 0), outside(LAST, 0)]


@pytest.mark.parametrize(("kind", "zone"), [(UTC_MICROS, None), (pa.timestamp("us"), "+00:00")])
def test_an_instant_that_is_missing_or_outside_the_years_1_to_9999_is_undecidable(
    tmp_path: Path, kind: pa.DataType, zone: str | None
) -> None:
    at = [None if each is None else pa.scalar(each, kind) for each in (*NEVER, *EVER)]
    source = tmp_path / "log.parquet"
    columns = {"at": pa.array(at, kind), "capability": ["edit"] * len(at), "prefecture": ["27"] * len(at)}
    pq.write_table(pa.table(columns), source)
    judgment = judge(HISTORY, source, timezone=zone)
    assert judgment.counts == (
        Count(Capability.EDIT, Prefecture.OSAKA, Verdict.AGREES, 1),
        Count(Capability.EDIT, Prefecture.OSAKA, Verdict.WRONG_THEN, 1),
        Count(Capability.EDIT, Prefecture.OSAKA, Verdict.UNDECIDABLE, len(NEVER)),
    )
    assert [(each.file, each.row, each.problem) for each in judgment.undecidable] == [
        (str(source), number, NO_INSTANT) for number in range(1, len(NEVER) + 1)
    ]


def test_a_row_that_names_no_capability_or_nobody_where_somebody_is_needed_is_undecidable(tmp_path: Path) -> None:
    columns = {
        "at": pa.array([STOP] * 5, UTC_MICROS),
        "capability": pa.array([None, " ", "bulk_export", "bulk_export", "view"]),
        "prefecture": pa.array(["13", None, None, "27", None]),
        "authority": pa.array([None, None, None, "131041", "131041"]),
    }
    source, target = tmp_path / "log.parquet", tmp_path / "found.csv"
    pq.write_table(pa.table(columns), source)
    judgment = judge(HISTORY, source, violations=target)
    assert verdicts(judgment) == {"wrong_then": 1, "undecidable": 4}
    problems = [each.problem for each in judgment.undecidable]
    assert problems[:2] == ["it names no capability"] * 2
    assert "cannot be answered without a prefecture" in problems[2]
    assert "is not in" in problems[3]
    assert [(count.capability, count.prefecture) for count in judgment.counts] == [
        (None, None),
        (None, Prefecture.TOKYO),
        (Capability.VIEW, Prefecture.TOKYO),
        (Capability.BULK_EXPORT, None),
        (Capability.BULK_EXPORT, Prefecture.OSAKA),
    ]


def empty_csv(folder: Path) -> Path:
    return text(folder / "log.csv", "at,capability")


def empty_parquet(folder: Path) -> Path:
    return edits(folder / "log.parquet", [])


def empty_lines(folder: Path) -> Path:
    return text(folder / "log.jsonl", "", "")


@pytest.mark.parametrize("make", [empty_csv, empty_parquet, empty_lines])
def test_a_log_without_rows_agrees(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    target = tmp_path / "found.parquet"
    judgment = judge(HISTORY, make(tmp_path), violations=target)
    assert judgment
    assert (judgment.counts, judgment.rows, judgment.undecidable) == ((), 0, ())
    assert pq.read_metadata(target).num_rows == 0
    assert judge((), make(tmp_path))


def test_naive_instants_none_of_which_is_there_are_no_instants_in_any_zone(tmp_path: Path) -> None:
    source = edits(tmp_path / "log.parquet", [None], pa.timestamp("us"))
    assert verdicts(judge(HISTORY, source, timezone="America/New_York")) == {"undecidable": 1}


def test_without_a_history_all_is_as_in_full_operation(tmp_path: Path) -> None:
    at = STOP.astimezone(timezone(timedelta(hours=-5))).isoformat()
    lines = [f"{at},edit,", f"{at},bulk_export,27", "1999-01-01T00:00Z,view,"]
    judgment = judge([], text(tmp_path / "log.csv", "at,capability,prefecture", *lines))
    assert verdicts(judgment) == {"agrees": 2, "wrong_then": 1}
    assert judgment.events == 0
    assert judgment.limits[-1].rows == 3


def test_rows_before_the_first_recording_are_judged_by_nothing_announced(tmp_path: Path) -> None:
    adopted = HISTORY[0].recorded_at
    source = edits(tmp_path / "log.parquet", [adopted - MICROSECOND, adopted, datetime(1970, 1, 1, tzinfo=JST)])
    judgment = judge(HISTORY, source)
    assert verdicts(judgment) == {"agrees": 3}
    assert judgment.limits[-1].rows == 2


def test_of_many_undecidable_rows_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    lines = log_of("at,capability", *(f"{number},edit" for number in range(LISTED + 5)))
    source = tmp_path / "log.csv"
    source.write_bytes(lines)
    judgment = judge(HISTORY, source)
    assert [each.row for each in judgment.undecidable] == list(range(2, LISTED + 2))
    assert Counter(count.verdict for count in judgment.counts) == {Verdict.UNDECIDABLE: 1}
    assert judgment.rows == LISTED + 5

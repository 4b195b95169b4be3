"""Staging: an access log in text is read once, line by line, to exactly what it says."""

import csv
import gzip
import json
import os
import subprocess
import sys
import tracemalloc
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging import staging
from hersys_lifecycle.judging.columns import NAMES, TAKEN
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.staging import Kind, stage
from hersys_lifecycle.testing.moments import colliding_instants
from tests.shorthand import jst
from tests.staging import compressed, csv_line, log_of, of_row, rows, staged
from tests.strategies import SLOW

OTHERS = ("user", "備考", "a b", 'x"y', "x,y", "user agent")
LINE = '"2023-11-01T08:00:00+09:00","view","27"'

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=12)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
written = st.tuples(colliding_instants(), zones).map(lambda pair: pair[0].astimezone(pair[1]))
dialects = st.sampled_from([(csv.QUOTE_MINIMAL, "\r\n"), (csv.QUOTE_ALL, "\n"), (csv.QUOTE_ALL, "\r\n")])
blanks = st.lists(st.sampled_from([b"\n", b"\r\n", b" \t\n"]), max_size=2).map(b"".join)


class Wrapping(NamedTuple):
    """What a file may have around what it says."""

    mark: bytes
    packed: bool
    ended: bool

    def around(self, data: bytes) -> bytes:
        data = self.mark + (data if self.ended else data.removesuffix(b"\n").removesuffix(b"\r"))
        return compressed(data) if self.packed else data


wrappings = st.builds(Wrapping, st.sampled_from([b"", BOM_UTF8]), st.booleans(), st.booleans())


def stands(text: str | None) -> str | None:
    return (text or "").strip() or None


@SLOW
@given(st.data(), wrappings, dialects)
def test_what_is_written_as_csv_is_staged_as_it_stands(
    data: st.DataObject, wrapping: Wrapping, dialect: tuple[int, str]
) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES[1:]), unique=True))
    others = data.draw(st.lists(st.sampled_from(OTHERS), unique=True))
    header = data.draw(st.permutations(["at", "capability", *names, *others]))
    log, expected, number = csv_line(header, *dialect), [], 1
    for _ in range(data.draw(st.integers(0, 4))):
        at, said = data.draw(written), {name: data.draw(texts) for name in (*names, *others)}
        said |= {"at": f" {at.isoformat(data.draw(st.sampled_from('T ')))}", "capability": data.draw(texts) + "x"}
        blank = data.draw(blanks)
        log += blank + csv_line([said[name] for name in header], *dialect)
        number += blank.count(b"\n") + 1
        named = {name: stands(said[name]) for name in ("capability", *names)}
        expected.append({"row": number, "at": at, **named, **{name: said[name] for name in others}})
    told, found = staged(wrapping.around(log))
    nothing = {"problem": None, "line": None}
    assert found == [row | nothing for row in expected]
    assert told == (len(expected), 0, {name: name for name in ("at", "capability", *NAMES) if name in header}, {})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
scalars = texts | st.integers() | st.booleans() | st.none()


def as_text(value: str | float | None) -> str | None:
    return stands(value) if isinstance(value, str | None) else json.dumps(value)


@SLOW
@given(data=st.data(), wrapping=wrappings, ascii_only=st.booleans())
def test_what_is_written_as_json_lines_is_staged_as_it_stands(
    data: st.DataObject, wrapping: Wrapping, *, ascii_only: bool
) -> None:
    log, expected, number, seen = b"", [], 0, {"at": "at", "capability": "capability"}
    for _ in range(data.draw(st.integers(0, 4))):
        at, named = data.draw(written), data.draw(st.dictionaries(st.sampled_from(NAMES[1:]), scalars))
        rest = data.draw(st.dictionaries(texts.map("x{}".format), values, max_size=3))
        said = {"at": at.isoformat(), "capability": data.draw(texts) + "x", **named}
        seen |= {name: name for name in named}
        keys = data.draw(st.permutations([*said, *rest]))
        blank = data.draw(blanks)
        log += blank + json.dumps({key: (said | rest)[key] for key in keys}, ensure_ascii=ascii_only).encode() + b"\n"
        number += blank.count(b"\n") + 1
        row = {"row": number, "at": at, **dict.fromkeys(NAMES)}
        row |= {name: as_text(said[name]) for name in NAMES if name in said}
        expected.append((row, rest))
    told, found = staged(wrapping.around(log), "jsonl")
    assert [json.loads(row.pop("rest") or "{}") for row in found] == [rest for _, rest in expected]
    assert found == [row | {"problem": None, "line": None} for row, _ in expected]
    assert told == (len(expected), 0, seen if expected else {}, {})


def test_the_file_has_instants_in_microseconds_utc_and_texts() -> None:
    text = pa.string()
    texts_of = {"csv": ("capability", "role", "user"), "jsonl": (*NAMES, "rest")}
    for kind, line in (("csv", "user,role,capability,at"), ("jsonl", '{"at": "2023-11-01T08:00Z", "capability": 1}')):
        with _files(log_of(line)) as (source, target):
            stage(source, target, kind=kind, columns=None, zone=None)  # type: ignore[arg-type]
            assert pq.read_schema(target) == pa.schema(
                [("row", pa.int64()), ("at", pa.timestamp("us", "UTC"))]
                + [(name, text) for name in (*texts_of[kind], "problem", "line")]
            )


@given(
    st.lists(st.sampled_from(sorted({*TAKEN, "Row", "ROLE", "row_in_log", "User", "user", ""})) | texts, unique=True)
)
def test_no_column_of_a_csv_is_lost_or_taken_for_another(names: list[str]) -> None:
    asked = {"at": "the instant", "capability": "what was done"}
    header = [name for name in names if name not in {"instant", "allowed"}]
    fields = [f"in column {number}" for number, _ in enumerate(header)]
    log = csv_line([*asked.values(), *header], csv.QUOTE_ALL)
    log += csv_line(["2023-11-01T08:00Z", "view", *fields], csv.QUOTE_ALL)
    try:
        told, (row,) = staged(log, columns=asked)
    except AccessLogError as error:
        assert "twice" in error.reason  # noqa: PT017  # names that differ in blanks around them only
        assert len({name.strip() for name in header}) < len(header)
        return
    found = [name.strip() or f"column_{number}" for number, name in enumerate(header, 3)]
    judged = {column: name for name, column in told.columns.items()}
    assert [row[told.renamed.get(name, judged.get(name, name))] for name in found] == fields
    assert len({name.lower() for name in row}) == len(row)
    assert (row["row"], row["at"], row["capability"], row["problem"]) == (2, jst("2023-11-01T17:00"), "view", None)
    for name, other in told.renamed.items():
        assert other.removesuffix("_in_log" * other.count("_in_log")) == name.removesuffix("_in_log")


def test_columns_are_found_by_the_names_that_the_user_gave() -> None:
    line = "2023-11-01T08:00Z,view,osaka,ok,x"
    told, (row,) = staged(log_of("time,what,at,allowed,line", line), columns={"at": "time", "capability": "what"})
    assert told.columns == {"at": "time", "capability": "what", "outcome": "allowed"}
    assert told.renamed == {"at": "at_in_log", "line": "line_in_log"}
    assert of_row(row, ("capability", "at_in_log", "outcome", "line_in_log")) == ("view", "osaka", "ok", "x")


def test_a_key_that_the_user_named_is_taken_alone_and_may_be_missing_in_some_objects() -> None:
    one = {"at": "2023-11-01T08:00Z", "capability": "view", "prefecture": "27"}
    log = log_of(json.dumps(one), json.dumps(one | {"place": "13"}))
    told, (first, second) = staged(log, "jsonl", columns={"prefecture": "place"})
    assert of_row(first, ("prefecture", "rest")) == (None, '{"prefecture":"27"}')
    assert of_row(second, ("prefecture", "rest")) == ("13", '{"prefecture":"27"}')
    assert told.columns["prefecture"] == "place"


def test_objects_may_say_the_same_under_different_keys() -> None:
    log = log_of(
        '{"at": "2023-11-01T08:00Z", "capability": "view", "allowed": true}',
        '{"capability": "view", "outcome": "no", "instant": "2023-11-01T09:00Z", "役": "保健所"}',
    )
    _, found = staged(log, "jsonl")
    assert [of_row(row, ("at", "outcome", "rest")) for row in found] == [
        (jst("2023-11-01T17:00"), "true", None),
        (jst("2023-11-01T18:00"), "no", '{"役":"保健所"}'),
    ]


def test_instants_without_offset_are_local_time_where_the_user_says() -> None:
    log = log_of("at,capability", "2023-11-01 08:00,view", "2023-11-01T08:00Z,view")
    with pytest.raises(AccessLogError) as raised:
        staged(log)
    assert raised.value.line == 2
    assert "the instant '2023-11-01 08:00' has no UTC offset" in raised.value.reason
    assert "timezone= or --timezone" in raised.value.remedy
    _, found = staged(log, zone=JST)
    assert [row["at"] for row in found] == [jst("2023-11-01T08:00"), jst("2023-11-01T17:00")]


@pytest.mark.parametrize("held", [1, 2, 7])
def test_how_many_rows_are_held_at_a_time_changes_nothing_but_the_row_groups(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of("at,capability", *(f"2023-11-01T08:00:{second:02}Z,view" for second in range(20)))
    whole = staged(log)
    monkeypatch.setattr(staging, "ROWS", held)
    assert staged(log) == whole
    with _files(log) as (source, target):
        stage(source, target, kind="csv")
        groups = pq.ParquetFile(target).metadata
        assert max(groups.row_group(each).num_rows for each in range(groups.num_row_groups)) == held


@pytest.mark.parametrize("packed", [False, True])
def test_the_share_of_the_file_that_is_read_is_told_and_ends_at_one(
    *, packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROWS", 5_000)
    users = (number * 0x9E37_79B9_7F4A_7C15 % 2**64 for number in range(20_000))  # which compression leaves long
    log = log_of("at,capability,user", *(f"2023-11-01T08:00Z,view,{user}" for user in users))
    told: list[float] = []
    with _files(compressed(log) if packed else log) as (source, target):
        stage(source, target, kind="csv", progress=told.append)
    assert told == sorted(told)
    assert len(told) == 5
    assert (told[0] > 0.1, told[1] < 0.9, told[-1]) == (True, True, 1.0)


def test_a_pipe_is_read_too_and_nobody_knows_how_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "ROWS", 1)
    source, target, told = tmp_path / "pipe", tmp_path / "staged.parquet", list[float]()
    os.mkfifo(source)
    writer = Thread(
        target=source.write_bytes, args=(compressed(log_of("at,capability", "2023-11-01T08:00Z,view")),), daemon=True
    )
    writer.start()
    assert stage(source, target, kind="csv", progress=told.append).rows == 1
    writer.join()
    assert told == [0.0, 1.0]


def test_a_header_alone_and_no_object_at_all_are_logs_without_rows() -> None:
    logs: list[tuple[bytes, Kind]] = [(log_of("at,capability"), "csv"), (b"", "jsonl"), (b"\n \n", "jsonl")]
    for log, kind in logs:
        told, found = staged(log, kind)
        assert (told.rows, found) == (0, [])


@pytest.mark.parametrize("name", ["log.csv.gz", "log.csv"])
def test_a_compressed_log_is_known_by_how_it_begins_and_may_have_several_parts(name: str) -> None:
    log = compressed(log_of("at,capability")) + compressed(log_of("2023-11-01T08:00Z,view"))
    assert staged(log, name=name)[0].rows == 1


def test_a_compressed_log_is_refused_wherever_it_is_cut_off() -> None:
    log = compressed(log_of("at,capability", "2023-11-01T08:00Z,view"))
    for end in range(len(log)):
        with pytest.raises(AccessLogError, match="its compression by gzip is damaged, or its end is missing"):
            staged(log[:end], name="log.csv.gz")


@pytest.mark.parametrize("damage", [b"\0\0\0\0\0\0\0\1", b"junk"])
def test_a_compressed_log_that_is_not_what_was_compressed_is_refused(damage: bytes) -> None:
    log = compressed(log_of("at,capability", "2023-11-01T08:00Z,view"))
    changed = log[:-8] + damage if len(damage) == 8 else log + damage
    with pytest.raises(AccessLogError, match="take a whole copy of it"):
        staged(changed)
    with pytest.raises(AccessLogError, match="line 1: its compression"):
        staged(log[:12] + b"\xff" * 8 + log[20:])


def test_nothing_is_left_of_a_log_that_is_refused_and_what_stood_there_stays() -> None:
    with _files(log_of("at,capability", "2023-11-01T08:00Z,view", "2023-11-01T08:00,view")) as (source, target):
        target.write_bytes(b"before")
        with pytest.raises(AccessLogError):
            stage(source, target, kind="csv")
        assert sorted(source.parent.iterdir()) == [source, target]
        assert target.read_bytes() == b"before"
        stage(source, target, kind="csv", zone=JST)
        assert sorted(source.parent.iterdir()) == [source, target]
        assert len(rows(target)) == 2


def test_nothing_is_left_of_a_staging_that_was_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(_share: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(staging, "ROWS", 1)
    with _files(log_of("at,capability", "2023-11-01T08:00Z,view")) as (source, target):
        with pytest.raises(KeyboardInterrupt):
            stage(source, target, kind="csv", progress=break_off)
        assert list(source.parent.iterdir()) == [source]


def test_a_log_that_is_not_there_is_the_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        stage(tmp_path / "log.csv", tmp_path / "staged.parquet", kind="csv")
    assert list(tmp_path.iterdir()) == []


def _peak_of_staging(source: Path) -> int:
    """Return the most memory, in MB, that a process of its own takes for staging."""
    program = (
        "import sys; from pathlib import Path; from hersys_lifecycle.judging import staging\n"
        "staging.ROWS = 10_000\n"
        "staging.stage(Path(sys.argv[1]), Path(sys.argv[1] + '.parquet'), kind='csv')\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", program, source], check=True, capture_output=True)
    return int(done.stdout) // 1024


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    row = b"2023-11-01T08:00:00.123456+09:00,view,27,health_center,true,somebody,10.0.0.1\n"
    peaks = []
    for count in (60_000, 240_000):
        source = tmp_path / f"{count}.csv.gz"
        with gzip.open(source, "wb", 1) as file:
            file.write(b"at,capability,prefecture,role,outcome,user,address\n" + row * count)
        peaks.append(_peak_of_staging(source))
    # Held whole, the rows between would take about 100 MB.
    assert peaks[1] < peaks[0] + 20


def test_memory_does_not_grow_with_the_lines_either() -> None:
    long = b"2023-11-01T08:00Z,view," + b"x" * 100_000 + b"\n"
    endless = b"y" * 30_000_000
    log = compressed(b"at,capability,user\n" + long * 600 + endless + b"\n" + long)
    del endless
    with _files(log) as (source, target):
        tracemalloc.start()
        told = stage(source, target, kind="csv")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (told.rows, told.undecidable) == (602, 1)
    assert peak < 40_000_000


@contextmanager
def _files(data: bytes) -> Iterator[tuple[Path, Path]]:
    """Give a log in a folder of its own, and where to stage it."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "log")
        source.write_bytes(data)
        yield source, Path(folder, "staged.parquet")

"""The table of answers: joined with a log of accesses, each access meets the one row that says what check says."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from inspect import cleandoc
from itertools import groupby, pairwise, product
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import columnar
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import Question, around, lifecycles, questions
from hersys_lifecycle.testing.moments import BASES, EXTREMES
from tests import oracle
from tests.shorthand import jst
from tests.strategies import SLOW

OFFICIAL = official_lifecycle()
ASKED: Final = columnar.questions()
FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
NOW = jst("2023-11-13")

JOIN: Final = "SELECT" + cleandoc(Lifecycle.answers.__doc__ or "").partition("SELECT")[2].partition("Raises:")[0]
"""The join that the documentation shows."""
WITH_ALL_COLUMNS: Final = JOIN.replace(
    "log.*, answers.allowed, answers.reason",
    "log.row, answers.allowed, answers.reason, answers.phase, answers.basis, answers.positions",
)
COLUMNS: Final = ("allowed", "reason", "phase", "basis", "positions")

Tables = dict[str, pa.Table]
Query = Callable[[str], pa.Table]


def log_of(accesses: Sequence[tuple[Question, datetime]]) -> pa.Table:
    """Return a log as a user may hold it; what an access does not name is null."""
    columns = {
        "row": pa.array(range(len(accesses)), pa.int64()),
        "at": pa.array([at for _, at in accesses], pa.timestamp("us", tz="UTC")),
        "capability": pa.array([asked.capability.value for asked, _ in accesses], pa.string()),
        "prefecture": pa.array([asked.prefecture and asked.prefecture.code for asked, _ in accesses], pa.string()),
        "authority": pa.array([asked.authority and asked.authority.code for asked, _ in accesses], pa.string()),
        "role": pa.array([asked.role.value for asked, _ in accesses], pa.string()),
    }
    return pa.table(columns)


@contextmanager
def in_memory(tables: Tables) -> Iterator[Query]:
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        yield lambda query: connection.sql(query).to_arrow_table()


@contextmanager
def in_files(tables: Tables) -> Iterator[Query]:
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        for name, table in tables.items():
            path = Path(folder, f"{name}.parquet")
            pq.write_table(table, path)
            connection.from_parquet(str(path)).create_view(name)
        yield lambda query: connection.sql(query).to_arrow_table()


@SLOW
@given(st.data(), lifecycles(), st.sampled_from([in_memory, in_files]))
def test_a_join_gives_each_access_exactly_one_answer_and_it_is_what_check_says(
    data: st.DataObject, lifecycle: Lifecycle, holding: Callable[[Tables], AbstractContextManager[Query]]
) -> None:
    at = st.sampled_from(around([*oracle.all_edges(lifecycle.events), *BASES, *EXTREMES]))
    accesses = data.draw(st.lists(st.tuples(questions(), at), min_size=20, max_size=60))
    with holding({"answers": lifecycle.answers(), "questions": ASKED, "log": log_of(accesses)}) as query:
        joined = query(WITH_ALL_COLUMNS).sort_by("row").to_pylist()
    for number, (row, (asked, instant)) in enumerate(zip(joined, accesses, strict=True)):
        capability, prefecture, authority, role = asked
        told = lifecycle.check(capability, prefecture, authority=authority, role=role, at=instant).to_dict()
        assert row == {"row": number, **{column: told[column] for column in COLUMNS}}


def test_the_join_as_it_is_documented_keeps_the_log_and_adds_the_answer() -> None:
    bulk_export = Question(Capability.BULK_EXPORT, Prefecture.OSAKA, None, Role.PREFECTURE)
    log = log_of([(bulk_export, NOW), (bulk_export._replace(prefecture=None), NOW)])
    with in_memory({"answers": OFFICIAL.answers(), "questions": ASKED, "log": log}) as query:
        joined = query(JOIN).sort_by("row").to_pylist()
    assert joined == [
        {**row, "allowed": allowed, "reason": reason}
        for row, allowed, reason in zip(
            log.to_pylist(),
            [True, None],  # nobody's bulk export cannot be asked for: the row stays, without an answer
            ["in_slot", None],
            strict=True,
        )
    ]


@SLOW
@given(lifecycles())
def test_the_answers_to_each_question_are_in_order_gapless_disjoint_and_each_another_one(lifecycle: Lifecycle) -> None:
    asked = []
    for question, rows in groupby(lifecycle.answers().to_pylist(), key=itemgetter("question")):
        steps = list(rows)
        assert steps[0]["start"] == FIRST
        assert steps[-1]["end"] == LAST
        assert all(step["start"] < step["end"] for step in steps)
        for step, following in pairwise(steps):
            assert step["end"] == following["start"]
            assert [step[column] for column in COLUMNS] != [following[column] for column in COLUMNS]
        asked.append(question)
    assert asked == list(range(167)) == sorted(set(ASKED["question"].to_pylist()))


@pytest.mark.parametrize("table", [OFFICIAL.answers(), Lifecycle.from_events(()).answers(), ASKED])
def test_a_table_comes_back_from_parquet_as_it_was(table: pa.Table, tmp_path: Path) -> None:
    table.validate(full=True)
    pq.write_table(table, tmp_path / "table.parquet")
    again = pq.read_table(tmp_path / "table.parquet")
    assert again.equals(table)
    assert again.schema.equals(table.schema)


def test_the_columns_have_types_that_every_engine_reads() -> None:
    schema = OFFICIAL.answers().schema
    assert {field.name: str(field.type) for field in schema if not pa.types.is_nested(field.type)} == {
        "question": "int32",
        "start": "timestamp[us, tz=UTC]",
        "end": "timestamp[us, tz=UTC]",
        "allowed": "bool",
        "reason": "string",
        "phase": "string",
    }
    assert schema.names == ["question", "start", "end", "allowed", "reason", "phase", "basis", "positions"]
    assert [field.name for field in schema.field("basis").type.value_type] == ["document", "clause", "grade"]
    assert schema.field("positions").type.value_type == pa.int32()
    assert not any(field.nullable for field in schema)
    assert ASKED.schema.names == ["capability", "prefecture", "authority", "role", "question"]


def test_every_question_that_can_be_asked_is_there_once_in_order() -> None:
    expected = [
        (capability.value, prefecture and prefecture.code, authority and authority.code, role.value)
        for capability, prefecture, authority, role in product(
            Capability, (None, *Prefecture), (None, *HealthAuthority), Role
        )
        if (authority is None or prefecture in {None, authority.prefecture})
        and (capability is not Capability.BULK_EXPORT or prefecture or authority)
    ]
    told = [tuple(row.values())[:4] for row in ASKED.to_pylist()]
    assert sorted(told, key=str) == sorted(expected, key=str)
    assert list(dict.fromkeys(capability for capability, *_ in told)) == [each.value for each in Capability]


def test_the_tables_are_as_small_as_the_documentation_says() -> None:
    answers = OFFICIAL.answers()
    steps = Counter(answers["question"].to_pylist())
    assert ASKED.num_rows == 14_476
    assert round(answers.num_rows, -2) == 1_300
    assert round(sum(steps[question] for question in ASKED["question"].to_pylist()), -3) == 88_000


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
def test_open_ends_lie_in_the_calendar_of_every_time_zone(zone: str) -> None:
    with in_memory({"answers": OFFICIAL.answers()}) as query:
        answers = query(f"SET TimeZone = '{zone}'; FROM answers")
    assert answers.schema.field("start").type.tz == zone
    first, last = min(answers["start"].to_pylist()), max(answers["end"].to_pylist())
    assert (first.year, last.year) == (1, 9999)
    assert (first, last) == (FIRST, LAST)


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("numpy", "pandas"))
from hersys_lifecycle import official_lifecycle
print(official_lifecycle().answers().num_rows > 0)
"""


def test_the_table_needs_no_numpy() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "True"


@pytest.mark.parametrize(
    ("ask", "purpose"),
    [(OFFICIAL.answers, "a table of answers"), (columnar.questions, "a table of questions")],
)
def test_without_pyarrow_the_extra_is_told(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], pa.Table], purpose: str
) -> None:
    monkeypatch.delitem(sys.modules, "hersys_lifecycle.columnar.tables")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hersys-lifecycle\[arrow\]'") as raised:
        ask()
    assert raised.value == MissingExtraError("arrow", purpose)

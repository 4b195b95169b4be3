"""What judging an access log costs, beside the best query that one would write by hand for this one history.

The history: the notice, adopted in September; on 1 November the maintenance is extended; on 15 November it is corrected
that Osaka's slot ended the day before. The query by hand gives the same verdicts and the same counts.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow.parquet as pq
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hersys_lifecycle import Capability, Prefecture, Role, Span, official_lifecycle
from hersys_lifecycle.audit import recorded_until, replay
from hersys_lifecycle.events import MaintenanceRescheduled, SlotRescheduled
from hersys_lifecycle.judging import DuckDB, Verdict, judge
from hersys_lifecycle.notice import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.testing.recordings import Recording
from tests.benchmarks.test_speed import taken_in_turn
from tests.shorthand import CITED, jst, written

ROWS = 10_000_000
SAMPLE = 20_000
GIVEN = 1_000  # MB
SIZES = (1_000_000, 10_000_000, 30_000_000)
CORES = 2
ROOT = Path(__file__).parents[2]

EXTENDED = MaintenanceRescheduled(
    citation=CITED, name=SYSTEM_UPGRADE, span=Span(jst("2023-10-31T18:00"), jst("2023-11-01T10:00"))
)
CUT = SlotRescheduled(citation=CITED, prefecture=Prefecture.OSAKA, span=Span(jst("2023-11-13"), jst("2023-11-14")))
HISTORY = written(
    Recording(jst("2023-09-20"), tuple(official_events())),
    Recording(jst("2023-11-01T07:20"), (EXTENDED,)),
    Recording(jst("2023-11-15T09:00"), (CUT,), correction=True),
).entries

BY_HAND = """
    SELECT capability, prefecture,
        CASE WHEN outcome <> then_ THEN 'wrong_then' WHEN outcome <> now_ THEN 'wrong_in_hindsight' ELSE 'agrees' END,
        count(*)
    FROM (
        SELECT capability, prefecture, outcome,
            coalesce(phase, log.at >= slots.starts AND log.at < slots.then_ends) AS then_,
            coalesce(phase, log.at >= slots.starts AND log.at < slots.now_ends) AS now_
        FROM (
            SELECT *, CASE
                WHEN log.at >= TIMESTAMPTZ '2024-04-01 00:00+09' THEN false
                WHEN log.at >= TIMESTAMPTZ '2023-10-31 18:00+09'
                    AND log.at < TIMESTAMPTZ '2023-11-01 10:00+09' THEN false
                WHEN capability IN ('register', 'edit', 'delete') THEN log.at < TIMESTAMPTZ '2023-10-31 18:00+09'
                WHEN capability = 'register_non_reportable' THEN log.at < TIMESTAMPTZ '2023-10-01 00:00+09'
                WHEN capability <> 'bulk_export' THEN true
                WHEN role NOT IN ('prefecture', 'health_center') THEN false
            END AS phase
            FROM read_parquet(?) AS log
        ) AS log LEFT JOIN slots USING (prefecture)
    )
    GROUP BY ALL
"""


def log_of(rows: int, path: Path) -> Path:
    """Write a log: any capability, prefecture and role at any instant from the adoption to past the end."""
    with duckdb.connect() as connection:
        capabilities, roles = ([each.value for each in kind] for kind in (Capability, Role))
        connection.execute(
            f"""
            COPY (
                SELECT make_timestamptz($start + (hash(i) % $micros)::BIGINT) AS "at",
                    $capabilities[1 + (hash(i * 3) % 10)::BIGINT] AS capability,
                    lpad((1 + hash(i * 5) % 47)::VARCHAR, 2, '0') AS prefecture,
                    $roles[1 + (hash(i * 7) % 4)::BIGINT] AS role,
                    hash(i * 11) % 2 = 0 AS outcome
                FROM range({rows}) AS numbers(i)
            ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """,  # noqa: S608  # numbers and a path of ours
            {
                "start": int(jst("2023-09-20").timestamp()) * 1_000_000,
                "micros": int((jst("2024-04-20") - jst("2023-09-20")).total_seconds()) * 1_000_000,
                "capabilities": capabilities,
                "roles": roles,
            },
        )
    return path


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return log_of(ROWS, tmp_path_factory.mktemp("log") / "log.parquet")


def by_hand() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": CORES})
    connection.execute(
        "CREATE TABLE slots (prefecture VARCHAR, starts TIMESTAMPTZ, then_ends TIMESTAMPTZ, now_ends TIMESTAMPTZ)"
    )
    for prefecture in Prefecture:
        slot = official_lifecycle().slot(prefecture)
        assert slot
        ends = (HISTORY[-1].recorded_at, CUT.span.end) if prefecture is Prefecture.OSAKA else (slot.end, slot.end)
        connection.execute("INSERT INTO slots VALUES (?, ?, ?, ?)", [prefecture.code, slot.start, *ends])
    return connection


def test_ten_million_rows_beside_a_query_by_hand(benchmark: BenchmarkFixture, log: Path) -> None:
    connection = by_hand()
    judgment = judge(HISTORY, log, engine=DuckDB(threads=CORES))
    ours = {
        (count.capability.value, count.prefecture.code, count.verdict.value, count.rows)
        for count in judgment.counts
        if count.capability and count.prefecture
    }
    assert ours == set(connection.execute(BY_HAND, [str(log)]).fetchall())

    def us() -> float:
        engine = DuckDB(threads=CORES)  # as the other has a connection
        began = perf_counter()
        judge(HISTORY, log, engine=engine)
        return perf_counter() - began

    def floor() -> float:
        began = perf_counter()
        connection.execute(BY_HAND, [str(log)]).fetchall()
        return perf_counter() - began

    ratio, seconds = taken_in_turn(us, floor, 15)
    benchmark.extra_info.update(floor="a query by hand on DuckDB", floor_seconds=seconds, ratio=ratio, limit=2)
    benchmark.pedantic(us, rounds=3)  # type: ignore[no-untyped-call]


def test_ten_million_rows_beside_checking_row_by_row(benchmark: BenchmarkFixture, log: Path) -> None:
    accesses = pq.ParquetFile(log).read_row_group(0).slice(0, SAMPLE).to_pylist()
    known = [replay(HISTORY[:count]) for count in range(len(HISTORY) + 1)]
    versions = {len(recorded_until(HISTORY, each["at"])) for each in accesses}

    def one_by_one() -> float:
        began = perf_counter()
        for each in accesses:
            capability, prefecture = Capability(each["capability"]), Prefecture(each["prefecture"])
            role, at = Role(each["role"]), each["at"]
            then = known[len(recorded_until(HISTORY, at))].check(capability, prefecture, at=at, role=role)
            now = known[-1].check(capability, prefecture, at=at, role=role)
            Verdict.on(given=each["outcome"], then=then.allowed, now=now.allowed)
        return (perf_counter() - began) * ROWS / SAMPLE

    def us() -> float:
        began = perf_counter()
        judge(HISTORY, log, engine=DuckDB(threads=CORES))
        return perf_counter() - began

    assert len(versions) > 1
    ratio, seconds = taken_in_turn(us, one_by_one, 7)
    benchmark.extra_info.update(floor="check, row by row", floor_seconds=seconds, ratio=ratio, limit=1 / 20)
    benchmark.pedantic(us, rounds=1)  # type: ignore[no-untyped-call]


# In a process of its own, so that nothing but this run is in its memory. The peak that getrusage tells may be that of
# the process which started it.
RUN = """
import re, sys
from pathlib import Path
from tests.benchmarks.test_judging_speed import CORES, GIVEN, HISTORY, DuckDB, judge
source, target = Path(sys.argv[1]), sys.argv[2] or None
engine = DuckDB(threads=CORES, memory_limit=f"{GIVEN}MB", folder=source.parent)
judge(HISTORY, source, engine=engine, violations=target)
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1000)
"""


def peak(source: Path, target: Path | None = None) -> float:
    """Return the memory, in MB, that a run has had at most."""
    command = [sys.executable, "-c", RUN, str(source), str(target or "")]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


@pytest.mark.parametrize("rows", SIZES)
def test_memory(benchmark: BenchmarkFixture, tmp_path: Path, rows: int) -> None:
    first = peak(log_of(SIZES[0], tmp_path / "first.parquet"))
    source = log_of(rows, tmp_path / "log.parquet")
    reached = benchmark.pedantic(lambda: peak(source), rounds=1)  # type: ignore[no-untyped-call]
    floor = f"a log of {SIZES[0]:,}"
    benchmark.extra_info.update(floor=floor, floor_mb=first, mb=reached, ratio=reached / first, limit=1.5)


def test_memory_where_half_of_the_rows_are_written(benchmark: BenchmarkFixture, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "disagreeing.parquet"
    reached = benchmark.pedantic(lambda: peak(log, target), rounds=1)  # type: ignore[no-untyped-call]
    floor = "what DuckDB was given"
    benchmark.extra_info.update(floor=floor, floor_mb=GIVEN, mb=reached, ratio=reached / GIVEN, limit=1.5)

"""Sessions: the one that a process has, and those that ``hersys audit`` makes for itself."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.judging import Verdict, judge, on_spark
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing.recordings import Recording
from tests.shorthand import jst, written

ADOPTED = jst("2023-09-20")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of two edits that took place, the second of them too late."""
    at = pa.array([jst("2023-10-31T17:59"), jst("2023-10-31T18:00")], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"at": at, "capability": ["edit", "edit"]}), tmp_path / "log.parquet")
    return tmp_path / "log.parquet"


def hersys(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "hersys_lifecycle", *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_session_that_the_process_has_is_used_and_stays(spark_session: SparkSession, log: Path) -> None:
    history = written(Recording(ADOPTED, tuple(official_events()))).entries
    with on_spark() as engine:
        assert judge(history, log, engine=engine).of(Verdict.WRONG_THEN) == 1
    assert spark_session.range(3).count() == 3


def test_the_command_judges_on_a_cluster_and_writes_there(spark_master: str, log: Path, tmp_path: Path) -> None:
    url, target = f"sqlite:///{tmp_path / 'hersys.db'}", tmp_path / "found.parquet"
    with open_store(url, clock=lambda: ADOPTED) as store:
        store.adopt(official_events(), by="ops")
    asked = ("audit", log, "--store", url, "--engine", "spark", "--violations", target, "--json")
    ran = hersys(*asked, "--master", spark_master)
    assert (ran.returncode, json.loads(ran.stdout)["rows"]) == (1, 2), ran.stderr
    assert pq.read_table(target)["row"].to_pylist() == [2]
    target = tmp_path / "another.parquet"
    wrong = hersys(*asked[:-2], target, "--master", "no-such://cluster")
    assert (wrong.returncode, wrong.stdout, target.exists()) == (2, "", False)
    assert "no-such://cluster" in wrong.stderr.splitlines()[-1]
    assert "Java 17 or 21" in wrong.stderr.splitlines()[-1]


def test_without_its_extra_it_is_said_which_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for ours in ("spark_session", "spark_engine"):
        monkeypatch.delitem(sys.modules, f"hersys_lifecycle.judging.{ours}", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(MissingExtraError, match=re.escape("hersys-lifecycle[spark]")), on_spark():
        pass

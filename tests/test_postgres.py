"""What the tests may expect of their PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

import psycopg
import pytest

from tests import postgres


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_two_databases_are_apart(postgres_server: str, postgres_url: str) -> None:
    with (
        postgres.database(postgres_server) as other_url,
        psycopg.connect(postgres_url) as one,
        psycopg.connect(other_url) as other,
    ):
        one.execute("CREATE TABLE cases ()")
        one.commit()
        assert other.execute("SELECT to_regclass('cases')").fetchone() == (None,)


def test_a_database_is_dropped_even_while_someone_is_connected(postgres_server: str) -> None:
    with postgres.database(postgres_server) as url:
        connection = psycopg.connect(url)
    with connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_text_is_unicode(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_the_server_survives_a_restart_with_its_data(
    own_server: postgres.Server, mode: Literal["fast", "immediate"]
) -> None:
    with psycopg.connect(own_server.url) as connection:
        connection.execute("CREATE TABLE cases AS SELECT 1 AS number")
    own_server.restart(mode)
    with psycopg.connect(own_server.url) as connection:
        assert connection.execute("SELECT number FROM cases").fetchall() == [(1,)]


def test_a_stopped_server_is_gone_until_it_is_started(own_server: postgres.Server) -> None:
    pid = own_server.pid
    assert pid is not None
    own_server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not _answers(own_server.url)
    own_server.start()
    assert _answers(own_server.url)


def test_stopping_twice_is_stopping_once(own_server: postgres.Server) -> None:
    own_server.stop()
    own_server.stop()
    assert own_server.pid is None


def test_the_server_says_why_it_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "something").touch()
    with pytest.raises(RuntimeError, match="exists but is not empty"):
        postgres.Server(tmp_path)


def test_the_server_ends_when_the_tests_are_killed(tmp_path: Path) -> None:
    program = "from tests.postgres import serving\nwith serving() as server: print(server.url, flush=True); input()"
    tests = subprocess.Popen(
        (sys.executable, "-c", program),
        cwd=Path(__file__).parents[1],
        env=os.environ | {"TMPDIR": str(tmp_path)},  # the killed leave their folder behind
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with tests:
        assert tests.stdout is not None
        url = tests.stdout.readline().decode().strip()
        assert _answers(url)
        tests.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while _answers(url):
        assert time.monotonic() < deadline
        time.sleep(0.01)

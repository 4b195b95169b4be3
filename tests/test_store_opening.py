"""Opening a store: by which URL, with which settings, and what is told where it cannot be opened."""

import re
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hersys_lifecycle.errors import CorruptLogError, InvalidFieldError
from hersys_lifecycle.store import (
    StoreUnavailableError,
    StoreUrlError,
    open_store,
    opening,
)
from hersys_lifecycle.testing import FrozenClock
from tests import postgres
from tests.shorthand import jst
from tests.stores import NIGHT, NOTICE, behind, shown

SECRET = "Kennwort7"  # noqa: S105  # of nobody


# URLs


def test_a_file_is_where_the_url_said_when_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///log.db") as store:
        assert store.url == "sqlite:///log.db"
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        with ThreadPoolExecutor(4) as threads:  # each with a connection of its own
            assert list(threads.map(lambda _: store.history(), range(8))) == [()] * 8
        recorded = store.adopt(NOTICE, by="ops")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "log.db"]
    with open_store(f"sqlite:///{tmp_path / 'log.db'}") as store:
        assert store.history() == recorded


@pytest.mark.parametrize("name", ["a b.db", "a%20b&cache=shared#c", "file:x", "記録.db"])
def test_a_file_has_the_name_in_the_url_to_the_letter(name: str, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/{name}") as store:
        store.adopt(NOTICE, by="ops")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hersys.db",
        "/srv/hersys.db",
        "sqlite:hersys.db",
        "sqlite://",
        "sqlite:///",
        "sqlite://hersys.db",
        "sqlite:///:memory:",
        "sqlite:///hersys.db?mode=ro",
        "sqlite:///a\0b",
        "sqlite:///a\ud800b",
        "postgresql://host/a\udfffb",
        "SQLITE:///hersys.db",
        "memory",
        "mysql://host/hersys",
        "postgresql",
        "postgresql:",
        "postgresql:/host/hersys",
        "host=localhost dbname=hersys",
        None,
        Path("hersys.db"),
    ],
)
def test_what_names_no_store_is_told_with_the_ways_to_write_one(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreUrlError, match=r"names no store: .*; write sqlite:///file, sqlite:////folder/f") as raised:
        open_store(url)
    assert raised.value.url == url
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://host/a b", "unexpected spaces found, use percent-encoded spaces"),
        ("postgresql://host/%E5%A4", "what it says by % is no UTF-8"),
        ("postgresql://host:port:5432/hersys", "its parts are not clear; write @ as %40, / as %2F and % as %25"),
        ("postgresql://[::1/hersys", "libpq cannot read it: end of string reached when looking for matching"),
        ("postgresql://host/hersys?aplication_name=x", "libpq cannot read it: invalid URI query parameter"),
        ("postgres://host/hersys?sslmode", "libpq cannot read it: missing key/value separator"),
    ],
)
def test_what_libpq_cannot_read_is_told(url: str, reason: str) -> None:
    with pytest.raises(StoreUrlError, match=reason):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://hersys:{SECRET}@[::1/hersys",
        f"postgresql://hersys:{SECRET}%ZZ@host/hersys",
        f"postgresql://hersys:{SECRET}%80@host/hersys",
        f"postgresql://hersys:{SECRET} {SECRET}@host/hersys",
        f'postgresql://hersys:{SECRET}" "{SECRET}@host/hersys',
        f"postgresql://hersys:{SECRET}@host/hersys?unknown={SECRET}",
        f"postgresql://hersys:{SECRET}@host/hersys?port",
        f"postgresql://hersys:/{SECRET}@host/hersys",
        f"postgresql://hersys:{SECRET}/@host/hersys",
        f"postgresql://hersys:4711/{SECRET}@host/hersys",
        f"postgresql://hersys:@{SECRET}@host/hersys",
        f"postgresql://host/hersys&password={SECRET}",
        f"postgresql://host&sslpassword={SECRET}",
        f"postgresql://hersys?password={SECRET}@host/hersys",
        f"postgresql://host/hersys?application_name=x?password={SECRET}",
        f"postgresql://hersys:{SECRET}\0@host/hersys",
        f"postgresql:/hersys:{SECRET}@host/hersys",
        f"postgres:hersys:{SECRET}@host",
        f"mysql://hersys:{SECRET}@host/hersys",
        f"hersys:{SECRET}@host",
        f"sqlite://hersys:{SECRET}@host",
        f"host=localhost password={SECRET}",
    ],
)
def test_no_error_about_a_url_shows_a_password(url: str) -> None:
    with pytest.raises(StoreUrlError) as raised:
        open_store(url)
    assert SECRET not in shown(raised.value)


def test_neither_a_store_nor_its_errors_show_the_password(postgres_url: str) -> None:
    secrets = f"password={SECRET}&sslpassword={SECRET}"
    with open_store(f"{postgres_url}&{secrets}") as store:
        assert SECRET not in store.url
        assert SECRET not in repr(store)
        assert f"dbname={postgres_url.partition('?')[0].rpartition('/')[2]}" in store.url
    with pytest.raises(StoreUnavailableError) as raised:
        open_store(f"postgresql://nobody:{SECRET}@/nothing?{postgres_url.partition('?')[2]}&sslpassword={SECRET}")
    assert SECRET not in shown(raised.value)


def test_what_libpq_knows_reaches_the_server(postgres_url: str) -> None:
    others = (
        "SELECT application_name FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with open_store(f"{postgres_url}&application_name=hersys%20watch") as store, store.follow():
        deadline = time.monotonic() + 60
        while len(names := behind(postgres_url, others)) < 2:  # of the store, and soon of its follower
            assert time.monotonic() < deadline
    assert set(names) == {("hersys watch",)}


ASKED: list[str] = []


def password() -> str:
    ASKED.append("for it")
    return SECRET


def test_a_password_may_come_from_a_function(postgres_url: str) -> None:
    ASKED.clear()
    topic = f"{password.__module__}:{password.__name__}"
    with open_store(postgres_url, env={"POSTGRES_GET_PASSWORD_TOPIC": topic}) as store:
        assert len(ASKED) >= 2  # for the connection that tells why there is none, and for the first of the pool
        assert SECRET not in store.url


def test_the_environment_does_not_lead_to_another_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "HERSYS_LIFECYCLE_"):
        monkeypatch.setenv(f"{name}PERSISTENCE_MODULE", "eventsourcing.popo")
        monkeypatch.setenv(f"{name}SQLITE_DBNAME", str(tmp_path / "another.db"))
        monkeypatch.setenv(f"{name}CREATE_TABLE", "no")
        monkeypatch.setenv(f"{name}ORIGINATOR_ID_TYPE", "text")
        monkeypatch.setenv(f"{name}IS_SNAPSHOTTING_ENABLED", "yes")
        monkeypatch.setenv(f"{name}APPLICATION_RECORDER_TOPIC", "eventsourcing.sqlite:SQLiteAggregateRecorder")
        monkeypatch.setenv(f"{name}MAPPER_TOPIC", "eventsourcing.persistence:Mapper")
        monkeypatch.setenv(f"{name}TRANSCODER_TOPIC", "eventsourcing.persistence:JSONTranscoder")
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with open_store(url) as store:
        store.adopt(NOTICE, by="ops")
        assert behind(url, "SELECT name FROM sqlite_master WHERE type = 'table'") == [("stored_events",)]
    with open_store(url) as store:
        assert len(store.history()) == 52
    assert [path.name for path in tmp_path.iterdir()] == ["log.db"]


# Databases that are not there


def test_a_file_in_no_folder_or_that_is_one_is_not_available(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for path, reason in (
        (nowhere / "log.db", f"there is no folder {nowhere}: make it first"),
        (tmp_path, "unable to open database file"),
    ):
        with pytest.raises(StoreUnavailableError, match=re.escape(reason)) as raised:
            open_store(f"sqlite:///{path}")
        assert raised.value.url == f"sqlite:///{path}"
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_its_table_is_not_available_unless_it_may_be_made(shared_url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="open it once with create=True"):
        open_store(shared_url, create=False)
    behind(shared_url, "SELECT 1")  # which makes the file
    with pytest.raises(
        StoreUnavailableError,
        match=r"(stored|hersys_lifecycle)_events.*; if the store is new, open it once with create",
    ):
        open_store(shared_url, create=False)
    open_store(shared_url).close()
    with open_store(shared_url, create=False) as store:
        store.adopt(NOTICE, by="ops")


@pytest.mark.parametrize("name", ["typo.db", "a%20b&mode=rwc#c.db", "記録.db"])
def test_a_file_that_is_not_there_is_not_made_unless_it_may_be(name: str, tmp_path: Path, clock: FrozenClock) -> None:
    path = tmp_path / name
    for _ in range(2):
        with pytest.raises(StoreUnavailableError) as raised:
            open_store(f"sqlite:///{path}", create=False)
        assert f"no such file: {path}; if the store is new, open it once with create=True, as" in str(raised.value)
        assert list(tmp_path.iterdir()) == []
    open_store(f"sqlite:///{path}", clock=clock).close()
    with open_store(f"sqlite:///{path}", clock=clock, create=False) as store:
        store.adopt(NOTICE, by="ops")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_not_be_made_and_is_there_tells_why_it_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="unable to open database file") as raised:
        open_store(f"sqlite:///{tmp_path}", create=False)
    assert "create=True" not in str(raised.value)


def test_a_role_or_a_database_that_is_not_there_is_told_by_name(postgres_server: str) -> None:
    query = postgres_server.partition("?")[2]
    for url, told in (
        (f"postgresql://nobody@/postgres?{query}", 'role "nobody" does not exist'),
        (f"postgresql://postgres@/nothing?{query}", 'database "nothing" does not exist'),
    ):
        with pytest.raises(StoreUnavailableError, match=f"connection failed: .*{told}; see to") as raised:
            open_store(url)
        assert "\n" not in str(raised.value)


def test_the_table_may_lie_in_another_schema(postgres_url: str, clock: FrozenClock) -> None:
    behind(postgres_url, "CREATE SCHEMA health")
    with open_store(postgres_url, clock=clock, env={"POSTGRES_SCHEMA": "health"}) as store:
        store.adopt(NOTICE, by="ops")
        assert behind(postgres_url, "SELECT count(*) FROM health.ROWS") == [(52,)]
        assert behind(postgres_url, "SELECT to_regclass('public.ROWS')") == [(None,)]
        assert store.verify_chain() == store.head()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield "{}:{}".format(*listener.getsockname())


def test_where_no_server_answers_that_is_told_soon(tmp_path: Path, silent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = "{}:{}".format(*listener.getsockname())
    started = time.monotonic()
    for url, told in (
        (f"postgresql://hersys@/hersys?host={tmp_path}", "No such file or directory"),
        (f"postgresql://hersys@{closed}/hersys", "Connection refused"),
        (f"postgresql://hersys@{silent}/hersys?connect_timeout=2", "timeout"),
        (f"postgresql://hersys@{silent}/hersys", "timeout"),
    ):
        with pytest.raises(StoreUnavailableError, match=told):
            open_store(url)
    assert time.monotonic() - started < 60  # psycopg itself would wait for more than two minutes


def test_a_store_is_there_again_when_its_server_is(own_server: postgres.Server, clock: FrozenClock) -> None:
    with open_store(own_server.url, clock=clock) as store:
        adopted = store.adopt(NOTICE, by="ops")
        own_server.restart()
        assert store.history() == adopted
        own_server.stop()
        with pytest.raises(StoreUnavailableError, match="try again"):
            store.history()
        own_server.start()
        started = time.monotonic()
        assert store.record(NIGHT, by="ops").position == 53
        assert time.monotonic() - started < 10  # however long the server was away


def test_damage_that_the_server_sees_is_told_as_such(own_server: postgres.Server) -> None:
    with open_store(own_server.url) as store:
        store.adopt(NOTICE, by="ops")
    ((folder, path),) = behind(
        own_server.url, "SELECT current_setting('data_directory'), pg_relation_filepath('hersys_lifecycle_events')"
    )
    own_server.stop()
    with Path(folder, path).open("r+b") as table:
        table.seek(8)  # behind the header's first field
        table.write(bytes([255] * 16))
    own_server.start()
    with pytest.raises(CorruptLogError, match=r"the log is damaged: postgresql .*: invalid page in block 0") as raised:
        open_store(own_server.url)
    assert raised.value.position is None


# Several at once


def test_of_two_that_make_a_file_at_once_one_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(opening, "_PATIENCE", 0)
        with pytest.raises(StoreUnavailableError, match="database is locked"):
            open_store(f"sqlite:///{path}")
        monkeypatch.undo()
        waited: list[float] = []

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            other.execute("ROLLBACK")

        monkeypatch.setattr(opening, "sleep", sleep)
        open_store(f"sqlite:///{path}").close()
        assert len(waited) == 1


def test_of_two_that_make_tables_at_once_one_waits(postgres_url: str) -> None:
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
        "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
    )
    with psycopg.connect(postgres_url, autocommit=True) as other, ThreadPoolExecutor(1) as thread:
        other.execute("SELECT pg_advisory_lock(hashtextextended('hersys_lifecycle', 0))")
        opened = thread.submit(open_store, postgres_url)
        while other.execute(waiting).fetchone() != (1,):
            assert not opened.done()
        assert other.execute("SELECT to_regclass('hersys_lifecycle_events')").fetchone() == (None,)
        other.execute("SELECT pg_advisory_unlock_all()")
        opened.result(60).close()
        open_store(postgres_url, create=False).close()


@pytest.mark.parametrize("clock", [None, "2023-10-20", jst("2023-10-20")], ids=repr)
def test_a_clock_is_something_that_can_be_asked(clock: Any) -> None:  # noqa: ANN401  # what is none
    with pytest.raises(InvalidFieldError, match="pass a function that returns the instant it is"):
        open_store(":memory:", clock=clock)


def test_a_store_shows_where_it_is_and_no_secret(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'log.db'}") as store:
        assert repr(store) == f"<Store sqlite:///{tmp_path / 'log.db'}>"

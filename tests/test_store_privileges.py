"""What roles may do that have the privileges of docs/postgresql.md, and no others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, LiteralString, cast

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL

from hersys_lifecycle.store import Head, StoreUnavailableError, open_store
from hersys_lifecycle.testing import FrozenClock
from tests import postgres
from tests.shorthand import jst
from tests.stores import NIGHT, NOTICE, OSAKA_LATER
from tests.test_cli import ask

PAGE = Path(__file__).parents[1] / "docs" / "postgresql.md"


class Roles:
    """The URLs of the roles on a server where the page was followed."""

    def __init__(self, administrator: str) -> None:
        first, second = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        self.owner, self.writer, self.reader = (
            administrator.replace("postgres@/postgres", f"hersys_{each}@/hersys")
            for each in ("owner", "writer", "reader")
        )
        execute(administrator, first)
        open_store(self.owner).close()
        execute(self.owner, second)


def execute(url: str, statements: str) -> None:
    """Execute statements one by one."""
    with psycopg.connect(url, autocommit=True) as connection:
        for each in re.findall(".+?;", statements, re.DOTALL):
            connection.execute(SQL(cast("LiteralString", each)))


@pytest.fixture(scope="module")
def roles() -> Iterator[Roles]:
    """Roles are of a server, not of a database, so they have a server of their own."""
    with postgres.serving() as server:
        yield Roles(server.url)


@pytest.fixture(scope="module")
def head(roles: Roles) -> Iterator[Head]:
    """The head of the log when the writer has adopted the notice; in the end the log is as it was."""
    with open_store(roles.writer, clock=FrozenClock(jst("2023-10-20")), create=False) as store:
        store.adopt(NOTICE, by="ops")
        yield store.head()
        assert store.verify_chain(store.head()) == store.head()


def test_the_writer_records_and_the_reader_reads_and_follows(roles: Roles, head: Head) -> None:
    clock = FrozenClock(jst("2023-10-21"))
    with (
        open_store(roles.reader, clock=clock, create=False) as reader,
        reader.follow(heartbeat=3600) as follower,  # so that only LISTEN can tell it
        open_store(roles.writer, clock=clock, create=False) as writer,
    ):
        assert reader.verify_chain(head) == head
        night = writer.record(NIGHT, by="ops", key="night")
        assert follower.wait_for(night.position, timeout=60)
        assert follower.current == reader.lifecycle() == writer.lifecycle()
        assert reader.history() == writer.history()
        assert reader.propose(OSAKA_LATER) == writer.propose(OSAKA_LATER)
        with pytest.raises(StoreUnavailableError, match="permission denied for table hersys_lifecycle_events"):
            reader.record(OSAKA_LATER, by="somebody")
        assert writer.history()[-1] == night


@pytest.mark.usefixtures("head")
def test_the_command_begins_a_record_as_the_writer_where_the_owner_has_made_the_table(roles: Roles) -> None:
    refused = ask("init", "--store", roles.writer, "--by", "ops", "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "events are recorded already" in refused.stderr  # it came as far as that


def test_the_owner_makes_the_table_and_nobody_else_may(roles: Roles) -> None:
    for url in (roles.writer, roles.reader):
        with pytest.raises(
            StoreUnavailableError, match=r"permission denied for schema public; a role .* opens .* with create=False"
        ):
            open_store(url)


# Of the log, as it is called here.
FORBIDDEN: Final[dict[str, LiteralString]] = {
    "update": "UPDATE log SET state = ''",
    "update of nothing": "UPDATE log SET topic = topic WHERE false",
    "upsert": "INSERT INTO log (originator_id, originator_version) SELECT originator_id, 1 FROM log "
    "ON CONFLICT (originator_id, originator_version) DO UPDATE SET state = ''",
    "merge": "MERGE INTO log a USING log b ON a.notification_id = b.notification_id WHEN MATCHED THEN DELETE",
    "delete": "DELETE FROM log",
    "truncate": "TRUNCATE log",
    "an order of its own": "INSERT INTO log (originator_id, originator_version, notification_id) "
    "SELECT originator_id, 99, 0 FROM log",
    "the order of others": "SELECT setval('log_notification_id_seq', 1)",
    "restart": "ALTER SEQUENCE log_notification_id_seq RESTART",
    "lock": "LOCK TABLE log IN EXCLUSIVE MODE",
    "lock of rows": "SELECT * FROM log FOR UPDATE",
    "drop": "DROP TABLE log",
    "drop of the key": "ALTER TABLE log DROP CONSTRAINT log_pkey",
    "drop of the index": "DROP INDEX log_notification_id_idx",
    "drop of the type": "DROP TYPE stored_event_uuid CASCADE",
    "drop of the function": "DROP FUNCTION es_insert_events_uuid",
    "alter": "ALTER TABLE log ADD COLUMN note text",
    "rename": "ALTER TABLE log RENAME TO gone",
    "owner": "ALTER TABLE log OWNER TO CURRENT_USER",
    "trigger": "CREATE TRIGGER t BEFORE INSERT ON log EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "rule": "CREATE RULE r AS ON INSERT TO log DO INSTEAD NOTHING",
    "another table": "CREATE TABLE another ()",
    "another schema": "CREATE SCHEMA another",
    "a table in between": "CREATE TEMPORARY TABLE log ()",
    "grant": "GRANT ALL ON log TO CURRENT_USER; DELETE FROM log",  # the first is no error, but has no effect
    "another role": "SET ROLE hersys_owner",
    "a program": "COPY log TO PROGRAM 'cat'",
    "no triggers": "SET session_replication_role = replica",
}
BY_ITSELF: Final[tuple[LiteralString, ...]] = (
    "INSERT INTO log (originator_id, originator_version, topic, state) SELECT originator_id, 99, topic, state FROM log",
    "SELECT es_insert_events_uuid(ARRAY[(originator_id, 99, topic, state)::stored_event_uuid]) FROM log",
    "SELECT nextval('log_notification_id_seq')",
)


def refused(url: str, statement: LiteralString) -> None:
    """Assert that a role may not do something, and not because it is done wrongly."""
    with psycopg.connect(url) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.replace("log", "hersys_lifecycle_events"))


@pytest.mark.usefixtures("head")
@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_neither_writer_nor_reader_may_do_more(roles: Roles, statement: LiteralString) -> None:
    refused(roles.writer, statement)
    refused(roles.reader, statement)


@pytest.mark.usefixtures("head")
@pytest.mark.parametrize("statement", BY_ITSELF)
def test_the_reader_may_not_append_behind_the_library_either(roles: Roles, statement: LiteralString) -> None:
    refused(roles.reader, statement)


def test_other_roles_may_not_even_connect(roles: Roles) -> None:
    execute(roles.owner.replace("hersys_owner@", "postgres@"), "CREATE ROLE somebody LOGIN;")
    with pytest.raises(StoreUnavailableError, match='permission denied for database "hersys"'):
        open_store(roles.owner.replace("hersys_owner", "somebody"), create=False)

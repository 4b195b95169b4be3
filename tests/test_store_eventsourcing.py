"""What `eventsourcing` asks of what it is built on, asked by its own cases of what our stores stand on.

Left out, because they do not apply, are its cases for transcoders, of which ours writes recorded events as lines and
nothing else, and those for tracking and process recorders: a store follows no other application. Its cases for mappers
are among those for factories; ours maps nothing but our rows, and has a case of its own at the end.
"""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from uuid import uuid4

import pytest
from eventsourcing.compressor import ZlibCompressor
from eventsourcing.cryptography import AESCipher
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.popo import (
    POPOAggregateRecorder,
    POPOApplicationRecorder,
    POPOFactory,
    POPOProcessRecorder,
    POPOTrackingRecorder,
)
from eventsourcing.postgres import PostgresAggregateRecorder, PostgresProcessRecorder, PostgresTrackingRecorder
from eventsourcing.sqlite import (
    SQLiteAggregateRecorder,
    SQLiteProcessRecorder,
    SQLiteTrackingRecorder,
)
from eventsourcing.tests import application as applications
from eventsourcing.tests import persistence as cases
from eventsourcing.utils import Environment, get_topic
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.codec import structure_recorded, unstructure
from hersys_lifecycle.events import Event
from hersys_lifecycle.store import postgres, sqlite
from hersys_lifecycle.store.application import LOG_ID, LineMapper, LineTranscoder, Row
from hersys_lifecycle.testing import events
from hersys_lifecycle.testing.recordings import Recording, entries_of, linked
from tests.shorthand import jst

Factory = InfrastructureFactory[Any]


class Recorders(NamedTuple):
    """The recorders that a factory makes."""

    application: type[ApplicationRecorder]
    aggregate: type[AggregateRecorder]
    tracking: type[TrackingRecorder]
    process: type[ProcessRecorder]


class Kind:
    """What a kind of store stands on, as the cases of `eventsourcing` ask for it."""

    factory_class: ClassVar[type[Factory]]
    recorders: ClassVar[Recorders]
    env: Environment
    expected_factory_topic: str
    made: list[Factory]

    @pytest.fixture(autouse=True)
    def _set(self, settings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        self.expected_factory_topic = get_topic(self.factory_class)
        self.env = Environment(env={**settings, "PERSISTENCE_MODULE": self.expected_factory_topic})
        self.made = []
        for name, value in self.env.items():  # for applications, which look there
            monkeypatch.setenv(name, value)
        yield
        # The cases tell their readers to stop, and do not wait for them: SQLite would not survive the closing.
        for thread in threading.enumerate():
            if "(read_continuously)" in thread.name:
                thread.join()
        for factory in self.made:
            factory.close()

    def create_factory(self) -> Factory:
        self.made.append(InfrastructureFactory.construct(self.env))
        return self.made[-1]

    def create_recorder(self) -> Any:  # noqa: ANN401  # the cases ask for recorders of several types by one name
        return self.create_factory().application_recorder()

    def expected_factory_class(self) -> type[Factory]:
        return self.factory_class

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return self.recorders.aggregate

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return self.recorders.application

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return self.recorders.tracking

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return self.recorders.process

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return type(f"TrackingRecorder{type(self).__name__}", (self.recorders.tracking,), {"__module__": __name__})


class Memory(Kind):
    factory_class: ClassVar[type[Factory]] = POPOFactory
    recorders = Recorders(POPOApplicationRecorder, POPOAggregateRecorder, POPOTrackingRecorder, POPOProcessRecorder)

    @pytest.fixture
    def settings(self) -> Mapping[str, str]:
        return {}


class SQLite(Kind):
    factory_class: ClassVar[type[Factory]] = sqlite.StoreFactory
    recorders = Recorders(sqlite.TimelyRecorder, SQLiteAggregateRecorder, SQLiteTrackingRecorder, SQLiteProcessRecorder)

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Mapping[str, str]:
        return {"SQLITE_DBNAME": str(tmp_path / "log.db"), "SQLITE_LOCK_TIMEOUT": "30"}


class PostgreSQL(Kind):
    factory_class: ClassVar[type[Factory]] = postgres.StoreFactory
    recorders = Recorders(
        postgres.AppendingRecorder, PostgresAggregateRecorder, PostgresTrackingRecorder, PostgresProcessRecorder
    )

    @pytest.fixture
    def settings(self, postgres_url: str) -> Mapping[str, str]:
        return postgres.settings(postgres_url)


class TestApplicationRecorderInMemory(Memory, cases.ApplicationRecorderTestCase):
    def test_subscription(self) -> None:
        self.optional_test_insert_subscribe()


class TestApplicationRecorderOnSQLite(SQLite, cases.ApplicationRecorderTestCase):
    """It has no subscription."""


class TestApplicationRecorderOnPostgreSQL(PostgreSQL, cases.ApplicationRecorderTestCase):
    def test_subscription(self) -> None:
        self.optional_test_insert_subscribe()


class TestOrderInMemory(Memory, cases.NonInterleavingNotificationIDsBaseCase):
    """Whoever writes several rows writes them one after the other."""


class TestOrderOnSQLite(SQLite, cases.NonInterleavingNotificationIDsBaseCase):
    """As above."""


class TestOrderOnPostgreSQL(PostgreSQL, cases.NonInterleavingNotificationIDsBaseCase):
    """As above: our lock is another one than that of `eventsourcing`."""

    def test_a_writer_waits_for_the_one_before_it(self) -> None:
        first, second = self.create_recorder(), self.create_recorder()
        with ThreadPoolExecutor(1) as thread:
            with first.datastore.transaction(commit=True) as cursor:
                for statement in first.lock_table_statements:
                    cursor.execute(statement)
                written = thread.submit(second.insert_events, self.create_stack(uuid4()))
                while not cursor.execute(WAITING).fetchone()["waiting"]:
                    assert not written.done()
            assert len(written.result(60)) == self.insert_num


WAITING = (
    "SELECT count(*) AS waiting FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
)


class AggregateRecorders(Kind):
    def create_recorder(self) -> Any:  # noqa: ANN401  # as above
        return self.create_factory().aggregate_recorder()


class TestAggregateRecorderInMemory(AggregateRecorders, Memory, cases.AggregateRecorderTestCase): ...


class TestAggregateRecorderOnSQLite(AggregateRecorders, SQLite, cases.AggregateRecorderTestCase): ...


class TestAggregateRecorderOnPostgreSQL(AggregateRecorders, PostgreSQL, cases.AggregateRecorderTestCase): ...


class TestFactoryInMemory(Memory, cases.InfrastructureFactoryTestCase[Factory]): ...


class TestFactoryOnSQLite(SQLite, cases.InfrastructureFactoryTestCase[Factory]): ...


class TestFactoryOnPostgreSQL(PostgreSQL, cases.InfrastructureFactoryTestCase[Factory]): ...


class TestApplicationInMemory(Memory, applications.ExampleApplicationTestCase): ...


class TestApplicationOnSQLite(SQLite, applications.ExampleApplicationTestCase): ...


class TestApplicationOnPostgreSQL(PostgreSQL, applications.ExampleApplicationTestCase): ...


@pytest.mark.filterwarnings("default::DeprecationWarning")  # that there is one is among the cases
class TestApplicationsInMemory(Memory, applications.ApplicationTestCase): ...


@pytest.mark.filterwarnings("default::DeprecationWarning")
class TestApplicationsOnSQLite(SQLite, applications.ApplicationTestCase): ...


@pytest.mark.filterwarnings("default::DeprecationWarning")
class TestApplicationsOnPostgreSQL(PostgreSQL, applications.ApplicationTestCase): ...


CIPHER = AESCipher(Environment(env={"CIPHER_KEY": AESCipher.create_key(16)}))


@given(event=events(), compressor=st.none() | st.just(ZlibCompressor()), cipher=st.none() | st.just(CIPHER))
def test_the_mapper_reads_what_it_wrote(
    event: Event, compressor: ZlibCompressor | None, cipher: AESCipher | None
) -> None:
    (entry,) = linked(entries_of(Recording(jst("2023-10-20"), (event,))))
    transcoder = LineTranscoder()
    mapper = LineMapper(transcoder, compressor, cipher)
    stored = mapper.to_stored_event(Row(entry))
    assert (stored.originator_id, stored.originator_version) == (LOG_ID, 1)
    assert stored.topic == unstructure(event)["type"]
    assert mapper.to_domain_event(stored) == Row(entry)
    assert structure_recorded(mapper.written(stored)) == entry
    assert transcoder.decode(transcoder.encode(entry)) == entry

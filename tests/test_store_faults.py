"""Faults that a store survives: nothing acknowledged is lost or doubled, and no damage passes for the truth."""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, LiteralString, cast
from uuid import UUID

import psycopg
import pytest
from attrs import evolve

from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.codec import sealed, write_line
from hersys_lifecycle.errors import ClockBehindError, CorruptLogError, UnreadableEntryError
from hersys_lifecycle.store import Head, Store, StoreUnavailableError, open_store
from hersys_lifecycle.store.application import LOG_ID
from hersys_lifecycle.testing import FrozenClock
from hersys_lifecycle.testing.recordings import Recording, entries_of, linked
from tests import postgres
from tests.growing import NOTICE, NOW, PATIENCE, Acknowledged, amendment, eventually, record_on_and_on
from tests.stores import behind, put
from tests.tampering import Row, resealed, rewrite, row_of, rows_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from hersys_lifecycle.audit import RecordedEvent

ROUNDS: Final = 15
"""How many processes are killed."""


@pytest.fixture
def adopted(store: Store) -> Store:
    """A store of each kind in turn, with the notice in it."""
    store.adopt(NOTICE, by="ops")
    return store


@pytest.fixture
def recorded_url(shared_url: str, clock: FrozenClock) -> str:
    """A store of each kind that others may open, with the notice and two amendments in it."""
    with open_store(shared_url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        store.record([amendment(0), amendment(1)], by="ops")
    return shared_url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store on SQLite with the notice in it; closed, so that nothing is in its write-ahead log."""
    path = tmp_path / "log.db"
    with _open(path) as store:
        store.adopt(NOTICE, by="ops")
    return path


def _open(path: Path) -> Store:
    return open_store(f"sqlite:///{path}", clock=lambda: NOW)


# A process is killed


def test_nothing_acknowledged_is_lost_or_doubled_when_writers_are_killed(shared_url: str, clock: FrozenClock) -> None:
    processes = get_context("forkserver")
    processes.set_forkserver_preload(["tests.growing"])
    chance = random.Random(2023)  # noqa: S311  # when it strikes, the system decides
    acknowledged: list[Acknowledged] = []
    with open_store(shared_url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
    for _ in range(ROUNDS):
        heard, told = processes.Pipe(duplex=False)
        writer = processes.Process(target=record_on_and_on, args=(shared_url, told))
        writer.start()
        told.close()
        for _ in range(chance.randint(1, 6)):
            acknowledged += heard.recv()
        time.sleep(chance.uniform(0, 0.004))  # so as to strike at any point of a recording
        writer.kill()
        writer.join()
        acknowledged += chain.from_iterable(_rest(heard))
    with open_store(shared_url, clock=clock) as store:
        found = [(entry.position, entry.id) for entry in store.history()]
        assert [found[position - 1] for position, _ in acknowledged] == acknowledged
        assert len({identifier for _, identifier in found}) == len(found)
        # Of each of the killed, one recording at most was done and not acknowledged; and none was done by half.
        assert len(acknowledged) <= len(found) - len(NOTICE) <= len(acknowledged) + 2 * ROUNDS
        assert set(Counter(entry.batch for entry in store.history()[len(NOTICE) :]).values()) == {2}
        last = store.record(amendment(0), by="ops")
        assert store.verify_chain() == (last.position, last.digest)


def _rest(heard: "Connection[None, list[Acknowledged]]") -> Iterator[list[Acknowledged]]:
    """Yield what was told before the end."""
    with suppress(EOFError):
        while True:
            yield heard.recv()


def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_crashes(
    own_server: postgres.Server, clock: FrozenClock
) -> None:
    acknowledged: list[RecordedEvent] = []
    refused: list[StoreUnavailableError] = []
    enough = Event()

    def record() -> None:
        number = 0
        while not enough.is_set():
            try:
                acknowledged.append(store.record(amendment(number), by="ops", key=f"recording {number}"))
            except StoreUnavailableError as error:
                refused.append(error)  # and repeated with its key
            else:
                number += 1

    with open_store(own_server.url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        writer = Thread(target=record)
        writer.start()
        for _ in range(4):
            enough_more = len(acknowledged) + 5
            while len(acknowledged) < enough_more:
                assert writer.is_alive()
            own_server.restart("immediate")
        enough.set()
        writer.join()
        assert store.history()[len(NOTICE) :] == tuple(acknowledged)
        assert store.verify_chain().position == len(NOTICE) + len(acknowledged)


# There is no room, or no right to write


def test_a_full_disk_is_told_and_nothing_is_recorded_by_half(file: Path) -> None:
    _apart("record_until_the_disk_is_full", file)


def record_until_the_disk_is_full(file: str) -> None:
    """Let the kernel refuse to lengthen files; then do as before."""
    with _open(Path(file)) as store:
        store.record(amendment(0), by="ops")
        unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
        room = 12_000 + Path(f"{file}-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
        recorded = list(store.history())
        reasons = set()
        for number in range(100):
            try:
                recorded.extend(store.record([amendment(number), amendment(number + 1)], by="ops"))
            except StoreUnavailableError as error:
                reasons.add(error.reason)
                with pytest.raises(StoreUnavailableError):
                    store.record(list(map(amendment, range(50))), by="ops")
                assert store.history() == tuple(recorded)
        assert reasons == {"disk I/O error"}
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        recorded.extend(store.record(list(map(amendment, range(50))), by="ops"))
        assert store.history() == tuple(recorded)
        assert store.verify_chain().position == len(recorded)
    with _open(Path(file)) as store:
        assert store.history() == tuple(recorded)


def test_a_read_only_file_is_read_and_tells_who_records_why_it_is_not_written(file: Path) -> None:
    _apart("record_in_a_read_only_file", file)


def record_in_a_read_only_file(file: str) -> None:
    """Forbid to write the file, and allow it again."""
    Path(file).chmod(0o400)
    with _open(Path(file)) as store:
        history = store.history()
        assert len(history) == len(NOTICE)
        with pytest.raises(StoreUnavailableError, match="attempt to write a readonly database"):
            store.record(amendment(0), by="ops")
        assert store.history() == history
        for path in Path(file).parent.glob(f"{Path(file).name}*"):
            path.chmod(0o600)
        assert store.record(amendment(0), by="ops").position == len(history) + 1
        Path(file).chmod(0o400)
        with pytest.raises(StoreUnavailableError, match="attempt to write a readonly database"):
            store.record(amendment(0), by="ops")
        assert len(store.history()) == len(history) + 1


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ("RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'", "no space left"),
        ("RAISE EXCEPTION 'it is read-only' USING ERRCODE = 'read_only_sql_transaction'", "it is read-only"),
    ],
)
def test_what_the_server_refuses_to_write_is_told_and_nothing_is_recorded_by_half(
    postgres_url: str, clock: FrozenClock, refusal: str, reason: str
) -> None:
    with open_store(postgres_url, clock=clock) as store, psycopg.connect(postgres_url, autocommit=True) as operator:
        store.adopt(NOTICE, by="ops")
        operator.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF NEW.originator_version > 5 THEN {refusal}; END IF; RETURN NEW; END $$"
        )
        operator.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON hersys_lifecycle_events FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        with pytest.raises(StoreUnavailableError, match=reason):
            store.record([amendment(0), amendment(1), amendment(2)], by="ops")
        assert len(store.history()) == len(NOTICE)
        operator.execute("DROP TRIGGER refuse ON hersys_lifecycle_events")
        store.record([amendment(0), amendment(1), amendment(2)], by="ops")
        assert store.verify_chain().position == len(NOTICE) + 3


# The file is another one


def test_nothing_is_recorded_in_a_file_that_is_not_there_any_more(file: Path) -> None:
    with _open(file) as store:
        history = store.history()
        file.unlink()
        with pytest.raises(StoreUnavailableError, match="No such file"):
            store.record(amendment(0), by="ops")
        with pytest.raises(StoreUnavailableError, match="No such file"):
            store.history()
        assert not file.exists()
    assert len(history) == len(NOTICE)


def test_a_store_may_be_written_again_once_its_file_is_back(file: Path) -> None:
    away = file.with_suffix(".away")
    with _open(file) as store:
        (entry,) = linked(entries_of(Recording(NOW, (amendment(0),)), len(NOTICE)), store.head().digest)
        file.rename(away)
        file.mkdir()
        with pytest.raises(StoreUnavailableError, match="unable to open database file"):
            put(store, (entry,))
        file.rmdir()
        away.rename(file)
        assert put(store, (entry,))
        assert store.history()[-1] == entry


# What is stored is another one


def _other_bytes(value: bytes) -> Iterator[bytes]:
    """Yield the value with each of its bytes in turn another one, by a bit."""
    for place, byte in enumerate(value):
        yield value[:place] + bytes((byte ^ 1 << place % 8,)) + value[place + 1 :]


def _other_texts(value: str) -> Iterator[str]:
    for place, character in enumerate(value):
        yield value[:place] + chr(ord(character) ^ 1) + value[place + 1 :]


def _damaged(row: Row, url: str) -> Iterator[Row]:
    """Yield a row with each byte of each column another one, and with what else its columns may hold."""
    position, topic, state = cast("int", row.position), str(row.topic), cast("bytes", row.state)
    positions: list[object] = [position + 1000, position - 1000, *(position ^ 1 << bit for bit in range(4, 20, 3))]
    topics: list[object] = [None, "", topic.upper(), *_other_texts(topic)]
    states: list[object] = [None, b"", state[:-1], state + b"\n"]
    logs: list[object] = [UUID(int=LOG_ID.int ^ 1 << bit).hex for bit in range(0, 128, 17)]
    if url.startswith("sqlite"):  # whose columns take anything
        positions += [None, "one", b"1", 1.5]
        topics += [7, topic.encode()]
        states += [7, state.decode(), *_other_bytes(state)]
        logs += [None, "", 7, LOG_ID.bytes, *_other_texts(LOG_ID.hex)]
    else:
        states += islice(_other_bytes(state), 0, None, 23)
    for column, values in (("position", positions), ("topic", topics), ("state", states), ("log", logs)):
        for value in values:
            yield row._replace(**{column: value})


def test_damage_in_any_column_of_any_row_is_told_with_its_position(recorded_url: str, clock: FrozenClock) -> None:
    rows = rows_of(recorded_url)
    told = 0
    with open_store(recorded_url, clock=clock) as reader:
        for place, row in enumerate(rows):
            for damaged in _damaged(row, recorded_url):
                rewrite(recorded_url, [*rows[:place], damaged, *rows[place + 1 :]])
                with pytest.raises(CorruptLogError) as caught:
                    reader.verify_chain()
                assert caught.value.position == place + 1, damaged
                if not told % 20:
                    with pytest.raises(CorruptLogError, match=f"position {place + 1}: .*restore it from a backup"):
                        open_store(recorded_url, clock=clock)
                told += 1
        rewrite(recorded_url, rows)
        assert reader.verify_chain().position == len(rows)
    assert told > 300


@pytest.mark.parametrize("column", ["topic", "originator_id"])
def test_text_that_is_none_is_told_with_its_position(file: Path, column: LiteralString) -> None:
    behind(
        f"sqlite:///{file}",
        f"UPDATE ROWS SET {column} = CAST(x'c0' || {column} AS TEXT) WHERE originator_version = 2",  # noqa: S608
    )
    with pytest.raises(CorruptLogError, match="position 2: "):
        _open(file)


def test_rows_in_another_order_are_told_and_numbered_otherwise_they_are_the_same_log(
    recorded_url: str, clock: FrozenClock
) -> None:
    rows = rows_of(recorded_url)
    with open_store(recorded_url, clock=clock) as store:
        history = store.history()
    for place in range(len(rows) - 1):
        one, other = rows[place], rows[place + 1]
        swapped = (other._replace(order=one.order), one._replace(order=other.order))
        rewrite(recorded_url, [*rows[:place], *swapped, *rows[place + 2 :]])
        with pytest.raises(CorruptLogError, match=f"position {place + 1}: it is missing"):
            open_store(recorded_url, clock=clock)
    rewrite(recorded_url, [row._replace(order=100 + 7 * place) for place, row in enumerate(rows)])
    with open_store(recorded_url, clock=clock) as store:
        assert store.history() == history


def test_a_row_that_is_missing_is_told(recorded_url: str, clock: FrozenClock) -> None:
    rows = rows_of(recorded_url)
    for place in range(len(rows) - 1):
        rewrite(recorded_url, [*rows[:place], *rows[place + 1 :]])
        with pytest.raises(CorruptLogError, match=f"position {place + 1}: it is missing"):
            open_store(recorded_url, clock=clock)


def test_a_row_that_was_put_in_is_told(recorded_url: str, clock: FrozenClock) -> None:
    rows = [row._replace(order=10 * place) for place, row in enumerate(rows_of(recorded_url), 1)]
    for place, row in enumerate(rows):
        for added in (
            row._replace(order=10 * place + 5, log=UUID(int=1).hex),
            row._replace(order=10 * place + 5, position=place + 1000),
            row._replace(order=10 * place + 15, position=len(rows) + 1),
        ):
            rewrite(recorded_url, [*rows, added])
            with pytest.raises(CorruptLogError) as caught:
                open_store(recorded_url, clock=clock)
            assert caught.value.position in {place + 1, place + 2}


@pytest.mark.parametrize("left", [0, 1, 5])
def test_what_is_missing_at_the_end_is_told_to_whoever_has_read_it_or_kept_the_head(
    recorded_url: str, clock: FrozenClock, left: int
) -> None:
    rows = rows_of(recorded_url)
    with open_store(recorded_url, clock=clock) as reader:
        head = reader.head()
        rewrite(recorded_url, rows[:left])
        with pytest.raises(CorruptLogError, match="position 6: it is no longer what it was when it was read"):
            reader.history()
        with pytest.raises(CorruptLogError):
            reader.record(amendment(0), by="ops")
    with open_store(recorded_url, clock=clock) as store:
        assert store.verify_chain().position == left
        with pytest.raises(CorruptLogError, match=f"position {left + 1}: it is missing: .* position 6"):
            store.verify_chain(head)


def test_another_log_in_its_place_is_told_to_whoever_kept_the_head(recorded_url: str, clock: FrozenClock) -> None:
    rows = rows_of(recorded_url)
    other = linked(entries_of(Recording(NOW, (*NOTICE, amendment(2), amendment(3)))))
    with open_store(recorded_url, clock=clock) as store:
        heads = [Head(entry.position, entry.digest) for entry in store.history()]
    rewrite(recorded_url, map(row_of, other))
    with open_store(recorded_url, clock=clock) as store:
        for head in heads:
            with pytest.raises(CorruptLogError, match=f"position {head.position}: its digest is .* {head.digest} is"):
                store.verify_chain(head)
    rewrite(recorded_url, rows)
    with open_store(recorded_url, clock=clock) as store:
        assert all(store.verify_chain(head) == heads[-1] for head in heads)


def test_a_file_with_another_byte_gives_the_same_history_or_none(file: Path, tmp_path: Path) -> None:
    with _open(file) as store:
        history = store.history()
    sound = file.read_bytes()
    page = 4096
    headers = (start + place for start in range(0, len(sound), page) for place in range(24))
    schema = range(page - 500, page)
    outcomes = Counter[str]()
    for place in sorted({*range(100), *headers, *schema, *range(0, len(sound), 41)}):
        damaged = tmp_path / f"{place}.db"
        damaged.write_bytes(sound[:place] + bytes((sound[place] ^ 1 << place % 8,)) + sound[place + 1 :])
        try:
            with _open(damaged) as store:
                assert store.history() == history
                outcome = "the same history"
        except (CorruptLogError, StoreUnavailableError) as error:
            outcome = type(error).__name__
        outcomes[outcome] += 1
    assert min(outcomes["the same history"], outcomes["CorruptLogError"]) > 100


def test_a_file_whose_table_lost_its_last_row_by_one_bit_is_not_believed(file: Path) -> None:
    table = bytearray(file.read_bytes())
    cells = 4096 + 4  # how many rows are on the second page, which is the whole table
    assert table[cells] == len(NOTICE)
    table[cells] ^= 1 << 2
    file.write_bytes(table)
    with pytest.raises(CorruptLogError, match=r"the log is damaged: .*in database main"):
        _open(file)


# The clock goes back


def test_a_clock_that_goes_back_a_little_tells_the_instant_of_the_last_recording(
    adopted: Store, clock: FrozenClock
) -> None:
    last = clock.now
    clock.advance(-TOLERATED_SKEW)
    assert adopted.record(amendment(0), by="ops").recorded_at == last
    assert adopted.verify_chain().position == len(NOTICE) + 1


def test_a_clock_that_goes_back_further_records_nothing_until_it_is_set_right(
    adopted: Store, clock: FrozenClock
) -> None:
    right = clock.now
    for back in (TOLERATED_SKEW + timedelta(microseconds=1), timedelta(days=1), timedelta(days=365 * 60)):
        clock.set(right - back)
        with pytest.raises(ClockBehindError, match=r"2023-10-20T00:00:00.*set the clock right"):
            adopted.record(amendment(0), by="ops")
        assert len(adopted.history()) == len(NOTICE)
    clock.set(right)
    assert adopted.record(amendment(0), by="ops").recorded_at == right


# What is stored is newer than this release


def _newer(line: bytes, of: str) -> tuple[str, bytes]:
    """Return the topic and the line of an entry as a newer release might have written it."""
    data = json.loads(line)
    match of:
        case "type of event":
            data["event"]["type"] = "slot_shared"
        case "version of the event":
            data["event"]["version"] = 2
        case "version of the record":
            data["version"] = 2
        case _:
            data["witness"] = "somebody"
    return data["event"]["type"], resealed(data)


@pytest.mark.parametrize(
    "of", ["type of event", "version of the event", "version of the record", "field of the record"]
)
def test_an_entry_of_a_newer_release_is_named_and_nothing_is_answered_without_it(
    recorded_url: str, clock: FrozenClock, of: str
) -> None:
    rows = rows_of(recorded_url)
    with open_store(recorded_url, clock=clock) as store, store.follow(every=0.02, heartbeat=0.1) as follower:
        log = store.log()
        ahead, after = linked(
            entries_of(Recording(NOW, (amendment(2), amendment(3))), log.head.position), log.head.digest
        )
        topic, line = _newer(write_line(ahead), of)
        line_after = write_line(sealed(evolve(after, previous=json.loads(line)["digest"])))
        rewrite(recorded_url, [*rows, row_of(ahead, topic, line), row_of(after, "slot_rescheduled", line_after)])
        for ask in (
            store.history,
            store.lifecycle,
            store.head,
            store.verify_chain,
            lambda: store.record(amendment(0), by="ops"),
            lambda: open_store(recorded_url, clock=clock),
        ):
            with pytest.raises(UnreadableEntryError, match=r"position 7 of the log .*newer") as caught:
                ask()
            assert caught.value.position == 7
        assert eventually(lambda: isinstance(follower.fault, UnreadableEntryError))
        assert follower.stale_since
        assert len(follower.current.events) == 6


def _apart(function: str, *arguments: object) -> None:
    """Call one of these functions in a process of its own, and without the rights of root."""
    program = f"import sys; from {__name__} import {function} as call; call(*sys.argv[1:])"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    if os.geteuid() == 0:  # nobody, to whom root's files belong
        command = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--", *command]
    subprocess.run(command, cwd=Path(__file__).parents[1], timeout=PATIENCE, check=True)


def test_what_a_store_has_seen_has_to_be_there_when_it_verifies(shared_url: str) -> None:
    with open_store(shared_url, clock=FrozenClock(NOW)) as store:
        store.adopt(NOTICE, by="ops")
        assert store.head().position == 4
        behind(shared_url, "DELETE FROM ROWS WHERE originator_version = 4")
        with pytest.raises(CorruptLogError) as raised:
            store.verify_chain()
        assert raised.value.position == 4

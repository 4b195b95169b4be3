"""What a store promises, whatever it stands on: memory, an SQLite file or a PostgreSQL server."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from hersys_lifecycle.audit import GENESIS, compare
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.errors import (
    ClockBehindError,
    CorruptLogError,
    HeadMovedError,
    InadmissibleEventError,
    InvalidFieldError,
    KeyReusedError,
    LifecycleEndedError,
    LifecycleError,
    LogNotEmptyError,
    NaiveInstantError,
    NotAnInstantError,
    PastChangedError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import JST, MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import Head, RecordedEvent, Store, StoreClosedError, open_store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import completed, decommissioning, first_stop, jst, maintenance, slot, updates_stop
from tests.stores import NIGHT, NIGHT_LONGER, NOTICE, OSAKA_BACK, OSAKA_LATER

Use = Callable[..., object]

OSAKA_AGAIN = slot(Prefecture.OSAKA, "2023-12-04", "2023-12-09")  # it has one
WIRE_FORM = "pass events; hersys_lifecycle.codec.structure reads their wire form"
STOP_EARLIER = first_stop("2023-09-01")  # of September the answers would be others
CITY_DONE = completed(HealthAuthority.OSAKA_SHI, "2023-11-15")


@pytest.fixture
def adopted(store: Store) -> tuple[RecordedEvent, ...]:
    """What was recorded when the store adopted the notice."""
    return store.adopt(NOTICE, by="ops")


# Recording


def test_an_adopted_notice_answers_as_the_notice(store: Store, clock: FrozenClock) -> None:
    recorded = store.adopt(NOTICE, by="ops", key="notice")
    assert tuple(each.event for each in recorded) == NOTICE
    assert store.history() == recorded
    assert store.lifecycle() == official_lifecycle()
    assert compare(store.lifecycle(), official_lifecycle()) == ()
    assert [each.position for each in recorded] == list(range(1, len(NOTICE) + 1))
    assert len({each.id for each in recorded}) == len(NOTICE)
    assert {(each.batch, each.recorded_at, each.recorded_by, each.correction, each.key) for each in recorded} == {
        (1, clock.now, "ops", False, "notice")
    }


@pytest.mark.usefixtures("adopted")
def test_only_an_empty_store_adopts(store: Store) -> None:
    with pytest.raises(LogNotEmptyError, match="52 events are recorded already"):
        store.adopt(NOTICE, by="ops")
    assert len(store.history()) == len(NOTICE)


def test_a_notice_is_adopted_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(InadmissibleEventError, match="UpdatesStopped is not admitted"):
        store.adopt((STOP_EARLIER, maintenance("A", "2023-10-21", "2023-10-22"), updates_stop("2023-08-01")), by="ops")
    assert store.history() == ()
    assert store.head() == Head(0, GENESIS)
    store.adopt(NOTICE, by="ops")


def test_one_event_is_recorded_as_one_and_several_as_several(
    store: Store, clock: FrozenClock, adopted: tuple[RecordedEvent, ...]
) -> None:
    clock.advance(timedelta(days=1))
    one = store.record(NIGHT, by="night shift")
    assert (one.event, one.position, one.batch, one.previous) == (NIGHT, 53, 53, adopted[-1].digest)
    assert (one.recorded_at, one.recorded_by, one.correction, one.key) == (clock.now, "night shift", False, None)
    (alone,) = store.record([OSAKA_LATER], by="ops")
    two = store.record(iter((NIGHT_LONGER, OSAKA_BACK)), by="ops")
    assert [(each.position, each.batch) for each in (alone, *two)] == [(54, 54), (55, 55), (56, 55)]
    assert store.history() == (*adopted, one, alone, *two)


def test_several_events_are_recorded_together_or_not_at_all(store: Store, adopted: tuple[RecordedEvent, ...]) -> None:
    with pytest.raises(InadmissibleEventError, match="SlotAssigned is not admitted"):
        store.record([NIGHT, NIGHT_LONGER, OSAKA_AGAIN], by="ops")
    assert store.history() == adopted
    store.record([NIGHT, NIGHT_LONGER], by="ops")


def test_a_recording_is_in_japan_time_whatever_zone_the_clock_is_in(store: Store, clock: FrozenClock) -> None:
    clock.set(datetime(2023, 10, 20, 15, tzinfo=UTC))
    (recorded, *_) = store.adopt(NOTICE, by="ops")
    assert recorded.recorded_at.isoformat() == "2023-10-21T00:00:00+09:00"


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    ("events", "named", "error"),
    [
        (NIGHT, {"by": " "}, InvalidFieldError("by", " ", "say who records this")),
        (NIGHT, {"by": None}, InvalidFieldError("by", None, "say who records this")),
        (NIGHT, {"by": "a\nb"}, InvalidFieldError("by", "a\nb", r"write it in one line: '\n' cannot stand in it")),
        (
            NIGHT,
            {"by": "ops", "key": ""},
            InvalidFieldError("key", "", "give a key of at least one character, or None"),
        ),
        *(
            (NIGHT, {"by": "ops", "correction": each}, InvalidFieldError("correction", each, "pass True or False"))
            for each in (0, 1, None, "yes")
        ),
        ((), {"by": "ops"}, InvalidFieldError("events", (), "pass at least one event")),
        (None, {"by": "ops"}, InvalidFieldError("events", None, "pass an event, or several")),
        ("night", {"by": "ops"}, InvalidFieldError("events", "night", WIRE_FORM)),
        ({"type": "x"}, {"by": "ops"}, InvalidFieldError("events", {"type": "x"}, WIRE_FORM)),
        ([NIGHT, None], {"by": "ops"}, InvalidFieldError("events", None, "pass an event, or several")),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    store: Store, events: object, named: dict[str, object], error: LifecycleError
) -> None:
    record: Use = store.record
    with pytest.raises(InvalidFieldError) as raised:
        record(events, **named)
    assert raised.value == error
    assert len(store.history()) == len(NOTICE)


# The past, the end, and the clock


def test_what_changes_the_past_is_refused_with_the_changes_unless_it_is_a_correction(
    store: Store, clock: FrozenClock, adopted: tuple[RecordedEvent, ...]
) -> None:
    with pytest.raises(PastChangedError) as raised:
        store.record(STOP_EARLIER, by="ops")
    assert raised.value.recorded_at == clock.now
    assert raised.value.changes == compare(official_lifecycle(), official_lifecycle().apply(STOP_EARLIER))
    assert store.history() == adopted
    corrected = store.record(STOP_EARLIER, by="ops", correction=True)
    assert corrected.correction
    assert store.history() == (*adopted, corrected)
    assert store.lifecycle() == official_lifecycle().apply(STOP_EARLIER)


@pytest.mark.usefixtures("adopted")
def test_after_the_end_only_corrections_are_recorded_and_the_error_names_the_way_to_rehearse(
    store: Store, clock: FrozenClock
) -> None:
    clock.set(jst("2024-04-01"))
    with pytest.raises(LifecycleEndedError) as raised:
        store.record(NIGHT, by="ops")
    assert raised.value == LifecycleEndedError(jst("2024-04-01"), clock.now)
    assert "correction=True" in str(raised.value)
    assert "to rehearse, open the store with another clock (open_store(url, clock=...))" in str(raised.value)
    assert store.record(CITY_DONE, by="ops", correction=True).correction


def test_without_another_clock_today_lies_after_the_end(store_url: str) -> None:
    with open_store(store_url) as store:
        store.adopt(NOTICE, by="ops")
        assert store.history()[0].recorded_at > jst("2024-04-01")
        assert store.history()[0].recorded_at.tzinfo is JST
        with pytest.raises(LifecycleEndedError, match="to rehearse, open the store with another clock"):
            store.record(NIGHT, by="ops")


@pytest.mark.usefixtures("adopted")
def test_the_log_never_goes_back_in_time(store: Store, clock: FrozenClock) -> None:
    last = clock.now
    clock.advance(timedelta(seconds=-5))  # two hosts may be that far apart
    assert store.record(NIGHT, by="ops").recorded_at == last
    clock.advance(-MICROSECOND)
    with pytest.raises(ClockBehindError, match="set the clock right") as raised:
        store.record(OSAKA_LATER, by="ops")
    assert raised.value == ClockBehindError(clock.now, last)
    assert len(store.history()) == len(NOTICE) + 1


@pytest.mark.parametrize(
    ("told", "error"),
    [(datetime(2023, 10, 20), NaiveInstantError), ("noon", NotAnInstantError)],  # noqa: DTZ001  # what is refused
    ids=["naive", "text"],
)
def test_a_clock_tells_instants(store_url: str, told: datetime, error: type[Exception]) -> None:
    with open_store(store_url, clock=lambda: told) as store:
        with pytest.raises(error):
            store.adopt(NOTICE, by="ops")
        assert store.history() == ()


# Keys


def test_a_recording_with_a_key_can_be_repeated_without_harm(store: Store, clock: FrozenClock) -> None:
    adopted = store.adopt(NOTICE, by="ops", key="notice")
    one = store.record(NIGHT, by="ops", key="night")
    two = store.record([NIGHT_LONGER, OSAKA_LATER], by="ops", key="both")
    clock.set(jst("2024-04-02"))  # of itself nothing would be recorded any more
    assert store.adopt(NOTICE, by="another one", key="notice") == adopted
    assert store.record(NIGHT, by="ops", key="night") == one
    assert store.record(iter((NIGHT_LONGER, OSAKA_LATER)), by="ops", key="both") == two
    assert store.history() == (*adopted, one, *two)


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    ("events", "correction"),
    [([OSAKA_LATER], False), ([NIGHT], True), ([NIGHT, NIGHT_LONGER], False), ([NIGHT_LONGER, NIGHT], False)],
)
def test_a_key_stands_for_one_recording(store: Store, events: list[Event], *, correction: bool) -> None:
    store.record(NIGHT, by="ops", key="night")
    with pytest.raises(KeyReusedError, match="a key of its own") as raised:
        store.record(events, by="ops", correction=correction, key="night")
    assert raised.value == KeyReusedError("night", 53)
    assert len(store.history()) == len(NOTICE) + 1


@pytest.mark.usefixtures("adopted")
def test_a_refused_recording_leaves_its_key_free(store: Store) -> None:
    with pytest.raises(InadmissibleEventError):
        store.record(OSAKA_AGAIN, by="ops", key="k")
    assert store.record(NIGHT, by="ops", key="k").key == "k"


# Reading


def test_on_an_expected_head_it_is_recorded_or_not_at_all(store: Store, adopted: tuple[RecordedEvent, ...]) -> None:
    head = store.head()
    assert head.position == len(adopted)
    night = store.record(NIGHT, by="ops", key="night", expected_head=head)
    with pytest.raises(HeadMovedError, match="from position 52, and it reaches position 53"):
        store.record(OSAKA_LATER, by="ops", expected_head=head)
    assert store.history() == (*adopted, night)
    assert (
        store.record(NIGHT, by="ops", key="night", expected_head=head) == night
    )  # it is recorded, be it on what it is
    moved = store.record([OSAKA_LATER], by="ops", expected_head=store.head())
    assert store.history() == (*adopted, night, *moved)


@pytest.mark.usefixtures("adopted")
def test_proposing_tells_the_changes_and_records_nothing(store: Store, clock: FrozenClock) -> None:
    clock.set(jst("2023-11-14"))  # the first day of the slot that would be moved has passed
    before, head = store.lifecycle(), store.head()
    assert store.propose(OSAKA_LATER) == compare(before, before.apply(OSAKA_LATER)) != ()
    assert store.propose([OSAKA_LATER, OSAKA_BACK]) == ()
    with pytest.raises(InadmissibleEventError):
        store.propose(OSAKA_AGAIN)
    with pytest.raises(InvalidFieldError):
        store.propose([])
    assert store.head() == head


def test_a_lifecycle_is_as_known_at_an_instant_or_by_a_version(store: Store, clock: FrozenClock) -> None:
    store.adopt(NOTICE, by="ops")
    at = clock.advance(timedelta(days=1))
    store.record([OSAKA_LATER, NIGHT], by="ops")
    assert store.lifecycle(jst("1900-01-01")) == store.lifecycle(version=0) == Lifecycle.from_events(())
    assert store.lifecycle(at - MICROSECOND) == store.lifecycle(version=len(NOTICE)) == official_lifecycle()
    assert (
        store.lifecycle(at) == store.lifecycle(at.astimezone(UTC)) == store.lifecycle() == store.lifecycle(version=54)
    )
    assert store.lifecycle(version=53) == official_lifecycle().apply(OSAKA_LATER)


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize("version", [-1, 53, 52.0, True, "1"])
def test_a_version_is_a_number_of_entries(store: Store, version: int) -> None:
    with pytest.raises(InvalidFieldError, match="give a whole number from 0 to 52") as raised:
        store.lifecycle(version=version)
    assert raised.value.value == version


@pytest.mark.usefixtures("adopted")
def test_what_is_known_is_asked_for_at_an_instant_or_by_a_version(store: Store, clock: FrozenClock) -> None:
    with pytest.raises(InvalidFieldError, match="give known_at or version, not both"):
        store.lifecycle(clock.now, version=1)
    with pytest.raises(NaiveInstantError):
        store.lifecycle(clock.now.replace(tzinfo=None))


def test_a_lifecycle_and_a_history_stay_what_they_are_when_more_is_recorded(store: Store) -> None:
    nothing, empty = store.lifecycle(), store.history()
    store.adopt(NOTICE, by="ops")
    notice, history = store.lifecycle(), store.history()
    store.record(OSAKA_LATER, by="ops")
    assert (nothing.events, empty) == ((), ())
    assert notice == official_lifecycle()
    assert len(history) == len(NOTICE)
    assert store.lifecycle() is store.lifecycle()  # and is not made anew where nothing was recorded


# The chain


def test_the_head_is_the_last_position_with_its_digest(store: Store) -> None:
    assert store.head() == store.verify_chain() == Head(0, GENESIS)
    *_, last = store.adopt(NOTICE, by="ops")
    assert store.head() == store.verify_chain() == Head(52, last.digest)
    one = store.record(NIGHT, by="ops")
    assert one.previous == last.digest
    assert store.head() == store.verify_chain() == Head(53, one.digest)


def test_a_head_that_was_kept_is_found_as_the_log_grows(store: Store) -> None:
    kept = [store.head()]
    store.adopt(NOTICE, by="ops")
    kept.append(store.head())
    store.record([NIGHT, OSAKA_LATER], by="ops")
    kept.append(store.head())
    for head in kept:
        assert store.verify_chain(head) == kept[-1]


def test_a_head_that_is_not_of_the_log_is_told(store: Store, adopted: tuple[RecordedEvent, ...]) -> None:
    for head, told in (
        (Head(52, GENESIS), f"at position 52: its digest is {adopted[-1].digest}, where {GENESIS} is expected"),
        (Head(51, adopted[-1].digest), "at position 51: its digest is"),
        (Head(55, GENESIS), "at position 53: it is missing: the expected head is at position 55"),
    ):
        with pytest.raises(CorruptLogError, match=told):
            store.verify_chain(head)


# Closing


def test_a_closed_store_answers_nothing_and_says_how_to_open_it(store: Store, clock: FrozenClock) -> None:
    with store:
        store.adopt(NOTICE, by="ops")
    store.close()
    uses: list[Use] = [
        lambda: store.adopt(NOTICE, by="ops"),
        lambda: store.record(NIGHT, by="ops"),
        lambda: store.propose(NIGHT),
        store.history,
        store.lifecycle,
        lambda: store.lifecycle(clock.now),
        store.head,
        store.verify_chain,
        store.log,
        store.follow,
        lambda: store.export_log(BytesIO()),
        lambda: store.import_log(BytesIO()),
    ]
    for use in uses:
        with pytest.raises(StoreClosedError, match="is closed: open it again with open_store") as raised:
            use()
        assert raised.value == StoreClosedError(store.url)


def test_a_store_in_memory_is_its_own_and_ends_with_its_closing() -> None:
    with open_store(":memory:") as one, open_store(":memory:") as other:
        one.adopt(NOTICE, by="ops")
        assert other.history() == ()
    with open_store(":memory:") as again:
        assert again.history() == ()


def test_opening_again_shows_the_same(shared_url: str, clock: FrozenClock) -> None:
    with open_store(shared_url, clock=clock) as store:
        store.adopt(NOTICE, by="ops", key="notice")
        clock.advance(timedelta(hours=1))
        store.record([OSAKA_LATER, STOP_EARLIER], by="保健所 ✓", correction=True)
        history, lifecycle, head = store.history(), store.lifecycle(), store.head()
    with open_store(shared_url, clock=clock) as again:
        assert again.history() == history
        assert again.lifecycle() == lifecycle
        assert compare(again.lifecycle(), lifecycle) == ()
        assert again.verify_chain(head) == again.head() == head
        assert again.record(NIGHT, by="ops").previous == head.digest


def test_a_head_may_come_back_as_a_pair(store: Store) -> None:
    store.adopt(NOTICE, by="ops")
    assert store.verify_chain((52, store.head().digest)) == store.head()
    assert store.verify_chain((0, GENESIS)) == store.head()


@pytest.mark.parametrize("given", [(True, GENESIS), (-1, GENESIS), (52, "junk"), (52, None), "52", 52, (52,)], ids=repr)
def test_what_is_no_head_is_refused(store: Store, given: Any) -> None:  # noqa: ANN401  # as it comes from elsewhere
    with pytest.raises(InvalidFieldError, match="pass a position from 0 on and its 64 hexadecimal digits"):
        store.verify_chain(given)


def test_an_expected_head_of_another_log_is_missed_even_where_nothing_is_recorded(store: Store) -> None:
    with pytest.raises(CorruptLogError, match="position 0"):
        store.verify_chain((0, "f" * 64))


def test_what_follows_the_end_in_one_recording_is_refused_as_it_is_after_it(store: Store, clock: FrozenClock) -> None:
    store.adopt(NOTICE, by="ops")
    clock.set(jst("2024-03-01"))
    end, afterwards = decommissioning("2024-03-01"), maintenance("afterwards", "2024-03-10", "2024-03-11")
    with pytest.raises(LifecycleEndedError):
        store.record([end, afterwards], by="ops")
    assert len(store.history()) == len(NOTICE)
    store.record(end, by="ops")
    with pytest.raises(LifecycleEndedError):
        store.record(afterwards, by="ops")

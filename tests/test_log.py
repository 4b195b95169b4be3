"""The log: entries follow one another without a gap, and what was known at an instant is what stood in it by then."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import GENESIS, Head, Log, RecordedEvent, recorded_until, replay
from hersys_lifecycle.errors import (
    CorruptLogError,
    InadmissibleEventError,
    NaiveInstantError,
    NotAnInstantError,
)
from hersys_lifecycle.instants import JST, MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.testing import around, in_zone, recorded_histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.moments import EXTREMES
from hersys_lifecycle.testing.recordings import Recording, linked
from tests.admitting import LIMITED, OSAKA, UPGRADE
from tests.shorthand import jst, maintenance_cancelled, slot, slot_moved, span, written
from tests.strategies import SLOW

MEANWHILE = jst("2023-10-20T10:00")
LOG = written(
    Recording(ANNOUNCED, LIMITED),  # 1 to 4
    Recording(MEANWHILE, (UPGRADE, slot(OSAKA, "2023-11-13", "2023-11-18")), by="A", key="k"),  # 5 and 6
    Recording(MEANWHILE, (slot_moved(OSAKA, "2023-12-04", "2023-12-09"),), by="B"),  # 7
    Recording(MEANWHILE + MICROSECOND, (maintenance_cancelled("upgrade"),)),  # 8
)
Entries = tuple[RecordedEvent, ...]


def refusal(entries: Entries, log: Log = Log()) -> CorruptLogError:  # noqa: B008  # immutable
    """Return the error entries are refused with behind a log."""
    with pytest.raises(CorruptLogError) as raised:
        log.extended(entries)
    return raised.value


@SLOW
@given(recorded_histories(), st.data())
def test_a_log_is_its_entries_however_many_of_them_are_read_at_once(entries: Entries, data: st.DataObject) -> None:
    whole, cut = Log().extended(entries), data.draw(st.integers(0, len(entries)))
    parts = Log().extended(entries[:cut]).extended(entries[cut:])
    assert whole == parts
    assert whole.entries == entries
    assert whole.state == parts.state == whole.lifecycle.state
    assert whole.lifecycle == Lifecycle.from_events(entry.event for entry in entries)


@SLOW
@given(recorded_histories())
def test_the_head_is_the_last_position_with_its_digest_and_each_entry_names_the_head_before_it(
    entries: Entries,
) -> None:
    log = Log()
    assert log.head == Head(0, GENESIS)
    for entry in entries:
        assert entry.previous == log.head.digest
        log = log.extended([entry])
        assert log.head == (entry.position, entry.digest)
    assert log.head.position == len(entries)


def test_nothing_more_is_the_same_log_and_more_leaves_it_as_it_was() -> None:
    assert LOG.extended(()) is LOG
    before = Log().extended(LOG.entries[:4])
    assert before.extended(LOG.entries[4:]) == LOG
    assert before == written(Recording(ANNOUNCED, LIMITED))
    assert before.state == before.lifecycle.state


def test_what_was_recorded_under_a_key_is_found_by_it() -> None:
    assert LOG.under("k") == LOG.entries[4:6]
    assert LOG.under("another") == ()


def without(position: int) -> Entries:
    """Return the entries of the log with one left out."""
    return LOG.entries[: position - 1] + LOG.entries[position:]


def changed(position: int, /, **fields: Any) -> Entries:  # noqa: ANN401  # a field may be anything
    """Return the entries of the log, linked and sealed anew, where one says something else."""
    return tuple(linked(evolve(each, **fields) if each.position == position else each for each in LOG.entries))


# Each a broken log, the position from which it cannot be trusted, and what is said of it.
BROKEN: list[tuple[Entries, int, str]] = [
    (without(1), 1, "it is missing; position 2 stands in its place"),
    (without(7), 7, "it is missing; position 8 stands in its place"),
    ((*LOG.entries[:6], *LOG.entries[5:]), 7, "it is missing; position 6 stands in its place"),
    ((*LOG.entries[:5], LOG.entries[6], LOG.entries[5], LOG.entries[7]), 6, "it is missing; position 7 stands"),
    (changed(3, position=1), 3, "it is missing; position 1 stands in its place"),
    # One that was changed and sealed anew: the next one gives it away.
    (LOG.entries[:4] + changed(5, recorded_by="A", key=None)[4:5] + LOG.entries[5:], 6, "does not name the digest"),
    (tuple(linked(LOG.entries, previous="1" * 64)), 1, "does not name the digest"),
    (
        changed(7, recorded_at=MEANWHILE - MICROSECOND),
        7,
        "recorded_at goes back, from 2023-10-20T10:00:00+09:00 to 2023-10-20T09:59:59.999999+09:00",
    ),
    (changed(1, batch=2), 1, "it belongs to a recording that began at 2"),
    (changed(7, batch=5), 7, "it differs from those recorded together with it"),
    (changed(7, batch=6), 7, "it belongs to a recording that began at 6"),
    (changed(7, batch=8), 7, "it belongs to a recording that began at 8"),
    (changed(6, recorded_at=MEANWHILE + MICROSECOND), 6, "it differs from those recorded together with it"),
    (changed(6, recorded_by="B"), 6, "it differs from those recorded together with it"),
    (changed(6, correction=True), 6, "it differs from those recorded together with it"),
    (changed(6, key=None), 6, "it differs from those recorded together with it"),
    (changed(7, event=slot(OSAKA, "2023-12-04", "2023-12-09")), 7, "SlotAssigned is not admitted: 27 大阪府 (Osaka)"),
    (changed(8, event=maintenance_cancelled("another")), 8, "there is no maintenance period named 'another'"),
]


@pytest.mark.parametrize(("entries", "position", "reason"), BROKEN)
def test_an_entry_that_does_not_follow_the_one_before_it_is_refused_by_its_position(
    entries: Entries, position: int, reason: str
) -> None:
    error = refusal(entries)
    assert error.position == position
    assert reason in error.reason
    assert f"the log is damaged at position {position}" in str(error)
    # In whatever portions the entries are read; what stands before the fault can be trusted.
    log = Log().extended(entries[: position - 1])
    assert refusal(entries[position - 1 :], log) == error


def test_the_cause_of_an_entry_that_is_not_admitted_is_why() -> None:
    error = refusal(changed(8, event=maintenance_cancelled("another")))
    assert isinstance(error.__cause__, InadmissibleEventError)
    assert error.__cause__.event == maintenance_cancelled("another")


@SLOW
@given(recorded_histories(), st.data())
def test_no_entry_can_be_left_out_doubled_or_moved_unless_it_is_the_last(entries: Entries, data: st.DataObject) -> None:
    for first, second in pairwise(range(len(entries))):
        assert refusal(entries[:first] + entries[second:]).position == first + 1
        assert refusal(entries[:second] + entries[first:]).position == second + 1
    if len(entries) > 1 and (shuffled := tuple(data.draw(st.permutations(entries)))) != entries:
        moved = next(position for position, entry in enumerate(shuffled, 1) if entry.position != position)
        assert refusal(shuffled).position == moved


# What was known when.


@SLOW
@given(recorded_histories(), st.data())
def test_known_at_an_instant_is_what_was_recorded_at_or_before_it(entries: Entries, data: st.DataObject) -> None:
    for at in [*around(entry.recorded_at for entry in entries), *EXTREMES]:
        known = tuple(entry for entry in entries if entry.recorded_at <= at)
        assert recorded_until(entries, data.draw(in_zone(at))) == known
    assert replay(entries) == Lifecycle.from_events(entry.event for entry in entries)
    at = data.draw(st.sampled_from(around([ANNOUNCED, *(entry.recorded_at for entry in entries)])))
    events = [entry.event for entry in entries if entry.recorded_at <= at]
    assert replay(entries, at) == replay(iter(entries), at) == Lifecycle.from_events(events)


@pytest.mark.parametrize(
    ("at", "count"),
    [
        (ANNOUNCED - MICROSECOND, 0),
        (ANNOUNCED, 4),
        (MEANWHILE - MICROSECOND, 4),
        (MEANWHILE, 7),
        (MEANWHILE + MICROSECOND, 8),
        (EXTREMES[1], 8),
    ],
)
def test_what_is_recorded_at_one_instant_is_known_at_once_and_not_a_microsecond_before(
    at: datetime, count: int
) -> None:
    assert recorded_until(LOG.entries, at) == LOG.entries[:count]
    assert replay(LOG.entries, at).events == LOG.lifecycle.events[:count]


def test_effect_and_knowledge_are_two_clocks() -> None:
    assert replay(LOG.entries, MEANWHILE - MICROSECOND).slot(OSAKA) is None
    assert replay(LOG.entries, MEANWHILE).slot(OSAKA) == span("2023-12-04", "2023-12-09")


def test_events_that_are_no_history_are_not_replayed() -> None:
    with pytest.raises(InadmissibleEventError, match="there is no maintenance period named 'upgrade'"):
        replay(LOG.entries[7:])


@pytest.mark.parametrize("ask", [recorded_until, replay])
def test_what_is_no_instant_is_no_time_of_knowledge(ask: Callable[[Entries, datetime], object]) -> None:
    with pytest.raises(NaiveInstantError):
        ask(LOG.entries, MEANWHILE.replace(tzinfo=None))
    with pytest.raises(NotAnInstantError):
        ask(LOG.entries, "2023-10-20")  # type: ignore[arg-type]


def test_an_entry_holds_the_instant_it_was_recorded_at_in_japan_time() -> None:
    entry = evolve(LOG.entries[0], recorded_at=MEANWHILE.astimezone(UTC))
    assert (entry.recorded_at, entry.recorded_at.tzinfo) == (MEANWHILE, JST)
    with pytest.raises(NaiveInstantError):
        evolve(entry, recorded_at=MEANWHILE.replace(tzinfo=None))

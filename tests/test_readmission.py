"""Admitting a log anew: each recording in it under the rules that held for it, as an import has to."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Log, RecordedEvent, readmitted
from hersys_lifecycle.errors import CorruptLogError, LifecycleEndedError, PastChangedError
from hersys_lifecycle.events import Event
from tests.admitting import LIMITED, RESERVE, UPGRADE
from tests.chaining import Recording, admits, linked, recorded, written
from tests.shorthand import jst, maintenance_cancelled
from tests.strategies import ANNOUNCED, EXTREMES, SLOW, histories, recorded_histories

Entries = tuple[RecordedEvent, ...]

LOG = written(Recording(ANNOUNCED, (*LIMITED, UPGRADE)))


@SLOW
@given(recorded_histories())
def test_a_log_that_was_admitted_is_admitted_again(entries: Entries) -> None:
    assert readmitted(entries) == Log().extended(entries)


@SLOW
@given(recorded_histories().filter(bool), st.data())
def test_a_recording_is_admitted_again_without_being_a_correction_exactly_when_it_need_not_be_one(
    entries: Entries, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(entries))
    events = tuple(entry.event for entry in entries if entry.batch == chosen.batch)
    others = tuple(
        linked(evolve(entry, correction=entry.correction and entry.batch != chosen.batch) for entry in entries)
    )
    if admits(Log().extended(entries[: chosen.batch - 1]), events, chosen.recorded_at):
        assert readmitted(others) == Log().extended(others)
    else:
        with pytest.raises(CorruptLogError) as raised:
            readmitted(others)
        assert raised.value.position == chosen.batch
        assert isinstance(raised.value.__cause__, PastChangedError | LifecycleEndedError)


def test_what_should_not_have_been_admitted_is_named_by_its_position() -> None:
    log = recorded(LOG, Recording(jst("2023-11-10"), (RESERVE, maintenance_cancelled("upgrade"))))
    with pytest.raises(CorruptLogError, match="answers before 2023-11-10T00:00:00") as raised:
        readmitted(log.entries)
    assert raised.value.position == len(LOG.entries) + 1


def test_a_broken_link_is_not_admitted_again() -> None:
    with pytest.raises(CorruptLogError) as raised:
        readmitted(LOG.entries[1:])
    assert raised.value == CorruptLogError(1, "it is missing; position 2 stands in its place")


def test_of_nothing_comes_the_empty_log() -> None:
    assert readmitted(()) == Log()


@SLOW
@given(histories())
def test_the_first_recording_is_a_notice_that_was_adopted_and_may_tell_of_the_past(history: list[Event]) -> None:
    if history:
        late = written(Recording(EXTREMES[1], tuple(history)))
        assert readmitted(late.entries) == late

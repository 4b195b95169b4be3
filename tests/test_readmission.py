"""Admitting a log anew: each recording in it under the rules that held for it, as an import has to."""

from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Log, RecordedEvent, readmitted
from hersys_lifecycle.errors import CorruptLogError, LifecycleEndedError, PastChangedError
from hersys_lifecycle.events import Event
from hersys_lifecycle.testing import histories, recorded_histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.moments import EXTREMES
from hersys_lifecycle.testing.recordings import Recording, admits, entries_of, linked, recorded
from tests.admitting import LIMITED, RESERVE, UPGRADE
from tests.shorthand import jst, maintenance_cancelled, reserve, written
from tests.strategies import SLOW

Entries = tuple[RecordedEvent, ...]

LOG = written(Recording(ANNOUNCED, (*LIMITED, UPGRADE)))
RESERVES = (reserve("R1", "2024-02-05", "2024-02-06"), reserve("R2", "2024-02-07", "2024-02-08"))


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


@pytest.mark.parametrize("other", [1, len(LOG.entries) + 1])
def test_an_id_is_that_of_one_entry(other: int) -> None:
    later = entries_of(Recording(jst("2023-11-10"), RESERVES), len(LOG.entries))
    borne = tuple(linked((*LOG.entries, later[0], evolve(later[1], id=UUID(int=other)))))
    with pytest.raises(CorruptLogError) as raised:
        readmitted(borne)
    position = len(LOG.entries) + 2
    assert raised.value == CorruptLogError(position, f"its id is that of position {other}, {UUID(int=other)}")


def test_a_key_is_that_of_one_recording() -> None:
    first, second = (Recording(jst(f"2023-11-1{day}"), (RESERVES[day],), key="k") for day in (0, 1))
    log = recorded(recorded(LOG, first), second)
    position = len(LOG.entries) + 1
    with pytest.raises(CorruptLogError, match=rf"its key is that of another recording, at {position}: 'k'") as raised:
        readmitted(log.entries)
    assert raised.value.position == position + 1
    assert readmitted(log.entries[:-1]) == recorded(LOG, first)
    together = recorded(LOG, first._replace(events=RESERVES))
    assert readmitted(together.entries) == together


def test_of_nothing_comes_the_empty_log() -> None:
    assert readmitted(()) == Log()


@SLOW
@given(histories())
def test_the_first_recording_is_a_notice_that_was_adopted_and_may_tell_of_the_past(history: list[Event]) -> None:
    if history:
        late = written(Recording(EXTREMES[1], tuple(history)))
        assert readmitted(late.entries) == late

"""Admission: which events may come next (rules, section 6); the rest are refused, and nothing changes."""

from typing import NamedTuple

import pytest
from hypothesis import given

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.errors import InadmissibleEventError, InvalidFieldError
from hersys_lifecycle.events import Event, MaintenanceCancelled
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.states import admit, apply, fold
from tests import oracle
from tests.admitting import CITY, DONE, KYOTO, OPENED, OSAKA, RESERVE, STOPPED, UPGRADE, assert_accepted, refusal
from tests.shorthand import (
    CITED,
    completed,
    decommissioning,
    limit,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    opening,
    reopened,
    reserve,
    reserve_cancelled,
    reserve_moved,
    slot,
    slot_moved,
    updates_stop,
)
from tests.strategies import histories_and_events


@given(histories_and_events())
def test_an_event_is_admitted_exactly_when_the_rules_admit_it_and_else_nothing_changes(
    drawn: tuple[list[Event], Event],
) -> None:
    log, event = drawn
    state = fold(log)
    if oracle.admitted(log, event):
        assert admit(state, event) == apply(state, event)
    else:
        error = refusal(tuple(log), event)
        assert error.event == event
        assert error.reason
        assert error.remedy
        assert str(error) == f"{type(event).__name__} is not admitted: {error.reason}; {error.remedy}"
    assert state == fold(log)


class Row(NamedTuple):
    """What must be on record before an event, or must not: without it the event is refused, with it admitted."""

    lacking: tuple[Event, ...]
    event: Event
    reason: str
    remedy: str
    meeting: tuple[Event, ...]


FIRST_STOP_MISSING = "the stop of non-reportable registration is not on record"
UPDATES_STOP_MISSING = "the stop of updates is not on record"
PREPARED = (
    Row((), updates_stop("2023-10-31"), FIRST_STOP_MISSING, "record that one first", STOPPED[:1]),
    Row(STOPPED[:1], opening("2023-11-01"), UPDATES_STOP_MISSING, "record UpdatesStopped first", STOPPED),
    Row(STOPPED[:1], limit("2024-04-01"), UPDATES_STOP_MISSING, "record UpdatesStopped first", STOPPED),
    Row(STOPPED[:1], decommissioning("2024-04-01"), UPDATES_STOP_MISSING, "record UpdatesStopped first", STOPPED),
    Row(STOPPED[:1], RESERVE, UPDATES_STOP_MISSING, "record UpdatesStopped first", STOPPED),
    Row(
        (UPGRADE,),
        maintenance("upgrade", "2024-01-01", "2024-01-02"),
        "there already is a maintenance period named 'upgrade'",
        "reschedule that one, or choose another name",
        (UPGRADE, maintenance_cancelled("upgrade")),
    ),
    Row(
        (UPGRADE, maintenance("B", "2024-01-01", "2024-01-02")),
        maintenance_moved("C", "2024-01-03", "2024-01-04"),
        "there is no maintenance period named 'C'",
        "use a name on record: 'upgrade', 'B'",
        (maintenance("C", "2024-01-01", "2024-01-02"),),
    ),
    Row(
        (),
        maintenance_cancelled("C"),
        "there is no maintenance period named 'C'",
        "use a name on record: none",
        (maintenance("C", "2024-01-01", "2024-01-02"),),
    ),
    Row(
        (slot(OSAKA, "2023-11-13", "2023-11-18"),),
        slot(OSAKA, "2023-11-20", "2023-11-25"),
        "27 大阪府 (Osaka) already has the slot [2023-11-13T00:00:00+09:00, 2023-11-18T00:00:00+09:00)",
        "record a SlotRescheduled instead",
        (slot(KYOTO, "2023-11-13", "2023-11-18"),),
    ),
    Row(
        (slot(KYOTO, "2023-11-13", "2023-11-18"),),
        slot_moved(OSAKA, "2023-11-20", "2023-11-25"),
        "27 大阪府 (Osaka) has no slot to move",
        "record a SlotAssigned instead",
        (slot(OSAKA, "2023-11-13", "2023-11-18"),),
    ),
    Row(
        (*STOPPED, RESERVE),
        reserve("R", "2024-03-01", "2024-03-02"),
        "there already is a reserve period named 'R'",
        "reschedule that one, or choose another name",
        (*STOPPED, RESERVE, reserve_cancelled("R")),
    ),
    Row(
        (*STOPPED, RESERVE),
        reserve_moved("S", "2024-03-01", "2024-03-02"),
        "there is no reserve period named 'S'",
        "use a name on record: 'R'",
        (*STOPPED, reserve("S", "2024-02-01", "2024-02-02")),
    ),
    Row(
        STOPPED,
        reserve_cancelled("S"),
        "there is no reserve period named 'S'",
        "use a name on record: none",
        (*STOPPED, reserve("S", "2024-02-01", "2024-02-02")),
    ),
    Row(
        STOPPED,
        DONE,
        "bulk download is not open at that instant",
        "give an instant from its opening on",
        OPENED,
    ),
    Row(
        (*OPENED, DONE),
        completed(CITY, "2023-11-16"),
        "the data return of 271004 大阪市 (Osaka-shi) is completed since 2023-11-15T00:00:00+09:00",
        "record a DataReturnReopened first if it was not",
        (*OPENED, DONE, reopened(CITY, "2023-11-16")),
    ),
    Row(
        (*OPENED, completed(HealthAuthority.OSAKA, "2023-11-15")),
        reopened(CITY, "2023-11-16"),
        "the data return of 271004 大阪市 (Osaka-shi) is not completed",
        "record its completion first",
        (*OPENED, DONE),
    ),
    Row(
        (*OPENED, DONE, reopened(CITY, "2023-11-16")),
        reopened(CITY, "2023-11-17"),
        "the data return of 271004 大阪市 (Osaka-shi) is not completed",
        "record its completion first",
        (*OPENED, DONE),
    ),
)


@pytest.mark.parametrize("row", PREPARED)
def test_an_event_needs_on_record_what_it_builds_on(row: Row) -> None:
    error = refusal(row.lacking, row.event)
    assert (error.reason, error.remedy) == (row.reason, row.remedy)
    assert_accepted(row.meeting, row.event)


def test_a_log_is_refused_for_its_first_inadmissible_event() -> None:
    log = official_lifecycle().events
    wrong = slot(OSAKA, "2023-12-04", "2023-12-09")
    with pytest.raises(InadmissibleEventError, match="already has the slot") as raised:
        Lifecycle.from_events((*log, wrong, limit("2023-01-01")))
    assert raised.value.event is wrong


class Stranger(MaintenanceCancelled):
    """Has all that an event has, and is none of the fifteen."""


@pytest.mark.parametrize(
    "value",
    [None, "slot_assigned", {"type": "slot_assigned"}, CITED, UPGRADE.__class__, Stranger(citation=CITED, name="A")],
)
def test_what_is_no_event_is_refused_as_such(value: Event) -> None:
    for record in (official_lifecycle().apply, lambda event: Lifecycle.from_events([event])):
        with pytest.raises(InvalidFieldError, match="pass an event") as raised:
            record(value)
        assert (raised.value.field, raised.value.value) == ("event", value)

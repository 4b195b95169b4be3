"""Departures: what was first announced against what came to be, found once more by reading the raw events."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Departure, RecordedEvent, Subject, SubjectKind, When, departures
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import (
    BulkExportOpened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.notice import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.recordings import Recording
from tests import oracle
from tests.admitting import CITY, LIMITED, OPENED, OSAKA, RESERVE, UPGRADE
from tests.shorthand import (
    completed,
    decommissioning,
    jst,
    limit,
    maintenance_cancelled,
    maintenance_moved,
    reserve,
    reserve_cancelled,
    slot,
    slot_moved,
    span,
    written,
)

SINGLE: dict[SubjectKind, oracle.SingleValued] = {
    SubjectKind.NON_REPORTABLE_STOP: NonReportableRegistrationStopped,
    SubjectKind.UPDATES_STOP: UpdatesStopped,
    SubjectKind.OPENING: BulkExportOpened,
    SubjectKind.LIMIT: DecommissionLimitAnnounced,
    SubjectKind.DECOMMISSIONING: DecommissionScheduled,
}
ORDER = (
    SubjectKind.NON_REPORTABLE_STOP,
    SubjectKind.UPDATES_STOP,
    SubjectKind.MAINTENANCE,
    SubjectKind.OPENING,
    SubjectKind.SLOT,
    SubjectKind.RESERVE_PERIOD,
    SubjectKind.LIMIT,
    SubjectKind.DECOMMISSIONING,
)


def history(*events: Event) -> tuple[RecordedEvent, ...]:
    return written(Recording(ANNOUNCED, events)).entries


def logs() -> st.SearchStrategy[tuple[RecordedEvent, ...]]:
    """Draw logs; who recorded what when makes no difference here."""
    return histories().map(lambda events: history(*events))


Told = tuple[Subject, When, When | None, tuple[int, ...]]


def told(departure: Departure) -> Told:
    return departure.subject, departure.first, departure.final, tuple(each.position for each in departure.events)


def found(subject: Subject, kinds: tuple[type[Event], ...], final: When | None, events: Sequence[Event]) -> Told:
    """Return what is to be told of a subject: when by its first event, and the positions of all its events."""
    wanted = subject.prefecture or subject.name
    fields = {
        position: each
        for position, each in enumerate((attrs.asdict(event, recurse=False) for event in events), 1)
        if isinstance(events[position - 1], kinds) and wanted in {None, each.get("name"), each.get("prefecture")}
    }
    first = next(iter(fields.values()))
    return subject, first["span"] if "span" in first else first["at"], final, tuple(fields)


@given(logs())
def test_all_that_was_announced_is_told_with_its_first_and_final_time_and_the_events_between(
    recorded: tuple[RecordedEvent, ...],
) -> None:
    events = [entry.event for entry in recorded]
    expected = {
        found(Subject(kind), (event,), oracle.latest(events, event), events)
        for kind, event in SINGLE.items()
        if oracle.latest(events, event)
    }
    for prefecture, final in oracle.slots(events).items():
        expected.add(found(Subject(SubjectKind.SLOT, prefecture), (SlotAssigned, SlotRescheduled), final, events))
    of_maintenance = (MaintenanceScheduled, MaintenanceRescheduled, MaintenanceCancelled)
    for name in {event.name for event in events if isinstance(event, MaintenanceScheduled)}:
        now = oracle.maintenance_periods(events).get(name)
        expected.add(found(Subject(SubjectKind.MAINTENANCE, name=name), of_maintenance, now, events))
    of_reserve = (ReservePeriodScheduled, ReservePeriodRescheduled, ReservePeriodCancelled)
    for name in {event.name for event in events if isinstance(event, ReservePeriodScheduled)}:
        now, _ = oracle.reserve_periods(events).get(name, (None, None))
        expected.add(found(Subject(SubjectKind.RESERVE_PERIOD, name=name), of_reserve, now, events))
    ours = departures(recorded)
    assert {told(each) for each in ours} == expected
    assert len(ours) == len(expected)
    assert all(each in recorded for departure in ours for each in departure.events)


@given(logs())
def test_differences_lead_from_the_first_time_to_the_final_one(recorded: tuple[RecordedEvent, ...]) -> None:
    for each in departures(recorded):
        match each.first, each.final:
            case Span() as first, Span() as final:
                (start, end), (new_start, new_end) = first.bounds, final.bounds
                assert each.moved is ((start, end) != (new_start, new_end))
                assert each.start_hours == pytest.approx((new_start - start).total_seconds() / 3600)
                assert each.end_hours == pytest.approx((new_end - end).total_seconds() / 3600)
            case datetime() as first, datetime() as final:
                assert each.moved is (first != final)
                assert each.start_hours == pytest.approx((final - first).total_seconds() / 3600)
                assert each.end_hours is None
            case Span(), None:
                assert (each.moved, each.start_hours, each.end_hours) == (True, None, None)
            case other:
                pytest.fail(f"one is an instant and the other a span, or an instant was cancelled: {other}")


@given(logs())
def test_departures_are_ordered_by_kind_slots_by_prefecture_and_periods_as_first_announced(
    recorded: tuple[RecordedEvent, ...],
) -> None:
    def place(each: Departure) -> tuple[int, str, int]:
        code = each.subject.prefecture.code if each.subject.prefecture else ""
        return ORDER.index(each.subject.kind), code, each.events[0].position

    ours = departures(recorded)
    assert list(ours) == sorted(ours, key=place)
    assert set(ORDER) == set(SubjectKind)


@given(logs(), st.data())
def test_what_is_no_history_has_no_departures(recorded: tuple[RecordedEvent, ...], data: st.DataObject) -> None:
    gap = data.draw(st.integers(0, len(recorded)))
    entries = (*recorded[:gap], *recorded[gap + 1 :])
    events = [entry.event for entry in entries]
    if all(oracle.admitted(events[:size], event) for size, event in enumerate(events)):
        departures(entries)
    else:
        with pytest.raises(InadmissibleEventError):
            departures(entries)


def test_the_notice_alone_departs_in_nothing() -> None:
    ours = departures(history(*official_events()))
    assert [each.subject.prefecture for each in ours if each.subject.kind is SubjectKind.SLOT] == list(Prefecture)
    assert [each.subject for each in ours if each.subject.kind is not SubjectKind.SLOT] == [
        Subject(SubjectKind.NON_REPORTABLE_STOP),
        Subject(SubjectKind.UPDATES_STOP),
        Subject(SubjectKind.MAINTENANCE, name=SYSTEM_UPGRADE),
        Subject(SubjectKind.OPENING),
        Subject(SubjectKind.LIMIT),
    ]
    for each in ours:
        assert (each.moved, each.start_hours, len(each.events)) == (False, 0, 1)
        assert each.end_hours == (0 if isinstance(each.first, Span) else None)


def test_a_slot_that_is_moved_twice_is_told_once_with_the_whole_difference() -> None:
    recorded = history(
        *OPENED,
        slot(OSAKA, "2023-11-13", "2023-11-18"),
        slot_moved(OSAKA, "2023-12-04", "2023-12-09"),
        slot_moved(OSAKA, "2023-11-12", "2023-11-18T06:00"),
    )
    *_, moved = departures(recorded)
    assert moved == Departure(
        Subject(SubjectKind.SLOT, OSAKA),
        span("2023-11-13", "2023-11-18"),
        span("2023-11-12", "2023-11-18T06:00"),
        recorded[-3:],
    )
    assert (moved.moved, moved.start_hours, moved.end_hours) == (True, -24, 6)


def test_what_is_moved_and_moved_back_has_not_moved_and_tells_how_it_went() -> None:
    *_, back = departures(history(*LIMITED, limit("2024-05-01"), limit("2024-04-01")))
    assert (back.moved, back.start_hours, len(back.events)) == (False, 0, 3)


def test_a_microsecond_is_a_departure() -> None:
    *_, moved = departures(history(*LIMITED, limit("2024-04-01T00:00:00.000001")))
    assert moved.moved
    assert moved.start_hours == timedelta(microseconds=1) / timedelta(hours=1)


def test_an_end_that_is_scheduled_leaves_the_limit_where_it_was() -> None:
    limited, ended = departures(history(*LIMITED, decommissioning("2024-03-01")))[-2:]
    assert (limited.subject.kind, limited.final) == (SubjectKind.LIMIT, jst("2024-04-01"))
    assert (ended.subject.kind, ended.first, ended.moved) == (SubjectKind.DECOMMISSIONING, jst("2024-03-01"), False)


def test_a_period_that_is_cancelled_never_came_to_be() -> None:
    recorded = history(
        UPGRADE, maintenance_moved("upgrade", "2023-11-02", "2023-11-03"), maintenance_cancelled("upgrade")
    )
    (cancelled,) = departures(recorded)
    assert cancelled == Departure(Subject(SubjectKind.MAINTENANCE, name="upgrade"), UPGRADE.span, None, recorded)
    assert (cancelled.moved, cancelled.start_hours, cancelled.end_hours) == (True, None, None)


def test_a_name_that_is_used_anew_is_the_same_period_continued() -> None:
    anew = reserve("R", "2024-02-02", "2024-02-10", OSAKA)
    recorded = history(*OPENED, RESERVE, reserve_cancelled("R"), anew)
    *_, continued = departures(recorded)
    assert (continued.first, continued.final, continued.start_hours) == (RESERVE.span, anew.span, 24)
    assert continued.events == recorded[-3:]


def test_a_maintenance_and_a_reserve_period_of_one_name_are_two_things() -> None:
    recorded = history(*OPENED, UPGRADE, reserve("upgrade", "2024-02-01", "2024-02-10"))
    assert [each.subject.kind for each in departures(recorded) if each.subject.name == "upgrade"] == [
        SubjectKind.MAINTENANCE,
        SubjectKind.RESERVE_PERIOD,
    ]


def test_a_completed_return_was_done_and_not_announced() -> None:
    recorded = history(*OPENED, completed(CITY, "2023-11-15"))
    assert departures(recorded) == departures(recorded[:-1])


def test_nothing_announced_departs_in_nothing() -> None:
    assert departures(()) == ()

"""Phases that meet, cover and follow one another, and the moves that lead from one to the next (rules, section 3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from hersys_lifecycle.errors import IllegalMoveError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Move, Phase, Walk, fold
from hersys_lifecycle.timeline import compile_timeline
from tests.shorthand import (
    decommissioning,
    first_stop,
    jst,
    limit,
    maintenance,
    opening,
    reserve,
    slot,
    updates_stop,
)

OSAKA = Prefecture.OSAKA


def phases(log: Sequence[Event]) -> list[tuple[str, str]]:
    """Return the start and the phase of each segment; the first has no start."""
    return [
        (segment.span.start.strftime("%m-%dT%H") if segment.span.start else "", segment.phase.value)
        for segment in Lifecycle.from_events(log).timeline
    ]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[datetime, str, str]]:
    """Return the moves made while a timeline is compiled, as they happen: when, what, and to which phase."""
    made: list[tuple[datetime, str, str]] = []
    go = Walk.go

    def noted(walk: Walk, move: Move, target: Phase, at: datetime) -> None:
        made.append((at, move.value, target.value))
        go(walk, move, target, at)

    monkeypatch.setattr(Walk, "go", noted)
    return made


def test_nothing_recorded_is_full_operation_for_ever() -> None:
    assert phases([]) == [("", "full_operation")]


# Several moves at one instant.

FIRST = first_stop("2023-10-01")
STOP = updates_stop("2023-10-31T18:00")
OPENED: tuple[Event, ...] = (FIRST, STOP, opening("2023-11-01T08:00"))


def test_moves_that_fall_on_one_instant_all_happen_one_after_the_other(steps: list[tuple[datetime, str, str]]) -> None:
    at = "2023-10-31T18:00"
    log: list[Event] = [
        first_stop(at),
        updates_stop(at),
        opening(at),
        slot(OSAKA, at, "2023-11-18"),
        reserve("R", at, "2023-11-10"),
    ]
    assert phases(log) == [
        ("", "full_operation"),
        ("10-31T18", "reserve"),
        ("11-10T00", "bulk_download"),
        ("11-18T00", "read_only"),
    ]
    assert [(move, target) for when, move, target in steps if when == jst(at)] == [
        ("stop_non_reportable_registration", "non_reportable_stopped"),
        ("stop_updates", "read_only"),
        ("open_bulk_download", "bulk_download"),
        ("open_reserve", "reserve"),
    ]


def test_the_last_slot_the_reserve_period_and_the_end_may_fall_on_one_instant(
    steps: list[tuple[datetime, str, str]],
) -> None:
    end = "2024-02-10"
    log: list[Event] = [*OPENED, slot(OSAKA, "2023-11-13", end), reserve("R", "2024-02-01", end), limit(end)]
    assert phases(log)[-2:] == [("02-01T00", "reserve"), ("02-10T00", "decommissioned")]
    assert [(move, target) for when, move, target in steps if when == jst(end)] == [
        ("close_reserve", "read_only"),
        ("decommission", "decommissioned"),
    ]


@pytest.mark.parametrize("last", ["2023-10-31T18:00", "2023-11-01T08:00"])
def test_a_slot_that_is_over_when_bulk_export_opens_makes_no_bulk_download(last: str) -> None:
    log: list[Event] = [*OPENED, slot(OSAKA, "2023-10-20", last)]
    assert "bulk_download" not in [phase for _, phase in phases(log)]


def test_slots_without_an_opening_make_no_bulk_download() -> None:
    assert phases([FIRST, STOP, slot(OSAKA, "2023-11-13", "2023-11-18")])[-1] == ("10-31T18", "read_only")


def test_bulk_download_lasts_from_the_opening_to_the_end_of_the_last_slot_also_between_slots() -> None:
    log: list[Event] = [
        *OPENED,
        slot(OSAKA, "2024-01-10", "2024-01-12"),
        slot(Prefecture.KYOTO, "2023-11-13", "2023-11-18"),
    ]
    assert phases(log)[-2:] == [("11-01T08", "bulk_download"), ("01-12T00", "read_only")]


# Reserve periods.


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-11-15", "2023-11-17", ["read_only", "bulk_download", "reserve", "bulk_download", "read_only"]),
        ("2023-11-15", "2023-11-18", ["read_only", "bulk_download", "reserve", "read_only"]),
        ("2023-11-15", "2023-11-20", ["read_only", "bulk_download", "reserve", "read_only"]),
        ("2023-11-18", "2023-11-20", ["read_only", "bulk_download", "reserve", "read_only"]),
        ("2023-11-19", "2023-11-20", ["read_only", "bulk_download", "read_only", "reserve", "read_only"]),
        ("2023-10-31T18:00", "2023-11-20", ["reserve", "read_only"]),
        ("2023-10-31T18:00", "2023-11-01T08:00", ["reserve", "bulk_download", "read_only"]),
    ],
)
def test_a_reserve_period_stands_before_bulk_download_whomever_it_covers(
    start: str, end: str, expected: list[str]
) -> None:
    log: list[Event] = [*OPENED, slot(OSAKA, "2023-11-13", "2023-11-18"), reserve("R", start, end, Prefecture.KYOTO)]
    assert [phase for _, phase in phases(log)] == ["full_operation", "non_reportable_stopped", *expected]


def test_reserve_periods_that_touch_or_overlap_are_one_segment() -> None:
    log: list[Event] = [
        *OPENED,
        reserve("A", "2024-02-01", "2024-02-10"),
        reserve("B", "2024-02-10", "2024-02-20", OSAKA),
        reserve("C", "2024-02-15", "2024-02-25"),
    ]
    assert phases(log)[-2:] == [("02-01T00", "reserve"), ("02-25T00", "read_only")]


# Maintenance, over all of them.


def test_a_move_inside_maintenance_ends_it_happens_and_begins_it_again(steps: list[tuple[datetime, str, str]]) -> None:
    log: list[Event] = [FIRST, STOP, maintenance("M", "2023-10-31", "2023-11-01")]
    assert phases(log)[-2:] == [("10-31T00", "maintenance_lockout"), ("11-01T00", "read_only")]
    assert [(when.strftime("%m-%dT%H"), move, target) for when, move, target in steps] == [
        ("10-01T00", "stop_non_reportable_registration", "non_reportable_stopped"),
        ("10-31T00", "begin_maintenance", "maintenance_lockout"),
        ("10-31T18", "end_maintenance", "non_reportable_stopped"),
        ("10-31T18", "stop_updates", "read_only"),
        ("10-31T18", "begin_maintenance", "maintenance_lockout"),
        ("11-01T00", "end_maintenance", "read_only"),
    ]


def test_under_the_notice_updates_stop_and_then_maintenance_begins(steps: list[tuple[datetime, str, str]]) -> None:
    Lifecycle.from_events(official_events())
    assert [(when.strftime("%m-%dT%H"), move, target) for when, move, target in steps] == [
        ("10-01T00", "stop_non_reportable_registration", "non_reportable_stopped"),
        ("10-31T18", "stop_updates", "read_only"),
        ("10-31T18", "begin_maintenance", "maintenance_lockout"),
        ("11-01T08", "end_maintenance", "read_only"),
        ("11-01T08", "open_bulk_download", "bulk_download"),
        ("01-27T00", "close_bulk_download", "read_only"),
        ("04-01T00", "decommission", "decommissioned"),
    ]


def test_maintenance_may_stand_over_everything_from_full_operation_on_and_the_end_ends_it() -> None:
    log: list[Event] = [
        *OPENED,
        slot(OSAKA, "2023-11-13", "2023-11-18"),
        reserve("R", "2024-02-01", "2024-02-10"),
        maintenance("M", "2023-09-01", "2024-05-01"),
        decommissioning("2024-04-01"),
    ]
    assert phases(log) == [("", "full_operation"), ("09-01T00", "maintenance_lockout"), ("04-01T00", "decommissioned")]


def test_maintenance_after_the_end_is_not_seen() -> None:
    log: list[Event] = [*OPENED, limit("2024-04-01"), maintenance("M", "2024-04-01", "2024-05-01")]
    assert phases(log)[-1] == ("04-01T00", "decommissioned")


def test_maintenance_periods_that_touch_are_one_segment() -> None:
    log: list[Event] = [maintenance("A", "2023-09-01", "2023-09-02"), maintenance("B", "2023-09-02", "2023-09-03")]
    assert phases(log) == [("", "full_operation"), ("09-01T00", "maintenance_lockout"), ("09-03T00", "full_operation")]


@pytest.mark.parametrize("start", ["2023-08-01", "2023-10-10", "2023-10-31T19:00", "2023-11-14", "2024-02-02"])
def test_after_maintenance_the_phase_it_stood_over_is_back(start: str) -> None:
    log: list[Event] = [*OPENED, slot(OSAKA, "2023-11-13", "2023-11-18"), reserve("R", "2024-02-01", "2024-02-10")]
    end = (jst(start) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    plain, covered = (Lifecycle.from_events(each) for each in (log, [*log, maintenance("M", start, end)]))
    assert covered.phase_at(jst(start)) is Phase.MAINTENANCE_LOCKOUT
    assert covered.phase_at(jst(end)) is plain.phase_at(jst(start)) is plain.phase_at(jst(end))


# Histories that no admission would have let pass.


@pytest.mark.parametrize(
    ("log", "error"),
    [
        ([STOP], IllegalMoveError("stop_updates to read_only", "full_operation", STOP.at)),
        (
            [first_stop("2023-11-01"), STOP],
            IllegalMoveError("stop_updates to read_only", "full_operation", STOP.at),
        ),
        (
            [FIRST, opening("2023-10-20"), slot(OSAKA, "2023-10-20", "2023-10-21"), STOP],
            IllegalMoveError("open_bulk_download to bulk_download", "non_reportable_stopped", jst("2023-10-20")),
        ),
        (
            [FIRST, reserve("R", "2023-10-20", "2023-10-21"), STOP],
            IllegalMoveError("open_reserve to reserve", "non_reportable_stopped", jst("2023-10-20")),
        ),
        (
            [FIRST, STOP, limit("2023-10-20")],
            IllegalMoveError("decommission to decommissioned", "non_reportable_stopped", jst("2023-10-20")),
        ),
        (
            [limit("2024-04-01")],
            IllegalMoveError("decommission to decommissioned", "full_operation", jst("2024-04-01")),
        ),
        (
            [*OPENED, reserve("R", "2023-10-31T19:00", "2023-12-01"), updates_stop("2023-11-10")],
            IllegalMoveError("open_reserve to reserve", "non_reportable_stopped", jst("2023-10-31T19:00")),
        ),
    ],
)
def test_an_illegal_history_is_refused_with_its_place(log: list[Event], error: IllegalMoveError) -> None:
    with pytest.raises(IllegalMoveError) as raised:
        compile_timeline(fold(log))
    assert raised.value == error
    with pytest.raises(IllegalMoveError, match="correct the instants"):
        Lifecycle(tuple(log), fold(log))

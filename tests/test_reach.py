"""How far back an event reaches: no answer changes before the bound, which is found without comparing any."""

from datetime import datetime

import pytest
from hypothesis import assume, given

from hersys_lifecycle.audit import compare, reach
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import histories
from tests import oracle
from tests.admitting import CITY, DONE, KYOTO, LIMITED, OPENED, OSAKA, RESERVE, STOPPED, UPGRADE
from tests.shorthand import (
    completed,
    decommissioning,
    first_stop,
    jst,
    limit,
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
from tests.strategies import SLOW, histories_and_events


def first_change(before: Lifecycle, after: Lifecycle) -> datetime | None:
    """Return the first instant at which an answer differs; recorded answers all have one."""
    starts = [change.span.start for change in compare(before, after)]
    assert None not in starts
    return min((start for start in starts if start), default=None)


def assert_bounded(before: Lifecycle, event: Event) -> Lifecycle:
    """Assert that an event changes no answer before its bound, and return the lifecycle after it."""
    after = before.apply(event)
    bound, first = reach(before.state, event), first_change(before, after)
    assert first is None or (bound is not None and bound <= first)
    return after


@SLOW
@given(histories())
def test_no_event_of_a_history_changes_an_answer_before_its_reach(history: list[Event]) -> None:
    lifecycle = Lifecycle.from_events(())
    for event in history:
        lifecycle = assert_bounded(lifecycle, event)


@given(histories_and_events())
def test_no_event_that_may_come_next_changes_an_answer_before_its_reach(drawn: tuple[list[Event], Event]) -> None:
    history, event = drawn
    assume(oracle.admitted(history, event))
    assert_bounded(Lifecycle.from_events(history), event)


SLOT = slot(OSAKA, "2023-11-13", "2023-11-18")
CLOSED = (*LIMITED, decommissioning("2024-03-01"))


@pytest.mark.parametrize(
    ("log", "event", "instant"),
    [
        # What is recorded for the first time counts from its own instant on.
        ((), first_stop("2023-10-01"), "2023-10-01"),
        (STOPPED[:1], updates_stop("2023-10-31T18:00"), "2023-10-31T18:00"),
        (STOPPED, opening("2023-11-01T08:00"), "2023-11-01T08:00"),
        (STOPPED, limit("2024-04-01"), "2024-04-01"),
        (STOPPED, decommissioning("2024-03-01"), "2024-03-01"),
        (OPENED, UPGRADE, "2023-10-31T18:00"),
        (OPENED, RESERVE, "2024-02-01"),
        # What is moved counts from the earlier of both, and what stays where it is changes nothing.
        (STOPPED, first_stop("2023-09-01"), "2023-09-01"),
        (STOPPED, first_stop("2023-10-02"), "2023-10-01"),
        (STOPPED, updates_stop("2023-10-31T18:00:00.000001"), "2023-10-31T18:00"),
        (OPENED, opening("2023-11-02"), "2023-11-01T08:00"),
        (OPENED, opening("2023-11-01T08:00"), None),
        (LIMITED, limit("2024-03-31"), "2024-03-31"),
        (LIMITED, limit("2024-04-01"), None),
        # An end in place of the limit; at the same instant it is the reason that changes.
        (LIMITED, decommissioning("2024-03-01"), "2024-03-01"),
        (LIMITED, decommissioning("2024-04-01"), "2024-04-01"),
        (CLOSED, decommissioning("2024-03-02"), "2024-03-01"),
        # A running maintenance counts from where it would have ended, or ends now.
        ((UPGRADE,), maintenance_moved("upgrade", "2023-10-31T18:00", "2023-11-01T12:00"), "2023-11-01T08:00"),
        ((UPGRADE,), maintenance_moved("upgrade", "2023-10-31T18:00", "2023-11-01T07:00"), "2023-11-01T07:00"),
        ((UPGRADE,), maintenance_moved("upgrade", "2023-10-31T19:00", "2023-11-01T08:00"), "2023-10-31T18:00"),
        ((UPGRADE,), maintenance_moved("upgrade", "2023-12-01", "2023-12-02"), "2023-10-31T18:00"),
        ((UPGRADE,), maintenance_moved("upgrade", "2023-10-31T18:00", "2023-11-01T08:00"), None),
        ((UPGRADE,), maintenance_cancelled("upgrade"), "2023-10-31T18:00"),
        # A slot assigned changes the reason from the opening on; before an opening there is none.
        (STOPPED, SLOT, None),
        (OPENED, SLOT, "2023-11-01T08:00"),
        ((*OPENED, SLOT), slot_moved(OSAKA, "2023-11-13", "2023-11-20"), "2023-11-18"),
        ((*OPENED, SLOT), slot_moved(OSAKA, "2023-12-04", "2023-12-09"), "2023-11-13"),
        ((*OPENED, SLOT), slot_moved(OSAKA, "2023-11-13", "2023-11-18"), None),
        ((*OPENED, RESERVE), reserve_moved("R", "2024-02-01", "2024-02-20"), "2024-02-10"),
        ((*OPENED, RESERVE), reserve_moved("R", "2024-01-30", "2024-02-05"), "2024-01-30"),
        ((*OPENED, RESERVE), reserve_moved("R", "2024-02-01", "2024-02-10"), None),
        ((*OPENED, RESERVE), reserve_cancelled("R"), "2024-02-01"),
        # A return counts in the reserve periods of its prefecture that begin or run from then on, and nowhere else.
        (OPENED, DONE, None),
        ((*OPENED, SLOT), DONE, None),
        ((*OPENED, RESERVE), DONE, "2024-02-01"),
        ((*OPENED, RESERVE), completed(CITY, "2024-02-02"), "2024-02-02"),
        ((*OPENED, RESERVE), completed(CITY, "2024-02-10"), None),
        ((*OPENED, reserve("K", "2024-01-01", "2024-01-05", KYOTO), RESERVE), DONE, "2024-02-01"),
        ((*OPENED, RESERVE, reserve("All", "2024-01-20", "2024-01-25")), DONE, "2024-01-20"),
        ((*OPENED, reserve("T", "2024-01-20", "2024-01-25", Prefecture.TOKYO)), DONE, None),
        ((*OPENED, DONE), reopened(CITY, "2024-01-10"), None),
        ((*OPENED, RESERVE, DONE), reopened(CITY, "2024-02-03"), "2024-02-03"),
    ],
)
def test_an_event_reaches_back_to_the_first_answer_it_changes(
    log: tuple[Event, ...], event: Event, instant: str | None
) -> None:
    before = Lifecycle.from_events(log)
    bound = None if instant is None else jst(instant)
    assert (reach(before.state, event), first_change(before, before.apply(event))) == (bound, bound)

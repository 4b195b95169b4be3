"""Logs to admit events to, and what comes of it."""

import pytest

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import admit, fold
from tests.shorthand import (
    completed,
    first_stop,
    limit,
    maintenance,
    opening,
    reserve,
    updates_stop,
)

OSAKA, KYOTO = Prefecture.OSAKA, Prefecture.KYOTO
CITY = HealthAuthority.OSAKA_SHI

STOPPED: tuple[Event, ...] = (first_stop("2023-10-01"), updates_stop("2023-10-31T18:00"))
OPENED: tuple[Event, ...] = (*STOPPED, opening("2023-11-01T08:00"))
LIMITED: tuple[Event, ...] = (*OPENED, limit("2024-04-01"))
UPGRADE = maintenance("upgrade", "2023-10-31T18:00", "2023-11-01T08:00")
RESERVE = reserve("R", "2024-02-01", "2024-02-10", KYOTO, OSAKA)
DONE = completed(CITY, "2023-11-15")


def refusal(log: tuple[Event, ...], event: Event) -> InadmissibleEventError:
    """Return the error an event is refused with after a log that is admitted."""
    before = Lifecycle.from_events(log).state
    with pytest.raises(InadmissibleEventError) as raised:
        admit(before, event)
    assert before == fold(log)
    return raised.value


def assert_accepted(log: tuple[Event, ...], event: Event) -> None:
    """Assert that an event is admitted after a log that is admitted, and then folded."""
    assert admit(Lifecycle.from_events(log).state, event) == fold((*log, event))

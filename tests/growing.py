"""A log that grows: a short notice, amendments to it without end, and a process that records until it is killed."""

import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Final
from uuid import UUID

import hersys_lifecycle.store.postgres  # noqa: F401  # for processes that are forked once this is imported
from hersys_lifecycle.events import SlotRescheduled
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import open_store
from tests.shorthand import first_stop, jst, opening, slot, slot_moved, updates_stop

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NOW: Final = jst("2023-10-20")
NOTICE: Final = (
    first_stop("2023-10-01"),
    updates_stop("2023-10-31T18:00"),
    opening("2023-11-01T08:00"),
    slot(Prefecture.OSAKA, "2023-11-08", "2023-11-10"),
)
PATIENCE: Final = 60.0
"""Seconds to wait for what takes a moment, for machines are busy."""

Acknowledged = tuple[int, UUID]
"""The position and the id of what was recorded."""


def amendment(number: int) -> SlotRescheduled:
    """Return one of the amendments, of which each may follow each."""
    return slot_moved(Prefecture.OSAKA, "2023-11-08", f"2023-11-{11 + number % 20}")


def record_on_and_on(url: str, acknowledged: "Connection[list[Acknowledged], None]") -> None:
    """Record amendments, two at a time, and tell of them once they are recorded."""
    with open_store(url, clock=lambda: NOW) as store:
        for number in count():
            entries = store.record([amendment(number), amendment(number + 1)], by="a process that will be killed")
            acknowledged.send([(entry.position, entry.id) for entry in entries])


def eventually(condition: Callable[[], object]) -> bool:
    """Tell whether something comes to hold that nothing tells of."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True

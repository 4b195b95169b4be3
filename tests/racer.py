"""One who records what others want to record too: in a thread, or as a process, `python -m tests.racer URL NUMBER`."""

import json
import random
import sys
from typing import Final, NamedTuple

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.events import Event
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import Store, open_store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import completed, first_stop, jst, maintenance, opening, reserve, slot, updates_stop

Recording = tuple[Event, ...]

NOW: Final = jst("2023-10-20")
OPENED: Final[Recording] = (
    first_stop("2023-10-01"),
    updates_stop("2023-10-31T18:00"),
    opening("2023-11-01T08:00"),
)
"""What one adopts."""
REPEATED: Final[Recording] = (reserve("repeated", "2024-02-01", "2024-02-10"),)
"""What all record with one key."""
CONTESTED: Final[tuple[Recording, ...]] = (
    *((slot(each, "2023-11-06", "2023-11-11"),) for each in list(Prefecture)[:12]),
    *((completed(each, "2023-11-15"),) for each in list(HealthAuthority)[:6]),
    *(
        (maintenance(f"day {day}", f"2023-12-{day}", f"2023-12-{day}T06:00"), slot(each, "2024-01-15", "2024-01-20"))
        for day, each in zip(range(11, 17), list(Prefecture)[12:18], strict=True)
    ),
)
"""What only one may record."""


class Outcome(NamedTuple):
    """What came of a recording: its entries, as position and id, or the error it was refused with."""

    entries: list[list[object]]
    refused: str | None


def own(number: int) -> tuple[Recording, ...]:
    """Return what one racer alone records."""
    return tuple((reserve(f"{number}.{each}", "2024-02-01", "2024-02-10"),) for each in range(2))


def course(number: int) -> list[Recording]:
    """Return all that a racer records: the notice, then the rest in an order of its own."""
    rest = [*CONTESTED, *own(number), REPEATED]
    random.Random(number).shuffle(rest)  # noqa: S311  # the same each time
    return [OPENED, *rest]


def race(store: Store, number: int) -> list[Outcome]:
    """Return what came of each recording of the course."""
    return [_outcome(store, each, f"racer {number}") for each in course(number)]


def _outcome(store: Store, recording: Recording, by: str) -> Outcome:
    try:
        if recording is OPENED:
            entries = store.adopt(recording, by=by)
        else:
            entries = store.record(recording, by=by, key="the same" if recording is REPEATED else None)
    except LifecycleError as error:
        return Outcome([], type(error).__name__)
    return Outcome([[each.position, str(each.id)] for each in entries], None)


def main(url: str, number: int) -> None:
    """Open the store when told to, race, and tell the outcomes."""
    print("ready", flush=True)  # noqa: T201  # to whoever started this
    sys.stdin.readline()
    with open_store(url, clock=FrozenClock(NOW)) as store:
        print(json.dumps(race(store, number)))  # noqa: T201  # as above


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

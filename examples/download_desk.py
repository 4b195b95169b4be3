"""A desk that queues bulk downloads: each starts at the first instant at which it is allowed, now or later.

A request is started at once, put off, or turned down with the reason where it is not allowed any more. Whoever cannot
finish before the window ends is told how long is left. An amendment moves all that is not started, and what was turned
down may be started after all: the desk asks anew for the lifecycle whenever it does something. Hand it
``store.lifecycle``, or ``lambda: follower.current``; it works once a minute, say, and when a follower calls back.

Its own property test, written with the kit of the library, is beside it: ``test_download_desk.py``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from hersys_lifecycle import Capability, Citation, Grade, HealthAuthority, Lifecycle, Reason, Role, Span
from hersys_lifecycle.events import ReservePeriodScheduled
from hersys_lifecycle.instants import JST, japan_time
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.store import open_store


class Request(NamedTuple):
    """Whose data are to be downloaded, for whom, and how long that takes."""

    authority: HealthAuthority
    role: Role = Role.PREFECTURE
    takes: timedelta = timedelta(hours=2)


class Ticket(NamedTuple):
    """What becomes of a request, in Japan time: when it starts, if ever, and how long is left from then on."""

    request: Request
    planned: datetime
    reason: Reason
    start: datetime | None = None
    left: timedelta = timedelta()

    def __str__(self) -> str:
        """Tell it in a line."""
        if self.start is None:
            told = "turned down"
        else:
            told = "started" if self.start == self.planned else f"put off until {self.start:%Y-%m-%d %H:%M}"
            told += f", {self.left} left" + f", too short for {self.request.takes}" * (self.request.takes > self.left)
        return f"{self.planned:%Y-%m-%d %H:%M}  {self.request.authority.name_ja}: {told} ({self.reason.value})"


def plan(request: Request, lifecycle: Lifecycle, at: datetime) -> Ticket:
    """Return what becomes of a request, planned at an instant."""
    role, authority = request.role, request.authority
    now = japan_time(at)  # where clocks are put back, a start and the time left do not add up to the end of the window
    reason = lifecycle.check(Capability.BULK_EXPORT, role=role, authority=authority, at=now).reason
    for window in lifecycle.windows(Capability.BULK_EXPORT, role=role, authority=authority):
        opening, closing = window.bounds
        if now < closing:
            start = max(opening, now)
            return Ticket(request, now, reason, start, closing - start)
    return Ticket(request, now, reason)


class Desk:
    """Holds what is open, and starts it once it is allowed."""

    def __init__(self, current: Callable[[], Lifecycle], clock: Callable[[], datetime]) -> None:
        self._current, self._clock = current, clock
        self.started: list[Ticket] = []
        self.open: list[Ticket] = []

    def hand_in(self, request: Request) -> Ticket:
        """Start a request, put it off or turn it down."""
        return self._place(request, self._current(), self._clock())

    def work(self) -> None:
        """Plan anew all that is open, and start what is allowed by now."""
        lifecycle, now = self._current(), self._clock()
        tickets, self.open = self.open, []
        for ticket in tickets:
            self._place(ticket.request, lifecycle, now)

    def _place(self, request: Request, lifecycle: Lifecycle, now: datetime) -> Ticket:
        ticket = plan(request, lifecycle, now)
        (self.started if ticket.start == ticket.planned else self.open).append(ticket)
        return ticket


RESERVE_PERIOD = ReservePeriodScheduled(
    name="予備期間",
    span=Span(datetime(2024, 2, 13, tzinfo=JST), datetime(2024, 2, 17, tzinfo=JST)),
    prefectures=None,
    citation=Citation("invented for this example", "1", Grade.ASSUMED),
)


def main() -> None:
    """Let some bodies hand in requests, one of them too late, until a reserve period is announced."""
    osaka, tokyo, ishikawa = map(HealthAuthority.parse, ("大阪府", "東京都", "石川県"))
    now = datetime(2023, 10, 20, tzinfo=JST)
    with open_store(":memory:", clock=lambda: now) as store:
        store.adopt(official_events(), by="operations")
        desk = Desk(store.lifecycle, clock=lambda: now)
        now = datetime(2023, 11, 10, 22, 30, tzinfo=JST)
        for request in (Request(tokyo), Request(osaka), Request(osaka, Role.MEDICAL_INSTITUTION)):
            print(desk.hand_in(request))
        now = datetime(2023, 11, 13, tzinfo=JST)
        desk.work()
        now = datetime(2024, 1, 29, 10, tzinfo=JST)
        print(desk.hand_in(Request(ishikawa)))
        store.record(RESERVE_PERIOD, by="operations")
        desk.work()
        print("\nStarted:", *desk.started, "\nOpen, with the reserve period:", *desk.open, sep="\n")


if __name__ == "__main__":
    main()

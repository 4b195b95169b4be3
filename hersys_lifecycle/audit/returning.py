"""Who has not completed its data return, and how long it can still download: what is at stake in N7."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.instants import Span, japan_time, subtract
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture


class OutstandingReturn(NamedTuple):
    """An authority whose data return is not completed at an instant, and what it can still do about it.

    Attributes:
        authority: the body that is to receive its data.
        windows: where it may use bulk export from the instant on, in order, ``[start, end)``; one that is running
            begins at the instant.
        time_left: from the instant until the last window ends; ``None`` if there is none.
        lost: whether its time is over, so that what it has not downloaded it cannot hold any more (N7): it has no
            window left, and it has had one, or HER-SYS has ended.
    """

    authority: HealthAuthority
    windows: tuple[Span, ...]
    time_left: timedelta | None
    lost: bool

    @property
    def days_left(self) -> int | None:
        """The whole days of ``time_left``, rounded down: 0 on the last day; ``None`` if there is no window."""
        return None if self.time_left is None else self.time_left.days

    @property
    def unannounced(self) -> bool:
        """Whether no window is on record, neither one to come nor one that was, though HER-SYS goes on."""
        return not self.windows and not self.lost

    def __str__(self) -> str:
        if not self.windows:
            return f"{self.authority}: {'no window left (N7)' if self.lost else 'no window on record yet'}"
        return f"{self.authority}: {', '.join(map(str, self.windows))}, days left: {self.days_left}"


class ReturnCount(NamedTuple):
    """How many bodies a prefecture has, and how many of them have not completed their data return.

    Of these, those that are ``lost`` have no window left, and those that are ``unannounced`` none on record yet.
    """

    outstanding: int
    lost: int
    unannounced: int
    bodies: int


class Outstanding(NamedTuple):
    """The data returns that are not completed at an instant, by the code of the authority."""

    at: datetime
    bodies: tuple[OutstandingReturn, ...]

    @property
    def by_prefecture(self) -> Mapping[Prefecture, ReturnCount]:
        """How many there are in each of the 47 prefectures."""
        outstanding = Counter(each.authority.prefecture for each in self.bodies)
        lost = Counter(each.authority.prefecture for each in self.bodies if each.lost)
        unannounced = Counter(each.authority.prefecture for each in self.bodies if each.unannounced)
        bodies = Counter(authority.prefecture for authority in HealthAuthority)
        return {
            each: ReturnCount(outstanding[each], lost[each], unannounced[each], bodies[each]) for each in Prefecture
        }


def outstanding(lifecycle: Lifecycle, at: datetime) -> Outstanding:
    """Return which of the 157 health authorities have not completed their data return at an instant.

    What comes later does not make a return completed now. The windows are those on record: slots, and reserve periods
    as long as the return is not completed (rules, section 4); a reserve period yet to be announced (N11) may add to
    them.

    Raises:
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
    """
    at = japan_time(at)
    completed = {body: step.value.completed for body, step in lifecycle.state.returns if step.value.at <= at}
    remaining = (_remaining(lifecycle, body, at) for body in HealthAuthority if not completed.get(body))
    return Outstanding(at, tuple(remaining))


def _remaining(lifecycle: Lifecycle, body: HealthAuthority, at: datetime) -> OutstandingReturn:
    bounds = [window.bounds for window in lifecycle.windows(Capability.BULK_EXPORT, authority=body)]
    windows = tuple(Span(max(start, at), end) for start, end in bounds if at < end)
    if windows:
        return OutstandingReturn(body, windows, subtract(windows[-1].bounds[1], at), lost=False)
    end = lifecycle.state.end
    return OutstandingReturn(body, (), None, lost=bool(bounds) or (end is not None and end.value <= at))

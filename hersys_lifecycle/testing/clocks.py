"""Time in a test: instants as one writes them down there, and a clock that stands until it is set."""

from datetime import datetime, timedelta

from hersys_lifecycle.codec import parse_instant
from hersys_lifecycle.errors import InstantOutOfRangeError, InvalidFieldError
from hersys_lifecycle.instants import EPOCH, since_epoch

Instant = datetime | str
"""A timezone-aware ``datetime``, or a text in ISO 8601, which without an offset is Japan time."""


def instant(at: Instant) -> datetime:
    """Return an instant, in the time zone it was given in.

    A test is an edge, where a text may stand for an instant; it is read as by ``codec.parse_instant``.

    Raises:
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
        UnreadableInstantError: the text is none.
    """
    if isinstance(at, str):
        return parse_instant(at).at
    since_epoch(at)
    return at


class FrozenClock:
    """A clock that stands until it is set; call it for the instant it tells, as a store does.

    It may be set back, as real ones are; nothing but an instant can be set.

    Raises:
        NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``now`` is no instant.
    """

    def __init__(self, now: Instant) -> None:
        self._now = instant(now)

    def __call__(self) -> datetime:
        """Tell the instant."""
        return self._now

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._now.isoformat()!r})"

    @property
    def now(self) -> datetime:
        """The instant it tells."""
        return self._now

    def set(self, at: Instant) -> datetime:
        """Set the clock, forward or back, and return the instant it tells from now on.

        Raises:
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``at`` is no instant; the clock stays.
        """
        self._now = instant(at)
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Set the clock forward, by a negative time back, and return the instant it tells from now on.

        It is the time that passes, whatever clocks show meanwhile: in New York a day on which they are put back has 25
        hours.

        Raises:
            InvalidFieldError: ``by`` is no ``timedelta``; the clock stays.
            InstantOutOfRangeError: the calendar does not reach as far; the clock stays.
        """
        if not isinstance(by, timedelta):
            raise InvalidFieldError("by", by, "pass a timedelta, such as timedelta(hours=2)")
        try:
            return self.set((EPOCH + (since_epoch(self._now) + by)).astimezone(self._now.tzinfo))
        except OverflowError:
            raise InstantOutOfRangeError(f"{self._now.isoformat()} + {by}") from None

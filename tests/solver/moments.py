"""What the solver is taught, so that it can follow the library where instants are drawn.

CrossHair reasons about a ``datetime`` in a model of its own, written in Python; a method of ``datetime`` itself, which
is written in C, passes that model by. So it is led back. And in that model an instant is days, hours, minutes, seconds
and microseconds: which of two drawn ones is the earlier is more than the solver can tell in time. So there it gets
instants that are their microseconds and nothing else. Whatever it finds with them is tried once more on real ones, by
Hypothesis, and reported only if it is true of these.
"""

from datetime import date, datetime, time, timedelta, tzinfo

import crosshair.core_and_libs  # noqa: F401  # what the solver knows by itself; learnt later, it forgets our lessons
from crosshair import register_patch

from hersys_lifecycle.instants import EPOCH, JST, MICROSECOND
from tests.laws.reading import moment


class Moment:
    """An instant that is its microseconds since the epoch; the time from another one is a whole number too."""

    year = 2023  # all that are drawn lie in years that can be recorded

    def __init__(self, micros: int, zone: tzinfo = JST) -> None:
        self.micros = micros
        self.tzinfo = zone

    @property  # type: ignore[misc]  # no class is expected to pass
    def __class__(self) -> type[datetime]:  # type: ignore[override]  # itself off as another one
        return datetime

    def astimezone(self, zone: tzinfo) -> "Moment":
        return Moment(self.micros, zone)

    def isoformat(self) -> str:
        return "a drawn instant"  # told in refusals, where its digits decide nothing

    def __sub__(self, other: object) -> int:
        return self.micros - _micros(other)

    def __hash__(self) -> int:
        return 0  # so that sets and dictionaries compare it

    def __eq__(self, other: object) -> bool:
        return self.micros == _micros(other)

    def __lt__(self, other: object) -> bool:
        return self.micros < _micros(other)

    def __le__(self, other: object) -> bool:
        return self.micros <= _micros(other)

    def __gt__(self, other: object) -> bool:
        return self.micros > _micros(other)

    def __ge__(self, other: object) -> bool:
        return self.micros >= _micros(other)


def _micros(other: object) -> int:
    if type(other) is Moment:
        return other.micros
    assert isinstance(other, datetime)
    return (other - EPOCH) // MICROSECOND


def teach() -> None:
    """Have the solver follow a subtraction of instants, and drawn ones by their microseconds."""
    register_patch(datetime.__sub__, _subtract)
    register_patch(datetime.combine, _combine)
    register_patch(moment, _moment)


def _subtract(one: datetime, other: datetime) -> timedelta:
    return one - other


def _combine(day: date, clock: time, zone: tzinfo) -> datetime:
    first = datetime(1, 1, 1, clock.hour, clock.minute, clock.second, clock.microsecond, zone)
    return first + timedelta(days=day.toordinal() - 1)


def _moment(micros: int) -> Moment:
    return Moment(micros)

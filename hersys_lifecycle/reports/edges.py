"""The instants of a page: each stands in it once, and everything else names it by its number."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import attrs

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.checks import written
from hersys_lifecycle.instants import MICROSECOND, since_epoch
from hersys_lifecycle.wording.reporting import in_both

MILLISECOND = timedelta(milliseconds=1)


@attrs.frozen
class Edges:
    """Every instant at which a look-up may turn, in order, with its number."""

    instants: tuple[datetime, ...]
    _numbers: dict[datetime, int] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_numbers", {at: number for number, at in enumerate(self.instants)})

    @classmethod
    def of(cls, lifecycle: Lifecycle) -> "Edges":
        """Collect those of all answers, of the phases and of the data returns."""
        found = {segment.span.start for segment in lifecycle.timeline[1:]}
        found.update(*(schedule.outlooks.edges for schedule in lifecycle.schedules))
        found.update(lifecycle.state.instants())
        return cls(tuple(sorted(at for at in found if at is not None)))

    def number(self, at: datetime | None) -> int | None:
        """Return the number of an instant that is one of them; an open end has none."""
        return None if at is None else self._numbers[at]

    def numbers(self, instants: Iterable[datetime]) -> list[int]:
        """Return the numbers of some of them."""
        return [self._numbers[at] for at in instants]

    def to_data(self) -> list[tuple[int, str, str]]:
        """Return each as its whole milliseconds since the epoch, rounded up, and as people read it.

        An instant t of whole milliseconds has come to an edge e as soon as t has come to e rounded up, and not before:
        no whole millisecond lies between the two. So the page compares whole numbers and is right to the microsecond.
        """
        return [(milliseconds(at), *in_both(partial(written, at))) for at in self.instants]


def milliseconds(at: datetime) -> int:
    """Return the whole milliseconds from the epoch until an instant, rounded up."""
    return -(-since_epoch(at) // MILLISECOND)


def to_millisecond(at: datetime) -> datetime:
    """Return an instant without what is finer than a millisecond."""
    return at - at.microsecond % 1000 * MICROSECOND

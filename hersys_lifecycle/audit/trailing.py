"""The audit trail: event by event, who recorded what, when and on whose authority, and every answer it changed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hersys_lifecycle.audit.comparing import Change, split
from hersys_lifecycle.audit.reasoning import Standpoint, changes_between
from hersys_lifecycle.audit.recorded import RecordedEvent
from hersys_lifecycle.states import admit, initial


class Traced(NamedTuple):
    """A recorded event and every answer it changed, by the events before it in the log and by it.

    Attributes:
        entry: what was recorded, when and by whom; on whose authority says ``entry.event.citation``.
        retroactive: the answers it changed at instants before ``entry.recorded_at``, as :func:`compare` lists them.
        future: those it changed from ``entry.recorded_at`` on. A change that runs over that instant is cut there.
    """

    entry: RecordedEvent
    retroactive: tuple[Change, ...]
    future: tuple[Change, ...]


def trail(history: Iterable[RecordedEvent]) -> Iterator[Traced]:
    """Yield each event of a history, in log order, with what it changed; events of one batch each on its own.

    One at a time, as a long history takes a while. An event that is refused is refused when its turn comes.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history, as :func:`replay` says too.
    """
    before = Standpoint.of(initial())
    for entry in history:
        after = Standpoint.of(admit(before.state, entry.event))
        yield Traced(entry, *split(changes_between(before, after), entry.recorded_at))
        before = after

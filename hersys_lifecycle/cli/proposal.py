"""What ``hersys propose`` tells: every answer that recording some events would change, the past ones apart."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from hersys_lifecycle import Lifecycle, LifecycleError, compare
from hersys_lifecycle.audit import Change, split
from hersys_lifecycle.cli.data import change_data, iso
from hersys_lifecycle.cli.errors import RefusedEventError
from hersys_lifecycle.cli.proposing import Proposed
from hersys_lifecycle.events import Event
from hersys_lifecycle.states import admit


@attrs.frozen(kw_only=True)
class Proposal:
    """What some events, recorded together now, would change.

    ``past`` and ``later`` are the changed answers before now and from now on; ``ended``: HER-SYS is over by now, after
    which nothing but corrections is admitted.
    """

    now: datetime
    events: tuple[Event, ...]
    past: tuple[Change, ...]
    later: tuple[Change, ...]
    ended: bool

    @classmethod
    def of(cls, lifecycle: Lifecycle, proposed: Iterable[Proposed], now: datetime) -> "Proposal":
        """Compare a lifecycle with itself and the events.

        Raises:
            RefusedEventError: an event is not admitted after those before it; the error names its place.
        """
        state, events, ended = lifecycle.state, list[Event](), False
        for file, place, event in proposed:
            ended = ended or (state.end is not None and state.end.value <= now)
            try:
                state = admit(state, event)
            except LifecycleError as error:
                raise RefusedEventError(file, place, str(error)) from error
            events.append(event)
        past, later = split(compare(lifecycle, Lifecycle((*lifecycle.events, *events), state)), now)
        return cls(now=now, events=tuple(events), past=past, later=later, ended=ended)

    @property
    def needs_correction(self) -> bool:
        """Whether the events can be recorded as a correction only."""
        return self.ended or bool(self.past)

    def to_dict(self) -> dict[str, object]:
        """Return the proposal as JSON values.

        ``now``; the number of ``events``; whether HER-SYS has ``ended`` and whether it ``needs_correction``; ``past``
        and ``later``, the answers that change before and from now, as :func:`change_data` gives them. Instants are
        ISO 8601.
        """
        return {
            "now": iso(self.now),
            "events": len(self.events),
            "ended": self.ended,
            "needs_correction": self.needs_correction,
            "past": [change_data(each) for each in self.past],
            "later": [change_data(each) for each in self.later],
        }

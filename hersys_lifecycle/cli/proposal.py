"""What ``hersys propose`` tells: every answer that recording some events would change, the past ones apart."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from hersys_lifecycle import Lifecycle, LifecycleError
from hersys_lifecycle.audit import Change, Log, Prospect, foresee, recording_time
from hersys_lifecycle.cli.data import change_data, iso
from hersys_lifecycle.cli.errors import RefusedEventError
from hersys_lifecycle.cli.proposing import Proposed
from hersys_lifecycle.events import Event
from hersys_lifecycle.states import LifecycleState, admit


@attrs.frozen
class Proposal:
    """Some events, and what it comes to if they are recorded together now."""

    events: tuple[Event, ...]
    prospect: Prospect

    @classmethod
    def of(cls, known: Log | Lifecycle, proposed: Sequence[Proposed], now: datetime) -> "Proposal":
        """Ask what is known, a record or a lifecycle that nobody records to, about the events.

        Raises:
            RefusedEventError: an event is not admitted after those before it; the error names its place.
            ClockBehindError: by that clock the record would take nothing.
        """
        admit_in_place(known.state, proposed)
        events = tuple(each.event for each in proposed)
        return cls(events, foresee(known, events, recording_time(known, now) if isinstance(known, Log) else now))

    @property
    def past(self) -> tuple[Change, ...]:
        """The changed answers before now."""
        return self.prospect.changes[0]

    @property
    def later(self) -> tuple[Change, ...]:
        """The changed answers from now on."""
        return self.prospect.changes[1]

    def to_dict(self) -> dict[str, object]:
        """Return the proposal as JSON values.

        ``now``, or when the last event was recorded if that clock was a little ahead; the number of ``events``; whether
        they are an ``adoption``, the first that is recorded; whether HER-SYS has ``ended`` and whether it
        ``needs_correction``; ``past`` and ``later``, the answers that change before and from now, as
        :func:`change_data` gives them. Instants are ISO 8601.
        """
        return {
            "now": iso(self.prospect.at),
            "events": len(self.events),
            "adoption": self.prospect.adoption,
            "ended": self.prospect.ended is not None,
            "needs_correction": self.prospect.needs_correction,
            "past": [change_data(each) for each in self.past],
            "later": [change_data(each) for each in self.later],
        }


def admit_in_place(state: LifecycleState, proposed: Sequence[Proposed]) -> None:
    """Refuse an event that is not admitted after those before it.

    Raises:
        RefusedEventError: naming its place.
    """
    for where, event in proposed:
        try:
            state = admit(state, event)
        except LifecycleError as error:
            raise RefusedEventError(where, error) from error

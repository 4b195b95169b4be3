"""What ``hersys when`` tells: when something is next allowed, and every time at which it is."""

from datetime import datetime

import attrs

from hersys_lifecycle import Decision, Lifecycle, Reason, Span
from hersys_lifecycle.cli.arguments import Question
from hersys_lifecycle.cli.data import span_data


@attrs.frozen
class Allowing:
    """The answer at an instant, and all spans in which it is yes.

    ``reserve_planned``: it is no from now on, and the reserve period that the notice plans (N11) is not on record.
    """

    decision: Decision
    windows: tuple[Span, ...]
    reserve_planned: bool

    @classmethod
    def of(cls, lifecycle: Lifecycle, question: Question, at: datetime) -> "Allowing":
        """Ask a lifecycle; raises as :meth:`Lifecycle.check`."""
        decision = question.check(lifecycle, at)
        missed = decision.reason is Reason.AFTER_SLOT and decision.next_allowed is None
        return cls(decision, question.windows(lifecycle), missed and not lifecycle.state.reserves)

    @property
    def next_allowed(self) -> datetime | None:
        """The first instant, this one or later, at which it is allowed; ``None``: never, under what is recorded."""
        return self.decision.next_allowed

    def to_dict(self) -> dict[str, object]:
        """Return the windows as JSON values.

        The decision at the instant, as ``check --json`` gives it, and ``windows``, all there are and were: ``start``,
        ``end`` (``null``: open).
        """
        return {**self.decision.to_dict(), "windows": [span_data(window) for window in self.windows]}

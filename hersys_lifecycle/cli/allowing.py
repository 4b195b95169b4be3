"""What ``hersys when`` tells: when something is next allowed, and every time at which it is."""

from datetime import datetime

import attrs

from hersys_lifecycle import Decision, Lifecycle, Span
from hersys_lifecycle.cli.arguments import Question
from hersys_lifecycle.cli.data import span_data


@attrs.frozen
class Allowing:
    """The answer at an instant, and all spans in which it is yes."""

    decision: Decision
    windows: tuple[Span, ...]

    @classmethod
    def of(cls, lifecycle: Lifecycle, question: Question, at: datetime) -> "Allowing":
        """Ask a lifecycle; raises as :meth:`Lifecycle.check`."""
        return cls(question.check(lifecycle, at), question.windows(lifecycle))

    @property
    def next_allowed(self) -> datetime | None:
        """The first instant, this one or later, at which it is allowed; ``None``: never, under what is recorded."""
        return self.decision.next_allowed

    def to_dict(self) -> dict[str, object]:
        """Return the windows as JSON values.

        The question: ``capability``, ``prefecture``, ``authority`` (``null``: not named), ``role``, ``at``; whether it
        is ``allowed`` then; ``next_allowed``, then or later (``null``: never, under what is recorded); ``windows``, all
        there are and were: ``start``, ``end`` (``null``: open). Instants are ISO 8601.
        """
        asked = self.decision.to_dict()
        names = "capability", "prefecture", "authority", "role", "at", "allowed", "next_allowed"
        return {**{name: asked[name] for name in names}, "windows": [span_data(window) for window in self.windows]}

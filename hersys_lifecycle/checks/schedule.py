"""The answer to one question at every instant."""

from datetime import datetime
from typing import NamedTuple

from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.checks.ruling import Ruling
from hersys_lifecycle.instants import Span
from hersys_lifecycle.timeline import Steps


class Outlook(NamedTuple):
    """A ruling with what surrounds it.

    ``span`` is the widest one around it with the same reason; ``reopens`` is the next instant that allows, if this
    one does not and there is any.
    """

    ruling: Ruling
    span: Span
    reopens: datetime | None


class Schedule(NamedTuple):
    """The answer to one question as functions of time: whether, why, and with everything around it."""

    allowed: Steps[bool]
    reasons: Steps[Reason]
    outlooks: Steps[Outlook]

    @classmethod
    def of(cls, rulings: Steps[Ruling]) -> "Schedule":
        """Derive all three from the rulings."""
        reasons = rulings.mapped(lambda ruling: ruling.reason)
        allowed = reasons.mapped(lambda reason: reason.allowed)

        def outlook(edge: datetime | None) -> Outlook:
            reopens = None if allowed.from_edge(edge) else allowed.span_from(edge).end
            return Outlook(rulings.from_edge(edge), reasons.span_from(edge), reopens)

        return cls(allowed, reasons, Steps(rulings.edges, tuple(map(outlook, (None, *rulings.edges)))))

    def windows(self) -> tuple[Span, ...]:
        """Return the spans in which the answer is yes: ordered, disjoint, none touching the next."""
        return tuple(span for span, allowed in self.allowed.spans() if allowed)

"""What ``hersys explain`` tells: an answer with all it rests on, and how it came to be and will change."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import attrs

from hersys_lifecycle import Decision, Lifecycle
from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.cli.arguments import Question
from hersys_lifecycle.cli.data import iso, span_data
from hersys_lifecycle.codec import unstructure
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.notice import clause_of


@attrs.frozen
class Ground:
    """An event that an answer rests on: its position in the log, and how it was recorded, if there is a record."""

    position: int
    event: Event
    entry: RecordedEvent | None


@attrs.frozen
class Explanation:
    """A decision, the events it rests on, and the same question at all times: decisions whose spans are gapless."""

    decision: Decision
    grounds: tuple[Ground, ...]
    course: tuple[Decision, ...]

    @classmethod
    def of(
        cls, lifecycle: Lifecycle, history: Sequence[RecordedEvent], question: Question, at: datetime
    ) -> "Explanation":
        """Ask a lifecycle, and what is recorded of it; raises as :meth:`Lifecycle.check`."""
        decision = question.check(lifecycle, at)
        grounds = (
            Ground(position, lifecycle.events[position - 1], history[position - 1] if history else None)
            for position in decision.positions
        )
        return cls(decision, tuple(grounds), tuple(_course(lifecycle, question, decision)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The clauses that the decision rests on, each once."""
        return tuple(dict.fromkeys(self.decision.basis))

    def to_dict(self) -> dict[str, object]:
        """Return the explanation as JSON values.

        ``decision``, as ``check --json`` gives it; ``clauses``: ``document``, ``clause``, ``grade``, and for the
        Ministry's notice its own ``words`` and what they come to in ``english`` (else ``null``); ``events``:
        ``position``, the ``event`` on the wire and, of a record, ``recorded_at``, ``recorded_by`` and ``correction``
        (else ``null``); ``course``, the question at all times: ``start``, ``end`` (``null``: open), ``allowed`` and
        ``reason``.
        """
        return {
            "decision": self.decision.to_dict(),
            "clauses": [_clause(each) for each in self.citations],
            "events": [
                {
                    "position": each.position,
                    "event": unstructure(each.event),
                    "recorded_at": each.entry and iso(each.entry.recorded_at),
                    "recorded_by": each.entry and each.entry.recorded_by,
                    "correction": each.entry and each.entry.correction,
                }
                for each in self.grounds
            ],
            "course": [
                {**span_data(each.span), "allowed": each.allowed, "reason": each.reason.value} for each in self.course
            ],
        }


def _clause(citation: Citation) -> dict[str, object]:
    clause = clause_of(citation)
    return {
        "document": citation.document,
        "clause": citation.clause,
        "grade": citation.grade.value,
        "words": clause and clause.text.ja,
        "english": clause and clause.text.en,
    }


def _course(lifecycle: Lifecycle, question: Question, decision: Decision) -> Iterator[Decision]:
    first = decision
    while first.span.start is not None:
        first = question.check(lifecycle, first.span.start - MICROSECOND)
    yield first
    while first.span.end is not None:
        first = question.check(lifecycle, first.span.end)
        yield first

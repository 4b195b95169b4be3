"""What audits find in a history, against the plain answers of a model."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from hersys_lifecycle.audit import Hindsight, RecordedEvent, announcement, departures, hindsight, trail
from hersys_lifecycle.checks import ROWS, Ruling
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.testing.agreeing import agree
from hersys_lifecycle.testing.asking import Question
from hersys_lifecycle.testing.changing import told
from hersys_lifecycle.testing.modelling import RecordModel


def audit(whose: str, history: Sequence[RecordedEvent], model: RecordModel, question: Question, at: datetime) -> None:
    """Compare what was known, what moved, and what the last event changed, with what the model says of it.

    Args:
        whose: the name of the store that the history is of.
        history: the history.
        model: what it should be.
        question: what was asked.
        at: the instant that it was asked about.

    Raises:
        DisagreementError: something is otherwise.
    """
    __tracebackhide__ = True
    row = ROWS[question.role][question.capability][question.prefecture, question.authority]
    then, now = (_ruling(known, question, at) for known in (model.known_at(at), model.lifecycle))
    agree(f"{whose}: hindsight of {question} at {at}", hindsight(history)[row].at(at), Hindsight(then, now))
    last = dict(filter(None, map(announcement, model.events)))
    found = {each.subject: each.final for each in departures(history)}
    agree(f"{whose}: departures", found, last)
    for traced in islice(trail(history), max(model.position - 1, 0), None):
        before = _ruling(Lifecycle.from_events(model.events[:-1]), question, at).reason.value
        after = now.reason.value
        agree(
            f"{whose}: trail of the last event, {question} at {at}",
            told(traced.retroactive if at < model.recordings[-1].at else traced.future, question, at),
            [(before, after)] if before != after else [],
        )


def _ruling(known: Lifecycle, question: Question, at: datetime) -> Ruling:
    decided = question.check(known, at)
    return Ruling(decided.reason, decided.phase, decided.basis, decided.positions)

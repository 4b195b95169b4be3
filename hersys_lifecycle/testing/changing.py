"""What changes speak of, worked out from their fields alone."""

from collections.abc import Iterable
from datetime import datetime

from hersys_lifecycle.audit import Change
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.testing.asking import Question


def covers(change: Change, question: Question) -> bool:
    """Tell whether a change speaks of a question; a prefecture alone is asked for its own body."""
    body = question.authority or (question.prefecture and HealthAuthority.of(question.prefecture))
    return (
        change.capability is question.capability
        and question.role in change.roles
        and change.prefecture in {None, body and body.prefecture}
        and change.authority in {None, body}
    )


def told(changes: Iterable[Change], question: Question, at: datetime) -> list[tuple[str, str]]:
    """Return what changes say of a question at an instant: the reasons before and after."""
    return [
        (change.before.value, change.after.value)
        for change in changes
        if at in change.span and covers(change, question)
    ]

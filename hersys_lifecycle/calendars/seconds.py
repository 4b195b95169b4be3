"""The times of a plan in whole seconds, as iCalendar has them: none of them promises more than there is."""

from datetime import datetime, timedelta

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.calendars.plans import Plan

_SECOND = timedelta(seconds=1)


def whole_seconds(plan: Plan) -> tuple[datetime, datetime | None]:
    """Return the start and the end of a plan, or its one instant; what opens is rounded up, what closes down.

    A window that holds no whole second has no end: it is an instant, which lasts no time.
    """
    kind = plan.subject.kind
    if isinstance(plan.when, datetime):
        return _up(plan.when) if kind is SubjectKind.OPENING else _down(plan.when), None
    start, end = plan.when.bounds
    if kind is SubjectKind.MAINTENANCE:  # closes first
        return _down(start), _up(end)
    start, end = _up(start), _down(end)
    return start, end if start < end else None


def _down(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _up(at: datetime) -> datetime:
    return _down(at) + _SECOND if at.microsecond else at

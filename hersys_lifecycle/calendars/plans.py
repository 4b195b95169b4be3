"""What a log announces, thing by thing: its latest times, how often it was announced anew, and when it last changed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid5

import attrs

from hersys_lifecycle.audit import RecordedEvent, Subject, SubjectKind, When, announcement
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.events import Event, ReservePeriodScheduled
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture

WINDOWS = frozenset({SubjectKind.SLOT, SubjectKind.RESERVE_PERIOD})
"""What is announced for bulk download."""

_LIMIT, _DECOMMISSIONING = Subject(SubjectKind.LIMIT), Subject(SubjectKind.DECOMMISSIONING)
_NAMES = UUID("74da2a02-f052-429a-a4c0-98833adf6be6")  # calendars in use hold what is derived from it: it never changes


@attrs.frozen(kw_only=True)
class Plan:
    """What one announcement made of its subject.

    Attributes:
        subject: what was announced.
        when: when it is to be; where it is withdrawn, when it was to be at last.
        prefectures: whom it concerns; ``None``: all 47.
        withdrawn: whether it does not take place, because it was cancelled or, for the announced limit, because a
            decommissioning is scheduled.
        citation: what the announcement rests on.
        position: the event that announced it, by its position in the log, from 1.
        revision: how often the subject had been announced before.
        modified: when something was recorded last that changed it, or the hours of bulk download in it; ``None``: the
            log does not say when it was recorded.
    """

    subject: Subject
    when: When
    prefectures: frozenset[Prefecture] | None
    withdrawn: bool
    citation: Citation
    position: int
    revision: int
    modified: datetime | None

    @property
    def uid(self) -> UUID:
        """The identity of the subject in all calendars, in whatever language."""
        kind, prefecture, name = self.subject
        # A kind and a code hold no colon, so no two subjects are spelled alike.
        return uuid5(_NAMES, f"{kind.value}:{prefecture.code if prefecture else ''}:{name or ''}")

    def concerns(self, prefectures: frozenset[Prefecture] | None) -> bool:
        """Tell whether it concerns one of some prefectures."""
        return prefectures is None or self.prefectures is None or not prefectures.isdisjoint(self.prefectures)


def planned(log: Iterable[RecordedEvent | Event], prefectures: frozenset[Prefecture] | None = None) -> tuple[Plan, ...]:
    """Return the latest plan for every subject that concerns one of some prefectures, in the order of their times.

    A name of a reserve period that was cancelled may be used anew for others; for those whom it concerned before, it
    stays cancelled.
    """
    found = (
        next((plan for plan in reversed(revisions) if plan.concerns(prefectures)), None)
        for revisions in _revisions(log)
    )
    return tuple(sorted(filter(None, found), key=_place))


def _revisions(log: Iterable[RecordedEvent | Event]) -> Collection[list[Plan]]:
    """Return for every subject what each of its announcements made of it, in log order."""
    told: dict[Subject, list[Plan]] = {}
    for position, entry in enumerate(log, 1):
        event, recorded_at = (entry.event, entry.recorded_at) if isinstance(entry, RecordedEvent) else (entry, None)
        if (announced := announcement(event)) is None:
            continue
        subject, when = announced
        revisions = told.setdefault(subject, [])
        last = revisions[-1] if revisions else None
        before = last.when if last else None
        latest = when or before
        assert latest is not None  # noqa: S101  # nothing is cancelled that was not announced: it would not be admitted
        for touched in _touched(told.values(), _moved(subject.kind, before, when)):
            touched[-1] = attrs.evolve(touched[-1], modified=recorded_at)
        plan = Plan(
            subject=subject,
            when=latest,
            prefectures=_concerned(event, subject, last),
            withdrawn=when is None or (subject == _LIMIT and _DECOMMISSIONING in told),
            citation=event.citation,
            position=position,
            revision=len(revisions),
            modified=recorded_at,
        )
        revisions.append(plan)
        if subject == _DECOMMISSIONING and last is None and (limits := told.get(_LIMIT)):
            superseded = attrs.evolve(plan, subject=_LIMIT, when=limits[-1].when, withdrawn=True, revision=len(limits))
            limits.append(superseded)
    return told.values()


def _concerned(event: Event, subject: Subject, last: Plan | None) -> frozenset[Prefecture] | None:
    if isinstance(event, ReservePeriodScheduled):
        return event.prefectures
    if subject.prefecture:
        return frozenset({subject.prefecture})
    return last.prefectures if last else None


def _moved(kind: SubjectKind, before: When | None, after: When | None) -> tuple[Span, ...]:
    """Return the instants at which an announcement may open or close bulk download for those in a window."""
    if isinstance(after, datetime):
        # Until it was open before and is open now; announced for the first time, it opens all that is to come.
        until = max(before, after) if isinstance(before, datetime) else None
        return (Span(None, until),) if kind is SubjectKind.OPENING else ()
    spans = (each for each in (before, after) if isinstance(each, Span))
    return tuple(spans) if kind is SubjectKind.MAINTENANCE else ()


def _touched(told: Iterable[list[Plan]], moved: tuple[Span, ...]) -> Iterable[list[Plan]]:
    """Pick the windows that share an instant with some spans."""
    return (
        revisions
        for revisions in (told if moved else ())
        if revisions
        and revisions[-1].subject.kind in WINDOWS
        and not revisions[-1].withdrawn
        and isinstance(span := revisions[-1].when, Span)
        and any(map(span.overlaps, moved))
    )


def _place(plan: Plan) -> tuple[datetime, int, str, str]:
    kind, prefecture, name = plan.subject
    start = plan.when if isinstance(plan.when, datetime) else plan.when.bounds[0]
    return start, list(SubjectKind).index(kind), prefecture.code if prefecture else "", name or ""

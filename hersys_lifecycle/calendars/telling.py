"""What an entry tells people: in one line, and in full."""

from collections.abc import Iterator

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.calendars.plans import WINDOWS, Plan
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.checks.wording import EVENT
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.notice import CLAUSES
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.wording import asking, planning, recording, shared
from hersys_lifecycle.wording.phrases import cited, in_days, listed, spanned


def title(prefectures: frozenset[Prefecture] | None, language: Language) -> str:
    """Return the name of a calendar, with the prefectures it is for if it is not for all."""
    name = planning.CALENDAR.in_(language)
    return name if prefectures is None else shared.ASIDE.in_(language).format(name, listed(prefectures, language))


def summary(plan: Plan, language: Language) -> str:
    """Return what a plan is, in one line."""
    kind, prefecture, name = plan.subject
    detail = say(prefecture, language) if prefecture else name
    return planning.SUMMARIES[kind].in_(language).format(detail)


def description(plan: Plan, lifecycle: Lifecycle, language: Language) -> str:
    """Return all there is to know about a plan, one thing a line."""
    return "\n".join(_lines(plan, lifecycle, language))


def _lines(plan: Plan, lifecycle: Lifecycle, language: Language) -> Iterator[str]:
    labelled = shared.LABELLED.in_(language).format
    if isinstance(plan.when, Span):
        yield labelled(recording.WHEN.in_(language), in_days(plan.when, language))
    else:
        yield labelled(planning.INSTANT.in_(language), written(plan.when, language))
    if plan.subject.kind in WINDOWS:
        yield labelled(planning.FOR.in_(language), listed(plan.prefectures, language))
    if plan.withdrawn:
        superseded = plan.subject.kind is SubjectKind.LIMIT
        yield (planning.SUPERSEDED if superseded else planning.CANCELLED).in_(language)
    else:
        yield from _meaning(plan, lifecycle, language)
    authority = asking.CITED.in_(language).format(plan.citation.document, cited(plan.citation, language))
    yield labelled(recording.AUTHORITY.in_(language), authority)
    yield labelled(asking.RECORDS.in_(language), EVENT.in_(language).format(plan.position))


def _meaning(plan: Plan, lifecycle: Lifecycle, language: Language) -> Iterator[str]:
    if text := planning.MEANINGS.get(plan.subject.kind):
        yield text.in_(language)
    if plan.subject.kind not in WINDOWS:
        return
    windows = _windows(plan, lifecycle)
    if not windows:
        yield planning.NO_WINDOW.in_(language)
    elif windows != (plan.when,):
        hours = shared.COMMA.in_(language).join(spanned(each, language) for each in windows)
        yield shared.LABELLED.in_(language).format(asking.WINDOWS.in_(language), hours)
    yield planning.WHOEVER_MISSES_IT.in_(language).format(CLAUSES["N7"].text.in_(language))


def _windows(plan: Plan, lifecycle: Lifecycle) -> tuple[Span, ...]:
    """Return when bulk download is possible within a plan: the same for all whom it concerns."""
    assert isinstance(plan.when, Span)  # noqa: S101  # only slots and reserve periods are asked about
    first, last = plan.when.bounds
    prefecture = next(each for each in Prefecture if plan.concerns(frozenset({each})))
    windows = (each.bounds for each in lifecycle.windows(Capability.BULK_EXPORT, prefecture))
    return tuple(Span(max(start, first), min(end, last)) for start, end in windows if start < last and first < end)

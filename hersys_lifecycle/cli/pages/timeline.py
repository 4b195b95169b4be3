"""The whole course of the wind-down, for people."""

from collections.abc import Iterator
from itertools import groupby

from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.course import Course, Period
from hersys_lifecycle.cli.pages.layout import Page, blank, columns, heading, indented, pairs, paragraph
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import in_days, listed, spanned


def page(course: Course, language: Language) -> Page:
    """Yield the phases, the download periods, then all that is planned by name and the end."""
    yield heading(asking.PHASES.in_(language))
    head = ("", asking.START.in_(language), asking.END.in_(language), asking.PHASE.in_(language))
    yield columns(_segments(course, language), head)
    if course.at:
        yield paragraph(asking.MARKED.in_(language).format(written(course.at, language)))
    yield blank()
    yield heading(asking.SLOTS.in_(language))
    for slot, periods in groupby(course.periods, key=lambda period: period.slot):
        yield indented(paragraph(in_days(slot, language) if slot else asking.NO_SLOT.in_(language)))
        for period in periods:
            yield indented(paragraph("\n".join(_period(period, language))), 6)
    yield blank()
    yield pairs(_plans(course, language))


def _segments(course: Course, language: Language) -> Iterator[tuple[str, str, str, str]]:
    for segment in course.segments:
        start, end = (
            written(at, language) if at else shared.NONE.in_(language) for at in (segment.span.start, segment.span.end)
        )
        yield "*" if course.marks(segment) else "", start, end, say(segment.phase, language)


def _period(period: Period, language: Language) -> Iterator[str]:
    yield listed(period.prefectures, language)
    if period.slot and period.windows != (period.slot,):
        windows = shared.COMMA.in_(language).join(in_days(window, language) for window in period.windows)
        yield shared.LABELLED.in_(language).format(asking.WINDOWS.in_(language), windows or asking.NEVER.in_(language))


def _plans(course: Course, language: Language) -> Iterator[tuple[str, str]]:
    none = shared.NONE.in_(language)
    aside = shared.ASIDE.in_(language)
    maintenance = [aside.format(spanned(span, language), name) for name, span in course.maintenance]
    yield asking.MAINTENANCE.in_(language), "\n".join(maintenance) or none
    reserves = [
        shared.LABELLED.in_(language).format(
            aside.format(in_days(reserve.span, language), name), listed(reserve.prefectures, language)
        )
        for name, reserve in course.reserves
    ]
    yield asking.RESERVES.in_(language), "\n".join(reserves) or none
    for label, at in ((asking.LIMIT, course.limit), (asking.DECOMMISSIONING, course.decommissioning)):
        yield label.in_(language), written(at, language) if at else none

"""Whose data return is not completed, for people: who has least time comes first, who has none announced last."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from hersys_lifecycle.audit import OutstandingReturn
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, columns, heading, indented, pairs, paragraph
from hersys_lifecycle.cli.returns import Returns
from hersys_lifecycle.wording import recording, shared
from hersys_lifecycle.wording.phrases import in_days


def page(told: Returns, language: Language) -> Page:
    """Yield the verdict, who is concerned by the windows that are left, and the counts by prefecture."""
    if told.lost:
        yield heading(recording.SOME_LOST.in_(language).format(told.lost), BAD)
    if told.unannounced:
        yield heading(recording.SOME_UNANNOUNCED.in_(language).format(told.unannounced))
    if not told.lost and not told.unannounced:
        yield heading((recording.NONE_LOST if told.bodies else recording.ALL_RETURNED).in_(language), GOOD)
    yield blank()
    yield pairs(_summary(told, language))
    for bodies in _alike(told.bodies):
        yield blank()
        yield heading(_left(bodies[0], language))
        yield indented(paragraph(_names(bodies, language)))
    if told.bodies and len(told.counts) > 1:
        yield blank()
        yield columns(_rows(told, language), [each.in_(language) for each in recording.RETURN_COUNTS])


def _summary(told: Returns, language: Language) -> Iterator[tuple[str, str]]:
    at = shared.JAPAN_TIME.in_(language).format(written(told.outstanding.at, language))
    yield shared.INSTANT.in_(language), at
    number = recording.OF_BODIES.in_(language).format(len(told.bodies), told.asked)
    yield recording.NOT_COMPLETED.in_(language), number


def _alike(bodies: Iterable[OutstandingReturn]) -> Iterator[list[OutstandingReturn]]:
    """Yield those with the same windows together."""
    for _, alike in groupby(sorted(bodies, key=_place), key=_place):
        yield list(alike)


def _place(body: OutstandingReturn) -> tuple[bool, list[tuple[datetime, datetime]]]:
    """Return what sorts by when the last window ends: those with none left first, those without one yet last."""
    return body.unannounced, [window.bounds for window in reversed(body.windows)]


def _left(body: OutstandingReturn, language: Language) -> str:
    days = body.days_left
    if days is None:
        return (recording.NO_WINDOW_LEFT if body.lost else recording.NO_WINDOW_YET).in_(language)
    left = recording.LAST_DAY if days == 0 else recording.ONE_DAY_LEFT if days == 1 else recording.DAYS_LEFT
    spans = shared.COMMA.in_(language).join(in_days(window, language) for window in body.windows)
    return shared.LABELLED.in_(language).format(left.in_(language).format(days), spans)


def _names(bodies: Iterable[OutstandingReturn], language: Language) -> str:
    return shared.COMMA.in_(language).join(say(each.authority, language) for each in bodies)


def _rows(told: Returns, language: Language) -> Iterator[tuple[str, ...]]:
    for prefecture, count in told.counts.items():
        if count.outstanding:
            yield say(prefecture, language), *(f"{number:>3}" for number in count)

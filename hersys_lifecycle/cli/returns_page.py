"""Whose data return is not completed, for people: who has least time comes first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from hersys_lifecycle import HealthAuthority, Span
from hersys_lifecycle.audit import OutstandingReturn
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.layout import BAD, GOOD, Page, blank, columns, heading, indented, pairs, paragraph
from hersys_lifecycle.cli.phrases import in_days
from hersys_lifecycle.cli.returns import Returns


def page(told: Returns, language: Language) -> Page:
    """Yield the verdict, who is concerned by the windows that are left, and the counts by prefecture."""
    if told.lost:
        yield heading(wording.SOME_LOST.in_(language).format(told.lost), BAD)
    else:
        yield heading((wording.NONE_LOST if told.bodies else wording.ALL_RETURNED).in_(language), GOOD)
    yield blank()
    yield pairs(_summary(told, language))
    for windows, bodies in _alike(told.bodies):
        yield blank()
        yield heading(_left(windows, bodies[0].days_left, language))
        yield indented(paragraph(_names(bodies, language)))
    if told.bodies and len(told.counts) > 1:
        yield blank()
        yield columns(_rows(told, language), [each.in_(language) for each in wording.RETURN_COUNTS])


def _summary(told: Returns, language: Language) -> Iterator[tuple[str, str]]:
    at = wording.JAPAN_TIME.in_(language).format(written(told.outstanding.at, language))
    yield wording.INSTANT.in_(language), at
    number = wording.OF_BODIES.in_(language).format(len(told.bodies), told.asked)
    yield wording.NOT_COMPLETED.in_(language), number


def _alike(bodies: Iterable[OutstandingReturn]) -> list[tuple[tuple[Span, ...], list[OutstandingReturn]]]:
    """Return those with the same windows together: first those without any, then by when the last one ends."""
    alike: dict[tuple[Span, ...], list[OutstandingReturn]] = defaultdict(list)
    for each in bodies:
        alike[each.windows].append(each)
    return sorted(alike.items(), key=lambda pair: [span.bounds for span in reversed(pair[0])])


def _left(windows: tuple[Span, ...], days: int | None, language: Language) -> str:
    if days is None:
        return wording.NO_WINDOW_LEFT.in_(language)
    left = wording.LAST_DAY if days == 0 else wording.ONE_DAY_LEFT if days == 1 else wording.DAYS_LEFT
    spans = wording.COMMA.in_(language).join(in_days(window, language) for window in windows)
    return wording.LABELLED.in_(language).format(left.in_(language).format(days), spans)


def _names(bodies: Iterable[OutstandingReturn], language: Language) -> str:
    names: Iterable[HealthAuthority] = (each.authority for each in bodies)
    return wording.COMMA.in_(language).join(say(each, language) for each in names)


def _rows(told: Returns, language: Language) -> Iterator[tuple[str, ...]]:
    for prefecture, count in told.counts.items():
        if count.outstanding:
            yield say(prefecture, language), *(f"{number:>3}" for number in count)

"""What was first announced against what came to be, for people."""

from collections.abc import Iterator
from datetime import datetime

from hersys_lifecycle.audit import Departure, RecordedEvent, When
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.departed import Departed
from hersys_lifecycle.cli.layout import Page, blank, heading, indented, pairs
from hersys_lifecycle.cli.phrases import in_days, told


def page(departed: Departed, language: Language) -> Page:
    """Yield how much moved, and of each announcement its first and final time and the events between."""
    yield heading(wording.DEPARTED.in_(language).format(departed.moved, departed.announced))
    for each in departed.told:
        yield blank()
        yield heading(_subject(each, language))
        yield indented(pairs(_lines(each, language)))


def _subject(departure: Departure, language: Language) -> str:
    kind, prefecture, name = departure.subject
    words = wording.SUBJECTS[kind].in_(language)
    whose = say(prefecture, language) if prefecture else name
    return words if whose is None else wording.LABELLED.in_(language).format(words, whose)


def _lines(departure: Departure, language: Language) -> Iterator[tuple[str, str]]:
    yield wording.FIRST.in_(language), _when(departure.first, language)
    final = departure.final
    yield wording.FINAL.in_(language), wording.CANCELLED.in_(language) if final is None else _when(final, language)
    if departure.moved and final is not None:
        yield wording.DIFFERENCE.in_(language), _difference(departure, language)
    events = "\n".join(_recorded(entry, language) for entry in departure.events)
    yield wording.EVENTS_BETWEEN.in_(language), events


def _when(when: When, language: Language) -> str:
    return written(when, language) if isinstance(when, datetime) else in_days(when, language)


def _difference(departure: Departure, language: Language) -> str:
    start, end = (_hours(hours or 0.0, language) for hours in (departure.start_hours, departure.end_hours))
    if departure.end_hours in {None, departure.start_hours}:
        return start
    return wording.START_AND_END.in_(language).format(start, end)


def _hours(hours: float, language: Language) -> str:
    if not hours:
        return wording.UNMOVED.in_(language)
    words = wording.HOURS_LATER if hours > 0 else wording.HOURS_EARLIER
    return words.in_(language).format(f"{abs(hours):,g}")


def _recorded(entry: RecordedEvent, language: Language) -> str:
    event = wording.RECORD.in_(language).format(entry.position, told(entry.event, language))
    at = written(entry.recorded_at, language)
    return wording.RECORDED_WHEN_BY.in_(language).format(event, at, entry.recorded_by)

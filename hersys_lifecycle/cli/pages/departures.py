"""What was first announced against what came to be, for people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hersys_lifecycle.audit import Departure, RecordedEvent, When
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.departed import Departed
from hersys_lifecycle.cli.pages.layout import Page, blank, heading, indented, pairs
from hersys_lifecycle.wording import asking, naming, recording, shared
from hersys_lifecycle.wording.phrases import in_days, lasting, told


def page(departed: Departed, language: Language) -> Page:
    """Yield how much moved, and of each announcement its first and final time and the events between."""
    yield heading(recording.DEPARTED.in_(language).format(departed.moved, departed.announced))
    for each in departed.told:
        yield blank()
        yield heading(_subject(each, language))
        yield indented(pairs(_lines(each, language)))


def _subject(departure: Departure, language: Language) -> str:
    kind, prefecture, name = departure.subject
    words = naming.SUBJECTS[kind].in_(language)
    whose = say(prefecture, language) if prefecture else name
    return words if whose is None else shared.LABELLED.in_(language).format(words, whose)


def _lines(departure: Departure, language: Language) -> Iterator[tuple[str, str]]:
    yield recording.FIRST.in_(language), _when(departure.first, language)
    final = departure.final
    yield recording.FINAL.in_(language), recording.CANCELLED.in_(language) if final is None else _when(final, language)
    if departure.moved and final is not None:
        yield recording.DIFFERENCE.in_(language), _difference(departure.first, final, language)
    events = "\n".join(_recorded(entry, language) for entry in departure.events)
    yield recording.EVENTS_BETWEEN.in_(language), events


def _when(when: When, language: Language) -> str:
    return written(when, language) if isinstance(when, datetime) else in_days(when, language)


def _difference(first: When, final: When, language: Language) -> str:
    moves = [then - at for at, then in zip(_ends(first), _ends(final), strict=True)]
    told = [_move(move, language) for move in moves]
    return told[0] if len(set(moves)) == 1 else recording.START_AND_END.in_(language).format(*told)


def _ends(when: When) -> tuple[datetime, ...]:
    return (when,) if isinstance(when, datetime) else when.bounds


def _move(move: timedelta, language: Language) -> str:
    if not move:
        return recording.UNMOVED.in_(language)
    words = recording.LATER if move > timedelta() else recording.EARLIER
    return words.in_(language).format(lasting(abs(move), language))


def _recorded(entry: RecordedEvent, language: Language) -> str:
    event = asking.RECORD.in_(language).format(entry.position, told(entry.event, language))
    at = written(entry.recorded_at, language)
    return recording.RECORDED_WHEN_BY.in_(language).format(event, at, entry.recorded_by)

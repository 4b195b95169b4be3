"""Spans, days, lists and relative times as people say them; instants are written as in a decision's sentence."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from enum import Enum

import attrs
import pendulum

from hersys_lifecycle import Decision, Prefecture, Span
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.wording import asking, naming, shared


def spanned(span: Span, language: Language) -> str:
    """Return a span with its two instants, as far as there are any."""
    start, end = (at and written(at, language) for at in (span.start, span.end))
    if start and end:
        return shared.FROM_UNTIL.in_(language).format(start, end)
    if start:
        return shared.FROM.in_(language).format(start)
    return shared.UNTIL.in_(language).format(end) if end else shared.ALWAYS.in_(language)


def in_days(span: Span, language: Language) -> str:
    """Return a span by its first and last day, as the annex of the notice does, if it is made of whole days."""
    if span.start is None or span.end is None or {span.start.time(), span.end.time()} != {time()}:
        return spanned(span, language)
    first, last = (_day(at, language) for at in (span.start, span.end - MICROSECOND))
    return (shared.ONE_DAY if first == last else shared.DAYS).in_(language).format(first, last)


def _day(at: datetime, language: Language) -> str:
    return pendulum.instance(at).format(shared.DAY.in_(language), locale=language)


def lasting(time: timedelta, language: Language) -> str:
    """Return a length of time, exactly: ``2 hours 30 minutes``."""
    minutes, seconds = divmod(time.seconds, 60)
    exact = f"{seconds}.{time.microseconds:06}".rstrip("0").removesuffix(".")
    numbers = (f"{time.days:,}", *map(str, divmod(minutes, 60)), exact)
    units = zip(numbers, shared.UNITS, strict=True)
    told = (
        (one if number == "1" else several).in_(language).format(number)
        for number, (one, several) in units
        if number != "0"
    )
    return shared.BETWEEN_UNITS.in_(language).join(told)


def ahead(then: datetime, at: datetime, language: Language) -> str:
    """Return how far a later instant is ahead, roughly: ``in about 3 days``."""
    if then - at < timedelta(minutes=1):
        return shared.SOON.in_(language)
    distance = pendulum.instance(then).diff_for_humans(pendulum.instance(at), absolute=True, locale=language)
    if language == "ja":
        distance = distance.replace(" ", "")
    return shared.AHEAD.in_(language).format(distance)


def listed(prefectures: Collection[Prefecture] | None, language: Language) -> str:
    """Return the names of some prefectures, by code; ``None`` or all 47 are said in a word."""
    if prefectures is None or len(prefectures) == len(Prefecture):
        return shared.EVERY_PREFECTURE.in_(language)
    ordered = sorted(prefectures, key=lambda each: each.code)
    return shared.COMMA.in_(language).join(each.name_ja if language == "ja" else each.name_en for each in ordered)


def asked(decision: Decision, language: Language) -> str:
    """Return what a decision decides on: the capability and, if one was named, whose."""
    capability = say(decision.capability, language)
    if decision.authority is None:
        return capability
    return shared.ASIDE.in_(language).format(capability, say(decision.authority, language))


def cited(citation: Citation, language: Language) -> str:
    """Return a clause with its grade."""
    return shared.CLAUSE.in_(language).format(citation.clause, say(citation.grade, language))


def told(event: Event, language: Language) -> str:
    """Return an event with all its fields."""
    fields = [getattr(event, field.name) for field in attrs.fields(type(event)) if field.name != "citation"]
    details = shared.COMMA.in_(language).join(_told(value, language) for value in fields)
    label = shared.LABELLED.in_(language).format(naming.EVENTS[type(event)].in_(language), details)
    return asking.CITED_EVENT.in_(language).format(label, cited(event.citation, language))


def _told(value: object, language: Language) -> str:
    match value:
        case datetime():
            return written(value, language)
        case Span():
            return in_days(value, language)
        case Enum():
            return say(value, language)
        case frozenset() | None:
            return listed(value, language)
        case _:
            return str(value)

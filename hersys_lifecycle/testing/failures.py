"""What a scenario says when it does not hold: what was asked, what was expected, what is so, and what is around it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from hersys_lifecycle.checks import Language, Text, written
from hersys_lifecycle.codec import type_name
from hersys_lifecycle.events import Event
from hersys_lifecycle.timeline import Steps
from hersys_lifecycle.wording import failing

AROUND: Final = 2
"""How many steps before and after the one in question are shown."""

SHOWN: Final = 10
"""How many lines of a list are shown."""


class ScenarioFailedError(AssertionError):
    """A scenario that does not hold; its message shows why."""


def failed(subject: str, expected: str, found: str, *paragraphs: str) -> ScenarioFailedError:
    """Return the failure, its message made of a head and some paragraphs."""
    titles = [f"{_in(None, each)}:" for each in (failing.EXPECTED, failing.FOUND)]
    width = max(map(len, titles))
    lines = (f"  {title:{width}} {what}" for title, what in zip(titles, (expected, found), strict=True))
    head = "\n".join((subject, *lines))
    return ScenarioFailedError("\n\n".join((head, *paragraphs)))


def listed(title: str, lines: Iterable[str], language: Language | None = None) -> str:
    """Return a paragraph of a title and lines, which says so if there is nothing to list or much more.

    It says so in the language of the lines, in both languages if they are in neither.
    """
    every = tuple(lines) or (_in(language, failing.NOTHING),)
    more = (_in(language, failing.MORE).format(len(every) - SHOWN),) if len(every) > SHOWN else ()
    return "\n  ".join((title, *every[:SHOWN], *more))


def numbered(position: int, event: Event) -> str:
    """Name an event by its position and its kind."""
    return f"{position} {type_name(event)}"


def behind(events: tuple[Event, ...], positions: Iterable[int]) -> str:
    """Return the paragraph of the events behind an answer."""
    return listed(f"{_in(None, failing.BEHIND)}:", (numbered(each, events[each - 1]) for each in positions))


def course(steps: Steps[tuple[str, ...]], at: datetime) -> str:
    """Return the paragraph of the steps of something around an instant, which stands marked between them."""
    here = steps.index(at)
    first, last = max(here - AROUND, 0), min(here + AROUND, len(steps.edges))
    rows = [(_since(steps.span(index).start), *steps.values[index]) for index in range(first, last + 1)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [f"    {'  '.join(map(str.ljust, row, widths)).rstrip()}" for row in rows]
    lines.insert(here - first + 1, f"--> {written(at, 'en')}")
    before, after = ["    …"] * (first > 0), ["    …"] * (last < len(steps.edges))
    return listed(f"{_in(None, failing.AROUND)}:", [*before, *lines, *after])


def _in(language: Language | None, text: Text) -> str:
    """Return a text in a language, or in both at once."""
    return failing.BOTH.format(text) if language is None else text.in_(language)


def _since(start: datetime | None) -> str:
    return "at first" if start is None else written(start, "en")

"""What a scenario says when it does not hold: what was asked, what was expected, what is so, and what is around it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from hersys_lifecycle.checks import written
from hersys_lifecycle.codec import type_name
from hersys_lifecycle.events import Event
from hersys_lifecycle.timeline import Steps

AROUND: Final = 2
"""How many steps before and after the one in question are shown."""

SHOWN: Final = 10
"""How many lines of a list are shown."""


class ScenarioFailedError(AssertionError):
    """A scenario that does not hold; its message shows why."""


def failed(subject: str, expected: str, found: str, *paragraphs: str) -> ScenarioFailedError:
    """Return the failure, its message made of a head and some paragraphs."""
    head = f"{subject}\n  expected: {expected}\n  found:    {found}"
    return ScenarioFailedError("\n\n".join((head, *paragraphs)))


def listed(title: str, lines: Iterable[str]) -> str:
    """Return a paragraph of a title and lines, which says so if there is nothing to list or much more."""
    every = tuple(lines) or ("none",)
    more = (f"and {len(every) - SHOWN} more",) if len(every) > SHOWN else ()
    return "\n  ".join((title, *every[:SHOWN], *more))


def numbered(position: int, event: Event) -> str:
    """Name an event by its position and its kind."""
    return f"{position} {type_name(event)}"


def behind(events: tuple[Event, ...], positions: Iterable[int]) -> str:
    """Return the paragraph of the events behind an answer."""
    return listed("The recorded events behind it:", (numbered(each, events[each - 1]) for each in positions))


def around(steps: Steps[tuple[str, ...]], at: datetime) -> str:
    """Return the paragraph of the steps of something around an instant, which stands marked between them."""
    here = steps.index(at)
    first, last = max(here - AROUND, 0), min(here + AROUND, len(steps.edges))
    rows = [(_since(steps.span(index).start), *steps.values[index]) for index in range(first, last + 1)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [f"    {'  '.join(map(str.ljust, row, widths)).rstrip()}" for row in rows]
    lines.insert(here - first + 1, f"--> {written(at, 'en')}")
    before, after = ["    …"] * (first > 0), ["    …"] * (last < len(steps.edges))
    return listed("Around that instant:", [*before, *lines, *after])


def _since(start: datetime | None) -> str:
    return "at first" if start is None else written(start, "en")

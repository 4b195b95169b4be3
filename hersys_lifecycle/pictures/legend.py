"""What the patterns of a timeline's picture mean."""

from collections.abc import Iterator
from typing import NamedTuple

import svg

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import say
from hersys_lifecycle.pictures.elements import area, patterned, text
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.pictures.palette import BLACK, GREY, LOCKOUT, PHASES, RESERVE, SLOT, UNUSABLE, Paint
from hersys_lifecycle.pictures.sheet import LABEL, MARGIN, WIDTH, Sheet
from hersys_lifecycle.wording import asking, drawing, naming

_SWATCH, _HIGH, _LINE, _GAP = 26.0, 11.0, 17.0, 14.0


class Entry(NamedTuple):
    """A swatch with its meaning; ``thin`` as the bars of reserve periods are."""

    paint: Paint
    name: str
    words: str
    outline: str = BLACK
    thin: bool = False


def legend(sheet: Sheet, top: float) -> tuple[list[svg.Element], float]:
    """Return the legend from a height on, and where it ends."""
    elements: list[svg.Element] = []
    y = top
    for head, entries in (
        (asking.PHASES.in_(sheet.language), _phases(sheet)),
        (asking.SLOTS.in_(sheet.language), _bars(sheet)),
    ):
        elements.append(text(head, MARGIN, y + _HIGH - 1.5, LABEL, bold=True))
        x = start = (
            MARGIN + max(width(each.in_(sheet.language), LABEL) for each in (asking.PHASES, asking.SLOTS)) + _GAP
        )
        for entry in entries:
            wide = _SWATCH + 5 + width(entry.words, LABEL)
            if x + wide > WIDTH - MARGIN and x > start:
                x, y = start, y + _LINE
            slim = 2.5 if entry.thin else 0.0
            base = area(x, y + slim, _SWATCH, _HIGH - 2 * slim, entry.paint.fill, outline=entry.outline)
            elements += patterned(base, entry.paint, entry.name)
            elements.append(text(entry.words, x + _SWATCH + 5, y + _HIGH - 1.5, LABEL))
            x += wide + _GAP
        y += _LINE
    return elements, y


def _phases(sheet: Sheet) -> Iterator[Entry]:
    for phase in dict.fromkeys(segment.phase for segment in sheet.lifecycle.timeline):
        yield Entry(PHASES[phase], sheet.name(phase), say(phase, sheet.language))


def _bars(sheet: Sheet) -> Iterator[Entry]:
    yield Entry(SLOT, f"{sheet.prefix}slot", naming.SUBJECTS[SubjectKind.SLOT].in_(sheet.language))
    yield Entry(
        RESERVE, f"{sheet.prefix}bar", naming.SUBJECTS[SubjectKind.RESERVE_PERIOD].in_(sheet.language), thin=True
    )
    yield Entry(UNUSABLE, f"{sheet.prefix}unusable", drawing.UNUSABLE.in_(sheet.language))
    yield Entry(LOCKOUT, f"{sheet.prefix}lockout", drawing.LOCKED_OUT.in_(sheet.language), outline=GREY)

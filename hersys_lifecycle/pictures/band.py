"""The head of a timeline's picture: flags, ruler and the band of the phases."""

from collections.abc import Iterator

import svg

from hersys_lifecycle.checks import say
from hersys_lifecycle.pictures import ruler
from hersys_lifecycle.pictures.elements import area, line, patterned, text
from hersys_lifecycle.pictures.flags import SIZE, Flag
from hersys_lifecycle.pictures.lettering import lines, width
from hersys_lifecycle.pictures.palette import BLACK, GREY, GRID, PHASES, WHITE
from hersys_lifecycle.pictures.sheet import BAND, DAYS, LABEL, LANE, MONTHS, Sheet
from hersys_lifecycle.timeline import Segment
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import spanned

_LINE = LABEL + 2
Pen = tuple[str, float, tuple[float, ...]]  # colour, width and dashes


def scale(sheet: Sheet) -> Iterator[svg.Element]:
    """Yield the ruler, with the lines it draws through the rows."""
    axis, top = sheet.axis, sheet.ruler_top
    yield area(axis.left, top, axis.right - axis.left, MONTHS + DAYS, WHITE, outline=GREY)
    for cell in ruler.cells(axis, sheet.language):
        yield line(cell.left, top, sheet.rows_bottom, GRID if cell.left > axis.left else GREY, 1)
        if cell.words:
            yield text(cell.words, (cell.left + cell.right) / 2, top + 12.5, ruler.SIZE, anchor="middle", bold=True)
    for tick in ruler.ticks(axis):
        yield line(tick.x, top + MONTHS, top + MONTHS + 3, GREY, 0.6)
        yield text(tick.words, tick.x + 1, top + MONTHS + DAYS - 2, ruler.DAY_SIZE)


def phases(sheet: Sheet) -> Iterator[svg.Element]:
    """Yield the band of the phases; the name of one stands in it where there is room."""
    words = asking.PHASE.in_(sheet.language)
    yield text(words, sheet.axis.left - 6, sheet.band_top + BAND / 2 + 4, LABEL, anchor="end", bold=True)
    for segment in sheet.lifecycle.timeline:
        if sheet.axis.touches(segment.span):
            yield from _phase(sheet, segment)


def _phase(sheet: Sheet, segment: Segment) -> Iterator[svg.Element]:
    paint, name, top = PHASES[segment.phase], say(segment.phase, sheet.language), sheet.band_top
    left, wide = sheet.extent(segment.span)
    title = shared.LABELLED.in_(sheet.language).format(name, spanned(segment.span, sheet.language))
    base = area(left, top, wide, BAND, paint.fill, outline=BLACK, title=title, data={"phase": segment.phase.value})
    yield from patterned(base, paint, sheet.name(segment.phase))
    told = lines(name, LABEL, wide - 4)
    plate = _LINE * len(told)
    if told and plate <= BAND:
        middle, y, widest = left + wide / 2, top + (BAND - plate) / 2, max(width(each, LABEL) for each in told) + 4
        yield area(middle - widest / 2, y, widest, plate, paint.fill)
        for number, each in enumerate(told):
            yield text(each, middle, y + LABEL - 0.5 + number * _LINE, LABEL, anchor="middle", ink=paint.ink)


def flag_lines(sheet: Sheet) -> Iterator[svg.Element]:
    """Yield the lines of what comes at an instant, from its flag down through all rows, but not through the months."""
    for flag in sheet.flags:
        if flag.mark.line and sheet.axis.shows(flag.mark.at):
            pens: tuple[Pen, ...] = ((WHITE, 4, ()), (BLACK, 2, ())) if flag.mark.chosen else ((BLACK, 0.9, (4, 2)),)
            for pen in pens:
                yield line(flag.x, sheet.lane(flag), sheet.ruler_top, *pen)
                yield line(flag.x, sheet.ruler_top + MONTHS, sheet.rows_bottom, *pen)


def flag_words(sheet: Sheet) -> Iterator[svg.Element]:
    """Yield what the flags say."""
    for flag in sheet.flags:
        yield from _flag(sheet, flag)


def _flag(sheet: Sheet, flag: Flag) -> Iterator[svg.Element]:
    paper, ink = (BLACK, WHITE) if flag.mark.chosen else (WHITE, BLACK)
    top = sheet.lane(flag)
    yield area(
        flag.left,
        top,
        flag.right - flag.left,
        LANE - 2,
        paper,
        outline=BLACK,
        data={"mark": "chosen" if flag.mark.chosen else "event", "at": flag.mark.at.isoformat()},
    )
    yield text(flag.words, flag.left + 5, top + LANE - 5.5, SIZE, ink=ink, bold=flag.mark.chosen)

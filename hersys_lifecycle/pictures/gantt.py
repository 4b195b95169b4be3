"""The timeline as a picture: the phases on top, and below them a row for each of the 47 prefectures."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

import svg

from hersys_lifecycle import Lifecycle, Phase, Prefecture
from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Language, say
from hersys_lifecycle.pictures import band
from hersys_lifecycle.pictures.elements import area, pattern, patterned, picture, rounded, text
from hersys_lifecycle.pictures.legend import legend
from hersys_lifecycle.pictures.lettering import first
from hersys_lifecycle.pictures.palette import BLACK, GREY, LOCKOUT, PALE, PHASES, RESERVE, SLOT, UNUSABLE, WHITE
from hersys_lifecycle.pictures.rows import Bar, Kind, Row
from hersys_lifecycle.pictures.ruler import said
from hersys_lifecycle.pictures.sheet import LABEL, MARGIN, PERIOD, ROW, WIDTH, Sheet, say_short
from hersys_lifecycle.wording import asking, drawing, naming, shared
from hersys_lifecycle.wording.phrases import in_days, spanned

_SHADE = "#F5F5F5"
_SUBJECTS = {Kind.SLOT: SubjectKind.SLOT, Kind.RESERVE: SubjectKind.RESERVE_PERIOD}
_TOLD = 24  # phases in the description
_HEAD, _HEAD_SIZE = 26, 18  # where the heading stands, and the size of its letters
_ABOVE_LEGEND = 14.0


def timeline_svg(
    lifecycle: Lifecycle, at: datetime | None, language: Language, prefecture: Prefecture | None = None
) -> str:
    """Draw a lifecycle; see :func:`hersys_lifecycle.pictures.timeline_svg`."""
    sheet = Sheet.of(lifecycle, at, language, prefecture)
    explained, bottom = legend(sheet, sheet.rows_bottom + _ABOVE_LEGEND)
    head = text(drawing.SCHEDULE.in_(language), MARGIN, _HEAD, _HEAD_SIZE, bold=True)
    start, end = (said(each, shared.DAY.in_(language), language) for each in sheet.axis.ends)
    elements: tuple[svg.Element, ...] = (
        svg.Defs(elements=list(_patterns(sheet))),
        head,
        *_shades(sheet),
        *_lockouts(sheet),
        *band.scale(sheet),
        *_rows(sheet),
        *band.phases(sheet),
        *band.flag_lines(sheet),
        *band.flag_words(sheet),
        *explained,
    )
    return picture(
        list(elements),
        WIDTH,
        bottom + MARGIN / 2,
        prefix=sheet.prefix,
        language=language,
        title=drawing.SCHEDULE.in_(language),
        description=drawing.SCHEDULE_OF.in_(language).format(start, end, _course(sheet)),
        data={
            "start": sheet.axis.ends[0].isoformat(),
            "end": sheet.axis.ends[1].isoformat(),
            "left": str(rounded(sheet.axis.left)),
            "right": str(rounded(sheet.axis.right)),
        },
    )


def _course(sheet: Sheet) -> str:
    aside = shared.ASIDE.in_(sheet.language)
    segments = sheet.lifecycle.timeline
    told = [aside.format(say(each.phase, sheet.language), spanned(each.span, sheet.language)) for each in segments]
    listed = shared.COMMA.in_(sheet.language).join(first(told, _TOLD, sheet.language))
    return shared.LABELLED.in_(sheet.language).format(asking.PHASES.in_(sheet.language), listed)


def _patterns(sheet: Sheet) -> Iterator[svg.Element]:
    for phase in Phase:
        if PHASES[phase].strokes:
            yield pattern(PHASES[phase], sheet.name(phase))
    for name, paint in (("bar", RESERVE), ("unusable", UNUSABLE), ("lockout", LOCKOUT)):
        yield pattern(paint, f"{sheet.prefix}{name}")


def _shades(sheet: Sheet) -> Iterator[svg.Element]:
    """Yield a shade for every other group of prefectures with one slot, and one for the row that is emphasised."""
    y = sheet.rows_top
    for number, (_, group) in enumerate(groupby(sheet.rows, key=lambda row: row.slot)):
        high = ROW * sum(1 for _ in group)
        yield area(MARGIN, y, WIDTH - 2 * MARGIN, high, _SHADE if number % 2 else WHITE)
        y += high


def _lockouts(sheet: Sheet) -> Iterator[svg.Element]:
    for segment in sheet.lifecycle.timeline:
        if segment.phase is Phase.MAINTENANCE_LOCKOUT and sheet.axis.touches(segment.span):
            words = drawing.LOCKED_OUT.in_(sheet.language)
            title = shared.LABELLED.in_(sheet.language).format(words, spanned(segment.span, sheet.language))
            left, wide = sheet.extent(segment.span)
            high = sheet.rows_bottom - sheet.rows_top
            base = area(left, sheet.rows_top, wide, high, LOCKOUT.fill, title=title, data={"kind": "lockout"})
            yield from patterned(base, LOCKOUT, f"{sheet.prefix}lockout")


def _rows(sheet: Sheet) -> Iterator[svg.Element]:
    for number, (row, period) in enumerate(zip(sheet.rows, sheet.periods, strict=True)):
        y = sheet.rows_top + number * ROW
        emphasised = row.prefecture is sheet.emphasised
        if emphasised:
            yield area(MARGIN, y, WIDTH - 2 * MARGIN, ROW, PALE, outline=BLACK)
            yield text("▶", MARGIN + 1, y + ROW - 3, LABEL - 1)
        name = say_short(row.prefecture, sheet.language)
        yield text(name, MARGIN + LABEL, y + ROW - 2.7, LABEL, bold=emphasised)
        ink = BLACK if row.slot else GREY
        yield text(period, sheet.period_left, y + ROW - 3, PERIOD, ink=ink, bold=emphasised)
        for each in row.bars:
            yield from _bar(sheet, row, each, y)


def _bar(sheet: Sheet, row: Row, bar: Bar, y: float) -> Iterator[svg.Element]:
    inset = 1.5 if bar.kind is Kind.SLOT else 3.0
    kind = naming.SUBJECTS[_SUBJECTS[bar.kind]].in_(sheet.language)
    subject = shared.ASIDE.in_(sheet.language).format(kind, bar.name) if bar.name else kind
    labelled, comma = shared.LABELLED.in_(sheet.language), shared.COMMA.in_(sheet.language)
    whose = comma.join((say(row.prefecture, sheet.language), subject))
    of = {"prefecture": row.prefecture.code, "name": bar.name}
    parts = [(bar.kind.value, whose, bar.span)]
    parts += [("unusable", drawing.UNUSABLE_OF.in_(sheet.language).format(whose), each) for each in bar.unusable]
    paints = {"slot": (SLOT, "slot"), "reserve": (RESERVE, "bar"), "unusable": (UNUSABLE, "unusable")}
    for part, told, span in parts:
        left, wide = sheet.extent(span)
        start, end = (each.isoformat() for each in span.bounds)
        paint, name = paints[part]
        base = area(
            left,
            y + inset,
            wide,
            ROW - 2 * inset,
            paint.fill,
            outline=BLACK,
            title=labelled.format(told, in_days(span, sheet.language)),
            data={"kind": part, **of, "start": start, "end": end},
        )
        yield from patterned(base, paint, f"{sheet.prefix}{name}")

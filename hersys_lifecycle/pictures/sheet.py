"""What all parts of a timeline's picture share: what is drawn, in which language, and where."""

from datetime import datetime, time, timedelta
from typing import Final

import attrs

from hersys_lifecycle import Lifecycle, Phase, Prefecture, Span
from hersys_lifecycle.checks import Language, say
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.pictures.axis import Axis
from hersys_lifecycle.pictures.flags import Flag, flags, marks
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.pictures.rows import Row, rows
from hersys_lifecycle.pictures.ruler import said
from hersys_lifecycle.wording import asking, drawing

WIDTH: Final = 1200.0  # with the height that 47 rows come to, A4 on its side
MARGIN: Final = 18.0
LABEL: Final = 10.5  # size of the names
PERIOD: Final = 9.5  # and of the dates beside them
ROW: Final = 12.5
LANE: Final = 16.0
MONTHS: Final = 17.0
DAYS: Final = 12.0
BAND: Final = 40.0
THINNEST: Final = 1.5
"""How wide an area is at least, so that a period of a microsecond is seen."""

_FLAGS_TOP: Final = 40.0
_GAP: Final = 10.0
_BELOW_BAND: Final = 3.0  # between the phases and the first prefecture
_YEAR: Final = timedelta(days=360)


@attrs.frozen(kw_only=True)
class Sheet:
    """A lifecycle laid out on a sheet; lengths are in units of the picture, ``y`` grows downwards."""

    lifecycle: Lifecycle
    language: Language
    prefix: str
    emphasised: Prefecture | None
    rows: tuple[Row, ...]
    periods: tuple[str, ...]
    axis: Axis
    flags: tuple[Flag, ...]
    period_left: float

    @classmethod
    def of(
        cls, lifecycle: Lifecycle, at: datetime | None, language: Language, emphasised: Prefecture | None
    ) -> "Sheet":
        """Lay out a lifecycle."""
        ordered = rows(lifecycle)
        right = WIDTH - MARGIN
        with_years = _crosses_a_year(Axis.of(lifecycle, at, 0, right))
        periods = tuple(_dates(row.slot, with_years=with_years, language=language) for row in ordered)
        names = max(width(say_short(each, language), LABEL) for each in Prefecture)
        period_left = MARGIN + LABEL + names + _GAP
        left = period_left + max(width(each, PERIOD) for each in periods) + _GAP
        axis = Axis.of(lifecycle, at, left, right)
        return cls(
            lifecycle=lifecycle,
            language=language,
            prefix=f"hersys-timeline-{language}-",
            emphasised=emphasised,
            rows=ordered,
            periods=periods,
            axis=axis,
            flags=flags(marks(lifecycle, at, language), axis, MARGIN, language),
            period_left=period_left,
        )

    @property
    def ruler_top(self) -> float:
        """Where the flags end, and the months begin."""
        return _FLAGS_TOP + LANE * (1 + max((flag.lane for flag in self.flags), default=-1))

    @property
    def band_top(self) -> float:
        """Where the days end, and the phases begin."""
        return self.ruler_top + MONTHS + DAYS

    @property
    def rows_top(self) -> float:
        """Where the first prefecture is."""
        return self.band_top + BAND + _BELOW_BAND

    @property
    def rows_bottom(self) -> float:
        """Where the last one ends."""
        return self.rows_top + ROW * len(self.rows)

    def lane(self, flag: Flag) -> float:
        """Where a flag begins."""
        return _FLAGS_TOP + LANE * flag.lane

    def name(self, thing: Phase) -> str:
        """Return the name under which the definitions of a picture hold something."""
        return f"{self.prefix}{thing.value}"

    def extent(self, span: Span) -> tuple[float, float]:
        """Return the left end and the width of a span that is shown."""
        left, right = self.axis.between(span)
        return min(left, self.axis.right - THINNEST), max(right - left, THINNEST)


def say_short(prefecture: Prefecture, language: Language) -> str:
    """Return the name of a prefecture, in English without the word for it."""
    return say(prefecture, language) if language == "ja" else prefecture.name_en


def _crosses_a_year(axis: Axis) -> bool:
    start, end = axis.ends
    return end - start > _YEAR


def _dates(slot: Span | None, *, with_years: bool, language: Language) -> str:
    """Return the first and the last day of a slot, or, where it is not made of whole days, its instants."""
    if slot is None:
        return asking.NO_SLOT.in_(language)
    first, end = slot.bounds
    whole = {first.time(), end.time()} == {time()}
    day = drawing.DAY_OF_YEAR if with_years else drawing.DAY
    minute = drawing.MINUTE_OF_YEAR if with_years else drawing.MINUTE
    last, tokens = (end - MICROSECOND, day) if whole else (end, minute)
    told = [said(each, tokens.in_(language), language) for each in (first, last)]
    return told[0] if told[0] == told[1] else drawing.THROUGH.in_(language).format(*told)

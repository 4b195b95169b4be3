"""The ruler on top of the rows: years or months, and days where there is room for them."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

import pendulum

from hersys_lifecycle.checks import Language
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.pictures.axis import Axis
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.wording import drawing

SIZE: Final = 10.5
DAY_SIZE: Final = 8.5
_MONTH: Final = 30.4  # days
_NARROWEST: Final = 38.0  # of what a label is to fit in
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years
_EVERY_DAY, _EVERY_FIFTH, _EVERY_TENTH = 14.0, 3.0, 1.5  # how wide a day is at least
_LAST_BUT_ONE: Final = {1: 31, 5: 25, 10: 20}  # the next would meet the first of a month


class Cell(NamedTuple):
    """A month, or some years, from where to where; its words, if they fit."""

    left: float
    right: float
    words: str


class Tick(NamedTuple):
    """The beginning of a day that has a number."""

    x: float
    words: str


def cells(axis: Axis, language: Language) -> Iterator[Cell]:
    """Yield the months, or, where those would be too narrow, the years."""
    monthly = axis.day * _MONTH >= _NARROWEST
    starts = tuple(axis.months() if monthly else axis.years(_step(axis)))
    year_told = 0
    for start, end in pairwise((*starts, axis.ends[1])):
        left, right = axis.x(start), axis.x(end)
        with_year = drawing.MONTH_AND_YEAR if monthly else drawing.YEAR
        tokens = (drawing.MONTH,) if start.year == year_told else (with_year, drawing.MONTH)[: 1 + monthly]
        words = (said(start, each.in_(language), language) for each in tokens)
        told = next((each for each in words if width(each, SIZE) + 4 <= right - left), "")
        year_told = start.year if str(start.year) in told else year_told
        yield Cell(left, right, told)


def ticks(axis: Axis) -> Iterator[Tick]:
    """Yield the days that are numbered: each, each fifth, each tenth or none."""
    if axis.day < _EVERY_TENTH:
        return
    step = 1 if axis.day >= _EVERY_DAY else 5 if axis.day >= _EVERY_FIFTH else 10
    for day in axis.days():
        numbered = day.day == 1 or (day.day % step == 0 and day.day <= _LAST_BUT_ONE[step])
        if numbered and axis.x(day) + width("00", DAY_SIZE) <= axis.right:
            yield Tick(axis.x(day), str(day.day))


def said(at: datetime, tokens: str, language: Language) -> str:
    """Return an instant in Japan time, in pendulum's tokens."""
    return pendulum.instance(japan_time(at)).format(tokens, locale=language)


def _step(axis: Axis) -> int:
    return next((step for step in _STEPS if axis.day * 365 * step >= _NARROWEST), _STEPS[-1])

"""The lines through the picture, with a flag each that says what comes when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.pictures.axis import Axis
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.wording import drawing, naming, shared
from hersys_lifecycle.wording.phrases import spanned

SIZE = 10.5
_PADDING = 5.0
_BOLD = 1.05  # how much wider bold letters are
_LOCKOUTS = 2  # more of them than that are told by their bands and tooltips only


class Mark(NamedTuple):
    """Something that comes at an instant; only what is a moment, and on the axis, has a ``line``."""

    at: datetime
    words: str
    line: bool = True
    chosen: bool = False


class Flag(NamedTuple):
    """A mark in its place: its line at ``x``, its words from ``left`` to ``right``, in a lane from the top."""

    mark: Mark
    words: str
    x: float
    left: float
    right: float
    lane: int


def marks(lifecycle: Lifecycle, at: datetime | None, language: Language) -> tuple[Mark, ...]:
    """Return what is recorded to come at an instant, the first maintenance periods, and ``at``; by time."""
    return tuple(sorted(_marks(lifecycle, at, language), key=lambda mark: (mark.at, mark.chosen)))


def _marks(lifecycle: Lifecycle, at: datetime | None, language: Language) -> Iterator[Mark]:
    state, labelled = lifecycle.state, shared.LABELLED.in_(language)
    moments = (
        (SubjectKind.NON_REPORTABLE_STOP, state.non_reportable_stop),
        (SubjectKind.UPDATES_STOP, state.updates_stop),
        (SubjectKind.OPENING, state.opening),
        (SubjectKind.LIMIT, state.limit),
        (SubjectKind.DECOMMISSIONING, state.decommissioning),
    )
    for kind, fact in moments:
        if fact:
            name = naming.SUBJECTS[kind].in_(language)
            yield Mark(fact.value, labelled.format(_first_up(name), written(fact.value, language)))
    if len(state.maintenance) <= _LOCKOUTS:
        for _, period in state.maintenance:
            words = labelled.format(_first_up(drawing.LOCKED_OUT.in_(language)), spanned(period.value, language))
            yield Mark(period.value.bounds[0], words, line=False)
    if at:
        yield Mark(at, drawing.AS_OF.in_(language).format(written(at, language)), chosen=True)


def _first_up(name: str) -> str:
    return name[:1].upper() + name[1:]


def flags(marks: Sequence[Mark], axis: Axis, leftmost: float, language: Language) -> tuple[Flag, ...]:
    """Give each mark a place such that no flag covers another.

    A flag stands to the right of its line, above all flags that begin before its end: so no line runs through one,
    unless the right edge pushes a flag back over lines to its left.
    """
    placed: list[Flag] = []
    for mark in marks:
        words, x = _pointing(mark, axis, language), axis.x(mark.at)
        room = width(words, SIZE) * (_BOLD if mark.chosen else 1) + 2 * _PADDING
        left = max(min(x, axis.right - room), leftmost)
        beneath = [flag.lane + 1 for flag in placed if left < flag.right and flag.left < left + room]
        placed.append(Flag(mark, words, x, left, left + room, max(beneath, default=0)))
    return tuple(placed)


def _pointing(mark: Mark, axis: Axis, language: Language) -> str:
    if axis.shows(mark.at):
        return mark.words
    before = axis.x(mark.at) == axis.left
    return (drawing.BEFORE_DRAWN if before else drawing.AFTER_DRAWN).in_(language).format(mark.words)

"""The timeline as people read it: one segment a phase."""

from typing import NamedTuple

from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import Phase
from hersys_lifecycle.timeline.compiler import Timeline


class Segment(NamedTuple):
    """A phase and the instants it lasts, ``[start, end)``."""

    span: Span
    phase: Phase


def segments(timeline: Timeline) -> tuple[Segment, ...]:
    """Return the segments of a timeline: ordered and gapless, neighbours of different phases."""
    phases = timeline.mapped(lambda standing: standing.phase)
    return tuple(Segment(span, phase) for span, phase in phases.spans())

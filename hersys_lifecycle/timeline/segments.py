"""The timeline as people read it: one segment a phase."""

from typing import NamedTuple

from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import Phase


class Segment(NamedTuple):
    """A phase and the instants it lasts, ``[start, end)``."""

    span: Span
    phase: Phase

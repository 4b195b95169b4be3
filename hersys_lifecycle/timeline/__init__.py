"""What holds when: the phase at every instant, compiled once from what is known."""

from hersys_lifecycle.timeline.compiler import MoveTaken, Standing, Timeline, compile_timeline, moves_taken
from hersys_lifecycle.timeline.segments import Segment
from hersys_lifecycle.timeline.steps import Steps, inside

__all__ = [
    "MoveTaken",
    "Segment",
    "Standing",
    "Steps",
    "Timeline",
    "compile_timeline",
    "inside",
    "moves_taken",
]

"""The colours and patterns of the pictures.

The hues are those of Okabe and Ito, which no common colour blindness confuses. They are picked so that their lightness
differs too, for prints in grey; and each has a pattern of its own besides.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from hersys_lifecycle.states import Phase

BLACK, WHITE, GREY = "#000000", "#FFFFFF", "#595959"
GRID = "#D9D9D9"
BLUE, ORANGE, YELLOW = "#0072B2", "#E69F00", "#F0E442"
PALE = "#FFF6C2"  # behind a row that is emphasised


class Paint(NamedTuple):
    """How an area is filled: its colour, that of text on it, and a pattern with its colour.

    ``strokes`` is a path in a square of ``TILE`` units, repeated over the area; empty for a plain one.
    """

    fill: str
    ink: str
    strokes: str = ""
    stroke: str = BLACK
    stroke_width: float = 1.0


TILE: Final = 6
RISING: Final = "M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5"
FALLING: Final = "M-1,5 L1,7 M0,0 L6,6 M5,-1 L7,1"

PHASES: Final[Mapping[Phase, Paint]] = {
    Phase.FULL_OPERATION: Paint(WHITE, BLACK),
    Phase.NON_REPORTABLE_STOPPED: Paint(YELLOW, BLACK, "M1,1.5 h1.4 M4,4.5 h1.4", "#8A7F00", 1.4),
    Phase.READ_ONLY: Paint("#C8C8C8", BLACK, "M0,3 h6", "#7F7F7F"),
    Phase.RESERVE: Paint(ORANGE, BLACK, RISING),
    Phase.BULK_DOWNLOAD: Paint(BLUE, WHITE),
    Phase.DECOMMISSIONED: Paint("#404040", WHITE, "M3,0 v6", "#8C8C8C"),
    Phase.MAINTENANCE_LOCKOUT: Paint(BLACK, WHITE, FALLING, WHITE),
}
SLOT: Final = PHASES[Phase.BULK_DOWNLOAD]
RESERVE: Final = PHASES[Phase.RESERVE]
UNUSABLE: Final = Paint(WHITE, BLACK, f"{RISING} {FALLING}", GREY, 0.8)
LOCKOUT: Final = Paint("#EDEDED", BLACK, FALLING, GREY, 0.9)
"""Maintenance where it runs through the rows: the pattern of its phase, light, so that bars stand out on it."""

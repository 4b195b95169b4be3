"""Breaking lines as both languages do: rich knows spaces only, and would cut a Japanese name in two."""

import re
from collections.abc import Iterator

import attrs
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from hersys_lifecycle.texts import shown

_BREAKS = re.compile(
    r"""(?<=\ ) (?!\ | [0-9]{2}:[0-9]{2} | JST | \([A-Z][a-z]{2}\))  # after a space, but not inside an instant or a day
      | (?<=[、。]) (?![、。）」])                       # after a Japanese comma or stop
      | (?<=[）」]) (?![、。）」\u3041-\u309f])          # after a bracket that no particle follows
      | (?<=[^\ -~（「]) (?=[（「]) (?!（[月火水木金土日]）)  # before a bracket that is of no code (N2) and no day
      | (?<=から)                                      # between the ends of a span
    """,
    re.VERBOSE,
)
_CLOSING = ("、", "。", "）", "」")


@attrs.frozen
class Paragraph:
    """Text that fills the width it is given; a piece that is wider still is folded, and nothing is cut off."""

    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the text, broken where it must be."""
        lines = (line for text in self._lines() for line in _filled(text, options.max_width))
        yield Text("\n".join(lines), style=self.style, no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the widths of the longest piece and of the longest line."""
        lines = self._lines()
        longest_piece = max(cell_len(piece.rstrip()) for line in lines for piece in _BREAKS.split(line))
        return Measurement(longest_piece, max(map(cell_len, lines))).with_maximum(options.max_width)

    def _lines(self) -> list[str]:
        return [shown(line) for line in self.text.split("\n")]


def _filled(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _BREAKS.split(text):
        if cell_len((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line:
            yield line.rstrip()
        *full, line = (part.strip() for part in chop_cells(piece, width))
        if full and line in _CLOSING:  # which do not begin a line; the next to last letter goes along
            full[-1], line = full[-1][:-1], full[-1][-1] + line
        yield from full
        line += piece[len(piece.rstrip()) :]
    yield line.rstrip()

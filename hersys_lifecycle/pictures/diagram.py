"""The state machine as a picture, laid out by Graphviz.

Graphviz comes as WebAssembly and knows no font: it takes each byte of a Japanese label for a letter. So what it lays
out are labels of as many letters of one width as the real ones need, which take their places afterwards.
"""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Final
from xml.etree import ElementTree as ET

import svg

from hersys_lifecycle import Lifecycle, Phase
from hersys_lifecycle.checks import Language
from hersys_lifecycle.pictures.chart import Chart
from hersys_lifecycle.pictures.digraphs import SIZE, arrow_id, digraph, phase_id
from hersys_lifecycle.pictures.elements import picture
from hersys_lifecycle.pictures.layout import laid_out
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.wording import drawing

_MONOSPACED: Final = "Courier"
_LETTER: Final = 0.6 * SIZE  # how wide Graphviz takes one to be
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"


class _Drawn(svg.Element):
    """What is drawn already."""

    def as_str(self) -> str:
        return self.text or ""


def diagram_svg(lifecycle: Lifecycle | None, at: datetime | None, language: Language) -> str:
    """Draw the machine; see :func:`hersys_lifecycle.pictures.diagram_svg`."""
    chart, prefix = Chart.of(lifecycle, at, language), f"hersys-machine-{language}-"
    source = digraph(chart, _MONOSPACED, _placeholder, prefix).source
    root = ET.fromstring(laid_out(source, "svg"))  # noqa: S314  # ours, from Graphviz
    graph = root.find(f"{_NAMESPACE}g")
    assert graph is not None  # noqa: S101  # Graphviz draws one
    labels = {phase_id(prefix, phase): tuple(chart.words(phase)) for phase in Phase}
    labels |= {arrow_id(prefix, arrow): tuple(chart.label(arrow)) for arrow in chart.arrows}
    _relabel(graph, labels, tuple(chart.heading()))
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    return picture(
        [_Drawn(text=ET.tostring(graph, encoding="unicode"))],
        wide,
        high,
        prefix=prefix,
        language=language,
        title=drawing.MACHINE.in_(language),
        description=chart.told(language),
        data={},
    )


def _placeholder(line: str) -> str:
    return "x" * (ceil(width(line, SIZE) / _LETTER) + 2)  # and one more on each side, to keep off the lines


def _relabel(graph: ET.Element, labels: Mapping[str, tuple[str, ...]], heading: tuple[str, ...]) -> None:
    """Put the real labels in place; tooltips say the same."""
    for element, line in zip(graph.findall(f"{_NAMESPACE}text"), heading, strict=True):
        element.text = line
        element.attrib["font-weight"] = "bold"
    for group in graph.findall(f"{_NAMESPACE}g"):
        lines = labels.get(group.attrib["id"], ())
        for title in group.findall(f"{_NAMESPACE}title"):
            title.text = " ".join(lines)
            if not lines:
                group.remove(title)
        for element, line in zip(group.findall(f"{_NAMESPACE}text"), lines, strict=True):
            element.text = line
    for element in graph.iter():
        element.tag = element.tag.removeprefix(_NAMESPACE)
        element.attrib.pop("font-family", None)
        element.tail = None

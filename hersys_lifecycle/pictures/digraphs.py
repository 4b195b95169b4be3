"""The state machine in the language of Graphviz."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import graphviz

from hersys_lifecycle import Lifecycle, Phase
from hersys_lifecycle.checks import Language
from hersys_lifecycle.pictures.chart import Arrow, Chart
from hersys_lifecycle.pictures.palette import BLACK, GREY, PHASES, WHITE
from hersys_lifecycle.states import FINAL, INITIAL

SIZE: Final = 12
_BOLD: Final = "2.5"  # the pen of the path
_BEGIN, _END = "begin", "end"


def dot(lifecycle: Lifecycle | None, at: datetime | None, language: Language | None) -> str:
    """Write the machine in DOT; see :func:`hersys_lifecycle.pictures.dot`."""
    source: str = digraph(Chart.of(lifecycle, at, language), "sans-serif", str).source
    return source


def phase_id(prefix: str, phase: Phase) -> str:
    """Return the id of a phase in a picture."""
    return f"{prefix}{phase.value}"


def arrow_id(prefix: str, arrow: Arrow) -> str:
    """Return the id of a move in a picture."""
    return f"{prefix}{arrow.row.move.value}-{arrow.row.source.value}-{arrow.row.target.value}"


def digraph(chart: Chart, font: str, line: Callable[[str], str], prefix: str = "") -> graphviz.Digraph:
    """Return the graph of a chart; each line of a label as ``line`` makes it."""

    def lines(words: Iterable[str]) -> str:
        return "\n".join(map(line, words))

    letters = {"fontname": font, "fontsize": str(SIZE)}
    graph = graphviz.Digraph(
        graph_attr={
            "nodesep": "0.45",
            "ranksep": "0.55",
            "label": lines(chart.heading()),
            "labelloc": "t",
            "id": f"{prefix}graph",
            **letters,
        },
        node_attr={"shape": "box", "style": "rounded,filled", "margin": "0.2,0.1", **letters},
        edge_attr=letters,
    )
    for end in (_BEGIN, _END):
        graph.node(end, label="", shape="circle", width="0.18", style="filled", fillcolor=BLACK, id=f"{prefix}{end}")
    for phase in Phase:
        graph.node(phase.value, label=lines(chart.words(phase)), id=phase_id(prefix, phase), **_node(chart, phase))
    graph.edge(_BEGIN, INITIAL.value, id=f"{prefix}{_BEGIN}-edge")
    for arrow in chart.arrows:
        source, target = arrow.row.source.value, arrow.row.target.value
        graph.edge(source, target, label=lines(chart.label(arrow)), id=arrow_id(prefix, arrow), **_edge(chart, arrow))
    graph.edge(FINAL.value, _END, id=f"{prefix}{_END}-edge")
    return graph


def _node(chart: Chart, phase: Phase) -> dict[str, str]:
    if chart.visited and phase not in chart.visited:
        return {"fillcolor": WHITE, "color": GREY, "fontcolor": GREY, "style": "rounded,filled,dashed"}
    paint = PHASES[phase]
    look = {"fillcolor": paint.fill, "fontcolor": paint.ink, "penwidth": _BOLD if chart.visited else "1"}
    if phase in chart.visited - chart.reached:
        look["style"] = "rounded,filled,dashed"
    if phase is chart.current:
        look["peripheries"] = "2"
    return look


def _edge(chart: Chart, arrow: Arrow) -> dict[str, str]:
    if arrow.steps:
        return {"penwidth": _BOLD, **({"style": "dashed"} if chart.later(arrow) else {})}
    return {"color": GREY, "fontcolor": GREY, "style": "dashed"} if chart.visited else {}

"""The state machine in Mermaid's language."""

from collections.abc import Iterator
from datetime import datetime

from hersys_lifecycle import Lifecycle, Phase
from hersys_lifecycle.checks import Language
from hersys_lifecycle.pictures.chart import Chart
from hersys_lifecycle.pictures.palette import PHASES
from hersys_lifecycle.states import FINAL, INITIAL


def mermaid(lifecycle: Lifecycle | None = None, *, at: datetime | None = None, language: Language | None = None) -> str:
    """Return the state diagram of the machine in Mermaid's language, a line each legal move, ending in a newline.

    With a lifecycle, the moves it takes have the numbers of their steps and their instants, and the phases on the path
    have the colours of the timeline and a thick border; the phase at ``at`` says so. What comes only after ``at`` is
    marked: the steps with a word, the phases with a dashed border, and so the moves where they can have one. Without
    ``at`` all of the path counts as taken. Without a language, phases and moves have the names they have in code.
    """
    chart = Chart.of(lifecycle, at, language)
    return "\n".join(("stateDiagram-v2", *(f"    {line}" for line in _lines(chart)))) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    for phase in Phase:
        words = "<br/>".join(chart.words(phase))
        if words != phase.value:
            yield f'state "{words}" as {phase.value}'
    yield f"[*] --> {INITIAL.value}"
    for arrow in chart.arrows:
        label = "<br/>".join(chart.label(arrow))
        yield f"{arrow.row.source.value} --> {arrow.row.target.value}: {label}"
    yield f"{FINAL.value} --> [*]"
    for phase in Phase:
        if phase in chart.visited:
            paint, border = PHASES[phase], 6 if phase is chart.current else 3
            style = f"fill:{paint.fill},color:{paint.ink},stroke:#000000,stroke-width:{border}px"
            look, dashes = ("taken", "") if phase in chart.reached else ("later", ",stroke-dasharray:5")
            yield f"classDef {phase.value}_{look} {style}{dashes}"
            yield f"class {phase.value} {phase.value}_{look}"

"""The tables of the documentation, made of what the library holds."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import groupby, product
from pathlib import Path

import attrs

from hersys_lifecycle import Capability, Citation, Phase, Reason, Span, official_lifecycle
from hersys_lifecycle.checks import POLICY, Language, Text, Verdict, say, written
from hersys_lifecycle.cli.standing import NextChange, Standing, Turn
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.judging import Verdict as Judged
from hersys_lifecycle.notice import CLAUSES
from hersys_lifecycle.pictures import mermaid
from hersys_lifecycle.states import LEGAL_MOVES
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import cited, listed

ROOT = Path(__file__).parents[1]

SPAN_HEADER = Text("開始 | 終了（含まない） | 段階 | コード", "from | until (not included) | phase | code")
EDGE_HEADER = Text("日時 | 以後の段階 | 変わること | 根拠", "from | phase from then on | what changes | clauses")
CAPABILITY, IN_A_WINDOW = Text("機能", "capability"), Text("期間による", "in a window")
YES, NO = Text("可", "yes"), Text("不可", "no")
OUTCOME = {True: "allowed", False: "denied"}


def table(header: str, rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; the header comes with the bars between its cells."""
    rule = "|".join("---" for _ in header.split("|"))
    return "\n".join((f"| {header} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)))


def timeline(lang: Language) -> str:
    """Return the phases of the notice with their spans."""
    segments = ((each.span.start, each.span.end, each.phase) for each in official_lifecycle().timeline)
    rows = (
        (*(written(at, lang) if at else "…" for at in (start, end)), say(phase, lang), f"`{phase.value}`")
        for start, end, phase in segments
    )
    return table(SPAN_HEADER.in_(lang), rows)


def policy(lang: Language) -> str:
    """Return what each phase says of each capability, with the clause and its grade."""

    def cell(verdict: Verdict | None) -> str:
        if verdict is None:
            return IN_A_WINDOW.in_(lang)
        clauses = (f"<br>{each.clause} {say(each.grade, lang)}" for each in verdict.basis)
        return "".join(((YES if verdict.reason.allowed else NO).in_(lang), *clauses))

    header = " | ".join((CAPABILITY.in_(lang), *(say(phase, lang) for phase in Phase)))
    rows = (
        (f"{say(capability, lang)}<br>`{capability.value}`", *(cell(POLICY[capability, phase]) for phase in Phase))
        for capability in Capability
    )
    return table(header, rows)


def reasons() -> str:
    """Return the reasons, in the order in which the first that applies wins."""
    rows = ((f"`{each.value}`", "yes" if each.allowed else "no", say(each, "en"), say(each, "ja")) for each in Reason)
    return table("code | allowed | because | 理由", rows)


def moves() -> str:
    """Return the legal moves, a row each, with their clauses."""
    legal = ((move, tuple(group)) for move, group in groupby(LEGAL_MOVES, key=lambda row: row.move))
    rows = (
        (
            f"`{move.value}`",
            ", ".join(dict.fromkeys(f"`{each.source.value}`" for each in group)),
            ", ".join(dict.fromkeys(f"`{each.target.value}`" for each in group)),
            f"{group[0].citation.clause} {group[0].citation.grade.value}",
        )
        for move, group in legal
    )
    return table("move | from | to | clause", rows)


def edges(lang: Language) -> str:
    """Return every instant of the notice at which an answer changes, with what changes then and the clauses."""
    lifecycle = official_lifecycle()

    def told(turn: Turn) -> str:
        words = asking.BECOMES_ALLOWED if turn.allowed else asking.BECOMES_REFUSED
        name, whose = say(turn.capability, lang), listed(turn.prefectures, lang)
        return words.in_(lang).format(shared.ASIDE.in_(lang).format(name, whose))

    def cited_then(change: NextChange) -> Iterable[Citation]:
        for event in lifecycle.events:
            if change.at in instants_of(event):
                yield event.citation
        for turn in change.turns:
            yield from lifecycle.check(turn.capability, turn.prefectures[0], at=change.at).basis

    def row(change: NextChange) -> Iterable[str]:
        clauses = dict.fromkeys(cited(each, lang) for each in cited_then(change))
        phase = f"`{change.segment.phase.value}`"
        return (
            written(change.at, lang),
            phase,
            "<br>".join(map(told, change.turns)),
            shared.COMMA.in_(lang).join(clauses),
        )

    def changes() -> Iterable[NextChange]:
        at = min(lifecycle.state.instants()) - MICROSECOND
        while change := Standing.of(lifecycle, at, None).next_change:
            yield change
            at = change.at

    return table(EDGE_HEADER.in_(lang), map(row, changes()))


def instants_of(event: Event) -> tuple[datetime, ...]:
    """Return the instants that an event names."""
    fields = attrs.asdict(event, recurse=False).values()
    ends = (end for field in fields if isinstance(field, Span) for end in field.bounds)
    return (*(field for field in fields if isinstance(field, datetime)), *ends)


def clauses() -> str:
    """Return the clauses of the notice."""
    rows = ((name, each.where.en, f"「{each.text.ja}」", each.text.en) for name, each in CLAUSES.items())
    return table("id | where | the notice | in English", rows)


def verdicts() -> str:
    """Return what is said of an access, for each outcome that was given and the two answers beside it."""
    rows = (
        (OUTCOME[given], OUTCOME[then], OUTCOME[now], f"`{Judged.on(given=given, then=then, now=now).value}`")
        for given, then, now in product((True, False), repeat=3)
    )
    return table("given | by what was known then | by what is known now | verdict", rows)


def wire() -> str:
    """Return the wire forms that the tests keep in their golden files."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/golden/v1/*.json")))
    forms = (json.dumps(json.loads(text), ensure_ascii=False) for text in texts)
    return "\n".join(("```json", *(re.sub(r', (?="(?:span|citation)":)', ",\n ", form) for form in forms), "```"))


BLOCKS: Mapping[str, Callable[[], str]] = {
    "states": lambda: f"```mermaid\n{mermaid()}```",
    "moves": moves,
    "reasons": reasons,
    "clauses": clauses,
    "verdicts": verdicts,
    "wire": wire,
    **{f"timeline-{lang}": partial(timeline, lang) for lang in ("ja", "en")},
    **{f"edges-{lang}": partial(edges, lang) for lang in ("ja", "en")},
    **{f"policy-{lang}": partial(policy, lang) for lang in ("ja", "en")},
}

"""The generated parts of the documentation: run it to write them anew; the tests compare.

Generated is what stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``, what stands under each ``$ hersys``
command of a console block, and each text block right after a python block, which shows what that block prints. The
blocks of a page run in order, in an empty folder of their own, and its python blocks in one namespace.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import chdir, redirect_stdout
from functools import partial
from io import StringIO
from itertools import groupby, product
from pathlib import Path
from tempfile import TemporaryDirectory

from hersys_lifecycle import Capability, Phase, Reason, official_lifecycle
from hersys_lifecycle.checks import POLICY, Language, Text, Verdict, say, written
from hersys_lifecycle.judging import Verdict as Judged
from hersys_lifecycle.notice import CLAUSES
from hersys_lifecycle.states import LEGAL_MOVES, mermaid

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.ja.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md"))))

SPAN_HEADER = Text("開始 | 終了（含まない） | 段階 | コード", "from | until (not included) | phase | code")
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
    **{f"policy-{lang}": partial(policy, lang) for lang in ("ja", "en")},
}


RUN = re.compile(
    r"^```console\n(?P<commands>.*?)^```\n"
    r"|^(?P<program>```python\n(?P<source>.*?)^```\n)(?:(?P<opening>\n```text\n).*?^```\n)?",
    re.DOTALL | re.MULTILINE,
)
"""The blocks of a page that are run."""


def session(commands: Iterable[str]) -> str:
    """Return what a terminal shows when some ``$`` lines are typed: ``hersys`` with its arguments, or ``echo $?``."""
    shown, code = "", 0
    for command in commands:
        shown += f"{command}\n"
        if command == "$ echo $?":
            shown += f"{code}\n"
            continue
        program = [sys.executable, "-m", "hersys_lifecycle", *shlex.split(command.removeprefix("$ hersys"))]
        terminal = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        ran = subprocess.run(program, env=terminal, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # our own
        shown, code = shown + ran.stdout + ran.stderr, ran.returncode
    return shown


def expected(text: str) -> str:
    """Return the text of a page with all its generated parts as they must be."""

    def block(match: re.Match[str]) -> str:
        return f"{match[1]}\n{BLOCKS[match['name']]()}\n{match[3]}"

    def console(match: re.Match[str]) -> str:
        return f"```console\n{session(re.findall(r'^[$] .*', match['commands'], re.MULTILINE))}```\n"

    names: dict[str, object] = {}

    def program(match: re.Match[str]) -> str:
        with redirect_stdout(StringIO()) as printed:
            exec(match["source"], names)  # noqa: S102  # the examples on our own pages
        return f"{match['program']}{match['opening']}{printed.getvalue()}```\n" if match["opening"] else match[0]

    def ran(match: re.Match[str]) -> str:
        return console(match) if match["commands"] is not None else program(match)

    text = re.sub(r"(<!-- begin (?P<name>\S+) -->)\n.*?\n?(<!-- end (?P=name) -->)", block, text, flags=re.DOTALL)
    with TemporaryDirectory() as folder, chdir(folder):
        return RUN.sub(ran, text)


def main() -> None:
    """Write all pages anew."""
    for page in PAGES:
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        current = expected(text)
        path.write_text(current, encoding="utf-8")
        print(f"{page}: {'already current' if current == text else 'written anew'}")


if __name__ == "__main__":
    main()

"""How far a long command is: a bar on stderr, for as long as it takes, where a person is looking."""

# ruff: noqa: PLC0415  # most commands do without

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

from hersys_lifecycle.checks import Language, Text
from hersys_lifecycle.cli.screen import Screen

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE: Final = 0.5
"""The seconds that a person waits without asking how far it is."""

Tell = Callable[[Text, float], None]
"""Told what is being done, and how much of it is, from 0 to 1."""


@contextmanager
def progress(screen: Screen, patience: float = PATIENCE) -> Iterator[Tell]:
    """Show what is told from the first time on that patience has ended; in the end nothing of it is left."""
    with ExitStack() as shown:
        bar = _bar(screen)
        yield _nowhere if bar is None else _Teller(bar, shown, screen.language, patience)


def _bar(screen: Screen) -> "Progress | None":
    if not sys.stderr.isatty():  # which rich may be told to take for one
        return None
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr, color_system=None if screen.plain else "auto")
    if not console.is_interactive:  # a terminal on which nothing can be wiped out
        return None
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)


class _Teller:
    def __init__(self, bar: "Progress", shown: ExitStack, language: Language, patience: float) -> None:
        self._bar, self._shown, self._language = bar, shown, language
        self._from = monotonic() + patience

    def __call__(self, doing: Text, share: float) -> None:
        if not self._bar.live.is_started:
            if monotonic() < self._from:
                return
            self._bar.add_task("", total=1.0)
            self._shown.enter_context(self._bar)
        (task,) = self._bar.task_ids
        self._bar.update(task, description=doing.in_(self._language), completed=share)


def _nowhere(_doing: Text, _share: float) -> None:
    pass

"""The commands that look back on a record: audit, trail, departures.

Pages are imported when one is shown, and engines when one is asked for, so that ``hersys --help`` need not wait.
"""

# ruff: noqa: PLR0913, PLC0415  # a parameter for each option, and an import where it is needed: see above

from typing import TYPE_CHECKING

from hersys_lifecycle.cli import audit_options as a
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.answering import answering
from hersys_lifecycle.cli.engines import engine_asked
from hersys_lifecycle.cli.progress import Tell, progress
from hersys_lifecycle.cli.screen import Screen
from hersys_lifecycle.cli.sources import Source, since_asked
from hersys_lifecycle.wording import auditing, recording, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hersys_lifecycle.audit import RecordedEvent, Traced

_DOING = {"read": auditing.READING, "judge": auditing.JUDGING, "write": auditing.WRITING}


@answering(store=o.RecordOption)
def audit(
    screen: Screen,
    source: Source,
    file: a.LogArgument,
    *,
    timezone: a.TimezoneOption = None,
    column: a.ColumnOption = None,
    unknown_names: a.UnknownNamesOption = "refuse",
    violations: a.ViolationsOption = None,
    engine: a.EngineOption = "duckdb",
    master: a.MasterOption = None,
    memory: a.MemoryOption = None,
    threads: a.ThreadsOption = None,
) -> None:
    """Judge an access log by what was known then and is known now.

    Exit status: 0 all rows agree with the record, 1 some do not, or cannot be judged, 2 misuse, or the log as a whole
    cannot be judged, 3 the record cannot be reached or read.
    """
    columns, way, name = a.read_columns(column), a.WAYS.read(unknown_names), a.ENGINES.read(engine)
    asked = engine_asked(name, master=master, memory=memory, threads=threads)
    history = source.history(shared.NOTHING_ANNOUNCED)

    from hersys_lifecycle.cli.pages.audit import page, to_dict
    from hersys_lifecycle.judging import judge

    with screen.using(file), asked as judging, progress(screen) as tell:
        judgment = judge(
            history,
            file,
            known_at=source.known_at,
            columns=columns,
            timezone=timezone,
            unknown_names=way,
            violations=violations,
            engine=judging,
            progress=lambda doing, share: tell(_DOING[doing], share),
        )
    screen.show(to_dict(judgment), lambda: page(judgment, screen.language))
    screen.conclude(found=not judgment)


@answering(store=o.RecordOption)
def trail(screen: Screen, source: Source, *, since: o.SinceOption = None) -> None:
    """Show event by event who recorded it, and what it changed."""
    from hersys_lifecycle.cli.pages.trail import page, to_dict

    history, begin = source.history(), since_asked(screen, since)
    with progress(screen) as tell:
        traced = tuple(each for each in _traced(history, tell) if begin <= each.entry.recorded_at)
    screen.show(to_dict(traced), lambda: page(traced, screen.language))


@answering(store=o.RecordOption)
def departures(screen: Screen, source: Source, *, every: o.EveryOption = False) -> None:
    """Show what came to be at another time than first announced."""
    from hersys_lifecycle.audit import departures as departures_of
    from hersys_lifecycle.cli.departed import Departed
    from hersys_lifecycle.cli.pages.departures import page

    history = source.history()
    told = Departed.of(departures_of(history), every=every)
    screen.show(told.to_dict(), lambda: page(told, screen.language))


def _traced(history: "Sequence[RecordedEvent]", tell: Tell) -> "Iterator[Traced]":
    from hersys_lifecycle.audit import trail as trail_of

    for number, each in enumerate(trail_of(history), 1):
        tell(recording.TRACING, number / len(history))
        yield each

"""The commands that look back on a record: audit, trail, departures.

Pages are imported when one is shown, and engines when one is asked for, so that ``hersys --help`` need not wait.
"""

# ruff: noqa: PLR0913, PLC0415  # a parameter for each option, and an import where it is needed: see above

from typing import TYPE_CHECKING

from hersys_lifecycle.cli import audit_options as a
from hersys_lifecycle.cli import faults
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.engines import engine_asked
from hersys_lifecycle.cli.progress import Tell, progress
from hersys_lifecycle.cli.screen import MISUSE, opened
from hersys_lifecycle.cli.sources import history_asked, known_at_asked
from hersys_lifecycle.wording import auditing, common, recording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hersys_lifecycle.audit import RecordedEvent, Traced

_DOING = {"read": auditing.READING, "judge": auditing.JUDGING, "write": auditing.WRITING}


def audit(
    file: a.LogArgument,
    *,
    store: o.RecordOption = None,
    known_at: o.KnownAtOption = None,
    timezone: a.TimezoneOption = None,
    column: a.ColumnOption = None,
    unknown_names: a.UnknownNamesOption = "refuse",
    violations: a.ViolationsOption = None,
    engine: a.EngineOption = "duckdb",
    master: a.MasterOption = None,
    memory: a.MemoryOption = None,
    threads: a.ThreadsOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Judge an access log by what was known then and is known now.

    Exit status: 0 all rows agree with the record, 1 some do not, or cannot be judged, 2 misuse, or the log as a whole
    cannot be judged, 3 the record cannot be reached or read.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        columns, way, name = a.read_columns(column), a.WAYS.read(unknown_names), a.ENGINES.read(engine)
        asked = engine_asked(name, master=master, memory=memory, threads=threads)
        known = known_at_asked(screen, known_at)
        history = history_asked(screen, store, known, common.NOTHING_ANNOUNCED)

        from hersys_lifecycle.cli.audit_page import page, to_dict
        from hersys_lifecycle.judging import judge

        try:
            with asked as judging, progress(screen) as tell:
                judgment = judge(
                    history,
                    file,
                    known_at=known,
                    columns=columns,
                    timezone=timezone,
                    unknown_names=way,
                    violations=violations,
                    engine=judging,
                    progress=lambda doing, share: tell(_DOING[doing], share),
                )
        except OSError as error:
            told = faults.FILE_FAILED.in_(screen.language)
            screen.end(told.format(error.filename or file, error.strerror or error), MISUSE)
        screen.show(to_dict(judgment), lambda: page(judgment, screen.language))
        screen.conclude(found=not judgment)


def trail(
    *,
    store: o.RecordOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show event by event who recorded it, and what it changed."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.trail_page import page, to_dict

        history = history_asked(screen, store, known_at_asked(screen, known_at))
        with progress(screen) as tell:
            traced = tuple(_traced(history, tell))
        screen.show(to_dict(traced), lambda: page(traced, screen.language))


def departures(
    *,
    every: o.EveryOption = False,
    store: o.RecordOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show what came to be at another time than first announced."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.audit import departures as departures_of
        from hersys_lifecycle.cli.departed import Departed
        from hersys_lifecycle.cli.departures_page import page

        history = history_asked(screen, store, known_at_asked(screen, known_at))
        told = Departed.of(departures_of(history), every=every)
        screen.show(told.to_dict(), lambda: page(told, screen.language))


def _traced(history: "Sequence[RecordedEvent]", tell: Tell) -> "Iterator[Traced]":
    from hersys_lifecycle.audit import trail as trail_of

    for number, each in enumerate(trail_of(history), 1):
        tell(recording.TRACING, number / len(history))
        yield each

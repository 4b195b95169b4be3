"""One run: a log is read, the names in it are understood, and the query is asked for counts and for rows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, get_args

from hersys_lifecycle.audit import RecordedEvent, recorded_until
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.judging.counting import count
from hersys_lifecycle.judging.court import Court
from hersys_lifecycle.judging.duckdb_engine import DuckDB
from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.judgment import Judgment, Undecidable, added_up, limits
from hersys_lifecycle.judging.preparing import Log, prepared, staged
from hersys_lifecycle.judging.rows import disagreeing, first_undecidable
from hersys_lifecycle.judging.staging import Kind, stage
from hersys_lifecycle.judging.verdicts import Verdict
from hersys_lifecycle.judging.writing import Target
from hersys_lifecycle.judging.zones import zone_of

Progress = Callable[[str, float], None]
"""Told now and then what is being done (``"read"``, ``"judge"``, ``"write"``) and how much of it is, from 0 to 1."""

UnknownNames = Literal["refuse", "undecidable"]

_HISTORY: Final = "pass recorded events, as store.history() returns them"

LISTED: Final = 20
"""How many undecidable rows a judgment lists."""

_TEXT: Final[dict[str, Kind]] = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def judge(  # noqa: PLR0913  # all that is said of a log, and what is to be done with it
    history: Iterable[RecordedEvent],
    source: str | Path,
    *,
    known_at: datetime | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str | tzinfo | None = None,
    unknown_names: UnknownNames = "refuse",
    violations: str | Path | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Judgment:
    """Judge each access of a log by what was known at its instant, and by what is known now.

    A log is a CSV with a header, JSON Lines (either also compressed by gzip) or Parquet (a file, a pattern or a
    folder). Its columns: ``at`` (or ``instant``) and ``capability``; ``prefecture`` or ``authority`` or both, ``role``
    and ``outcome`` (or ``allowed``), as far as there are any. Names are read as people write them. "Then" is decided
    by ``recorded_at`` (rules, section 6, "Two clocks"): at an instant k, what was recorded at or before k was known.

    Args:
        history: all that is recorded, as ``store.history()`` returns it.
        source: the log.
        known_at: judge as one could at this instant, by what was recorded until then; by default by all.
        columns: the log's own names of columns, such as ``{"at": "timestamp"}``.
        timezone: what instants without UTC offset are local time in, such as ``"Asia/Tokyo"`` or ``"+09:00"``;
            without it they are refused.
        unknown_names: ``"refuse"`` a log that names what there is not, or judge such rows ``"undecidable"``.
        violations: where to write the rows that do not agree, with what they rest on: a new ``.parquet`` or ``.csv``.
        engine: by default :class:`DuckDB` on all cores; or one that :func:`on_spark` gives, for Parquet.
        progress: told how far it is.

    Raises:
        AccessLogError: the log as a whole cannot be judged, or ``violations`` cannot be written; nothing is written.
        InadmissibleEventError, IllegalMoveError: the events are no history.
        InvalidFieldError: ``history``, ``timezone`` or ``unknown_names`` is nothing of the kind.
        NaiveInstantError, NotAnInstantError: ``known_at`` is no instant.
        OSError: a file cannot be read or written.
    """
    if unknown_names not in get_args(UnknownNames):
        raise InvalidFieldError("unknown_names", unknown_names, f"pass one of {', '.join(get_args(UnknownNames))}")
    entries = _entries(history)
    if known_at is not None:
        known_at = japan_time(known_at)
        entries = recorded_until(entries, known_at)
    target = None if violations is None else Target.of(str(violations))
    zone = zone_of(timezone) if isinstance(timezone, str) else timezone
    court = Court(entries, known_at)
    with TemporaryDirectory(prefix="hersys-") as folder:
        engine = engine or DuckDB(folder=Path(folder))
        log = _opened(engine, str(source), Path(folder), columns, zone, _told(progress, "read"))
        counted = count(engine, log, court, refusing=unknown_names == "refuse", progress=_told(progress, "judge"))
        undecidable: tuple[Undecidable, ...] = ()
        some = any(cell.verdict is Verdict.UNDECIDABLE for cell, _ in counted.cells)
        if some or target:  # what is found is compiled with all that it rests on only where it is to be read
            rows = disagreeing(engine, log, counted.cases)
            undecidable = first_undecidable(engine, rows, LISTED) if some else ()
            if target:
                target.write(engine, rows, _told(progress, "write"))
    return Judgment(
        source=str(source),
        known_at=known_at,
        events=len(entries),
        counts=added_up(counted.cells),
        undecidable=undecidable,
        limits=limits(
            counted.cells, counted.early, counted.late, log.others, None if timezone is None else str(timezone)
        ),
        violations=target and str(target.path),
        renamed=tuple(log.renamed.items()),
    )


def _entries(history: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    try:
        entries = tuple(history)
    except TypeError:
        raise InvalidFieldError("history", history, _HISTORY) from None
    for each in entries:
        if not isinstance(each, RecordedEvent):
            raise InvalidFieldError("history", each, _HISTORY)
    return entries


def _opened(  # noqa: PLR0913, PLR0917  # all that is said of a log
    engine: Engine,
    source: str,
    folder: Path,
    columns: Mapping[str, str] | None,
    zone: tzinfo | None,
    progress: Callable[[float], None] | None,
) -> Log:
    kind = _TEXT.get(Path(source.lower().removesuffix(".gz")).suffix)
    if kind is None:
        return prepared(engine, source, columns, zone)
    if not engine.local:
        raise AccessLogError(source, "a cluster judges Parquet only", "write the log as Parquet, or judge it on DuckDB")
    path = folder / "staged.parquet"
    done = stage(Path(source), path, kind=kind, columns=columns, zone=zone, progress=progress)
    return staged(engine, source, path, done.renamed)


def _told(progress: Progress | None, what: str) -> Callable[[float], None] | None:
    return progress and partial(progress, what)

"""The commands that keep a record: init, history, export, import.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLC0415  # see above

from io import BytesIO
from pathlib import Path

import typer

from hersys_lifecycle.cli import keep_options as k
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.answering import answering
from hersys_lifecycle.cli.progress import Tell, progress
from hersys_lifecycle.cli.screen import STDOUT, Screen
from hersys_lifecycle.cli.sources import Source, since_asked
from hersys_lifecycle.cli.users import recorder
from hersys_lifecycle.wording import recording


@answering(store=o.RecordOption, known_at=False)
def init(
    screen: Screen,
    source: Source,
    *,
    events: k.AdoptedOption = None,
    by: o.ByOption = None,
    key: o.KeyOption = None,
) -> None:
    """Begin a record with the Ministry's notice."""
    from hersys_lifecycle.cli.pages.kept import adopted, entries_data
    from hersys_lifecycle.cli.proposal import admit_in_place
    from hersys_lifecycle.cli.proposing import read_events
    from hersys_lifecycle.notice import official_events
    from hersys_lifecycle.states import initial

    notice = official_events()
    if events is not None:
        proposed = read_events(events)
        admit_in_place(initial(), proposed)
        notice = tuple(each.event for each in proposed)
    who = recorder(by)
    source.remark_clock()
    with source.rehearsed() as trial:
        trial.adopt(notice, by=who, key=key)  # so that nothing is made for what is refused
    with source.opened(create=True, kept=True) as record:
        entries = record.adopt(notice, by=who, key=key)
        head, url = record.head(), record.url
    screen.show(entries_data(entries, head), lambda: adopted(url, entries, head, screen.language))


@answering(store=o.RecordOption)
def history(screen: Screen, source: Source, *, since: o.SinceOption = None) -> None:
    """List what is recorded: when, by whom, what."""
    from hersys_lifecycle.audit import Log
    from hersys_lifecycle.cli.pages.kept import entries_data, listing

    log, begin = Log().extended(source.history()), since_asked(screen, since)
    entries = tuple(entry for entry in log.entries if begin <= entry.recorded_at)
    screen.show(entries_data(entries, log.head), lambda: listing(entries, log.head, screen.language))


@answering(store=o.RecordOption, known_at=False)
def export(screen: Screen, source: Source, file: k.ExportArgument) -> None:
    """Write the record to a file, to be verified elsewhere."""
    from hersys_lifecycle.cli.pages.kept import moved, moved_data

    exported = BytesIO()
    with source.opened(kept=True) as record, screen.using(file):
        head = record.export_log(exported if file == STDOUT else file)
    if file == STDOUT:
        screen.deliver(exported.getvalue(), file)
    else:
        screen.show(moved_data(file, head), lambda: moved(recording.EXPORTED, file, head, screen.language))


@answering(store=o.RecordOption, known_at=False)
def import_(screen: Screen, source: Source, file: k.ImportArgument) -> None:
    """Begin a record with an exported one.

    It is taken over whole, as it was recorded, or not at all.
    """
    from hersys_lifecycle.cli.pages.kept import moved, moved_data

    with screen.using(file):
        content = typer.get_binary_stream("stdin").read() if file == STDOUT else Path(file).read_bytes()
    with progress(screen) as tell:
        with source.rehearsed() as trial:
            trial.import_log(_Told(content, tell, 0.0))  # so that nothing is made for what is refused
        with source.opened(create=True, kept=True) as record:
            head, url = record.import_log(_Told(content, tell, 0.5)), record.url
    screen.show(moved_data(file, head), lambda: moved(recording.IMPORTED, url, head, screen.language))


class _Told(BytesIO):
    """What is read, and tells how much of it is, from a share on; it is read twice."""

    def __init__(self, content: bytes, tell: Tell, share: float) -> None:
        super().__init__(content)
        self._tell, self._share, self._size = tell, share, max(len(content), 1)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._tell(recording.IMPORTING, self._share + self.tell() / self._size / 2)
        return super().readline(size)

"""The commands that keep a record: init, history, export, import.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLC0415  # see above

from io import BufferedReader, BytesIO, FileIO
from typing import Any

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
    with source.opened(create=True, kept=True) as record:
        entries = record.adopt(notice, by=recorder(by), key=key)
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

    with screen.using(file), _Read(file) as exported, progress(screen) as tell:
        exported.tell_whom = tell
        with source.opened(create=True, kept=True) as record, BufferedReader(exported) as lines:
            head, url = record.import_log(lines), record.url
    screen.show(moved_data(file, head), lambda: moved(recording.IMPORTED, url, head, screen.language))


class _Read(FileIO):
    """A file that tells how much of it is read."""

    tell_whom: Tell

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._size = max(self.seek(0, 2), 1)
        self.seek(0)

    def readinto(self, buffer: Any, /) -> int | None:  # noqa: ANN401  # whatever a buffer is filled in
        self.tell_whom(recording.IMPORTING, self.tell() / self._size)
        return super().readinto(buffer)

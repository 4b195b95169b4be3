"""A log goes into a file and comes out of it as it was, byte for byte; a file that is not as it was exported does not.

The tampering with every byte of a file is in test_verify_log.py.
"""

import os
import re
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from errno import EPERM
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Barrier
from typing import BinaryIO, cast

import pytest
from attrs import evolve
from hypothesis import given

from hersys_lifecycle.audit import GENESIS, Head, RecordedEvent, compare
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.codec import write_line
from hersys_lifecycle.errors import CorruptLogError, LogNotEmptyError, PastChangedError
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import MalformedLogError, NotALogFileError, Store, open_store, portable
from hersys_lifecycle.testing import FrozenClock, recorded_histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.recordings import Recording, entries_of, linked, recorded
from tests.admitting import LIMITED, RESERVE, UPGRADE
from tests.exporting import HEADER, between, compact, exported, fault, file_of, forged, wires
from tests.shorthand import jst, maintenance, maintenance_cancelled, slot, slot_moved, written
from tests.stores import behind, put
from tests.strategies import SLOW

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "log-v1.jsonl"
GOLDEN_HEAD = Head(18, "c68cf38a21d7f7c156975bed27d2d084810d45209d12584ea4ecf83f91fcb173")

LATER = jst("2023-11-20")
OSAKA = slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18")
LOG = written(
    Recording(ANNOUNCED, (*LIMITED, UPGRADE, OSAKA), key="notice"),
    Recording(jst("2023-11-06"), (slot_moved(Prefecture.OSAKA, "2023-12-04", "2023-12-09"), RESERVE), "担当者 2"),
    Recording(LATER, (slot_moved(Prefecture.OSAKA, "2023-11-14", "2023-12-09"),), correction=True),
)
FILE = file_of(LOG.entries)
LINES = FILE.splitlines(keepends=True)
TRAILER = len(LINES)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store of each kind in turn that holds the log."""
    assert put(store, LOG.entries)
    return store


@pytest.fixture
def empty() -> Iterator[Store]:
    """An empty store, in memory."""
    with open_store(":memory:", clock=FrozenClock(LATER)) as opened:
        yield opened


# Out, and in again


def test_an_exported_log_is_a_header_a_line_an_entry_and_a_trailer(filled: Store) -> None:
    header, *lines, trailer, behind_the_last_end = exported(filled).split(b"\n")
    assert header == b'{"format":"hersys-lifecycle-log","version":1}'
    assert lines == [write_line(entry) for entry in LOG.entries]
    assert trailer == b'{"count":%d,"head":"%s"}' % (len(lines), LOG.head.digest.encode())
    assert behind_the_last_end == b""


def test_an_imported_log_is_the_one_that_was_exported(store: Store) -> None:
    assert store.import_log(BytesIO(FILE)) == LOG.head
    assert exported(store) == FILE
    assert store.history() == LOG.entries
    assert store.verify_chain(LOG.head) == LOG.head
    assert compare(store.lifecycle(), LOG.lifecycle) == ()
    assert store.lifecycle(known_at=ANNOUNCED).events == (*LIMITED, UPGRADE, OSAKA)


def test_an_imported_log_is_there_for_all_who_have_the_store_open(shared_url: str) -> None:
    with open_store(shared_url) as importing, open_store(shared_url) as other:
        importing.import_log(BytesIO(FILE))
        assert other.history() == LOG.entries
    with open_store(shared_url) as anew:
        assert exported(anew) == FILE


def test_an_imported_log_is_recorded_on(store: Store, clock: FrozenClock) -> None:
    store.import_log(BytesIO(FILE))
    clock.set(LATER + timedelta(days=1))
    assert store.adopt((*LIMITED, UPGRADE, OSAKA), by="ops", key="notice") == LOG.entries[:6]  # it was adopted there
    last = store.record(slot_moved(Prefecture.OSAKA, "2023-12-11", "2023-12-16"), by="ops", correction=True)
    assert (last.position, last.previous) == (LOG.head.position + 1, LOG.head.digest)


@SLOW
@given(recorded_histories())
def test_every_log_survives_export_and_import(entries: tuple[RecordedEvent, ...]) -> None:
    with open_store(":memory:") as store, open_store(":memory:") as copy:
        put(store, entries)
        file = exported(store)
        assert copy.import_log(BytesIO(file)) == store.head()
        assert copy.history() == store.history() == entries
        assert compare(copy.lifecycle(), store.lifecycle()) == ()
        assert exported(copy) == file


def test_an_entry_stays_as_it_was_written_though_it_would_be_written_otherwise_now(store: Store) -> None:
    def elsewhere(text: str) -> str:
        return re.sub(r"(?<=T)08:00:00[+]09:00", "00:00:00+01:00", text)

    file = forged(
        wire | {"event": {name: elsewhere(each) if name == "at" else each for name, each in wire["event"].items()}}
        for wire in wires(FILE)
    )
    assert b'"at":"2023-11-01T00:00:00+01:00"' in file
    store.import_log(BytesIO(file))
    assert exported(store) == file
    assert store.lifecycle() == LOG.lifecycle
    assert store.verify_chain() == store.head() != LOG.head


def test_neither_compression_nor_encryption_of_a_store_is_in_the_file(store_url: str) -> None:
    settings = {"COMPRESSOR_TOPIC": "zlib", "CIPHER_KEY": "MDEyMzQ1Njc4OWFiY2RlZg=="}
    with open_store(store_url, env=settings) as store:
        store.import_log(BytesIO(FILE))
        assert exported(store) == FILE


def test_an_empty_log_is_exported_and_imported(store: Store) -> None:
    file = between((), 0, "0" * 64)
    assert exported(store) == file
    assert store.import_log(BytesIO(file)) == Head(0, GENESIS)
    assert store.history() == ()


def test_a_log_of_megabytes_is_imported_at_once(store: Store) -> None:
    # More than a socket takes at a time.
    source = Citation("通知" * 30_000, "1", Grade.ASSUMED)
    events = [evolve(event, citation=source) for event in official_events()]
    log = written(Recording(ANNOUNCED, tuple(events)))
    assert store.import_log(BytesIO(file_of(log.entries))) == log.head
    assert store.verify_chain() == log.head


def test_a_log_once_exported_is_imported_for_good(store: Store) -> None:
    assert store.import_log(GOLDEN) == GOLDEN_HEAD
    assert exported(store) == GOLDEN.read_bytes()


def test_the_documentation_shows_a_log(empty: Store) -> None:
    page = (ROOT / "docs" / "log-format.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```json\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert empty.import_log(BytesIO(shown.encode())).position == shown.count("\n") - 2


# The file


def test_a_file_is_named_by_a_path_of_either_kind_or_open_already(tmp_path: Path, empty: Store) -> None:
    put(empty, LOG.entries)
    text, path = str(tmp_path / "a.jsonl"), tmp_path / "b.jsonl"
    assert empty.export_log(text) == empty.export_log(path) == LOG.head
    assert Path(text).read_bytes() == path.read_bytes() == FILE
    for source in (text, path):
        with open_store(":memory:") as copy:
            assert copy.import_log(source) == LOG.head


def test_an_open_file_stays_open(empty: Store) -> None:
    put(empty, LOG.entries)
    file = BytesIO(b"before it\n")
    file.seek(0, 2)
    empty.export_log(file)
    assert file.getvalue() == b"before it\n" + FILE
    file.seek(len(b"before it\n"))
    with open_store(":memory:") as copy:
        copy.import_log(file)
    assert not file.closed


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path, empty: Store) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("older")
    with pytest.raises(FileExistsError, match=r"takes the place of no other file: give it a new name: .*log\.jsonl"):
        empty.export_log(path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("log.jsonl", "older")]


def test_a_link_to_a_file_yet_to_come_is_left_as_it_is(tmp_path: Path, empty: Store) -> None:
    path = tmp_path / "log.jsonl"
    path.symlink_to("elsewhere")
    with pytest.raises(FileExistsError, match="give it a new name"):
        empty.export_log(path)
    assert [(each.name, each.readlink()) for each in tmp_path.iterdir()] == [("log.jsonl", Path("elsewhere"))]


def test_of_many_that_export_to_a_path_at_once_one_does(tmp_path: Path) -> None:
    ready = Barrier(8)
    heads = [Head(position, GENESIS) for position in range(8)]

    def export(path: Path, head: Head) -> Head | None:
        ready.wait(60)
        try:
            portable.write(path, (), head)
        except FileExistsError:
            return None
        return head

    paths = {tmp_path / f"{number}.jsonl" for number in range(10)}
    with ThreadPoolExecutor(8) as threads:
        for path in paths:
            (exported_one,) = filter(None, threads.map(partial(export, path), heads))
            assert path.read_bytes() == between((), *exported_one)
    assert set(tmp_path.iterdir()) == paths


def test_where_no_file_has_two_names_a_log_is_exported_as_well(
    tmp_path: Path, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(EPERM, "Operation not permitted")  # as FAT says

    monkeypatch.setattr(os, "link", link)
    put(empty, LOG.entries)
    path = tmp_path / "log.jsonl"
    empty.export_log(path)
    assert path.read_bytes() == FILE
    with pytest.raises(FileExistsError):
        empty.export_log(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("file", [StringIO(), 5, None, b"log.jsonl"], ids=lambda file: type(file).__name__)
def test_what_is_no_file_of_bytes_is_told_with_the_remedy(file: BinaryIO, empty: Store) -> None:
    for use in (empty.export_log, empty.import_log):
        with pytest.raises(NotALogFileError, match="give a path, or open the file with 'rb' or 'wb'") as raised:
            use(file)
        assert raised.value.kind == type(file).__name__


def test_a_text_file_is_refused_before_anything_is_written_to_it(tmp_path: Path, empty: Store) -> None:
    path = tmp_path / "log.jsonl"
    with NamedTemporaryFile("w+", encoding="utf-8") as wrapped, path.open("w+", encoding="utf-8") as text:
        for file in (wrapped, text):
            with pytest.raises(NotALogFileError):
                empty.export_log(cast("BinaryIO", file))
            assert file.read() == ""


def test_where_the_file_cannot_be_written_whole_nothing_is_left_of_it(tmp_path: Path, empty: Store) -> None:
    put(empty, LOG.entries)
    with files_of_at_most(len(FILE) - 1), pytest.raises(OSError, match="File too large"):
        empty.export_log(tmp_path / "log.jsonl")
    assert list(tmp_path.iterdir()) == []
    with files_of_at_most(len(FILE)):
        empty.export_log(tmp_path / "log.jsonl")
    assert [each.name for each in tmp_path.iterdir()] == ["log.jsonl"]


def test_a_folder_or_file_that_is_missing_is_an_error_of_the_file_and_not_of_the_store(
    tmp_path: Path, empty: Store
) -> None:
    with pytest.raises(FileNotFoundError):
        empty.export_log(tmp_path / "missing" / "log.jsonl")
    with pytest.raises(FileNotFoundError):
        empty.import_log(tmp_path / "log.jsonl")


def test_a_damaged_log_is_not_exported(shared_url: str, tmp_path: Path) -> None:
    with open_store(shared_url) as store:
        put(store, LOG.entries)
        store.history()  # it was read when it was whole
        behind(shared_url, "UPDATE ROWS SET topic = 'updates_stopped' WHERE originator_version = 3")
        with pytest.raises(CorruptLogError) as raised:
            store.export_log(tmp_path / "log.jsonl")
        assert raised.value.position == 3
    assert not (tmp_path / "log.jsonl").exists()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let this process write no file larger than some bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# Only an empty store imports


def test_only_an_empty_store_imports(filled: Store) -> None:
    with pytest.raises(LogNotEmptyError, match=f"{LOG.head.position} events are recorded already"):
        filled.import_log(BytesIO(FILE))
    assert filled.history() == LOG.entries


class Meanwhile(BytesIO):
    """A file in whose middle another writer comes first."""

    def __init__(self, content: bytes, url: str, entries: tuple[RecordedEvent, ...]) -> None:
        super().__init__(content)
        self.url, self.entries = url, entries

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if line == LINES[-1]:
            with open_store(self.url) as other:
                assert put(other, self.entries)
        return line


def test_nothing_is_imported_where_another_writer_was_first(shared_url: str) -> None:
    (entry,) = entries_of(Recording(ANNOUNCED, LIMITED[:1]))
    others = tuple(linked([entry]))
    with open_store(shared_url) as store:
        with pytest.raises(LogNotEmptyError, match="1 events are recorded already"):
            store.import_log(Meanwhile(FILE, shared_url, others))
        assert store.history() == others


def test_a_log_that_is_there_by_the_end_of_its_import_is_imported(shared_url: str) -> None:
    on = recorded(LOG, Recording(LATER, (slot_moved(Prefecture.OSAKA, "2023-12-11", "2023-12-16"),), correction=True))
    with open_store(shared_url) as store:
        assert store.import_log(Meanwhile(FILE, shared_url, on.entries)) == LOG.head
        assert store.history() == on.entries


# A file that is not as it was exported

BROKEN: dict[str, tuple[bytes, int, str]] = {
    "an empty file": (b"", 1, "the header of an exported log is"),
    "a file of something else": (b"hello", 1, "the header of an exported log is"),
    "no header": (b"".join(LINES[1:]), 1, 'the header of an exported log is {"format":"hersys-lifecycle-log"'),
    "another header": (FILE.replace(b"hersys-lifecycle-log", b"hersys-log"), 1, "the header of an exported log is"),
    "a newer format": (FILE.replace(HEADER, HEADER.replace(b"1", b"2")), 1, "of format version 2, and this release"),
    "a byte order mark": (b"\xef\xbb\xbf" + FILE, 1, "it has a byte order mark"),
    "another encoding": (FILE.decode().encode("utf-16-le"), 1, "the header of an exported log is"),
    "CR LF": (FILE.replace(b"\n", b"\r\n"), 1, "ends in CR LF"),
    "CR LF on one line": (FILE.replace(LINES[2], LINES[2].replace(b"\n", b"\r\n")), 3, "ends in CR LF"),
    "an empty line": (FILE.replace(LINES[2], b"\n" + LINES[2]), 3, "it is empty"),
    "an empty line at the end": (FILE + b"\n", TRAILER + 1, "it stands behind the trailer"),
    "a second log": (FILE + FILE, TRAILER + 1, "it stands behind the trailer"),
    "no end of line": (FILE[:-1], TRAILER, "the file ends here, before the end of its trailer"),
    "no trailer": (b"".join(LINES[:-1]), TRAILER, "the file ends here"),
    "half a line": (b"".join(LINES[:4])[:-9], 4, "the file ends here"),
    "the header only": (LINES[0], 2, "the file ends here"),
    "no JSON": (FILE.replace(LINES[3], b"slot\n"), 4, "$: b'slot': it is no JSON in UTF-8"),
    "JSON of another kind": (FILE.replace(LINES[3], b"[1]\n"), 4, "$: b'[1]': it is not in the canonical form"),
    "JSON without end": (FILE.replace(LINES[3], b"[" * 10**5 + b"\n"), 4, "it is no JSON in UTF-8"),
    "blanks": (FILE.replace(LINES[3], LINES[3].replace(b",", b", ")), 4, "it is not in the canonical form"),
    "names in another order": (
        FILE.replace(
            LINES[3], LINES[3].replace(b'{"batch":1,', b"{").replace(b'"version":1}\n', b'"version":1,"batch":1}\n')
        ),
        4,
        "it is not in the canonical form",
    ),
    "a name twice": (FILE.replace(LINES[3], LINES[3].replace(b"{", b'{"batch":1,', 1)), 4, "not in the canonical form"),
    "another value": (FILE.replace(LINES[3], LINES[3].replace(b"ops", b"cat")), 4, "$.digest: "),
    "a line dropped": (FILE.replace(LINES[3], b""), 4, "it is missing; position 4 stands in its place"),
    "a line doubled": (FILE.replace(LINES[3], LINES[3] * 2), 5, "it is missing; position 3 stands in its place"),
    "lines swapped": (FILE.replace(LINES[3] + LINES[4], LINES[4] + LINES[3]), 4, "it is missing; position 4 stands"),
    "the last entry dropped": (FILE.replace(LINES[-2], b""), TRAILER - 1, f'is {{"count":{LOG.head.position - 1},"'),
    "another count": (
        FILE.replace(b'{"count":9,', b'{"count":8,'),
        TRAILER,
        'the trailer of what stands above is {"count":9,',
    ),
    "another head": (
        FILE.replace(LINES[-1], compact({"count": 9, "head": GENESIS}) + b"\n"),
        TRAILER,
        "the trailer of",
    ),
    "a trailer in another form": (
        FILE.replace(b'{"count":', b'{ "count":'),
        TRAILER,
        "it is not in the canonical form",
    ),
    "a trailer with more in it": (FILE.replace(b'{"count":9', b'{"count":9,"from":1'), TRAILER, "the trailer of"),
}


@pytest.mark.parametrize(("file", "line", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_and_the_line_named(file: bytes, line: int, reason: str, empty: Store) -> None:
    assert file != FILE
    found = fault(empty, file)
    assert found
    assert found.line == line
    assert reason in found.reason
    assert str(found).startswith(f"line {line}: ")
    assert len(str(found)) < 400


# What is linked as it should be, and should not be in a log

Replaced = dict[str, object]
FIELDS: dict[str, tuple[int, Replaced, str]] = {
    "a newer schema": (2, {"version": 2}, "$.version: 2: it was written by a newer release"),
    "a field of its own": (2, {"note": ""}, "$.note: '': there is no such field"),
    "a truth for a number": (2, {"position": True}, "$.position: True: write a whole number"),
    "a fraction": (2, {"batch": 1.5}, "$.batch: 1.5: write a whole number"),
    "no event": (2, {"event": None}, "$.event: None: write an object"),
    "an event of a type to come": (
        2,
        {"event": {"type": "system_revived"}},
        "$.event.type: 'system_revived': there is",
    ),
    "nobody": (2, {"recorded_by": " "}, "$.recorded_by: ' ': "),
    "a gap": (3, {"position": 4}, "it is missing; position 4 stands in its place"),
    "time that goes back": (8, {"recorded_at": "2023-09-01T00:00:00+09:00"}, "recorded_at goes back"),
    "a recording of two authors": (3, {"recorded_by": "others"}, "it differs from those recorded together with it"),
    "a recording of two times": (3, {"recorded_at": "2023-09-16T00:00:00+09:00"}, "it differs from those recorded"),
    "a recording that begins elsewhere": (3, {"batch": 3}, "it belongs to a recording that began at 3"),
    "the id of another entry": (5, {"id": str(LOG.entries[0].id)}, "its id is that of position 1"),
    "the key of another recording": (10, {"key": "notice"}, "its key is that of another recording, at 1: 'notice'"),
}


@pytest.mark.parametrize(("line", "replaced", "reason"), FIELDS.values(), ids=FIELDS)
def test_a_line_is_refused_for_what_it_says_though_its_digest_is_right(
    line: int, replaced: Replaced, reason: str, empty: Store
) -> None:
    entries = wires(FILE)
    entries[line - 2] |= replaced
    found = fault(empty, forged(entries))
    assert found
    assert found.line == line
    assert reason in found.reason


def test_an_event_that_is_not_admitted_is_refused_by_its_line(empty: Store) -> None:
    again = tuple(linked(entries_of(Recording(LATER, (UPGRADE,)), LOG.head.position), LOG.head.digest))
    found = fault(empty, file_of((*LOG.entries, *again)))
    assert found
    assert found.line == TRAILER
    assert found.reason.startswith("MaintenanceScheduled is not admitted: ")


def test_a_changed_past_is_refused_by_its_line_unless_it_was_a_correction(empty: Store) -> None:
    reopened = Recording(LATER, (maintenance_cancelled("upgrade"),))
    found = fault(empty, file_of(recorded(LOG, reopened).entries))
    assert found
    assert found.line == TRAILER
    assert "answers before 2023-11-20T00:00:00+09:00 would be others" in found.reason
    assert isinstance(found.__cause__, CorruptLogError)
    assert isinstance(found.__cause__.__cause__, PastChangedError)
    corrected = recorded(LOG, reopened._replace(correction=True))
    assert empty.import_log(BytesIO(file_of(corrected.entries))) == corrected.head


def test_what_was_recorded_after_the_end_is_refused_by_its_line_unless_it_was_a_correction(empty: Store) -> None:
    late = Recording(jst("2024-04-02"), (maintenance("M", "2024-03-01", "2024-03-02"),))
    found = fault(empty, file_of(recorded(LOG, late).entries))
    assert found
    assert found.line == TRAILER
    assert found.reason.startswith("HER-SYS ended at 2024-04-01T00:00:00+09:00")
    corrected = recorded(LOG, late._replace(correction=True))
    assert empty.import_log(BytesIO(file_of(corrected.entries))) == corrected.head


def test_the_first_recording_may_tell_of_the_past_for_a_notice_was_adopted(empty: Store) -> None:
    log = written(Recording(LATER, (*LIMITED, OSAKA)))
    assert empty.import_log(BytesIO(file_of(log.entries))) == log.head


def test_nothing_is_read_behind_a_line_at_fault(empty: Store) -> None:
    file = BytesIO(FILE.replace(LINES[2], b"\n" + LINES[2]))
    with pytest.raises(MalformedLogError, match="line 3: it is empty"):
        empty.import_log(file)
    assert file.read() == b"".join(LINES[2:])

"""The verifier of exported logs, and the import, against tampering with every byte; and what neither can see."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.verify_log import FindingError, verify
from hersys_lifecycle.audit import GENESIS, Head, RecordedEvent
from hersys_lifecycle.errors import CorruptLogError
from hersys_lifecycle.store import Store, open_store
from hersys_lifecycle.testing import recorded_histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.recordings import Recording
from tests.exporting import HEADER, between, compact, digested, exported, fault, file_of, forged, wires
from tests.shorthand import first_stop, opening, updates_stop, written
from tests.stores import put
from tests.strategies import SLOW

VERIFIER = Path(__file__).parents[1] / "examples" / "verify_log.py"

SMALL = written(
    Recording(ANNOUNCED, (first_stop("2023-10-01"), updates_stop("2023-10-31T18:00")), key="通知"),
    Recording(ANNOUNCED, (opening("2023-11-01T08:00"),)),
)
FILE = file_of(SMALL.entries)
LINES = FILE.splitlines(keepends=True)


def found(file: bytes, kept: Head | None = None) -> str | None:
    """Return the finding of the verifier, if there is any."""
    try:
        verify(BytesIO(file), kept)
    except FindingError as finding:
        return str(finding)
    return None


@pytest.fixture(scope="module")
def empty() -> Iterator[Store]:
    """An empty store, in memory, into which nothing that is tampered with gets."""
    with open_store(":memory:") as store:
        yield store
        assert store.history() == ()


def named(file: bytes, store: Store) -> set[int | None]:
    """Return the lines at which the verifier and the import find a fault; ``None`` where one of them finds none."""
    finding, refusal = found(file), fault(store, file)
    return {int(finding.split()[1].rstrip(":")) if finding else None, refusal.line if refusal else None}


def unnoticed(files: Iterable[bytes], store: Store) -> list[bytes]:
    """Return those of some files that are not the right one and yet are verified or imported."""
    return [file for file in files if file != FILE and None in named(file, store)]


def line_of(at: int) -> int:
    """Return the number of the line in which a byte of the file is."""
    return FILE.count(b"\n", 0, at) + 1


# What is whole


@SLOW
@given(recorded_histories(), st.data())
def test_every_exported_log_is_whole_and_holds_each_head_it_had(
    entries: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    with open_store(":memory:") as store:
        put(store, entries)
        file, head = exported(store), store.head()
    assert verify(BytesIO(file)) == head
    digests = [GENESIS, *(entry.digest for entry in entries)]
    kept = Head(*data.draw(st.sampled_from(list(enumerate(digests)))))
    assert verify(BytesIO(file), kept) == head


def test_a_newer_schema_of_entries_is_whole_as_well_for_their_digests_tell() -> None:
    newer = forged(wire | {"version": 2, "witness": "監査"} for wire in wires(FILE))
    assert found(newer) is None


# What is not


@pytest.mark.parametrize("bit", range(8))
def test_every_bit_that_is_another_is_seen_and_its_line_named(bit: int, empty: Store) -> None:
    for at, byte in enumerate(FILE):
        assert named(FILE[:at] + bytes([byte ^ 1 << bit]) + FILE[at + 1 :], empty) == {line_of(at)}


@pytest.mark.parametrize("value", [b"\n", b" ", b"0", b"\0", b"\xff"])
def test_every_byte_that_is_another_is_seen_and_its_line_named(value: bytes, empty: Store) -> None:
    for at in range(len(FILE)):
        if FILE[at : at + 1] != value:
            assert named(FILE[:at] + value + FILE[at + 1 :], empty) == {line_of(at)}


def test_every_byte_that_is_missing_is_seen_and_its_line_named(empty: Store) -> None:
    for at in range(len(FILE)):
        assert named(FILE[:at] + FILE[at + 1 :], empty) == {line_of(at)}


@pytest.mark.parametrize("added", [b" ", b"\n", b"0", None], ids=["blank", "end of line", "digit", "its neighbour"])
def test_every_byte_too_many_is_seen(added: bytes | None, empty: Store) -> None:
    files = (FILE[:at] + (added or FILE[at - 1 :][:1]) + FILE[at:] for at in range(len(FILE) + 1))
    assert unnoticed(files, empty) == []


def test_every_end_cut_off_and_every_beginning_is_seen(empty: Store) -> None:
    assert unnoticed((FILE[:at] for at in range(len(FILE))), empty) == []
    assert unnoticed((FILE[at:] for at in range(1, len(FILE))), empty) == []


def test_lines_in_another_order_doubled_or_dropped_are_seen(empty: Store) -> None:
    count = len(LINES)
    orders = [order for size in range(count + 1) for order in permutations(range(count), size)]
    doubled = [(*range(at), one, *range(at, count)) for at in range(count + 1) for one in range(count)]
    files = [b"".join(LINES[at] for at in order) for order in (*orders, *doubled)]
    assert unnoticed(files, empty) == []
    assert len(files) == 326 + 30


ORPHAN = digested(wires(FILE)[1] | {"position": 1})
REWRITTEN = digested(wires(FILE)[1] | {"id": str(UUID(int=9))})
OTHER_FORMS: dict[str, tuple[bytes, int]] = {
    "another version of the format": (FILE.replace(HEADER, HEADER.replace(b"1", b"2")), 1),
    "a truth for the version": (FILE.replace(HEADER, HEADER.replace(b"1", b"true")), 1),
    "a truth for a position": (forged([wires(FILE)[0] | {"position": True}]), 2),
    "a fraction": (forged([wires(FILE)[0] | {"batch": 1.5}]), 2),
    "no number": (FILE.replace(b'"batch":1,', b'"batch":NaN,', 1), 2),
    "no position": (forged([{name: each for name, each in wires(FILE)[0].items() if name != "position"}]), 2),
    "half a character": (FILE.replace("通知".encode(), b"\\ud800", 1), 2),
    "depth without end": (FILE.replace(LINES[1], b"[" * 10**5 + b"\n"), 2),
    "a list": (FILE.replace(LINES[1], b"[1]\n"), 2),
    "another predecessor": (between([compact(ORPHAN)], 1, ORPHAN["digest"]), 2),
    "an entry digested anew alone": (FILE.replace(LINES[2], compact(REWRITTEN) + b"\n"), 4),
    "a truth for the count": (forged(wires(FILE)[:1]).replace(b'"count":1', b'"count":true'), 3),
    "more in the trailer": (FILE.replace(b'"count":3', b'"count":3,"from":1'), 5),
    "nothing": (b"", 1),
}


@pytest.mark.parametrize(("file", "line"), OTHER_FORMS.values(), ids=OTHER_FORMS)
def test_what_only_looks_alike_is_seen_and_its_line_named(file: bytes, line: int, empty: Store) -> None:
    assert named(file, empty) == {line}


# What no chain can see


def by_another(file: bytes) -> bytes:
    """Return a log in which all is recorded by another, with digests that fit."""
    return forged(wire | {"recorded_by": "another"} for wire in wires(file))


def test_a_log_rewritten_as_a_whole_is_seen_only_beside_a_head_kept_elsewhere() -> None:
    forgery = by_another(FILE)
    assert found(forgery) is None
    assert found(forgery, SMALL.head) == (
        "line 4: position 3: its digest is not that of the head that was kept: this is another log"
    )
    first = Head(1, SMALL.entries[0].digest)
    assert str(found(forgery, first)).startswith("line 2: ")
    with open_store(":memory:") as store:
        assert store.import_log(BytesIO(forgery)) != SMALL.head  # which the chain alone cannot refuse either
        with pytest.raises(CorruptLogError):
            store.verify_chain(SMALL.head)


def test_an_end_cut_off_under_a_new_trailer_is_seen_only_beside_a_head_kept_elsewhere() -> None:
    shorter = file_of(SMALL.entries[:2])
    assert found(shorter) is None
    assert found(shorter, SMALL.head) == "line 4: the log ends too early: the head that was kept is at position 3"


# As a program, which has nothing but Python


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", "-X", "utf8", VERIFIER, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_the_program_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(FILE)
    shown = run(path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"whole: 3 entries, head 3:{SMALL.head.digest}\n")
    assert "not seen: whether all of it was rewritten, or its end cut off" in shown.stdout
    assert "not judged: whether the events should have been recorded" in shown.stdout


def test_the_program_tells_whether_a_head_kept_elsewhere_is_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    kept = f"2:{SMALL.entries[1].digest}"
    path.write_bytes(FILE)
    shown = run(path, "--head", kept)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "verified: up to position 2 it is the log whose head was kept" in shown.stdout
    assert "not seen" not in shown.stdout
    path.write_bytes(by_another(FILE))
    refused = run(path, "--head", kept)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert (
        refused.stdout == "line 3: position 2: its digest is not that of the head that was kept: this is another log\n"
    )


def test_the_program_names_the_line_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(FILE.replace(b"18:00", b"18:01"))
    refused = run(path)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert refused.stdout.startswith("line 3: digest is ")


@pytest.mark.parametrize(
    "arguments",
    [(), ("missing.jsonl",), (os.curdir,), (VERIFIER, "--head", "3"), (VERIFIER, "--head", "3:abc"), (VERIFIER, "-x")],
    ids=str,
)
def test_misuse_verifies_nothing(arguments: tuple[str | Path, ...]) -> None:
    refused = run(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("usage: verify_log.py")

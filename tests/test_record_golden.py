"""The line of a recorded event, and so its digest, never change: a log written once is read, and written alike."""

from pathlib import Path
from uuid import UUID

from hersys_lifecycle.audit import GENESIS, Head, Log, RecordedEvent
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.codec import sealed, structure_recorded, unsealed, write_line
from hersys_lifecycle.events import MaintenanceScheduled, NonReportableRegistrationStopped, UpdatesStopped
from tests.shorthand import jst, span

LINES = (Path(__file__).parent / "golden" / "record" / "v1.jsonl").read_bytes().splitlines()
DIGESTS = (
    "94eb5ef21e532317a7de9b5d7888668f1848fef741f63edd5afb918b14d66de1",
    "335fe1a2948d7180532f6591367299a261d73f8d34abee45417153235a946c1c",
    "f955f4287e1826285dd7906bde16304952c37c7dbf0c89bf0ec642e13236b385",
)
ENTRIES = (
    RecordedEvent(
        position=1,
        batch=1,
        id=UUID("6f1c3a52-8f0e-4d0b-9d39-1f2a0c5b7e11"),
        key="notice",
        recorded_at=jst("2023-09-15T09:30"),
        recorded_by='担当者 "A" \\ 2',
        correction=False,
        event=NonReportableRegistrationStopped(at=jst("2023-10-01"), citation=Citation(NOTICE, "N1", Grade.INFERRED)),
        previous=GENESIS,
        digest=DIGESTS[0],
    ),
    RecordedEvent(
        position=2,
        batch=1,
        id=UUID("00d7b9c4-5a61-4f7e-8c1d-3be2f6a90482"),
        key="notice",
        recorded_at=jst("2023-09-15T09:30"),
        recorded_by='担当者 "A" \\ 2',
        correction=False,
        event=UpdatesStopped(at=jst("2023-10-31T18:00"), citation=Citation(NOTICE, "N2", Grade.STATED)),
        previous=DIGESTS[0],
        digest=DIGESTS[1],
    ),
    RecordedEvent(
        position=3,
        batch=3,
        id=UUID("e2f4a6b8-c0d1-42e3-a4f5-061728394a5b"),
        key=None,
        recorded_at=jst("2023-11-01T12:00:00.000001"),
        recorded_by="ops/é",
        correction=True,
        event=MaintenanceScheduled(
            name="移行作業",
            span=span("2023-10-31T18:00", "2023-11-01T08:00"),
            citation=Citation(NOTICE, "N9", Grade.STATED),
        ),
        previous=DIGESTS[1],
        digest=DIGESTS[2],
    ),
)


def test_the_golden_lines_read_as_the_entries_they_were_written_for() -> None:
    assert tuple(structure_recorded(unsealed(line)) for line in LINES) == ENTRIES


def test_the_entries_are_written_as_the_golden_lines_byte_for_byte() -> None:
    assert [write_line(entry) for entry in ENTRIES] == LINES


def test_the_digests_are_those_of_the_golden_lines() -> None:
    assert tuple(sealed(entry).digest for entry in ENTRIES) == DIGESTS


def test_the_golden_lines_are_a_log() -> None:
    log = Log().extended(ENTRIES)
    assert log.head == Head(3, DIGESTS[2])

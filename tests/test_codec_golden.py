"""The wire form never changes: each file of the golden folder reads as its event, and is written byte for byte."""

import json
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

from hersys_lifecycle import events
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.codec import structure, unstructure
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import JST, Span, days
from hersys_lifecycle.prefectures import Prefecture

FOLDER = Path(__file__).parent / "golden" / "v1"

# Files are named by their type, and by a variant where there is more than one.
EVENTS: dict[str, Event] = {
    "non_reportable_registration_stopped": events.NonReportableRegistrationStopped(
        at=datetime(2023, 10, 1, tzinfo=JST), citation=Citation(NOTICE, "N1", Grade.INFERRED)
    ),
    "updates_stopped": events.UpdatesStopped(
        at=datetime(2023, 10, 31, 18, tzinfo=JST), citation=Citation(NOTICE, "N2", Grade.STATED)
    ),
    "maintenance_scheduled": events.MaintenanceScheduled(
        name="移行作業",
        span=Span(datetime(2023, 10, 31, 18, tzinfo=JST), datetime(2023, 11, 1, 8, tzinfo=JST)),
        citation=Citation(NOTICE, "N9", Grade.STATED),
    ),
    "maintenance_rescheduled": events.MaintenanceRescheduled(
        name="移行作業",
        span=Span(datetime(2023, 10, 31, 18, tzinfo=JST), datetime(2023, 11, 1, 8, 0, 0, 1, tzinfo=JST)),
        citation=Citation("HER-SYSの移行作業の延長について", "1", Grade.INFERRED),
    ),
    "maintenance_cancelled": events.MaintenanceCancelled(
        name="定期メンテナンス #2", citation=Citation("定期メンテナンスの中止について", "1", Grade.STATED)
    ),
    "bulk_export_opened": events.BulkExportOpened(
        at=datetime(2023, 11, 1, 8, tzinfo=JST), citation=Citation(NOTICE, "N3", Grade.INFERRED)
    ),
    "slot_assigned": events.SlotAssigned(
        prefecture=Prefecture.HOKKAIDO,
        span=days(datetime(2023, 11, 13, tzinfo=JST).date(), datetime(2023, 11, 17, tzinfo=JST).date()),
        citation=Citation(NOTICE, "N10", Grade.INFERRED),
    ),
    "slot_rescheduled": events.SlotRescheduled(
        prefecture=Prefecture.OSAKA,
        span=Span(datetime(2023, 12, 4, tzinfo=JST), datetime(2023, 12, 9, tzinfo=JST)),
        citation=Citation("一括ダウンロードの期間の変更について", "別紙", Grade.STATED),
    ),
    "reserve_period_scheduled": events.ReservePeriodScheduled(
        name="予備期間",
        span=Span(datetime(2024, 2, 13, tzinfo=JST), datetime(2024, 2, 17, tzinfo=JST)),
        prefectures=None,
        citation=Citation("HER-SYSの予備期間について", "1", Grade.STATED),
    ),
    "reserve_period_scheduled.some_prefectures": events.ReservePeriodScheduled(
        name="予備期間（追加）",
        span=Span(datetime(2024, 2, 19, 9, 30, 0, 500_000, tzinfo=JST), datetime(2024, 2, 20, tzinfo=JST)),
        prefectures=frozenset({Prefecture.OSAKA, Prefecture.HOKKAIDO, Prefecture.TOKYO}),
        citation=Citation("HER-SYSの予備期間について", "2", Grade.ASSUMED),
    ),
    "reserve_period_rescheduled": events.ReservePeriodRescheduled(
        name="予備期間",
        span=Span(datetime(2024, 2, 14, tzinfo=JST), datetime(2024, 2, 18, tzinfo=JST)),
        citation=Citation("HER-SYSの予備期間の変更について", "1", Grade.STATED),
    ),
    "reserve_period_cancelled": events.ReservePeriodCancelled(
        name="予備期間", citation=Citation("HER-SYSの予備期間の中止について", "1", Grade.STATED)
    ),
    "data_return_completed": events.DataReturnCompleted(
        authority=HealthAuthority.OSAKA_SHI,
        at=datetime(2023, 12, 5, 16, 42, 7, 123_456, tzinfo=JST),
        citation=Citation("データ還元完了報告（大阪市）", "報告", Grade.STATED),
    ),
    "data_return_reopened": events.DataReturnReopened(
        authority=HealthAuthority.HOKKAIDO,
        at=datetime(2023, 12, 6, 9, tzinfo=JST),
        citation=Citation("データ還元のやり直しについて", "報告", Grade.ASSUMED),
    ),
    "decommission_limit_announced": events.DecommissionLimitAnnounced(
        at=datetime(2024, 4, 1, tzinfo=JST), citation=Citation(NOTICE, "N6", Grade.INFERRED)
    ),
    "decommission_scheduled": events.DecommissionScheduled(
        at=datetime(2024, 3, 29, 18, tzinfo=JST), citation=Citation("HER-SYSの停止について", "1", Grade.STATED)
    ),
}


@pytest.mark.parametrize("name", EVENTS)
def test_a_golden_file_reads_as_the_event_it_was_written_for(name: str) -> None:
    assert structure(json.loads((FOLDER / f"{name}.json").read_bytes())) == EVENTS[name]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_written_as_its_golden_file_byte_for_byte(name: str) -> None:
    text = json.dumps(unstructure(EVENTS[name]), ensure_ascii=False, indent=2) + "\n"
    assert text.encode() == (FOLDER / f"{name}.json").read_bytes()


def test_the_golden_folder_covers_every_type_of_event() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.json" for name in EVENTS}
    assert {type(event) for event in EVENTS.values()} == set(get_args(Event))
    for name, event in EVENTS.items():
        assert unstructure(event)["type"] == name.partition(".")[0]

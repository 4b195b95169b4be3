"""An audit: was each access in a log right, by what was known then, and by what is known now?

The record holds the notice, an amendment (the maintenance takes longer) and a correction of it (it was over earlier
than recorded). The accesses of 1 November are judged by it, and then comes what the correction changed.

Only the notice is real: the amendment, the correction and every access are invented. It needs the extra ``audit``.
"""

import csv
from collections.abc import Sequence
from contextlib import chdir
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hersys_lifecycle import Citation, Grade, Span
from hersys_lifecycle.audit import RecordedEvent, departures, merged, trail
from hersys_lifecycle.events import MaintenanceRescheduled
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging import judge
from hersys_lifecycle.notice import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.store import open_store

INVENTED = Citation(document="invented for this example", clause="1", grade=Grade.ASSUMED)

ACCESSES = """\
at,user,capability,prefecture,outcome
2023-10-31T17:59:59+09:00,u1,edit,大阪府,allowed
2023-10-31T18:00:00+09:00,u1,edit,大阪府,allowed
2023-11-01T09:15:00+09:00,u2,view,東京都,denied
2023-11-01T09:45:00+09:00,u2,view,東京都,denied
2023-11-01T09:45:00+09:00,u3,bulk_export,東京都,denied
2023-11-01T10:00:00+09:00,u3,bulk_export,東京都,allowed
2023-11-01T10:00:00+09:00,u1
"""


def upgrade_until(hour: int, minute: int) -> MaintenanceRescheduled:
    """Return the event that the maintenance lasts until a time on 1 November."""
    span = Span(datetime(2023, 10, 31, 18, tzinfo=JST), datetime(2023, 11, 1, hour, minute, tzinfo=JST))
    return MaintenanceRescheduled(name=SYSTEM_UPGRADE, span=span, citation=INVENTED)


def recorded() -> tuple[RecordedEvent, ...]:
    """Return the record: what became known, and when."""
    now = datetime(2023, 10, 20, 10, tzinfo=JST)
    with open_store(":memory:", clock=lambda: now) as store:
        store.adopt(official_events(), by="operations")
        now = datetime(2023, 11, 1, 7, 20, tzinfo=JST)
        store.record(upgrade_until(10, 0), by="operations")
        now = datetime(2023, 11, 2, 9, tzinfo=JST)
        store.record(upgrade_until(9, 30), by="operations", correction=True)
        return store.history()


def show_judgment(history: Sequence[RecordedEvent]) -> None:
    """Judge the log; print the summary in both languages, and the rows that do not agree."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path("access.csv").write_text(ACCESSES, encoding="utf-8")
        judgment = judge(history, "access.csv", violations="disagreeing.csv")
        print(judgment.summary("en"), judgment.summary("ja"), sep="\n\n")
        print("\nThe rows that do not agree:\n")
        with Path("disagreeing.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                show_row(row)


def show_row(row: dict[str, str]) -> None:
    """Print a row, and what it rests on."""
    if row["problem"]:
        print(f"  line {row['row']}  {row['verdict']}: {row['line']!r}")
        return
    print(f"  line {row['row']}  {row['verdict']}: {row['user']}, {row['capability']}, {row['outcome']}")
    for known in ("then", "now"):
        print(f"      known {known}: {row[f'{known}_reason']}, by event {row[f'{known}_events']}")


def show_correction(history: Sequence[RecordedEvent]) -> None:
    """Print which answers of the past the correction changed, and how far from the notice all this has come."""
    for entry, retroactive, _ in trail(history):
        if entry.correction:
            print(f"\nEvent {entry.position} is a correction, by {entry.recorded_by} at {entry.recorded_at}.")
            print("These answers of the past were no, and are yes:\n")
            for change in merged(retroactive):
                if change.flips:
                    print(f"  {change}")
    print("\nWhat came to be, beside what was first announced:\n")
    for each in departures(history):
        if each.moved:
            print(f"  {each.subject.kind.value} {each.subject.name}")
            print(f"      first {each.first}")
            print(f"      final {each.final}, {each.end_hours} hours later")
            print("      events", *(entry.position for entry in each.events))


def main() -> None:
    """Judge the log under the record, then look into the record itself."""
    history = recorded()
    show_judgment(history)
    show_correction(history)


if __name__ == "__main__":
    main()

"""Small access logs for the tests of judging, under a history in which what was known changed twice.

The notice is adopted in September; on 1 November its maintenance, which ended at 8:00 that day, is found to last until
10:00; on 15 November it is corrected that Osaka's slot ended the day before.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import settings

from hersys_lifecycle.events import MaintenanceRescheduled, SlotRescheduled
from hersys_lifecycle.instants import MICROSECOND, Span
from hersys_lifecycle.judging import Judgment, Verdict
from hersys_lifecycle.notice import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing.growing import OPENED
from hersys_lifecycle.testing.recordings import Recording
from tests.shorthand import CITED, jst, written
from tests.strategies import SLOW

STOP: Final = jst("2023-10-31T18:00")
BEFORE: Final = STOP - MICROSECOND
UTC_MICROS: Final = pa.timestamp("us", "UTC")

EXTENDED: Final = MaintenanceRescheduled(citation=CITED, name=SYSTEM_UPGRADE, span=Span(STOP, jst("2023-11-01T10:00")))
CUT: Final = SlotRescheduled(
    citation=CITED, prefecture=Prefecture.OSAKA, span=Span(jst("2023-11-13"), jst("2023-11-14"))
)
HISTORY: Final = written(
    Recording(jst("2023-09-20"), tuple(official_events())),
    Recording(jst("2023-11-01T09:20"), (EXTENDED,)),
    Recording(jst("2023-11-15T09:00"), (CUT,), correction=True),
).entries
FEW: Final = settings(SLOW, max_examples=max(SLOW.max_examples // 3, 1))
"""For laws that judge a log, or replay a history, again and again: a third of the examples of ``SLOW``."""

BRIEF: Final = written(Recording(jst("2023-09-20"), OPENED)).entries
"""A history that is compiled at once; in it edits stop at the same instant."""


def edits(
    path: Path, at: Iterable[datetime | None] = (BEFORE, STOP), kind: pa.DataType = UTC_MICROS, **others: object
) -> Path:
    """Write a log of edits in Parquet, with other columns, and make its folder. By default the second edit is wrong."""
    instants = pa.array(list(at), kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"at": instants, "capability": ["edit"] * len(instants), **others}), path)
    return path


def text(path: Path, *lines: str) -> Path:
    """Write a log in text."""
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def verdicts(judgment: Judgment) -> dict[str, int]:
    """Return how many rows got which verdict, as far as any did."""
    return {verdict.value: judgment.of(verdict) for verdict in Verdict if judgment.of(verdict)}

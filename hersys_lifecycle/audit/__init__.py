"""What was known when, and what a change of the record changes."""

from hersys_lifecycle.audit.comparing import Change, compare
from hersys_lifecycle.audit.log import Head, Log, recorded_until, replay
from hersys_lifecycle.audit.reach import reach
from hersys_lifecycle.audit.recorded import GENESIS, RecordedEvent
from hersys_lifecycle.audit.recording import (
    admit_adoption,
    admit_recording,
    past_changes,
    propose,
    readmitted,
    recording_time,
)

__all__ = [
    "GENESIS",
    "Change",
    "Head",
    "Log",
    "RecordedEvent",
    "admit_adoption",
    "admit_recording",
    "compare",
    "past_changes",
    "propose",
    "reach",
    "readmitted",
    "recorded_until",
    "recording_time",
    "replay",
]

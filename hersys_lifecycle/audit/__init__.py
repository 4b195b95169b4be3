"""What was known when, and what a change of the record changes.

Comparison is loaded with the facade, the rest when it is first asked for: importing the library has to stay cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from hersys_lifecycle.audit.comparing import Change, compare, split
from hersys_lifecycle.audit.reach import reach

if TYPE_CHECKING:
    from hersys_lifecycle.audit.departing import Departure, Subject, SubjectKind, When, announcement, departures
    from hersys_lifecycle.audit.knowing import Hindsight, hindsight
    from hersys_lifecycle.audit.log import Head, Log, recorded_until, replay
    from hersys_lifecycle.audit.merging import MergedChange, merged
    from hersys_lifecycle.audit.recorded import GENESIS, RecordedEvent
    from hersys_lifecycle.audit.recording import (
        Prospect,
        admit_adoption,
        admit_recording,
        foresee,
        propose,
        readmitted,
        recording_time,
    )
    from hersys_lifecycle.audit.returning import Outstanding, OutstandingReturn, ReturnCount, outstanding
    from hersys_lifecycle.audit.trailing import Traced, trail
else:
    _LATER = {
        "departing": ("Departure", "SubjectKind", "Subject", "When", "announcement", "departures"),
        "knowing": ("Hindsight", "hindsight"),
        "log": ("Head", "Log", "recorded_until", "replay"),
        "merging": ("MergedChange", "merged"),
        "recorded": ("GENESIS", "RecordedEvent"),
        "recording": (
            "Prospect",
            "admit_adoption",
            "admit_recording",
            "foresee",
            "propose",
            "readmitted",
            "recording_time",
        ),
        "returning": ("Outstanding", "OutstandingReturn", "ReturnCount", "outstanding"),
        "trailing": ("Traced", "trail"),
    }

    def __getattr__(name: str) -> object:
        """Load a name from where it is defined, at its first use."""
        for module, names in _LATER.items():
            if name in names:
                return globals().setdefault(name, getattr(import_module(f"{__name__}.{module}"), name))
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return __all__


__all__ = [
    "GENESIS",
    "Change",
    "Departure",
    "Head",
    "Hindsight",
    "Log",
    "MergedChange",
    "Outstanding",
    "OutstandingReturn",
    "Prospect",
    "RecordedEvent",
    "ReturnCount",
    "Subject",
    "SubjectKind",
    "Traced",
    "When",
    "admit_adoption",
    "admit_recording",
    "announcement",
    "compare",
    "departures",
    "foresee",
    "hindsight",
    "merged",
    "outstanding",
    "propose",
    "reach",
    "readmitted",
    "recorded_until",
    "recording_time",
    "replay",
    "split",
    "trail",
]

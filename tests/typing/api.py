"""The types users rely on, checked by mypy and never run; each ``type: ignore`` is a misuse that must stay refused."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, assert_never, assert_type

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hersys_lifecycle import (
    Capability,
    Decision,
    HealthAuthority,
    Lifecycle,
    Phase,
    Prefecture,
    Reason,
    Role,
    Span,
    compare,
    official_lifecycle,
    pictures,
)
from hersys_lifecycle.audit import Change, RecordedEvent
from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.codec import structure, unstructure
from hersys_lifecycle.columnar import CAPABILITY_CODES, questions
from hersys_lifecycle.events import Event
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.proofs import Proof
from hersys_lifecycle.reports import report
from hersys_lifecycle.timeline import Segment


def what_is_asked(lifecycle: Lifecycle, at: datetime, authority: HealthAuthority) -> None:
    assert_type(lifecycle.allows(Capability.EDIT, at=at), bool)
    assert_type(lifecycle.check(Capability.EDIT, at=at), Decision)
    assert_type(
        lifecycle.check(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at, role=Role.PREFECTURE, authority=authority),
        Decision,
    )
    assert_type(lifecycle.windows(Capability.BULK_EXPORT, Prefecture.OSAKA), tuple[Span, ...])
    assert_type(lifecycle.next_allowed(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at), datetime | None)
    assert_type(lifecycle.next_change(at), datetime | None)
    assert_type(lifecycle.phase_at(at), Phase)
    assert_type(lifecycle.slot(Prefecture.OSAKA), Span | None)
    assert_type(lifecycle.matrix(at), Mapping[tuple[Capability, Prefecture], Decision])
    assert_type(lifecycle.timeline, tuple[Segment, ...])
    assert_type(lifecycle.verify(), tuple[Proof, ...])
    assert_type(compare(lifecycle, lifecycle), tuple[Change, ...])


def what_is_asked_in_columns(lifecycle: Lifecycle, codes: npt.NDArray[np.int8], micros: npt.NDArray[np.int64]) -> None:
    assert_type(lifecycle.allows_many(codes, codes, micros), npt.NDArray[np.bool_])
    assert_type(lifecycle.allows_many(CAPABILITY_CODES[Capability.VIEW], [0, 27], micros), npt.NDArray[np.bool_])
    assert_type(lifecycle.answers(), pa.Table)
    assert_type(questions(), pa.Table)


def what_is_looked_at(lifecycle: Lifecycle, history: tuple[RecordedEvent, ...], at: datetime) -> None:
    assert_type(calendar(history, prefectures=[Prefecture.OSAKA], language="ja", stamp=at), bytes)
    assert_type(calendar(lifecycle.events, language="en", stamp=at, alarm=timedelta(days=1)), bytes)
    assert_type(pictures.timeline_svg(lifecycle, at=at, language="ja"), str)
    assert_type(pictures.mermaid(), str)
    assert_type(pictures.dot(lifecycle, at=at, language="en"), str)
    assert_type(pictures.diagram_svg(lifecycle, at=at, language="en"), str)
    assert_type(pictures.png("<svg/>", width=100), bytes)
    assert_type(report(lifecycle, history, at=at, language="ja"), str)
    pictures.timeline_svg(lifecycle, at=None, language="fr")  # type: ignore[arg-type]


def what_a_decision_tells(decision: Decision) -> None:
    assert_type(decision.allowed, bool)
    assert_type(bool(decision), bool)
    assert_type(decision.reason, Reason)
    assert_type(decision.capability, Capability)
    assert_type(decision.prefecture, Prefecture | None)
    assert_type(decision.authority, HealthAuthority | None)
    assert_type(decision.role, Role)
    assert_type(decision.at, datetime)
    assert_type(decision.phase, Phase)
    assert_type(decision.span, Span)
    assert_type(decision.next_allowed, datetime | None)
    assert_type(decision.basis, tuple[Citation, ...])
    assert_type(decision.positions, tuple[int, ...])
    assert_type(decision.explain("ja"), str)
    assert_type(decision.explain("en"), str)
    assert_type(decision.to_dict(), dict[str, Any])


def how_a_lifecycle_is_made(event: Event) -> None:
    assert_type(official_lifecycle(), Lifecycle)
    assert_type(Lifecycle.from_events(official_events()), Lifecycle)
    assert_type(official_lifecycle().apply(event), Lifecycle)
    assert_type(official_lifecycle().events, tuple[Event, ...])
    assert_type(structure(unstructure(event)), Event)


def what_is_read_at_the_edges() -> None:
    assert_type(Prefecture.parse("大阪府"), Prefecture)
    assert_type(HealthAuthority.parse("271004"), HealthAuthority)
    assert_type(Capability.parse("edit"), Capability)
    assert_type(Role.parse("prefecture"), Role)


def a_match_on_phases_is_closed(phase: Phase) -> str:
    match phase:
        case Phase.FULL_OPERATION | Phase.NON_REPORTABLE_STOPPED:
            return "open"
        case Phase.READ_ONLY | Phase.BULK_DOWNLOAD | Phase.RESERVE:
            return "read only"
        case Phase.MAINTENANCE_LOCKOUT | Phase.DECOMMISSIONED:
            return "closed"
        case _:
            assert_never(phase)


def what_is_refused(lifecycle: Lifecycle, decision: Decision, at: datetime, day: date) -> None:
    lifecycle.allows("edit", at=at)  # type: ignore[arg-type]
    lifecycle.allows(Capability.EDIT, "27", at=at)  # type: ignore[arg-type]
    lifecycle.allows(Capability.EDIT)  # type: ignore[call-arg]
    lifecycle.allows(Capability.EDIT, Prefecture.OSAKA, at)  # type: ignore[call-arg]
    lifecycle.check(Capability.EDIT, at=day)  # type: ignore[arg-type]
    lifecycle.check(Capability.EDIT, at=at, role="prefecture")  # type: ignore[arg-type]
    lifecycle.allows_many(0, 27, 0, role="prefecture")  # type: ignore[arg-type]
    lifecycle.allows_many(0, 27, micros=at)  # type: ignore[arg-type]
    decision.explain("fr")  # type: ignore[arg-type]
    decision.allowed = True  # type: ignore[misc]
    Lifecycle.from_events([at])  # type: ignore[list-item]

"""The rules read a second time, sections 3 to 6, with no cleverness: every answer scans the whole log anew.

The tests compare the library with this reading. To be worth anything it shares nothing with the library but the
events and the vocabulary, and it follows the rules line by line. Slow on purpose.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture

SingleValued = (
    type[NonReportableRegistrationStopped]
    | type[UpdatesStopped]
    | type[BulkExportOpened]
    | type[DecommissionLimitAnnounced]
    | type[DecommissionScheduled]
)
Covered = frozenset[Prefecture] | None

# The table of legal moves in section 3, without the maintenance, which may stand over any phase but the last.
LEGAL = {
    ("full_operation", "non_reportable_stopped"),
    ("non_reportable_stopped", "read_only"),
    ("read_only", "bulk_download"),
    ("bulk_download", "read_only"),
    ("read_only", "reserve"),
    ("bulk_download", "reserve"),
    ("reserve", "read_only"),
    ("reserve", "bulk_download"),
    ("read_only", "decommissioned"),
    ("bulk_download", "decommissioned"),
    ("reserve", "decommissioned"),
}


# What the log says, by scanning it: the later position supersedes.


def latest(events: Sequence[Event], kind: SingleValued) -> datetime | None:
    """Return the instant of a single-valued fact as it was last recorded."""
    found = None
    for event in events:
        if isinstance(event, kind):
            found = event.at
    return found


def maintenance_periods(events: Sequence[Event]) -> dict[str, Span]:
    """Return the maintenance periods that stand, by name."""
    periods: dict[str, Span] = {}
    for event in events:
        if isinstance(event, MaintenanceScheduled | MaintenanceRescheduled):
            periods[event.name] = event.span
        if isinstance(event, MaintenanceCancelled):
            del periods[event.name]
    return periods


def reserve_periods(events: Sequence[Event]) -> dict[str, tuple[Span, Covered]]:
    """Return the reserve periods that stand, by name, with whom they cover (``None``: all)."""
    periods: dict[str, tuple[Span, Covered]] = {}
    for event in events:
        if isinstance(event, ReservePeriodScheduled):
            periods[event.name] = (event.span, event.prefectures)
        if isinstance(event, ReservePeriodRescheduled):
            periods[event.name] = (event.span, periods[event.name][1])
        if isinstance(event, ReservePeriodCancelled):
            del periods[event.name]
    return periods


def slots(events: Sequence[Event]) -> dict[Prefecture, Span]:
    """Return the slots as they were last assigned or rescheduled."""
    found: dict[Prefecture, Span] = {}
    for event in events:
        if isinstance(event, SlotAssigned | SlotRescheduled):
            found[event.prefecture] = event.span
    return found


def last_return(events: Sequence[Event], authority: HealthAuthority) -> DataReturnCompleted | DataReturnReopened | None:
    """Return the last event in the log about an authority's data return."""
    found = None
    for event in events:
        if isinstance(event, DataReturnCompleted | DataReturnReopened) and event.authority is authority:
            found = event
    return found


def completed(events: Sequence[Event], authority: HealthAuthority, at: datetime) -> bool:
    """Tell whether an authority's data return is completed at an instant: what came last, of what had come by then."""
    done = False
    for event in events:
        if isinstance(event, DataReturnCompleted) and event.authority is authority and event.at <= at:
            done = True
        if isinstance(event, DataReturnReopened) and event.authority is authority and event.at <= at:
            done = False
    return done


def end_of_service(events: Sequence[Event]) -> datetime | None:
    """Return the scheduled decommissioning or, where none is scheduled, the announced limit."""
    scheduled = latest(events, DecommissionScheduled)
    return latest(events, DecommissionLimitAnnounced) if scheduled is None else scheduled


def bounds(span: Span) -> tuple[datetime, datetime]:
    """Return both ends of a recorded span."""
    assert span.start is not None
    assert span.end is not None
    return span.start, span.end


def within(span: Span, at: datetime) -> bool:
    """Tell whether an instant lies in a span: half-open (section 2)."""
    start, end = bounds(span)
    return start <= at < end


def has_come(fact: datetime | None, at: datetime) -> bool:
    """Tell whether a fact is recorded and has taken effect."""
    return fact is not None and at >= fact


# Section 3.


def phase(events: Sequence[Event], at: datetime) -> str:
    """Return the phase at an instant: the first line of the list in section 3 that holds."""
    locked_out = any(within(span, at) for span in maintenance_periods(events).values())
    reserve = any(within(span, at) for span, _ in reserve_periods(events).values())
    slot_left = any(at < bounds(span)[1] for span in slots(events).values())
    lines = (
        (has_come(end_of_service(events), at), "decommissioned"),
        (locked_out, "maintenance_lockout"),
        (reserve, "reserve"),
        (has_come(latest(events, BulkExportOpened), at) and slot_left, "bulk_download"),
        (has_come(latest(events, UpdatesStopped), at), "read_only"),
        (has_come(latest(events, NonReportableRegistrationStopped), at), "non_reportable_stopped"),
        (True, "full_operation"),
    )
    return next(name for holds, name in lines if holds)


# Sections 4 and 5.


def answer(  # noqa: PLR0913, PLR0917  # a question has five parts
    events: Sequence[Event],
    capability: Capability,
    prefecture: Prefecture | None,
    authority: HealthAuthority | None,
    role: Role,
    at: datetime,
) -> tuple[bool, str]:
    """Return whether a capability is allowed, and the reason: the first row of section 5 that applies.

    The rows about bulk export are those of ``answer_on_bulk_export``: none of them applies to anything else.
    """
    scheduled = latest(events, DecommissionScheduled)
    limit = latest(events, DecommissionLimitAnnounced)
    locked_out = any(within(span, at) for span in maintenance_periods(events).values())
    updates_stopped = has_come(latest(events, UpdatesStopped), at)
    non_reportable_stopped = has_come(latest(events, NonReportableRegistrationStopped), at)
    is_update = capability in {Capability.REGISTER, Capability.EDIT, Capability.DELETE}
    is_non_reportable = capability is Capability.REGISTER_NON_REPORTABLE
    rows = (
        (has_come(scheduled, at), (False, "decommissioned")),
        (scheduled is None and has_come(limit, at), (False, "past_announced_limit")),
        (locked_out, (False, "locked_out")),
        (is_update and updates_stopped, (False, "stopped")),
        (is_non_reportable and non_reportable_stopped, (False, "stopped")),
        (capability is not Capability.BULK_EXPORT, (True, "available")),
    )
    for applies, row in rows:
        if applies:
            return row
    return answer_on_bulk_export(events, prefecture, authority, role, at)


def answer_on_bulk_export(
    events: Sequence[Event],
    prefecture: Prefecture | None,
    authority: HealthAuthority | None,
    role: Role,
    at: datetime,
) -> tuple[bool, str]:
    """Return the answer on bulk export, where neither an end nor a maintenance period decides it."""
    if authority is None:
        assert prefecture is not None
        authority = HealthAuthority.of(prefecture)  # a question that names only a prefecture is for its own body
    if prefecture is None:
        prefecture = authority.prefecture
    slot = slots(events).get(prefecture)
    covered = any(
        within(span, at) and (prefectures is None or prefecture in prefectures)
        for span, prefectures in reserve_periods(events).values()
    )
    returned = completed(events, authority, at)
    rows = (
        (not has_come(latest(events, BulkExportOpened), at), (False, "not_yet_open")),
        (role in {Role.MEDICAL_INSTITUTION, Role.NATIONAL_GOVERNMENT}, (False, "role_not_entitled")),
        (slot is not None and within(slot, at), (True, "in_slot")),
        (covered and not returned, (True, "in_reserve_period")),
        (covered and returned, (False, "return_completed")),
        (slot is None, (False, "no_slot")),
        (slot is not None and at < bounds(slot)[0], (False, "before_slot")),
        (slot is not None and at >= bounds(slot)[1], (False, "after_slot")),
    )
    return next(row for applies, row in rows if applies)


def all_edges(events: Sequence[Event]) -> list[datetime]:
    """Return, in order, every instant at which some answer or the phase may change."""
    edges = {
        latest(events, NonReportableRegistrationStopped),
        latest(events, UpdatesStopped),
        latest(events, BulkExportOpened),
        latest(events, DecommissionLimitAnnounced),
        latest(events, DecommissionScheduled),
    }
    for span in maintenance_periods(events).values():
        edges.update(bounds(span))
    for span in slots(events).values():
        edges.update(bounds(span))
    for span, _ in reserve_periods(events).values():
        edges.update(bounds(span))
    for event in events:
        if isinstance(event, DataReturnCompleted | DataReturnReopened):
            edges.add(event.at)
    return sorted(edge for edge in edges if edge is not None)


# Section 6.


def admitted(events: Sequence[Event], event: Event) -> bool:
    """Tell whether an event is admitted to a log that was admitted."""
    return row_admits(events, event) and in_order([*events, event]) and legal([*events, event])


def row_admits(events: Sequence[Event], event: Event) -> bool:  # noqa: C901, PLR0911  # one case a row of section 6
    """Tell whether the event's own row of the table in section 6 admits it, as far as it asks about the log so far.

    What a row says of the order of instants is asked of the whole log, by ``in_order``.
    """
    match event:
        case NonReportableRegistrationStopped():
            return True
        case UpdatesStopped():
            return latest(events, NonReportableRegistrationStopped) is not None
        case MaintenanceScheduled(name=name):
            return name not in maintenance_periods(events)
        case MaintenanceRescheduled(name=name) | MaintenanceCancelled(name=name):
            return name in maintenance_periods(events)
        case BulkExportOpened():
            return latest(events, UpdatesStopped) is not None
        case SlotAssigned(prefecture=prefecture):
            return prefecture not in slots(events)
        case SlotRescheduled(prefecture=prefecture):
            return prefecture in slots(events)
        case ReservePeriodScheduled(name=name):
            return latest(events, UpdatesStopped) is not None and name not in reserve_periods(events)
        case ReservePeriodRescheduled(name=name) | ReservePeriodCancelled(name=name):
            return name in reserve_periods(events)
        case DataReturnCompleted(authority=authority, at=at):
            before = last_return(events, authority)
            end = end_of_service(events)
            return (
                not isinstance(before, DataReturnCompleted)
                and (before is None or at >= before.at)
                and has_come(latest(events, BulkExportOpened), at)
                and (end is None or at < end)
            )
        case DataReturnReopened(authority=authority, at=at):
            before = last_return(events, authority)
            return isinstance(before, DataReturnCompleted) and at >= before.at
        case DecommissionLimitAnnounced() | DecommissionScheduled():
            return latest(events, UpdatesStopped) is not None


def in_order(events: Sequence[Event]) -> bool:
    """Tell whether the instants in a log are in the order section 6 asks of every admitted history."""
    non_reportable_stop = latest(events, NonReportableRegistrationStopped)
    updates_stop = latest(events, UpdatesStopped)
    opening = latest(events, BulkExportOpened)
    limit = latest(events, DecommissionLimitAnnounced)
    decommissioning = latest(events, DecommissionScheduled)
    end = end_of_service(events)
    maintenance = sorted(bounds(span) for span in maintenance_periods(events).values())
    reserve = [bounds(span) for span, _ in reserve_periods(events).values()]
    export = reserve + [bounds(span) for span in slots(events).values()]
    return (
        # The non-reportable stop is not after updates stop,
        (non_reportable_stop is None or updates_stop is None or non_reportable_stop <= updates_stop)
        # which is not after bulk export opens,
        and (updates_stop is None or opening is None or updates_stop <= opening)
        # nor after a reserve period starts,
        and (updates_stop is None or all(updates_stop <= start for start, _ in reserve))
        # and which the limit and the decommissioning are later than;
        and (updates_stop is None or limit is None or updates_stop < limit)
        and (updates_stop is None or decommissioning is None or updates_stop < decommissioning)
        # the decommissioning is not after the limit;
        and (decommissioning is None or limit is None or decommissioning <= limit)
        # maintenance periods do not overlap;
        and all(first[1] <= second[0] for first, second in pairwise(maintenance))
        # each slot and each reserve period ends no later than the decommissioning, or the limit.
        and (end is None or all(last <= end for _, last in export))
    )


def legal(events: Sequence[Event]) -> bool:
    """Tell whether every move in a history is legal (section 3).

    The maintenance is left out: it may begin and end over any phase but ``decommissioned``, under which it is not
    seen. So a move that falls inside a maintenance period is judged by the phase the maintenance stands over.
    """
    seen = [
        event
        for event in events
        if not isinstance(event, MaintenanceScheduled | MaintenanceRescheduled | MaintenanceCancelled)
    ]
    before = "full_operation"
    for edge in all_edges(seen):
        steps = [before]
        # Moves that fall on one instant all happen, so a phase that lasts no time is a step too.
        if edge == latest(seen, NonReportableRegistrationStopped) and before != "decommissioned":
            steps.append("non_reportable_stopped")
        if edge == latest(seen, UpdatesStopped) and before != "decommissioned":
            steps.append("read_only")
        steps.append(phase(seen, edge))
        for move in pairwise(steps):
            if move[0] != move[1] and move not in LEGAL:
                return False
        before = steps[-1]
    return True

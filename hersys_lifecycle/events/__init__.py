"""What was announced or happened: cited facts in the past tense, the only way anything changes."""

from collections.abc import Mapping

from hersys_lifecycle.events.end import DecommissionLimitAnnounced, DecommissionScheduled
from hersys_lifecycle.events.fields import Covered, PeriodName
from hersys_lifecycle.events.maintenance import MaintenanceCancelled, MaintenanceRescheduled, MaintenanceScheduled
from hersys_lifecycle.events.reserve import ReservePeriodCancelled, ReservePeriodRescheduled, ReservePeriodScheduled
from hersys_lifecycle.events.returns import DataReturnCompleted, DataReturnReopened
from hersys_lifecycle.events.slots import BulkExportOpened, SlotAssigned, SlotRescheduled
from hersys_lifecycle.events.stops import NonReportableRegistrationStopped, UpdatesStopped

Event = (
    NonReportableRegistrationStopped
    | UpdatesStopped
    | MaintenanceScheduled
    | MaintenanceRescheduled
    | MaintenanceCancelled
    | BulkExportOpened
    | SlotAssigned
    | SlotRescheduled
    | ReservePeriodScheduled
    | ReservePeriodRescheduled
    | ReservePeriodCancelled
    | DataReturnCompleted
    | DataReturnReopened
    | DecommissionLimitAnnounced
    | DecommissionScheduled
)
"""Any event; a closed union, in the order of rules, section 6."""

EVENT_TYPES: Mapping[str, type[Event]] = {
    "non_reportable_registration_stopped": NonReportableRegistrationStopped,
    "updates_stopped": UpdatesStopped,
    "maintenance_scheduled": MaintenanceScheduled,
    "maintenance_rescheduled": MaintenanceRescheduled,
    "maintenance_cancelled": MaintenanceCancelled,
    "bulk_export_opened": BulkExportOpened,
    "slot_assigned": SlotAssigned,
    "slot_rescheduled": SlotRescheduled,
    "reserve_period_scheduled": ReservePeriodScheduled,
    "reserve_period_rescheduled": ReservePeriodRescheduled,
    "reserve_period_cancelled": ReservePeriodCancelled,
    "data_return_completed": DataReturnCompleted,
    "data_return_reopened": DataReturnReopened,
    "decommission_limit_announced": DecommissionLimitAnnounced,
    "decommission_scheduled": DecommissionScheduled,
}
"""The kinds of events by their names on the wire, which are promises: they do not move with the code."""

__all__ = [
    "EVENT_TYPES",
    "BulkExportOpened",
    "Covered",
    "DataReturnCompleted",
    "DataReturnReopened",
    "DecommissionLimitAnnounced",
    "DecommissionScheduled",
    "Event",
    "MaintenanceCancelled",
    "MaintenanceRescheduled",
    "MaintenanceScheduled",
    "NonReportableRegistrationStopped",
    "PeriodName",
    "ReservePeriodCancelled",
    "ReservePeriodRescheduled",
    "ReservePeriodScheduled",
    "SlotAssigned",
    "SlotRescheduled",
    "UpdatesStopped",
]

"""What was announced or happened: cited facts in the past tense, the only way anything changes."""

from hersys_lifecycle.events.end import DecommissionLimitAnnounced, DecommissionScheduled
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

__all__ = [
    "BulkExportOpened",
    "DataReturnCompleted",
    "DataReturnReopened",
    "DecommissionLimitAnnounced",
    "DecommissionScheduled",
    "Event",
    "MaintenanceCancelled",
    "MaintenanceRescheduled",
    "MaintenanceScheduled",
    "NonReportableRegistrationStopped",
    "ReservePeriodCancelled",
    "ReservePeriodRescheduled",
    "ReservePeriodScheduled",
    "SlotAssigned",
    "SlotRescheduled",
    "UpdatesStopped",
]

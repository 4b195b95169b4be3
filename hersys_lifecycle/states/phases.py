"""The seven phases of the wind-down (rules, section 3)."""

from enum import Enum


class Phase(Enum):
    """What HER-SYS is at an instant. Its value is its name on the wire."""

    FULL_OPERATION = "full_operation"
    NON_REPORTABLE_STOPPED = "non_reportable_stopped"
    READ_ONLY = "read_only"
    MAINTENANCE_LOCKOUT = "maintenance_lockout"
    BULK_DOWNLOAD = "bulk_download"
    RESERVE = "reserve"
    DECOMMISSIONED = "decommissioned"

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow

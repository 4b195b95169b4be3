"""Why something is allowed or refused (rules, section 5)."""

from enum import Enum
from typing import Self


class Reason(Enum):
    """A stable code, never reused, and whether it allows. Its value is the code, as on the wire."""

    allowed: bool

    DECOMMISSIONED = "decommissioned", False
    PAST_ANNOUNCED_LIMIT = "past_announced_limit", False
    LOCKED_OUT = "locked_out", False
    STOPPED = "stopped", False
    NOT_YET_OPEN = "not_yet_open", False
    ROLE_NOT_ENTITLED = "role_not_entitled", False
    IN_SLOT = "in_slot", True
    IN_RESERVE_PERIOD = "in_reserve_period", True
    RETURN_COMPLETED = "return_completed", False
    NO_SLOT = "no_slot", False
    BEFORE_SLOT = "before_slot", False
    AFTER_SLOT = "after_slot", False
    AVAILABLE = "available", True

    # The default lets type checkers accept Reason("stopped"); every member says it.
    def __new__(cls, code: str, allowed: bool = False) -> Self:  # noqa: FBT001, FBT002  # a column
        """Make a member of one row."""
        member = object.__new__(cls)
        member._value_ = code
        member.allowed = allowed
        return member

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow

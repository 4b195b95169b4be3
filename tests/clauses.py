"""The clauses and grades of every answer, read off sections 4 and 5 of the rules a second time."""

from collections.abc import Mapping

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.states import Phase

# Section 4: yes or no, and the clause; "-" where a yes is older than the notice. The grade is that of the clause's own
# words: "i" is inferred, where they speak of something wider, and "a" assumed, where the rules say so.
COLUMNS = (
    Phase.FULL_OPERATION,
    Phase.NON_REPORTABLE_STOPPED,
    Phase.MAINTENANCE_LOCKOUT,
    Phase.READ_ONLY,
    Phase.BULK_DOWNLOAD,
    Phase.RESERVE,
    Phase.DECOMMISSIONED,
)
TABLE: Mapping[Capability, str] = {
    Capability.LOGIN: "yes- yes- noN9 yesN3i yesN3i yesN3i noN6i",
    Capability.REGISTER: "yes- yes- noN9i noN2 noN2 noN2 noN6i",
    Capability.REGISTER_NON_REPORTABLE: "yes- noN1 noN9i noN1 noN1 noN1 noN6i",
    Capability.EDIT: "yes- yes- noN9i noN2 noN2 noN2 noN6i",
    Capability.DELETE: "yes- yes- noN9i noN2 noN2 noN2 noN6i",
    Capability.VIEW: "yes- yes- noN9i yesN3 yesN3 yesN3 noN6",
    Capability.EXPORT: "yes- yes- noN9i yesN3 yesN3 yesN3 noN6i",
    Capability.CERTIFICATE: "yes- yes- noN9i yesN3 yesN3 yesN3 noN6i",
    Capability.CONTACT_DOWNLOAD: "yes- yes- noN9a yesN3 yesN3 yesN3 noN6",
    Capability.BULK_EXPORT: "noN3 noN3 noN9i window window window noN6",
}
WINDOW: Mapping[Reason, str] = {
    Reason.NOT_YET_OPEN: "noN3",
    Reason.ROLE_NOT_ENTITLED: "noN5",
    Reason.IN_SLOT: "yesN4",
    Reason.IN_RESERVE_PERIOD: "yesN11i",
    Reason.RETURN_COMPLETED: "noN11i",
    Reason.NO_SLOT: "noN4",
    Reason.BEFORE_SLOT: "noN4",
    Reason.AFTER_SLOT: "noN4",
}
CELLS = {
    (capability, phase): cell
    for capability, row in TABLE.items()
    for phase, cell in zip(COLUMNS, row.split(), strict=True)
}


def read(cell: str) -> tuple[bool, tuple[Citation, ...]]:
    """Return whether a cell allows, and what it cites."""
    rest = cell.removeprefix("yes").removeprefix("no")
    grade = {"i": Grade.INFERRED, "a": Grade.ASSUMED}.get(rest[-1], Grade.STATED)
    clause = rest.rstrip("ia")
    return cell.startswith("yes"), () if clause == "-" else (Citation(NOTICE, clause, grade),)

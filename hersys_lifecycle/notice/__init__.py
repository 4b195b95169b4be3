"""The Ministry's notice: its clauses, and what it announces as events."""

from hersys_lifecycle.notice.announcement import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.notice.clauses import CLAUSES, Clause, clause_of

__all__ = ["CLAUSES", "SYSTEM_UPGRADE", "Clause", "clause_of", "official_events"]

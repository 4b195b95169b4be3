"""The wind-down of HER-SYS, Japan's COVID-19 case registry: what may be done when, why, and until when."""

from hersys_lifecycle.audit import compare
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision, Reason
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase

__all__ = [
    "Capability",
    "Citation",
    "Decision",
    "Grade",
    "HealthAuthority",
    "Lifecycle",
    "LifecycleError",
    "Phase",
    "Prefecture",
    "Reason",
    "Role",
    "Span",
    "compare",
    "official_lifecycle",
]

"""The check: a look-up in the compiled answers. No clock, no I/O, no mutation."""

from datetime import datetime

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks.answers import ASKING, ROWS, Answers, misuse
from hersys_lifecycle.checks.decision import Decision
from hersys_lifecycle.checks.schedule import Schedule
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.prefectures import Prefecture


def find(
    answers: Answers,
    capability: Capability,
    prefecture: Prefecture | None,
    role: Role,
    authority: HealthAuthority | None,
) -> Schedule:
    """Return the answer to a question at every instant.

    Raises:
        NotAMemberError, AuthorityOutsidePrefectureError, PrefectureRequiredError: there is no such question.
    """
    try:
        return answers[ROWS[role][capability][prefecture, authority]]
    except (KeyError, TypeError):
        raise misuse(capability, prefecture, role, authority) from None


def check(  # noqa: PLR0913, PLR0917  # a question has four parts
    answers: Answers,
    capability: Capability,
    prefecture: Prefecture | None,
    role: Role,
    authority: HealthAuthority | None,
    at: datetime,
) -> Decision:
    """Return the decision on a question at an instant.

    Raises:
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
        NotAMemberError, AuthorityOutsidePrefectureError, PrefectureRequiredError: there is no such question.
    """
    schedule = find(answers, capability, prefecture, role, authority)
    outlook = schedule.outlooks.at(at)
    ruling = outlook.ruling
    asking = ASKING[prefecture, authority]
    at = japan_time(at)
    allowed = ruling.reason.allowed
    return Decision(
        allowed=allowed,
        reason=ruling.reason,
        capability=capability,
        prefecture=asking.prefecture if asking else None,
        authority=asking,
        role=role,
        at=at,
        phase=ruling.phase,
        span=outlook.span,
        next_allowed=at if allowed else outlook.reopens,
        basis=ruling.basis,
        positions=ruling.positions,
    )

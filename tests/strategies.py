"""What the property tests of this project draw besides what the kit draws, and how hard they look."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as st

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import JST
from hersys_lifecycle.states import fold
from hersys_lifecycle.testing import Question, events, histories
from hersys_lifecycle.testing.announcing import step
from hersys_lifecycle.testing.places import FEW_AUTHORITIES

SLOW = settings(max_examples=max(settings.default.max_examples // 4, 1)) if settings.default else settings()
"""For laws that go through a whole lifecycle: a quarter of the examples that the profile asks for."""

CALENDAR_ENDS = tuple(
    end
    for zone in (UTC, JST, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12, seconds=1)))
    for end in (datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone))
)
"""The very first and last of the calendar, in several zones: no event holds them, and some no other zone can write."""


@st.composite
def histories_and_events(draw: st.DrawFn) -> tuple[list[Event], Event]:
    """Draw a history, and an event that may well come next, or may not."""
    log = draw(histories())
    return log, step(draw, fold(log)) if draw(st.integers(0, 7)) else draw(events())


# The pools of the kit leave most bodies alone: all of those answer as one of the last three does.
BODIES = (*FEW_AUTHORITIES, HealthAuthority.KYOTO, HealthAuthority.SAKAI_SHI, HealthAuthority.HOKKAIDO)
QUESTIONS = (
    *(
        Question(capability, None, None, Role.PREFECTURE)
        for capability in Capability
        if capability is not Capability.BULK_EXPORT
    ),
    *(
        Question(Capability.BULK_EXPORT, None, body, role)
        for body in BODIES
        for role in (Role.HEALTH_CENTER, Role.MEDICAL_INSTITUTION)
    ),
)
"""Few questions that stand for all: what is not among them is answered as one of them."""

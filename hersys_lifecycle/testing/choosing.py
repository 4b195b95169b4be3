"""What to do next, where something is recorded already: what to record, when, and what to ask about when."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.states import LifecycleState, admit
from hersys_lifecycle.testing.announcing import admitted, step
from hersys_lifecycle.testing.modelling import RecordModel
from hersys_lifecycle.testing.moments import around

BACK = (timedelta(seconds=-1), -TOLERATED_SKEW, -TOLERATED_SKEW - MICROSECOND, timedelta(days=-1))
"""How far a clock goes back: as far as is borne, and farther."""

_SIZES = st.sampled_from([1, 1, 1, 2, 3])


@st.composite
def together(draw: st.DrawFn, state: LifecycleState) -> tuple[Event, ...]:
    """Draw some events to record together in a state; most, but not all, are admitted one after the other."""
    events: list[Event] = []
    for _ in range(draw(_SIZES)):
        event = step(draw, state)
        events.append(event)
        if admitted(state, event):
            state = admit(state, event)
    return tuple(events)


def passing(model: RecordModel, now: datetime) -> SearchStrategy[timedelta]:
    """Times that may pass: right to a fact to come or beyond it, much or little, and back."""
    facts = around(model.lifecycle.state.instants())
    reached = [each - now for each in facts if now < each and each.year <= now.year + 1]
    return st.sampled_from([timedelta(days=1), *reached, MICROSECOND, timedelta(days=40), timedelta(), *BACK])


def known_ats(model: RecordModel, now: datetime) -> SearchStrategy[datetime]:
    """Instants at which something was recorded, with their neighbours, and such as lie near the clock's."""
    return st.sampled_from(around({now, *(each.at for each in model.recordings)}))

"""What Hypothesis loads by itself, so that ``st.from_type`` and ``st.builds`` know the types of this library.

Members of the enumerations, such as ``Prefecture``, it draws without being told.
"""

from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from hersys_lifecycle.audit import Log, RecordedEvent
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.events import EVENT_TYPES, Covered, Event, PeriodName
from hersys_lifecycle.instants import Recordable, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import LifecycleState

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


# Imported inside the functions is what draws: whoever imports Hypothesis registers, and few of them will draw.


def register() -> None:
    """Register the types that Hypothesis cannot draw by itself, or only such as are refused."""
    annotations: tuple[Any, ...] = (Citation, Span, Recordable, PeriodName, Covered)
    for annotation in annotations:
        st.register_type_strategy(annotation, _values)
    for kind in EVENT_TYPES.values():
        st.register_type_strategy(kind, _events)
    st.register_type_strategy(Lifecycle, _lifecycles)
    st.register_type_strategy(LifecycleState, _states)
    st.register_type_strategy(Log, _logs)
    st.register_type_strategy(RecordedEvent, _recorded_events)


def _values(annotation: object) -> "SearchStrategy[object]":
    from hersys_lifecycle.testing import values_of  # noqa: PLC0415  # see above

    return values_of(annotation)


def _events(kind: type[Event]) -> "SearchStrategy[Event]":
    from hersys_lifecycle.testing import events_of  # noqa: PLC0415  # see above

    return events_of(kind)


def _lifecycles(_: type[Lifecycle]) -> "SearchStrategy[Lifecycle]":
    from hersys_lifecycle.testing import lifecycles  # noqa: PLC0415  # see above

    return lifecycles()


def _states(_: type[LifecycleState]) -> "SearchStrategy[LifecycleState]":
    return _lifecycles(Lifecycle).map(attrgetter("state"))


def _logs(_: type[Log]) -> "SearchStrategy[Log]":
    from hersys_lifecycle.testing import recorded_histories  # noqa: PLC0415  # see above

    return recorded_histories().map(Log().extended)


def _recorded_events(_: type[RecordedEvent]) -> "SearchStrategy[RecordedEvent]":
    return _logs(Log).map(attrgetter("entries")).filter(bool).map(itemgetter(-1))

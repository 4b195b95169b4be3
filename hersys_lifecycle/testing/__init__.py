"""For the tests of those who import this library. Extra ``testing``.

Strategies for Hypothesis draw all that the library is about. What a service makes of an answer can be compared with the
answer itself, at the edges of any timeline::

    @hypothesis.given(cases())
    def test_the_desk_is_open_when_it_may_be(case):
        assert desk(case.lifecycle).is_open(case.question, case.at) is case.decision.allowed

``st.from_type`` and ``st.builds`` know the types of the library too, whoever imports what: spans, citations, events,
lifecycles, states, logs and recorded events.

Scenarios say in a few lines what must be so, and tell the timeline around the instant where it is not::

    given(official_events()).at("2023-10-31T18:00").check(Capability.EDIT).is_denied(Reason.LOCKED_OUT)

:class:`RecordMachine` drives stores, followers and audits through whatever may happen to them, and a service along.

Where pytest finds the library it has the fixtures ``lifecycle``, ``lifecycle_clock`` and ``lifecycle_store``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from hersys_lifecycle.extras import extra

with extra("testing", "the test kit"):
    import_module("hypothesis")  # which the whole package is for

from hersys_lifecycle.testing.agreeing import DisagreementError, agree
from hersys_lifecycle.testing.announcing import amendments, citations, events, events_of, values_of
from hersys_lifecycle.testing.answering import Answer, Moment
from hersys_lifecycle.testing.asking import Case, Question, cases, questions
from hersys_lifecycle.testing.attempts import RefusalKind
from hersys_lifecycle.testing.clocks import FrozenClock, Instant
from hersys_lifecycle.testing.errors import NothingTriedError
from hersys_lifecycle.testing.failures import ScenarioFailedError
from hersys_lifecycle.testing.growing import histories, lifecycles, recorded_histories
from hersys_lifecycle.testing.modelling import Entry, RecordModel
from hersys_lifecycle.testing.moments import around, in_zone, instants, spans, time_zones
from hersys_lifecycle.testing.places import authorities, capabilities, prefectures
from hersys_lifecycle.testing.recordings import Recording
from hersys_lifecycle.testing.scenarios import Scenario, given
from hersys_lifecycle.testing.unseen import UnseenWarning

if TYPE_CHECKING:
    from hersys_lifecycle.testing.driving import RecordMachine
    from hersys_lifecycle.testing.keeping import Place, in_memory, on_sqlite
else:
    _LATER = {"RecordMachine": "driving", "Place": "keeping", "in_memory": "keeping", "on_sqlite": "keeping"}

    def __getattr__(name: str) -> object:
        """Load at its first use what needs a store, and eventsourcing with it, which few tests do."""
        if name in _LATER:
            return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Answer",
    "Case",
    "DisagreementError",
    "Entry",
    "FrozenClock",
    "Instant",
    "Moment",
    "NothingTriedError",
    "Place",
    "Question",
    "RecordMachine",
    "RecordModel",
    "Recording",
    "RefusalKind",
    "Scenario",
    "ScenarioFailedError",
    "UnseenWarning",
    "agree",
    "amendments",
    "around",
    "authorities",
    "capabilities",
    "cases",
    "citations",
    "events",
    "events_of",
    "given",
    "histories",
    "in_memory",
    "in_zone",
    "instants",
    "lifecycles",
    "on_sqlite",
    "prefectures",
    "questions",
    "recorded_histories",
    "spans",
    "time_zones",
    "values_of",
]

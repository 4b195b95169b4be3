"""What is asked: questions that have an answer."""

from datetime import datetime
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision, find
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.reprs import as_typed
from hersys_lifecycle.testing.growing import lifecycles
from hersys_lifecycle.testing.moments import beside, instants
from hersys_lifecycle.testing.places import authorities, capabilities, prefectures


class Question(NamedTuple):
    """All that an answer depends on, but for the instant (rules, section 4).

    Attributes:
        capability: what is asked.
        prefecture: the prefecture that whoever asks is in, if one is named.
        authority: who asks, if one is named.
        role: for whom it is asked; it counts for bulk export only.
    """

    capability: Capability
    prefecture: Prefecture | None = None
    authority: HealthAuthority | None = None
    role: Role = Role.PREFECTURE

    def __repr__(self) -> str:
        asked = (f"{name}={as_typed(value)}" for name, value in self._asdict().items() if value is not None)
        return f"Question({', '.join(asked)})"

    def check(self, lifecycle: Lifecycle, at: datetime) -> Decision:
        """Return what a lifecycle decides on this question at an instant; raises what ``Lifecycle.check`` raises."""
        return lifecycle.check(self.capability, self.prefecture, at=at, role=self.role, authority=self.authority)


@st.composite
def questions(draw: st.DrawFn, capability: Capability | None = None) -> Question:
    """Draw a question that has an answer: bulk export names a place, and an authority is in its prefecture.

    It is about the capability given; without one, half are about bulk export. ``question.check(lifecycle, at)`` answers
    a question. Shrinks to one asked of nobody in particular, or, about bulk export, by Osaka Prefecture for itself; to
    ``login`` if no capability is given.
    """
    if capability is None:
        capability = draw(capabilities())
    prefecture, authority = draw(prefectures()), draw(authorities())
    places: list[tuple[Prefecture | None, HealthAuthority | None]] = [
        (prefecture, None),
        (None, authority),
        (authority.prefecture, authority),
    ]
    if capability is not Capability.BULK_EXPORT:
        places.insert(0, (None, None))
    role = draw(st.sampled_from([Role.PREFECTURE, Role.HEALTH_CENTER, Role.PREFECTURE, Role.HEALTH_CENTER, *Role]))
    return Question(capability, *draw(st.sampled_from(places)), role)


class Case(NamedTuple):
    """A question at an instant, put to a lifecycle.

    Attributes:
        lifecycle: who is asked.
        question: what is asked.
        at: the instant, aware, in any time zone.
    """

    lifecycle: Lifecycle
    question: Question
    at: datetime

    def __repr__(self) -> str:
        return f"Case({self.lifecycle!r}, {self.question!r}, {as_typed(self.at)})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001  # the protocol of IPython
        with printer.group(4, "Case(", ")"):  # which Hypothesis follows too
            printer.pretty(self.lifecycle)
            for value in (self.question, self.at):
                printer.text(",")
                printer.break_()
                printer.text(as_typed(value))

    @property
    def decision(self) -> Decision:
        """What the library decides."""
        return self.question.check(self.lifecycle, self.at)


def cases(lifecycle: Lifecycle | None = None, *, capability: Capability | None = None) -> SearchStrategy[Case]:
    """Cases of a lifecycle, such as ``official_lifecycle()``, or by default of those of :func:`lifecycles`.

    They are about the capability given; without one, half are about bulk export, and half of those are asked by a body
    whose data return is on record, if there is any. Where that very answer, as an entitled role gets it, changes at
    all, up to three instants in four lie at such an edge or a microsecond beside it, most of them where yes becomes no
    or no yes; the others are those of :func:`instants`. ``case.decision`` is what the library decides.

    Shrinks to ``login`` of a lifecycle of no event at 2023-10-01T00:00+09:00, or at the first edge of the answer.
    """
    return (lifecycles(max_size=9) if lifecycle is None else st.just(lifecycle)).flatmap(
        lambda each: _cases(each, capability)
    )


@st.composite
def _cases(draw: st.DrawFn, lifecycle: Lifecycle, capability: Capability | None) -> Case:
    question = draw(questions(capability))
    returned = [body for body, _ in lifecycle.state.returns]
    if question.capability is Capability.BULK_EXPORT and returned and draw(st.booleans()):
        question = question._replace(prefecture=None, authority=draw(st.sampled_from(returned)))
    # Of whoever is entitled: the answer to others has no edge where they would be mistaken for such.
    schedule = find(lifecycle.schedules, question.capability, question.prefecture, Role.PREFECTURE, question.authority)
    edges = [beside(each) for each in (schedule.allowed.edges, schedule.allowed.edges, schedule.reasons.edges) if each]
    return Case(lifecycle, question, draw(draw(st.sampled_from([*edges, instants(lifecycle)]))))


# Here, and not where the other types are registered: whoever draws these has loaded this module. By functions, because
# Hypothesis looks into strategies at once, and this module may be loaded while pytest reads its configuration.
st.register_type_strategy(Question, lambda _: questions())
st.register_type_strategy(Case, lambda _: cases())

"""Verification: the theorems hold of every admitted history, and each fails of a subject that errs in one place."""

from collections.abc import Callable
from datetime import datetime

import attrs
import pytest
from hypothesis import given

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision
from hersys_lifecycle.events import SlotAssigned
from hersys_lifecycle.instants import MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.proofs import Proof, Theorem, prove
from hersys_lifecycle.states import LifecycleState, Phase
from hersys_lifecycle.timeline import Segment
from tests import oracle
from tests.shorthand import completed, jst, maintenance, reserve
from tests.strategies import SLOW, Question, around, lifecycles

BULK = Capability.BULK_EXPORT
EVERYBODY = Theorem.EVERY_PREFECTURE_HAS_A_WINDOW
OSAKA, KYOTO = Prefecture.OSAKA, Prefecture.KYOTO
CITY = HealthAuthority.OSAKA_SHI
AMENDED = (
    official_lifecycle()
    .apply(reserve("R", "2024-02-01", "2024-02-10", OSAKA))
    .apply(completed(CITY, "2024-02-03T12:00"))
)


@attrs.frozen
class Liar:
    """A lifecycle that gives one wrong answer, at one instant only, or tells another course of phases."""

    honest: Lifecycle
    question: Question | None = None
    at: datetime | None = None
    phase: Phase | None = None
    segments: tuple[Segment, ...] | None = None

    @property
    def state(self) -> LifecycleState:
        return self.honest.state

    @property
    def timeline(self) -> tuple[Segment, ...]:
        return self.honest.timeline if self.segments is None else self.segments

    def phase_at(self, at: datetime) -> Phase:
        return self.phase if self.phase is not None and at == self.at else self.honest.phase_at(at)

    def allows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> bool:
        told = self.honest.allows(capability, prefecture, at=at, role=role, authority=authority)
        if at != self.at:
            return told
        return self.check(capability, prefecture, at=at, role=role, authority=authority).allowed

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> Decision:
        told = self.honest.check(capability, prefecture, at=at, role=role, authority=authority)
        asked = Question(capability, told.prefecture, told.authority, role)
        return attrs.evolve(told, allowed=not told.allowed) if (asked, at) == (self.question, self.at) else told


def refuted(subject: Liar | Lifecycle) -> dict[Theorem, Decision]:
    """Return the theorems that do not hold, each with its counterexample."""
    return {proof.theorem: proof.counterexample for proof in prove(subject) if proof.counterexample is not None}


@pytest.fixture(scope="module")
def proofs() -> dict[Theorem, Proof]:
    return {proof.theorem: proof for proof in official_lifecycle().verify()}


@pytest.mark.parametrize("theorem", Theorem)
def test_under_the_notice_every_theorem_holds(theorem: Theorem, proofs: dict[Theorem, Proof]) -> None:
    assert proofs[theorem]
    assert proofs[theorem].theorem is theorem
    assert proofs[theorem].counterexample is None


def test_there_are_six_theorems_each_told_in_both_languages(proofs: dict[Theorem, Proof]) -> None:
    assert list(proofs) == list(Theorem)
    assert len(Theorem) == 6
    assert all(theorem.text.ja and theorem.text.en for theorem in Theorem)


def test_they_go_through_every_edge_and_both_its_neighbours_for_every_prefecture_and_role(
    proofs: dict[Theorem, Proof],
) -> None:
    instants = around(oracle.all_edges(official_lifecycle().events))

    def since(start: str, end: str = "9998-01-01") -> int:
        return sum(jst(start) <= at < jst(end) for at in instants)

    everywhere = len(Prefecture) * len(Role)
    everything = len(Capability) * everywhere + len(HealthAuthority)
    assert {theorem.value: proof.cases for theorem, proof in proofs.items()} == {
        "updates_never_return": (since("2023-10-01") + 3 * since("2023-10-31T18:00")) * everywhere,
        "lockout_denies_everything": since("2023-10-31T18:00", "2023-11-01T08:00") * everything,
        "nothing_after_the_end": since("2024-04-01") * (1 + everything),
        "bulk_export_in_windows_only": len(instants) * len(HealthAuthority) * len(Role),
        "every_prefecture_has_a_window": len(Prefecture),
        "segments_are_legal": len(instants) + 5 + 4,
    }


@SLOW
@given(lifecycles())
def test_every_admitted_history_proves_all_theorems_but_that_of_the_windows(lifecycle: Lifecycle) -> None:
    assert set(refuted(lifecycle)) <= {EVERYBODY}


@SLOW
@given(lifecycles())
def test_the_theorem_of_the_windows_holds_exactly_where_each_prefecture_has_one(lifecycle: Lifecycle) -> None:
    without = [each for each in Prefecture if not lifecycle.windows(BULK, each)]
    named = [decision.prefecture for theorem, decision in refuted(lifecycle).items() if theorem is EVERYBODY]
    assert named == without[:1]


def test_of_nothing_recorded_it_is_not_proved_that_every_prefecture_has_a_window() -> None:
    assert [proof.theorem for proof in Lifecycle.from_events(()).verify() if not proof] == [EVERYBODY]


# A wrong answer in one place, for a microsecond, and what it refutes.


def bulk(body: HealthAuthority = HealthAuthority.OSAKA, role: Role = Role.PREFECTURE) -> Question:
    return Question(BULK, body.prefecture, body, role)


def anybody(capability: Capability, role: Role, prefecture: Prefecture = OSAKA) -> Question:
    return Question(capability, prefecture, HealthAuthority.of(prefecture), role)


NEVER, LOCKOUT, ENDED, WINDOWS = (
    Theorem.UPDATES_NEVER_RETURN,
    Theorem.LOCKOUT_DENIES_EVERYTHING,
    Theorem.NOTHING_AFTER_THE_END,
    Theorem.BULK_EXPORT_IN_WINDOWS_ONLY,
)


@pytest.mark.parametrize(
    ("question", "at", "false"),
    [
        (anybody(Capability.REGISTER, Role.NATIONAL_GOVERNMENT), "2023-12-01T23:59:59.999999", {NEVER}),
        (anybody(Capability.EDIT, Role.PREFECTURE, Prefecture.HOKKAIDO), "2023-11-01T08:00", {NEVER}),
        (anybody(Capability.DELETE, Role.HEALTH_CENTER, Prefecture.OKINAWA), "2023-10-31T18:00", {NEVER, LOCKOUT}),
        (anybody(Capability.REGISTER_NON_REPORTABLE, Role.MEDICAL_INSTITUTION), "2023-10-01", {NEVER}),
        (anybody(Capability.LOGIN, Role.PREFECTURE), "2023-11-01T07:59:59.999999", {LOCKOUT}),
        (anybody(Capability.CONTACT_DOWNLOAD, Role.NATIONAL_GOVERNMENT), "2023-10-31T18:00", {LOCKOUT}),
        (bulk(CITY), "2023-10-31T18:00:00.000001", {LOCKOUT, WINDOWS}),
        (anybody(Capability.VIEW, Role.MEDICAL_INSTITUTION), "2024-04-01", {ENDED}),
        (anybody(Capability.CERTIFICATE, Role.HEALTH_CENTER), "2024-04-01T00:00:00.000001", {ENDED}),
        (bulk(CITY), "2024-04-01", {ENDED, WINDOWS}),
        (bulk(role=Role.MEDICAL_INSTITUTION), "2023-11-13", {WINDOWS}),
        (bulk(CITY, Role.NATIONAL_GOVERNMENT), "2024-02-01", {WINDOWS}),
        (bulk(role=Role.HEALTH_CENTER), "2023-11-12T23:59:59.999999", {WINDOWS}),
        (bulk(CITY), "2023-11-18", {WINDOWS}),
        (bulk(CITY), "2024-02-10", {WINDOWS}),
        (bulk(HealthAuthority.KYOTO), "2024-02-01", {WINDOWS}),
    ],
)
def test_one_wrong_yes_is_found_and_shown_with_its_question_instant_and_answer(
    question: Question, at: str, false: set[Theorem]
) -> None:
    liar = Liar(AMENDED, question, jst(at))
    counterexamples = refuted(liar)
    assert set(counterexamples) == false
    for decision in counterexamples.values():
        assert Question(decision.capability, decision.prefecture, decision.authority, decision.role) == question
        assert (decision.at, decision.allowed) == (jst(at), True)


@pytest.mark.parametrize("at", ["2024-04-01T00:00", "2024-04-01T00:00:00.000001"])
def test_a_phase_that_revives_after_the_end_is_found(at: str) -> None:
    counterexamples = refuted(Liar(official_lifecycle(), at=jst(at), phase=Phase.READ_ONLY))
    assert set(counterexamples) == {Theorem.NOTHING_AFTER_THE_END, Theorem.SEGMENTS_ARE_LEGAL}
    assert {decision.at for decision in counterexamples.values()} == {jst(at)}


# A prefecture without a window.


def test_a_prefecture_without_a_slot_is_found() -> None:
    events = [
        event
        for event in official_lifecycle().events
        if not (isinstance(event, SlotAssigned) and event.prefecture is KYOTO)
    ]
    (found,) = refuted(Lifecycle.from_events(events)).items()
    theorem, decision = found
    assert theorem is EVERYBODY
    assert (decision.capability, decision.prefecture, decision.next_allowed) == (BULK, KYOTO, None)
    assert decision.at == jst("2023-10-01") - MICROSECOND


def test_a_slot_that_a_lockout_covers_is_no_window() -> None:
    lifecycle = official_lifecycle().apply(maintenance("M", "2023-11-13", "2023-11-18"))
    decision = refuted(lifecycle)[EVERYBODY]
    # Of the two prefectures in that slot, the first.
    assert (decision.prefecture, decision.at, decision.reason.value) == (
        Prefecture.KANAGAWA,
        jst("2023-11-13"),
        "locked_out",
    )
    assert not refuted(lifecycle.apply(reserve("R", "2024-02-01", "2024-02-02")))


# A course of phases that cannot be.

Course = tuple[Segment, ...]


def course(*phases: str) -> Course:
    """Return the notice's segments with other phases."""
    spans = [segment.span for segment in official_lifecycle().timeline]
    return tuple(Segment(span, Phase(phase)) for span, phase in zip(spans, phases, strict=True))


def changed(number: int, change: Callable[[Span], Span]) -> Course:
    """Return the notice's segments with the span of one of them changed."""
    segments = list(official_lifecycle().timeline)
    segments[number] = Segment(change(segments[number].span), segments[number].phase)
    return tuple(segments)


@pytest.mark.parametrize(
    ("segments", "at"),
    [
        (changed(1, lambda span: Span(span.start, jst("2023-10-31T17:59:59.999999"))), "2023-10-31T17:59:59.999999"),
        (changed(2, lambda span: Span(span.start, jst("2023-11-01T08:00:00.000001"))), "2023-11-01T08:00"),
        (changed(0, lambda span: Span(jst("2023-09-30"), span.end)), None),
        (tuple(reversed(official_lifecycle().timeline)), "2024-01-27"),
        (official_lifecycle().timeline[:-1], "2024-04-01"),
        (
            course(
                "full_operation",
                "non_reportable_stopped",
                "maintenance_lockout",
                "read_only",
                "read_only",
                "decommissioned",
            ),
            "2023-11-01T08:00",
        ),
    ],
)
def test_a_gap_an_overlap_a_disorder_or_a_wrong_phase_is_found(segments: Course, at: str | None) -> None:
    counterexamples = refuted(Liar(official_lifecycle(), segments=segments))
    if at is None:  # a first segment with a start of its own, before anything recorded
        assert not counterexamples
    else:
        assert set(counterexamples) == {Theorem.SEGMENTS_ARE_LEGAL}
        assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == jst(at)


@attrs.frozen
class Backwards(Liar):
    """A course of phases that agrees with itself and with no rule."""

    def phase_at(self, at: datetime) -> Phase:
        return next(segment.phase for segment in self.timeline if at in segment.span)


@pytest.mark.parametrize(
    ("phases", "at"),
    [
        ("non_reportable_stopped full_operation maintenance_lockout read_only reserve decommissioned", "2023-10-01"),
        ("full_operation read_only maintenance_lockout bulk_download reserve decommissioned", None),
        (
            "full_operation read_only maintenance_lockout non_reportable_stopped reserve decommissioned",
            "2023-11-01T08:00",
        ),
        ("full_operation read_only maintenance_lockout decommissioned read_only decommissioned", "2024-01-27"),
        ("full_operation reserve bulk_download reserve read_only decommissioned", None),
        ("full_operation reserve bulk_download maintenance_lockout bulk_download decommissioned", None),
    ],
)
def test_a_course_against_the_legal_moves_is_found_and_steps_that_last_no_time_are_granted(
    phases: str, at: str | None
) -> None:
    counterexamples = refuted(Backwards(official_lifecycle(), segments=course(*phases.split())))
    found = [decision.at for theorem, decision in counterexamples.items() if theorem is Theorem.SEGMENTS_ARE_LEGAL]
    assert found == ([] if at is None else [jst(at)])


def test_a_proof_is_true_if_nothing_speaks_against_it() -> None:
    wrong = official_lifecycle().check(Capability.VIEW, at=jst("2023-11-13"))
    assert Proof(Theorem.SEGMENTS_ARE_LEGAL, 1, None)
    assert not Proof(Theorem.SEGMENTS_ARE_LEGAL, 1, wrong)


def test_a_refuted_theorem_counts_the_cases_that_held_before() -> None:
    question, at = anybody(Capability.REGISTER_NON_REPORTABLE, Role.PREFECTURE, Prefecture.HOKKAIDO), jst("2023-10-01")
    first = next(iter(prove(Liar(official_lifecycle(), question, at))))
    assert (first.theorem, first.cases) == (Theorem.UPDATES_NEVER_RETURN, 0)
    first = next(iter(prove(Liar(official_lifecycle(), question, at + MICROSECOND))))
    assert first.cases == 1

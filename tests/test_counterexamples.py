"""Verification: each theorem fails of a subject that errs in one place, and the place is shown."""

from collections.abc import Callable
from datetime import datetime

import attrs
import pytest

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.instants import MICROSECOND, Span
from hersys_lifecycle.lifecycle import official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.proofs import Theorem, prove
from hersys_lifecycle.states import Phase
from hersys_lifecycle.testing import Question
from hersys_lifecycle.timeline import Segment
from tests.liar import Liar, refuted
from tests.shorthand import completed, jst, reserve

BULK = Capability.BULK_EXPORT
OSAKA = Prefecture.OSAKA
CITY = HealthAuthority.OSAKA_SHI
AMENDED = (
    official_lifecycle()
    .apply(reserve("R", "2024-02-01", "2024-02-10", OSAKA))
    .apply(completed(CITY, "2024-02-03T12:00"))
)


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
        (changed(0, lambda span: Span(jst("2023-09-30"), span.end)), "2023-09-30T23:59:59.999999"),
        (changed(5, lambda span: Span(span.start, jst("2030-01-01"))), "2024-04-01T00:00:00.000001"),
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
def test_a_gap_an_overlap_a_disorder_or_a_wrong_phase_is_found(segments: Course, at: str) -> None:
    counterexamples = refuted(Liar(official_lifecycle(), segments=segments))
    assert set(counterexamples) == {Theorem.SEGMENTS_ARE_LEGAL}
    assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == jst(at)


def test_a_gap_where_nothing_is_recorded_is_found_too() -> None:
    first, second, *rest = official_lifecycle().timeline
    parts = (Span(second.span.start, jst("2023-10-10")), Span(jst("2023-10-11"), second.span.end))
    torn = (first, *(Segment(part, second.phase) for part in parts), *rest)
    counterexamples = refuted(Liar(official_lifecycle(), segments=torn))
    assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == jst("2023-10-11")


@attrs.frozen
class Backwards(Liar):
    """A course of phases that agrees with itself and with no rule."""

    def phase_at(self, at: datetime) -> Phase:
        return next(segment.phase for segment in self.timeline if at in segment.span)


@pytest.mark.parametrize(
    ("phases", "at"),
    [
        # It begins where it must not.
        (
            "non_reportable_stopped full_operation maintenance_lockout read_only reserve decommissioned",
            "2023-09-30T23:59:59.999999",
        ),
        # Two steps at once, of which only the first falls on that edge.
        ("full_operation read_only maintenance_lockout bulk_download read_only decommissioned", "2023-10-01"),
        # Under the lockout nothing ends.
        (
            "full_operation non_reportable_stopped maintenance_lockout decommissioned read_only decommissioned",
            "2023-11-01T08:00",
        ),
        # No reserve period is on record.
        (
            "full_operation non_reportable_stopped maintenance_lockout bulk_download reserve decommissioned",
            "2024-01-27",
        ),
        # Bulk download opened at the end of the lockout, not when the last slot ends.
        (
            "full_operation non_reportable_stopped maintenance_lockout read_only bulk_download decommissioned",
            "2024-01-27",
        ),
        # And never back.
        (
            "full_operation non_reportable_stopped maintenance_lockout bulk_download full_operation decommissioned",
            "2024-01-27",
        ),
    ],
)
def test_a_course_against_the_legal_moves_is_found(phases: str, at: str) -> None:
    counterexamples = refuted(Backwards(official_lifecycle(), segments=course(*phases.split())))
    assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == jst(at)


def test_bulk_download_that_closes_with_another_slot_than_the_last_is_found() -> None:
    *before, bulk, closed, ended = official_lifecycle().timeline
    early = jst("2023-11-18")  # when the second slot ends
    segments = (Segment(Span(bulk.span.start, early), bulk.phase), Segment(Span(early, closed.span.end), closed.phase))
    counterexamples = refuted(Backwards(official_lifecycle(), segments=(*before, *segments, ended)))
    assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == early


def test_bulk_download_closes_with_the_last_slot_and_not_with_another() -> None:
    *before, bulk, read_only, end = official_lifecycle().timeline
    early = jst("2023-11-11")  # Tokyo's slot ends
    closed = (
        Segment(Span(bulk.span.start, early), bulk.phase),
        Segment(Span(early, read_only.span.end), read_only.phase),
    )
    counterexamples = refuted(Backwards(official_lifecycle(), segments=(*before, *closed, end)))
    assert counterexamples[Theorem.SEGMENTS_ARE_LEGAL].at == early


def test_a_refuted_theorem_counts_the_cases_that_held_before() -> None:
    question, at = anybody(Capability.REGISTER_NON_REPORTABLE, Role.PREFECTURE, Prefecture.HOKKAIDO), jst("2023-10-01")
    first = next(iter(prove(Liar(official_lifecycle(), question, at))))
    assert (first.theorem, first.cases) == (Theorem.UPDATES_NEVER_RETURN, 0)
    first = next(iter(prove(Liar(official_lifecycle(), question, at + MICROSECOND))))
    assert first.cases == 1

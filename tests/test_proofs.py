"""Verification: the theorems hold of every admitted history, but that each prefecture has a window."""

import pytest
from hypothesis import given

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.events import SlotAssigned
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.proofs import Proof, Theorem
from hersys_lifecycle.testing import around, lifecycles
from tests import oracle
from tests.liar import refuted
from tests.shorthand import jst, maintenance, reserve
from tests.strategies import SLOW

BULK = Capability.BULK_EXPORT
EVERYBODY = Theorem.EVERY_PREFECTURE_HAS_A_WINDOW
KYOTO = Prefecture.KYOTO


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
        "segments_are_legal": len(instants) + 5 + 2 + 4,
    }


@SLOW
@given(lifecycles())
def test_every_admitted_history_proves_all_theorems_but_where_a_prefecture_has_no_window(lifecycle: Lifecycle) -> None:
    without = [each for each in Prefecture if not lifecycle.windows(BULK, each)]
    found = [(theorem, decision.prefecture) for theorem, decision in refuted(lifecycle).items()]
    assert found == [(EVERYBODY, prefecture) for prefecture in without[:1]]


def test_of_nothing_recorded_it_is_not_proved_that_every_prefecture_has_a_window() -> None:
    assert [proof.theorem for proof in Lifecycle.from_events(()).verify() if not proof] == [EVERYBODY]


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


def test_a_proof_is_true_if_nothing_speaks_against_it() -> None:
    wrong = official_lifecycle().check(Capability.VIEW, at=jst("2023-11-13"))
    assert Proof(Theorem.SEGMENTS_ARE_LEGAL, 1, None)
    assert not Proof(Theorem.SEGMENTS_ARE_LEGAL, 1, wrong)

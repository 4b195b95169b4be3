"""The policy: what each phase permits of each capability, cell by cell (rules, section 4), and by which clause."""

import pytest

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ENTITLED, POLICY, Reason
from hersys_lifecycle.states import Phase
from tests.clauses import CELLS, read


def reason_of(capability: Capability, phase: Phase) -> Reason:
    """Return why a phase alone allows or refuses (section 5); of the two ends, the first."""
    if phase is Phase.DECOMMISSIONED:
        return Reason.DECOMMISSIONED
    if phase is Phase.MAINTENANCE_LOCKOUT:
        return Reason.LOCKED_OUT
    if capability is Capability.BULK_EXPORT:
        return Reason.NOT_YET_OPEN
    return Reason.AVAILABLE if CELLS[capability, phase].startswith("yes") else Reason.STOPPED


def test_the_policy_decides_every_capability_in_every_phase() -> None:
    assert set(POLICY) == {(capability, phase) for capability in Capability for phase in Phase}
    assert len(POLICY) == 70


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("capability", Capability)
def test_each_cell_of_the_policy_is_that_of_the_rules(capability: Capability, phase: Phase) -> None:
    verdict, cell = POLICY[capability, phase], CELLS[capability, phase]
    if cell == "window":
        assert verdict is None
    else:
        assert verdict is not None
        assert (verdict.reason.allowed, verdict.basis) == read(cell)
        assert verdict.reason is reason_of(capability, phase)


def test_a_reason_allows_or_refuses_always_alike() -> None:
    assert [reason for reason in Reason if reason.allowed] == [
        Reason.IN_SLOT,
        Reason.IN_RESERVE_PERIOD,
        Reason.AVAILABLE,
    ]
    assert len(Reason) == 13


def test_prefectures_and_health_centers_are_entitled_to_bulk_export_and_nobody_else() -> None:
    assert {role for role, entitled in ENTITLED.items() if entitled} == {Role.PREFECTURE, Role.HEALTH_CENTER}
    assert set(ENTITLED) == set(Role)

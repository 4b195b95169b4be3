"""The legal moves from phase to phase (rules, section 3): the table, the machine made of it, and its picture."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hersys_lifecycle.citations import NOTICE
from hersys_lifecycle.errors import IllegalMoveError
from hersys_lifecycle.pictures import mermaid
from hersys_lifecycle.states import FINAL, INITIAL, LEGAL_MOVES, Move, Phase, Walk, machine_moves
from hersys_lifecycle.states.machine import MACHINE
from tests.shorthand import jst

AT = jst("2023-11-01T08:00")

# The table of section 3, written down again.
LIVE = "full_operation non_reportable_stopped read_only bulk_download reserve"
TABLE = """
stop_non_reportable_registration | full_operation | non_reportable_stopped
stop_updates | non_reportable_stopped | read_only
open_bulk_download | read_only | bulk_download
close_bulk_download | bulk_download | read_only
open_reserve | read_only bulk_download | reserve
close_reserve | reserve | read_only bulk_download
begin_maintenance | LIVE | maintenance_lockout
end_maintenance | maintenance_lockout | LIVE
decommission | read_only bulk_download reserve | decommissioned
"""
CLAUSES = {
    Move.STOP_NON_REPORTABLE_REGISTRATION: "N1",
    Move.STOP_UPDATES: "N2",
    Move.OPEN_BULK_DOWNLOAD: "N3",
    Move.CLOSE_BULK_DOWNLOAD: "N10",
    Move.OPEN_RESERVE: "N11",
    Move.CLOSE_RESERVE: "N11",
    Move.BEGIN_MAINTENANCE: "N9",
    Move.END_MAINTENANCE: "N9",
    Move.DECOMMISSION: "N6",
}
Triple = tuple[Move, Phase, Phase]


def moves_of_the_rules() -> set[Triple]:
    rows = [row.replace("LIVE", LIVE).split(" | ") for row in TABLE.strip().split("\n")]
    return {
        (Move(move), Phase(source), Phase(target))
        for move, sources, targets in rows
        for source in sources.split()
        for target in targets.split()
    }


def from_each_phase(moves: set[Triple]) -> Mapping[Phase, set[Phase]]:
    """Return where each phase leads, in any number of moves."""
    found = {phase: {phase} for phase in Phase}
    for _ in Phase:
        for _, source, target in moves:
            for reached in found.values():
                if source in reached:
                    reached.add(target)
    return found


LEGAL = moves_of_the_rules()


def test_the_legal_moves_are_those_of_the_rules_each_said_once() -> None:
    triples = [(row.move, row.source, row.target) for row in LEGAL_MOVES]
    assert set(triples) == LEGAL
    assert len(triples) == len(LEGAL) == 21


def test_each_legal_move_cites_its_clause_of_the_notice() -> None:
    assert {(row.move, row.citation.document, row.citation.clause) for row in LEGAL_MOVES} == {
        (move, NOTICE, clause) for move, clause in CLAUSES.items()
    }


def test_there_are_seven_phases_from_full_operation_to_decommissioned() -> None:
    assert len(Phase) == 7
    assert (INITIAL, FINAL) == (Phase.FULL_OPERATION, Phase.DECOMMISSIONED)


def test_every_phase_is_reachable() -> None:
    assert from_each_phase(LEGAL)[INITIAL] == set(Phase)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not FINAL])
def test_every_live_phase_can_end(phase: Phase) -> None:
    assert FINAL in from_each_phase(LEGAL)[phase]
    assert any(source is phase and target is not phase for _, source, target in LEGAL)


def test_decommissioned_is_final() -> None:
    assert from_each_phase(LEGAL)[FINAL] == {FINAL}


def test_the_machine_has_exactly_these_transitions_and_no_automatic_ones() -> None:
    transitions = {
        (name, transition.source, transition.dest)
        for name, event in MACHINE.events.items()
        for of_a_source in event.transitions.values()
        for transition in of_a_source
    }
    assert transitions == {(move.value, source.name, target.name) for move, source, target in LEGAL}


def test_the_machine_names_its_own_moves_in_the_order_of_the_table() -> None:
    assert machine_moves() == LEGAL_MOVES


def test_the_machine_has_the_seven_phases_of_which_one_is_final() -> None:
    assert {state.value for state in MACHINE.states.values()} == set(Phase)
    assert [state.value for state in MACHINE.states.values() if state.final] == [FINAL]


def test_the_machine_holds_no_model_of_its_own() -> None:
    assert MACHINE.models == []


def walked_to(phase: Phase) -> Walk:
    """Return a walk that has come to a phase by legal moves."""
    ways: Mapping[Phase, tuple[tuple[Move, Phase], ...]] = {
        Phase.FULL_OPERATION: (),
        Phase.NON_REPORTABLE_STOPPED: ((Move.STOP_NON_REPORTABLE_REGISTRATION, Phase.NON_REPORTABLE_STOPPED),),
        Phase.MAINTENANCE_LOCKOUT: ((Move.BEGIN_MAINTENANCE, Phase.MAINTENANCE_LOCKOUT),),
        Phase.READ_ONLY: ((Move.STOP_UPDATES, Phase.READ_ONLY),),
        Phase.BULK_DOWNLOAD: ((Move.OPEN_BULK_DOWNLOAD, Phase.BULK_DOWNLOAD),),
        Phase.RESERVE: ((Move.OPEN_RESERVE, Phase.RESERVE),),
        Phase.DECOMMISSIONED: ((Move.DECOMMISSION, Phase.DECOMMISSIONED),),
    }
    before = {
        Phase.READ_ONLY: Phase.NON_REPORTABLE_STOPPED,
        Phase.BULK_DOWNLOAD: Phase.READ_ONLY,
        Phase.RESERVE: Phase.READ_ONLY,
        Phase.DECOMMISSIONED: Phase.READ_ONLY,
    }
    walk = walked_to(before[phase]) if phase in before else Walk()
    for move, target in ways[phase]:
        walk.go(move, target, AT)
    assert walk.phase is phase
    return walk


@pytest.mark.parametrize("source", Phase)
@pytest.mark.parametrize("move", Move)
def test_a_walk_makes_every_legal_move_and_refuses_every_other(source: Phase, move: Move) -> None:
    for target in Phase:
        walk = walked_to(source)
        if (move, source, target) in LEGAL:
            walk.go(move, target, AT)
            assert walk.phase is target
        else:
            with pytest.raises(IllegalMoveError) as raised:
                walk.go(move, target, AT)
            assert raised.value == IllegalMoveError(f"{move.value} to {target.value}", source.value, AT)
            assert walk.phase is source


def test_the_picture_shows_every_legal_move_once_with_its_clause_and_where_it_begins_and_ends() -> None:
    first, *lines = mermaid().removesuffix("\n").split("\n")
    assert first == "stateDiagram-v2"
    expected = [
        f"    {source.value} --> {target.value}: {move.value} ({CLAUSES[move]})" for move, source, target in LEGAL
    ]
    assert sorted(lines) == sorted([*expected, "    [*] --> full_operation", "    decommissioned --> [*]"])


def test_the_picture_in_the_docs_is_current() -> None:
    page = (Path(__file__).parents[1] / "docs" / "states.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- begin states -->\s*```mermaid\n(.*?)```\s*<!-- end states -->", page, re.DOTALL)
    assert block is not None
    assert block.group(1) == mermaid(), "run `make docs`"

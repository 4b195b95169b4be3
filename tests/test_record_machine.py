"""The machine that drives stores and a model of the record: our stores agree with it, and it finds faults."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store import Follower, Store, open_store
from hersys_lifecycle.testing import (
    DisagreementError,
    Place,
    Question,
    RecordMachine,
    agree,
    in_memory,
    instants,
    on_sqlite,
    questions,
)
from hersys_lifecycle.testing.recordings import linked
from hypothesis import strategies as st
from tests.driving import Desk, rooms
from tests.stores import behind
from tests.strategies import SLOW

WHOLE: Final = settings(SLOW, max_examples=max(SLOW.max_examples // 2, 1), stateful_step_count=30)
"""For the machine that drives all kinds of stores at once."""
SHORT: Final = settings(
    max_examples=100,
    stateful_step_count=8,
    phases=[Phase.generate, Phase.shrink],
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
)
"""For machines that drive something faulty: they fail soon, each time in the same way."""


def test_stores_of_all_kinds_agree_with_the_model_whatever_is_done_to_them(postgres_server: str) -> None:
    with rooms(postgres_server) as room:

        class OnAllKinds(RecordMachine):
            def places(self) -> Mapping[str, Place]:
                return {**super().places(), "postgres": room}

        run_state_machine_as_test(OnAllKinds, settings=WHOLE)


# It finds faults


class Quick(RecordMachine):
    """Drives one store, in this process alone."""

    patience = 0.2
    place: Place = staticmethod(in_memory)
    kind: type[Store] = Store

    def places(self) -> Mapping[str, Place]:
        return {"faulty": self.place}

    def opened(self, url: str) -> Store:
        store = super().opened(url)
        store.__class__ = self.kind
        return store

    runs = 0

    def __init__(self) -> None:
        super().__init__()
        Quick.runs += 1

    def record_and_perish(self) -> None:  # type: ignore[override]  # no rule any more
        pass


def program(machine: type[RuleBasedStateMachine]) -> list[str]:
    """Return the steps of the program that a machine fails with; values are cut off."""
    with pytest.raises(DisagreementError) as failed:
        run_state_machine_as_test(machine, settings=SHORT)
    (shown,) = failed.value.__notes__
    print(failed.value, shown, Quick.runs)
    return [line.partition("(")[0].strip() for line in shown.splitlines() if "(" in line and "state" in line]


class Forgetful(Store):
    """Forgets that something was recorded as a correction."""

    def _append(self, entries: Sequence[RecordedEvent], *rest: Any, **others: Any) -> bool:  # noqa: ANN401  # passed on
        forgotten = linked((evolve(each, correction=False) for each in entries), self.head().digest)
        return super()._append(tuple(forgotten), *rest, **others)


class Early(Store):
    """Knows only what was recorded before an instant."""

    def lifecycle(self, known_at: datetime | None = None, *, version: int | None = None) -> Lifecycle:
        return super().lifecycle(known_at and known_at - MICROSECOND, version=version)


class Deaf(Store):
    """Does not let its followers look at what others record."""

    def follow(self, **_: float) -> Follower:
        return super().follow(every=3600)


class Careless(Store):
    """Drops the last line of an import."""

    def _append(self, entries: Sequence[RecordedEvent], lines: Sequence[bytes] = (), *rest: Any, **others: Any) -> bool:  # noqa: ANN401  # passed on
        return super()._append(entries[: -1 if lines else None], lines[:-1], *rest, **others)


def test_it_finds_a_store_that_forgets_a_correction() -> None:
    class Machine(Quick):
        kind = Forgetful

    assert program(Machine) == []


def test_it_finds_a_store_that_knows_a_recording_too_late() -> None:
    class Machine(Quick):
        kind = Early

    assert program(Machine) == []


def test_it_finds_an_import_that_drops_the_last_line() -> None:
    class Machine(Quick):
        kind = Careless

    assert program(Machine) == []


def test_it_finds_a_follower_that_misses_what_others_record() -> None:
    class Machine(Quick):
        place = staticmethod(on_sqlite)
        kind = Deaf

    assert program(Machine) == []


def test_it_finds_a_store_that_loses_the_last_event_when_it_is_opened_again() -> None:
    class Machine(Quick):
        place = staticmethod(on_sqlite)

        def opened(self, url: str) -> Store:
            super().opened(url).close()
            behind(url, "DELETE FROM ROWS WHERE NUMBER > 1 AND NUMBER = (SELECT max(NUMBER) FROM ROWS)")
            return super().opened(url)

    assert program(Machine) == []


class AlongWithADesk(Quick):
    """Drives a service along, which starts anew whenever its store does."""

    place = staticmethod(on_sqlite)
    desk: Desk

    def opened(self, url: str) -> Store:
        store = super().opened(url)
        self.desk = Desk(store)
        return store

    @rule(question=questions(), at=st.runner().flatmap(lambda machine: instants(machine.lifecycle)))
    def ask_at_the_desk(self, question: Question, at: datetime) -> None:
        self.desk.view.wait_for(self.model.position, 60)
        agree("the desk", self.desk.allows(question, at), question.check(self.lifecycle, at).allowed)


def test_a_service_is_driven_along() -> None:
    run_state_machine_as_test(AlongWithADesk, settings=settings(SHORT, max_examples=5))

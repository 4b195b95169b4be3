"""The machine that drives stores along a model of the record: ours agree with it, and it finds what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from hersys_lifecycle.audit import RecordedEvent, compare
from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.errors import (
    ClockBehindError,
    HeadMovedError,
    InadmissibleEventError,
    KeyReusedError,
    LifecycleEndedError,
    LogNotEmptyError,
    PastChangedError,
)
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store import Follower, Store, StoreUnavailableError, open_store
from hersys_lifecycle.testing import (
    DisagreementError,
    Place,
    Question,
    RecordMachine,
    RecordModel,
    agree,
    in_memory,
    on_sqlite,
)
from hersys_lifecycle.testing.agreeing import outcome
from hersys_lifecycle.testing.moments import BASES
from hersys_lifecycle.testing.perishing import record_and_end
from hersys_lifecycle.testing.recordings import Recording, linked
from tests.driving import Desk, rooms
from tests.shorthand import first_stop, jst, opening, updates_stop
from tests.stores import behind
from tests.strategies import QUESTIONS, SLOW

EXAMPLES: Final = max(SLOW.max_examples // 2, 8)
WHOLE: Final = settings(SLOW, max_examples=EXAMPLES, stateful_step_count=30, derandomize=EXAMPLES < 100)
"""For the machine that drives all kinds of stores at once; where it runs little, it does the same each time."""
SHORT: Final = settings(
    max_examples=300,
    stateful_step_count=8,
    phases=[Phase.generate, Phase.shrink],
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
)
"""For machines that drive something faulty: they fail soon, and each time in the same way."""
FOUND: Final = settings(SHORT, phases=[Phase.generate])
"""For those whose programs take long to shorten."""
NOW: Final = jst("2023-09-15")
STOP, UPDATES, OPENING = first_stop("2023-10-01"), updates_stop("2023-10-31T18:00"), opening("2023-11-01T08:00")


def test_stores_of_all_kinds_agree_with_the_model_whatever_is_done_to_them_and_much_is(postgres_server: str) -> None:
    seen = Counter[str]()
    with rooms(postgres_server) as room:

        class OnAllKinds(RecordMachine):
            def places(self) -> Mapping[str, Place]:
                return {**super().places(), "postgres": room}

            def _record_as(self, recording: Recording, expected: int | None = None) -> None:
                before, said = self.model, outcome(partial(self.model.record, recording, expected=expected))
                super()._record_as(recording, expected)
                if self.model is before:
                    seen[type(said).__name__] += 1
                    return
                seen["a correction"] += recording.correction
                seen["upon a good head"] += expected is not None
                seen.update(f"seen by who follows {name}" for name in self.followed)

        run_state_machine_as_test(OnAllKinds, settings=WHOLE)
    refusals = PastChangedError, InadmissibleEventError, LifecycleEndedError, HeadMovedError, KeyReusedError
    followed = (f"seen by who follows {name}" for name in ("memory", "sqlite", "postgres"))
    wanted = {*(each.__name__ for each in refusals), "a correction", "upon a good head", *followed}
    assert wanted - {what for what, times in seen.items() if times} == set()


# It finds what is wrong


class OnOne(RecordMachine):
    """Drives one store, of a kind that may have a fault, in this process alone, always from the same beginning."""

    record_and_perish = None  # type: ignore[assignment]  # no rule any more

    def __init__(self, kind: type[Store] = Store, place: Place = in_memory) -> None:
        self._kind, self._place = kind, place
        super().__init__()

    @initialize()
    def begin(self) -> None:
        super().begin([STOP, UPDATES, OPENING])

    def places(self) -> Mapping[str, Place]:
        return {"it": self._place}

    def opened(self, url: str) -> Store:
        store = super().opened(url)
        store.__class__ = self._kind
        return store


def failing(machine: Callable[[], RecordMachine], told: str, how: settings) -> DisagreementError:
    """Return what a machine fails with, which tells something."""

    def made() -> RecordMachine:  # whose code is the seed: what a partial shows is another one each time
        return machine()

    with pytest.raises(DisagreementError, match=told) as failed:
        run_state_machine_as_test(made, settings=how)  # type: ignore[arg-type]  # whatever makes one will do
    return failed.value


def program(machine: Callable[[], RecordMachine], told: str) -> list[str]:
    """Return the steps of the program that is shown of a machine that fails, which is short; values are cut off."""
    lines = "\n".join(failing(machine, told, SHORT).__notes__).splitlines()
    steps = [line.partition("(")[0].removeprefix("state.") for line in lines if line.startswith("state.")]
    found = [step for step in steps if step not in {"begin", "all_agree", "teardown"}]
    assert len(found) <= 4
    return found


class Forgetful(Store):
    """Forgets that something was recorded as a correction."""

    def _append(self, entries: Sequence[RecordedEvent], *rest: Any, **others: Any) -> bool:  # noqa: ANN401  # passed on
        forgotten = linked((evolve(each, correction=False) for each in entries), self.head().digest)
        return super()._append(tuple(forgotten), *rest, **others)


def test_it_finds_a_store_that_forgets_a_correction() -> None:
    failing(partial(OnOne, Forgetful), "it: its history", FOUND)


class Late(Store):
    """Knows only what was recorded before an instant, not what was at it."""

    def lifecycle(self, known_at: datetime | None = None, *, version: int | None = None) -> Lifecycle:
        return super().lifecycle(known_at and known_at - MICROSECOND, version=version)


def test_it_finds_a_store_that_does_not_know_at_an_instant_what_was_recorded_at_it() -> None:
    failing(partial(OnOne, Late), "it: what was known at", FOUND)


class Careless(Store):
    """Drops the last line of what it imports."""

    def _append(self, entries: Sequence[RecordedEvent], lines: Sequence[bytes] = (), *rest: Any, **others: Any) -> bool:  # noqa: ANN401  # passed on
        return super()._append(entries[: -1 if lines else None], lines[:-1], *rest, **others)


def test_it_finds_an_import_that_drops_the_last_line() -> None:
    failing(partial(OnOne, Careless), "it: what was imported from it", FOUND)


class Stuck(Follower):
    """Shows for good what it showed first."""

    @property
    def current(self) -> Lifecycle:
        first: Lifecycle = vars(self).setdefault("first", super().current)
        return first


class Followed(Store):
    """Is followed by such."""

    def follow(self, *, every: float = 0.25, heartbeat: float = 15.0) -> Follower:
        follower = super().follow(every=every, heartbeat=heartbeat)
        follower.__class__ = Stuck
        return follower


def test_it_finds_a_follower_that_misses_what_is_recorded() -> None:
    class Machine(OnOne):
        patience = 0.3  # this one will not see it, however long one waits

    failing(partial(Machine, Followed), "it: what a follower sees", FOUND)


def test_it_finds_a_store_that_loses_the_last_recording_when_it_is_opened_again() -> None:
    class Machine(OnOne):
        def opened(self, url: str) -> Store:
            super().opened(url).close()
            behind(url, "DELETE FROM ROWS WHERE NUMBER = (SELECT max(NUMBER) FROM ROWS)")
            return super().opened(url)

    *_, step = program(partial(Machine, place=on_sqlite), "it: its history")
    assert step in {"reopen", "crash"}


# A service is driven along


class WithADesk(OnOne):
    """Drives a service along, which starts anew whenever its store does."""

    def __init__(self, desk: Callable[[Store], Desk] = Desk, place: Place = on_sqlite) -> None:
        self._desk = desk
        super().__init__(place=place)

    def opened(self, url: str) -> Store:
        store = super().opened(url)
        self.desk = self._desk(store)
        return store

    @rule(question=st.sampled_from(QUESTIONS), at=st.sampled_from(BASES))
    def ask_at_the_desk(self, question: Question, at: datetime) -> None:
        assert self.desk.view.wait_for(self.model.position, self.patience)
        agree("the desk", self.desk.allows(question, at), question.check(self.lifecycle, at).allowed)


def test_a_service_that_follows_a_store_answers_as_the_model_does() -> None:
    run_state_machine_as_test(WithADesk, settings=settings(SHORT, max_examples=5))


class Remembering(Desk):
    """Answers whatever it is asked as it answered first."""

    def allows(self, question: Question, at: datetime) -> bool:
        first: bool = vars(self).setdefault("first", super().allows(question, at))
        return first


def test_it_finds_a_service_that_answers_what_it_answered_before() -> None:
    failing(partial(WithADesk, Remembering, in_memory), "the desk", FOUND)


# Its parts


def test_the_model_says_what_the_rules_say_of_a_recording() -> None:
    notice = Recording(NOW, (STOP, UPDATES), key="notice")
    adopted = RecordModel().adopt(notice)
    assert adopted.adopt(notice) is adopted
    assert outcome(lambda: adopted.adopt(Recording(NOW, (STOP,)))) == LogNotEmptyError(2)
    assert isinstance(outcome(lambda: adopted.adopt(Recording(NOW, (STOP,), key="notice"))), KeyReusedError)
    assert isinstance(outcome(lambda: RecordModel().adopt(Recording(NOW, (OPENING,)))), InadmissibleEventError)
    late = Recording(OPENING.at + MICROSECOND, (OPENING,))
    assert isinstance(outcome(lambda: adopted.record(late)), PastChangedError)
    assert outcome(lambda: adopted.record(late, expected=0)) == HeadMovedError(0, 2)
    corrected = adopted.record(late._replace(correction=True), expected=2)
    early = Recording(late.at - TOLERATED_SKEW - MICROSECOND, (OPENING,))
    assert outcome(lambda: corrected.record(early)) == ClockBehindError(early.at, late.at)
    assert corrected.record(early._replace(at=early.at + MICROSECOND)).recordings[-1].at == late.at


def test_the_model_answers_as_the_fold_of_what_was_recorded() -> None:
    adopted = RecordModel().adopt(Recording(NOW, (STOP, UPDATES)))
    later = adopted.record(Recording(NOW + timedelta(days=1), (OPENING,), key="opening"))
    assert later.positions == (0, 2, 3)
    assert [each.batch for each in later.entries] == [1, 1, 3]
    assert [each.event for each in later.under("opening")] == [OPENING]
    assert later.under(None) == ()
    assert later.known_at(NOW) == adopted.lifecycle == Lifecycle.from_events([STOP, UPDATES])
    assert later.known_at(NOW + timedelta(days=1)) == later.lifecycle
    assert adopted.propose([OPENING]) == compare(adopted.lifecycle, later.lifecycle) != ()


def test_a_disagreement_shows_where_two_answers_differ() -> None:
    with pytest.raises(DisagreementError, match=r"its history, number 2\n  expected: 3\n  found:    2$"):
        agree("its history", (1, 2, 4), (1, 3))
    with pytest.raises(DisagreementError, match=r"its history, number 1\n  expected: 'nothing'\n  found:    1$"):
        agree("its history", [1], [])
    with pytest.raises(DisagreementError, match=r"its head\n  expected: 2\n  found:    1$"):
        agree("its head", 1, 2)
    agree("its head", 1, 1)


def test_what_was_opened_is_closed_where_a_store_cannot_be(tmp_path: Path) -> None:
    left: list[str] = []

    @contextmanager
    def noted(url: str) -> Iterator[str]:
        yield url
        left.append(url)

    class Machine(RecordMachine):
        def places(self) -> Mapping[str, Place]:
            urls = ":memory:", f"sqlite:///{tmp_path}/missing/log.db"
            return {url: partial(noted, url) for url in urls}

    with pytest.raises(StoreUnavailableError, match="there is no folder"):
        Machine()
    assert left == [":memory:"]


def test_a_machine_can_be_driven_by_hand() -> None:
    machine = RecordMachine()
    machine.begin([STOP])
    name = "sqlite"
    machine.follow()
    machine.crash(name=name)
    machine.follow()
    for step, followed in ((machine.reopen, True), (machine.stop_following, False)):
        step(name=name)
        machine.all_agree()
        assert (name in machine.followed) is followed
    assert machine.followed == ["memory"]
    machine.teardown()


def test_who_perishes_has_recorded_what_was_admitted(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{name}.db" for name in "ab"]
    codes: list[int] = []
    record_and_end(urls, Recording(NOW, (STOP,)), codes.append)
    record_and_end(urls, Recording(NOW, (OPENING,)), codes.append)
    for url in urls:
        with open_store(url) as store:
            assert [each.event for each in store.history()] == [STOP]
    assert len(codes) == 2


def test_what_a_process_recorded_before_it_perished_is_recorded() -> None:
    machine = RecordMachine()
    machine.begin([STOP])
    machine.record_and_perish(events=(UPDATES,))
    machine.all_agree()
    assert machine.model.events == (STOP, UPDATES)
    machine.teardown()

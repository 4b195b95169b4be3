"""A machine that drives stores, followers and audits at random, and compares what they answer with a plain model."""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.errors import LifecycleError, LogNotEmptyError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store import Store, open_store
from hersys_lifecycle.testing.agreeing import agree, outcome
from hersys_lifecycle.testing.asking import Question, questions
from hersys_lifecycle.testing.auditing import audit
from hersys_lifecycle.testing.choosing import known_ats, passing, together
from hersys_lifecycle.testing.clocks import FrozenClock
from hersys_lifecycle.testing.growing import ANNOUNCED, histories
from hersys_lifecycle.testing.keeping import DrivenStore, Place, in_memory, on_sqlite
from hersys_lifecycle.testing.modelling import Entry, RecordModel
from hersys_lifecycle.testing.moments import instants
from hersys_lifecycle.testing.perishing import CAN_PERISH, record_in_a_process_that_perishes
from hersys_lifecycle.testing.recordings import Recording

T = TypeVar("T")


def _drawn(draws: "Callable[[RecordMachine], SearchStrategy[T]]") -> SearchStrategy[T]:
    """Draw for the machine as it is when a rule is about to run, so that its arguments show in the program."""
    return st.runner().flatmap(draws)


_EVENTS = _drawn(lambda machine: together(machine.lifecycle.state))
_NAMES = _drawn(lambda machine: st.sampled_from(list(machine.stores)))
_LASTING = _drawn(lambda machine: st.sampled_from(machine.lasting))
_POSITIONS = _drawn(lambda machine: st.sampled_from(machine.model.positions[::-1]))
_KNOWN_AT = _drawn(lambda machine: known_ats(machine.model, machine.clock()))
_AT = _drawn(lambda machine: instants(machine.lifecycle))
_FOLLOWED = _drawn(lambda machine: st.sampled_from(machine.followed))
_EXPECTED = _drawn(
    lambda machine: st.sampled_from([None] * 6 + [machine.model.position, *machine.model.positions[-2:]])
)
_PASSING = _drawn(lambda machine: passing(machine.model, machine.clock()))
_LATER = st.just(timedelta()) | _PASSING
_KEYS = st.sampled_from([*[None] * 4, "a", "b"])
_BY = st.sampled_from(["ops", "担当者 2"])
_RARELY = 4
"""One position in so many allows what costs a process, or is mostly refused."""


class RecordMachine(RuleBasedStateMachine):
    """Drives several stores through the same steps; after each they must agree with a model, and so with each other.

    Steps are recordings, corrections and such as are refused; repetitions with a key; clocks that go on or back; stores
    that are closed, left behind or written to by a process that perishes; exports and imports; followers; audits. Run
    it as every machine of Hypothesis, ``TestRecord = RecordMachine.TestCase``, or with
    ``run_state_machine_as_test(RecordMachine)``, in a script under ``if __name__ == "__main__":``, since processes are
    started. What fails is shown as a short program.

    To drive a service along, derive a class: ``places`` says where stores are kept, ``opened`` how each is opened, and
    there a service may start on it; rules and invariants of your own compare what it answers with the model, by
    :func:`agree`. A rule that is overridden without the decorator is left out. The process that perishes opens its
    stores plainly: where ``opened`` has settings of its own, such as a cipher or a compressor, set
    ``record_and_perish = None``. What you open close in ``teardown``.

    Attributes:
        clock: the clock of all stores.
        model: what is recorded.
        patience: the seconds for which a follower may not have seen what is recorded.
    """

    clock: FrozenClock
    model: RecordModel
    patience: ClassVar[float] = 60.0

    def __init__(self) -> None:
        super().__init__()
        self.clock = FrozenClock(ANNOUNCED)
        self.model = RecordModel()
        self._driven: dict[str, DrivenStore] = {}
        with ExitStack() as failing:
            failing.callback(self._close)
            for name, place in self.places().items():
                self._driven[name] = DrivenStore(place, self.opened)
            failing.pop_all()

    def places(self) -> Mapping[str, Place]:
        """Return where the stores are kept that are driven, by name: in memory and on SQLite."""
        return {"memory": in_memory, "sqlite": on_sqlite}

    def opened(self, url: str) -> Store:
        """Return the store at a URL, opened with ``clock``."""
        return open_store(url, clock=self.clock)

    @property
    def stores(self) -> Mapping[str, Store]:
        """The stores as they are open now, by name; after some steps a name stands for another one."""
        return {name: driven.store for name, driven in self._driven.items()}

    @property
    def lasting(self) -> list[str]:
        """The names of the stores that outlive their closing."""
        return [name for name, driven in self._driven.items() if driven.lasting]

    @property
    def followed(self) -> list[str]:
        """The names of the stores that somebody follows."""
        return [name for name, driven in self._driven.items() if driven.followers]

    @property
    def lifecycle(self) -> Lifecycle:
        """What is known now."""
        return self.model.lifecycle

    @initialize(notice=histories(max_size=8))
    def begin(self, notice: list[Event]) -> None:
        """Adopt a notice, if there is one."""
        if notice:
            self._adopt(Recording(self.clock(), tuple(notice)))

    @rule(by=_PASSING)
    def pass_time(self, by: timedelta) -> None:
        """Set the clock forward or back."""
        self.clock.advance(by)

    @precondition(lambda self: self.model.position % _RARELY == 0)
    @rule(events=_EVENTS, key=_KEYS)
    def adopt(self, events: tuple[Event, ...], key: str | None) -> None:
        """Adopt a notice, which is refused where something is recorded."""
        self._adopt(Recording(self.clock(), events, key=key))

    @rule(later=_LATER, events=_EVENTS, by=_BY, key=_KEYS, expected=_EXPECTED)
    def record(
        self, later: timedelta, events: tuple[Event, ...], by: str, key: str | None, expected: int | None
    ) -> None:
        """Record some events together, or have them refused; the key may be taken, the expected head outdated."""
        self.clock.advance(later)
        self._record_as(Recording(self.clock(), events, by, key), expected)

    @rule(events=_EVENTS, by=_BY, key=_KEYS, expected=_EXPECTED)
    def correct(self, events: tuple[Event, ...], by: str, key: str | None, expected: int | None) -> None:
        """Record some events as a correction, or have them refused."""
        self._record_as(Recording(self.clock(), events, by, key, correction=True), expected)

    @precondition(lambda self: any(each.key for each in self.model.recordings))
    @rule(recording=_drawn(lambda machine: st.sampled_from([each for each in machine.model.recordings if each.key])))
    def repeat(self, recording: Recording) -> None:
        """Record once more what was recorded under a key."""
        self._record_as(recording._replace(at=self.clock()))

    @precondition(lambda self: CAN_PERISH and self.lasting and self.model.position % _RARELY == 1)
    @rule(events=_EVENTS)
    def record_and_perish(self, events: tuple[Event, ...]) -> None:
        """Let a process record some events that ends at once; in memory they are recorded here.

        The process opens the stores with :func:`open_store` and knows nothing of ``opened``.
        """
        recording = Recording(self.clock(), events, by="a process that perished", correction=True)
        urls = [driven.url for driven in self._driven.values() if driven.lasting]
        agree("the process that perishes", record_in_a_process_that_perishes(urls, recording), wanted=True)
        for driven in self._driven.values():
            if not driven.lasting:
                outcome(partial(_recorded, driven, recording, None))
        known = outcome(partial(self.model.record, recording))
        self.model = known if isinstance(known, RecordModel) else self.model

    @rule(events=_EVENTS)
    def propose(self, events: tuple[Event, ...]) -> None:
        """Ask what some events would change; nothing is recorded."""
        wanted = outcome(partial(self.model.propose, events))
        for name, store in self.stores.items():
            agree(f"{name}: what is proposed", outcome(partial(store.propose, events)), wanted)

    @precondition(lambda self: self.lasting)
    @rule(name=_LASTING)
    def reopen(self, name: str) -> None:
        """Close a store and open it again."""
        self._driven[name].reopen()

    @precondition(lambda self: self.lasting)
    @rule(name=_LASTING)
    def crash(self, name: str) -> None:
        """Leave a store behind as it is, with whoever follows it, and open it again."""
        self._driven[name].leave_behind()

    @rule(source=_NAMES, name=_NAMES)
    def carry_over(self, source: str, name: str) -> None:
        """Export a store and import that into a fresh one, which takes the place of another."""
        exported, again = BytesIO(), BytesIO()
        giving, old = self._driven[source], self._driven[name]
        giving.store.export_log(exported)
        refused = LogNotEmptyError(self.model.position) if self.model.position else giving.heads[0]
        found = outcome(partial(old.store.import_log, BytesIO(exported.getvalue())))
        agree(f"{name}: what comes of an import over what is recorded", found, refused)
        fresh = DrivenStore(old.place, self.opened)
        self._driven[name] = fresh
        fresh.heads = dict(giving.heads)
        old.close()
        imported = fresh.store.import_log(BytesIO(exported.getvalue()))
        agree(f"{name}: the head of what was imported from {source}", imported, giving.heads[self.model.position])
        fresh.store.export_log(again)
        lines, wanted = (tuple(file.getvalue().splitlines(keepends=True)) for file in (again, exported))
        agree(f"{name}: what was imported from {source}, exported again", lines, wanted)

    @precondition(lambda self: len(self.followed) < len(self.stores))
    @rule()
    def follow(self) -> None:
        """Let one more follow each store."""
        for driven in self._driven.values():
            driven.follow()

    @precondition(lambda self: self.followed)
    @rule(name=_FOLLOWED)
    def stop_following(self, name: str) -> None:
        """Let one less follow a store, the one that has followed it longest."""
        self._driven[name].stop_following()

    @rule(known_at=_KNOWN_AT, question=questions(), at=_AT)
    def ask(self, known_at: datetime, question: Question, at: datetime) -> None:
        """Ask every store what was known at an instant of another one."""
        known = self.model.known_at(known_at)
        for name, store in self.stores.items():
            found = store.lifecycle(known_at)
            agree(f"{name}: what was known at {known_at}", found.events, known.events)
            agree(f"{name}: what was known at {known_at}, asked", question.check(found, at), question.check(known, at))

    @rule(name=_NAMES, question=questions(), at=_AT, position=_POSITIONS)
    def look_back(self, name: str, question: Question, at: datetime, position: int) -> None:
        """Audit a store: hindsight, departures, the trail of its last event, the chain upon a head of then."""
        driven = self._driven[name]
        audit(name, driven.store.history(), self.model, question, at)
        found = outcome(partial(driven.store.verify_chain, driven.heads[position]))
        agree(f"{name}: the head that is verified upon that at {position}", found, driven.heads[self.model.position])

    @invariant()
    def all_agree(self) -> None:
        """Every store has the history of the model and knows what follows from it, and whoever follows one sees it."""
        for name, driven in self._driven.items():
            history = driven.store.history()
            agree(f"{name}: its history", tuple(map(Entry.of, history)), self.model.entries)
            agree(f"{name}: what is known", driven.store.lifecycle().events, self.lifecycle.events)
            head = driven.store.head()
            agree(f"{name}: its head", head, driven.heads.setdefault(self.model.position, head))
            for follower in driven.followers:
                follower.wait_for(self.model.position, self.patience)
                agree(f"{name}: what a follower sees", follower.current.events, self.lifecycle.events)

    def look_closely(self) -> None:
        """Compare what costs more, as is done in the end: every head there was, what was known after each recording."""
        course = {each.at: self.model.known_at(each.at) for each in self.model.recordings}
        for name, driven in self._driven.items():
            for position, head in driven.heads.items():
                found = outcome(partial(driven.store.verify_chain, head))
                agree(f"{name}: the head that is verified upon that at {position}", found, driven.store.head())
            for at, known in course.items():
                agree(f"{name}: what was known at {at}", driven.store.lifecycle(at).events, known.events)

    def teardown(self) -> None:
        """Look closely, unless something has failed already, and close everything."""
        try:
            if sys.exc_info()[0] is None:
                self.look_closely()
        finally:
            self._close()

    def _adopt(self, notice: Recording) -> None:
        def adopted(driven: DrivenStore) -> tuple[RecordedEvent, ...]:
            return driven.store.adopt(notice.events, by=notice.by, key=notice.key)

        self._record(self.model.adopt, notice, adopted)

    def _record_as(self, recording: Recording, expected: int | None = None) -> None:
        admit = partial(self.model.record, expected=expected)
        self._record(admit, recording, lambda driven: _recorded(driven, recording, expected))

    def _record(
        self,
        admit: Callable[[Recording], RecordModel],
        recording: Recording,
        act: Callable[[DrivenStore], tuple[RecordedEvent, ...]],
    ) -> None:
        """Let the model and every store record the same; what comes of it must be the same."""
        before, known = self.model, outcome(partial(admit, recording))
        wanted: tuple[Entry, ...] | LifecycleError
        if isinstance(known, RecordModel):
            self.model = known
            wanted = known.entries[before.position :] or known.under(recording.key)
        else:
            wanted = known
        for name, driven in self._driven.items():
            found = outcome(partial(act, driven))
            entries = tuple(map(Entry.of, found)) if isinstance(found, tuple) else found
            agree(f"{name}: what comes of the recording", entries, wanted)

    def _close(self) -> None:
        with ExitStack() as closing:
            for driven in self._driven.values():
                closing.callback(driven.close)


def _recorded(driven: DrivenStore, recording: Recording, expected: int | None) -> tuple[RecordedEvent, ...]:
    """Record something in a store as it says, upon the head at a position if one is expected."""
    return driven.store.record(
        recording.events,
        by=recording.by,
        correction=recording.correction,
        key=recording.key,
        expected_head=None if expected is None else driven.heads[expected],
    )

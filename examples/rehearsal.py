"""A rehearsal: the whole wind-down lived through with a clock of its own, and what everybody sees of the record.

Services ask what a follower knows, and it calls back when somebody records. Auditors see beforehand which answers would
flip, ask what was known until then, and in the end find the record as it was.

Only the notice is real, and that an earthquake struck Ishikawa on 1 January 2024. Every amendment, delay, return and
mistake, and every later date, is invented for this rehearsal and cited as such.

It needs the extra ``follow``. It records in memory, or in an empty store whose URL is given and which is then full of
inventions: ``python examples/rehearsal.py sqlite:///rehearsal.db``.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from queue import SimpleQueue
from textwrap import fill
from typing import NamedTuple

from hersys_lifecycle import Capability, Citation, Decision, Grade, HealthAuthority, Lifecycle, Span, compare
from hersys_lifecycle.audit import Change
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.events import (
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionScheduled,
    Event,
    MaintenanceRescheduled,
    ReservePeriodScheduled,
    SlotRescheduled,
)
from hersys_lifecycle.instants import JST
from hersys_lifecycle.notice import SYSTEM_UPGRADE, official_events
from hersys_lifecycle.store import Head, Store, open_store

INVENTED = Citation("invented for the rehearsal", "1", Grade.ASSUMED)
BULK_EXPORT, EDIT, VIEW = Capability.BULK_EXPORT, Capability.EDIT, Capability.VIEW
TOKYO, AICHI, ISHIKAWA, KANAZAWA = map(HealthAuthority.parse, ("東京都", "愛知県", "石川県", "金沢市"))
MINUTE = "%Y-%m-%d %H:%M"


class Step(NamedTuple):
    """What happens at an instant: what is recorded, if anything, and what is asked then of which instants."""

    at: str
    what: str
    events: tuple[Event, ...] = ()
    asked: tuple[tuple[str, Capability, HealthAuthority | None], ...] = ()
    by: str = "運用担当"
    correction: bool = False


def jst(text: str) -> datetime:
    """Return the instant that a text means in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def between(start: str, end: str) -> Span:
    """Return the span from one instant in Japan until another."""
    return Span(jst(start), jst(end))


def completed(at: str, *bodies: HealthAuthority) -> tuple[Event, ...]:
    """Return that some bodies have their data."""
    return tuple(DataReturnCompleted(authority=body, at=jst(at), citation=INVENTED) for body in bodies)


# fmt: off
STORY = (
    Step("2023-10-20 10:00", "the notice is adopted", official_events(), asked=(("2023-10-20 10:00", EDIT, None),)),
    Step("2023-10-24 15:00", "愛知県 gets a later slot",
         (SlotRescheduled(prefecture=AICHI.prefecture, span=between("2023-11-27", "2023-12-02"), citation=INVENTED),),
         asked=(("2023-11-20 09:00", BULK_EXPORT, AICHI),)),
    Step("2023-10-31 18:00", "updates stop and maintenance begins; for that nothing has to run",
         asked=(("2023-10-31 17:59:59", EDIT, None), ("2023-10-31 18:00:00", EDIT, None))),
    Step("2023-11-01 07:20", "the maintenance overruns, and is extended from 8:00 to 10:00",
         (MaintenanceRescheduled(name=SYSTEM_UPGRADE, span=between("2023-10-31 18:00", "2023-11-01 10:00"),
                                 citation=INVENTED),),
         asked=(("2023-11-01 08:00", BULK_EXPORT, TOKYO),)),
    Step("2023-11-14 11:00", "the slot of 東京都 is to have ended with 8 November",
         (SlotRescheduled(prefecture=TOKYO.prefecture, span=between("2023-11-01", "2023-11-09"), citation=INVENTED),)),
    Step("2024-01-29 10:00", "石川県, struck by the earthquake, has missed its slot",
         asked=(("2024-01-29 10:00", BULK_EXPORT, ISHIKAWA),)),
    Step("2024-01-31 14:00", "a reserve period (予備期間) is announced for those outstanding",
         (ReservePeriodScheduled(name="予備期間", span=between("2024-02-13", "2024-02-17"),
                                 prefectures=frozenset({ISHIKAWA.prefecture}), citation=INVENTED),),
         asked=(("2024-01-31 14:00", BULK_EXPORT, ISHIKAWA),)),
    Step("2024-02-01 10:00", "the end is scheduled, for a day on which they are not done",
         (DecommissionScheduled(at=jst("2024-02-15 18:00"), citation=INVENTED),)),
    Step("2024-02-13 09:00", "the reserve period has begun",
         asked=(("2024-02-13 09:00", BULK_EXPORT, ISHIKAWA), ("2024-02-13 09:00", BULK_EXPORT, KANAZAWA))),
    Step("2024-02-14 09:00", "金沢市 is outstanding too: its return was recorded by mistake and is reopened",
         (DataReturnReopened(authority=KANAZAWA, at=jst("2024-01-26 17:00"), citation=INVENTED),),
         asked=(("2024-02-13 09:00", BULK_EXPORT, KANAZAWA),), correction=True),
    Step("2024-02-16 16:00", "the prefecture has its data, and records that itself",
         completed("2024-02-16 16:00", ISHIKAWA), by="石川県",
         asked=(("2024-02-16 16:00", BULK_EXPORT, ISHIKAWA), ("2024-02-16 16:00", BULK_EXPORT, KANAZAWA))),
    Step("2024-03-01 10:00", "the end is scheduled anew, before the announced limit",
         (DecommissionScheduled(at=jst("2024-03-22 18:00"), citation=INVENTED),),
         asked=(("2024-03-25 09:00", VIEW, None),)),
    Step("2024-03-22 18:00", "HER-SYS ends",
         asked=(("2024-03-22 17:59:59", VIEW, None), ("2024-03-22 18:00:00", VIEW, None))),
    Step("2024-03-25 09:00", "金沢市 tells late that it has its data since the reserve period",
         completed("2024-02-16 17:00", KANAZAWA), correction=True),
)
# fmt: on


class Clock:
    """Stands where the story has come to."""

    now = jst(STORY[0].at)

    def __call__(self) -> datetime:
        """Tell the instant."""
        return self.now


def returns() -> Iterator[Step]:
    """Yield a step a slot: on the Monday after, the returns of those whose slot it was are recorded, Ishikawa's not."""
    lifecycle = Lifecycle.from_events(event for step in STORY[:2] for event in step.events)
    slots = defaultdict(list)
    for body in HealthAuthority:
        if body is not ISHIKAWA and (slot := lifecycle.slot(body.prefecture)):
            slots[slot.bounds[1]].append(body)
    for end, bodies in slots.items():
        names = "、".join(body.name_ja for body in bodies if body is HealthAuthority.of(body.prefecture))
        done, monday = end - timedelta(hours=7), end + timedelta(days=2, hours=9)
        yield Step(f"{monday:{MINUTE}}", f"returns of {len(bodies)} bodies: {names}", completed(str(done), *bodies))


def flips(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the answers that flip, in one line those that flip together."""
    together = defaultdict(list)
    for change in changes:
        if change.flips:
            whose = change.authority or change.prefecture
            of = f" of {whose.name_ja}" if whose else ""
            together[change.span, change.before, change.after].append(f"{change.capability.value}{of}")
    for (span, before, after), questions in together.items():
        start, end = span.bounds
        yield f"{start:{MINUTE}} to {end:{MINUTE}}  {before.value} -> {after.value}: {', '.join(questions)}"


def answer(decision: Decision) -> str:
    """Return an answer, and until when or from when it is yes."""
    edge = decision.span.end if decision else decision.next_allowed
    when = f", {'until' if decision else 'next'} {edge:{MINUTE}}" if edge else ""
    return f"{'yes' if decision else 'no'}, {decision.reason.value}{when}"


def line(who: str, what: str) -> str:
    """Return what somebody sees."""
    return fill(what, 116, initial_indent=f"    {who:<10}", subsequent_indent=" " * 14, break_on_hyphens=False)


def record(store: Store, step: Step) -> Iterator[str]:
    """Record what a step records; yield the answers that are to flip, and why it is refused if it is."""
    if step is STORY[0]:
        store.adopt(step.events, by=step.by)
        return
    try:
        yield from (line("proposed", flip) for flip in flips(store.propose(step.events)))
        store.record(step.events, by=step.by)
    except LifecycleError as error:
        yield line("refused", str(error))
        if step.correction:
            store.record(step.events, by=step.by, correction=True)


def ask(step: Step, current: Lifecycle, store: Store) -> Iterator[str]:
    """Ask what a step asks; where a minute before the answer was another one by what was known then, tell that too."""
    for at, capability, body in step.asked:
        asked = f"{capability.value} of {body.name_ja}" if body else capability.value
        before = store.lifecycle(known_at=jst(step.at) - timedelta(minutes=1))
        now, then = (known.check(capability, at=jst(at), authority=body) for known in (current, before))
        yield line("service", f"{asked} at {at}: {answer(now)}")
        if then.reason is not now.reason:
            yield line("auditor", f"as known until then: {answer(then)}")


def rehearse(store: Store, clock: Clock) -> Iterator[str]:
    """Yield the story as it takes its course in an empty store."""
    kept: list[Head] = []
    seen: SimpleQueue[tuple[Change, ...]] = SimpleQueue()
    with store.follow(every=0.01) as follower:
        follower.subscribe(lambda before, after: seen.put(compare(before, after)))
        yield "The wind-down of HER-SYS, rehearsed. The notice is real, and that an earthquake struck 石川県 (Ishikawa)"
        yield "on 1 January 2024. Everything else that is recorded, of Ishikawa too, is invented.\n"
        for step in sorted((*STORY, *returns()), key=lambda step: step.at):
            clock.now = jst(step.at)
            yield f"{step.at}  {step.by}: {step.what}"
            if step.events:
                yield from record(store, step)
            if (head := store.head()) not in kept:
                kept.append(head)
                yield line("recorded", f"up to event {head.position}")
                if changes := seen.get(timeout=30):
                    yield line("follower", f"calls back; answers that change: {len(changes)}")
            yield from ask(step, follower.current, store)
    for head in kept:
        store.verify_chain(head)
    corrections = [entry.position for entry in store.history() if entry.correction]
    yield f"\nThe auditor finds all {len(kept)} heads kept on the way; events {corrections} are corrections."


def main(arguments: list[str]) -> None:
    """Rehearse in the store named, or else in memory."""
    clock = Clock()
    try:
        with open_store(arguments[0] if arguments else ":memory:", clock=clock) as store:
            if store.head().position:
                sys.exit(f"{store.url} is not empty: rehearse in an empty store, such as :memory:")
            for said in rehearse(store, clock):
                print(said)
    except LifecycleError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])

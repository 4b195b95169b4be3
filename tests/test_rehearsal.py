"""The rehearsal: on every kind of store it tells the same story, and the record it leaves bears the story out."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from examples.rehearsal import STORY, Clock, rehearse
from hersys_lifecycle import Capability, Grade, HealthAuthority, Reason, compare
from hersys_lifecycle.events import (
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionScheduled,
    MaintenanceRescheduled,
    SlotRescheduled,
)
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.store import Store, open_store
from tests import postgres
from tests.shorthand import jst
from tests.stores import KINDS
from tests.test_examples import run

BULK_EXPORT, VIEW = Capability.BULK_EXPORT, Capability.VIEW
TOKYO, AICHI, ISHIKAWA, KANAZAWA = map(HealthAuthority.parse, ("東京都", "愛知県", "石川県", "金沢市"))


class Known(NamedTuple):
    """What was known at an instant of whether something is allowed at another."""

    known_at: str
    at: str
    capability: Capability
    body: HealthAuthority | None
    reason: Reason


KNOWN = [
    Known("2023-10-24T14:59", "2023-11-20T09:00", BULK_EXPORT, AICHI, Reason.IN_SLOT),
    Known("2023-10-24T15:00", "2023-11-20T09:00", BULK_EXPORT, AICHI, Reason.BEFORE_SLOT),
    Known("2023-10-24T15:00", "2023-11-27T00:00", BULK_EXPORT, AICHI, Reason.IN_SLOT),
    Known("2023-11-01T07:19", "2023-11-01T08:00", BULK_EXPORT, TOKYO, Reason.IN_SLOT),
    Known("2023-11-01T07:20", "2023-11-01T08:00", BULK_EXPORT, TOKYO, Reason.LOCKED_OUT),
    Known("2023-11-01T07:20", "2023-11-01T09:59", VIEW, None, Reason.LOCKED_OUT),
    Known("2023-11-01T07:20", "2023-11-01T10:00", VIEW, None, Reason.AVAILABLE),
    Known("2023-11-14T11:00", "2023-11-10T12:00", BULK_EXPORT, TOKYO, Reason.IN_SLOT),
    Known("2024-01-31T13:59", "2024-02-13T09:00", BULK_EXPORT, ISHIKAWA, Reason.AFTER_SLOT),
    Known("2024-01-31T14:00", "2024-02-13T09:00", BULK_EXPORT, ISHIKAWA, Reason.IN_RESERVE_PERIOD),
    Known("2024-01-31T14:00", "2024-02-13T09:00", BULK_EXPORT, TOKYO, Reason.AFTER_SLOT),
    Known("2024-02-01T10:00", "2024-02-16T09:00", BULK_EXPORT, ISHIKAWA, Reason.IN_RESERVE_PERIOD),
    Known("2024-01-31T13:59", "2024-02-13T09:00", BULK_EXPORT, KANAZAWA, Reason.AFTER_SLOT),
    Known("2024-02-14T08:59", "2024-02-13T09:00", BULK_EXPORT, KANAZAWA, Reason.RETURN_COMPLETED),
    Known("2024-02-14T09:00", "2024-02-13T09:00", BULK_EXPORT, KANAZAWA, Reason.IN_RESERVE_PERIOD),
    Known("2024-02-16T15:59", "2024-02-16T18:00", BULK_EXPORT, ISHIKAWA, Reason.IN_RESERVE_PERIOD),
    Known("2024-02-16T16:00", "2024-02-16T18:00", BULK_EXPORT, ISHIKAWA, Reason.RETURN_COMPLETED),
    Known("2024-03-01T09:59", "2024-03-22T18:00", VIEW, None, Reason.AVAILABLE),
    Known("2024-03-01T10:00", "2024-03-22T18:00", VIEW, None, Reason.DECOMMISSIONED),
    Known("2024-03-25T08:59", "2024-02-16T18:00", BULK_EXPORT, KANAZAWA, Reason.IN_RESERVE_PERIOD),
    Known("2024-03-25T09:00", "2024-02-16T18:00", BULK_EXPORT, KANAZAWA, Reason.RETURN_COMPLETED),
]


class Rehearsed(NamedTuple):
    """What was told, and the store it was told of."""

    story: tuple[str, ...]
    store: Store


@pytest.fixture(scope="module", params=KINDS)
def rehearsed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """A rehearsal on each kind of store in turn."""
    with ExitStack() as stack:
        match request.param:
            case "memory":
                url = ":memory:"
            case "sqlite":
                url = f"sqlite:///{tmp_path_factory.mktemp('rehearsal') / 'log.db'}"
            case _:
                url = stack.enter_context(postgres.database(request.getfixturevalue("postgres_server")))
        clock = Clock()
        store = stack.enter_context(open_store(url, clock=clock))
        yield Rehearsed(tuple(rehearse(store, clock)), store)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the script prints when it is given the URL of a store."""
    told = run("rehearsal", tmp_path_factory.mktemp("rehearsal"), "sqlite:///log.db")
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout


def test_the_story_is_the_same_on_every_store(rehearsed: Rehearsed, printed: str) -> None:
    assert printed == "".join(f"{line}\n" for line in rehearsed.story)


@pytest.mark.parametrize("fact", KNOWN, ids=lambda fact: f"{fact.known_at} {fact.reason.value}")
def test_what_was_known_when_can_be_asked_ever_after(fact: Known, rehearsed: Rehearsed) -> None:
    known = rehearsed.store.lifecycle(known_at=jst(fact.known_at))
    assert known.check(fact.capability, at=jst(fact.at), authority=fact.body).reason is fact.reason


def test_the_followers_are_told_of_each_recording_by_itself(rehearsed: Rehearsed) -> None:
    heads = [int(number) for number in re.findall(r"recorded  up to event (\d+)", "\n".join(rehearsed.story))]
    changed = [int(number) for number in re.findall(r"answers that change: (\d+)", "\n".join(rehearsed.story))]
    versions = [rehearsed.store.lifecycle(version=version) for version in (0, *heads)]
    assert changed == [count for count in (len(compare(*pair)) for pair in pairwise(versions)) if count]


def test_all_that_is_not_of_the_notice_is_marked_as_invented(rehearsed: Rehearsed) -> None:
    events = [entry.event for entry in rehearsed.store.history()]
    notice, rest = events[:52], events[52:]
    assert tuple(notice) == official_events()
    assert {(event.citation.document, event.citation.grade) for event in rest} == {
        ("invented for the rehearsal", Grade.ASSUMED)
    }


def test_in_the_end_every_health_authority_has_its_data(rehearsed: Rehearsed) -> None:
    returned: set[HealthAuthority] = set()
    for entry in rehearsed.store.history():
        match entry.event:
            case DataReturnCompleted(authority=body):
                returned.add(body)
            case DataReturnReopened(authority=body):
                returned.remove(body)
            case _:
                pass
    assert returned == set(HealthAuthority)


def test_the_past_is_changed_by_corrections_alone_and_they_are_marked(rehearsed: Rehearsed) -> None:
    corrections = [entry for entry in rehearsed.store.history() if entry.correction]
    assert [(entry.recorded_at, type(entry.event)) for entry in corrections] == [
        (jst("2024-02-14T09:00"), DataReturnReopened),
        (jst("2024-03-25T09:00"), DataReturnCompleted),
    ]


def test_what_was_refused_is_not_in_the_record(rehearsed: Rehearsed) -> None:
    assert sum(line.startswith("    refused") for line in rehearsed.story) == 4
    ends = [entry.event.at for entry in rehearsed.store.history() if isinstance(entry.event, DecommissionScheduled)]
    assert ends == [jst("2024-03-22T18:00")]


def test_the_record_says_who_recorded_what_together(rehearsed: Rehearsed) -> None:
    history = rehearsed.store.history()
    assert len({entry.batch for entry in history}) == 18
    assert [entry.event for entry in history if entry.recorded_by == "石川県"] == [
        entry.event for entry in history if getattr(entry.event, "authority", None) is ISHIKAWA
    ]
    assert rehearsed.store.verify_chain(rehearsed.store.head()).position == 215


def test_the_words_of_a_step_tell_the_end_that_its_events_set() -> None:
    told = 0
    for step in STORY:
        for event in step.events:
            match event:
                case MaintenanceRescheduled(span=span):
                    assert step.what.endswith(f" to {span.bounds[1]:%H:%M}")
                case SlotRescheduled(span=span) if "ended with" in step.what:
                    assert step.what.endswith(f" with {span.bounds[1] - timedelta(days=1):%-d %B}")
                case _:
                    continue
            told += 1
    assert told == 2


def test_a_store_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'log.db'}", clock=Clock()) as store:
        store.adopt(official_events(), by="ops")
        refused = run("rehearsal", tmp_path, "sqlite:///log.db")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == "sqlite:///log.db is not empty: rehearse in an empty store, such as :memory:\n"
        assert store.head().position == 52

"""``hersys departures`` tells what was first announced against what came to be."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import Prefecture
from hersys_lifecycle.audit import SubjectKind, departures
from hersys_lifecycle.checks import say
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from hersys_lifecycle.wording import naming, recording
from hersys_lifecycle.wording.phrases import lasting
from tests.shorthand import jst, limit, maintenance_cancelled, reserve, reserve_moved, slot_moved
from tests.stores import NIGHT, NIGHT_LONGER, NOTICE, OSAKA_LATER
from tests.test_cli import LANGUAGES, Language, ask
from tests.test_cli_output import width

ADOPTED = jst("2023-09-20T10:00")
AMENDED = jst("2023-10-20T09:00")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store in which a slot, a maintenance period, a reserve period and the limit are moved, and one is cancelled."""
    url, clock = f"sqlite:///{tmp_path / 'log.db'}", FrozenClock(ADOPTED)
    with open_store(url, clock=clock) as store:
        store.adopt((*NOTICE, NIGHT, reserve("spare", "2024-02-05", "2024-02-10")), by="ops")
        clock.set(AMENDED)
        store.record(NIGHT_LONGER, by="ops")
        store.record(OSAKA_LATER, by="registrar")
        store.record(slot_moved(Prefecture.NARA, "2024-01-15", "2024-01-22"), by="ops")
        store.record(reserve_moved("spare", "2024-02-04T23:30", "2024-02-09T23:30"), by="ops")
        store.record(limit("2024-03-31T20:00"), by="ops")
        store.record(maintenance_cancelled(NIGHT.name), by="ops")
    return url


def data(*arguments: str) -> dict[str, Any]:
    answer = ask("departures", "--json", *arguments)
    assert (answer.exit_code, answer.stderr) == (0, "")
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def page(*arguments: str, lang: Language) -> str:
    answer = ask("departures", *arguments, "--lang", lang, env={"COLUMNS": "200"})
    assert (answer.exit_code, answer.stderr) == (0, "")
    return answer.stdout


def part(shown: str, title: str) -> list[str]:
    """Return the lines under a heading, without what lies between labels and values."""
    lines = shown.split(f"{title}\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [" ".join(line.split()) for line in lines]


def test_as_json_it_is_all_that_moved_with_the_events_between(url: str) -> None:
    told = data("--store", url)
    with open_store(url) as store:
        history = store.history()
    assert (told["announced"], told["moved"]) == (54, 5)
    assert [each["kind"] for each in told["departures"]] == [
        "maintenance",
        "slot",
        "slot",
        "reserve_period",
        "limit",
    ]
    night, osaka, _, _, end = told["departures"]
    assert osaka == {
        "kind": "slot",
        "prefecture": "27",
        "name": None,
        "first": {"start": "2023-11-13T00:00:00+09:00", "end": "2023-11-18T00:00:00+09:00"},
        "final": {"start": "2023-12-04T00:00:00+09:00", "end": "2023-12-09T00:00:00+09:00"},
        "moved": True,
        "start_hours": 504.0,
        "end_hours": 504.0,
        "events": [unstructure_recorded(history[number - 1]) for number in (6, 56)],
    }
    assert (night["name"], night["final"], night["start_hours"], len(night["events"])) == ("night", None, None, 3)
    assert (end["first"], end["final"]) == (
        {"at": "2024-04-01T00:00:00+09:00"},
        {"at": "2024-03-31T20:00:00+09:00"},
    )
    assert (end["start_hours"], end["end_hours"]) == (-4.0, None)


def test_with_all_it_tells_what_never_moved_too(url: str) -> None:
    told = data("--store", url, "--all")
    assert (told["announced"], told["moved"], len(told["departures"])) == (54, 5, 54)
    assert sum(each["moved"] for each in told["departures"]) == 5
    with open_store(url) as store:
        found = departures(store.history())
    assert [each["kind"] for each in told["departures"]] == [each.subject.kind.value for each in found]


def test_as_known_then_it_is_what_was_recorded_until_then(url: str) -> None:
    before = (AMENDED - timedelta(microseconds=1)).isoformat()
    assert data("--store", url, "--known-at", before) == {"announced": 54, "moved": 0, "departures": []}
    assert data("--store", url, "--known-at", AMENDED.isoformat()) == data("--store", url)


def test_everything_that_is_announced_has_words() -> None:
    assert set(naming.SUBJECTS) == set(SubjectKind)


@pytest.mark.parametrize(
    ("lang", "title", "lines"),
    [
        (
            "ja",
            "ダウンロード期間：大阪府",
            [
                "当初の予告 2023年11月13日（月）から2023年11月17日（金）まで",
                "最終 2023年12月4日（月）から2023年12月8日（金）まで",
                "差 21日繰下げ",
            ],
        ),
        (
            "en",
            "download period: Nara Prefecture",
            [
                "First announced 2024-01-15 (Mon) through 2024-01-19 (Fri)",
                "Final 2024-01-15 (Mon) through 2024-01-21 (Sun)",
                "Difference start: unchanged; end: 2 days later",
            ],
        ),
        (
            "en",
            "reserve period: spare",
            [
                "First announced 2024-02-05 (Mon) through 2024-02-09 (Fri)",
                "Final from 2024-02-04 23:30 JST until 2024-02-09 23:30 JST",
                "Difference 30 minutes earlier",
            ],
        ),
        (
            "ja",
            "停止の期限",
            ["当初の予告 2024年4月1日0時00分", "最終 2024年3月31日20時00分", "差 4時間繰上げ"],
        ),
    ],
)
def test_the_page_tells_the_first_and_the_final_time_and_the_difference(
    url: str, lang: Language, title: str, lines: list[str]
) -> None:
    assert part(page("--store", url, lang=lang), title)[:3] == lines


@pytest.mark.parametrize(
    ("time", "ja", "en"),
    [
        (MICROSECOND, "0.000001秒", "0.000001 seconds"),
        (timedelta(days=21), "21日", "21 days"),
        (timedelta(hours=2, minutes=30), "2時間30分", "2 hours 30 minutes"),
        (timedelta(days=1, hours=1, minutes=1, seconds=1), "1日1時間1分1秒", "1 day 1 hour 1 minute 1 second"),
        (timedelta(seconds=20.5), "20.5秒", "20.5 seconds"),
        (timedelta(days=51440, hours=10), "51,440日10時間", "51,440 days 10 hours"),
    ],
)
def test_a_difference_is_said_in_days_hours_minutes_and_seconds(time: timedelta, ja: str, en: str) -> None:
    assert (lasting(time, "ja"), lasting(time, "en")) == (ja, en)


@given(st.timedeltas(min_value=MICROSECOND))
def test_a_difference_is_said_exactly(time: timedelta) -> None:
    words = lasting(time, "en").replace(",", "").split()
    numbers = {unit.removesuffix("s"): number for number, unit in zip(words[::2], words[1::2], strict=True)}
    seconds, _, fraction = numbers.pop("second", "0").partition(".")
    rest = timedelta(seconds=int(seconds), microseconds=int(f"{fraction:0<6}"))
    assert sum((timedelta(**{f"{unit}s": int(number)}) for unit, number in numbers.items()), rest) == time


@pytest.mark.parametrize(
    ("lang", "title", "final", "event"),
    [
        (
            "ja",
            "メンテナンス：night",
            "最終 中止",
            "メンテナンスの中止：night、根拠N1（仮定）（2023年10月20日9時00分、記録者：ops）",
        ),
        (
            "en",
            "maintenance: night",
            "Final cancelled",
            "maintenance cancelled: night (N1 assumed) (2023-10-20 09:00 JST, by ops)",
        ),
    ],
)
def test_the_page_tells_what_was_cancelled_and_every_event_on_the_way(
    url: str, lang: Language, title: str, final: str, event: str
) -> None:
    lines = part(page("--store", url, lang=lang), title)
    assert lines[1] == final
    assert len(lines) == 5  # first, final, and three events
    assert lines[-1].endswith(event)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_what_moved_and_with_all_everything(url: str, lang: Language) -> None:
    head = {"ja": "予告54件のうち、変更又は中止：5件", "en": "Moved or cancelled: 5 of 54 announcements."}[lang]
    moved, every = page("--store", url, lang=lang), page("--store", url, "--all", lang=lang)
    assert moved.startswith(f"{head}\n")
    assert every.startswith(f"{head}\n")
    assert say(Prefecture.TOKYO, lang) not in moved
    assert say(Prefecture.TOKYO, lang) in every
    difference = recording.DIFFERENCE.in_(lang)
    assert [sum(line.split()[:1] == [difference] for line in shown.splitlines()) for shown in (moved, every)] == [4, 4]
    narrow = ask("departures", "--store", url, "--all", "--lang", lang).stdout
    assert all(width(line) <= 80 for line in narrow.splitlines())

"""``hersys trail`` tells event by event who recorded what, when and on whose authority, and what it changed."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hersys_lifecycle import HealthAuthority
from hersys_lifecycle.audit import merged, trail
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from hersys_lifecycle.wording.changes import changed
from tests.shorthand import completed, jst
from tests.stores import NIGHT, NOTICE, OSAKA_LATER
from tests.test_cli import LANGUAGES, Language, ask, run_together
from tests.test_cli_output import width

ADOPTED = jst("2023-09-20T10:00")
MOVED = jst("2023-11-14T12:00")
NO_CHANGE = completed(HealthAuthority.OSAKA, "2023-11-14T09:00")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with a correction that changes the past and the future, and an event that changes nothing."""
    url, clock = f"sqlite:///{tmp_path / 'log.db'}", FrozenClock(ADOPTED)
    with open_store(url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        clock.set(MOVED)
        store.record(OSAKA_LATER, by="大阪府 registrar", correction=True)
        store.record(NO_CHANGE, by="ops")
    return url


def data(*arguments: str) -> list[dict[str, Any]]:
    answer = ask("trail", "--json", *arguments)
    assert (answer.exit_code, answer.stderr) == (0, "")
    told: dict[str, list[dict[str, Any]]] = json.loads(answer.stdout)
    assert set(told) == {"events"}
    return told["events"]


def test_as_json_it_is_every_recorded_event_with_what_it_changed(url: str) -> None:
    told = data("--store", url)
    with open_store(url) as store:
        history = store.history()
    assert [each["recorded"] for each in told] == [unstructure_recorded(entry) for entry in history]
    for each, traced in zip(told, trail(history), strict=True):
        for side, changes in (("retroactive", traced.retroactive), ("future", traced.future)):
            assert [(change["capability"], change["start"]) for change in each[side]] == [
                (change.capability.value, change.span.start and change.span.start.isoformat()) for change in changes
            ]
    assert all(each["retroactive"] == [] for each in told[:52])
    assert (told[53]["retroactive"], told[53]["future"]) == ([], [])
    assert told[52]["retroactive"] == [
        {
            "capability": "bulk_export",
            "prefecture": "27",
            "authority": None,
            "roles": ["prefecture", "health_center"],
            "start": "2023-11-13T00:00:00+09:00",
            "end": MOVED.isoformat(),
            "before": {"allowed": True, "reason": "in_slot"},
            "after": {"allowed": False, "reason": "before_slot"},
        }
    ]
    assert told[52]["future"][0]["start"] == MOVED.isoformat()


def test_as_known_then_it_is_what_was_recorded_until_then(url: str) -> None:
    for known_at, events in ((MOVED, 54), (MOVED - timedelta(microseconds=1), 52), (ADOPTED, 52)):
        assert data("--store", url, "--known-at", known_at.isoformat()) == data("--store", url)[:events]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_of_each_event_its_recording_and_every_merged_change(url: str, lang: Language) -> None:
    answer = ask("trail", "--store", url, "--lang", lang)
    assert (answer.exit_code, answer.stderr) == (0, "")
    shown = run_together(answer.stdout)
    with open_store(url) as store:
        history = store.history()
    for each in trail(history):
        for change in (*merged(each.retroactive), *merged(each.future)):
            assert run_together(changed(change, lang)) in shown
        assert run_together({"ja": f"記録{each.entry.position}", "en": f"event {each.entry.position}:"}[lang]) in shown
    nothing, correction, of_the_past = {
        "ja": ("変わった回答はありません。", "訂正", "変わった回答：記録日時より前"),
        "en": ("No answer changed.", "a correction", "Changed answers before it was recorded"),
    }[lang]
    assert [answer.stdout.count(said) for said in (nothing, correction, of_the_past)] == [1, 1, 1]
    assert answer.stdout.count("大阪府 registrar") == 1
    assert answer.stdout.count(NOTICE[0].citation.document) >= len(history)
    assert all(width(line) <= 80 for line in answer.stdout.splitlines())


SENTENCES = {
    "ja": "2023年11月5日0時00分から2023年11月5日6時00分まで：一括ダウンロード（東京都、立場：都道府県、担当保健所）、"
    "できる（割り当てられたダウンロード期間内である）からできない（メンテナンス中である）に変更",
    "en": "from 2023-11-05 00:00 JST until 2023-11-05 06:00 JST: bulk download for Tokyo Metropolis, asked as a "
    "prefecture, the responsible public health center: not allowed (HER-SYS is closed for maintenance), "
    "instead of allowed (the prefecture's download period is running)",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_change_is_told_in_a_sentence(tmp_path: Path, lang: Language) -> None:
    url, clock = f"sqlite:///{tmp_path / 'log.db'}", FrozenClock(ADOPTED)
    with open_store(url, clock=clock) as store:
        store.adopt((*NOTICE, NIGHT), by="ops")
    shown = ask("trail", "--store", url, "--lang", lang).stdout
    assert run_together(SENTENCES[lang]) in run_together(shown)


@pytest.mark.parametrize(
    ("lang", "remark", "said"),
    [("ja", "注：何も記録されていません。", "記録：0件"), ("en", "Note: nothing is recorded.", "Recorded events: 0")],
)
def test_where_nothing_was_recorded_it_says_so(url: str, lang: Language, remark: str, said: str) -> None:
    known = ("--known-at", "2023-01-01T00:00+09:00")
    first, last = ask("trail", "--store", url, *known, "--lang", lang).stdout.splitlines()
    assert first == remark
    assert last == said
    raw = ask("trail", "--store", url, *known, "--lang", lang, "--json")
    assert json.loads(raw.stdout) == {"events": []}
    assert raw.stderr == f"{remark}\n"


def test_only_what_was_recorded_from_an_instant_on_is_told(url: str) -> None:
    whole = json.loads(ask("trail", "--store", url, "--json").stdout)["events"]
    last = whole[-1]["recorded"]["recorded_at"]
    some = json.loads(ask("trail", "--store", url, "--since", last, "--json").stdout)["events"]
    assert some == [each for each in whole if each["recorded"]["recorded_at"] == last]
    assert 0 < len(some) < len(whole)

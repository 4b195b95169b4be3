"""``hersys status`` and ``hersys timeline`` tell what the lifecycle tells, instant by instant."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from hersys_lifecycle import Capability, Lifecycle, Prefecture, official_lifecycle
from hersys_lifecycle.checks import say
from hersys_lifecycle.notice import SYSTEM_UPGRADE
from tests.shorthand import decommissioning, maintenance, reserve
from tests.test_cli import (
    LANGUAGES,
    NOON,
    SOME_INSTANTS,
    Language,
    amended,
    ask,
    data,
    page,
    run_together,
    without_osaka,
)

# status


def test_status_as_json_for_one_prefecture() -> None:
    told = data("status", "大阪府")
    assert list(told) == ["at", "phase", "phase_span", "next_change", "answers", "prefecture"]
    assert told["at"] == "2023-11-14T12:00:00+09:00"
    assert told["phase"] == "bulk_download"
    assert told["phase_span"] == {"start": "2023-11-01T08:00:00+09:00", "end": "2024-01-27T00:00:00+09:00"}
    assert told["next_change"] == {
        "at": "2023-11-18T00:00:00+09:00",
        "phase": "bulk_download",
        "turns": [{"capability": "bulk_export", "allowed": False, "prefectures": ["27"]}],
    }
    week = {"start": "2023-11-13T00:00:00+09:00", "end": "2023-11-18T00:00:00+09:00"}
    assert told["prefecture"] == {"code": "27", "slot": week, "windows": [week]}
    assert [answer["capability"] for answer in told["answers"]] == [each.value for each in Capability]
    assert told["answers"][0] == {
        "capability": "login",
        "allowed": True,
        "reason": "available",
        "until": "2024-04-01T00:00:00+09:00",
        "prefectures": ["27"],
    }
    assert told["answers"][-1] == {
        "capability": "bulk_export",
        "allowed": True,
        "reason": "in_slot",
        "until": "2023-11-18T00:00:00+09:00",
        "prefectures": ["27"],
    }


@pytest.mark.parametrize("at", SOME_INSTANTS)
def test_status_tells_what_the_lifecycle_allows_and_until_when(at: datetime) -> None:
    lifecycle = official_lifecycle()
    told = data("status", "--at", at.isoformat())
    assert told["prefecture"] is None
    seen = set()
    for answer in told["answers"]:
        capability = Capability(answer["capability"])
        codes = answer["prefectures"] or [each.code for each in Prefecture]
        until = answer["until"] and datetime.fromisoformat(answer["until"])
        for prefecture in map(Prefecture, codes):
            seen.add((capability, prefecture))
            decision = lifecycle.check(capability, prefecture, at=at)
            assert (answer["allowed"], answer["reason"]) == (decision.allowed, decision.reason.value)
            if until is None:
                assert decision.next_allowed is None
            else:
                assert lifecycle.allows(capability, prefecture, at=until) is not decision.allowed
                eve = until - timedelta(microseconds=1)
                assert lifecycle.allows(capability, prefecture, at=eve) is decision.allowed
    assert len(seen) == 470


@pytest.mark.parametrize("at", SOME_INSTANTS)
def test_status_tells_what_changes_next(at: datetime) -> None:
    lifecycle = official_lifecycle()
    told = data("status", "--at", at.isoformat())["next_change"]
    then = lifecycle.next_change(at)
    if then is None:
        assert told is None
        return
    assert (told["at"], told["phase"]) == (then.isoformat(), lifecycle.phase_at(then).value)
    turned = {
        (Capability(turn["capability"]), prefecture): turn["allowed"]
        for turn in told["turns"]
        for prefecture in Prefecture
        if turn["prefectures"] is None or prefecture.code in turn["prefectures"]
    }
    before, after = lifecycle.matrix(at), lifecycle.matrix(then)
    assert turned == {
        question: bool(after[question]) for question in after if bool(after[question]) != bool(before[question])
    }


def test_status_shows_a_prefecture_its_slot_and_its_windows() -> None:
    shown = run_together(page("status", "大阪", lang="ja"))
    assert "日時2023年11月14日12時00分（日本時間）" in shown
    assert "次の変化2023年11月18日0時00分（約3日後）できなくなる：一括ダウンロード（大阪府）" in shown
    assert "ダウンロード期間2023年11月13日（月）から2023年11月17日（金）まで一括" in shown
    assert "一括ダウンロード可能2023年11月13日（月）から2023年11月17日（金）まで（実施中、約3日後に終了）" in shown
    assert "編集今後の予定の記録なし" in shown


def test_status_of_a_prefecture_passes_over_changes_that_only_concern_others() -> None:
    at = "2023-11-10T09:00+09:00"  # Tokyo's slot ends that night
    assert data("status", "--at", at)["next_change"]["at"] == "2023-11-11T00:00:00+09:00"
    told = data("status", "Osaka", "--at", at)["next_change"]
    assert (told["at"], told["turns"][0]["prefectures"]) == ("2023-11-13T00:00:00+09:00", ["27"])
    assert data("status", "Osaka", "--at", "2024-04-01T00:00+09:00")["next_change"] is None
    # A change of phase concerns everybody.
    assert data("status", "Osaka", "--at", "2023-12-01T00:00+09:00")["next_change"]["phase"] == "read_only"


@pytest.mark.parametrize(
    ("at", "relation"),
    [
        ("2023-11-10T00:00+09:00", "begins in about 3 days"),
        ("2023-11-13T00:00+09:00", "running, ends in about 5 days"),
        ("2023-11-18T00:00+09:00", "over"),
    ],
)
def test_status_shows_how_far_a_window_is(at: str, relation: str) -> None:
    shown = run_together(page("status", "Osaka", "--at", at, lang="en"))
    assert run_together(f"2023-11-13 (Mon) through 2023-11-17 (Fri); {relation}") in shown


def test_status_shows_for_which_prefectures_bulk_download_is_open() -> None:
    shown = page("status", lang="en")
    assert "bulk download (Kanagawa, Osaka)                     until 2023-11-18 00:00 JST" in shown
    assert "bulk download (the other 45 prefectures)  by prefecture, see hersys timeline" in shown
    between = page("status", "--at", "2023-12-25T00:00+09:00", lang="en")
    assert "  bulk download                      by prefecture, see hersys timeline" in between


def test_status_shows_a_change_of_phase_with_all_that_it_changes() -> None:
    stop = run_together(page("status", "--at", "2023-10-31T17:59+09:00", lang="en"))
    assert "2023-10-3118:00JST(inabout1minute)phase:maintenancelockoutnolongerallowed:loggingin,registering" in stop
    opening = run_together(page("status", "--at", "2023-11-01T07:00+09:00", lang="ja"))
    assert "段階：一括ダウンロード期間できるようになる：ログイン、閲覧、" in opening
    assert "一括ダウンロード（東京都）" in opening


def test_status_shows_where_nothing_is_recorded() -> None:
    def nothing() -> Lifecycle:
        return Lifecycle.from_events(())

    shown = run_together(page("status", "Tokyo", lang="en", lifecycle=nothing))
    assert "Phasefulloperation(withneitherstartnorendonrecord)" in shown
    assert "Nextchangenoneonrecord" in shown
    assert "Downloadperiodnoneassigned" in shown
    assert "Bulkdownloadallowednever,underwhatisrecorded" in shown
    assert "logginginnoendonrecord" in shown
    assert data("status", "Tokyo", lifecycle=nothing)["prefecture"] == {"code": "13", "slot": None, "windows": []}


def test_status_answers_at_the_ends_of_the_calendar() -> None:
    assert ask("status", "--at", "0002-01-01T00:00:00+09:00").exit_code == 0
    last = ask("status", "--at", "9998-12-31T23:59:59.999999+09:00")
    assert last.exit_code == 0
    assert "Allowed at this instant" not in last.stdout.replace("Not allowed", "")


# timeline


def test_timeline_as_json() -> None:
    lifecycle = official_lifecycle()
    told = data("timeline", "--at", NOON.isoformat())
    assert list(told) == ["at", "segments", "periods", "maintenance", "reserves", "limit", "decommissioning"]
    assert [segment["phase"] for segment in told["segments"] if segment["marked"]] == ["bulk_download"]
    assert [(each["phase"], each["start"], each["end"]) for each in told["segments"]] == [
        (each.phase.value, *(at and at.isoformat() for at in (each.span.start, each.span.end)))
        for each in lifecycle.timeline
    ]
    assert len(told["periods"]) == 10
    assert sorted(code for period in told["periods"] for code in period["prefectures"]) == [p.code for p in Prefecture]
    for period in told["periods"]:
        for code in period["prefectures"]:
            slot = lifecycle.slot(Prefecture(code))
            assert slot is not None
            assert period["slot"] == {"start": slot.bounds[0].isoformat(), "end": slot.bounds[1].isoformat()}
    assert all(one["slot"]["end"] <= next_one["slot"]["start"] for one, next_one in pairwise(told["periods"]))
    assert told["periods"][0]["windows"] == [{"start": "2023-11-01T08:00:00+09:00", "end": "2023-11-11T00:00:00+09:00"}]
    assert told["maintenance"] == [
        {"name": SYSTEM_UPGRADE, "start": "2023-10-31T18:00:00+09:00", "end": "2023-11-01T08:00:00+09:00"}
    ]
    assert told["reserves"] == []
    assert told["limit"] == "2024-04-01T00:00:00+09:00"
    assert told["decommissioning"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_timeline_shows_every_phase_every_prefecture_and_the_end(lang: Language) -> None:
    shown = page("timeline", lang=lang)
    for segment in official_lifecycle().timeline:
        assert run_together(say(segment.phase, lang)) in run_together(shown)
    for prefecture in Prefecture:
        assert shown.count(prefecture.name_ja if lang == "ja" else prefecture.name_en) == 1
    assert {"ja": "2024年4月1日0時00分", "en": "2024-04-01 00:00 JST"}[lang] in shown.splitlines()[-2]
    assert "*" not in shown


def test_timeline_marks_the_phase_at_an_instant() -> None:
    shown = page("timeline", "--at", "2023-11-01T07:59:59.999999+09:00", lang="en")
    (row,) = (line for line in shown.splitlines() if line.startswith("* ") and "phase at" not in line)
    assert "maintenance lockout" in row
    assert "* the phase at 2023-11-01 07:59:59.999999 JST" in shown


def test_timeline_shows_what_is_recorded_beyond_the_notice() -> None:
    later = amended(
        reserve("first", "2024-02-05", "2024-02-06"),
        reserve("second", "2024-02-06T09:00", "2024-02-07", Prefecture.OSAKA, Prefecture.HOKKAIDO),
        decommissioning("2024-03-01"),
    )
    shown = run_together(page("timeline", lang="en", lifecycle=later))
    assert "Reserveperiodson2024-02-05(Mon)(first):allprefectures" in shown
    assert "from2024-02-0609:00JSTuntil2024-02-0700:00JST(second):Hokkaido,Osaka" in shown
    assert "Decommissioning2024-03-0100:00JST" in shown
    week = "2023-11-27(Mon)through2023-12-01(Fri)"
    assert f"{week}HokkaidoBulkdownloadallowed:{week},on2024-02-05(Mon),from2024-02-0609:00JST" in shown
    assert f"Saitama,KyotoBulkdownloadallowed:{week},on2024-02-05(Mon)2023-12-04(Mon)" in shown
    told = data("timeline", lifecycle=later)
    assert told["reserves"] == [
        {
            "name": "first",
            "start": "2024-02-05T00:00:00+09:00",
            "end": "2024-02-06T00:00:00+09:00",
            "prefectures": None,
        },
        {
            "name": "second",
            "start": "2024-02-06T09:00:00+09:00",
            "end": "2024-02-07T00:00:00+09:00",
            "prefectures": ["01", "27"],
        },
    ]
    assert told["decommissioning"] == "2024-03-01T00:00:00+09:00"


def test_timeline_shows_last_who_has_no_slot() -> None:
    assert data("timeline", lifecycle=without_osaka)["periods"][-1] == {
        "slot": None,
        "windows": [],
        "prefectures": ["27"],
    }
    assert "none assigned\n      Osaka\n" in page("timeline", lang="en", lifecycle=without_osaka)


def test_timeline_shows_a_slot_that_a_maintenance_period_swallows() -> None:
    closed = amended(maintenance("repair", "2023-11-13", "2023-11-18"))
    assert "Bulk download allowed: never, under what is recorded" in page("timeline", lang="en", lifecycle=closed)


@pytest.mark.parametrize(("lang", "said"), [("ja", "まもなく"), ("en", "in less than a minute")])
def test_what_is_less_than_a_minute_off_comes_soon(lang: Language, said: str) -> None:
    asked = ["status", "Osaka", "--lang", lang, "--at"]
    assert said in ask(*asked, "2023-11-17T23:59:00.000001+09:00").stdout
    assert said not in ask(*asked, "2023-11-17T23:59:00+09:00").stdout

"""Every command takes its arguments, the instant and the language in the same way, and refuses alike."""

import json
from datetime import datetime, timedelta, timezone
from typing import get_args

import pytest

from hersys_lifecycle import HealthAuthority, Lifecycle, Prefecture, Span
from hersys_lifecycle.cli import Surroundings
from hersys_lifecycle.cli.languages import language_of
from hersys_lifecycle.errors import UnboundedSpanError
from hersys_lifecycle.events import Event
from hersys_lifecycle.wording import naming
from hersys_lifecycle.wording.phrases import in_days, spanned, told
from tests import shorthand as s
from tests.test_cli import LANGUAGES, NOON, Language, ask, data, page

# Errors


@pytest.mark.parametrize("command", ["status", "check", "timeline", "verify"])
def test_misuse_of_the_command_line_ends_with_two(command: str) -> None:
    refused = ask(command, "--sideways")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "--sideways" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"),
    [
        (
            ["check", "編修"],
            "the nearest is edit (編集)",
            "'編修' という機能はありません。最も近いのは edit (編集) です",
        ),
        (["check", "edit", "--role", "保険所"], "the nearest is health_center (担当保健所)", "という立場はありません"),
        (["check", "edit", "Oska"], "the nearest is 27 大阪府 (Osaka)", "という都道府県はありません"),
        (["status", "Oska"], "the nearest is 27 大阪府 (Osaka)", "という都道府県はありません"),
        (["check", "edit", "--authority", "大坂市"], "nearest is 271004 大阪市", "という保健所設置自治体はありません"),
        (["check", "edit", "--authority", "271005"], "is 271004 meant?", "正しくは 271004 ではありませんか"),
        (["check", "bulk_export"], "name a prefecture, or give --authority", "都道府県又は --authority を指定"),
        (["check", "edit", "東京", "--authority", "大阪市"], "name 27 大阪府 (Osaka)", "27 大阪府 (Osaka) とするか"),
        (["check", "edit", "--at", "tomorrow"], "write it in ISO 8601", "日時として読み取れません"),
        (["status", "--at", "2023-02-30"], "no such date", "日時として読み取れません"),
        (["timeline", "--at", "18:00"], "write it in ISO 8601", "日時として読み取れません"),
    ],
)
def test_an_error_is_one_line_with_the_remedy(arguments: list[str], english: str, japanese: str) -> None:
    for lang, remedy in (("en", english), ("ja", japanese)):
        for as_json in ([], ["--json"]):
            refused = ask(*arguments, "--lang", lang, *as_json)
            assert refused.exit_code == 2
            assert refused.stdout == ""
            (line,) = refused.stderr.splitlines()
            assert line.startswith("hersys: ")
            assert remedy in line


def test_an_unknown_language_is_refused_in_that_of_the_locale() -> None:
    refused = ask("verify", "--lang", "fr", env={"LANG": "ja_JP.UTF-8"})
    assert refused.exit_code == 2
    assert "'fr' という言語（ja 又は en）はありません" in refused.stderr


def test_an_error_without_words_of_the_shell_speaks_for_itself() -> None:
    def broken() -> Lifecycle:
        raise UnboundedSpanError(Span(None, NOON))

    refused = ask("verify", lifecycle=broken)
    assert refused.exit_code == 2
    (line,) = refused.stderr.splitlines()
    assert line.startswith("hersys: […, ")


# The instant


@pytest.mark.parametrize("command", [["status"], ["check", "view"], ["timeline"]])
@pytest.mark.parametrize(
    ("lang", "said"), [("ja", "日本時間として読み取りました"), ("en", "it was read as Japan time")]
)
def test_a_text_without_offset_is_japan_time_and_the_answer_says_so(
    command: list[str], lang: Language, said: str
) -> None:
    shown = ask(*command, "--at", "2023-11-14T12:00", "--lang", lang)
    assert said in shown.stdout.splitlines()[0]
    assert shown.stderr == ""
    raw = ask(*command, "--at", "2023-11-14T12:00", "--lang", lang, "--json")
    assert datetime.fromisoformat(json.loads(raw.stdout)["at"]) == NOON
    (remark,) = raw.stderr.splitlines()
    assert said in remark


@pytest.mark.parametrize("command", [["status"], ["check", "view"]])
def test_without_at_the_question_is_about_now_to_the_second(command: list[str]) -> None:
    now = datetime(2023, 11, 13, 22, 0, 5, 678_901, tzinfo=timezone(timedelta(hours=-5)))
    assert data(*command, now=now)["at"] == "2023-11-14T12:00:05+09:00"


def test_the_clock_tells_instants_that_do_not_go_back() -> None:
    clock = Surroundings().clock
    assert clock().utcoffset() == timedelta(0)
    assert clock() <= clock()


def test_timeline_does_not_look_at_the_clock() -> None:
    assert data("timeline", now=NOON) == data("timeline", now=NOON + timedelta(days=999))
    assert data("timeline")["at"] is None


# The language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "ja_JP.eucJP", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja"}, "ja"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], language: Language) -> None:
    assert language_of(environment) == language
    assert ask("status", env=environment).stdout == page("status", lang=language)


@pytest.mark.parametrize("command", [["status", "大阪"], ["check", "edit"], ["timeline"], ["verify"]])
def test_data_are_the_same_in_both_languages(command: list[str]) -> None:
    ja, en = (ask(*command, "--json", "--lang", lang).stdout for lang in LANGUAGES)
    assert ja == en


def test_every_event_has_words_and_is_told_with_all_its_fields() -> None:
    assert set(naming.EVENTS) == set(get_args(Event))
    osaka = HealthAuthority.parse("大阪市")
    assert told(s.completed(osaka, "2024-02-01T09:00"), "ja") == (
        "データ還元の完了：大阪市、2024年2月1日9時00分、根拠N1（仮定）"
    )
    assert told(s.reserve("first", "2024-02-05", "2024-02-10"), "en") == (
        "reserve period scheduled: first, 2024-02-05 (Mon) through 2024-02-09 (Fri), all prefectures (N1 assumed)"
    )
    assert told(s.reserve("second", "2024-02-05", "2024-02-10", Prefecture.NARA, Prefecture.MIE), "en").endswith(
        "(Fri), Mie, Nara (N1 assumed)"
    )


@pytest.mark.parametrize(
    ("start", "end", "ja", "en"),
    [
        (None, None, "始まりも終わりも記録なし", "with neither start nor end on record"),
        ("2024-01-01", None, "2024年1月1日0時00分から", "from 2024-01-01 00:00 JST"),
        (None, "2024-01-01", "2024年1月1日0時00分まで", "until 2024-01-01 00:00 JST"),
    ],
)
def test_a_span_is_said_as_far_as_it_has_ends(start: str | None, end: str | None, ja: str, en: str) -> None:
    span = Span(*(None if at is None else s.jst(at) for at in (start, end)))
    assert [spanned(span, lang) for lang in LANGUAGES] == [ja, en]
    assert [in_days(span, lang) for lang in LANGUAGES] == [ja, en]


@pytest.mark.parametrize(
    ("start", "end", "ja"),
    [
        ("2024-01-04", "2024-01-13", "2024年1月4日（木）から2024年1月12日（金）まで"),
        ("2024-01-04", "2024-01-05", "2024年1月4日（木）の1日間"),
        ("2024-01-04", "2024-01-05T08:00", "2024年1月4日0時00分から2024年1月5日8時00分まで"),
        ("2024-01-04T08:00", "2024-01-06", "2024年1月4日8時00分から2024年1月6日0時00分まで"),
        ("2024-01-04T08:00", "2024-01-06T08:00", "2024年1月4日8時00分から2024年1月6日8時00分まで"),
    ],
)
def test_whole_days_are_said_as_days_and_all_else_to_the_minute(start: str, end: str, ja: str) -> None:
    assert in_days(s.span(start, end), "ja") == ja

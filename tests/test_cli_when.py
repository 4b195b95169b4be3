"""``hersys when`` tells when something is next allowed, and every time at which it is."""

import json
from datetime import datetime

import pytest
from hypothesis import given

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, official_lifecycle
from hersys_lifecycle.testing import Question, lifecycles, questions
from hersys_lifecycle.testing.moments import colliding_instants
from tests import shorthand as s
from tests.strategies import SLOW
from tests.test_cli import LANGUAGES, Language, amended, ask, data, page, run_together
from tests.typed import question_typed

NIGHT = amended(s.maintenance("night", "2023-11-13T00:00", "2023-11-13T06:30"))


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_it_tells_exactly_the_windows_and_the_first_instant_in_one_of_them(
    lifecycle: Lifecycle, question: Question, at: datetime
) -> None:
    answer = ask("when", *question_typed(question), "--at", at.isoformat(), "--json", lifecycle=lambda: lifecycle)
    told = json.loads(answer.stdout)
    windows = lifecycle.windows(
        question.capability, question.prefecture, role=question.role, authority=question.authority
    )
    assert told["windows"] == [
        {"start": window.start and window.start.isoformat(), "end": window.end and window.end.isoformat()}
        for window in windows
    ]
    inside = any(at in window for window in windows)
    starts = [window.start for window in windows if window.start is not None and window.start > at]
    then = at if inside else min(starts, default=None)
    assert told["allowed"] is inside
    assert told["next_allowed"] == (then and then.isoformat())
    assert answer.exit_code == int(then is None)
    decision = lifecycle.check(
        question.capability, question.prefecture, at=at, role=question.role, authority=question.authority
    )
    assert told == {**decision.to_dict(), "windows": told["windows"]}


@pytest.mark.parametrize(
    ("capability", "at", "ja", "en"),
    [
        (
            Capability.BULK_EXPORT,
            "2023-11-10T00:00",
            "2023年11月13日0時00分（約3日後）からできます",
            "next allowed 2023-11-13 00:00 JST (in about 3 days)",
        ),
        (
            Capability.BULK_EXPORT,
            "2023-11-14T00:00",
            "できます（2023年11月18日0時00分まで）",
            "ALLOWED, until 2023-11-18 00:00 JST",
        ),
        (
            Capability.BULK_EXPORT,
            "2023-11-18T00:00",
            "一括ダウンロード（大阪府）：今後できる期間は記録されていません",
            "bulk download (Osaka): not any more, under what is recorded",
        ),
    ],
)
def test_the_verdict_comes_first_and_the_exit_status_tells_it_too(
    capability: Capability, at: str, ja: str, en: str
) -> None:
    for lang, verdict in (("ja", ja), ("en", en)):
        answer = ask("when", capability.value, "Osaka", "--at", s.jst(at).isoformat(), "--lang", lang)
        first = answer.stdout.split("\n\n", maxsplit=1)[0]
        assert run_together(first).endswith(run_together(verdict))
        assert answer.exit_code == int("not any more" in en)


@pytest.mark.parametrize(
    ("at", "ja", "en"),
    [
        ("2023-11-10T00:00", "約3日後に開始", "begins in about 3 days"),
        ("2023-11-12T23:00", "約1時間後に開始", "begins in about 1 hour"),
        ("2023-11-17T23:00", "実施中、約1時間後に終了", "running, ends in about 1 hour"),
        ("2023-11-18T00:00", "（終了）", "; over"),
    ],
)
def test_each_window_is_told_with_what_it_is_to_the_instant(at: str, ja: str, en: str) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        title = {"ja": "できる期間\n", "en": "Every time at which it is allowed\n"}[lang]
        windows = page_at("bulk_export", at, lang).split(title)[1]
        assert run_together(said) in run_together(windows)


def page_at(capability: str, at: str, lang: str) -> str:
    return ask("when", capability, "Osaka", "--at", s.jst(at).isoformat(), "--lang", lang).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_nothing_ends_has_no_end_and_what_never_comes_has_no_window(lang: Language) -> None:
    def nothing() -> Lifecycle:
        return Lifecycle.from_events(())

    def running(*arguments: str) -> str:
        return run_together(page("when", *arguments, lang=lang, lifecycle=nothing))

    no_end, running_on, never = {
        "ja": ("できます（終期の記録なし）", "実施中、終期の記録なし", "記録されている限り、今後はなし"),
        "en": ("ALLOWED, no end on record", "running, with no end on record", "never, under what is recorded"),
    }[lang]
    assert run_together(no_end) in running("edit")
    assert run_together(running_on) in running("edit")
    refused = ask("when", "bulk_export", "Osaka", "--lang", lang, lifecycle=nothing)
    assert refused.exit_code == 1
    assert run_together(refused.stdout).count(run_together(never)) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_days_are_told_as_days_and_others_as_instants(lang: Language) -> None:
    days, hours = {
        "ja": (
            "2023年11月13日（月）から2023年11月17日（金）まで",
            "2023年11月13日6時30分から2023年11月18日0時00分まで",
        ),
        "en": (
            "2023-11-13 (Mon) through 2023-11-17 (Fri)",
            "from 2023-11-13 06:30 JST until 2023-11-18 00:00 JST",
        ),
    }[lang]
    assert run_together(days) in run_together(page_at("bulk_export", "2023-11-14T12:00", lang))
    assert run_together(hours) in run_together(page("when", "bulk_export", "Osaka", lang=lang, lifecycle=NIGHT))


def test_an_authority_is_asked_for_by_its_own_return() -> None:
    done = amended(s.reserve("R", "2024-02-01", "2024-02-10"), s.completed(HealthAuthority.OSAKA, "2023-11-14"))
    own = data("when", "bulk_export", "Osaka", lifecycle=done)
    others = data("when", "bulk_export", "--authority", "大阪市", lifecycle=done)
    assert others["windows"][:1] == own["windows"]
    assert len(others["windows"]) == 2
    assert others["authority"] == "271004"
    assert own["windows"] == data("when", "bulk_export", "Osaka", lifecycle=official_lifecycle)["windows"]


@pytest.mark.parametrize(("lang", "said"), [("ja", "予備期間が設けられる予定"), ("en", "A reserve period is planned")])
def test_who_has_missed_the_slot_is_told_of_the_reserve_period_until_it_is_on_record(lang: Language, said: str) -> None:
    missed = ["when", "bulk_export", "Osaka", "--at", "2023-11-18T00:00+09:00", "--lang", lang]
    reserved = amended(s.reserve("R", "2024-02-01", "2024-02-10"))
    assert run_together(said) in run_together(ask(*missed).stdout)
    assert run_together(said) not in run_together(ask(*missed, lifecycle=reserved).stdout)
    for other in (["edit"], ["bulk_export", "Osaka"], ["bulk_export", "Osaka", "--role", "medical_institution"]):
        assert run_together(said) not in run_together(ask("when", *other, "--lang", lang).stdout)

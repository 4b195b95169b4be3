"""``hersys outstanding`` tells whose data return is not completed, how long there is left, and that some have none."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hersys_lifecycle import HealthAuthority, Lifecycle, Prefecture, official_lifecycle
from hersys_lifecycle.audit import outstanding
from hersys_lifecycle.checks import say
from hersys_lifecycle.events import Event
from hersys_lifecycle.testing.growing import OPENED
from tests.shorthand import completed, jst, reserve, slot
from tests.test_cli import LANGUAGES, SOME_INSTANTS, Language, amended, ask, page, run_together
from tests.test_cli_output import width

BEFORE_TOKYO_ENDS = "2023-11-10T12:00+09:00"
AFTER_TOKYO = "2023-11-14T12:00+09:00"


def returned(*bodies: HealthAuthority) -> list[Event]:
    return [completed(body, "2023-11-10T09:00") for body in bodies]


def told(*arguments: str, lifecycle: Callable[[], Lifecycle] = official_lifecycle) -> dict[str, Any]:
    answer = ask("outstanding", *arguments, "--json", lifecycle=lifecycle)
    assert answer.stderr == ""
    found: dict[str, Any] = json.loads(answer.stdout)
    assert answer.exit_code == int(any(each["lost"] for each in found["outstanding"]))
    return found


@pytest.mark.parametrize("at", SOME_INSTANTS)
def test_as_json_it_is_what_the_lifecycle_answers(at: datetime) -> None:
    lifecycle = amended(*returned(HealthAuthority.TOKYO), reserve("R", "2024-02-01", "2024-02-10", Prefecture.OSAKA))
    found = outstanding(lifecycle(), at)
    raw = told("--at", at.isoformat(), lifecycle=lifecycle)
    assert raw["at"] == found.at.isoformat()
    assert raw["outstanding"] == [
        {
            "authority": each.authority.code,
            "prefecture": each.authority.prefecture.code,
            "windows": [
                {"start": start.isoformat(), "end": end.isoformat()}
                for start, end in (window.bounds for window in each.windows)
            ],
            "days_left": each.days_left,
            "lost": each.lost,
            "unannounced": each.unannounced,
        }
        for each in found.bodies
    ]
    assert raw["prefectures"] == [
        {
            "prefecture": prefecture.code,
            "outstanding": count.outstanding,
            "lost": count.lost,
            "unannounced": count.unannounced,
            "bodies": count.bodies,
        }
        for prefecture, count in found.by_prefecture.items()
    ]


def test_of_one_prefecture_only_its_own_bodies_are_told() -> None:
    raw = told("東京", "--at", AFTER_TOKYO)
    assert {each["prefecture"] for each in raw["outstanding"]} == {"13"}
    assert raw["prefectures"] == [{"prefecture": "13", "outstanding": 26, "lost": 26, "unannounced": 0, "bodies": 26}]
    assert not any(each["lost"] for each in told("大阪", "--at", AFTER_TOKYO)["outstanding"])


@pytest.mark.parametrize(("arguments", "status"), [([], 1), (["13"], 1), (["27"], 0), (["Oska"], 2)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_exit_status_says_whether_somebody_has_no_window_left(
    arguments: list[str], status: int, lang: Language
) -> None:
    assert ask("outstanding", *arguments, "--at", AFTER_TOKYO, "--lang", lang).exit_code == status


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_body_that_has_not_completed_is_named_and_no_other(lang: Language) -> None:
    osaka = [each for each in HealthAuthority if each.prefecture is Prefecture.OSAKA]
    shown = run_together(
        page("outstanding", "27", "--at", AFTER_TOKYO, lang=lang, lifecycle=amended(*returned(osaka[3])))
    )
    assert {each: say(each, lang) in shown for each in osaka} == {each: each is not osaka[3] for each in osaka}


def test_who_has_least_time_comes_first() -> None:
    shown = page("outstanding", "--at", AFTER_TOKYO, lang="en").splitlines()
    assert shown[0].startswith("Without a window left: 26. ")
    assert "Data return not completed  157 of 157 health authorities" in shown
    heads = [line for line in shown[1:] if "left" in line]
    assert heads[:3] == [
        "No window left on record (N7)",
        "3 days left: from 2023-11-14 12:00 JST until 2023-11-18 00:00 JST",
        "10 days left: 2023-11-20 (Mon) through 2023-11-24 (Fri)",
    ]
    (row,) = (line for line in shown if line.startswith("Tokyo Metropolis"))
    assert row.split() == ["Tokyo", "Metropolis", "26", "26", "0", "26"]


@pytest.mark.parametrize(
    ("at", "ja", "en"),
    [
        ("2023-11-16T00:00+09:00", "残り2日：", "2 days left: "),
        ("2023-11-16T00:00:01+09:00", "残り1日：", "1 day left: "),
        ("2023-11-17T23:59+09:00", "残り1日未満：", "Less than a day left: "),
        ("2023-11-18T00:00+09:00", "一括ダウンロードできる期間の残りなし（N7）", "No window left on record (N7)"),
    ],
)
def test_the_time_left_is_said_in_days(at: str, ja: str, en: str) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        shown = ask("outstanding", "Osaka", "--at", at, "--lang", lang).stdout
        assert any(line.startswith(said) for line in shown.splitlines())


@pytest.mark.parametrize(
    ("bodies", "ja", "en"),
    [
        ((), "すべてに、一括ダウンロードできる期間が残っています。", "haveawindowleft."),
        (tuple(HealthAuthority), "データ還元はすべて完了しています。", "Alldatareturnsarecompleted."),
    ],
)
def test_where_nobody_is_out_of_time_it_says_so(bodies: tuple[HealthAuthority, ...], ja: str, en: str) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        answer = ask("outstanding", "--at", BEFORE_TOKYO_ENDS, "--lang", lang, lifecycle=amended(*returned(*bodies)))
        assert answer.exit_code == 0
        assert said in run_together(answer.stdout)


@pytest.mark.parametrize(
    ("lang", "head", "left", "lost"),
    [
        ("ja", "147の自治体には、", "一括ダウンロードできる期間は未記録", "N7"),
        ("en", "Without a window on record yet: 147. ", "No window on record yet", "N7"),
    ],
)
def test_where_no_period_was_announced_yet_it_says_so_and_nothing_is_lost(
    lang: Language, head: str, left: str, lost: str
) -> None:
    def osaka_alone() -> Lifecycle:
        return Lifecycle.from_events([*OPENED, slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18")])

    answer = ask("outstanding", "--at", AFTER_TOKYO, "--lang", lang, lifecycle=osaka_alone)
    lines = answer.stdout.splitlines()
    assert answer.exit_code == 0
    assert lines[0].startswith(head)
    assert left in lines
    assert lost not in answer.stdout
    assert all(width(line) <= 80 for line in lines)
    both = ask("outstanding", "--at", "2023-11-18T00:00+09:00", "--lang", lang, lifecycle=osaka_alone)
    assert both.exit_code == 1
    assert both.stdout.index("N7") < both.stdout.index(head)


def test_nothing_is_lost_to_an_empty_record() -> None:
    raw = told("東京", "--at", AFTER_TOKYO, lifecycle=lambda: Lifecycle.from_events([]))
    assert raw["prefectures"] == [{"prefecture": "13", "outstanding": 26, "lost": 0, "unannounced": 26, "bodies": 26}]


def test_prefectures_whose_returns_are_all_completed_are_not_counted() -> None:
    osaka = [each for each in HealthAuthority if each.prefecture is Prefecture.OSAKA]
    shown = page("outstanding", "--at", AFTER_TOKYO, lang="ja", lifecycle=amended(*returned(*osaka)))
    assert "大阪府" not in shown
    assert f"157自治体のうち{157 - len(osaka)}" in shown


def test_without_at_it_is_about_now() -> None:
    answer = ask("outstanding", "27", "--json", now=jst("2023-11-17T00:00"))
    assert json.loads(answer.stdout)["at"] == "2023-11-17T00:00:00+09:00"

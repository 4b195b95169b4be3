"""``hersys explain`` tells all that an answer rests on, and how it came to be and will change."""

import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from hersys_lifecycle import Capability, Lifecycle, Prefecture, Reason, official_lifecycle
from hersys_lifecycle.checks import say
from hersys_lifecycle.citations import NOTICE
from hersys_lifecycle.codec import unstructure
from hersys_lifecycle.notice import CLAUSES
from hersys_lifecycle.testing import Question, lifecycles, questions
from hersys_lifecycle.testing.moments import colliding_instants
from tests import shorthand as s
from tests.stores import OSAKA_LATER
from tests.strategies import SLOW
from tests.test_cli import LANGUAGES, NOON, Language, amended, ask, data, page, run_together
from tests.test_cli_store import MOVED, filled
from tests.typed import question_typed


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_the_course_is_gapless_from_open_to_open_and_changes_at_every_step(
    lifecycle: Lifecycle, question: Question, at: datetime
) -> None:
    arguments = [*question_typed(question), "--at", at.isoformat(), "--json"]
    answer = ask("explain", *arguments, lifecycle=lambda: lifecycle)
    checked = ask("check", *arguments, lifecycle=lambda: lifecycle)
    told = json.loads(answer.stdout)
    decision, course = told["decision"], told["course"]
    assert decision == json.loads(checked.stdout)
    assert answer.exit_code == checked.exit_code
    assert (course[0]["start"], course[-1]["end"]) == (None, None)
    for one, other in pairwise(course):
        assert one["end"] == other["start"]
        assert (one["allowed"], one["reason"]) != (other["allowed"], other["reason"])
        start = datetime.fromisoformat(other["start"])
        there = lifecycle.check(
            question.capability, question.prefecture, at=start, role=question.role, authority=question.authority
        )
        assert (other["allowed"], other["reason"]) == (there.allowed, there.reason.value)
    (here,) = (each for each in course if holds(each, at))
    assert here == {**decision["span"], "allowed": decision["allowed"], "reason": decision["reason"]}
    assert [each["position"] for each in told["events"]] == list(decision["positions"])
    for each in told["events"]:
        assert each["event"] == unstructure(lifecycle.events[each["position"] - 1])
        assert (each["recorded_at"], each["recorded_by"], each["correction"]) == (None, None, None)


def holds(entry: dict[str, str | None], at: datetime) -> bool:
    start, end = (text and datetime.fromisoformat(text) for text in (entry["start"], entry["end"]))
    return (not start or start <= at) and (not end or at < end)


def test_the_clauses_stand_in_the_notices_own_words() -> None:
    told = data("explain", "bulk_export", "Osaka")
    assert [(each["clause"], each["grade"]) for each in told["clauses"]] == [("N4", "stated"), ("N10", "inferred")]
    for each in told["clauses"]:
        assert each["document"] == NOTICE
        assert (each["words"], each["english"]) == CLAUSES[each["clause"]].text
    for lang in LANGUAGES:
        shown = run_together(page("explain", "bulk_export", "Osaka", lang=lang))
        for clause in ("N4", "N10"):
            assert run_together(CLAUSES[clause].text.in_(lang)) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_the_sentence_the_events_and_a_row_for_every_answer(lang: Language) -> None:
    told = ask("explain", "bulk_export", "Osaka", "--lang", lang, env={"COLUMNS": "500"})
    shown = run_together(told.stdout)
    decision = official_lifecycle().check(Capability.BULK_EXPORT, Prefecture.OSAKA, at=NOON)
    assert shown.startswith(run_together(decision.explain(lang)))
    event, marked = {
        "ja": ("記録6 ダウンロード期間の割り当て：大阪府", "*  2023年11月13日0時00分から"),
        "en": ("event 6: download period assigned: Osaka Prefecture", "*  from 2023-11-13 00:00 JST"),
    }[lang]
    assert run_together(event) in shown
    rows = told.stdout.splitlines()[-6:]
    assert [row.startswith("*") for row in rows] == [False, False, False, True, False, False]
    assert run_together(rows[3]).startswith(run_together(marked))
    for row, each in zip(rows, data("explain", "bulk_export", "Osaka")["course"], strict=True):
        reason = Reason(each["reason"])
        answer = {"ja": ("できない", "できる"), "en": ("not allowed", "allowed")}[lang][reason.allowed]
        assert row.split("  ")[-1] == say(reason, lang)
        assert row.removesuffix(say(reason, lang)).rstrip().endswith(answer)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_restricts_it_there_is_neither_clause_nor_event(lang: Language) -> None:
    told = data("explain", "edit", lifecycle=lambda: Lifecycle.from_events(()))
    assert (told["clauses"], told["events"], len(told["course"])) == ([], [], 1)
    shown = run_together(page("explain", "edit", lang=lang, lifecycle=lambda: Lifecycle.from_events(())))
    for said in {"ja": ("特段の定めなし", "記録なし"), "en": ("nothing restricts it", "none on record")}[lang]:
        assert run_together(said) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_clause_of_another_document_is_named_with_it(lang: Language) -> None:
    other = evolve(
        s.maintenance("day", "2023-11-14", "2023-11-15"), citation=evolve(s.CITED, document="保守のお知らせ")
    )
    answer = ask("explain", "view", "--lang", lang, lifecycle=amended(other))
    assert answer.exit_code == 1
    named = {"ja": "「保守のお知らせ」N1（仮定）", "en": "N1 assumed (保守のお知らせ)"}[lang]
    assert run_together(named) in run_together(answer.stdout)
    told = json.loads(ask("explain", "view", "--json", lifecycle=amended(other)).stdout)
    (clause,) = (each for each in told["clauses"] if each["document"] == "保守のお知らせ")
    assert (clause["words"], clause["english"]) == (None, None)


def test_of_a_record_it_tells_who_recorded_the_events_and_when(tmp_path: Path) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    asked = ("explain", "bulk_export", "Osaka", "--store", url)
    (event,) = json.loads(ask(*asked, "--json").stdout)["events"]
    assert event == {
        "position": 53,
        "event": unstructure(OSAKA_LATER),
        "recorded_at": MOVED.isoformat(),
        "recorded_by": "ops",
        "correction": False,
    }
    for lang, said in (("ja", "（2023年11月1日12時00分、記録者：ops）"), ("en", "(2023-11-01 12:00 JST, by ops)")):
        assert run_together(said) in run_together(ask(*asked, "--lang", lang).stdout)
    (before,) = json.loads(ask(*asked, "--json", "--known-at", "2023-10-20T00:00+09:00").stdout)["events"]
    assert before["position"] == 6


def test_of_an_empty_record_it_answers_and_says_so(tmp_path: Path) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    answer = ask("explain", "edit", "--store", url, "--known-at", "2023-09-01T00:00+09:00", "--lang", "en")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("Note: nothing is recorded")


def test_no_line_of_a_clause_begins_with_a_mark_that_ends_something() -> None:
    beginnings = {
        line.strip()[:1]
        for columns in range(48, 96, 4)
        for line in ask(
            "explain", "bulk_export", "Osaka", "--lang", "ja", env={"COLUMNS": str(columns)}
        ).stdout.splitlines()
    }
    assert beginnings.isdisjoint("、。）」")

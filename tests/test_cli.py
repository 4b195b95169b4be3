"""The commands answer what the lifecycle answers, as data and as pages, in both languages."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from typer.testing import CliRunner, Result

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, Prefecture, Role, official_lifecycle
from hersys_lifecycle.checks import WORDING, say
from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.events import Event, SlotAssigned
from hersys_lifecycle.notice import official_events
from tests.shorthand import jst

Language = Literal["ja", "en"]

LANGUAGES: tuple[Language, ...] = ("ja", "en")
NOON = jst("2023-11-14T12:00")
SOME_INSTANTS = sorted(
    {edge + step * timedelta(microseconds=1) for edge in official_lifecycle().state.instants() for step in (-1, 0)}
)
RUNNER = CliRunner(
    env=dict.fromkeys(
        ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "HERSYS_STORE", "HERSYS_NOW", "HERSYS_BY")
    )
)


def ask(
    *arguments: str,
    now: datetime = NOON,
    lifecycle: Callable[[], Lifecycle] = official_lifecycle,
    env: Mapping[str, str] | None = None,
) -> Result:
    """Run the command in this process, at a given time."""
    around = Surroundings(clock=lambda: now, lifecycle=lifecycle)
    return RUNNER.invoke(app, arguments, obj=around, env={"COLUMNS": "80", **(env or {})}, catch_exceptions=False)


def data(*arguments: str, lifecycle: Callable[[], Lifecycle] = official_lifecycle, now: datetime = NOON) -> Any:  # noqa: ANN401  # JSON
    answer = ask(*arguments, "--json", lifecycle=lifecycle, now=now)
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def page(*arguments: str, lang: Language, lifecycle: Callable[[], Lifecycle] = official_lifecycle) -> str:
    answer = ask(*arguments, "--lang", lang, lifecycle=lifecycle)
    assert answer.stderr == ""
    return answer.stdout


def run_together(text: str) -> str:
    """Take lines as one, because where they break is no matter."""
    return "".join(text.split())


def amended(*events: Event) -> Callable[[], Lifecycle]:
    return lambda: Lifecycle.from_events((*official_events(), *events))


# check


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (["edit"], {"capability": Capability.EDIT}),
        (["bulk_export", "大阪府"], {"capability": Capability.BULK_EXPORT, "prefecture": Prefecture.OSAKA}),
        (["bulk-export", "27"], {"capability": Capability.BULK_EXPORT, "prefecture": Prefecture.OSAKA}),
        (["一括ダウンロード", "Tokyo"], {"capability": Capability.BULK_EXPORT, "prefecture": Prefecture.TOKYO}),
        (
            ["bulk_export", "大阪", "--role", "medical_institution"],
            {
                "capability": Capability.BULK_EXPORT,
                "prefecture": Prefecture.OSAKA,
                "role": Role.MEDICAL_INSTITUTION,
            },
        ),
        (
            ["bulk_export", "--authority", "大阪市", "--role", "担当保健所"],
            {
                "capability": Capability.BULK_EXPORT,
                "authority": HealthAuthority.parse("271004"),
                "role": Role.HEALTH_CENTER,
            },
        ),
    ],
)
def test_check_as_json_is_the_decision(arguments: list[str], question: dict[str, Any]) -> None:
    decision = official_lifecycle().check(**question, at=NOON)
    answer = ask("check", *arguments, "--at", NOON.isoformat(), "--json")
    assert json.loads(answer.stdout) == decision.to_dict()
    assert answer.exit_code == (0 if decision else 1)
    assert answer.stderr == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("at", SOME_INSTANTS)
@pytest.mark.parametrize("capability", [Capability.LOGIN, Capability.BULK_EXPORT])
def test_check_shows_the_verdict_and_the_sentence(capability: Capability, at: datetime, lang: Language) -> None:
    decision = official_lifecycle().check(capability, Prefecture.OSAKA, at=at)
    answer = ask("check", capability.value, "Osaka", "--at", at.isoformat(), "--lang", lang)
    heading = answer.stdout.splitlines()[0]
    assert say(capability, lang) in heading
    assert heading.endswith(
        {"ja": ("できません", "できます"), "en": (" NOT ALLOWED", ": ALLOWED")}[lang][bool(decision)]
    )
    assert run_together(decision.explain(lang)) in run_together(answer.stdout)
    assert answer.exit_code == (0 if decision else 1)


def test_check_shows_clauses_and_the_events_behind_the_answer() -> None:
    shown = run_together(page("check", "bulk_export", "--authority", "Osaka-shi", lang="en"))
    assert "N4stated,N10inferred(本年11月以降のHER-SYSの運用について)" in shown
    assert "event6:downloadperiodassigned:OsakaPrefecture,2023-11-13(Mon)through2023-11-17(Fri)(N10inferred)" in shown
    assert "Nextallowedalready" in shown


def test_check_says_when_something_is_allowed_next_or_that_it_never_is() -> None:
    later = run_together(page("check", "bulk_export", "愛知", lang="ja"))
    assert "次に可能となる日時2023年11月20日0時00分" in later
    assert "次に可能となる日時記録されている限り、今後はなし" in run_together(page("check", "edit", lang="ja"))


@pytest.mark.parametrize(("lang", "nothing"), [("ja", "事務連絡に特段の定めなし"), ("en", "none:nothingrestrictsit")])
def test_check_says_so_where_no_clause_restricts_anything(lang: Language, nothing: str) -> None:
    assert nothing in run_together(page("check", "edit", "--at", "2023-09-01T00:00+09:00", lang=lang))


@pytest.mark.parametrize("kind", [Capability, Role])
def test_capabilities_and_roles_are_read_by_every_name_people_see(kind: type[Capability] | type[Role]) -> None:
    for member in kind:
        for text in (member.value, member.value.upper().replace("_", "-"), *WORDING[member]):
            typed = ["view", "--role", text] if kind is Role else [text, "13"]
            assert data("check", *typed)[kind.__name__.lower()] == member.value


def without_osaka() -> Lifecycle:
    events = (
        event
        for event in official_events()
        if not (isinstance(event, SlotAssigned) and event.prefecture is Prefecture.OSAKA)
    )
    return Lifecycle.from_events(events)


# verify


def test_verify_finds_that_every_theorem_holds() -> None:
    told = data("verify")
    proofs = official_lifecycle().verify()
    assert told["holds"] is True
    assert told["theorems"] == [
        {"theorem": each.theorem.value, "cases": each.cases, "holds": True, "counterexample": None} for each in proofs
    ]
    for lang in LANGUAGES:
        shown = ask("verify", "--lang", lang)
        assert shown.exit_code == 0
        for proof in proofs:
            assert run_together(proof.theorem.text.in_(lang)) in run_together(shown.stdout)


def test_verify_shows_the_counterexample_of_a_theorem_that_fails() -> None:
    (failed,) = (proof for proof in without_osaka().verify() if not proof)
    assert failed.counterexample is not None
    raw = ask("verify", "--json", lifecycle=without_osaka)
    assert raw.exit_code == 1
    told = json.loads(raw.stdout)
    assert told["holds"] is False
    (refuted,) = (each for each in told["theorems"] if not each["holds"])
    assert refuted["counterexample"] == failed.counterexample.to_dict()
    for lang, verdict in (("ja", "6件の事項のうち1件に反例があります"), ("en", "Theoremswithacounterexample:1of6.")):
        shown = ask("verify", "--lang", lang, lifecycle=without_osaka)
        assert shown.exit_code == 1
        assert verdict in run_together(shown.stdout)
        assert run_together(failed.counterexample.explain(lang)) in run_together(shown.stdout)  # type: ignore[arg-type]

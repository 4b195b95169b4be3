"""A decision in words: one sentence, in Japanese and in English, with whom it is about and what it rests on."""

import re
from datetime import UTC, datetime
from enum import Enum
from typing import cast

import pytest
from attrs import evolve
from hypothesis import given

from hersys_lifecycle.authorities import AuthorityKind, HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import WORDING, Decision, Language, Reason, read_worded, say, written
from hersys_lifecycle.citations import Grade
from hersys_lifecycle.errors import UnknownNameError
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import JST
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase
from hersys_lifecycle.testing import Question, histories, questions
from hersys_lifecycle.testing.moments import colliding_instants
from tests.shorthand import CITED, completed, decommissioning, jst, reserve
from tests.strategies import SLOW

LANGUAGES: tuple[Language, ...] = ("ja", "en")
KINDS: tuple[type[Enum], ...] = (Capability, Role, Phase, Grade, Reason, Prefecture, HealthAuthority)

# The end of a sentence. In English a point ends one only before a space or the end: seconds have one too.
ENDS = {"ja": re.compile("[。！？]"), "en": re.compile(r"[.!?](?=\s|$)")}
BULK = Capability.BULK_EXPORT


def asked(lifecycle: Lifecycle, question: Question, at: datetime) -> Decision:
    capability, prefecture, authority, role = question
    return lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)


@SLOW
@given(histories(), questions(), colliding_instants())
def test_a_decision_is_said_in_one_sentence_that_names_all_it_is_about(
    log: list[Event], question: Question, at: datetime
) -> None:
    # What a citation drawn at random has in it is the citation's own affair.
    lifecycle = Lifecycle.from_events(evolve(event, citation=CITED) for event in log)
    decision = asked(lifecycle, question, at)
    for language in LANGUAGES:
        text = decision.explain(language)
        assert [match.end() for match in ENDS[language].finditer(text)] == [len(text)]
        assert text.isprintable()
        assert say(decision.capability, language) in text
        assert say(decision.reason, language) in text
        assert (say(decision.role, language) in text) or decision.capability is not BULK
        if decision.prefecture is not None:
            assert say(decision.prefecture, language) in text
        if question.authority is not None and question.authority.kind is not AuthorityKind.PREFECTURE:
            assert say(question.authority, language) in text
        for citation in decision.basis:
            assert citation.clause in text
            assert say(citation.grade, language) in text
        for position in decision.positions:
            assert f"{'記録' if language == 'ja' else 'event '}{position}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_has_a_name_in_both_languages(kind: type[Enum]) -> None:
    for member in kind:
        japanese, english = WORDING[member]
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", japanese), member
        assert re.fullmatch(r"[!-~]+( [!-~]+)*", english), member
        assert (say(member, "ja"), say(member, "en")) == (japanese, english)


def test_the_table_of_words_holds_these_members_and_no_others() -> None:
    assert set(WORDING) == {member for kind in KINDS for member in kind}


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_members_of_a_kind_have_one_name(kind: type[Enum]) -> None:
    for language in LANGUAGES:
        assert len({say(member, language) for member in kind}) == len(kind)


def test_a_capability_or_a_role_is_read_by_its_value_and_by_its_name_in_either_language() -> None:
    for capability in Capability:
        assert {read_worded(Capability, text) for text in (capability.value, *WORDING[capability])} == {capability}
    for role in Role:
        assert {read_worded(Role, text) for text in (role.value, *WORDING[role])} == {role}


def test_what_names_no_capability_is_told_with_the_nearest_by_value_and_name() -> None:
    with pytest.raises(UnknownNameError) as raised:
        read_worded(Capability, "閲覧する")
    assert (raised.value.kind, raised.value.given, raised.value.nearest) == ("capability", "閲覧する", "view (閲覧)")


@pytest.mark.parametrize("language", ["fr", "", "english", None, 1])
def test_there_is_no_wording_in_any_other_language(language: object) -> None:
    decision = official_lifecycle().check(Capability.VIEW, at=jst("2023-11-13"))
    with pytest.raises(UnknownNameError, match="language: the nearest is") as raised:
        decision.explain(cast("Language", language))
    assert (raised.value.kind, raised.value.given) == ("language", language)


def test_an_instant_that_japan_time_cannot_write_is_written_with_its_own_offset() -> None:
    last = datetime.max.replace(tzinfo=UTC)
    decision = official_lifecycle().check(Capability.VIEW, at=last)
    for language in LANGUAGES:
        assert last.isoformat() in decision.explain(language)
    assert written(datetime(7, 6, 5, 4, 3, tzinfo=JST), "en") == "0007-06-05 04:03 JST"


AMENDED = (
    official_lifecycle()
    .apply(reserve("R", "2024-02-01", "2024-02-10"))
    .apply(completed(HealthAuthority.OSAKA_SHI, "2024-02-03T12:00:00.000001"))
    .apply(decommissioning("2024-03-20T12:34:56"))
)
OSAKA, CITY = Prefecture.OSAKA, HealthAuthority.OSAKA_SHI


@pytest.mark.parametrize(
    ("question", "at", "ja", "en"),
    [
        (
            Question(Capability.VIEW, None, None, Role.PREFECTURE),
            "2023-09-30T23:59:59",
            (
                "日本時間2023年9月30日23時59分59秒の時点で、閲覧は、この段階で使用できる機能であるため可能であり、"
                "この状態は2023年10月31日18時00分まで続きます。"
            ),
            (
                "At 2023-09-30 23:59:59 JST viewing is allowed because the phase permits it; "
                "this holds until 2023-10-31 18:00 JST."
            ),
        ),
        (
            Question(Capability.EDIT, OSAKA, None, Role.PREFECTURE),
            "2024-03-20T12:34:56",
            (
                "日本時間2024年3月20日12時34分56秒の時点で、大阪府の編集は、HER-SYSの運用が終了しているためできず、"
                "この状態は2024年3月20日12時34分56秒から終期の記録がないまま続き、"
                "記録されている限り今後可能になることはありません（根拠：N6（推論）、N1（仮定）、記録55）。"
            ),
            (
                "At 2024-03-20 12:34:56 JST editing for Osaka Prefecture is not allowed because HER-SYS has been "
                "decommissioned; this holds from 2024-03-20 12:34:56 JST with no end on record, and under what is "
                "recorded it is not allowed later (N6 inferred, N1 assumed, event 55)."
            ),
        ),
        (
            Question(BULK, OSAKA, None, Role.PREFECTURE),
            "2023-11-10T09:00",
            (
                "日本時間2023年11月10日9時00分の時点で、大阪府の一括ダウンロード（都道府県として）は、"
                "割り当てられたダウンロード期間がまだ始まっていないためできず、"
                "この状態は2023年11月1日8時00分から2023年11月13日0時00分まで続き、"
                "次に可能になるのは2023年11月13日0時00分です（根拠：N4（明記）、N10（推論）、記録6）。"
            ),
            (
                "At 2023-11-10 09:00 JST bulk download for Osaka Prefecture, asked as a prefecture, is not allowed "
                "because the prefecture's download period is still to come; this holds from 2023-11-01 08:00 JST until "
                "2023-11-13 00:00 JST, and it is next allowed at 2023-11-13 00:00 JST "
                "(N4 stated, N10 inferred, event 6)."
            ),
        ),
        (
            Question(BULK, None, CITY, Role.HEALTH_CENTER),
            "2024-02-03T12:00",
            (
                "日本時間2024年2月3日12時00分の時点で、大阪府（大阪市）の一括ダウンロード（担当保健所として）は、"
                "予備期間内であり、データ還元が完了していないため可能であり、"
                "この状態は2024年2月1日0時00分から2024年2月3日12時00分00.000001秒まで続きます"
                "（根拠：N11（推論）、N1（仮定）、記録53）。"
            ),
            (
                "At 2024-02-03 12:00 JST bulk download for Osaka-shi (Osaka Prefecture), asked as the responsible "
                "public health center, is allowed because a reserve period is running and the data return is not "
                "completed; this holds from 2024-02-01 00:00 JST until 2024-02-03 12:00:00.000001 JST "
                "(N11 inferred, N1 assumed, event 53)."
            ),
        ),
    ],
)
def test_these_decisions_read_so(question: Question, at: str, ja: str, en: str) -> None:
    decision = asked(AMENDED, question, jst(at))
    assert decision.explain("ja") == ja
    assert decision.explain("en") == en

"""What a scenario shows where it does not hold: each message as a whole, in English and in Japanese."""

from collections.abc import Callable

import pytest

from hersys_lifecycle import Capability, Phase, Prefecture, Reason, official_lifecycle
from hersys_lifecycle.errors import LifecycleEndedError, PastChangedError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.states import Refusal
from hersys_lifecycle.testing import ScenarioFailedError, given
from tests.shorthand import decommissioning, jst, maintenance, slot_moved

NOTICE = given(official_lifecycle())
OSAKA = Prefecture.OSAKA
BULK_EXPORT = Capability.BULK_EXPORT
SLOT = NOTICE.at("2023-11-10T09:00").check(BULK_EXPORT, OSAKA)
MOVED = NOTICE.known_at("2023-11-12").when(slot_moved(OSAKA, "2023-12-04", "2023-12-09"))
LATE = NOTICE.known_at("2023-11-14").when(slot_moved(OSAKA, "2023-12-04", "2023-12-09"))
OVER = NOTICE.known_at("2024-04-02").when(maintenance("night", "2024-05-01", "2024-05-02"))


def message(step: Callable[[], object]) -> str:
    with pytest.raises(ScenarioFailedError) as raised:
        step()
    return str(raised.value)


def head(step: Callable[[], object]) -> list[str]:
    """Return what was expected and what was found."""
    lines = message(step).split("\n\n", maxsplit=1)[0].splitlines()
    return [line.strip() for line in lines if line.startswith(("  expected（", "  found（"))]


AROUND = """\
At 2023-11-10 09:00 JST bulk download for Osaka Prefecture, asked as a prefecture, is not allowed because the \
prefecture's download period is still to come; this holds from 2023-11-01 08:00 JST until 2023-11-13 00:00 JST, and it \
is next allowed at 2023-11-13 00:00 JST (N4 stated, N10 inferred, event 6).
日本時間2023年11月10日9時00分の時点で、大阪府の一括ダウンロード（都道府県として）は、割り当てられたダウンロード期間がまだ\
始まっていないためできず、この状態は2023年11月1日8時00分から2023年11月13日0時00分まで続き、次に可能になるのは\
2023年11月13日0時00分です（根拠：N4（明記）、N10（推論）、記録6）。

Around that instant（その時刻の前後）:
      …
      2023-10-01 00:00 JST  denied   not_yet_open  non_reportable_stopped
      2023-10-31 18:00 JST  denied   locked_out    maintenance_lockout
      2023-11-01 08:00 JST  denied   before_slot   bulk_download
  --> 2023-11-10 09:00 JST
      2023-11-13 00:00 JST  allowed  in_slot       bulk_download
      2023-11-18 00:00 JST  denied   after_slot    bulk_download
      …

The recorded events behind it（根拠となった記録）:
  6 slot_assigned"""


def test_a_wrong_answer_shows_what_was_asked_both_sentences_the_course_and_the_events() -> None:
    assert (
        message(lambda: SLOT.is_allowed(Reason.IN_SLOT))
        == (
            "bulk_export of 270008 大阪府 (Osaka), asked as prefecture at 2023-11-10 09:00 JST\n"
            "  expected（期待）: allowed, in_slot\n"
            "  found（実際）:    denied, before_slot\n\n"
        )
        + AROUND
    )


@pytest.mark.parametrize(
    ("step", "expected", "found"),
    [
        (SLOT.is_allowed, "allowed", "denied, before_slot"),
        (lambda: SLOT.is_denied(Reason.AFTER_SLOT), "denied, after_slot", "denied, before_slot"),
        (
            lambda: SLOT.until("2023-11-12"),
            "the same until 2023-11-12 00:00 JST",
            "the same until 2023-11-13 00:00 JST",
        ),
        (lambda: SLOT.until(None), "the same with no end on record", "the same until 2023-11-13 00:00 JST"),
        (lambda: SLOT.next_allowed(None), "never allowed from then on", "next allowed at 2023-11-13 00:00 JST"),
        (
            lambda: SLOT.next_allowed(jst("2023-11-13T00:00:01")),
            "next allowed at 2023-11-13 00:00:01 JST",
            "next allowed at 2023-11-13 00:00 JST",
        ),
        (lambda: SLOT.rests_on("N4", "N5"), "it rests on N4, N5", "it rests on N4, N10"),
    ],
)
def test_each_step_tells_what_it_expected_and_what_it_found(
    step: Callable[[], object], expected: str, found: str
) -> None:
    assert head(step) == [f"expected（期待）: {expected}", f"found（実際）:    {found}"]
    assert message(step).endswith(AROUND)


def test_what_rests_on_nothing_says_so_and_its_course_begins_at_first() -> None:
    answer = NOTICE.at("2023-09-01").check(Capability.VIEW)
    assert message(lambda: answer.rests_on("N3")) == (
        """\
view, asked as prefecture at 2023-09-01 00:00 JST
  expected（期待）: it rests on N3
  found（実際）:    it rests on no clause

At 2023-09-01 00:00 JST viewing is allowed because the phase permits it; this holds until 2023-10-31 18:00 JST.
日本時間2023年9月1日0時00分の時点で、閲覧は、この段階で使用できる機能であるため可能であり、この状態は2023年10月31日18時00分まで\
続きます。

Around that instant（その時刻の前後）:
      at first              allowed  available   full_operation
  --> 2023-09-01 00:00 JST
      2023-10-01 00:00 JST  allowed  available   non_reportable_stopped
      2023-10-31 18:00 JST  denied   locked_out  maintenance_lockout
      …

The recorded events behind it（根拠となった記録）:
  none（なし）"""
    )


def test_a_wrong_phase_shows_the_phases_around() -> None:
    assert message(lambda: NOTICE.at("2024-03-31T23:59:59.999999").is_in(Phase.RESERVE)) == (
        """\
the phase at 2024-03-31 23:59:59.999999 JST
  expected（期待）: reserve (reserve period, 予備期間)
  found（実際）:    read_only (read-only, 閲覧等のみ)

Around that instant（その時刻の前後）:
      …
      2023-10-31 18:00 JST  maintenance_lockout
      2023-11-01 08:00 JST  bulk_download
      2024-01-27 00:00 JST  read_only
  --> 2024-03-31 23:59:59.999999 JST
      2024-04-01 00:00 JST  decommissioned

The recorded events behind it（根拠となった記録）:
  2 updates_stopped"""
    )


CHANGES = """\
The answers that change:
  bulk_export of 27 大阪府 (Osaka) for prefecture, health_center \
[2023-11-13T00:00:00+09:00, 2023-11-18T00:00:00+09:00): in_slot -> before_slot
  bulk_export of 27 大阪府 (Osaka) for prefecture, health_center \
[2023-11-18T00:00:00+09:00, 2023-12-04T00:00:00+09:00): after_slot -> before_slot
  bulk_export of 27 大阪府 (Osaka) for prefecture, health_center \
[2023-12-04T00:00:00+09:00, 2023-12-09T00:00:00+09:00): after_slot -> in_slot

変わる回答：
  2023年11月13日0時00分から2023年11月18日0時00分まで：一括ダウンロード（大阪府、立場：都道府県、担当保健所）、\
できる（割り当てられたダウンロード期間内である）からできない（割り当てられたダウンロード期間がまだ始まっていない）に変更
  2023年11月18日0時00分から2023年12月4日0時00分まで：一括ダウンロード（大阪府、立場：都道府県、担当保健所）、\
できない（割り当てられたダウンロード期間が終了している）からできない（割り当てられたダウンロード期間がまだ始まっていない）に変更
  2023年12月4日0時00分から2023年12月9日0時00分まで：一括ダウンロード（大阪府、立場：都道府県、担当保健所）、\
できない（割り当てられたダウンロード期間が終了している）からできる（割り当てられたダウンロード期間内である）に変更"""


def test_a_wrong_change_shows_every_change() -> None:
    span = Span(jst("2023-11-13"), None)
    assert (
        message(lambda: MOVED.then_changes(capability=BULK_EXPORT, prefecture=OSAKA, span=span, flips=True))
        == (
            "recording together at 2023-11-12 00:00 JST\n"
            "  53 slot_rescheduled\n"
            "  expected（期待）: a change, capability bulk_export, prefecture 27 大阪府 (Osaka), "
            "span [2023-11-13T00:00:00+09:00, …), flips True\n"
            "  found（実際）:    no such change\n\n"
        )
        + CHANGES
    )


def test_an_expected_refusal_that_does_not_come_shows_what_was_recorded_instead() -> None:
    assert head(lambda: MOVED.then_is_refused(PastChangedError)) == [
        "expected（期待）: refused, PastChangedError",
        "found（実際）:    admitted",
    ]
    assert message(MOVED.then_is_refused).endswith(CHANGES)


def test_what_changes_nothing_shows_that_there_is_none() -> None:
    same = NOTICE.when(slot_moved(OSAKA, "2023-11-13", "2023-11-18"))
    assert message(same.then_changes) == (
        """\
recording together
  53 slot_rescheduled
  expected（期待）: a change, any
  found（実際）:    no such change

The answers that change:
  none

変わる回答：
  なし"""
    )


def test_other_changes_are_shown_without_those_that_were_told() -> None:
    told = MOVED.then_changes(flips=True)
    shown = message(told.then_changes_nothing_else)
    assert head(told.then_changes_nothing_else) == [
        "expected（期待）: no other change",
        "found（実際）:    other changes",
    ]
    assert shown.count("bulk_export") == shown.count("一括ダウンロード（") == 1
    assert "after_slot -> before_slot" in shown
    assert head(MOVED.then_changes_nothing) == ["expected（期待）: no change", "found（実際）:    changes"]
    assert message(MOVED.then_changes_nothing).endswith(CHANGES)


def test_many_events_and_changes_are_shown_in_part() -> None:
    shown = message(given().when(*official_events()).then_changes_nothing)
    first, english, japanese = shown.split("\n\n")
    assert len(first.splitlines()) == 1 + 10 + 1 + 2
    assert "  10 slot_assigned\n  and 42 more（ほか42件）\n  expected（期待）: no change\n" in first
    for listed, more in ((english, "and 26 more"), (japanese, "ほか26件")):
        assert len(listed.splitlines()) == 1 + 10 + 1
        assert listed.endswith(f"\n  {more}")


def test_an_unexpected_refusal_shows_its_whole_message_and_what_would_change() -> None:
    assert message(lambda: LATE.at("2023-11-13")) == (
        """\
recording together at 2023-11-14 00:00 JST
  53 slot_rescheduled
  expected（期待）: admitted
  found（実際）:    refused, PastChangedError

answers before 2023-11-14T00:00:00+09:00 would be others: bulk_export of 27 大阪府 (Osaka) \
[2023-11-13T00:00:00+09:00, 2023-11-14T00:00:00+09:00): in_slot -> before_slot; if the past was recorded wrongly, \
record this as a correction (correction=True)
過去の回答が変わります。訂正としてのみ記録できます。

The answers that change:
  bulk_export of 27 大阪府 (Osaka) for prefecture, health_center \
[2023-11-13T00:00:00+09:00, 2023-11-14T00:00:00+09:00): in_slot -> before_slot

変わる回答：
  2023年11月13日0時00分から2023年11月14日0時00分まで：一括ダウンロード（大阪府、立場：都道府県、担当保健所）、\
できる（割り当てられたダウンロード期間内である）からできない（割り当てられたダウンロード期間がまだ始まっていない）に変更"""
    )


def test_an_event_that_is_not_admitted_shows_why_and_the_remedy() -> None:
    refused = NOTICE.when(decommissioning("2024-01-22"))
    prefectures = "岩手県、富山県、石川県、和歌山県、鳥取県、山口県、高知県、宮崎県"
    assert message(refused.then_is_admitted) == (
        f"""\
recording together
  53 decommission_scheduled
  expected（期待）: admitted
  found（実際）:    refused, InadmissibleEventError WINDOWS_CUT_OFF

DecommissionScheduled is not admitted: HER-SYS ends at 2024-01-22T00:00:00+09:00, which would cut off slots: \
03 岩手県 (Iwate), 16 富山県 (Toyama), 17 石川県 (Ishikawa), 30 和歌山県 (Wakayama), 31 鳥取県 (Tottori), \
35 山口県 (Yamaguchi), 39 高知県 (Kochi), 45 宮崎県 (Miyazaki); move what would be cut off first
HER-SYSが2024年1月22日0時00分に終了することにより、次の期間が打ち切られます：ダウンロード期間（{prefectures}）。\
先にその期間を変更してください。"""
    )


def test_what_comes_after_the_end_shows_when_the_end_was() -> None:
    assert message(lambda: OVER.then_is_refused(Refusal.MAINTENANCE_OVERLAPS)) == (
        """\
recording together at 2024-04-02 00:00 JST
  53 maintenance_scheduled
  expected（期待）: refused, MAINTENANCE_OVERLAPS
  found（実際）:    refused, LifecycleEndedError

HER-SYS ended at 2024-04-01T00:00:00+09:00 and it is 2024-04-02T00:00:00+09:00: only corrections are admitted \
(correction=True); to rehearse, open the store with another clock (open_store(url, clock=...))
HER-SYSの運用は終了しています。訂正としてのみ記録できます。"""
    )
    OVER.then_is_refused(LifecycleEndedError)


def test_what_is_adopted_where_something_is_recorded_shows_how_much_is() -> None:
    assert message(
        NOTICE.known_at("2023-10-01").adopting(maintenance("night", "2024-05-01", "2024-05-02")).then_changes
    ) == (
        """\
adopting at 2023-10-01 00:00 JST
  53 maintenance_scheduled
  expected（期待）: admitted
  found（実際）:    refused, LogNotEmptyError

52 events are recorded already: only an empty store adopts or imports; record amendments, or open a store that is empty
既に52件が記録されています。採用できるのは、まだ何も記録されていないときだけです。"""
    )

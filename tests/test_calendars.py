"""What stands in a calendar: every plan at its times, the same entry however often it is moved."""

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import RecordedEvent, SubjectKind, departures
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.checks import Language
from hersys_lifecycle.errors import (
    InadmissibleEventError,
    InstantOutOfRangeError,
    InvalidFieldError,
    MissingExtraError,
    NaiveInstantError,
    NotAMemberError,
    UnknownNameError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND, Span
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import histories, recorded_histories
from hersys_lifecycle.testing.growing import OPENED
from hersys_lifecycle.testing.places import FEW_PREFECTURES
from hersys_lifecycle.testing.recordings import Recording
from tests.calendar_files import STAMP, Entry, down, in_force, read, uid
from tests.shorthand import (
    completed,
    decommissioning,
    jst,
    limit,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    opening,
    reserve,
    reserve_cancelled,
    reserve_moved,
    slot,
    slot_moved,
    written,
)
from tests.strategies import SLOW

NOTICE = official_events()
OSAKA, TOKYO, KYOTO = Prefecture.OSAKA, Prefecture.TOKYO, Prefecture.KYOTO
SLOT, LIMIT, RESERVE = uid("slot", OSAKA), uid("limit"), uid("reserve_period", name="R")
DAY = timedelta(days=1)
ADOPTED = Recording(jst("2023-09-15T09:00"), NOTICE)
AUDIENCES = st.none() | st.frozensets(st.sampled_from(FEW_PREFECTURES), min_size=1)

Audience = Collection[Prefecture] | None


def entries(
    log: Sequence[RecordedEvent] | Sequence[Event],
    *prefectures: Prefecture,
    language: Language = "ja",
    alarm: timedelta | None = None,
) -> dict[str, Entry]:
    return read(calendar(log, prefectures=prefectures or None, language=language, stamp=STAMP, alarm=alarm))


def utc(text: str) -> datetime:
    return jst(text).astimezone(UTC)


@SLOW
@given(histories())
def test_what_is_planned_stands_in_the_calendar_at_its_recorded_times_and_nothing_else_does(log: list[Event]) -> None:
    found = entries(log)
    assert {each: entry.times for each, entry in found.items() if entry.status == "CONFIRMED"} == in_force(log)
    assert {entry.status for entry in found.values()} <= {"CONFIRMED", "CANCELLED"}


@SLOW
@given(histories())
def test_every_span_starts_before_it_ends_and_the_entries_are_in_the_order_of_their_times(log: list[Event]) -> None:
    times = [entry.times for entry in entries(log).values()]
    assert all(end is None or start < end for start, end in times)
    # An instant is told with the whole second before it, a window with the one after it.
    assert all(earlier[0] - timedelta(seconds=1) <= later[0] for earlier, later in pairwise(times))


@SLOW
@given(recorded_histories(max_size=10), AUDIENCES)
def test_as_a_log_grows_no_entry_vanishes_and_whoever_holds_one_can_tell_that_it_changed(
    log: tuple[RecordedEvent, ...], audience: Audience
) -> None:
    before: dict[str, Entry] = {}
    for size, last in enumerate(log, 1):
        after = read(calendar(log[:size], prefectures=audience, language="en", stamp=STAMP))
        assert before.keys() <= after.keys()
        for each, entry in after.items():
            assert entry.modified == entry.stamp
            held = before.get(each)
            if held is None or entry.said != held.said:
                assert entry.modified == down(last.recorded_at)
            if held is not None:
                assert entry.sequence >= held.sequence
                assert entry.stamp >= held.stamp
                moved = (entry.times, entry.status) != (held.times, held.status)
                assert not moved or entry.sequence > held.sequence
        before = after


@SLOW
@given(recorded_histories())
def test_the_sequence_counts_how_often_a_subject_was_announced_anew(log: tuple[RecordedEvent, ...]) -> None:
    found = entries(log)
    told = departures(log)
    assert len(found) == len(told)
    for each in told:
        kind, prefecture, name = each.subject
        if kind is not SubjectKind.LIMIT:  # which its supersession revises too
            assert found[uid(kind.value, prefecture, name or "")].sequence == len(each.events) - 1


@SLOW
@given(recorded_histories(), AUDIENCES)
def test_without_recordings_it_says_the_same_but_not_when_it_was_revised(
    log: tuple[RecordedEvent, ...], audience: Audience
) -> None:
    files = [calendar(each, prefectures=audience, language="ja", stamp=STAMP) for each in (log, [e.event for e in log])]
    dated, undated = map(read, files)
    assert {each: entry.said for each, entry in dated.items()} == {each: e.said for each, e in undated.items()}
    assert {(entry.stamp, entry.modified) for entry in undated.values()} <= {(STAMP, None)}


@SLOW
@given(histories(), AUDIENCES)
def test_equal_arguments_give_equal_bytes_and_the_calendar_of_some_is_part_of_that_of_all(
    log: list[Event], audience: Audience
) -> None:
    shuffled = None if audience is None else sorted(audience, key=lambda each: each.name)
    file = calendar(log, prefectures=audience, language="ja", stamp=STAMP, alarm=DAY)
    assert file == calendar(iter(log), prefectures=shuffled, language="ja", stamp=STAMP.astimezone(UTC), alarm=DAY)
    everything = read(calendar(log, language="ja", stamp=STAMP, alarm=DAY))
    for each, entry in read(file).items():
        assert entry == everything[each] or entry.status == "CANCELLED"


def test_under_the_notice_there_are_47_slots_and_what_concerns_all() -> None:
    found = entries(NOTICE)
    assert len(found) == 52
    assert {uid("slot", each) for each in Prefecture} < found.keys()
    assert entries(NOTICE, OSAKA).keys() == found.keys() - {uid("slot", each) for each in Prefecture if each != OSAKA}
    assert found[SLOT].times == (utc("2023-11-13"), utc("2023-11-18"))


def test_a_moved_slot_moves_and_stays_the_same_entry() -> None:
    log = written(ADOPTED, Recording(jst("2023-11-01T12:00"), (slot_moved(OSAKA, "2023-12-04", "2023-12-09"),)))
    entry = entries(log.entries, OSAKA)[SLOT]
    assert entry.times == (utc("2023-12-04"), utc("2023-12-09"))
    assert (entry.sequence, entry.modified, entry.status) == (1, utc("2023-11-01T12:00"), "CONFIRMED")
    assert "記録53" in entry.description
    assert entries(log.entries)[uid("slot", TOKYO)].modified == utc("2023-09-15T09:00")


def test_the_hours_of_bulk_download_are_told_where_they_are_fewer_than_the_period() -> None:
    found = entries(NOTICE)
    assert (
        "一括ダウンロード可能：2023年11月1日8時00分から2023年11月11日0時00分まで"
        in found[uid("slot", TOKYO)].description
    )
    assert "一括ダウンロード可能" not in found[SLOT].description
    night = maintenance("night", "2023-11-14T00:00", "2023-11-14T06:00")
    two = "2023-11-13 00:00 JST until 2023-11-14 00:00 JST, from 2023-11-14 06:00 JST until 2023-11-18 00:00 JST"
    assert two in entries((*NOTICE, night), language="en")[SLOT].description


def test_maintenance_within_a_window_is_a_later_change_of_it_and_maintenance_elsewhere_is_none() -> None:
    night = Recording(jst("2023-10-02"), (maintenance("night", "2023-11-14T00:00", "2023-11-14T06:00"),))
    away = Recording(jst("2023-10-03"), (maintenance_moved("night", "2023-11-25T00:00", "2023-11-25T06:00"),))
    off = Recording(jst("2023-10-04"), (maintenance_cancelled("night"),))
    logs = [written(ADOPTED, *(night, away, off)[:count]).entries for count in range(4)]
    told = [entries(log)[SLOT] for log in logs]
    assert [each.modified for each in told] == [
        utc(day) for day in ("2023-09-15T09:00", "2023-10-02", "2023-10-03", "2023-10-03")
    ]
    assert {each.sequence for each in told} == {0}
    assert told[2].said == told[0].said != told[1].said


def test_an_opening_that_moves_is_a_change_of_the_windows_that_begin_before_it_or_began_before_it_then() -> None:
    early, late = slot(OSAKA, "2023-11-01T07:00", "2023-11-11"), slot(KYOTO, "2023-11-01T08:00", "2023-11-11")
    adopted = Recording(jst("2023-09-15"), (*OPENED, early, late))
    earlier, later = (Recording(jst("2023-10-02"), (opening(f"2023-11-01T0{hour}:00"),)) for hour in (6, 9))
    for moved, touched in ((earlier, {OSAKA}), (later, {OSAKA, KYOTO})):
        before, after = (entries(written(*log).entries) for log in ((adopted,), (adopted, moved)))
        told = {each for each in (OSAKA, KYOTO) if before[uid("slot", each)].said != after[uid("slot", each)].said}
        dated = {each for each in (OSAKA, KYOTO) if after[uid("slot", each)].modified == utc("2023-10-02")}
        assert told == dated == touched


def test_what_is_cancelled_no_longer_changes() -> None:
    cancelled = (reserve("R", "2024-02-01", "2024-02-10"), reserve_cancelled("R"))
    night = Recording(jst("2023-10-03"), (maintenance("night", "2024-02-02", "2024-02-03"),))
    log = written(ADOPTED, Recording(jst("2023-10-02"), cancelled), night).entries
    assert entries(log)[RESERVE] == entries(log[:-1])[RESERVE]


def test_a_window_in_which_bulk_download_is_never_possible_says_so() -> None:
    log = (*OPENED[:2], slot(OSAKA, "2023-11-13", "2023-11-18"))
    assert "possible at no time" in entries(log, language="en")[SLOT].description
    assert "possible at no time" not in entries((*log, OPENED[2]), language="en")[SLOT].description


def test_a_cancelled_period_stays_as_cancelled_with_its_last_times() -> None:
    log = (*NOTICE, reserve("R", "2024-02-01", "2024-02-10"), reserve_moved("R", "2024-02-05", "2024-02-12"))
    entry = entries((*log, reserve_cancelled("R")), alarm=DAY)[RESERVE]
    assert (entry.status, entry.sequence, entry.alarms) == ("CANCELLED", 2, ())
    assert entry.times == (utc("2024-02-05"), utc("2024-02-12"))
    assert "中止されました" in entry.description
    assert "N7" not in entry.description
    again = entries((*log, reserve_cancelled("R"), reserve("R", "2024-03-01", "2024-03-02")))[RESERVE]
    assert (again.status, again.sequence, again.times) == ("CONFIRMED", 3, (utc("2024-03-01"), utc("2024-03-02")))


def test_a_cancelled_maintenance_stays_as_cancelled_too() -> None:
    entry = entries((*NOTICE, maintenance_cancelled("system-upgrade")))[uid("maintenance", name="system-upgrade")]
    assert (entry.status, entry.sequence, entry.times[0]) == ("CANCELLED", 1, utc("2023-10-31T18:00"))


def test_a_reserve_period_concerns_those_whom_it_covers() -> None:
    log = (*NOTICE, reserve("R", "2024-02-01", "2024-02-10", OSAKA, KYOTO))
    assert RESERVE not in entries(log, TOKYO)
    assert entries(log, TOKYO, KYOTO)[RESERVE] == entries(log)[RESERVE]
    assert "対象：京都府、大阪府" in entries(log, OSAKA)[RESERVE].description
    assert RESERVE in entries((*NOTICE, reserve("R", "2024-02-01", "2024-02-10")), TOKYO)


def test_a_name_used_anew_for_others_leaves_the_period_cancelled_for_those_it_concerned_before() -> None:
    first, cancelled = reserve("R", "2024-02-01", "2024-02-10", OSAKA), reserve_cancelled("R")
    log = (
        *NOTICE,
        first,
        cancelled,
        reserve("R", "2024-03-01", "2024-03-10", KYOTO),
        reserve_moved("R", "2024-03-02", "2024-03-10"),
    )
    osaka, kyoto = entries(log, OSAKA)[RESERVE], entries(log, KYOTO)[RESERVE]
    assert (osaka.status, osaka.sequence, osaka.times[0]) == ("CANCELLED", 1, utc("2024-02-01"))
    assert (kyoto.status, kyoto.sequence, kyoto.times[0]) == ("CONFIRMED", 3, utc("2024-03-02"))
    assert RESERVE not in entries(log, TOKYO)


def test_the_limit_is_cancelled_once_a_decommissioning_is_scheduled_for_then_it_ends_nothing() -> None:
    log = (*NOTICE, decommissioning("2024-03-15"))
    entry = entries(log)[LIMIT]
    assert (entry.status, entry.sequence, entry.times) == ("CANCELLED", 1, (utc("2024-04-01"), None))
    assert "運用終了の日時が記録された" in entry.description
    assert entries(log)[uid("decommissioning")].times == (utc("2024-03-15"), None)
    later = entries((*log, decommissioning("2024-03-20"), limit("2024-03-31")))
    assert (later[LIMIT].status, later[LIMIT].sequence, later[LIMIT].times[0]) == ("CANCELLED", 2, utc("2024-03-31"))
    never_alone = entries((*OPENED, decommissioning("2024-03-15"), limit("2024-03-31")))[LIMIT]
    assert (never_alone.status, never_alone.sequence) == ("CANCELLED", 0)


def test_whoever_has_completed_keeps_the_slot_and_the_calendar_is_as_it_was() -> None:
    log = (*NOTICE, reserve("R", "2024-02-01", "2024-02-10"))
    returned = (*log, completed(HealthAuthority.OSAKA, "2023-11-14"))
    assert entries(returned, OSAKA) == entries(log, OSAKA)


def test_a_window_is_never_shown_as_longer_than_it_is_and_a_lockout_never_as_shorter() -> None:
    ragged = Span(jst("2023-11-13T00:00:00.000001"), jst("2023-11-18T00:00:00.999999"))
    lockout = Span(jst("2023-11-14T00:00:00.000001"), jst("2023-11-14T06:00:00.000001"))
    log = (
        *OPENED,
        evolve(slot(OSAKA, "2023-11-13", "2023-11-18"), span=ragged),
        evolve(maintenance("night", "2023-11-14", "2023-11-15"), span=lockout),
    )
    found = entries(log)
    assert found[SLOT].times == (utc("2023-11-13T00:00:01"), utc("2023-11-18T00:00:00"))
    assert found[uid("maintenance", name="night")].times == (utc("2023-11-14T00:00:00"), utc("2023-11-14T06:00:01"))
    assert "2023年11月13日0時00分00.000001秒から" in found[SLOT].description


def test_a_window_that_holds_no_whole_second_is_an_instant_that_lasts_no_time() -> None:
    tiny = Span(jst("2023-11-13T00:00:00.2"), jst("2023-11-13T00:00:00.8"))
    entry = entries((*OPENED, evolve(slot(OSAKA, "2023-11-13", "2023-11-18"), span=tiny)), alarm=DAY)[SLOT]
    assert entry.times == (utc("2023-11-13T00:00:01"), None)
    assert entry.alarms == ((-DAY, "START"),)


def test_stops_are_instants() -> None:
    found = entries(NOTICE)
    for kind in ("non_reportable_stop", "updates_stop", "opening", "limit"):
        assert found[uid(kind)].times[1] is None


def test_an_alarm_reminds_of_the_start_and_while_there_is_time_left_of_the_end_of_a_window() -> None:
    found = entries((*NOTICE, reserve("R", "2024-02-01", "2024-02-02")), alarm=DAY)
    assert found[SLOT].alarms == ((-DAY, "START"), (-DAY, "END"))
    assert found[RESERVE].alarms == ((-DAY, "START"),)  # the day before its end is the day on which it starts
    assert found[uid("maintenance", name="system-upgrade")].alarms == ((-DAY, "START"),)
    assert found[LIMIT].alarms == ((-DAY, "START"),)
    assert {entry.alarms for entry in entries(NOTICE).values()} == {()}
    assert entries(NOTICE, alarm=timedelta())[SLOT].alarms == ((timedelta(), "START"),)


@pytest.mark.parametrize("alarm", [-timedelta(seconds=1), -MICROSECOND, MICROSECOND])
def test_an_alarm_comes_whole_seconds_before_the_start(alarm: timedelta) -> None:
    with pytest.raises(InvalidFieldError, match="whole seconds before the start, 0 or more"):
        calendar(NOTICE, language="ja", stamp=STAMP, alarm=alarm)


def test_each_entry_is_told_in_the_language_with_its_kind_as_category() -> None:
    ja, en = entries(NOTICE, language="ja"), entries(NOTICE, language="en")
    assert (ja[SLOT].summary, en[SLOT].summary) == (
        "一括ダウンロード期間（大阪府）",
        "Bulk download period (Osaka Prefecture)",
    )
    assert (ja[SLOT].categories, en[SLOT].categories) == (("ダウンロード期間",), ("download period",))
    assert en[uid("updates_stop")].categories == ("stop of registration, editing and deletion",)
    assert ja.keys() == en.keys()


def test_who_misses_a_period_is_told_what_that_means_in_the_words_of_the_notice() -> None:
    assert "各都道府県において保有できないこととなる」（N7）" in entries(NOTICE)[SLOT].description
    assert "\nN7: A prefecture that does not download" in entries(NOTICE, language="en")[SLOT].description


def test_instants_from_before_japan_time_was_what_it_is_are_still_read_as_they_were_recorded() -> None:
    log = [*OPENED, maintenance("old", "1950-07-01T12:00", "1952-01-01T00:00")]
    entry = entries(log)[uid("maintenance", name="old")]
    assert entry.times == (utc("1950-07-01T12:00"), utc("1952-01-01T00:00"))


def test_what_is_no_history_or_no_question_is_refused() -> None:
    with pytest.raises(InadmissibleEventError):
        calendar([slot_moved(OSAKA, "2023-11-13", "2023-11-18")], language="ja", stamp=STAMP)
    with pytest.raises(InvalidFieldError, match="at least one prefecture"):
        calendar(NOTICE, prefectures=(), language="ja", stamp=STAMP)
    with pytest.raises(NotAMemberError, match="'27' is no prefecture"):
        calendar(NOTICE, prefectures=["27"], language="ja", stamp=STAMP)  # type: ignore[list-item]
    with pytest.raises(UnknownNameError):
        calendar(NOTICE, language="fr", stamp=STAMP)  # type: ignore[arg-type]
    with pytest.raises(NaiveInstantError):
        calendar(NOTICE, language="ja", stamp=datetime(2023, 9, 20))  # noqa: DTZ001  # the point of it
    with pytest.raises(InstantOutOfRangeError):
        calendar(NOTICE, language="ja", stamp=datetime.max.replace(tzinfo=UTC))


def test_nothing_announced_is_an_empty_calendar() -> None:
    assert entries([]) == {}


def test_without_icalendar_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hersys_lifecycle.calendars.writing", raising=False)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hersys-lifecycle\[calendar\]'") as raised:
        calendar(NOTICE, language="ja", stamp=STAMP)
    assert raised.value == MissingExtraError("calendar", "a calendar")

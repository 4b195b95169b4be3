"""The shipped notice against its own text: what is read out of the text here is what the table of the library says."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest

from hersys_lifecycle.citations import Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DecommissionLimitAnnounced,
    Event,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    SlotAssigned,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.notice import CLAUSES, official_events
from hersys_lifecycle.prefectures import Prefecture

TEXT = Path(__file__).parent / "data" / "notice-ja.txt"
DAY = timedelta(days=1)
REIWA = 2018  # the year before Reiwa 1
NOVEMBER = 11
PERIOD = re.compile(r"(\d+)月(\d+)日~(\d+)月(\d+)日([^\d※]+)")


@cache
def text() -> str:
    """Return the notice on one line: widths made equal; names and dates are broken by spaces and ends of lines."""
    return "".join(normalize("NFKC", TEXT.read_text(encoding="utf-8")).split())


def numbers(pattern: str) -> tuple[int, ...]:
    """Return the numbers of the one place in the text where the pattern matches."""
    (match,) = re.finditer(pattern, text())
    return tuple(map(int, match.groups()))


def this_year() -> int:
    """Return what the notice means by 本年: the year in which it names an earlier notice by its date."""
    (reiwa,) = numbers(r"令和(\d+)年9月15日付け事務連絡")
    return REIWA + reiwa


def day(month: int, number: int) -> date:
    """Return a day from November on, as the notice writes it: January is that of the next year."""
    return date(this_year() if month >= NOVEMBER else this_year() + 1, month, number)


def midnight(at: date) -> datetime:
    return datetime.combine(at, time(), JST)


def annex() -> list[tuple[date, date, list[str]]]:
    """Return the periods of the annex: first day, last day, names of prefectures."""
    return [
        (day(int(first_month), int(first)), day(int(last_month), int(last)), names.split("、"))
        for first_month, first, last_month, last, names in PERIOD.findall(text())
    ]


def only(kind: type[Event]) -> Event:
    (event,) = (event for event in official_events() if isinstance(event, kind))
    return event


def test_the_annex_names_ten_periods_and_every_prefecture_once() -> None:
    names = [name for _, _, named in annex() for name in named]
    assert len(annex()) == 10
    assert len(names) == 47
    assert set(names) == {prefecture.name_ja for prefecture in Prefecture}


def test_the_periods_of_the_annex_follow_each_other_from_november_to_january() -> None:
    assert this_year() == 2023
    days = [at for first, last, _ in annex() for at in (first, last)]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2023, 11, 1), date(2024, 1, 26))
    # Each period ends with a working week; had the year been misread, it would end on another day.
    assert {last.isoweekday() for _, last, _ in annex()} == {5}


def test_the_slots_are_the_periods_of_the_annex_in_whole_days_of_japan() -> None:
    read = {name: Span(midnight(first), midnight(last + DAY)) for first, last, named in annex() for name in named}
    assigned = [event for event in official_events() if isinstance(event, SlotAssigned)]
    assert len(assigned) == 47
    assert {event.prefecture.name_ja: event.span for event in assigned} == read
    offsets = {at.utcoffset() for event in assigned for at in (event.span.start, event.span.end) if at is not None}
    assert offsets == {timedelta(hours=9)}


def test_registration_of_non_reportable_cases_stops_when_its_last_day_ends() -> None:
    month, number = numbers(r"本年(\d+)月(\d+)日をもって、発生届対象外者の新規登録機能が停止")
    at = midnight(date(this_year(), month, number) + DAY)
    assert at == datetime(2023, 10, 1, tzinfo=JST)
    event = only(NonReportableRegistrationStopped)
    assert isinstance(event, NonReportableRegistrationStopped)
    assert event.at == at
    assert (event.citation.clause, event.citation.grade) == ("N1", Grade.INFERRED)


def test_updates_stop_at_the_hour_the_notice_names() -> None:
    month, number, hour = numbers(
        r"(\d+)月(\d+)日(\d+)時をもってHER-SYSのすべての新規登録機能、編集機能及び削除機能についても停止"
    )
    at = datetime(this_year(), month, number, hour, tzinfo=JST)
    assert at == datetime(2023, 10, 31, 18, tzinfo=JST)
    event = only(UpdatesStopped)
    assert isinstance(event, UpdatesStopped)
    assert event.at == at
    assert (event.citation.clause, event.citation.grade) == ("N2", Grade.STATED)


def lockout() -> Span:
    """Return the time in which nobody can log in."""
    month, number, hour = numbers(r"(\d+)月(\d+)日(\d+)時から\(2\)に関するHER-SYSのシステム改修")
    to_month, to_number, to_hour = numbers(r"同時刻以後、(\d+)月(\d+)日(\d+)時まで一時的にHER-SYSにログイン")
    return Span(
        datetime(this_year(), month, number, hour, tzinfo=JST),
        datetime(this_year(), to_month, to_number, to_hour, tzinfo=JST),
    )


def test_the_lockout_lasts_from_the_stop_of_updates_to_8_00_on_1_november() -> None:
    assert lockout() == Span(datetime(2023, 10, 31, 18, tzinfo=JST), datetime(2023, 11, 1, 8, tzinfo=JST))
    event = only(MaintenanceScheduled)
    assert isinstance(event, MaintenanceScheduled)
    assert event.span == lockout()
    assert (event.citation.clause, event.citation.grade) == ("N9", Grade.STATED)


def test_bulk_export_opens_on_the_day_the_notice_names_when_the_lockout_ends() -> None:
    month, number = numbers(r"(\d+)月(\d+)日以降、HER-SYSに発生届情報及び積極的疫学調査並びに")
    opened = lockout().end
    assert opened is not None
    assert opened.date() == day(month, number)
    event = only(BulkExportOpened)
    assert isinstance(event, BulkExportOpened)
    assert event.at == opened


def test_the_limit_is_the_end_of_the_fiscal_year() -> None:
    assert len(re.findall(r"今年度中に閲覧機能等及び感染者・接触者情報ダウンロードシステムに加えて", text())) == 1
    event = only(DecommissionLimitAnnounced)
    assert isinstance(event, DecommissionLimitAnnounced)
    assert event.at == midnight(date(this_year() + 1, 3, 31) + DAY)
    assert event.citation.clause == "N6"


def test_every_event_cites_a_clause_a_grade_and_the_notice_by_its_title() -> None:
    title = next(line for line in TEXT.read_text(encoding="utf-8").splitlines() if line.strip())
    clauses = {f"N{number}" for number in range(1, 12)}
    for event in official_events():
        assert event.citation.document == "".join(normalize("NFKC", title).split())
        assert event.citation.clause in clauses
        assert isinstance(event.citation.grade, Grade)


def test_every_slot_cites_the_annex_as_inferred() -> None:
    citations = {event.citation for event in official_events() if isinstance(event, SlotAssigned)}
    assert {(citation.clause, citation.grade) for citation in citations} == {("N10", Grade.INFERRED)}


def test_nothing_is_shipped_that_the_notice_does_not_state() -> None:
    # The stops, the lockout, the opening, the slots and the limit; no reserve period, no scheduled decommissioning.
    assert isinstance(official_events(), tuple)
    assert {type(event) for event in official_events()} == {
        NonReportableRegistrationStopped,
        UpdatesStopped,
        MaintenanceScheduled,
        BulkExportOpened,
        SlotAssigned,
        DecommissionLimitAnnounced,
    }
    assert len(official_events()) == 52


@pytest.mark.parametrize("name", CLAUSES)
def test_a_clause_is_quoted_in_the_words_of_the_notice(name: str) -> None:
    assert "".join(normalize("NFKC", CLAUSES[name].text.ja).split()) in text()

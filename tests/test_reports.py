"""The page for a browser, looked at without one: its answers as data, its log, and that it is closed and complete."""

import re
import sys
from base64 import b64encode
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import ModuleType
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import (
    Capability,
    HealthAuthority,
    Lifecycle,
    Prefecture,
    Span,
    official_lifecycle,
    pictures,
    reports,
)
from hersys_lifecycle.audit import merged, outstanding, trail
from hersys_lifecycle.checks import ASKING, GENERAL, Language, say, written
from hersys_lifecycle.errors import InvalidFieldError, MissingExtraError, NaiveInstantError, UnknownNameError
from hersys_lifecycle.instants import EPOCH, since_epoch
from hersys_lifecycle.reports import report
from hersys_lifecycle.reports.answers import answers_data
from hersys_lifecycle.reports.edges import Edges, to_millisecond
from hersys_lifecycle.reports.numbering import Numbering
from hersys_lifecycle.reports.returns import returns_data
from hersys_lifecycle.reports.standing import Standing
from hersys_lifecycle.reports.wrapping import wrapped
from hersys_lifecycle.testing import Question, lifecycles, questions
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.wording import asking, recording, reporting
from hersys_lifecycle.wording.changes import changed
from hersys_lifecycle.wording.phrases import in_days, spanned, told
from tests.reporting import AT, LOG, NASTY, Page
from tests.shorthand import first_stop, jst, maintenance
from tests.strategies import SLOW

LANGUAGES: tuple[Language, ...] = ("ja", "en")
NOTICE = official_lifecycle()
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture(scope="module")
def notice_html() -> str:
    return report(NOTICE, at=AT, language="ja")


@pytest.fixture(scope="module")
def notice(notice_html: str) -> Page:
    return Page(notice_html)


@pytest.fixture(scope="module")
def story_html() -> str:
    return report(LOG.lifecycle, LOG.entries, at=AT, language="en")


@pytest.fixture(scope="module")
def story(story_html: str) -> Page:
    return Page(story_html)


def whole(at: datetime) -> int:
    """Return the milliseconds from the epoch until an instant that has nothing finer."""
    milliseconds, rest = divmod(since_epoch(at), MILLISECOND)
    assert not rest
    return milliseconds


def come(edges: list[int], numbers: list[Any], at: int) -> int:
    """Return how many edges have come: what the page does by bisection, done by it too."""
    return bisect_right([edges[number] for number in numbers], at)


# The answers as data


@SLOW
@given(
    lifecycles(), st.lists(st.tuples(questions(), colliding_instants(), st.integers(-1, 1)), min_size=10, max_size=20)
)
def test_the_data_answer_as_check_does_at_every_whole_millisecond(
    lifecycle: Lifecycle, asked: list[tuple[Question, datetime, int]]
) -> None:
    edges, citations = Edges.of(lifecycle), Numbering[Any]()
    data: Any = answers_data(lifecycle, edges, citations)
    bounds = [milliseconds for milliseconds, _, _ in edges.to_data()]
    for question, instant, step in asked:
        at = to_millisecond(instant) + step * MILLISECOND
        expected = lifecycle.check(*question[:2], at=at, role=question.role, authority=question.authority)
        row = data["questions"][question.role.value][question.capability.value]
        if row is None:
            asking_body = ASKING[question.prefecture, question.authority]
            assert asking_body
            row = data["places"][asking_body.code]
        numbers, outlooks = data["schedules"][data["rows"][row]]
        ruling, *around = data["outlooks"][outlooks[come(bounds, numbers, whole(at))]]
        reason, phase, basis, positions = data["rulings"][ruling]
        start, end, reopens = (None if number is None else edges.instants[number] for number in around)
        assert (reason, phase) == (expected.reason.value, expected.phase.value)
        assert (start, end) == (expected.span.start, expected.span.end)
        assert (at if expected.allowed else reopens) == expected.next_allowed
        assert tuple(citations.things[number] for number in basis) == expected.basis
        assert positions == expected.positions


@SLOW
@given(lifecycles(), st.lists(st.tuples(colliding_instants(), st.integers(-1, 1)), min_size=2, max_size=3))
def test_the_data_tell_who_is_outstanding_at_every_whole_millisecond(
    lifecycle: Lifecycle, asked: list[tuple[datetime, int]]
) -> None:
    edges = Edges.of(lifecycle)
    data: Any = returns_data(lifecycle, edges)
    bounds = [milliseconds for milliseconds, _, _ in edges.to_data()]
    for instant, step in asked:
        at = to_millisecond(instant) + step * MILLISECOND
        found = {}
        for body in HealthAuthority:
            windows, numbers, standings = data["bodies"][body.code]
            standing = standings[come(bounds, numbers, whole(at))]
            spans = [(edges.instants[start], edges.instants[end]) for start, end in data["windows"][windows]]
            left = tuple((max(start, at), end) for start, end in spans if at < end) if standing == "open" else ()
            if standing != "completed":
                found[body] = (left, standing == "lost", standing == "unannounced")
        expected = {
            each.authority: (tuple(span.bounds for span in each.windows), each.lost, each.unannounced)
            for each in outstanding(lifecycle, at).bodies
        }
        assert found == expected


@given(st.lists(colliding_instants(), min_size=1), colliding_instants(), st.integers(-1, 1))
def test_an_instant_has_come_to_an_edge_exactly_if_it_has_come_to_it_rounded_up(
    edges: list[datetime], instant: datetime, step: int
) -> None:
    at = to_millisecond(instant) + step * MILLISECOND
    for edge, row in zip(sorted(set(edges)), Edges(tuple(sorted(set(edges)))).to_data(), strict=True):
        assert (row[0] <= whole(at)) is (edge <= at)


def test_answers_alike_stand_in_a_page_once(notice: Page) -> None:
    data = notice.data
    assert len(data["rows"]) == 167
    assert len(data["schedules"]) == len(set(NOTICE.schedules))
    for table in ("edges", "outlooks", "rulings", "citations"):
        assert len(set(map(str, data[table]))) == len(data[table])


def test_the_edges_of_a_page_are_told_in_both_languages(story: Page) -> None:
    edges = Edges.of(LOG.lifecycle).instants
    assert [row[1:] for row in story.data["edges"]] == [[written(at, "ja"), written(at, "en")] for at in edges]


@given(colliding_instants(), st.integers(1, 9), st.sampled_from(LANGUAGES))
def test_instants_and_days_are_elements_and_all_else_is_escaped(at: datetime, days: int, language: Language) -> None:
    day = jst("2024-01-04")
    span = in_days(Span(day, day + timedelta(days)), language)
    first_and_last = {"ja": r"2024年1月\d+日（.）", "en": r"2024-01-\d\d \(\w+\)"}[language]
    expected = [written(at, language), *re.findall(first_and_last, span)]
    text = wrapped(f"<b>{expected[0]}</b>{span}&")
    assert re.findall('<span class="instant">([^<>]+)</span>', text) == expected
    assert text.startswith("&lt;b&gt;<span")
    assert text.striptags().endswith(f"{span}&")


# The log


def test_each_event_is_told_with_when_and_by_whom_it_was_recorded_and_what_it_changed(story: Page) -> None:
    for traced in trail(LOG.entries):
        for language in LANGUAGES:
            assert told(traced.entry.event, language) in story.text
            assert written(traced.entry.recorded_at, language) in story.text
            for change in (*merged(traced.retroactive), *merged(traced.future)):
                assert changed(change, language) in story.text
        assert traced.entry.recorded_by in story.text
        assert traced.entry.event.citation.document in story.text
    for words in (recording.CORRECTION, recording.CHANGED_NOTHING, recording.PAST_OF_RECORDING):
        assert words.ja in story.text
        assert words.en in story.text


def test_without_a_history_each_event_is_told_with_the_words_of_its_clause(notice: Page) -> None:
    for event in NOTICE.events:
        assert told(event, "ja") in notice.text
    assert "10月31日18時をもってHER-SYSのすべての新規登録機能" in notice.text
    assert recording.RECORDED.ja not in notice.text


def test_the_history_of_another_lifecycle_is_refused() -> None:
    with pytest.raises(InvalidFieldError, match=r"^history = .* are not the 52 events .* pass what it was made of"):
        report(NOTICE, LOG.entries, at=AT, language="en")


# Without scripts


@SLOW
@given(lifecycles(), colliding_instants())
def test_what_holds_without_scripts_is_what_check_says(lifecycle: Lifecycle, at: datetime) -> None:
    standing = Standing.of(lifecycle, at)
    expected = [lifecycle.check(each, at=at) for each in GENERAL]
    expected += [lifecycle.check(Capability.BULK_EXPORT, each, at=at) for each in Prefecture]
    assert standing.phase.ja == say(lifecycle.phase_at(at), "ja")
    for row, decision in zip((*standing.general, *standing.bulk_export), expected, strict=True):
        assert row.allowed is decision.allowed
        assert say(decision.reason, "ja") in row.reason.ja
        assert row.lasting.en == spanned(decision.span, "en")
        if decision.allowed:
            assert row.following is asking.ALREADY
        elif decision.next_allowed is None:
            assert row.following is reporting.NOT_AGAIN
        else:
            assert row.following.en == written(decision.next_allowed, "en")


# Closed and complete


def test_equal_arguments_give_equal_bytes_and_the_progress_ends_with_the_whole(story_html: str) -> None:
    heard: list[float] = []
    again, at = Lifecycle.from_events(LOG.lifecycle.events), AT.astimezone(UTC)
    assert report(again, LOG.entries, at=at, language="en", progress=heard.append) == story_html
    assert heard == [count / len(LOG.entries) for count in range(1, len(LOG.entries) + 1)]


def test_the_first_instant_is_cut_to_whole_milliseconds(notice_html: str) -> None:
    assert report(NOTICE, at=AT + timedelta(microseconds=999), language="ja") == notice_html


def test_a_page_is_in_the_language_asked_for(notice: Page, story: Page) -> None:
    for page, language in ((notice, "ja"), (story, "en")):
        (root,) = [attributes for tag, attributes in page.elements if tag == "html"]
        assert root["lang"] == language


def test_a_page_loads_nothing(story: Page) -> None:
    for tag, attributes in story.elements:
        assert not {"src", "srcset", "action", "data", "poster", "style"} & set(attributes), tag
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        assert (attributes.get("href") or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on")]
        for value in attributes.values():
            assert re.findall(r"url\((?!#)", value or "") == []
    assert "url(" not in story.inside["style"][0]
    assert "@import" not in story.inside["style"][0]


def test_the_browser_is_told_to_allow_what_the_page_brings_and_no_more(story: Page) -> None:
    (policy,) = [each["content"] for tag, each in story.elements if tag == "meta" and "http-equiv" in each]
    style, script = (
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for text in (story.inside["style"][0], story.inside["script"][1])
    )
    assert policy == (
        f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    )


def test_names_that_were_recorded_stay_text(story: Page) -> None:
    assert len(story.inside["script"]) == 2
    assert NASTY in story.text
    assert "大阪府からの連絡 <b>" in story.text
    assert not [attributes for tag, attributes in story.elements if tag == "b"]
    citations = [document for _, document, *_ in story.data["citations"]]
    assert "大阪府からの連絡 <b>" in citations


def test_identifiers_are_unique(story: Page) -> None:
    found = [attributes["id"] for _, attributes in story.elements if "id" in attributes]
    assert len(found) == len(set(found))


def test_a_page_of_the_notice_stays_small(notice: Page, notice_html: str) -> None:
    assert len(notice_html.encode()) < 500_000
    assert notice.data["at"] == (AT - EPOCH) // MILLISECOND


def test_nothing_announced_is_a_page_too() -> None:
    page = Page(report(Lifecycle.from_events(()), at=AT, language="en"))
    assert page.data["edges"] == []
    assert page.data["phases"] == [[], ["full_operation"]]


def test_an_announcement_of_the_first_and_last_years_is_a_page_too() -> None:
    events = (first_stop("0002-01-01"), maintenance("late", "9998-12-31", "9998-12-31T23:59:59.999999"))
    page = Page(report(Lifecycle.from_events(events), at=jst("9998-01-01"), language="ja"))
    assert [row[1] for row in page.data["edges"]] == ["2年1月1日0時00分", "9998年12月31日0時00分", ANY]


# Misuse


def test_an_instant_and_a_language_are_asked_for() -> None:
    with pytest.raises(NaiveInstantError):
        report(NOTICE, at=datetime(2023, 11, 1), language="ja")  # noqa: DTZ001  # the point of it
    with pytest.raises(UnknownNameError):
        report(NOTICE, at=AT, language="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("package", "module", "missing"), [(reports, "page", "jinja2"), (pictures, "gantt", "svg")], ids=["jinja2", "svg"]
)
def test_without_jinja_or_pictures_the_extra_is_told(
    monkeypatch: pytest.MonkeyPatch, package: ModuleType, module: str, missing: str
) -> None:
    monkeypatch.delattr(package, module, raising=False)
    monkeypatch.delitem(sys.modules, f"{package.__name__}.{module}", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hersys-lifecycle\[report\]'") as raised:
        report(NOTICE, at=AT, language="ja")
    assert raised.value == MissingExtraError("report", "a report")

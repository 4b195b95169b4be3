"""The page in a real browser answers as check does: its look-up for thousands of questions, and what a user sees."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page, expect

from hersys_lifecycle import Capability, Decision, HealthAuthority, Lifecycle, Prefecture, Role, official_lifecycle
from hersys_lifecycle.audit import outstanding
from hersys_lifecycle.checks import GENERAL, say, written
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.instants import EPOCH
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.testing import lifecycles
from hersys_lifecycle.testing.places import FEW_AUTHORITIES
from hersys_lifecycle.wording import asking, recording, reporting, shared
from hersys_lifecycle.wording.phrases import cited, told
from tests.reporting import AT
from tests.shorthand import jst, maintenance, reserve, slot_moved
from tests.web.conftest import Open
from tests.web.pages import LANGUAGES, MILLISECOND, OSAKA_SHI, Case, ask, assert_shown, both, case, whole

BULK_EXPORT = Capability.BULK_EXPORT
LOOK_UP = """asked => JSON.stringify(JSON.parse(asked).map(([capability, authority, role, at]) => {
  const found = lookUp(capability, authority, role, edgeAt(at));
  const edge = (number) => number === null ? null : DATA.edges[number].slice(1);
  const { allowed, reason, phase, start, end, reopens, basis, positions } = found;
  const cited = basis.map((number) => [DATA.citations[number][0][1], DATA.citations[number][1]]);
  return [allowed, reason, phase, edge(start), edge(end), edge(reopens), cited, positions];
}))"""
"""Asks the page's own look-up; edges are told in both languages, which tell instants to the microsecond.

Playwright takes long over many small values, so both ways they are one text.
"""


def expected_of(decision: Decision) -> list[Any]:
    return [
        decision.allowed,
        decision.reason.value,
        decision.phase.value,
        both(decision.span.start),
        both(decision.span.end),
        None if decision.allowed else both(decision.next_allowed),
        [[cited(each, "en"), each.document] for each in decision.basis],
        list(decision.positions),
    ]


Asked = tuple[Capability, HealthAuthority | None, Role, datetime]


def all_asked(instants: Iterable[datetime]) -> Iterator[Asked]:
    """Every capability for every role, and bulk export for every body too, at some instants."""
    for at, role in product(instants, Role):
        yield from ((capability, None, role, at) for capability in GENERAL)
        yield from ((BULK_EXPORT, body, role, at) for body in FEW_AUTHORITIES)
    for at, body in product(instants, HealthAuthority):
        yield BULK_EXPORT, body, Role.HEALTH_CENTER, at


def assert_answers(page: Page, case: Case) -> int:
    """Compare the page's answers with those of check; return how many."""
    asked = list(all_asked(case.instants))
    questions = [[each.value, body and body.code, role.value, whole(at)] for each, body, role, at in asked]
    found = json.loads(page.evaluate(LOOK_UP, json.dumps(questions)))
    for (capability, body, role, at), answer in zip(asked, found, strict=True):
        assert answer == expected_of(case.lifecycle.check(capability, at=at, role=role, authority=body))
    return len(asked)


# The answers


def test_the_page_answers_as_check_does_at_and_around_every_edge(any_case: Case, open_page: Open) -> None:
    assert assert_answers(open_page(any_case.file), any_case) > 15_000


@given(lifecycle=lifecycles())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_page_answers_as_check_does_for_any_lifecycle(
    lifecycle: Lifecycle, open_page: Open, tmp_path: Path
) -> None:
    drawn = case(lifecycle, tmp_path)
    instants = drawn.instants
    page = open_page(drawn.file)
    assert assert_answers(page, drawn)
    assert page.evaluate("instants => instants.map((at) => phaseFrom(edgeAt(at)))", list(map(whole, instants))) == [
        lifecycle.phase_at(at).value for at in instants
    ]
    page.close()


def test_the_page_tells_who_is_outstanding_as_the_audit_does(any_case: Case, open_page: Open) -> None:
    page = open_page(any_case.file)
    script = """instants => JSON.stringify(instants.map((at) => AUTHORITIES.map((body) => {
      const { standing, windows } = returnOf(body, edgeAt(at));
      return [body, standing, windows.map(([, end]) => DATA.edges[end][2])];
    }).filter(([, standing]) => standing !== "completed")))"""
    instants = any_case.instants[::3]
    told_then = json.loads(page.evaluate(script, list(map(whole, instants))))
    for at, found in zip(instants, told_then, strict=True):
        expected = [
            [
                each.authority.code,
                "lost" if each.lost else "unannounced" if each.unannounced else "open",
                [written(window.bounds[1], "en") for window in each.windows],
            ]
            for each in outstanding(any_case.lifecycle, at).bodies
        ]
        assert found == expected


def test_the_page_writes_instants_as_decisions_do(story: Case, open_page: Open) -> None:
    page = open_page(story.file)
    instants = [*story.instants, jst("0001-01-02"), jst("0999-03-04T05:06:07"), jst("9999-12-30T23:59:59.999")]
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        found = page.evaluate("instants => instants.map(written)", list(map(whole, instants)))
        assert found == [written(at, language) for at in instants]


# As a user asks

PICKED = (
    ("大阪市", Role.PREFECTURE, "2023-12-05T03:00"),  # in maintenance in the slot
    ("大阪市", Role.HEALTH_CENTER, "2023-12-06T15:00:01"),
    ("大阪府", Role.HEALTH_CENTER, "2024-02-05T00:00"),  # in the reserve period, return completed
    ("新宿区", Role.PREFECTURE, "2024-02-06T23:59:59"),
    ("新宿区", Role.PREFECTURE, "2024-02-07T00:00"),
    ("北海道", Role.NATIONAL_GOVERNMENT, "2023-11-27T00:00"),
    ("北海道", Role.PREFECTURE, "2023-10-31T17:59:59"),
    ("沖縄県", Role.PREFECTURE, "2024-03-29T17:00"),
)


def test_what_is_picked_is_answered_in_both_languages(story: Case, open_page: Open) -> None:
    page = open_page(story.file)
    for body, role, at in PICKED:
        page.locator("[data-language=ja]").click()
        asked = (HealthAuthority.parse(body), role, jst(at))
        ask(page, asked)
        for language in LANGUAGES:
            page.locator(f"[data-language={language}]").click()
            assert page.locator("html").get_attribute("lang") == language
            assert page.title() == reporting.TITLE.in_(language)
            assert_shown(page, story, asked, language)
        bodies = outstanding(story.lifecycle, jst(at)).bodies
        lost, unannounced = sum(each.lost for each in bodies), sum(each.unannounced for each in bodies)
        assert page.locator("[data-fill=outstanding]").inner_text() == reporting.RETURNS_COUNT.en.format(
            len(bodies), len(HealthAuthority)
        )
        stake = page.locator("[data-fill=stake]").inner_text()
        assert (recording.SOME_LOST.en.format(lost) in stake) is bool(lost)
        assert (recording.SOME_UNANNOUNCED.en.format(unannounced) in stake) is bool(unannounced)
        assert (recording.NONE_LOST.en == stake) is (lost + unannounced == 0)


def test_a_page_starts_with_its_instant_and_asks_for_a_prefecture(notice: Case, open_page: Open) -> None:
    answer = open_page(notice.file).locator("#answer")
    expect(answer).to_contain_text(written(AT, "ja"))
    expect(answer).to_contain_text(reporting.CHOOSE.ja)
    expect(answer.locator(".verdict")).to_have_text(reporting.UNDECIDED.ja, use_inner_text=True)


def test_a_prefecture_alone_is_asked_for_its_own_body_and_offers_its_others(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file)
    for prefecture in (Prefecture.OSAKA, Prefecture.TOKYO):
        page.locator("#prefecture").select_option(prefecture.code)
        expect(page.locator("#authority")).to_have_value(prefecture.local_code)
        offered = page.locator("#authority option").all_text_contents()
        assert offered == [each.name_ja for each in HealthAuthority if each.prefecture is prefecture]
    expect(page.locator("#answer")).to_contain_text("2023年11月1日（水）から2023年11月10日（金）まで")
    expect(page.locator("#answer")).to_contain_text("2023年11月1日8時00分から2023年11月11日0時00分まで")


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Reserve periods and maintenance that begin and end within a millisecond."""
    last = "9998-12-31T23:59:59.999"
    events = (
        slot_moved(Prefecture.OSAKA, "2023-12-04", "2024-02-09"),
        maintenance("blink", "2023-12-05T06:00", "2023-12-05T06:00:00.000001"),
        reserve("blink", "2024-02-10T09:00:00.000400", "2024-02-10T09:00:00.000401"),
        reserve("touching", "2024-02-11T09:00:00.000001", "2024-02-11T09:00:00.000003"),
        maintenance("in it", "2024-02-11T09:00:00.000002", "2024-02-11T09:00:00.000004"),
        maintenance("late", f"{last}998", f"{last}999"),
        reserve("late", f"{last}990", f"{last}999"),
    )
    return case(Lifecycle.from_events((*official_events()[:-1], *events)), tmp_path_factory.mktemp("instant"))


@pytest.mark.parametrize("name", ["story", "instant"])
def test_the_next_change_is_the_first_at_which_the_phase_or_an_answer_turns(
    name: str, request: pytest.FixtureRequest, open_page: Open
) -> None:
    asked: Case = request.getfixturevalue(name)
    page = open_page(asked.file, OSAKA_SHI.replace("2023-12-04", "2023-09-01") + "en")
    shown = "() => [state.at, document.querySelector('[data-fill=change]').innerText.split('\\n').filter(Boolean)]"
    while page.locator("#later").is_enabled():
        at, lines = page.evaluate(shown)
        assert lines == next_change(asked.lifecycle, EPOCH + at * MILLISECOND)
        page.locator("#later").click()
    assert page.evaluate(shown)[1] == [reporting.FURTHER.en]


def test_the_next_change_says_where_it_leaves_bulk_download_out(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file)
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        for prefecture, words in (("", reporting.NEXT_OTHER), ("27", asking.NEXT_CHANGE)):
            page.locator("#prefecture").select_option(prefecture)
            expect(page.locator("#answer dt").last).to_have_text(words.in_(language))


BRACED = "{0} {at} {no such word} $& $1"
"""What would be put in, were it taken for words with gaps."""


def test_what_was_recorded_is_shown_as_it_is(open_page: Open, tmp_path: Path) -> None:
    citation = Citation(BRACED, BRACED, Grade.STATED)
    shut = attrs.evolve(maintenance(BRACED, "2023-12-04", "2023-12-05"), citation=citation)
    braced = case(official_lifecycle().apply(shut), tmp_path)
    page = open_page(braced.file, OSAKA_SHI)
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        grounds = page.locator("[data-capability=login] .grounds")
        expect(grounds.locator("cite").last).to_have_text(BRACED)
        expect(grounds.locator(".clause").last).to_have_text(cited(citation, language))
        expect(grounds.locator("[data-record]").last).to_contain_text(told(shut, language))
        assert page.evaluate(
            "[inLanguage([BRACED, BRACED]), say(SAID.from, BRACED)]".replace("BRACED", repr(BRACED))
        ) == [
            BRACED,
            shared.FROM.in_(language).format(BRACED),
        ]


def next_change(lifecycle: Lifecycle, at: datetime) -> list[str]:
    """Return when something turns next for the city of Osaka, and what."""

    def decided(at: datetime) -> list[Decision]:
        return [
            lifecycle.check(each, at=at, role=Role.HEALTH_CENTER, authority=HealthAuthority.OSAKA_SHI)
            for each in Capability
        ]

    before = decided(at)
    segment = next(each for each in lifecycle.timeline if at in each.span)
    then = min(end for end in (segment.span.end, *(each.span.end for each in before)) if end)
    after = decided(then)
    turns = [[new for old, new in zip(before, after, strict=True) if not old and new]]
    turns += [[new for old, new in zip(before, after, strict=True) if old and not new]]
    told_of_it = [written(then, "en")]
    if lifecycle.phase_at(then) is not segment.phase:
        told_of_it.append(asking.BECOMES_PHASE.en.format(say(lifecycle.phase_at(then), "en")))
    for words, turned in zip((asking.BECOMES_ALLOWED, asking.BECOMES_REFUSED), turns, strict=True):
        if turned:
            told_of_it.append(words.en.format(", ".join(say(each.capability, "en") for each in turned)))
    return told_of_it

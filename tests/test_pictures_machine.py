"""The pictures of the state machine: all its moves, and the path that a history takes through them."""

import re
from datetime import datetime
from itertools import combinations, groupby, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import Lifecycle, Phase, official_lifecycle
from hersys_lifecycle.checks import Language, Text, say
from hersys_lifecycle.pictures import diagram_svg, dot, mermaid
from hersys_lifecycle.pictures.layout import laid_out
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.states import INITIAL, LEGAL_MOVES, Move
from hersys_lifecycle.testing import lifecycles
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.timeline import moves_taken
from hersys_lifecycle.wording import asking, drawing, naming, shared
from tests.shorthand import first_stop, jst, maintenance
from tests.strategies import SLOW

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES: tuple[Language, ...] = ("ja", "en")
OFFICIAL = official_lifecycle()
AT = jst("2023-11-13T09:00")
TRIPLES = {(row.move, row.source, row.target) for row in LEGAL_MOVES}
PATH = (
    ("2023-10-01T00:00", Move.STOP_NON_REPORTABLE_REGISTRATION, Phase.NON_REPORTABLE_STOPPED),
    ("2023-10-31T18:00", Move.STOP_UPDATES, Phase.READ_ONLY),
    ("2023-10-31T18:00", Move.BEGIN_MAINTENANCE, Phase.MAINTENANCE_LOCKOUT),
    ("2023-11-01T08:00", Move.END_MAINTENANCE, Phase.READ_ONLY),
    ("2023-11-01T08:00", Move.OPEN_BULK_DOWNLOAD, Phase.BULK_DOWNLOAD),
    ("2024-01-27T00:00", Move.CLOSE_BULK_DOWNLOAD, Phase.READ_ONLY),
    ("2024-04-01T00:00", Move.DECOMMISSION, Phase.DECOMMISSIONED),
)


@SLOW
@given(lifecycles())
def test_the_moves_taken_are_a_walk_of_legal_moves_that_leads_where_the_timeline_is(lifecycle: Lifecycle) -> None:
    path = moves_taken(lifecycle.state)
    assert {(step.move, step.source, step.target) for step in path} <= TRIPLES
    assert [INITIAL, *(step.target for step in path)][: len(path)] == [step.source for step in path]
    assert all(earlier.at <= later.at for earlier, later in pairwise(path))
    for at, steps in groupby(path, key=lambda step: step.at):
        assert list(steps)[-1].target is lifecycle.phase_at(at)
    changes = {segment.span.start for segment in lifecycle.timeline[1:]}
    assert changes <= {step.at for step in path} <= lifecycle.state.instants()


def test_the_notice_takes_seven_moves_two_of_them_through_phases_that_last_no_time() -> None:
    assert tuple((step.at, step.move, step.target) for step in moves_taken(OFFICIAL.state)) == tuple(
        (jst(at), move, target) for at, move, target in PATH
    )


# The lines of a state diagram, as Mermaid's documentation has them.
LINES = re.compile(
    r"""\ {4}(?:
        state\ "[^"]+"\ as\ \w+
      | (?:\w+|\[\*\])\ -->\ (?:\w+|\[\*\])(?::\ [^;{}]+)?
      | classDef\ \w+\ [\w-]+:[\w#]+(?:,[\w-]+:[\w#]+)*
      | class\ \w+\ \w+
    )""",
    re.VERBOSE,
)


@SLOW
@given(lifecycles(), colliding_instants())
def test_mermaid_has_each_legal_move_once_and_each_step_with_its_number(lifecycle: Lifecycle, at: datetime) -> None:
    for language in LANGUAGES:
        first, *rest = mermaid(lifecycle, at=at, language=language).removesuffix("\n").split("\n")
        assert first == "stateDiagram-v2"
        assert all(LINES.fullmatch(line) for line in rest)
        arrows = [line for line in rest if "-->" in line and "[*]" not in line]
        assert len(arrows) == len(LEGAL_MOVES)
        numbers = sorted(int(number) for line in arrows for number in re.findall(r"<br/>(\d+)\. ", line))
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) <= set(range(1, len(moves_taken(lifecycle.state)) + 1))
        (current,) = [line for line in rest if "▶" in line]
        assert current.endswith(f" as {lifecycle.phase_at(at).value}")
        visited = {INITIAL, *(step.target for step in moves_taken(lifecycle.state))}
        assert {line.split()[1] for line in rest if line.startswith("    class ")} == {each.value for each in visited}


def test_mermaid_shows_the_path_of_the_notice_with_its_instants() -> None:
    text = mermaid(OFFICIAL, at=AT, language="ja")
    assert "read_only --> maintenance_lockout: メンテナンスの開始（N9）<br/>3. 2023年10月31日18時00分\n" in text
    assert "maintenance_lockout --> read_only: メンテナンスの終了（N9）<br/>4. 2023年11月1日8時00分\n" in text
    assert 'state "一括ダウンロード期間<br/>▶ 基準日時：2023年11月13日9時00分" as bulk_download\n' in text
    assert "1. 2023-10-01 00:00 JST" in mermaid(OFFICIAL)


def test_a_move_taken_often_names_the_first_times_and_counts_the_rest() -> None:
    often = (maintenance(f"M{day}", f"2023-10-{day}", f"2023-10-{day}T06:00") for day in range(10, 20))
    text = mermaid(Lifecycle.from_events((first_stop("2023-10-01"), *often)), language="en")
    assert (
        "<br/>2. 2023-10-10 00:00 JST<br/>4. 2023-10-11 00:00 JST<br/>6. 2023-10-12 00:00 JST<br/>and 7 more\n" in text
    )


@pytest.mark.parametrize("lifecycle", [None, OFFICIAL])
@pytest.mark.parametrize("language", [None, *LANGUAGES])
def test_graphviz_reads_the_dot_and_finds_every_legal_move_in_it(
    lifecycle: Lifecycle | None, language: Language | None
) -> None:
    source = dot(lifecycle, at=AT, language=language)
    read = laid_out(source, "plain").decode()
    edges = [tuple(line.split()[1:3]) for line in read.splitlines() if line.startswith("edge ")]
    moves = [(row.source.value, row.target.value) for row in LEGAL_MOVES]
    ends = [("begin", "full_operation"), ("decommissioned", "end")]
    assert sorted(edges) == sorted([*moves, *ends])
    assert ("2024" in source) is (lifecycle is not None)


def drawn(lifecycle: Lifecycle | None, language: Language, at: datetime | None = AT) -> ET.Element:
    return ET.fromstring(diagram_svg(lifecycle, at=at, language=language))  # noqa: S314


def groups(root: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in root.iter(f"{SVG}g") if each.get("class") == kind]


@SLOW
@given(lifecycles(), colliding_instants())
def test_the_picture_has_every_phase_and_every_move_with_its_real_label(lifecycle: Lifecycle, at: datetime) -> None:
    for language in LANGUAGES:
        root = drawn(lifecycle, language, at)
        ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
        assert len(set(ids)) == len(ids)
        assert all(each.startswith(f"hersys-machine-{language}-") for each in ids)
        words = [[text.text for text in group.findall(f"{SVG}text")] for group in groups(root, "node")]
        assert {say(phase, language) for phase in Phase} <= {each[0] for each in words if each}
        moves = [group.findall(f"{SVG}text")[0].text or "" for group in groups(root, "edge") if len(group) > 3]
        names = [(drawing.MOVES[row.move].in_(language), row.citation.clause) for row in LEGAL_MOVES]
        assert sorted(moves) == sorted(
            f"{name}（{of}）" if language == "ja" else f"{name} ({of})" for name, of in names
        )


Box = tuple[float, float, float, float]


def box(text: ET.Element) -> Box:
    """Return about where letters are: left, top, right, bottom."""
    x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
    room = width(text.text or "", size)
    return x - room / 2, y - 0.8 * size, x + room / 2, y + 0.1 * size


@pytest.mark.parametrize("lifecycle", [None, OFFICIAL])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_the_picture_covers_another_or_lies_outside(
    lifecycle: Lifecycle | None, language: Language
) -> None:
    root = drawn(lifecycle, language)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    boxes = [box(text) for text in root.iter(f"{SVG}text")]
    for left, top, right, bottom in boxes:
        assert right - left <= wide
        assert bottom - top <= high
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    xs = [each for left, _, right, _ in boxes for each in (left, right)]
    assert max(xs) - min(xs) <= wide


def test_the_picture_of_the_machine_alone_marks_nothing() -> None:
    root = drawn(None, "en")
    assert not [text for text in root.iter(f"{SVG}text") if "2023" in (text.text or "")]
    assert (root.findtext(f"{SVG}desc"), root.get("role")) == (drawing.MACHINE.en, "img")
    assert "1. 2023年10月1日0時00分：通常運用 → 発生届対象外者の新規登録停止" in (
        drawn(OFFICIAL, "ja").findtext(f"{SVG}desc") or ""
    )


def test_no_diagram_calls_an_instant_now_for_it_has_no_clock() -> None:
    for language in LANGUAGES:
        svg = " ".join(drawn(OFFICIAL, language).itertext())
        for words in (svg, mermaid(OFFICIAL, at=AT, language=language), dot(OFFICIAL, at=AT, language=language)):
            assert not re.search(r"現在|\bnow\b", words, re.IGNORECASE)


@pytest.mark.parametrize(("periods", "ja", "en"), [(19, "。", "."), (21, "、ほか3回。", ", and 3 more.")])
def test_the_description_of_a_long_path_counts_the_steps_it_leaves_out(periods: int, ja: str, en: str) -> None:
    often = (maintenance(f"M{day}", f"2023-10-{day}", f"2023-10-{day}T06:00") for day in range(10, 10 + periods))
    lifecycle = Lifecycle.from_events((first_stop("2023-10-01"), *often))
    told = min(1 + 2 * periods, 40)
    for language, ending in zip(LANGUAGES, (ja, en), strict=True):
        described = drawn(lifecycle, language, at=None).findtext(f"{SVG}desc") or ""
        assert re.findall(r"(\d+)\. ", described) == [str(number) for number in range(1, told + 1)]
        assert described.endswith(ending)
        assert ("ほか" in described or " more" in described) is (told == 40)


def test_the_description_tells_the_instant_and_its_phase_before_the_path() -> None:
    described = drawn(OFFICIAL, "en").findtext(f"{SVG}desc") or ""
    assert described.startswith("As of 2023-11-13 09:00 JST: bulk download period. The path: 1. 2023-10-01 00:00 JST: ")
    assert described.endswith("7. 2024-04-01 00:00 JST (later): read-only → decommissioned.")
    assert "later" not in (drawn(OFFICIAL, "en", at=None).findtext(f"{SVG}desc") or "")


def dashed(group: ET.Element) -> bool:
    return any("stroke-dasharray" in each.attrib for each in group)


def bold(group: ET.Element) -> bool:
    return any(each.get("stroke-width") == "2.5" for each in group)


@SLOW
@given(lifecycles(), st.none() | colliding_instants())
def test_a_step_after_the_instant_says_so_and_a_move_or_phase_that_comes_only_later_has_a_bold_dashed_pen(
    lifecycle: Lifecycle, at: datetime | None
) -> None:
    root, path = drawn(lifecycle, "en", at), moves_taken(lifecycle.state)
    ahead = [step for step in path if at is not None and step.at > at]
    past = [step for step in path if step not in ahead]
    for row in LEGAL_MOVES:
        (group,) = [
            each
            for each in groups(root, "edge")
            if each.attrib["id"] == f"hersys-machine-en-{row.move.value}-{row.source.value}-{row.target.value}"
        ]
        taken = [step for step in path if (step.move, step.source, step.target) == row[:3]]
        words = [text.text or "" for text in group.findall(f"{SVG}text")][1:4]
        assert [each.endswith(" (later)") for each in words] == [step in ahead for step in taken[:3]]
        assert (bold(group), dashed(group)) == (bool(taken), not set(taken) & set(past))
    for phase in Phase:
        (group,) = [each for each in groups(root, "node") if each.attrib["id"].endswith(f"-{phase.value}")]
        visited = phase is INITIAL or phase in {step.target for step in path}
        reached = phase is INITIAL or phase in {step.target for step in past}
        assert (bold(group), dashed(group)) == (visited, not reached)


def test_the_caption_tells_what_is_taken_from_what_is_recorded_for_later_where_an_instant_is_given() -> None:
    for at, words in ((AT, drawing.PATH_AS_OF), (None, drawing.PATH)):
        for language in LANGUAGES:
            assert words.in_(language) in [text.text for text in drawn(OFFICIAL, language, at).iter(f"{SVG}text")]


def test_mermaid_marks_what_comes_after_the_instant_by_a_word_and_a_dashed_border() -> None:
    text, without = mermaid(OFFICIAL, at=AT), mermaid(OFFICIAL)
    assert re.findall(r"(\d)\. \S+ \S+ JST \(later\)\n", text) == ["6", "7"]
    assert re.findall(r"classDef (\w+) \S+,stroke-dasharray:5\n", text) == ["decommissioned_later"]
    assert "later" not in without
    assert "dasharray" not in without


def test_dot_marks_what_comes_after_the_instant_by_a_word_and_a_bold_dashed_pen() -> None:
    bold_lines = [each for each in dot(OFFICIAL, at=AT).split("\n\t") if "penwidth=2.5" in each]
    assert sum("dashed" in each for each in bold_lines) == 3  # two moves, and the end
    assert all(("dashed" in each) is ("(later)" in each) for each in bold_lines if "->" in each)
    assert not [each for each in dot(OFFICIAL).split("\n\t") if "penwidth=2.5" in each and "dashed" in each]


def test_a_step_at_the_very_instant_is_taken() -> None:
    stop, before = jst("2024-04-01"), jst("2024-03-31T23:59:59.999999")
    assert "later" not in mermaid(OFFICIAL, at=stop)
    assert "class decommissioned decommissioned_taken\n" in mermaid(OFFICIAL, at=stop)
    assert "(later)" in mermaid(OFFICIAL, at=before)


def test_equal_arguments_give_equal_bytes() -> None:
    assert len({diagram_svg(OFFICIAL, at=AT, language="ja") for _ in range(3)}) == 1
    assert len({dot(OFFICIAL, at=AT, language="ja") for _ in range(3)}) == 1


def test_the_words_of_the_pictures_stand_in_one_table_only() -> None:
    elsewhere = [*vars(asking).values(), *vars(shared).values(), *naming.SUBJECTS.values()]
    for text in (*vars(drawing).values(), *drawing.MOVES.values()):
        if isinstance(text, Text):
            assert all(text is other for other in elsewhere if text == other)

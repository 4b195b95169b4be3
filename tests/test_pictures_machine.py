"""The pictures of the state machine: all its moves, and the path that a history takes through them."""

import re
from datetime import datetime
from itertools import combinations, groupby, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from hersys_lifecycle import Lifecycle, Phase, official_lifecycle
from hersys_lifecycle.checks import Language, say
from hersys_lifecycle.pictures import diagram_svg, dot, mermaid
from hersys_lifecycle.pictures.layout import laid_out
from hersys_lifecycle.pictures.lettering import width
from hersys_lifecycle.states import INITIAL, LEGAL_MOVES, Move
from hersys_lifecycle.timeline import moves_taken
from hersys_lifecycle.wording import drawing
from tests.shorthand import first_stop, jst, maintenance
from tests.strategies import SLOW, instants, lifecycles

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
@given(lifecycles(), instants())
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
        (current,) = [line for line in rest if drawing.CURRENT.in_(language) in line]
        assert current.endswith(f" as {lifecycle.phase_at(at).value}")
        visited = {INITIAL, *(step.target for step in moves_taken(lifecycle.state))}
        assert {line.split()[1] for line in rest if line.startswith("    class ")} == {each.value for each in visited}


def test_mermaid_shows_the_path_of_the_notice_with_its_instants() -> None:
    text = mermaid(OFFICIAL, at=AT, language="ja")
    assert "read_only --> maintenance_lockout: メンテナンスの開始（N9）<br/>3. 2023年10月31日18時00分\n" in text
    assert "maintenance_lockout --> read_only: メンテナンスの終了（N9）<br/>4. 2023年11月1日8時00分\n" in text
    assert 'state "一括ダウンロード期間<br/>▶ 現在の段階" as bulk_download\n' in text
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
@given(lifecycles(), instants())
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
    assert "1. 通常運用 → 発生届対象外者の新規登録停止" in (drawn(OFFICIAL, "ja").findtext(f"{SVG}desc") or "")


def test_equal_arguments_give_equal_bytes() -> None:
    assert len({diagram_svg(OFFICIAL, at=AT, language="ja") for _ in range(3)}) == 1
    assert len({dot(OFFICIAL, at=AT, language="ja") for _ in range(3)}) == 1

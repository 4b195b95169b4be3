"""``hersys matrix`` tells every capability for every prefecture at one instant."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle import Capability, Lifecycle, Prefecture, Role, official_lifecycle
from hersys_lifecycle.checks import say
from hersys_lifecycle.testing import lifecycles
from hersys_lifecycle.testing.moments import colliding_instants
from tests.strategies import SLOW
from tests.test_cli import LANGUAGES, NOON, Language, ask, page


@SLOW
@given(lifecycles(), colliding_instants(), st.sampled_from(Role))
def test_as_json_it_is_the_matrix_of_the_lifecycle(lifecycle: Lifecycle, at: datetime, role: Role) -> None:
    answer = ask("matrix", "--role", role.value, "--at", at.isoformat(), "--json", lifecycle=lambda: lifecycle)
    assert (answer.exit_code, answer.stderr) == (0, "")
    matrix = lifecycle.matrix(at, role=role)
    assert json.loads(answer.stdout) == {
        "at": at.isoformat(),
        "role": role.value,
        "phase": lifecycle.phase_at(at).value,
        "decisions": [
            matrix[capability, prefecture].to_dict() for capability in Capability for prefecture in Prefecture
        ],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", Role)
def test_the_page_has_a_row_for_each_prefecture_and_a_column_for_each_capability(role: Role, lang: Language) -> None:
    heading, rows, names = page("matrix", "--role", role.value, lang=lang).split("\n\n")
    assert say(role, lang) in " ".join(heading.split())
    head, *marks = (line.split() for line in rows.splitlines())
    assert head == [str(number) for number in range(1, len(Capability) + 1)]
    allowed = {"ja": "可", "en": "yes"}[lang]
    matrix = official_lifecycle().matrix(NOON, role=role)
    assert [row[0] for row in marks] == [prefecture.code for prefecture in Prefecture]
    for row, prefecture in zip(marks, Prefecture, strict=True):
        assert prefecture.name_ja in row if lang == "ja" else row[1].split()[0] in prefecture.name_en
        said = [mark == allowed for mark in row[-len(Capability) :]]
        assert said == [matrix[capability, prefecture].allowed for capability in Capability]
    assert [line.split(maxsplit=1) for line in names.splitlines()] == [
        [str(number), say(capability, lang)] for number, capability in enumerate(Capability, 1)
    ]

"""Every text that fuzzing found worth keeping: those that reach the code of a parser, and those that once broke one."""

from pathlib import Path

import pytest

from tests.fuzz.targets import CORPUS, TARGETS

TEXTS = [(path.parent.name, path) for path in sorted(CORPUS.glob("*/*"))]


@pytest.mark.parametrize(("target", "path"), TEXTS, ids=[f"{target}/{path.name}" for target, path in TEXTS])
def test_a_text_that_was_kept_is_read_as_every_text_is(target: str, path: Path) -> None:
    TARGETS[target].check(path.read_bytes())


def test_each_target_has_texts_that_are_kept_and_no_text_is_without_target() -> None:
    assert {target for target, _ in TEXTS} == TARGETS.keys()

"""Every text that fuzzing found worth keeping: those that reach the code of a parser, and those that once broke one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hersys_lifecycle.judging.csv_records import CsvRecords
from hersys_lifecycle.judging.jsonl_records import JsonRecords
from tests.fuzz.targets import CORPUS, TARGETS

Fields = list[str | None]
Fault = Callable[[Fields, Fields], tuple[Fields, Fields]]
"""What becomes of the instant and the names that a line of an access log says, and of its other fields."""

TEXTS = [(path.parent.name, path) for path in sorted(CORPUS.glob("*/*"))]


@pytest.mark.parametrize(("target", "path"), TEXTS, ids=[f"{target}/{path.name}" for target, path in TEXTS])
def test_a_text_that_was_kept_is_read_as_every_text_is(target: str, path: Path) -> None:
    TARGETS[target].check(path.read_bytes())


def test_each_target_has_texts_that_are_kept_and_no_text_is_without_target() -> None:
    assert {target for target, _ in TEXTS} == TARGETS.keys()


def _names_swapped(said: Fields, rest: Fields) -> tuple[Fields, Fields]:
    at, *names = said
    return [at, *names[::-1]], rest


def _name_lost(said: Fields, rest: Fields) -> tuple[Fields, Fields]:
    return [*said[:-1], None], rest


def _rest_swapped(said: Fields, rest: Fields) -> tuple[Fields, Fields]:
    return said, rest[::-1]


def _rest_lost(said: Fields, rest: Fields) -> tuple[Fields, Fields]:
    return said, [None for _ in rest]


CSV, JSON_LINES = ("access_csv", CsvRecords), ("access_jsonl", JsonRecords)
LOSING = (_names_swapped, _name_lost, _rest_lost)


@pytest.mark.parametrize(
    ("target", "reader", "fault"),
    [*((*each, fault) for each in (CSV, JSON_LINES) for fault in LOSING), (*CSV, _rest_swapped)],
)
def test_a_column_that_a_reader_of_access_logs_loses_or_takes_for_another_is_missed_in_a_text_that_is_kept(
    target: str, reader: type[CsvRecords | JsonRecords], fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader.read
    monkeypatch.setattr(reader, "read", lambda self, line: fault(*read(self, line)))
    with pytest.raises(AssertionError):
        _all_are_read_as_every_text_is(target)


def _all_are_read_as_every_text_is(target: str) -> None:
    for path in TARGETS[target].corpus.iterdir():
        TARGETS[target].check(path.read_bytes())

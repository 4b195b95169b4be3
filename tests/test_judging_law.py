"""The law of judging: whatever was recorded when, each access is found to be what ``check`` says of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.testing import Question, questions, recorded_histories
from tests.judging import assert_judged_row_by_row, rows_around, write_parquet
from tests.strategies import SLOW


@SLOW
@given(recorded_histories(), st.lists(questions(), max_size=4))
def test_every_access_around_every_edge_is_judged_as_check_answers(
    history: tuple[RecordedEvent, ...], more: list[Question]
) -> None:
    rows = rows_around(history, more)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "log.parquet"
        write_parquet(rows, source)
        assert_judged_row_by_row(history, rows, source, Path(folder))

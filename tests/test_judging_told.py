"""What a judgment tells: its counts, what it cannot know, and a summary that a person can read."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import RecordedEvent, recorded_until
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Language
from hersys_lifecycle.errors import (
    InadmissibleEventError,
    InvalidFieldError,
    NaiveInstantError,
    NotAnInstantError,
    UnknownNameError,
)
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.judging import VERDICTS, AccessLogError, Count, Judgment, Limit, Verdict, judge, wording
from hersys_lifecycle.judging.court import Cell
from hersys_lifecycle.judging.judgment import added_up
from hersys_lifecycle.lifecycle import official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import in_zone, recorded_histories
from hersys_lifecycle.testing.moments import OPENING
from tests.access_logs import BEFORE, CUT, FEW, HISTORY, edits, text, verdicts
from tests.judging import rows_around, write_parquet
from tests.shorthand import jst

LANGUAGES: tuple[Language, ...] = ("en", "ja")
LOG = (
    "at,capability,prefecture,authority,role,outcome",
    "2023-09-01T12:00+09:00,edit,13,,,allowed",
    "2023-10-31T17:59:59+09:00,編集,大阪,,都道府県,許可",
    "2023-10-31T18:00:00+09:00,編集,大阪,,都道府県,許可",
    "2023-10-31T18:00:00+09:00,edit,Osaka,,prefecture,denied",
    "2023-10-31T18:00:00+09:00,delete,,,,",
    "2023-11-01T09:00:00+09:00,view,13,,,allowed",
    "2023-11-01T09:30:00+09:00,view,13,,,allowed",
    "2023-11-14T12:00:00+09:00,bulk_export,27,271004,health_center,allowed",
    "2023-11-14T12:00:00+09:00,bulk_export,27,,,allowed",
    "2023-11-14T12:00:00+09:00,bulk_export,27,,prefecture,",
    "2023-11-15,view,27,,,allowed",
    "2023-11-15T12:00:00+09:00,view,27",
    "2023-11-15T12:00:00+09:00,bulk_export,,,prefecture,",
    *("2023-11-15T12:00:00+09:00,,27,,,",) * 4,
)
ENGLISH = """\
{source} (rows: 17)
known now: by all that is recorded (events: 54)
              3  agrees
              3  wrong by what was known then
                  1  editing (Osaka Prefecture)
                  1  deleting (no prefecture named)
                  1  viewing (Tokyo Metropolis)
              4  right by what was known then, wrong in hindsight
                  3  bulk download (Osaka Prefecture)
                  1  viewing (Tokyo Metropolis)
              7  undecidable
                  4  capability unknown (Osaka Prefecture)
                  1  capability unknown (no prefecture named)
                  1  viewing (Osaka Prefecture)
                  1  bulk download (no prefecture named)
{source}, line or row 12: '2023-11-15' cannot be read as an instant: it is a whole day; \
write the time of day too, such as 2023-11-01T08:00:00+09:00
{source}, line or row 13: the fields of the line are 3, those of the header 6: \
write a field for each column, in quotes if it has a comma
{source}, line or row 14: 'bulk_export' cannot be answered without a prefecture: \
each has its own period (N4); pass prefecture= or authority=
{source}, line or row 15: the capability is missing: write what was done
{source}, line or row 16: the capability is missing: write what was done
and 2 more
What this judgment cannot know
- Judged is what the record permitted, not who the user was, nor whether HER-SYS itself would have let it pass.
- The instants are those of the clocks that wrote the log; how far those were off is not known.
- Known then is what was recorded by then; what people knew and had not recorded does not count.
- Rows that give no outcome, judged as accesses that took place: 2.
- Rows of bulk download that name no role, judged as a prefecture's: 1.
- Rows of bulk download that name no health authority, judged as those of the prefecture's own body: 2.
- Rows before the first recording, when nothing had been announced as far as the record knew: 1."""
JAPANESE = """\
{source}：17件
現在の記録：54件の記録による
              3  正しい
              3  当時の記録に照らして誤り
                  1  編集（大阪府）
                  1  削除（都道府県の記載なし）
                  1  閲覧（東京都）
              4  当時の記録に照らせば正しいが、現在の記録に照らして誤り
                  3  一括ダウンロード（大阪府）
                  1  閲覧（東京都）
              7  判定不能
                  4  機能不明（大阪府）
                  1  機能不明（都道府県の記載なし）
                  1  閲覧（大阪府）
                  1  一括ダウンロード（都道府県の記載なし）
{source}　12行目：'2023-11-15' cannot be read as an instant: it is a whole day; \
write the time of day too, such as 2023-11-01T08:00:00+09:00
{source}　13行目：the fields of the line are 3, those of the header 6: \
write a field for each column, in quotes if it has a comma
{source}　14行目：'bulk_export' cannot be answered without a prefecture: \
each has its own period (N4); pass prefecture= or authority=
{source}　15行目：the capability is missing: write what was done
{source}　16行目：the capability is missing: write what was done
ほか2件
この判定では分からないこと
- 判定の対象は、記録上許されていたか否かのみであり、利用者が誰であったか、HER-SYS自体が許可したかは対象外です。
- 時刻はログを書いた機器の時計によります。その誤差は分かりません。
- 「当時の記録」は、その時刻までに記録されたものです。知られていても未記録のことは含みません。
- 2件は結果の記載がなく、実行されたものとして判定しました。
- 一括ダウンロードの1件は利用者の区分の記載がなく、都道府県のものとして判定しました。
- 一括ダウンロードの2件は保健所設置自治体の記載がなく、都道府県自身のものとして判定しました。
- 1件は最初の記録より前のものです。当時の記録には何の予告もありません。"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return text(tmp_path / "log.csv", *LOG)


@pytest.mark.parametrize(("language", "golden"), [("en", ENGLISH), ("ja", JAPANESE)], ids=LANGUAGES)
def test_the_summary_is_one_that_a_person_can_read(log: Path, language: Language, golden: str) -> None:
    judgment = judge(HISTORY, log)
    assert judgment.summary(language) == golden.format(source=log)
    assert not judgment


def test_the_summary_names_what_it_was_asked_for(log: Path) -> None:
    target = log.with_name("found.csv")
    judgment = judge(HISTORY, log, known_at=jst("2023-11-01T09:20"), timezone="Asia/Tokyo", violations=target)
    english, japanese = (judgment.summary(language).splitlines() for language in ("en", "ja"))
    assert english[1] == "known now: by what was recorded until 2023-11-01 09:20 JST (events: 53)"
    assert f"The rows that do not agree are in {target}" in english
    assert f"一致しない行の書き出し先：{target}" in japanese
    assert "- Instants without a UTC offset, if any, were read as local time of Asia/Tokyo." in english
    assert "- 時差の記載のない時刻があれば、Asia/Tokyoの時刻として読みました。" in japanese
    assert judge(HISTORY, log).known_at is None


def test_a_log_all_of_whose_rows_agree_is_true_and_one_row_that_does_not_makes_it_false(tmp_path: Path) -> None:
    assert judge(HISTORY, edits(tmp_path / "log.parquet", [BEFORE] * 3))
    assert not judge(HISTORY, edits(tmp_path / "log.parquet", [BEFORE] * 3 + [None]))
    assert not judge(HISTORY, edits(tmp_path / "log.parquet", [BEFORE] * 3 + [OPENING]))


def test_the_counts_stand_by_capability_prefecture_and_verdict_and_add_up(log: Path) -> None:
    judgment = judge(HISTORY, log)
    assert verdicts(judgment) == {"agrees": 3, "wrong_then": 3, "wrong_in_hindsight": 4, "undecidable": 7}
    assert sum(map(judgment.of, Verdict)) == judgment.rows == len(LOG) - 1
    order = [None, *Capability, *Prefecture, *Verdict]
    places = [tuple(map(order.index, count[:3])) for count in judgment.counts]
    assert places == sorted(set(places))


cells = st.builds(
    Cell,
    st.none() | st.sampled_from(Capability),
    st.none() | st.sampled_from([Prefecture.TOKYO, Prefecture.OSAKA]),
    st.sampled_from(Verdict),
    outcome_given=st.booleans(),
)


@given(st.lists(st.tuples(cells, st.integers(1, 10**9))))
def test_cells_that_differ_in_nothing_that_is_told_are_counted_together(found: list[tuple[Cell, int]]) -> None:
    counts = added_up(found)
    assert len({count[:3] for count in counts}) == len(counts)
    for count in counts:
        assert count.rows == sum(rows for cell, rows in found if cell[:3] == count[:3])
    assert sum(count.rows for count in counts) == sum(rows for _, rows in found)


def judgment_of(*counts: Count) -> Judgment:
    return Judgment(
        source="log.csv",
        known_at=None,
        events=0,
        counts=counts,
        undecidable=(),
        limits=(),
        violations=None,
        renamed=(),
    )


def test_the_worst_are_the_highest_counts_of_a_verdict_and_no_more_than_a_person_looks_at() -> None:
    numbers = [3, 9, 1, 7, 9, 2, 8]
    wrong = [
        Count(Capability.EDIT, prefecture, Verdict.WRONG_THEN, number)
        for prefecture, number in zip(Prefecture, numbers, strict=False)
    ]
    judgment = judgment_of(Count(Capability.EDIT, None, Verdict.AGREES, 99), *wrong)
    assert [count.rows for count in judgment.worst(Verdict.WRONG_THEN)] == [9, 9, 8, 7, 3]
    assert judgment.worst(Verdict.WRONG_THEN)[0] == wrong[1]
    assert judgment.worst(Verdict.UNDECIDABLE) == ()


ALWAYS = ["Judged is what", "The instants are", "Known then is"]
NO_OUTCOME = "Rows that give no outcome, judged as accesses that took place: 2."
NO_ROLE = "Rows of bulk download that name no role, judged as a prefecture's: 1,000."
NO_BODY = "Rows of bulk download that name no health authority, judged as those of the prefecture's own body: 3."
NOT_YET = "Rows before the first recording, when nothing had been announced as far as the record knew: 2."
IN = "2023-11-14T12:00+09:00"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([f"{IN},view,27,,,allowed"], []),
        ([f"{IN},bulk_export,27,271004,prefecture,allowed"], []),
        ([f"{IN},view,27,,,", f"{IN},login,,,,", f"{IN},edit,27,,,denied"], [NO_OUTCOME]),
        ([f"{IN},bulk_export,,271004,,denied"] * 1000, [NO_ROLE]),
        ([f"{IN},bulk_export,27,,health_center,denied"] * 3, [NO_BODY]),
        (
            ["2023-09-19T23:59:59.999999+09:00,edit,,,,allowed"] * 2 + ["2023-09-20T00:00+09:00,edit,,,,allowed"],
            [NOT_YET],
        ),
        ([f"{IN},,27,,,", f"{IN},bulk_export,,,,", "no instant,bulk_export,27,,,"], []),
    ],
)
def test_each_limit_is_told_where_it_applies_with_the_number_of_its_rows(
    tmp_path: Path, rows: list[str], told: list[str]
) -> None:
    judgment = judge(HISTORY, text(tmp_path / "log.csv", LOG[0], *rows))
    limits = [limit.in_("en") for limit in judgment.limits]
    assert [limit[: len(always)] for limit, always in zip(limits, ALWAYS, strict=False)] == ALWAYS
    assert limits[3:] == told
    assert [limit.rows for limit in judgment.limits[:3]] == [None] * 3
    for limit in judgment.limits[3:]:
        assert f"{limit.rows:,}" in limit.in_("en")
        assert f"{limit.rows:,}件" in limit.in_("ja")


@FEW
@given(recorded_histories(), st.data())
def test_as_known_at_an_instant_a_log_is_judged_by_what_was_recorded_until_then(
    tmp_path_factory: pytest.TempPathFactory, history: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    edge = data.draw(st.sampled_from([OPENING, *(entry.recorded_at for entry in history)]))
    known_at = data.draw(in_zone(edge + data.draw(st.sampled_from([-1, 0, 1])) * MICROSECOND))
    prefix = recorded_until(history, known_at)
    source = tmp_path_factory.mktemp("known") / "log.parquet"
    rows = rows_around(prefix)[:500]
    write_parquet(rows, source)
    then, alone = judge(iter(history), source, known_at=known_at), judge(prefix, source)
    late = sum(row.at > known_at for row in rows)
    told = alone.limits + ((Limit(wording.NO_LONGER, late),) if late else ())
    assert (then.counts, then.events, then.limits) == (alone.counts, alone.events, told)
    assert then.known_at is not None
    assert then.known_at - known_at == timedelta()
    assert then.known_at.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    ("known_at", "error"),
    [(datetime(2023, 11, 1), NaiveInstantError), ("2023-11-01", NotAnInstantError)],  # noqa: DTZ001
)
def test_what_is_no_instant_is_nothing_to_be_known_at(log: Path, known_at: datetime, error: type[Exception]) -> None:
    with pytest.raises(error):
        judge(HISTORY, log, known_at=known_at)


def test_events_that_are_no_history_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    corrections = [entry for entry in HISTORY if entry.event == CUT]
    with pytest.raises(InadmissibleEventError):
        judge(corrections, tmp_path / "none.csv")


def test_every_verdict_is_said_in_both_languages() -> None:
    assert list(VERDICTS) == list(Verdict)
    said = {text.in_(language) for text in VERDICTS.values() for language in LANGUAGES}
    assert len(said) == len(LANGUAGES) * len(Verdict)


def test_columns_that_nothing_is_judged_by_are_said_for_one_of_them_may_be_misspelt(tmp_path: Path) -> None:
    log = text(tmp_path / "log.csv", "at,capability,result,verdict", "2023-11-01T09:00+09:00,view,denied,x")
    limits = [limit.in_("en") for limit in judge(HISTORY, log).limits]
    assert any(limit.startswith("Columns that nothing was judged by: result, verdict.") for limit in limits)


def test_a_log_without_rows_is_said_to_be_one(tmp_path: Path) -> None:
    judgment = judge(HISTORY, text(tmp_path / "log.csv", "at,capability"))
    assert (judgment.rows, bool(judgment)) == (0, True)
    assert "The log has no rows, so nothing was judged." in judgment.summary("en")


@pytest.mark.parametrize("history", [official_lifecycle(), official_lifecycle().events])
def test_what_is_no_history_is_refused(log: Path, history: Any) -> None:  # noqa: ANN401  # anything
    with pytest.raises(InvalidFieldError, match=r"as store\.history"):
        judge(history, log)


def test_what_is_said_of_unknown_names_or_of_the_language_is_one_of_the_choices(log: Path) -> None:
    with pytest.raises(InvalidFieldError, match="refuse, undecidable"):
        judge(HISTORY, log, unknown_names="lenient")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError):
        judge(HISTORY, log).summary("fr")  # type: ignore[arg-type]


def test_a_code_that_lost_its_zero_and_an_outcome_nobody_knows_are_told_how_to_be_written(tmp_path: Path) -> None:
    log = text(tmp_path / "log.csv", "at,capability,prefecture,outcome", "2023-11-01T09:00+09:00,view,1,×")
    with pytest.raises(AccessLogError, match=r"is 01 meant\?.*outcome = '×': write allowed, true"):
        judge(HISTORY, log)
    judgment = judge(HISTORY, log, unknown_names="undecidable")
    assert judgment.counts == (Count(Capability.VIEW, None, Verdict.UNDECIDABLE, 1),)

"""Why an event is refused, and what helps: as data, in the library's English, and in words for people."""

import pickle
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import EVENT_TYPES, Event
from hersys_lifecycle.states import Refusal, Refused, admit, fold
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.wording.refusing import REFUSALS, refused
from tests.admitting import OSAKA, refusal
from tests.shorthand import limit, maintenance_cancelled, slot, updates_stop
from tests.stores import NOTICE
from tests.strategies import histories_and_events
from tests.test_admission import PREPARED
from tests.test_admission_limits import CUT_OFF, MISPLACED, OVERLAPPING, RETURNS
from tests.test_cli import LANGUAGES, Language, ask
from tests.test_cli_propose import proposed
from tests.typed import event_typed

Case = tuple[tuple[Event, ...], Event]

CASES: tuple[Case, ...] = (
    *((row.lacking, row.event) for row in PREPARED),
    *((row.log, row.refused) for rows in (MISPLACED, OVERLAPPING, RETURNS, CUT_OFF) for row in rows),
)
"""A log, and an event that is not admitted after it; together they are refused in every way there is."""


def grounds(error: InadmissibleEventError) -> Refused:
    assert isinstance(error.refused, Refused)
    return error.refused


def attempted(log: list[Event], event: Event) -> InadmissibleEventError | None:
    """Return the error an event is refused with after a log, if it is."""
    try:
        admit(fold(log), event)
    except InadmissibleEventError as error:
        return error
    return None


def named(template: str) -> set[str]:
    """Return the names in the braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def assert_for_people(line: str, language: Language) -> None:
    """Assert that a line is in its language, and speaks of nothing that only programmers know."""
    assert line.isprintable()
    assert not any(kind.__name__ in line for kind in EVENT_TYPES.values())
    assert "+09:00" not in line
    assert (re.search(r"[A-Za-z]+ [A-Za-z]+", line) is None) is (language == "ja")


def test_the_cases_are_refused_in_every_way_there_is_and_each_has_words() -> None:
    assert {grounds(refusal(*case)).refusal for case in CASES} == {*Refusal} == {*REFUSALS}


@pytest.mark.parametrize("case", CASES)
def test_every_value_of_a_refusal_is_told_in_the_librarys_english_and_in_both_languages(case: Case) -> None:
    kind, values = grounds(refusal(*case))
    assert named(kind.reason) | named(kind.remedy) == set(values)
    for language in LANGUAGES:
        assert named(REFUSALS[kind].in_(language)) - set(EVENT_TYPES) == set(values)
        assert_for_people(refused(refusal(*case), language), language)


@given(histories_and_events())
def test_whatever_is_refused_is_refused_in_words_of_either_language_with_grounds_that_travel(
    drawn: tuple[list[Event], Event],
) -> None:
    error = attempted(*drawn)
    if error is None:
        return
    other = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert other == error
    assert (error.reason, error.remedy) == grounds(other).in_english
    for language in LANGUAGES:
        assert refused(other, language) == refused(error, language)
        assert_for_people(refused(error, language), language)


ONE_OF_EACH = {grounds(refusal(*case)).refusal: case for case in CASES}


@pytest.mark.parametrize("case", ONE_OF_EACH.values(), ids=map(str, ONE_OF_EACH))
def test_the_shell_refuses_an_event_with_its_place_in_the_words_for_people(case: Case) -> None:
    log, event = case
    for lang, place in (("ja", f"-, $[{len(log)}]："), ("en", f"-, $[{len(log)}]: ")):
        answer = proposed([*log, event], "--lang", lang, lifecycle=lambda: Lifecycle.from_events(()))
        assert (answer.exit_code, answer.stdout) == (2, "")
        (line,) = answer.stderr.splitlines()
        assert line == f"hersys: {place}{refused(refusal(*case), lang)}"  # type: ignore[arg-type]


READ: tuple[tuple[Event, str, str], ...] = (
    (
        slot(OSAKA, "2023-12-04", "2023-12-09"),
        (
            "slot_assigned：大阪府のダウンロード期間は既に記録されています（2023年11月13日（月）から2023年11月17日（金）まで）。"
            "ダウンロード期間の変更（slot_rescheduled）として記録してください。"
        ),
        (
            "slot_assigned: Osaka Prefecture has a download period already (2023-11-13 (Mon) through 2023-11-17 (Fri))"
            ": record slot_rescheduled instead"
        ),
    ),
    (
        maintenance_cancelled("night"),
        (
            "maintenance_cancelled：メンテナンス「night」は記録されていません。記録済みの名称（「system-upgrade」）を指定するか、"
            "先にメンテナンスの予定（maintenance_scheduled）を記録してください。"
        ),
        (
            "maintenance_cancelled: there is no maintenance period named 'night': use a name on record "
            "('system-upgrade'), or record maintenance_scheduled first"
        ),
    ),
    (
        limit("2024-01-26"),
        (
            "decommission_limit_announced：HER-SYSが2024年1月26日0時00分に終了することにより、次の期間が打ち切られます："
            "ダウンロード期間（岩手県、富山県、石川県、和歌山県、鳥取県、山口県、高知県、宮崎県）。"
            "先にその期間を変更してください。"
        ),
        (
            "decommission_limit_announced: HER-SYS ends at 2024-01-26 00:00 JST, which would cut off the download "
            "period (Iwate, Toyama, Ishikawa, Wakayama, Tottori, Yamaguchi, Kochi, Miyazaki): "
            "move what would be cut off first"
        ),
    ),
    (
        updates_stop("2023-09-30"),
        (
            "updates_stopped：新規登録・編集・削除の停止（2023年9月30日0時00分）を発生届対象外者の新規登録の停止"
            "（2023年10月1日0時00分）より前にすることはできません。日時を改めるか、先にもう一方を変更してください。"
        ),
        (
            "updates_stopped: the stop of registration, editing and deletion (2023-09-30 00:00 JST) must not be before "
            "the stop of registration of non-reportable cases (2023-10-01 00:00 JST): give another instant, "
            "or move the other one first"
        ),
    ),
)


@pytest.mark.parametrize(("event", "ja", "en"), READ)
def test_these_refusals_read_so(tmp_path: Path, event: Event, ja: str, en: str) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with open_store(url, clock=FrozenClock(ANNOUNCED)) as store:
        store.adopt(NOTICE, by="ops")
    for lang, said in (("ja", ja), ("en", en)):
        answer = ask("record", *event_typed(event), "--yes", "--by", "ops", "--store", url, "--lang", lang)
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert answer.stderr == f"hersys: {said}\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_without_grounds_speaks_for_itself(language: Language) -> None:
    error = InadmissibleEventError(updates_stop("2023-10-31"), "it is too early", "record another first")
    assert refused(error, language) == str(error)

"""``hersys record`` and ``hersys propose`` take every kind of event as options, and record what they show."""

import io
import json
import os
import pwd
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
import typer
from hypothesis import given
from typer.testing import Result

from hersys_lifecycle import HealthAuthority, Lifecycle, Prefecture
from hersys_lifecycle.audit import RecordedEvent, compare, replay
from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.cli.data import change_data
from hersys_lifecycle.codec import unstructure, unstructure_recorded
from hersys_lifecycle.events import EVENT_TYPES, Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock, histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from tests import shorthand as s
from tests.stores import NIGHT, NIGHT_LONGER, NOTICE, OSAKA_BACK, OSAKA_LATER
from tests.strategies import SLOW, histories_and_events
from tests.test_cli import LANGUAGES, NOON, RUNNER, Language, ask, run_together
from tests.typed import event_typed

OCTOBER = s.jst("2023-10-20T09:00") + MICROSECOND

SEQUENCE: Sequence[Event] = (
    s.first_stop("2023-10-01"),
    s.updates_stop("2023-10-31T18:00"),
    s.opening("2023-11-01T08:00"),
    s.slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18"),
    OSAKA_LATER,
    NIGHT,
    NIGHT_LONGER,
    s.maintenance_cancelled("night"),
    s.reserve("予備期間", "2024-02-01", "2024-02-10"),
    s.reserve_moved("予備期間", "2024-02-02", "2024-02-10T12:00"),
    s.reserve_cancelled("予備期間"),
    s.reserve("予備期間", "2024-02-01", "2024-02-10", Prefecture.TOKYO, Prefecture.OSAKA),
    s.completed(HealthAuthority.OSAKA_SHI, "2023-12-05"),
    s.reopened(HealthAuthority.OSAKA_SHI, "2023-12-06"),
    s.limit("2024-04-01"),
    s.decommissioning("2024-03-31T18:00"),
)
"""Events of every kind, each admitted after those before it."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a record of the notice."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with open_store(url, clock=FrozenClock(ANNOUNCED)) as store:
        store.adopt(NOTICE, by="ops")
    return url


def entries(url: str) -> tuple[RecordedEvent, ...]:
    with open_store(url, create=False) as store:
        return store.history()


def record(url: str, *arguments: str, now: datetime = OCTOBER, by: str = "担当者", **around: Any) -> Result:  # noqa: ANN401  # as ``ask``
    return ask("record", *arguments, "--store", url, "--by", by, now=now, **around)


def nothing_recorded(url: str) -> bool:
    return len(entries(url)) == len(NOTICE)


# A command for every kind of event


def commands(group: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = typer.main.get_command(app).commands[group].commands  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("group", ["record", "propose"])
def test_every_kind_of_event_is_a_command_whose_options_are_its_fields(group: str) -> None:
    typed = {"span": {"start", "end", "through"}, "citation": {"document", "clause", "grade"}}
    optional = {"end", "through", "grade", "prefectures"}
    assert {*commands(group)} == {*EVENT_TYPES, "file"}
    shared = {option.name for option in commands(group)["file"].params} - {"events"}
    for name, kind in EVENT_TYPES.items():
        options = {option.name: option for option in commands(group)[name].params if option.name not in shared}
        fields = {field.name for field in attrs.fields(kind)}
        assert {*options} == {option for field in fields for option in typed.get(field, {field})}
        assert {option for option in options if not options[option].required} == {*options} & optional


def test_events_of_every_kind_are_recorded_as_they_are_typed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    assert {type(event) for event in SEQUENCE} == {*EVENT_TYPES.values()}
    with open_store(url, clock=FrozenClock(ANNOUNCED)) as store:
        store.adopt(SEQUENCE[:1], by="ops")
    for event in SEQUENCE[1:]:
        answer = record(url, *event_typed(event), "--yes", "--json")
        assert (answer.exit_code, answer.stderr) == (0, "")
    assert tuple(entry.event for entry in entries(url)) == SEQUENCE


@SLOW
@given(histories(max_size=5).filter(lambda history: len(history) > 1))
def test_an_admitted_event_is_recorded_as_it_is_typed(history: list[Event]) -> None:
    *known, event = history
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/log.db"
        with open_store(url, clock=FrozenClock(ANNOUNCED)) as store:
            store.adopt(known, by="ops")
        told = record(url, *event_typed(event), "--yes", "--json", "--correction", now=ANNOUNCED)
        (recorded,) = json.loads(told.stdout)["recorded"]
        assert recorded["event"] == unstructure(event)
        assert entries(url)[-1].event == event


@SLOW
@given(histories_and_events())
def test_an_event_that_is_typed_is_proposed_like_one_in_a_file(drawn: tuple[list[Event], Event]) -> None:
    history, event = drawn
    lifecycle = Lifecycle.from_events(history)
    typed = ask("propose", *event_typed(event), "--json", lifecycle=lambda: lifecycle)
    filed = RUNNER.invoke(
        app,
        ["propose", "-", "--json"],
        obj=Surroundings(clock=lambda: NOON, lifecycle=lambda: lifecycle),
        input=json.dumps(unstructure(event)),
        env={"COLUMNS": "80"},
    )
    assert (typed.stdout, typed.exit_code) == (filed.stdout, filed.exit_code)
    assert typed.stderr == filed.stderr.replace("hersys: -, $: ", f"hersys: {event_typed(event)[0]}: ")


def test_a_kind_may_be_typed_with_hyphens_and_behind_options_and_a_span_by_its_last_day() -> None:
    expected = ask("propose", *event_typed(OSAKA_LATER), "--json", now=OCTOBER)
    cited = ["--document", s.CITED.document, "--clause", s.CITED.clause, "--grade", "仮定"]
    days = ["--start", "2023-12-04T00:00+09:00", "--through", "2023-12-08"]
    for arguments in (
        ["slot_rescheduled", "--prefecture", "Osaka", *days, *cited],
        ["slot-rescheduled", "--prefecture", "27", *days, *cited],
        ["--prefecture", "大阪", *days, "slot-rescheduled", *cited],
        [*cited, *days, "--prefecture", "大阪府", "slot_rescheduled"],
    ):
        answer = ask("propose", *arguments, "--json", now=OCTOBER)
        assert (answer.stdout, answer.exit_code) == (expected.stdout, 0)


def test_prefectures_stand_between_commas_of_either_language() -> None:
    covered = s.reserve("R", "2024-02-01", "2024-02-10", Prefecture.TOKYO, Prefecture.OSAKA)
    kind, *options = event_typed(covered)
    for names in ("27,13", "東京、大阪", "Tokyo,大阪府"):
        typed = [option if "prefectures" not in option else f"--prefectures={names}" for option in options]
        assert ask("propose", kind, *typed).stdout == ask("propose", kind, *options).stdout
    others = [option for option in options if "prefectures" not in option]
    everybody = s.reserve("R", "2024-02-01", "2024-02-10")
    assert ask("propose", kind, *others).stdout == ask("propose", *event_typed(everybody)).stdout


def test_an_event_is_cited_as_stated_where_nothing_else_is_said() -> None:
    kind, *options = event_typed(OSAKA_LATER)
    graded = [option for option in options if "grade" not in option]
    stated = ask("propose", kind, *graded, "--grade", "stated", now=OCTOBER)
    assert ask("propose", kind, *graded, now=OCTOBER).stdout == stated.stdout


def test_the_word_file_is_a_command_only_where_it_comes_first(tmp_path: Path, url: str) -> None:
    events = tmp_path / "events.json"
    events.write_text(json.dumps(unstructure(OSAKA_LATER)))
    for typed in (["file", str(events)], [str(events)], ["--by", "file", str(events)]):
        answer = ask("record", *typed, "--store", url, "--yes", "--key", "once", "--json", now=OCTOBER)
        assert answer.exit_code == 0
    assert entries(url)[-1].event == OSAKA_LATER


@pytest.mark.parametrize(
    ("left_out", "added", "ja", "en"),
    [
        ("--end", [], "どちらか一方で指定", "give one of them"),
        ("", ["--through", "2023-12-08"], "どちらか一方で指定", "give one of them"),
        ("--end", ["--through", "soon"], "は日付ではありません", "write one such as 2023-12-08"),
        ("--end", ["--through", "２０２３-12-08"], "は日付ではありません", "write one such as 2023-12-08"),
        ("--end", ["--through", "2023-12- 8"], "は日付ではありません", "write one such as 2023-12-08"),
        ("--end", ["--through", "2023-12-32"], "は日付ではありません", "write one such as 2023-12-08"),
        ("--end", ["--through", "9999-12-31"], "2年から9998年まで", "in the years 2 to 9998"),
        ("--end", ["--through", "9998-12-31"], "2年から9998年まで", "in the years 2 to 9998"),
        ("--end", ["--through", "2023-12-03"], "始まり", "must be later than its start"),
        ("--start", ["--start", "soon"], "日時として読み取れません", "write it in ISO 8601"),
        ("--grade", ["--grade", "sure"], "最も近いのは assumed", "nearest is assumed"),
        ("--prefecture", ["--prefecture", "Oska"], "最も近いのは 27", "nearest is 27"),
        ("--clause", ["--clause", ""], "citation.clause に '' は指定できません", "citation.clause"),
    ],
)
def test_an_option_that_cannot_be_read_is_refused_with_the_remedy(
    left_out: str, added: list[str], ja: str, en: str
) -> None:
    kind, *options = event_typed(OSAKA_LATER)
    kept = [option for option in options if not left_out or not option.startswith(f"{left_out}=")]
    for lang, remedy in (("ja", ja), ("en", en)):
        refused = ask("propose", kind, *kept, *added, "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert line.startswith("hersys: ")
        assert remedy in line


def test_what_is_neither_a_kind_of_event_nor_a_file_is_refused_with_the_nearest_kind() -> None:
    for group in ("record", "propose"):
        refused = ask(group, "slot-moved", "--store", "sqlite:///nowhere.db", "--lang", "en")
        assert (refused.exit_code, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert "'slot-moved' is not a kind of event, nor a file: the nearest is slot_" in line
    assert ask("record").exit_code == 2
    assert "Commands:" in ask("record", "--help").stdout


# What is shown, and what is recorded


def test_it_records_once_what_propose_shows_at_the_time_of_the_clock(url: str) -> None:
    asked = event_typed(OSAKA_LATER)
    shown = ask("propose", *asked, "--store", url, "--json", now=OCTOBER)
    answer = record(url, *asked, "--yes", "--json")
    told = json.loads(answer.stdout)
    assert told["changes"] == json.loads(shown.stdout)
    *before, entry = entries(url)
    assert len(before) == len(NOTICE)
    assert told["recorded"] == [unstructure_recorded(entry)]
    assert (entry.recorded_at, entry.recorded_by, entry.key) == (OCTOBER, "担当者", None)
    assert (entry.correction, entry.event) == (False, OSAKA_LATER)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_the_changes_and_then_what_was_recorded(url: str, lang: Language) -> None:
    shown = ask("propose", *event_typed(OSAKA_LATER), "--store", url, "--lang", lang, now=OCTOBER).stdout
    answer = record(url, *event_typed(OSAKA_LATER), "--yes", "--lang", lang)
    assert answer.exit_code == 0
    assert answer.stdout.startswith(shown)
    done = run_together(answer.stdout.removeprefix(shown))
    for said in {
        "ja": ("1件を記録しました。", "記録53ダウンロード期間の変更：大阪府", "記録者：担当者"),
        "en": ("Recorded:1.", "event53:downloadperiodrescheduled:OsakaPrefecture", "by担当者"),
    }[lang]:
        assert said in done


def test_a_file_of_events_is_recorded_whole_or_not_at_all(tmp_path: Path, url: str) -> None:
    file = tmp_path / "events.json"

    def recorded(*events: Event) -> Result:
        file.write_text(json.dumps([*map(unstructure, events)]))
        return record(url, str(file), "--yes", "--json")

    refused = recorded(NIGHT, OSAKA_LATER, NIGHT)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"{file}, $[2]: there is a maintenance period named 'night' already" in refused.stderr
    assert nothing_recorded(url)
    told = json.loads(recorded(NIGHT, OSAKA_LATER, NIGHT_LONGER).stdout)
    assert [each["position"] for each in told["recorded"]] == [53, 54, 55]
    assert {entry.batch for entry in entries(url)[52:]} == {53}


def test_what_changes_the_past_is_recorded_as_a_correction_only(url: str) -> None:
    asked = event_typed(OSAKA_LATER)
    for lang, remedy in (
        ("ja", "訂正であれば --correction を指定してください"),
        ("en", "if this is a correction, give --correction"),
    ):
        for form in ([], ["--json"]):
            refused = record(url, *asked, "--yes", "--lang", lang, *form, now=NOON)
            assert refused.exit_code == 1
            (line,) = refused.stderr.splitlines()
            assert remedy in line
            assert bool(refused.stdout) is not bool(form)  # people see the changes, with the past apart
    assert nothing_recorded(url)
    told = json.loads(record(url, *asked, "--yes", "--correction", "--json", now=NOON).stdout)
    assert told["changes"]["needs_correction"] is True
    assert entries(url)[-1].correction is True


def test_after_the_end_only_corrections_are_recorded(url: str) -> None:
    asked = event_typed(s.limit("2024-04-01"))
    late = s.jst("2024-05-01")
    for lang, remedy in (("ja", "--correction を指定"), ("en", "if this is one, give --correction")):
        refused = record(url, *asked, "--yes", "--json", "--lang", lang, now=late)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert remedy in refused.stderr
    assert nothing_recorded(url)
    assert record(url, *asked, "--yes", "--json", "--correction", now=late).exit_code == 0


def test_what_becomes_the_past_between_showing_and_recording_is_refused_as_well(url: str) -> None:
    ticking: Iterator[datetime] = iter([s.jst("2023-11-13"), s.jst("2023-11-13") + MICROSECOND])
    answer = RUNNER.invoke(
        app,
        ["record", *event_typed(OSAKA_LATER), "--yes", "--json", "--store", url],
        obj=Surroundings(clock=lambda: next(ticking)),
    )
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "give --correction" in answer.stderr
    assert nothing_recorded(url)


def test_what_is_not_admitted_is_refused_and_not_recorded(url: str) -> None:
    refused = record(url, *event_typed(NIGHT_LONGER), "--yes", "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith("hersys: maintenance_rescheduled: there is no maintenance period named 'night': ")
    assert nothing_recorded(url)


def test_a_recording_that_is_repeated_with_its_key_is_recorded_once(url: str) -> None:
    asked = [*event_typed(OSAKA_LATER), "--yes", "--key", "slot 27"]
    first = json.loads(record(url, *asked, "--json").stdout)
    again = record(url, *asked, "--json", by="somebody else", now=NOON)
    assert again.exit_code == 0
    assert json.loads(again.stdout) == {"recorded": first["recorded"], "changes": None}
    for lang, said in (
        ("ja", "同じキーで既に記録されています。"),
        ("en", "It was recorded before, under the same key."),
    ):
        assert record(url, *asked, "--lang", lang).stdout.startswith(said)
    assert len(entries(url)) == 53
    for lang, remedy in (("ja", "別のキーを指定してください"), ("en", "key")):
        other = record(url, *event_typed(OSAKA_BACK), "--yes", "--key", "slot 27", "--lang", lang)
        assert (other.exit_code, other.stdout) == (2, "")
        assert remedy in other.stderr
    assert len(entries(url)) == 53


def test_who_records_is_said_or_is_the_user_of_the_system(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    def recorded_by(event: Event, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        answer = ask("record", *event_typed(event), "--yes", "--json", "--store", url, *arguments, now=OCTOBER, env=env)
        (entry,) = json.loads(answer.stdout)["recorded"]
        return str(entry["recorded_by"])

    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "HERSYS_BY"):
        monkeypatch.delenv(name, raising=False)
    assert recorded_by(NIGHT, env={"HERSYS_BY": "当番"}) == "当番"
    assert recorded_by(NIGHT_LONGER, "--by", "担当者", env={"HERSYS_BY": "当番"}) == "担当者"
    assert recorded_by(OSAKA_LATER) == pwd.getpwuid(os.getuid()).pw_name
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 7)  # nobody's
    for lang, remedy in (("ja", "--by 又は HERSYS_BY で指定"), ("en", "say so with --by, or in HERSYS_BY")):
        refused = ask("record", *event_typed(OSAKA_BACK), "--yes", "--store", url, "--lang", lang, now=OCTOBER)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert remedy in refused.stderr


def test_nothing_is_recorded_before_a_notice_is_adopted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    missing = record(url, *event_typed(NIGHT), "--yes")
    assert missing.exit_code == 3
    assert "hersys init" in missing.stderr
    with open_store(url):
        pass
    for lang, remedy in (("ja", "先に hersys init で"), ("en", "begin the record with hersys init")):
        refused = record(url, *event_typed(NIGHT), "--yes", "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert remedy in refused.stderr
    alone = ask("record", *event_typed(NIGHT), "--yes", "--by", "ops")
    assert alone.exit_code == 2
    assert "name one with --store" in alone.stderr


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_where_nobody_can_confirm_it_takes_yes(monkeypatch: pytest.MonkeyPatch, url: str, form: list[str]) -> None:
    for lang, remedy in (("ja", "--yes を指定してください"), ("en", "give --yes to record without being asked")):
        refused = record(url, *event_typed(OSAKA_LATER), *form, "--lang", lang)
        assert refused.exit_code == 2
        (line,) = refused.stderr.splitlines()
        assert remedy in line
    assert nothing_recorded(url)
    for nobody in (None, io.StringIO("y\n")):
        monkeypatch.setattr(sys, "stdin", nobody)
        with pytest.raises(SystemExit) as ended:
            app(["record", *event_typed(OSAKA_LATER), *form, "--store", url, "--by", "ops"], obj=at_october())
        assert ended.value.code == 2
    assert nothing_recorded(url)


def at_october() -> Surroundings:
    return Surroundings(clock=lambda: OCTOBER)


def test_the_value_of_an_option_is_not_taken_for_the_kind_of_event(url: str) -> None:
    kind, *options = event_typed(NIGHT)
    typed = ["--by", "maintenance_cancelled", "--key=updates_stopped", kind, *options]
    assert ask("record", *typed, "--store", url, "--yes", "--json", now=OCTOBER).exit_code == 0
    last = entries(url)[-1]
    assert (last.event, last.recorded_by, last.key) == (NIGHT, "maintenance_cancelled", "updates_stopped")


def test_a_misspelt_kind_of_event_is_named_with_the_nearest_whatever_follows(url: str) -> None:
    _, *options = event_typed(OSAKA_LATER)
    for locale, said in (("ja_JP.UTF-8", "最も近いのは slot_rescheduled"), ("C", "the nearest is slot_rescheduled")):
        refused = ask("record", "slot_reschedule", *options, "--store", url, env={"LANG": locale})
        assert (refused.exit_code, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert said in line
    assert nothing_recorded(url)


def test_only_options_are_no_event(url: str) -> None:
    refused = ask("record", "--store", url, "--yes")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Missing argument" in refused.stderr


def test_what_is_told_to_have_changed_is_what_changed_though_others_record_meanwhile(url: str) -> None:
    later = [OSAKA_LATER]

    def somebody_is_quicker() -> datetime:
        if later:
            with open_store(url, clock=lambda: OCTOBER) as other:
                other.record(later.pop(), by="somebody else")
        return OCTOBER

    moved_again = s.slot_moved(Prefecture.OSAKA, "2023-12-11", "2023-12-16")
    answer = RUNNER.invoke(
        app,
        ["record", *event_typed(moved_again), "--store", url, "--by", "ops", "--yes", "--json"],
        obj=Surroundings(clock=somebody_is_quicker),
        catch_exceptions=False,
    )
    told = json.loads(answer.stdout)
    before, after = (entries(url)[:53], entries(url))
    changes = compare(replay(before), replay(after))
    assert [each.event for each in after[52:]] == [OSAKA_LATER, moved_again]
    assert told["recorded"][0]["position"] == 54
    assert told["changes"]["later"] == [change_data(change) for change in changes]

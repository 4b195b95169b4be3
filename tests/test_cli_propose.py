"""``hersys propose`` shows every answer that would be another one before anything is recorded, the past apart."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, Prefecture, Reason, official_lifecycle
from hersys_lifecycle.audit import Log, merged, propose, split
from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.checks import say
from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.cli.proposal import Proposal
from hersys_lifecycle.cli.proposing import Proposed
from hersys_lifecycle.codec import unstructure
from hersys_lifecycle.errors import ClockBehindError
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock, around, histories
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.testing.recordings import Recording, admits
from tests import shorthand as s
from tests.shorthand import written
from tests.stores import NIGHT, NOTICE, OSAKA_BACK, OSAKA_LATER
from tests.strategies import SLOW
from tests.test_cli import LANGUAGES, NOON, RUNNER, Language, amended, ask, run_together
from tests.test_cli_output import width

OCTOBER = s.jst("2023-10-20T09:00")


def wire(events: Event | Sequence[Event]) -> str:
    return json.dumps([*map(unstructure, events)] if isinstance(events, Sequence) else unstructure(events))


def proposed(
    events: Event | Sequence[Event] | str | bytes,
    *arguments: str,
    now: datetime = OCTOBER,
    lifecycle: Callable[[], Lifecycle] = official_lifecycle,
    columns: int = 80,
) -> Result:
    """Propose events, or whatever stands in their place, on standard input."""
    return RUNNER.invoke(
        app,
        ["propose", "-", *arguments],
        obj=Surroundings(clock=lambda: now, lifecycle=lifecycle),
        input=events if isinstance(events, str | bytes) else wire(events),
        env={"COLUMNS": str(columns)},
        catch_exceptions=False,
    )


def data(*arguments: Any, **around: Any) -> dict[str, Any]:  # noqa: ANN401  # as ``proposed``
    answer = proposed(*arguments, "--json", **around)
    assert answer.stderr == ""
    told: dict[str, Any] = json.loads(answer.stdout)
    assert answer.exit_code == int(told["needs_correction"])
    return told


# The changes


def test_as_json_it_is_every_answer_that_changes() -> None:
    told = data(OSAKA_LATER)
    assert told["now"] == OCTOBER.isoformat()
    assert (told["events"], told["ended"], told["needs_correction"], told["past"]) == (1, False, False, [])
    opened, later = told["later"][0], told["later"][-1]
    assert opened == {
        "capability": "bulk_export",
        "prefecture": "27",
        "authority": None,
        "roles": ["prefecture", "health_center"],
        "start": "2023-11-13T00:00:00+09:00",
        "end": "2023-11-18T00:00:00+09:00",
        "before": {"allowed": True, "reason": "in_slot"},
        "after": {"allowed": False, "reason": "before_slot"},
    }
    assert (later["start"], later["after"]) == ("2023-12-04T00:00:00+09:00", {"allowed": True, "reason": "in_slot"})


def test_what_lies_before_now_is_told_apart_and_a_span_is_cut_there() -> None:
    told = data(OSAKA_LATER, now=NOON)
    assert [(each["start"], each["end"]) for each in told["past"]] == [("2023-11-13T00:00:00+09:00", NOON.isoformat())]
    assert told["later"][0]["start"] == NOON.isoformat()
    assert told["needs_correction"] is True


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (s.jst("2023-11-13"), 0),
        (s.jst("2023-11-13") + MICROSECOND, 1),
        (s.jst("2024-05-01"), 1),
    ],
)
def test_the_exit_status_says_whether_an_answer_of_the_past_would_change(now: datetime, status: int) -> None:
    for form in ([], ["--json"]):
        assert proposed(OSAKA_LATER, *form, now=now).exit_code == status


def test_after_the_end_only_a_correction_is_admitted_though_no_answer_changes() -> None:
    again = s.limit("2024-04-01")
    told = data(again, now=s.jst("2024-04-01"))
    assert (told["ended"], told["past"], told["later"]) == (True, [], [])
    assert data(again, now=s.jst("2024-04-01") - MICROSECOND)["ended"] is False


@SLOW
@given(histories(), colliding_instants(), st.data())
def test_a_correction_is_needed_exactly_if_the_record_refuses_the_events_without(
    history: list[Event], other: datetime, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, len(history)))
    known, events = tuple(history[:size]), tuple(history[size:])
    log = written(Recording(ANNOUNCED, known)) if known else Log()
    recordable = [each for each in around(log.lifecycle.state.instants()) if each.year in {2023, 2024}]
    behind = [ANNOUNCED - MICROSECOND, ANNOUNCED - TOLERATED_SKEW, ANNOUNCED - TOLERATED_SKEW - MICROSECOND]
    now = data.draw(st.sampled_from([other, *recordable, *behind]))
    rows = [Proposed("-, $", event) for event in events]
    if known and now < ANNOUNCED - TOLERATED_SKEW:
        with pytest.raises(ClockBehindError):
            Proposal.of(log, rows, now)
        return
    at = max(now, ANNOUNCED) if known else now
    proposal = Proposal.of(log, rows, now)
    assert proposal.prospect.at == at
    assert proposal.prospect.adoption is (not known)
    assert proposal.prospect.needs_correction is not admits(log, events, at)
    assert (proposal.past, proposal.later) == split(propose(log, events), at)
    if known:  # of a lifecycle nobody knows when it was recorded, else it is the same
        assert Proposal.of(log.lifecycle, rows, at).to_dict() == proposal.to_dict()


@pytest.mark.parametrize(
    ("lang", "verdict"), [("ja", "まだ何も記録されていません。"), ("en", "Nothing is recorded yet: ")]
)
def test_what_is_recorded_first_is_adopted_though_it_tells_of_the_past(
    tmp_path: Path, lang: Language, verdict: str
) -> None:
    url, file = f"sqlite:///{tmp_path / 'log.db'}", tmp_path / "notice.json"
    file.write_text(wire(NOTICE))
    with open_store(url, clock=FrozenClock(NOON)) as store:
        told = ask("propose", str(file), "--store", url, "--json", now=NOON)
        answer = ask("propose", str(file), "--store", url, "--lang", lang, now=NOON)
        store.adopt(NOTICE, by="ops")
    assert (told.exit_code, answer.exit_code) == (0, 0)
    raw = json.loads(told.stdout)
    assert (raw["adoption"], raw["needs_correction"], raw["past"] != []) == (True, False, True)
    assert answer.stdout.startswith(verdict)
    assert {"ja": "訂正", "en": "correction"}[lang] not in answer.stdout


@pytest.mark.parametrize(("lang", "said"), [("ja", "時計を合わせるか"), ("en", "set the clock right")])
def test_a_clock_that_is_behind_the_record_is_refused(tmp_path: Path, lang: Language, said: str) -> None:
    url, file = f"sqlite:///{tmp_path / 'log.db'}", tmp_path / "event.json"
    file.write_text(wire(OSAKA_LATER))
    with open_store(url, clock=FrozenClock(OCTOBER)) as store:
        store.adopt(NOTICE, by="ops")
    refused = ask("propose", str(file), "--store", url, "--lang", lang, now=OCTOBER - TOLERATED_SKEW - MICROSECOND)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    told = ask("propose", str(file), "--store", url, "--json", now=OCTOBER - TOLERATED_SKEW)
    assert json.loads(told.stdout)["now"] == OCTOBER.isoformat()


def test_it_is_proposed_to_the_store_if_there_is_one_and_nothing_is_recorded(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'log.db'}", tmp_path / "event.json"
    with open_store(url, clock=FrozenClock(s.jst("2023-09-20"))) as store:
        store.adopt(NOTICE, by="ops")
        store.record(OSAKA_LATER, by="ops")
        file.write_text(wire(OSAKA_BACK))
        told = ask("propose", str(file), "--store", url, "--json", now=OCTOBER)
        by_environment = ask("propose", str(file), "--json", now=OCTOBER, env={"HERSYS_STORE": url})
        assert len(store.history()) == 53
    assert told.stdout == by_environment.stdout
    assert json.loads(told.stdout) == data(OSAKA_BACK, lifecycle=amended(OSAKA_LATER))
    assert json.loads(told.stdout)["later"][0]["before"]["reason"] == "before_slot"
    assert data(OSAKA_BACK)["later"] == []  # of the notice alone it changes nothing


def test_a_store_that_cannot_be_used_ends_it_with_three(tmp_path: Path) -> None:
    refused = proposed(OSAKA_LATER, "--store", f"sqlite:///{tmp_path / 'none.db'}")
    assert refused.exit_code == 3
    assert len(refused.stderr.splitlines()) == 1


def test_events_are_proposed_together_each_after_those_before_it() -> None:
    moved = s.maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T07:00")
    told = data([NIGHT, moved])
    assert told["events"] == 2
    assert {each["end"] for each in told["later"]} == {"2023-11-05T07:00:00+09:00"}


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("event", [OSAKA_LATER, NIGHT, s.maintenance("day", "2023-11-14", "2023-11-15")])
def test_the_page_tells_every_merged_change_with_both_answers(event: Event, lang: Language) -> None:
    past, later = split(propose(written(Recording(ANNOUNCED, NOTICE)), [event]), NOON)
    answer = proposed(event, "--lang", lang, now=NOON)
    shown = run_together(answer.stdout)
    for change in (*merged(past), *merged(later)):
        for said in (*change.capabilities, change.before, change.after):
            assert run_together(say(said, lang)) in shown
    told = {"ja": "変更前", "en": "Before"}[lang]
    assert sum(line.strip().startswith(told) for line in answer.stdout.splitlines()) == len(
        merged(past) + merged(later)
    )
    assert all(width(line) <= 80 for line in answer.stdout.splitlines())


def test_the_past_stands_first_and_is_marked() -> None:
    shown = proposed(OSAKA_LATER, "--lang", "en", now=NOON).stdout
    assert shown.startswith("This changes answers of the past: it can be recorded as a correction only.\n")
    past, later = shown.split("Changed answers before now (a correction is needed)\n")[1].split(
        "Changed answers from now on\n"
    )
    assert past.count("When ") == 1
    assert "from 2023-11-13 00:00 JST until 2023-11-14 12:00 JST" in past
    assert later.count("When ") == 3
    assert "Asked as  a prefecture, the responsible public health center" in later


@pytest.mark.parametrize(
    ("event", "now", "ja", "en"),
    [
        (OSAKA_LATER, OCTOBER, "今後の回答だけが変わります。", "This changes answers from now on only."),
        (OSAKA_BACK, OCTOBER, "どの回答も変わりません。", "This changes no answer."),
        (OSAKA_LATER, NOON, "過去の回答が変わります。", "This changes answers of the past"),
        (s.limit("2024-04-01"), s.jst("2024-04-01"), "HER-SYSの運用は終了しています。", "HER-SYS has ended"),
    ],
)
def test_the_verdict_comes_first(event: Event, now: datetime, ja: str, en: str) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        assert proposed(event, "--lang", lang, now=now).stdout.startswith(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_concerned_is_said_in_as_few_names_as_it_takes(lang: Language) -> None:
    everybody = {"ja": "全都道府県", "en": "all prefectures"}[lang]
    osaka_shi = HealthAuthority.OSAKA_SHI

    def concerned(event: Event, lifecycle: Callable[[], Lifecycle] = official_lifecycle) -> list[str]:
        shown = proposed(event, "--lang", lang, lifecycle=lifecycle, columns=500).stdout
        label = {"ja": "対象", "en": "Whose"}[lang]
        rows = [line.split(maxsplit=1) for line in shown.splitlines()]
        return [row[1] for row in rows if row and row[0] == label]

    assert set(concerned(OSAKA_LATER)) == {say(Prefecture.OSAKA, lang)}
    assert everybody in concerned(NIGHT)
    but_tokyo = {"ja": "東京都を除く全都道府県", "en": "all prefectures but Tokyo Metropolis"}[lang]
    assert but_tokyo in concerned(NIGHT)
    reserved = amended(s.reserve("R", "2024-02-01", "2024-02-10"))
    assert concerned(s.completed(osaka_shi, "2024-02-03"), reserved) == [say(osaka_shi, lang)]
    returned = amended(s.completed(osaka_shi, "2024-02-03"))
    reserve = s.reserve("R", "2024-02-04", "2024-02-10")
    but_osaka_shi = {"ja": "大阪市を除く全都道府県", "en": "all prefectures but Osaka-shi"}[lang]
    assert but_osaka_shi in concerned(reserve, returned)


@pytest.mark.parametrize(("lang", "said"), [("ja", "全機能"), ("en", "everything")])
def test_what_concerns_every_capability_alike_is_said_in_a_word(lang: Language, said: str) -> None:
    shown = proposed(s.decommissioning("2024-04-01"), "--lang", lang).stdout
    assert said in shown
    assert say(Reason.DECOMMISSIONED, lang) in shown
    assert say(Capability.LOGIN, lang) not in shown


# Misuse


def refused(events: Event | Sequence[Event] | str | bytes, lang: Language = "en") -> str:
    """Propose what is refused; return what the one line says."""
    answer = proposed(events, "--lang", lang)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    (line,) = answer.stderr.splitlines()
    raw = proposed(events, "--lang", lang, "--json")
    assert (raw.exit_code, raw.stdout, raw.stderr) == (2, "", answer.stderr)
    return line


FINE = unstructure(OSAKA_LATER)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (json.dumps({**FINE, "type": "slot_moved"}), "-, $.type: 'slot_moved': there is no such type of event"),
        (json.dumps([FINE, {**FINE, "span": {"start": "2023-12-04"}}]), "-, $[1].span.start: '2023-12-04': it has no"),
        (json.dumps([FINE, 3]), "-, $[1]: 3: write an object with type"),
        (json.dumps([{"version": 1}]), "-, $[0].type: {'version': 1}: it lacks this field; add it"),
        (json.dumps("x" * 999), f"-, $: '{'x' * 59}...: write an object with type"),
        (json.dumps({**FINE, "\x1b[2J": 1}), r"-, $['\x1b[2J']: 1: there is no such field; remove it"),
        ("[]", "-, $: it holds no event: write one, or a list of them"),
        ("", "'-' is no JSON (Expecting value: line 1 column 1 (char 0)): write one event"),
        ('{"type": 1, "type": 2}', "'-' is no JSON ('type' stands in an object twice)"),
        (b"\xff", "'-' is no JSON ("),
        ("[" * 100_000, "'-' is no JSON (maximum recursion depth exceeded"),
        (wire([OSAKA_LATER, NIGHT, NIGHT]), "-, $[2]: there is a maintenance period named 'night' already: record "),
        (
            wire(s.decommissioning("2024-04-02")),
            "-, $: the limit of HER-SYS (2024-04-01 00:00 JST) must not be before the decommissioning (",
        ),
    ],
)
def test_what_is_malformed_or_not_admitted_is_refused_with_its_place(content: str | bytes, said: str) -> None:
    assert refused(content).startswith(f"hersys: {said}")


def test_an_event_that_was_admitted_before_is_admitted_after_those_it_rests_on_only() -> None:
    moved = s.maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T07:00")
    assert proposed([NIGHT, moved]).exit_code == 0
    assert "$[0]: there is no maintenance period named 'night': use a name on record (" in refused([moved, NIGHT])


def test_errors_are_told_in_japanese_too() -> None:
    assert "JSONとして読み取れません" in refused("{", "ja")
    assert refused("[]", "ja").startswith("hersys: -, $：")


@pytest.mark.parametrize(("lang", "said"), [("ja", "を読み取れません"), ("en", "name a file, or - for standard input")])
@pytest.mark.parametrize("name", ["none.json", ".", "nul\0l"])
def test_a_file_that_cannot_be_read_is_misuse(tmp_path: Path, name: str, lang: Language, said: str) -> None:
    answer = ask("propose", str(tmp_path / name) if name != "." else str(tmp_path), "--lang", lang)
    assert answer.exit_code == 2
    (line,) = answer.stderr.splitlines()
    assert said in line


def test_standard_input_that_is_closed_is_misuse(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        app(["propose", "-", "--lang", "en"])
    assert ended.value.code == 2
    assert "name a file, or - for standard input" in capsys.readouterr().err

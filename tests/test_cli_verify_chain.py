"""``hersys verify`` sees whether a record is as it was recorded, up to a head that was kept elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from hersys_lifecycle.audit import GENESIS, Head
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.store import open_store
from tests.tampering import Row, resealed, rewrite, row_of, rows_of
from tests.test_cli import LANGUAGES, Language, ask, run_together
from tests.test_cli_record import entries
from tests.test_cli_store import ADOPTED, filled


@pytest.fixture
def url(tmp_path: Path) -> str:
    return filled(f"sqlite:///{tmp_path / 'log.db'}")


def head_of(url: str) -> Head:
    with open_store(url, create=False) as store:
        return store.head()


def test_it_tells_up_to_where_the_record_is_as_it_was_recorded(url: str) -> None:
    head = head_of(url)
    answer = ask("verify", "--store", url, "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["chain"]) == (0, head._asdict())
    for lang in LANGUAGES:
        shown = run_together(ask("verify", "--store", url, "--lang", lang).stdout)
        said = {"ja": "記録された時のままです", "en": "Therecordisasitwasrecorded"}[lang]
        assert said in shown
        assert f"{head.position}:{head.digest}" in shown
    assert json.loads(ask("verify", "--json").stdout)["chain"] is None


def test_the_chain_is_verified_whole_whatever_was_known_then(url: str) -> None:
    answer = ask("verify", "--store", url, "--json", "--known-at", ADOPTED.isoformat())
    assert (answer.exit_code, json.loads(answer.stdout)["chain"]) == (0, head_of(url)._asdict())


def test_every_head_that_the_record_had_is_one_it_holds(url: str) -> None:
    for kept in (Head(0, GENESIS), *(Head(each.position, each.digest) for each in entries(url)[-2:])):
        answer = ask("verify", "--store", url, "--json", "--head", f"{kept.position}:{kept.digest}")
        assert (answer.exit_code, answer.stderr) == (0, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_head_that_the_record_does_not_hold_ends_it_with_three(url: str, lang: Language) -> None:
    head = head_of(url)
    for other in (f"{head.position + 1}:{head.digest}", f"{head.position}:{'0' * 64}", f"0:{head.digest}"):
        refused = ask("verify", "--store", url, "--head", other, "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (3, "")
        (line,) = refused.stderr.splitlines()
        assert {"ja": "復元してください", "en": "restore it from a backup"}[lang] in line


@pytest.mark.parametrize(
    "given", ["", "53", ":", "53:", "-1:" + "0" * 64, "x:" + "0" * 64, "５:" + "0" * 64, "1:zz", "1" * 9999 + ":0"]
)
def test_what_is_no_head_is_misuse(url: str, given: str) -> None:
    for lang, remedy in (("ja", "位置:ダイジェスト の形で指定"), ("en", "write POSITION:DIGEST")):
        refused = ask("verify", "--store", url, f"--head={given}", "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert remedy in line


def test_a_head_is_that_of_a_record() -> None:
    refused = ask("verify", "--head", f"0:{GENESIS}", "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "name one with --store" in refused.stderr


def forged(row: Row, url: str) -> Row:
    """Return the row as if somebody else had recorded it, sealed anew."""
    entry = evolve(entries(url)[int(str(row.position)) - 1], recorded_by="somebody else")
    return row_of(entry, line=resealed(unstructure_recorded(entry)))


@pytest.mark.parametrize(
    "tampered",
    [
        lambda rows, url: [*rows[:6], forged(rows[6], url), *rows[7:]],
        lambda rows, _: [*rows[:6], *rows[7:]],
        lambda rows, _: [*rows[:6], rows[7]._replace(order=7, position=7), *rows[7:]],
        lambda rows, _: [*rows[:6], rows[6]._replace(state=b"{}"), *rows[7:]],
    ],
    ids=["changed", "missing", "repeated", "emptied"],
)
def test_a_record_that_was_tampered_with_ends_it_with_three(
    url: str, tampered: Callable[[list[Row], str], list[Row]]
) -> None:
    rewrite(url, tampered(rows_of(url), url))
    for lang in LANGUAGES:
        refused = ask("verify", "--store", url, "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert len(refused.stderr.splitlines()) == 1


def test_what_is_cut_off_at_the_end_is_seen_by_a_head_that_was_kept(url: str) -> None:
    head = head_of(url)
    rewrite(url, rows_of(url)[:-1])
    assert ask("verify", "--store", url).exit_code == 0
    assert ask("verify", "--store", url, "--head", f"{head.position}:{head.digest}").exit_code == 3

"""What a store is set to do, compress and encrypt above all, what is in its rows then, and what extras it needs."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from eventsourcing.cryptography import AESCipher
from eventsourcing.utils import clear_topic_cache

import hersys_lifecycle.store
from hersys_lifecycle.errors import CorruptLogError
from hersys_lifecycle.store import MissingExtraError, Store, StoreSettingsError, open_store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import maintenance
from tests.stores import NOTICE, OSAKA_LATER, behind, shown
from tests.tampering import rewrite, rows_of

NIGHT = maintenance("夜間", "2023-11-05T00:00", "2023-11-05T06:00")
KEY, OTHER_KEY = AESCipher.create_key(32), AESCipher.create_key(16)
ZLIB = {"COMPRESSOR_TOPIC": "eventsourcing.compressor:ZlibCompressor"}
AES = {"CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher", "CIPHER_KEY": KEY}
SETTINGS: dict[str, Mapping[str, str]] = {
    "zlib": ZLIB,
    "zlib of Python": {"COMPRESSOR_TOPIC": "zlib"},
    "AES": AES,
    "AES of pycryptodome": {**AES, "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher"},
    "a key alone": {"CIPHER_KEY": KEY},
    "AES and zlib": {**AES, **ZLIB},
}
WORDS = ("ops", "夜間", "保健所", "maintenance_scheduled", "2023", "notice", "厚生労働省")


class Shredder:
    """Writes what nobody can read."""

    def compress(self, data: bytes) -> bytes:
        return data[:1]

    def decompress(self, data: bytes) -> bytes:
        return data


def filled(url: str, clock: FrozenClock, env: Mapping[str, str] | None) -> Store:
    """Return an open store with the notice and one event more."""
    store = open_store(url, clock=clock, env=env)
    store.adopt(NOTICE, by="ops", key="notice")
    store.record(NIGHT, by="保健所")
    return store


@pytest.mark.parametrize("env", SETTINGS.values(), ids=SETTINGS)
def test_what_is_compressed_or_encrypted_is_read_as_it_was_recorded(
    env: Mapping[str, str], store_url: str, clock: FrozenClock
) -> None:
    with filled(store_url, clock, env) as store:
        assert store.verify_chain() == store.head()
        assert [each.event for each in store.history()] == [*NOTICE, NIGHT]
        assert store.history()[-1].recorded_by == "保健所"


@pytest.mark.parametrize("env", SETTINGS.values(), ids=SETTINGS)
def test_what_is_compressed_or_encrypted_is_not_readable_in_the_database(
    env: Mapping[str, str], shared_url: str, clock: FrozenClock
) -> None:
    with filled(shared_url, clock, env) as store:
        states = [bytes(state) for (state,) in behind(shared_url, "SELECT state FROM ROWS")]
        assert len(states) == 53
        for word in WORDS:
            assert not any(word.encode() in state for state in states)
        with open_store(shared_url, env=env) as again:
            assert again.history() == store.history()


def test_both_ciphers_read_what_either_wrote(shared_url: str, clock: FrozenClock) -> None:
    one, other = SETTINGS["AES"], SETTINGS["AES of pycryptodome"]
    with filled(shared_url, clock, one) as store, open_store(shared_url, clock=clock, env=other) as again:
        later = again.record(OSAKA_LATER, by="ops")
        assert store.history() == again.history()
        assert store.history()[-1] == later


def test_settings_may_come_from_the_environment(
    shared_url: str, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in AES.items():
        monkeypatch.setenv(f"HERSYS_LIFECYCLE_{name}", value)
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    with filled(shared_url, clock, None) as store:
        monkeypatch.undo()
        with open_store(shared_url, env={**AES, **ZLIB}) as again:
            assert again.history() == store.history()


def test_a_row_holds_the_canonical_line_and_no_import_path(shared_url: str, clock: FrozenClock) -> None:
    with filled(shared_url, clock, None) as store:
        rows = behind(shared_url, "SELECT originator_id, originator_version, topic, state FROM ROWS ORDER BY 2")
        history = store.history()
    assert [position for _, position, _, _ in rows] == list(range(1, 54))
    assert {topic for _, _, topic, _ in rows} == {
        "non_reportable_registration_stopped",
        "updates_stopped",
        "maintenance_scheduled",
        "bulk_export_opened",
        "slot_assigned",
        "decommission_limit_announced",
    }
    for row in rows:
        text = f"{row[:3]} {bytes(row[3]).decode()}"
        for part in ("hersys_lifecycle", "eventsourcing", "tests", "MaintenanceScheduled"):
            assert part not in text
    assert bytes(rows[-1][3]) == hersys_lifecycle.codec.write_line(history[-1])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (AES, {"CIPHER_KEY": OTHER_KEY}),
        (AES, {}),
        (AES, {**AES, **ZLIB}),
        (ZLIB, {}),
        (ZLIB, AES),
        ({**AES, **ZLIB}, AES),
        ({**AES, **ZLIB}, ZLIB),
        ({}, AES),
        ({}, ZLIB),
        ({}, {"COMPRESSOR_TOPIC": "bz2"}),
    ],
)
def test_other_settings_than_those_of_then_are_told_as_a_cause(
    written: Mapping[str, str], read: Mapping[str, str], shared_url: str, clock: FrozenClock
) -> None:
    with filled(shared_url, clock, written) as store:
        with pytest.raises(
            CorruptLogError, match=r"at position 1: .* open the store with the COMPRESSOR_TOPIC,"
        ) as raised:
            open_store(shared_url, env=read)
        assert KEY not in shown(raised.value)
        assert OTHER_KEY not in shown(raised.value)
        assert store.verify_chain() == store.head()  # and nothing came to harm


def test_what_is_encrypted_and_happens_to_begin_as_a_line_does_is_told_so_too(
    shared_url: str, clock: FrozenClock
) -> None:
    with filled(shared_url, clock, AES):
        rows = rows_of(shared_url)
        rewrite(shared_url, (row._replace(state=b"{" + bytes(cast("bytes", row.state))[1:]) for row in rows))
        with pytest.raises(CorruptLogError, match=r"at position 1: .* open the store with the COMPRESSOR_TOPIC,"):
            open_store(shared_url, env={})


@pytest.mark.parametrize(
    ("env", "reason"),
    [
        ({"CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher"}, "'CIPHER_KEY' not in env"),
        ({"CIPHER_KEY": "short"}, "Invalid base64-encoded string"),
        ({"CIPHER_KEY": "c2hvcnQ="}, "Invalid key size: 5"),
        ({"CIPHER_TOPIC": "no.such:Cipher", "CIPHER_KEY": KEY}, "Failed to resolve topic 'no.such:Cipher'"),
        ({"CIPHER_TOPIC": "eventsourcing.cipher:Enigma", "CIPHER_KEY": KEY}, "'eventsourcing.cipher:Enigma'"),
        ({"COMPRESSOR_TOPIC": "no_such"}, "Failed to resolve topic 'no_such'"),
        ({"COMPRESSOR_TOPIC": "json:loads"}, "COMPRESSOR_TOPIC=json:loads: 'function' object has no attribute 'compr"),
        ({"COMPRESSOR_TOPIC": f"{__name__}:Shredder"}, "Shredder: what is written cannot be read back"),
        ({"CIPHER_TOPIC": "os:path"}, "CIPHER_TOPIC=os:path: 'module' object is not callable"),
        ({**ZLIB, "CIPHER_TOPIC": "builtins:dict"}, "Compressor, CIPHER_TOPIC=builtins:dict: "),
        ({"SQLITE_LOCK_TIMEOUT": "soon"}, "'SQLITE_LOCK_TIMEOUT' is invalid"),
    ],
)
def test_settings_that_cannot_be_used_are_told(env: Mapping[str, str], reason: str, tmp_path: Path) -> None:
    with pytest.raises(StoreSettingsError, match=f"{reason}.*; correct env or the environment") as raised:
        open_store(f"sqlite:///{tmp_path / 'log.db'}", env=env)
    assert KEY not in shown(raised.value)
    assert list(tmp_path.iterdir()) == []


# Extras


def test_postgresql_without_its_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(hersys_lifecycle.store, "postgres", raising=False)
    monkeypatch.delitem(sys.modules, "hersys_lifecycle.store.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(
        MissingExtraError, match=r"needs an extra: pip install 'hersys-lifecycle\[postgres\]'"
    ) as raised:
        open_store("postgresql://host/hersys")
    assert raised.value == MissingExtraError("postgres", "a store on PostgreSQL")


def test_encryption_without_its_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "eventsourcing.cryptography")
    for name in tuple(sys.modules):
        if name.startswith("cryptography."):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    clear_topic_cache()
    with pytest.raises(MissingExtraError) as raised:
        open_store(":memory:", env={"CIPHER_KEY": KEY})
    assert raised.value == MissingExtraError("crypto", "encryption")


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("psycopg", "cryptography", "Crypto", "stamina"))
from hersys_lifecycle.store import MissingExtraError, open_store
for use in (
    lambda: open_store("postgresql://host/hersys"),
    lambda: open_store(":memory:", env={"CIPHER_KEY": "x"}),
    lambda: open_store(":memory:").follow(),
):
    try:
        use()
    except MissingExtraError as error:
        print(error)
"""


def test_all_else_works_without_the_extras() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, timeout=60)
    extras = {"a store on PostgreSQL": "postgres", "encryption": "crypto", "following a store": "follow"}
    assert ran.stdout.splitlines() == [
        f"{purpose} needs an extra: pip install 'hersys-lifecycle[{extra}]', or '.[{extra}]' from a checkout"
        for purpose, extra in extras.items()
    ]

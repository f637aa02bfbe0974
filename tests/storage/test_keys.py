"""Keys: one for each file, nothing of them on disk but sealed under a passphrase, and a code on paper."""

from __future__ import annotations

import json
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.errors import KeyWanted, NotALibrary, UserError, WrongKey
from planner.storage import engine, inspecting, key_record, key_store, keys
from planner.storage.connecting import connect_sqlite

KEY = bytes(range(32))


@pytest.fixture
def encrypted(tmp_path: Path) -> Any:
    path = tmp_path / "sealed.planner"
    engine.create_library(str(path), KEY).close()
    yield path
    keys.forget(path)


class Store:
    """A key store of the system."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, name: str, value: str) -> None:
        self.kept[service, name] = value

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    store = Store()
    monkeypatch.setattr(key_store, "_store", lambda: store)
    return store


def test_an_encrypted_library_never_begins_as_a_plain_one(encrypted: Path) -> None:
    """K14: the key comes first, or the file would be plain."""
    assert not encrypted.read_bytes().startswith(keys.PLAIN)
    assert inspecting.is_encrypted(encrypted)
    with closing(connect_sqlite(encrypted)) as connection:
        assert connection.execute("PRAGMA cipher_version").fetchall()
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)


def test_it_opens_while_its_key_is_held_and_asks_for_it_when_not(encrypted: Path) -> None:
    library = engine.open_library(str(encrypted))
    assert library.rows("SELECT count(*) FROM person") == [(0,)]
    library.close()

    keys.forget(encrypted)
    with pytest.raises(KeyWanted, match="is encrypted"):
        engine.open_library(str(encrypted))


def test_the_key_of_another_library_is_said_to_be_that(
    encrypted: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = encrypted.read_bytes()
    keys.hold(encrypted, bytes(32))

    with pytest.raises(WrongKey, match="does not open with this key") as caught:
        engine.open_library(str(encrypted))

    assert encrypted.read_bytes() == before
    assert bytes(32).hex() not in repr(caught.getrepr(style="long"))
    assert KEY.hex() not in capfd.readouterr().err


def test_an_encrypted_library_that_was_cut_off_is_named_so(encrypted: Path) -> None:
    encrypted.write_bytes(encrypted.read_bytes()[:-100])

    with pytest.raises(NotALibrary, match="is damaged or was cut off"):
        engine.open_library(str(encrypted))


def test_without_a_cipher_it_says_what_to_do_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """K14: no cipher in the build."""
    from planner.storage import connecting

    monkeypatch.setattr(connecting, "has_cipher", lambda _connection: False)
    path = tmp_path / "new.planner"

    with pytest.raises(UserError, match=r"cannot read encrypted libraries\. The library was left"):
        engine.create_library(str(path), KEY)
    assert not path.exists() or path.stat().st_size == 0
    keys.forget(path)


def test_a_copy_is_opened_with_a_key_that_is_lent_to_it_and_with_none_afterwards(
    encrypted: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.planner"
    copy.write_bytes(encrypted.read_bytes())
    for _turn in range(2):
        assert keys.held(copy) is None
        with (
            keys.lent(copy, KEY),
            keys.lent(copy, KEY),
            closing(connect_sqlite(copy, read_only=True)) as connection,
        ):
            assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_once_a_library_is_shut_no_key_of_it_or_of_its_copies_is_held(
    encrypted: Path, tmp_path: Path
) -> None:
    """Locked is locked: neither a copy nor an older backup can be read without a passphrase."""
    copy, other, old = tmp_path / "copy.planner", tmp_path / "other.planner", bytes(range(1, 33))
    keys._held.clear()  # of other tests
    keys._copies.clear()
    keys.hold(encrypted, KEY)
    keys.hold(copy, KEY)
    keys.hold_for_copies(encrypted, old)
    keys.hold(other, bytes(32))
    assert keys.with_mark(keys.mark_of(old)) == old

    with keys.lent(tmp_path / "being made", KEY):
        keys.shut(encrypted)
        assert keys.held(tmp_path / "being made") == KEY

    assert keys.all_held() == [bytes(32)]
    assert keys.held(copy) is keys.held(encrypted) is keys.with_mark(keys.mark_of(old)) is None
    keys.forget(other)


def test_the_record_gives_the_key_for_its_passphrase_and_for_no_other(encrypted: Path) -> None:
    key_record.write(encrypted, key_record.record_of(KEY, "a blue bicycle"))
    record = key_record.read(encrypted)
    assert record is not None

    assert key_record.key_of(record, "a blue bicycle") == KEY
    for wrong in ("A blue bicycle", "a blue bicycle ", ""):
        with pytest.raises(WrongKey, match="The passphrase is not right"):
            key_record.key_of(record, wrong)


def test_nothing_of_the_key_or_the_passphrase_stands_in_the_record(encrypted: Path) -> None:
    key_record.write(encrypted, key_record.record_of(KEY, "a blue bicycle"))
    kept = inspecting.key_file(encrypted)
    content = kept.read_text()

    for secret in (KEY.hex(), "blue", keys.recovery_code(KEY)[:9]):
        assert secret not in content
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format": 2, "mark": "x"}', "\x00", "9" * 20_000]
)
def test_a_damaged_record_is_a_sentence_and_costs_nothing(content: str, encrypted: Path) -> None:
    inspecting.key_file(encrypted).write_text(content)

    with pytest.raises(UserError, match="damaged or cannot be read"):
        key_record.read(encrypted)
    assert key_store.fetch(encrypted) is None


def test_a_record_that_asks_for_all_memory_is_refused(encrypted: Path) -> None:
    key_record.write(encrypted, key_record.record_of(KEY, "a blue bicycle"))
    kept = inspecting.key_file(encrypted)
    found = json.loads(kept.read_text())
    found["passphrase"]["scrypt"] = 2**40
    kept.write_text(json.dumps(found))

    with pytest.raises(UserError, match="damaged or cannot be read"):
        key_record.read(encrypted)


def test_the_key_store_of_the_system_opens_a_library_by_itself(
    encrypted: Path, store: Store
) -> None:
    key_record.write(encrypted, key_record.record_of(KEY))
    key_store.keep(KEY)
    keys.forget(encrypted)

    engine.open_library(str(encrypted)).close()

    key_store.drop(keys.mark_of(KEY))
    key_store.drop(keys.mark_of(KEY))
    keys.forget(encrypted)
    with pytest.raises(KeyWanted):
        engine.open_library(str(encrypted))


def test_a_store_that_keeps_keys_in_a_file_is_taken_for_none() -> None:
    from keyring.backends import fail

    class PlaintextKeyring:
        """As some bring it along."""

    assert not key_store._is_of_system(PlaintextKeyring())
    assert not key_store._is_of_system(fail.Keyring())


@given(some.binary(min_size=32, max_size=32))
def test_a_recovery_code_is_the_key_however_it_is_typed(key: bytes) -> None:
    code = keys.recovery_code(key)

    assert [len(group) for group in code.split("-")] == [4] * 14
    assert keys.of_recovery_code(code) == key
    assert keys.of_recovery_code(code.lower().replace("-", " ")) == key
    assert keys.of_recovery_code(code.replace("O", "0").replace("I", "1")) == key


@given(some.binary(min_size=32, max_size=32), some.integers(0, 69), some.sampled_from("ACEGKMQ7"))
def test_a_recovery_code_with_one_wrong_sign_is_refused(key: bytes, at: int, sign: str) -> None:
    code = keys.recovery_code(key)
    if at >= len(code) or code[at] in ("-", sign):
        return
    with pytest.raises(UserError, match="14 groups of four signs"):
        keys.of_recovery_code(code[:at] + sign + code[at + 1 :])


@pytest.mark.parametrize("code", ["", "ABCD", "-" * 70, "ÆØÅÆ" * 14, "A" * 56])
def test_what_is_no_recovery_code_is_refused(code: str) -> None:
    with pytest.raises(UserError, match="not complete"):
        keys.of_recovery_code(code)


def test_a_key_store_that_hangs_counts_as_none_and_nobody_waits_twice(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wake = threading.Event()
    key_record.write(encrypted, key_record.record_of(KEY))
    monkeypatch.setattr(key_store, "_store", lambda: wake.wait(30) and None)
    monkeypatch.setattr(key_store, "PATIENCE", 0.05)
    monkeypatch.setattr(key_store, "ANSWER", 0.05)
    begun = time.monotonic()
    assert not key_store.is_there()
    for _again in range(20):
        assert key_store.fetch(encrypted) is None
    with pytest.raises(UserError, match="did not take the key"):
        key_store.keep(KEY)
    assert time.monotonic() - begun < 0.5
    wake.set()
    for thread in list(key_store._hanging):
        thread.join()
    store = Store()
    monkeypatch.setattr(key_store, "_store", lambda: store)
    key_store.keep(KEY)
    assert key_store.fetch(encrypted) == KEY
    with key_store.not_asked():
        assert key_store.fetch(encrypted) is None

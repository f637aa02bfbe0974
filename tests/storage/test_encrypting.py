"""A library is encrypted, and made plain again, whole or not at all; nothing of it is left readable."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factories import person
from planner.domain.people import Person
from planner.errors import Locked, NotWritten, UserError
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage import chain, digests, encrypting, engine, inspecting, key_record, keys
from planner.storage.connecting import connect_sqlite

KEY = bytes(range(32))
RECORD = key_record.KeyRecord(mark=keys.mark_of(KEY))


@pytest.fixture
def path(tmp_path: Path, sample_file: Path) -> Iterator[Path]:
    path = tmp_path / "library.planner"
    shutil.copyfile(sample_file, path)
    yield path
    keys.forget(path)


def rows(path: Path) -> dict[str, Any]:
    """Everything that is in the tables, and what guards it."""
    library = engine.open_library(str(path))
    names = [
        name
        for (name,) in library.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("search_text")
    ]
    found: dict[str, Any] = {
        name: sorted(map(repr, library.rows(f'SELECT * FROM "{name}"'))) for name in names
    }
    found["version"] = library.rows("PRAGMA user_version")
    assert not list(digests.damaged(library))
    assert not list(chain.broken(library))
    library.close()
    return found


def test_an_encrypted_library_holds_the_same_and_the_old_file_is_put_away(path: Path) -> None:
    before = rows(path)
    parts: list[tuple[int, int]] = []

    old = encrypting.encrypt(path, KEY, RECORD, lambda *how: parts.append(how))

    assert rows(path) == before
    assert inspecting.is_encrypted(path)
    assert old.read_bytes().startswith(keys.PLAIN)
    assert encrypting.put_away(path) == [old]
    assert parts[-1][0] == parts[-1][1]
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == [
        "library.planner",
        "library.planner.key",
        "library.planner.lock",
        "library.planner.unencrypted",
    ]


def test_search_finds_in_an_encrypted_library_as_before(path: Path) -> None:
    encrypting.encrypt(path, KEY, RECORD)
    planner = open_planner(str(path), Settings())

    assert planner.search("Lund")
    planner.contacts.add(person("Katō", "Ren"))
    assert planner.search("Katō")
    planner.close()


def test_made_plain_again_it_holds_the_same_and_opens_without_a_key(path: Path) -> None:
    before = rows(path)
    encrypting.encrypt(path, KEY, RECORD)
    encrypting.remove_put_away(path)
    assert encrypting.put_away(path) == []

    old = encrypting.decrypt(path)

    assert keys.held(path) is None
    assert rows(path) == before
    assert not inspecting.is_encrypted(path)
    assert not old.read_bytes().startswith(keys.PLAIN)
    assert inspecting.key_file(old).exists()
    encrypting.remove_put_away(path)
    assert [one.suffix for one in sorted(path.parent.iterdir()) if one.is_file()] == [
        ".planner",
        ".lock",
    ]


def test_no_plain_byte_of_marked_values_is_left_in_any_file(path: Path, tmp_path: Path) -> None:
    """K1: a stolen laptop shows nothing: library, log, copies, temporary files."""
    planner = open_planner(str(path), Settings())
    marks = [f"Zqx{secrets.token_hex(6)}" for _number in range(50)]
    for mark in marks[:25]:
        planner.contacts.add(person(mark, "Ren"))
    planner.close()
    encrypting.encrypt(path, KEY, RECORD)
    encrypting.remove_put_away(path)
    planner = open_planner(str(path), Settings())
    for mark in marks[25:]:
        planner.keeper(Person).add(person(mark, "Ren"))
    copies = tmp_path / "copies"
    copies.mkdir()
    keys.hold(copies / "made.planner", KEY)
    with (
        closing(connect_sqlite(path)) as source,
        closing(connect_sqlite(copies / "made.planner")) as copy,
    ):
        source.backup(copy)

    assert path.with_name(path.name + "-wal").stat().st_size > 0
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(files) >= 5
    for one in files:
        content = one.read_bytes()
        found = [mark for mark in marks if mark.encode() in content]
        assert not found, one.name
    assert all(planner.search(mark) for mark in marks)
    planner.close()


def test_a_library_that_is_open_elsewhere_is_not_exchanged(path: Path) -> None:
    planner = open_planner(str(path), Settings())
    planner.contacts.count()

    with pytest.raises(Locked, match="is open somewhere else"):
        encrypting.encrypt(path, KEY, RECORD)
    planner.keep_locked()
    with pytest.raises(Locked, match=r"has library\.planner open"):
        encrypting.encrypt(path, KEY, RECORD)

    planner.close()
    assert not inspecting.is_encrypted(path)
    assert not inspecting.key_file(path).exists()


def test_too_full_a_disk_is_said_before_anything_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: type("Free", (), {"free": 1000})())

    with pytest.raises(UserError, match="too little room"):
        encrypting.encrypt(path, KEY, RECORD)
    assert not inspecting.key_file(path).exists()


def test_a_copy_that_is_not_the_same_never_takes_the_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    write = encrypting._write

    def badly(library: Path, part: Path, key: bytes | None) -> None:
        write(library, part, key)
        keys.hold(part, KEY)
        with closing(connect_sqlite(part)) as copy:
            copy.execute("UPDATE person SET notes = 'x' WHERE id = (SELECT min(id) FROM person)")

    monkeypatch.setattr(encrypting, "_write", badly)

    with pytest.raises(NotWritten, match="was not the same as the original"):
        encrypting.encrypt(path, KEY, RECORD)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part*"))
    assert not list(path.parent.glob(".*.part*"))


def test_an_old_file_of_before_is_never_written_over(path: Path) -> None:
    path.with_name(path.name + ".unencrypted").write_text("precious")

    with pytest.raises(UserError, match="is still there"):
        encrypting.encrypt(path, KEY, RECORD)
    assert path.with_name(path.name + ".unencrypted").read_text() == "precious"


@pytest.mark.parametrize("call", ["os.replace", "os.fsync"])
def test_a_disk_that_refuses_leaves_the_library_as_it_was(
    call: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(call, refuse)

    with pytest.raises(NotWritten, match="No space left on device"):
        encrypting.encrypt(path, KEY, RECORD)
    assert path.read_bytes() == before
    assert encrypting.put_away(path) == []
    assert not inspecting.key_file(path).exists()


def test_a_disk_without_second_names_keeps_the_old_file_as_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)

    old = encrypting.encrypt(path, KEY, RECORD)

    assert old.read_bytes().startswith(keys.PLAIN)
    assert not path.read_bytes().startswith(keys.PLAIN)


def test_called_off_it_leaves_nothing_behind(path: Path) -> None:
    before = path.read_bytes()

    class CalledOff(Exception):
        """Somebody pressed Cancel."""

    def stop(done: int, _total: int) -> None:
        if done > 10:
            raise CalledOff

    with pytest.raises(CalledOff):
        encrypting.encrypt(path, KEY, RECORD, stop)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == [
        "library.planner",
        "library.planner.lock",
    ]


LONG = bool(os.environ.get("PLANNER_LONG"))
"""Every moment, instead of each fifth."""


@pytest.mark.skipif(os.name == "nt", reason="killed another way there")
def test_killed_at_any_moment_there_is_a_whole_library_under_its_name(
    path: Path, sample_file: Path
) -> None:
    """The old or the new one, never none and never half of one."""
    before = rows(path)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from planner.storage import encrypting, key_record, keys\n"
        "path, at = Path(sys.argv[1]), int(sys.argv[2])\n"
        "seen = 0\n"
        "def count(event, args):\n"
        "    global seen\n"
        "    if event in ('open', 'os.rename', 'os.link', 'os.remove', 'os.chmod') and"
        " str(path.parent) in str(args[0]):\n"
        "        seen += 1\n"
        "        if seen == at:\n"
        "            os.kill(os.getpid(), 9)\n"
        "key = bytes(range(32))\n"
        "sys.addaudithook(count)\n"
        "encrypting.encrypt(path, key, key_record.KeyRecord(mark=keys.mark_of(key)))\n"
        "print('done')\n"
    )
    ended = []
    for at in range(1, 60, 1 if LONG else 5):
        for one in path.parent.iterdir():
            if one.is_file():
                one.unlink()
        shutil.copyfile(sample_file, path)
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), str(at)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        sealed = inspecting.is_encrypted(path) and not path.read_bytes().startswith(keys.PLAIN)
        if sealed:
            keys.hold(path, KEY)
        assert rows(path) == before, at
        keys.forget(path)
        ended.append(sealed)
        if "done" in done.stdout:
            break
        assert done.returncode == -9
    assert ended[0] is False
    assert ended[-1] is True
    assert len(ended) > (14 if LONG else 3)

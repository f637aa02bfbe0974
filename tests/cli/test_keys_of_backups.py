"""Backups of an encrypted library on the command line: the passphrase or code opens them, also without the library."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.cli import main
from planner.services.lockbox import Lockbox, NewLock
from planner.storage import key_record, key_store, keys

WORDS, OTHERS = "a blue bicycle in Lund", "another horse in Malmö"
VARIABLE = "PLANNER_LIBRARY_PASSPHRASE"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _cheap_tries_and_no_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(key_record, "COST", 2)
    monkeypatch.setattr(key_store, "_store", lambda: None)
    yield
    new_process()


def new_process() -> None:
    keys._held.clear()
    keys._copies.clear()


def run(path: Path, *words: str | Path) -> int:
    """As a program of its own: it knows no key from before."""
    new_process()
    return main([*map(str, words), "--library", str(path)])


@pytest.fixture
def lock() -> NewLock:
    return NewLock()


@pytest.fixture
def path(tmp_path: Path, empty_file: Path, lock: NewLock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted library with two backups; its passphrase stands in the environment."""
    path = tmp_path / "mine" / "library.planner"
    path.parent.mkdir()
    shutil.copyfile(empty_file, path)
    box = Lockbox(str(path))
    box.encrypt(lock, WORDS)
    box.remove_old()
    monkeypatch.setenv(VARIABLE, WORDS)
    for _turn in range(2):
        assert run(path, "library", "backup") == 0
    return path


def states(path: Path, capsys: Captured) -> list[bool]:
    capsys.readouterr()
    run(path, "library", "backups", "--json")
    return [one["good"] for one in json.loads(capsys.readouterr().out)["backups"]["list"]]


def test_checking_without_the_passphrase_calls_nothing_damaged(
    path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    capsys.readouterr()
    assert run(path, "library", "backups", "--check") == 0
    told = capsys.readouterr().out
    assert "2 backups are as they were made, but could not be read" in told
    assert "NOT GOOD" not in told
    assert states(path, capsys) == [True, True]
    monkeypatch.setenv(VARIABLE, OTHERS)
    assert run(path, "library", "backups", "--check", "--json") == 0
    assert json.loads(capsys.readouterr().out)["backups"]["not_read"] == [2, 1]
    monkeypatch.setenv(VARIABLE, WORDS)
    assert run(path, "library", "backups", "--check") == 0
    assert "could not be read" not in capsys.readouterr().out


@pytest.mark.parametrize("lost", ["bit", "gone"])
@pytest.mark.parametrize("way", ["passphrase", "code", "other passphrase", "nothing"])
def test_a_library_that_is_damaged_or_gone_is_restored_with_what_opens_its_backup(
    path: Path,
    lock: NewLock,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    lost: str,
) -> None:
    if lost == "gone":
        path.unlink()
    else:
        whole = bytearray(path.read_bytes())
        whole[100] ^= 1
        path.write_bytes(whole)
    given = {"passphrase": WORDS, "code": lock.code, "other passphrase": OTHERS, "nothing": ""}
    monkeypatch.setenv(VARIABLE, given[way])
    capsys.readouterr()

    done = run(path, "library", "restore", "1")

    said = capsys.readouterr()
    if way in ("passphrase", "code"):
        assert "The backup is restored" in said.out
        assert run(path, "library", "info") == 0
        return
    assert done == 1
    wanted = {
        "other passphrase": "The passphrase is not right",
        "nothing": f"000001-{said.err.split('000001-')[-1][:15]}.planner is encrypted",
    }
    assert wanted[way] in said.err
    if way == "nothing":
        assert "Give its passphrase or its recovery code. Use --passphrase-file PATH" in said.err
    assert "damaged" not in said.err
    assert states(path, capsys) == [True, True]
    assert path.exists() == (lost == "bit")


def test_opening_a_damaged_library_with_the_right_passphrase_says_that_it_is_damaged(
    path: Path, capsys: Captured
) -> None:
    whole = bytearray(path.read_bytes())
    whole[100] ^= 1
    path.write_bytes(whole)
    assert run(path, "library", "info") == 1
    assert "The key is right, but library.planner does not open with it" in capsys.readouterr().err


def test_a_backup_of_another_folder_is_restored_on_a_new_computer(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(path.with_name("library.planner.backups"), stick)
    (copy,) = stick.glob("000002*.planner")
    shutil.rmtree(path.parent)
    new = tmp_path / "new" / "library.planner"
    assert run(new, "library", "restore", "--file", copy) == 0
    assert run(new, "library", "info") == 0


def test_after_the_key_was_changed_an_old_backup_takes_the_passphrase_of_then(
    path: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.txt").write_text(OTHERS)
    assert run(path, "library", "decrypt", "--remove-old") == 0
    verb = ("library", "encrypt", "--new-passphrase-file", tmp_path / "new.txt", "--remove-old")
    assert run(path, *verb, "--sheet", tmp_path / "sheet.txt") == 0
    monkeypatch.setenv(VARIABLE, OTHERS)
    assert run(path, "library", "backup") == 0
    capsys.readouterr()
    assert run(path, "library", "restore", "1") == 1
    assert "The passphrase is not right" in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, WORDS)
    assert run(path, "library", "restore", "1", "--dry-run") == 0
    assert "The library was not unlocked" in capsys.readouterr().out
    assert run(path, "library", "restore", "1") == 0
    assert run(path, "library", "info") == 0  # it has the key of then
    monkeypatch.setenv(VARIABLE, OTHERS)
    assert run(path, "library", "restore", "--undo") == 0
    assert run(path, "library", "info") == 0

"""What encryption costs: an edit against a bare plain commit, opening against opening the plain file."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median

import pytest
from test_commit_speed import EDITS, LIMIT, Bare, _edit

from factories import person
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage import encrypting, engine, key_record, keys

KEY = bytes(range(32))
OPENING = 0.05
"""Seconds that opening may take longer; the time is that of SQLCipher, whatever the size."""


def encrypted(path: Path) -> None:
    encrypting.encrypt(path, KEY, key_record.KeyRecord(mark=keys.mark_of(KEY)))


@pytest.mark.benchmark
def test_an_edit_of_an_encrypted_library_stays_under_the_same_bar(
    empty_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Against the bare commit of the same row into a file that is encrypted, too."""
    ours, alone, plain = (tmp_path / f"{name}.planner" for name in ("ours", "alone", "plain"))
    someone = person("Sato", "Hana")
    for path in (ours, alone, plain):
        shutil.copyfile(empty_file, path)
        planner = open_planner(str(path), Settings(chosen={"author": "Eva"}))
        planner.contacts.people.add(someone)
        planner.close()
    encrypted(ours)
    encrypted(alone)
    planner = open_planner(str(ours), Settings(chosen={"author": "Eva"}))
    planner.keep_locked()
    bare, without = Bare(alone, someone.id), Bare(plain, someone.id)
    rounds = [
        (_edit(planner, someone.id, turn), bare.commit(turn), without.commit(turn))
        for turn in range(EDITS)
    ]
    for one in (bare, without, planner):
        one.close()
    for path in (ours, alone):
        keys.forget(path)

    thirds = [
        rounds[start * len(rounds) // 3 : (start + 1) * len(rounds) // 3] for start in range(3)
    ]  # the quietest counts: others may work, too
    found = [tuple(median(times) for times in zip(*third, strict=True)) for third in thirds]
    edit, commit, cheapest = min(found, key=lambda one: one[0] / one[1])
    with capsys.disabled():
        print(
            f"\n  one encrypted edit {edit * 1000:.2f} ms, its row bare {commit * 1000:.2f} ms,"
            f" {edit / commit:.2f} times (limit {LIMIT}); bare and plain {cheapest * 1000:.2f} ms,"
            f" {edit / cheapest:.2f} times"
        )
    assert edit / commit < LIMIT


@pytest.mark.benchmark
def test_opening_an_encrypted_library_takes_hardly_longer(
    sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, sealed = tmp_path / "plain.planner", tmp_path / "sealed.planner"
    for path in (plain, sealed):
        shutil.copyfile(sample_file, path)
    encrypted(sealed)

    def opening(path: Path) -> float:
        start = time.perf_counter()
        library = engine.open_library(str(path))
        library.rows("SELECT * FROM person")
        library.close()
        return time.perf_counter() - start

    # By turns, so that whatever else the disk does meets both alike.
    rounds = [(opening(sealed), opening(plain)) for _turn in range(9)]
    keys.forget(sealed)
    with_key, without = min(one for one, _ in rounds), min(one for _, one in rounds)
    with capsys.disabled():
        print(
            f"\n  opened and read: encrypted {with_key * 1000:.1f} ms, plain {without * 1000:.1f} ms"
        )
    assert with_key - without < OPENING

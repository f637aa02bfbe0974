"""C1: bits of the library's file that turned over: what changes a value of the user is found.

In the suite some; PLANNER_LONG=1 tries 10,000 of a plain and 2,000 of an encrypted library.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faults.flipped_bits import state, tries
from planner.errors import NotALibrary
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import encrypting, inspecting, key_record, keys, soundness
from planner.storage.backups.verifying import looked_through
from planner.storage.connecting import connect_sqlite

LONG = bool(os.environ.get("PLANNER_LONG"))
KEY = bytes(range(32))


@pytest.fixture
def full(tmp_path: Path, sample: Planner) -> Path:
    """A library with all that is kept apart from records, too: texts of releases, files, keys, steps."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF")
    visit = sample.visits.find("JP-DK-2027").id
    sample.files.attach("visit", visit, sample.files.read([paper]))
    sample.releases.release(visit)
    sample.visit_files.give(visit, tmp_path / "visit.planner-visit", "Partner")
    sample.visits.edit(visit, title="Another title")
    sample.history.undo()
    sample.history.redo()
    path = Path(sample.address)
    sample.close()
    return path


def changed(path: Path, sql: str) -> None:
    connection = connect_sqlite(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(sql)
    connection.close()


def test_a_bit_that_changes_data_is_found_or_the_file_refused(full: Path) -> None:
    flips = tries(full, 10_000 if LONG else 100, seed=5)
    print(flips)
    assert not flips.missed
    assert flips.found > flips.tried / 10


def test_no_bit_of_an_encrypted_library_changes_data_unseen(full: Path) -> None:
    """Each page is sealed: nothing is ever read otherwise, and a page that is in use is refused."""
    encrypting.encrypt(full, KEY, key_record.KeyRecord(mark=keys.mark_of(KEY)), lambda *_how: None)
    flips = tries(full, 2_000 if LONG else 20, seed=6)
    print(flips)
    keys.forget(full)
    assert not flips.missed
    assert set(flips.of) <= {"not readable"}
    assert flips.changed > flips.tried / 3


APART = [
    ("kept_text", "UPDATE kept_text SET content = replace(content, 'a', 'b')"),
    ("stored_file", "UPDATE stored_file SET data = zeroblob(size)"),
    ("stored_file", "UPDATE stored_file SET size = size + 1"),
    ("person_key", "UPDATE person_key SET secret = replace(secret, '1', '0')"),
    ("person_key", "UPDATE person_key SET secret = replace(secret, '1', 'x')"),
    ("columns of ride", "ALTER TABLE ride RENAME COLUMN seat TO seau"),
    ("order of step", "UPDATE change SET place = place + 100000 WHERE place = 3"),
    ("order of step", "UPDATE step SET undone_by = 1 WHERE undone_by IS NOT NULL"),
    ("order of step", "UPDATE step SET lasting = 3"),
]


def test_what_has_no_digest_is_looked_at_in_another_way(full: Path, tmp_path: Path) -> None:
    """Texts of releases, contents of files, keys of people, columns, the order of the history."""
    assert not looked_through(full).faults
    for what, sql in APART:
        path = tmp_path / "changed.planner"
        shutil.copyfile(full, path)
        changed(path, sql)
        assert any(one.startswith(f"kept: {what}") for one in looked_through(path).faults), sql


def test_the_check_of_the_window_says_so_too(full: Path) -> None:
    """ "The file itself is damaged: restore the newest good backup." """
    connection = connect_sqlite(full)
    connection.execute("UPDATE stored_file SET data = zeroblob(size)")
    connection.close()
    planner = open_planner(str(full), Settings())
    found = planner.checking_up.check()
    assert len(found.structure) == 1
    assert found.structure[0].startswith("stored_file")
    assert "restore the newest good backup" in found.sentences()[-1]
    planner.close()


def test_a_list_of_tables_that_is_no_text_is_a_damaged_library(tmp_path: Path, full: Path) -> None:
    """Its own words about it cannot even be read: refused with a sentence, never with a crash."""
    place = full.read_bytes().index(b"CREATE TABLE person ") + 13
    with full.open("r+b") as file:
        file.seek(place)
        file.write(b"\xac\xee\xff")
    with pytest.raises(NotALibrary, match=r"damaged|not of Planner"):
        inspecting.inspect_file(full)


def test_nothing_is_said_of_a_library_that_somebody_was_erased_from(
    open_copy: Callable[[Path], Planner], full: Path
) -> None:
    """What an erasure takes out of texts and keys is no damage."""
    planner = open_copy(full)
    visit = planner.visits.find("JP-DK-2027").id
    person = next(one.person_id for one in planner.visits.plan(visit).delegates if one.person_id)
    planner.erasing.erase(person, typed=planner.erasing.look(person).name)
    assert list(soundness.unsound(planner._core.reader)) == []


def test_what_is_compared_is_all_that_is_there(full: Path) -> None:
    """Else a difference would not be seen."""
    found = state(full)
    assert all(found[name][1] for name in ("kept_text", "stored_file", "person_key", "step"))
    assert len(found) > 80
    assert sum(len(rows) for _columns, rows in found.values()) > 4000

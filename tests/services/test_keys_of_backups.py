"""Backups of encrypted libraries: each opens with its own key, whatever became of the library or its key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.domain.people import Person
from planner.errors import CopyLocked, KeyWanted, NotALibrary, WrongKey
from planner.services.backups import Backups, Kept, NotRestored, Why, opened_backup
from planner.services.copy_lock import CopyLock
from planner.services.lockbox import Lockbox, NewLock
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import inspecting, key_record, key_store, keys
from planner.storage.backups import key_records, making
from planner.storage.backups import manifest as manifests

WORDS, OTHERS = "a blue bicycle in Lund", "another horse in Malmö"


@pytest.fixture(autouse=True)
def _cheap_tries_and_no_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(key_record, "COST", 2)
    monkeypatch.setattr(key_store, "_store", lambda: None)
    new_process()
    yield
    new_process()


def new_process() -> None:
    """The program anew: it knows no key."""
    keys._held.clear()
    keys._copies.clear()


class Ground:
    """A library with one person, encrypted, and its backups."""

    def __init__(self, path: Path, clock: Clock, empty: Path, second: Path | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(empty, path)
        self.path, self.clock, self.lock = path, clock, NewLock()
        chosen = {"backup_folder": str(second)} if second else {}
        self.settings = Settings(chosen=chosen)
        self.box = Lockbox(str(path))
        self.add("Sato")
        self.encrypt(self.lock, WORDS)

    def encrypt(self, lock: NewLock, words: str) -> None:
        self.box.encrypt(lock, words)
        self.box.remove_old()

    @property
    def backups(self) -> Backups:
        return Backups(self.path, self.settings, self.clock)

    def make(self, count: int = 1) -> Kept:
        for _turn in range(count):
            kept = self.backups.make()
            self.clock.forward(hours=1)
        return kept

    def open(self) -> Planner:
        return open_planner(str(self.path), self.settings, clock=self.clock)

    def add(self, name: str) -> None:
        planner = self.open()
        planner.keeper(Person).add(person(name))
        planner.close()

    def names(self) -> list[str]:
        planner = self.open()
        found = sorted(one.family_name for one in planner.keeper(Person).of())
        planner.close()
        return found

    def bad(self) -> list[str]:
        return [one.manifest.bad for one in self.backups.all()]


@pytest.fixture
def ground(tmp_path: Path, clock: Clock, empty_file: Path) -> Ground:
    return Ground(tmp_path / "mine" / "library.planner", clock, empty_file)


def test_checking_backups_without_their_key_finds_no_fault_and_costs_none(ground: Ground) -> None:
    """A key that is missing or wrong says nothing about a backup: it is asked for."""
    ground.make(3)
    new_process()

    with pytest.raises(CopyLocked, match="is encrypted") as wanted:
        ground.backups.check()
    assert ground.bad() == ["", "", ""]
    found = ground.backups.check(without_keys=True)
    assert ground.bad() == ["", "", ""]
    assert len(ground.backups.locked(found)) == 3
    assert ground.backups.drill().bad == ()

    keys.hold(ground.path, bytes(32))  # another key
    with pytest.raises(CopyLocked):
        ground.backups.check()
    keys.forget(ground.path)
    with pytest.raises(WrongKey, match="not right"):
        CopyLock(wanted.value).unlock(OTHERS)
    CopyLock(wanted.value).unlock(WORDS)
    assert all(one.manifest.is_good for one in ground.backups.check())


def test_what_was_called_damaged_wrongly_is_good_again_after_the_next_check(
    ground: Ground,
) -> None:
    """Marks of an older version, set because the key was not known."""
    kept = ground.make()
    manifests.mark(kept, bad="changed")
    assert ground.backups.check(1)[0].manifest.is_good
    manifests.mark(kept, bad="changed")
    ground.backups.drill()
    assert ground.bad() == [""]
    manifests.mark(kept, bad="changed")
    ground.backups.restore(1)
    assert ground.names() == ["Sato"]


def test_a_flipped_bit_in_an_encrypted_backup_is_damage_with_and_without_the_key(
    ground: Ground,
) -> None:
    kept = ground.make()
    whole = bytearray(kept.path.read_bytes())
    whole[100] ^= 1
    kept.path.write_bytes(whole)
    new_process()
    assert ground.backups.check()[0].manifest.bad == "changed"
    with pytest.raises(NotRestored, match="is damaged"):
        ground.backups.restore(1)


@pytest.mark.parametrize("way", ["passphrase", "code"])
@pytest.mark.parametrize("lost", ["bit", "gone", "all", "cut"])
def test_a_library_that_does_not_open_any_more_is_restored_with_passphrase_or_code(
    ground: Ground, lost: str, way: str
) -> None:
    """One flipped bit, a library cut off, deleted, or deleted with its key file."""
    ground.make()
    new_process()
    if lost == "bit":
        whole = bytearray(ground.path.read_bytes())
        whole[100] ^= 1
        ground.path.write_bytes(whole)
    elif lost == "cut":
        ground.path.write_bytes(ground.path.read_bytes()[:-100])
    else:
        ground.path.unlink()
    if lost == "all":
        inspecting.key_file(ground.path).unlink()
    before = ground.path.read_bytes() if ground.path.exists() else None

    with pytest.raises(CopyLocked) as wanted:
        ground.backups.restore(1)
    assert before == (ground.path.read_bytes() if before else None)
    lock = CopyLock(wanted.value)
    assert lock.no_passphrase() == ""
    if way == "passphrase":
        lock.unlock(WORDS)
    else:
        with pytest.raises(WrongKey, match="another key"):
            lock.unlock_with_code(NewLock().code)
        lock.unlock_with_code(ground.lock.code)
    ground.backups.restore(1)

    new_process()
    with pytest.raises(KeyWanted):
        ground.open()
    ground.box.unlock(WORDS)
    assert ground.names() == ["Sato"]


def test_the_right_passphrase_of_a_damaged_library_says_so_and_opens_its_backups(
    ground: Ground,
) -> None:
    """It is not called wrong, and is not asked for again."""
    ground.make()
    new_process()
    whole = bytearray(ground.path.read_bytes())
    whole[100] ^= 1
    ground.path.write_bytes(whole)

    with pytest.raises(WrongKey, match="not right"):
        ground.box.unlock(OTHERS)
    with pytest.raises(NotALibrary, match="key is right, but library"):
        ground.box.unlock(WORDS)
    ground.backups.restore(1)
    assert ground.names() == ["Sato"]


@pytest.mark.parametrize("content", [None, "", "{"])
def test_a_key_file_that_is_lost_or_damaged_is_made_anew_from_the_one_beside_the_backups(
    ground: Ground, content: str | None
) -> None:
    ground.make()
    new_process()
    if content is None:
        inspecting.key_file(ground.path).unlink()
    else:
        inspecting.key_file(ground.path).write_text(content)
    assert ground.box.no_passphrase() == ""
    with pytest.raises(WrongKey):
        ground.box.unlock(OTHERS)
    ground.box.unlock(WORDS)
    assert ground.names() == ["Sato"]
    record = key_record.read(ground.path)
    assert record is not None
    assert record.has_passphrase


def test_a_new_computer_with_only_the_second_place_gets_everything_back(
    tmp_path: Path, clock: Clock, empty_file: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    old = Ground(tmp_path / "old" / "library.planner", clock, empty_file, second)
    old.make()
    (copy,) = second.rglob("0*.planner")
    shutil.rmtree(tmp_path / "old")
    new_process()

    new = tmp_path / "new" / "mine.planner"
    backups = Backups(new, Settings(), clock)
    with pytest.raises(CopyLocked) as wanted:
        backups.restore_file(copy)
    CopyLock(wanted.value).unlock(WORDS)
    assert backups.restore_file(copy) == 0
    new_process()
    with pytest.raises(KeyWanted, match="is encrypted"):
        open_planner(str(new), Settings())
    Lockbox(str(new)).unlock(WORDS)
    planner = open_planner(str(new), Settings())
    assert [one.family_name for one in planner.keeper(Person).of()] == ["Sato"]
    planner.close()


def test_made_plain_or_encrypted_anew_older_backups_stay_good_and_open_with_their_own_key(
    ground: Ground,
) -> None:
    first = ground.make().manifest.mark
    ground.box.decrypt()
    ground.box.remove_old()
    ground.make()
    lock = NewLock()
    ground.encrypt(lock, OTHERS)
    third = ground.make().manifest.mark
    assert len({first, third, ""}) == 3
    new_process()
    ground.box.unlock(OTHERS)

    assert ground.backups.drill().restored is not None
    with pytest.raises(CopyLocked) as wanted:
        ground.backups.restore(1)
    assert "the passphrase that the library had then" in wanted.value.hint
    for wrong in (OTHERS, WORDS + "x"):
        with pytest.raises(WrongKey):
            CopyLock(wanted.value).unlock(wrong)
    ground.make(3)
    assert ground.bad() == [""] * 6
    CopyLock(wanted.value).unlock(WORDS)
    assert len(ground.backups.check()) == 6

    ground.backups.restore(1)
    assert ground.names() == ["Sato"]
    new_process()
    ground.box.unlock(WORDS)  # the library is the one of then, with its key
    assert ground.names() == ["Sato"]
    new_process()
    with pytest.raises(CopyLocked) as wanted:
        ground.backups.undo_restore()
    CopyLock(wanted.value).unlock_with_code(lock.code)
    ground.backups.undo_restore()
    new_process()
    ground.box.unlock(OTHERS)
    assert ground.names() == ["Sato"]


def test_how_a_key_is_got_stays_as_long_as_a_backup_needs_it_and_no_longer(
    ground: Ground,
) -> None:
    first = ground.make()
    folder = ground.backups.folder
    ground.box.decrypt()
    ground.box.remove_old()
    ground.make()
    assert set(key_records.in_folder(folder)) == {first.manifest.mark}
    first.path.unlink()
    manifests.manifest_path(first.path).unlink()
    ground.make()
    assert not key_records.in_folder(folder)


def test_backups_of_before_keys_had_marks_go_on_working(ground: Ground) -> None:
    """Their manifest names no mark, and one key file with the library's name lies beside them."""
    kept = ground.make()
    mark = kept.manifest.mark
    manifests.mark(kept, mark="")
    key_records.path_of(kept.path.parent, mark).rename(
        kept.path.parent / (ground.path.name + ".key")
    )
    text = manifests.manifest_path(kept.path).read_text().replace('"mark"', '"of a later version"')
    manifests.manifest_path(kept.path).write_text(text)
    new_process()
    with pytest.raises(CopyLocked) as wanted:
        ground.backups.check()
    for wrong in (lambda: CopyLock(wanted.value).unlock(OTHERS),):
        with pytest.raises(WrongKey):
            wrong()
    with pytest.raises(WrongKey):
        CopyLock(wanted.value).unlock_with_code(NewLock().code)
    CopyLock(wanted.value).unlock(WORDS)
    (checked,) = ground.backups.check()
    assert checked.manifest == replace(kept.manifest)  # with its mark from now on
    ground.path.unlink()
    ground.backups.restore(1)
    assert ground.names() == ["Sato"]
    assert set(key_records.in_folder(kept.path.parent)) == {mark}


def test_after_locking_no_backup_can_be_read_without_the_passphrase(ground: Ground) -> None:
    planner = ground.open()
    planner.backups.make()
    planner.backups.check()
    planner.backups.drill()
    (kept,) = planner.backups.all()
    with opened_backup(kept) as then:
        assert then.rows("SELECT family_name FROM person") == [("Sato",)]
    planner.close()
    ground.box.shut()

    assert keys.all_held() == []
    assert keys.held(kept.path) is None
    with pytest.raises(CopyLocked), opened_backup(ground.backups.get(1)):
        pass


def test_a_backup_that_is_being_made_while_the_library_is_locked_is_made_and_its_key_let_go(
    ground: Ground,
) -> None:
    ground.box.unlock(WORDS)
    snapshot = making.Snapshot(ground.path)
    ground.box.shut()
    kept = making.make(ground.path, Why.HAND, ground.clock.now, snapshot=snapshot)
    assert kept.manifest.encrypted
    assert kept.manifest.mark == keys.mark_of(keys.of_recovery_code(ground.lock.code))
    assert keys.all_held() == []
    assert set(key_records.in_folder(kept.path.parent)) == {kept.manifest.mark}


def test_a_full_disk_in_the_drill_makes_no_backup_a_bad_one(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.make(2)

    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("planner.durable.flush_file", full)
        found = ground.backups.drill()
    assert found.bad == ()
    assert found.restored is None
    assert ground.bad() == ["", ""]


def test_what_a_restore_takes_is_told_once_the_library_is_unlocked(ground: Ground) -> None:
    """The library is not open, as in the safe mode: its key is asked for before anything is said."""
    number = ground.make().number
    ground.add("Later")
    new_process()
    with pytest.raises(KeyWanted) as wanted:
        ground.backups.preview(number)
    blind = ground.backups.preview(number, without_key=True)
    assert (blind.lost_known, blind.is_locked) == (False, True)
    assert blind.unknown_words.startswith("The library was not unlocked")

    CopyLock(wanted.value).unlock(WORDS)
    told = ground.backups.preview(number)
    assert (told.lost_known, told.lost_count, told.is_damaged) == (True, 1, False)


def test_a_damaged_library_is_called_damaged_before_a_restore(ground: Ground) -> None:
    number = ground.make().number
    with ground.path.open("r+b") as file:
        file.seek(-2000, 2)
        file.write(b"\xff" * 8)
    new_process()
    keys.hold_for_copies(ground.path, ground.lock._key)
    told = ground.backups.preview(number)
    assert told.is_damaged
    assert told.lost_known

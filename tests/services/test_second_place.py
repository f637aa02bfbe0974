"""The second place for backups may be shared: nobody's copies go for another library's sake."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.domain.people import Person
from planner.errors import NotWritten
from planner.services.backups import Backups, Kept, Why
from planner.services.lockbox import Lockbox, NewLock
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage import key_record, key_store, keys
from planner.storage.backups import elsewhere, key_records
from planner.storage.backups import manifest as manifests


@pytest.fixture
def second(tmp_path: Path) -> Path:
    folder = tmp_path / "nas"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path, second: Path, empty_file: Path, clock: Clock) -> dict[str, Backups]:
    """Three libraries with the usual name, each on its own computer, with one second place."""
    found = {}
    for who in ("eva", "bo", "ida"):
        path = tmp_path / who / "library.planner"
        path.parent.mkdir()
        shutil.copyfile(empty_file, path)
        found[who] = Backups(path, Settings(chosen={"backup_folder": str(second)}), clock)
    return found


def made(backups: Backups, clock: Clock, count: int = 1, name: str = "") -> list[Kept]:
    found = []
    for _turn in range(count):
        if name:
            planner = open_planner(str(backups.library), Settings(), clock=clock)
            planner.keeper(Person).add(person(name))
            planner.close()
        found.append(backups.make(Why.CHANGE))
        clock.forward(minutes=10)
    return found


def place(backups: Backups, second: Path) -> Path:
    return elsewhere.place_in(second, backups.library)


def there(backups: Backups, second: Path) -> list[int]:
    """Numbers of copies that are whole and of this library."""
    own = {one.manifest.sha256 for one in backups.all()}
    kept = manifests.kept_in(place(backups, second))
    assert all(one.manifest.sha256 in own for one in kept[:3])
    return [one.number for one in kept]


def test_libraries_of_the_same_name_keep_their_copies_apart(
    office: dict[str, Backups], second: Path, clock: Clock
) -> None:
    made(office["bo"], clock, 4)
    made(office["eva"], clock, 16)
    made(office["bo"], clock)
    assert there(office["bo"], second) == [5, 4, 3, 2, 1]
    assert len(there(office["eva"], second)) == 12
    assert len([one for one in second.iterdir() if one.is_dir()]) == 2
    assert place(office["eva"], second).name.startswith("library-")


def test_in_the_same_minute_nobody_writes_over_the_copy_of_another(
    office: dict[str, Backups], second: Path
) -> None:
    for backups in office.values():
        backups.make()
    assert [there(backups, second) for backups in office.values()] == [[1], [1], [1]]


def test_each_key_file_lies_beside_the_copies_that_it_opens(
    office: dict[str, Backups], second: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_record, "COST", 2)
    monkeypatch.setattr(key_store, "_store", lambda: None)
    marks = []
    for who, backups in office.items():
        box = Lockbox(str(backups.library))
        box.encrypt(NewLock(), f"a blue bicycle of {who}")
        box.remove_old()
        marks.append(made(backups, clock)[0].manifest.mark)
    for mark, backups in zip(marks, office.values(), strict=True):
        (record,) = key_records.in_folder(place(backups, second)).values()
        assert record.mark == mark
        keys.shut(backups.library)
    assert len(set(marks)) == 3


def test_a_copy_of_a_library_that_goes_on_by_itself_gets_a_folder_of_its_own(
    office: dict[str, Backups], second: Path, clock: Clock, tmp_path: Path
) -> None:
    """The library was copied to another computer with all its backups; both are worked on."""
    eva = office["eva"]
    made(eva, clock, 3, "Sato")
    shutil.copytree(tmp_path / "eva", tmp_path / "twin")
    twin = Backups(tmp_path / "twin" / "library.planner", eva._settings, clock)
    assert place(eva, second) == place(twin, second)
    made(eva, clock, 1, "Mori")
    made(twin, clock, 16, "Tanaka")
    made(eva, clock, 1, "Mori")
    assert there(eva, second) == [5, 4, 3, 2, 1]
    assert place(eva, second) != place(twin, second)
    assert there(twin, second)[0] == 19


def test_a_folder_of_before_is_taken_on_only_when_all_in_it_is_ours(
    office: dict[str, Backups], second: Path, clock: Clock
) -> None:
    eva, bo = office["eva"], office["bo"]
    old = second / "library.planner.backups"
    for backups in (eva, bo):
        made(backups, clock, 2)
    shutil.move(place(eva, second), old)
    (old / elsewhere.PLACE).unlink()
    for backups in (eva, bo):
        (backups.folder / manifests.STATE).unlink()
    made(bo, clock)
    assert old.exists()  # Eva's
    made(eva, clock)
    assert not old.exists()
    assert there(eva, second) == [3, 2, 1]


def test_the_second_place_beside_the_library_leaves_its_own_backups_where_they_are(
    office: dict[str, Backups], clock: Clock
) -> None:
    eva = office["eva"]
    eva._settings.choose("backup_folder", str(eva.library.parent))
    made(eva, clock, 2)
    assert [one.number for one in eva.all()] == [2, 1]
    assert there(eva, eva.library.parent) == [2, 1]


def test_a_place_that_does_not_keep_the_copy_is_said(
    office: dict[str, Backups], second: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = office["eva"]
    made(eva, clock)
    state = eva.state().elsewhere_at
    monkeypatch.setattr(elsewhere, "_copy", lambda _kept, _target: None)
    with pytest.raises(NotWritten, match="The backup was not copied"):
        eva.make()
    assert eva.state().elsewhere_at == state
    assert isinstance(state, dt.datetime)

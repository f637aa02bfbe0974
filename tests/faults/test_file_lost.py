"""B8, B9, B14: the file goes from under an open library; nothing is written into the void, nothing is lost."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import person
from planner.errors import FileLost, NotWritten
from planner.services import moved
from planner.services.planner import Planner, open_planner
from planner.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be taken away there")


def _delete(file: Path, _other: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _move(file: Path, _other: Path) -> None:
    file.rename(file.with_name("elsewhere.planner"))


def _replace(file: Path, other: Path) -> None:
    """As a syncing program does it: a whole file, moved into place."""
    part = file.with_name("new.part")
    shutil.copyfile(other, part)
    part.replace(file)


def _unplug(file: Path, _other: Path) -> None:
    """The folder is not there any more, as after the stick was pulled out."""
    file.parent.rename(file.parent.with_name("unplugged"))


def _take_log(file: Path, _other: Path) -> None:
    file.with_name(file.name + "-wal").unlink()


LOSSES: dict[str, Callable[[Path, Path], None]] = {
    "deleted": _delete,
    "moved away": _move,
    "replaced": _replace,
    "unplugged": _unplug,
    "its log deleted": _take_log,
}


@pytest.fixture
def held(tmp_path: Path, empty_file: Path) -> Planner:
    """A library in a folder of its own, held as the window holds it, with one acknowledged change."""
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copyfile(empty_file, folder / "library.planner")
    planner = open_planner(str(folder / "library.planner"), Settings())
    planner.keep_locked()
    planner.whereabouts.look()
    planner.contacts.add(person("Ann", "One"))
    return planner


@pytest.mark.parametrize("loss", LOSSES)
def test_nothing_is_written_to_a_lost_file_and_all_that_was_saved_is_saved_elsewhere(
    held: Planner, tmp_path: Path, empty_file: Path, loss: str
) -> None:
    """The change is refused, the copy has every acknowledged change, and work goes on in it."""
    file = Path(held.address)
    LOSSES[loss](file, empty_file)
    before = sorted(one.name for one in file.parent.iterdir()) if file.parent.exists() else None
    with pytest.raises(FileLost, match=r"library\.planner"):
        held.contacts.add(person("Ben", "Two"))
    with pytest.raises(FileLost):
        held.whereabouts.look()
    after = sorted(one.name for one in file.parent.iterdir()) if file.parent.exists() else None
    assert after == before, "no empty file is made in its place"

    told: list[tuple[int, int]] = []
    copy = held.whereabouts.save_elsewhere(
        tmp_path / "saved", lambda done, total: told.append((done, total))
    )
    assert told[-1][0] == told[-1][1] > 0
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    assert held.contacts.count() == 1, "what is open can still be read"

    held.whereabouts.continue_in(copy)
    assert held.whereabouts.trouble is None
    held.contacts.add(person("Ben", "Two"))
    assert held.contacts.count() == 2
    held.close()
    again = open_planner(str(copy), Settings())
    assert again.contacts.count() == 2
    again.close()
    found = moved.current(str(file))
    assert found is not None
    assert found.to == copy


def test_a_thread_that_begins_after_the_loss_reads_what_is_open(held: Planner) -> None:
    _delete(Path(held.address), Path())
    with pytest.raises(FileLost):
        held.whereabouts.look()
    counted: list[int] = []
    thread = threading.Thread(target=lambda: counted.append(held.contacts.count()))
    thread.start()
    thread.join()
    assert counted == [1]
    assert not Path(held.address).exists()
    held.close()


def test_a_file_that_was_cut_off_in_its_place_is_noticed(held: Planner) -> None:
    held.whereabouts.look()
    os.truncate(held.address, 4096)
    with pytest.raises(FileLost, match="cut off"):
        held.contacts.add(person("Ben", "Two"))
    held.close()


def test_what_cannot_be_saved_elsewhere_is_said_and_leaves_nothing(
    held: Planner, tmp_path: Path
) -> None:
    full = tmp_path / "a file"
    full.write_text("x", encoding="utf-8")
    _delete(Path(held.address), Path())
    with pytest.raises(NotWritten, match=r"No copy .* could be saved.*Choose another folder"):
        held.whereabouts.save_elsewhere(full)
    assert held.contacts.count() == 1
    held.close()


def test_our_own_shrinking_is_no_loss(held: Planner) -> None:
    from planner.storage import stored_files

    library = held._core.library
    for number in range(3):
        held.contacts.add(person("x" * 500, f"Number {number}"))
    held.whereabouts.look()
    library._lock.release()  # type: ignore[union-attr]  # the command that shrinks holds it itself
    library._lock = None
    stored_files.shrink(library)
    held.whereabouts.look()
    held.contacts.add(person("Ben", "Two"))
    held.close()


def test_a_library_that_moved_twice_is_found_and_one_that_is_gone_again_is_not(
    tmp_path: Path,
) -> None:
    import datetime as dt

    day = dt.date(2026, 11, 21)
    for name in ("b", "c"):
        (tmp_path / name).touch()
    moved.remember(tmp_path / "a", tmp_path / "b", day)
    moved.remember(tmp_path / "b", tmp_path / "c", day)
    found = moved.current(str(tmp_path / "a"))
    assert found == moved.Move(tmp_path / "c", "2026-11-21")
    (tmp_path / "c").unlink()
    found = moved.current(str(tmp_path / "a"))
    assert found is not None
    assert found.to == tmp_path / "b"
    moved.forget(tmp_path / "a")
    assert moved.current(str(tmp_path / "a")) is None
    assert moved.current("postgresql://host/x") is None


def test_the_copy_of_an_encrypted_library_is_encrypted_and_opens_with_its_passphrase(
    tmp_path: Path,
) -> None:
    from planner.storage import engine, key_record, keys

    file, key = tmp_path / "stick" / "library.planner", keys.new_key()
    file.parent.mkdir()
    engine.create_library(str(file), key).close()
    key_record.write(file, key_record.record_of(key, "correct horse"))
    planner = open_planner(str(file), Settings())
    planner.keep_locked()
    planner.contacts.add(person("Ann", "One"))
    planner.whereabouts.look()
    _unplug(file, file)
    with pytest.raises(FileLost):
        planner.contacts.add(person("Ben", "Two"))
    copy = planner.whereabouts.save_elsewhere(tmp_path / "saved")
    planner.close()

    assert not copy.read_bytes().startswith(b"SQLite format 3")
    keys.forget(copy)
    record = key_record.read(copy)
    assert record is not None
    keys.hold(copy, key_record.key_of(record, "correct horse"))
    again = open_planner(str(copy), Settings())
    assert again.contacts.count() == 1
    again.close()

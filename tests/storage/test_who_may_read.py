"""Who of this computer may read what Planner puts on the disk: nobody but its user."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.services.lockbox import Lockbox, NewLock, demand_place
from planner.services.planner import Planner, create_planner, open_planner
from planner.settings import Settings
from planner.storage import moving, rescuing
from planner.storage.connecting import connect_sqlite

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights of files are others there")


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """As most computers are set up: what is made may be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def rights(folder: Path, name: str) -> dict[str, int]:
    """Of a library and of all that lies beside it for it, but for the lock, which tells nothing."""
    return {
        path.name: mode(path)
        for path in folder.iterdir()
        if path.name.lstrip(".").startswith(name) and not path.name.endswith("lock")
    }


def assert_only_mine(folder: Path, name: str) -> None:
    found = rights(folder, name)
    assert name in found
    assert {name: oct(found) for name, found in found.items() if found & 0o077} == {}


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    made = create_planner(str(tmp_path / "new" / "mine.planner"), Settings(), sample=True)
    made.keep_locked()
    yield made
    made.close()


def test_only_its_user_may_read_a_new_library_and_what_lies_beside_it(planner: Planner) -> None:
    folder = Path(planner.address).parent
    beside = rights(folder, "mine.planner")
    assert {"mine.planner", "mine.planner-wal", "mine.planner-shm"} <= set(beside)
    assert_only_mine(folder, "mine.planner")
    assert mode(folder) == 0o700


def test_an_encrypted_library_is_no_exception(tmp_path: Path) -> None:
    path = tmp_path / "sealed" / "mine.planner"
    planner = Lockbox(str(path)).create(Settings(), NewLock(), "ten or more characters")
    try:
        assert {"mine.planner", "mine.planner.key"} <= set(rights(path.parent, "mine.planner"))
        assert_only_mine(path.parent, "mine.planner")
        assert mode(path.parent) == 0o700
    finally:
        planner.close()


def test_copies_and_moved_libraries_are_only_hers_too(planner: Planner, tmp_path: Path) -> None:
    at = dt.datetime(2031, 3, 4, 12, 0)
    copy = rescuing.save_elsewhere(planner._core.library, tmp_path / "rescued", at)
    assert mode(copy) == 0o600
    assert mode(copy.parent) == 0o700
    assert_only_mine(copy.parent, copy.name)

    backup = planner.backups.make()
    assert mode(backup.path) == 0o600
    planner.close()

    moved = moving.copy_to(Path(planner.address), tmp_path / "moved")
    demand_place(moved)
    assert_only_mine(moved.parent, moved.name)
    assert mode(moved.parent) == 0o700


def test_a_library_that_others_may_read_keeps_its_rights(planner: Planner) -> None:
    """She may have given them: to a group of her office."""
    path = Path(planner.address)
    planner.close()
    path.chmod(0o640)

    open_planner(str(path), Settings()).close()

    assert mode(path) == 0o640


def test_where_no_file_can_be_made_the_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        connect_sqlite(tmp_path / "none" / "mine.planner")

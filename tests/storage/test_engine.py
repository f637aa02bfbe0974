"""Opening what is ours, and saying clearly what is not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from planner.errors import Closed, Locked, NotALibrary, UserError
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage import connecting, engine


def file_of_another_program(path: Path, application_id: int = 0, version: int = 0) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.execute(f"PRAGMA application_id = {application_id}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    return path


def test_a_file_that_is_missing_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no library"):
        engine.open_library(str(tmp_path / "none.planner"))

    assert list(tmp_path.glob("none*")) == []


def test_a_text_file_is_not_a_library_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.planner"
    path.write_text("Name;E-mail\n" * 50)
    before = path.read_bytes()

    with pytest.raises(NotALibrary, match="is a text file, not a library"):
        engine.open_library(str(path))

    assert path.read_bytes() == before


def test_anempty_file_and_a_folder_are_not_libraries(tmp_path: Path) -> None:
    (tmp_path / "empty.planner").touch()

    with pytest.raises(NotALibrary):
        engine.open_library(str(tmp_path / "empty.planner"))
    with pytest.raises(NotALibrary, match="is a folder"):
        engine.open_library(str(tmp_path))


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = file_of_another_program(tmp_path / "other.planner")

    with pytest.raises(NotALibrary, match="belongs to another program"):
        engine.open_library(str(path))


def test_a_library_of_a_newer_program_is_left_untouched(tmp_path: Path) -> None:
    path = file_of_another_program(tmp_path / "new.planner", connecting.APPLICATION_ID, 99)
    before = (path.read_bytes(), path.stat().st_mtime_ns)

    with pytest.raises(NotALibrary, match="newer version"):
        engine.open_library(str(path))

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_library_that_was_cut_off_is_named_damaged(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "cut.planner"
    path.write_bytes(empty_file.read_bytes()[:5000])

    with pytest.raises(NotALibrary):
        engine.open_library(str(path))


def test_making_a_library_over_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.planner"
    path.write_text("precious")

    with pytest.raises(UserError, match="already a file"):
        engine.create_library(str(path))

    assert path.read_text() == "precious"


@pytest.mark.skipif(os.name == "nt", reason="folders are write-protected differently")
def test_a_library_in_a_folder_that_cannot_be_written_opens_read_only(
    tmp_path: Path, empty_file: Path
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    path = folder / "old.planner"
    path.write_bytes(empty_file.read_bytes())
    path.chmod(0o444)
    library = engine.Library(str(path), read_only=True)

    assert library.rows("SELECT count(*) FROM person") == [(0,)]
    library.close()


def test_writing_to_a_read_only_library_is_refused_with_advice(
    tmp_path: Path, empty_file: Path
) -> None:
    path = tmp_path / "old.planner"
    path.write_bytes(empty_file.read_bytes())
    planner = open_planner(str(path), Settings(), read_only=True)

    from factories import person

    with pytest.raises(UserError, match="read-only"):
        planner.contacts.add(person())
    planner.close()


def test_a_second_writer_is_told_who_holds_the_library(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "busy.planner"
    path.write_bytes(empty_file.read_bytes())
    code = (
        "import sys; from planner.storage.engine import Library;"
        f"library = Library({str(path)!r}); library.keep_locked(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        planner = open_planner(str(path), Settings())

        from factories import person

        with pytest.raises(Locked, match=r"has busy\.planner open since"):
            planner.contacts.add(person())
        assert planner.contacts.count() == 0
        planner.close()
        holder.communicate("")


def test_a_lock_file_left_behind_by_a_crash_locks_nothing(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "crashed.planner"
    path.write_bytes(empty_file.read_bytes())
    path.with_name("crashed.planner.lock").write_text("")
    library = engine.Library(str(path))

    library.keep_locked()

    library.close()


def test_closing_waits_for_whoever_reads_and_answers_nobody_after(tmp_path: Path) -> None:
    library = engine.create_library(str(tmp_path / "busy.planner"))
    begun, ended = threading.Event(), list[str]()

    def read_on() -> None:
        while True:
            try:
                library.rows(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
                    " SELECT count(*) FROM n"
                )
                begun.set()
            except Closed:
                ended.append("closed")
                return

    threads = [threading.Thread(target=read_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    library.close()
    for thread in threads:
        thread.join(10)

    assert ended == ["closed"] * 3

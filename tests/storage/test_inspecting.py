"""What a file is, is known before anything in it runs: files of strangers, of others, cut off, newer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from planner.errors import KeyWanted, NotALibrary, UserError
from planner.storage import connecting, engine, inspecting, known_objects, migrating, resealing

HANGS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
LIMIT = 0.1
"""Seconds in which a hostile library is refused."""


def altered(template: Path, path: Path, change: Callable[[Any], object]) -> Path:
    """A library of ours into which somebody else put something."""
    path.write_bytes(template.read_bytes())
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        change(connection)
    return path


def refused(path: Path, match: str) -> float:
    """Seconds until it was refused; the file and its folder are as they were."""
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir()))
    start = time.perf_counter()
    with pytest.raises(UserError, match=match) as caught:
        engine.open_library(str(path))
    seconds = time.perf_counter() - start
    assert caught.value.hint
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before
    return seconds


def view_that_hangs(connection: Any) -> None:
    connection.execute("DROP TABLE look_up")
    connection.execute(f"CREATE VIEW look_up AS {HANGS}")


def trigger_that_deletes(connection: Any) -> None:
    connection.execute("CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM person; END")


def our_trigger_with_another_body(connection: Any) -> None:
    connection.execute("DROP TRIGGER change_is_not_updated")
    connection.execute(
        "CREATE TRIGGER change_is_not_updated BEFORE UPDATE ON change BEGIN DELETE FROM person; END"
    )


def strange_table(connection: Any) -> None:
    connection.execute("CREATE TABLE payload (x)")


def strange_index(connection: Any) -> None:
    connection.execute("CREATE INDEX odd ON person (abs(revision))")


def virtual_table_under_our_name(connection: Any) -> None:
    connection.execute("DROP TABLE look_up")
    connection.execute("CREATE VIRTUAL TABLE look_up USING fts5(id)")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (view_that_hangs, "view “look_up”"),
        (trigger_that_deletes, "trigger “t”"),
        (our_trigger_with_another_body, "trigger “change_is_not_updated”"),
        (strange_table, "table “payload”"),
        (strange_index, "index “odd”"),
        (virtual_table_under_our_name, "“look_up"),
    ],
)
def test_a_library_with_a_strangers_object_is_refused_before_anything_in_it_runs(
    change: Callable[[Any], object], named: str, tmp_path: Path, empty_file: Path
) -> None:
    """C10, M16: Somebody put something into it that is not of Planner; refused within 0.1 s."""
    path = altered(empty_file, tmp_path / "evil.planner", change)

    seconds = min(refused(path, "that is not of Planner") for _try in range(3))

    assert seconds < LIMIT
    with pytest.raises(NotALibrary, match=named):
        engine.open_library(str(path))


def test_a_library_with_thousands_of_views_is_refused_at_once(
    tmp_path: Path, empty_file: Path
) -> None:
    """C10: a huge list of objects is counted without letting SQLite read it."""

    def many(connection: Any) -> None:
        connection.execute("BEGIN")
        for number in range(3_000):
            connection.execute(f"CREATE VIEW v{number} AS SELECT 1")
        connection.execute("COMMIT")

    path = altered(empty_file, tmp_path / "many.planner", many)

    assert min(refused(path, "a list of objects without end") for _try in range(3)) < LIMIT


def test_a_library_with_one_endless_definition_is_refused_at_once(
    tmp_path: Path, empty_file: Path
) -> None:
    path = altered(
        empty_file,
        tmp_path / "long.planner",
        lambda one: one.execute(f"CREATE VIEW v AS SELECT '{'x' * 20_000_000}'"),
    )

    assert min(refused(path, "a list of objects without end") for _try in range(3)) < LIMIT


def test_objects_that_wait_beside_the_file_are_seen_too(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "waits.planner"
    path.write_bytes(empty_file.read_bytes())
    with closing(connecting.connect_sqlite(path)) as writer:
        writer.execute("CREATE TABLE payload (x)")
        copy = tmp_path / "copy" / "waits.planner"
        copy.parent.mkdir()
        for end in ("", "-wal"):
            copy.with_name(copy.name + end).write_bytes(
                path.with_name(path.name + end).read_bytes()
            )

    with pytest.raises(NotALibrary, match="table “payload”"):
        engine.open_library(str(copy))


def test_a_library_without_one_of_its_tables_is_refused(tmp_path: Path, empty_file: Path) -> None:
    path = altered(
        empty_file, tmp_path / "part.planner", lambda one: one.execute("DROP TABLE ride")
    )

    refused(path, r"not complete: a part of it is missing \(ride\)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Name;E-mail\n" * 50, "is a text file"),
        ("Navn;Land\nØrsted;DK\n".encode("latin-1") * 9, "is a text file"),
        (b"PK\x03\x04" + bytes(500), "is a workbook, a document or an archive"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 30, "is a PDF"),
        (b"\x00\x01\x02" * 3000, "is not a library of this program, or it is damaged"),
    ],
)
def test_each_wrong_file_is_named_as_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    """C9: text, another program's file, nothing at all: each its own sentence."""
    path = tmp_path / "list.planner"
    path.write_bytes(content)

    refused(path, said)


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.999])
def test_a_library_that_was_cut_off_is_named_so(
    kept: float, tmp_path: Path, empty_file: Path
) -> None:
    """C9: no row of a file that was cut off is ever shown."""
    path = tmp_path / "cut.planner"
    content = empty_file.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])

    refused(path, "is damaged or was cut off")


def test_a_library_that_was_cut_at_a_page_is_named_so(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "cut.planner"
    path.write_bytes(empty_file.read_bytes()[:-4096])

    refused(path, "is damaged or was cut off")


def test_a_library_of_a_newer_planner_says_both_versions_and_stays(
    tmp_path: Path, empty_file: Path
) -> None:
    """C8: made by a newer version; the file is not touched."""
    path = altered(
        empty_file, tmp_path / "new.planner", lambda one: one.execute("PRAGMA user_version = 99")
    )

    refused(path, "newer version of Planner .format 99; this one reads up to 8")


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.planner"
    os.mkfifo(path)

    with pytest.raises(NotALibrary, match="is a device and not a file"):
        engine.open_library(str(path))


def test_a_file_of_noise_without_its_key_file_is_asked_for_its_recovery_code(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sealed.planner"
    path.write_bytes(os.urandom(4096 * 5))

    with pytest.raises(KeyWanted, match=r"is encrypted\. Its key file sealed\.planner\.key is not"):
        engine.open_library(str(path))


def test_every_object_that_any_format_ever_had_is_known_and_none_besides(tmp_path: Path) -> None:
    """A migration that makes a table, index or trigger has to tell the list of known objects."""
    made: dict[tuple[str, str], str] = {}
    for number in range(1, connecting.SCHEMA_VERSION + 1):
        path = tmp_path / f"{number}.planner"
        revision = "head" if number == connecting.SCHEMA_VERSION else f"{number:04}"
        migrating.upgrade(str(path), revision)
        with closing(connecting.connect_sqlite(path, read_only=True)) as connection:
            rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        for kind, name, sql in rows:
            assert inspecting._is_known(kind, name, sql), (number, kind, name)
            made[kind, name] = sql

    tables = {name for kind, name in made if kind == "table" and made[kind, name]}
    assert tables - known_objects.SEARCH_TABLES == known_objects.TABLES
    indexes = {name for kind, name in made if kind == "index" and made[kind, name]}
    assert indexes == known_objects.INDEXES
    triggers = {name: sql for (kind, name), sql in made.items() if kind == "trigger"}
    assert triggers == known_objects.TRIGGERS
    assert set(triggers) == resealing.TRIGGERS


def test_one_sqlite_with_a_cipher_is_in_the_process_with_window_and_library(
    tmp_path: Path, empty_file: Path
) -> None:
    """A16: neither Qt's SQLite nor Python's own is loaded beside ours."""
    path = tmp_path / "library.planner"
    path.write_bytes(empty_file.read_bytes())
    code = (
        "import sys\nfrom planner import app\n"
        f"session = app.Session({str(path)!r})\nsession.fill()\n"
        "assert session.window.page is not None\n"
        "session.window.context.planner.contacts.count()\n"
        "from planner.storage.connecting import has_cipher, sqlite_driver\n"
        "assert has_cipher(sqlite_driver().connect(':memory:'))\n"
        "print([name for name in ('PySide6.QtSql', '_sqlite3', 'sqlite3') if name in sys.modules])\n"
        "session.window.close_library()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "[]"


def test_an_old_sqlite_or_a_second_one_opens_nothing(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A16: it is said at once, and the library is not opened."""
    path = tmp_path / "library.planner"
    path.write_bytes(empty_file.read_bytes())
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PySide6.QtSql", sys)
        refused(path, "A second SQLite is loaded")
    with monkeypatch.context() as patch:
        patch.setattr(connecting, "OLDEST_SQLITE", (99, 0, 0))
        refused(path, "has an old SQLite")

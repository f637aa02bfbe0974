"""B6, B7, B10 in the window and from the command line: moved for the user, or worked on in a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from faults.test_writer_lock import written_by
from planner import app, paths
from planner.cli import main
from planner.errors import Locked, NotWritten, WrongFolder
from planner.services import moved, whereabouts
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage.writer_lock import WriterLock


@pytest.fixture
def synced(tmp_path: Path, empty_file: Path) -> Path:
    """A library with one person in a folder that Syncthing syncs; the last change waits in the log."""
    folder = tmp_path / "shared"
    folder.mkdir()
    path = folder / "library.planner"
    shutil.copyfile(empty_file, path)
    planner = open_planner(str(path), Settings())
    planner.contacts.add(person())
    kept = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    planner.close()
    for end, content in kept.items():
        path.with_name(path.name + end).write_bytes(content)
    (folder / ".stfolder").mkdir()
    return path


@pytest.fixture
def start() -> Iterator[list[app.Session]]:
    sessions: list[app.Session] = []
    yield sessions
    for session in sessions:
        if session._bell is not None:
            session._bell.close()
        session.window.close_library()
        session.window.close()
        session.window.deleteLater()


def _answering(session: app.Session, monkeypatch: pytest.MonkeyPatch, answer: int) -> list[str]:
    asked: list[str] = []

    def choice(text: str, verbs: list[str], *, detail: str = "", recommended: bool = False) -> int:
        asked.extend([text, *verbs])
        return answer

    session.window.complete()
    monkeypatch.setattr(session.window.messages, "choice", choice)
    return asked


def test_a_synced_library_is_moved_with_one_click_and_found_at_the_next_start(
    start: list[app.Session], synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B6: what waits in the log comes along; the old file keeps a name that nobody opens by mistake."""
    session = app.Session(str(synced))
    start.append(session)
    asked = _answering(session, monkeypatch, 0)
    session.fill()
    assert "is synced by Syncthing" in asked[0]
    assert asked[1:] == ["Move it to this computer", "Open read-only"]
    assert session.window.can_write
    planner = session.window.context.planner  # type: ignore[union-attr]
    assert planner.contacts.count() == 1
    assert Path(planner.address).parent == paths.user_data()
    assert f"The library is now {planner.address}." in session.window.message_bar.texts
    names = sorted(one.name for one in synced.parent.iterdir())
    assert "library.planner" not in names
    assert "library (moved).planner" in names
    session.window.close_library()

    again = app.Session(str(synced))
    start.append(again)
    again.fill()
    assert again.window.context is not None
    assert again.window.context.planner.contacts.count() == 1
    assert any(one.startswith("Since ") for one in again.window.message_bar.texts)


def test_what_a_move_left_in_the_synced_folder_is_removed_from_the_bar(
    start: list[app.Session], synced: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """It holds all that was in the library, also of whoever is erased later."""
    session = app.Session(str(synced))
    start.append(session)
    asked = _answering(session, monkeypatch, 0)
    session.fill()
    assert (synced.parent / "library (moved).planner").exists()
    assert "is now" in session.window.message_bar.text
    session.window.message_bar._act(0)
    assert "Is all well at the new place?" in asked
    qtbot.waitUntil(lambda: not list(synced.parent.glob("* (moved)*")))


def test_a_synced_library_opens_read_only_and_can_be_copied_from_the_bar(
    start: list[app.Session], synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = app.Session(str(synced))
    start.append(session)
    _answering(session, monkeypatch, 1)
    before = {one.name: one.read_bytes() for one in synced.parent.iterdir() if one.is_file()}
    session.fill()
    assert not session.window.can_write
    assert session.window.message_bar.text.startswith("Read-only: ")
    session.window.message_bar._act(0)
    assert session.window.can_write
    after = {one.name: one.read_bytes() for one in synced.parent.iterdir() if one.is_file()}
    assert after == before


def test_a_name_from_another_machine_is_asked_about_once(
    start: list[app.Session],
    tmp_path: Path,
    empty_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """B2: "Maria (PC-17) …": read-only, or it is closed there."""
    path = tmp_path / "mine" / "library.planner"
    path.parent.mkdir()
    shutil.copyfile(empty_file, path)
    written_by(path, "PC-17")
    for answer, writes in ((0, False), (1, True), (-1, True)):
        session = app.Session(str(path))
        start.append(session)
        asked = _answering(session, monkeypatch, answer)
        session.fill()
        assert session.window.can_write is writes
        assert bool(asked) is (answer != -1)
        if asked:
            assert asked[0].startswith("Maria (PC-17) has library.planner open since 09:12")
        session.window.close_library()


def test_a_library_in_use_is_not_moved_and_a_bad_folder_takes_none(
    synced: Path, tmp_path: Path
) -> None:
    lock = WriterLock(synced)
    with pytest.raises(Locked):
        whereabouts.move(str(synced), tmp_path / "new")
    lock.release()
    with pytest.raises(WrongFolder):
        whereabouts.move(str(synced), synced.parent / "below")
    (tmp_path / "a file").touch()
    with pytest.raises(NotWritten):
        whereabouts.move(str(synced), tmp_path / "a file")
    assert synced.exists()
    assert moved.current(str(synced)) is None


def test_the_command_line_reads_there_writes_nothing_and_moves(
    synced: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(synced), "library", "info"]) == 0
    assert "is synced by Syncthing" in capsys.readouterr().err
    assert main(["--library", str(synced), "library", "move", str(tmp_path / "new")]) == 0
    assert str(tmp_path / "new" / "library.planner") in capsys.readouterr().out
    assert main(["--library", str(synced), "library", "info"]) == 0
    assert capsys.readouterr().err == ""

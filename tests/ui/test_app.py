"""Starting: the frame first, then the library; what goes wrong is said in the window."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from planner import app, paths
from planner.errors import UserError
from planner.services.planner import Planner, create_planner
from planner.settings import Settings
from planner.ui import one_window
from planner.ui.dialogs.crash import report


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[list[app.Session]]:
    sessions: list[app.Session] = []
    yield sessions
    for session in sessions:
        session.window.close_library()
        session.window.close()
        session.window.deleteLater()


def test_the_frame_stands_before_the_library_is_open(
    qtbot: QtBot, start: list[app.Session], sample_file: Path, tmp_path: Path
) -> None:
    library = tmp_path / "mine.planner"
    shutil.copyfile(sample_file, library)
    session = app.Session(str(library))
    start.append(session)
    session.window.show()
    assert not session.window.is_complete

    session.fill()
    assert session.window.page is not None
    assert session.window.page.title == "Home"
    assert session.window.windowTitle().startswith("mine")


def test_the_first_start_makes_the_users_own_library(start: list[app.Session]) -> None:
    session = app.Session(None)
    start.append(session)
    session.fill()

    assert paths.default_library().exists()
    assert not session.window.is_sample


def test_the_sample_leads_to_the_users_own_library(start: list[app.Session]) -> None:
    session = app.Session(None, sample=True)
    start.append(session)
    session.fill()
    assert session.window.is_sample

    session.window.start_own()
    assert not session.window.is_sample
    assert paths.default_library().exists()
    assert session.window.message_bar.text == ""


def test_a_file_that_is_no_library_is_a_message(start: list[app.Session], tmp_path: Path) -> None:
    path = tmp_path / "notes.planner"
    path.write_text("not a library", encoding="utf-8")
    session = app.Session(str(path))
    start.append(session)
    session.fill()

    assert session.window.context is None
    assert session.window.message_bar.text


def test_a_window_that_hangs_is_named_and_the_library_opens_read_only(
    start: list[app.Session], sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B1: after three seconds without an answer; nobody listens here."""
    sample.keep_locked()
    monkeypatch.setattr(one_window, "PATIENCE", 0.2)
    session = app.Session(sample.address)
    start.append(session)
    session.window.complete()
    asked: list[str] = []

    def choice(text: str, verbs: list[str], *, detail: str = "", recommended: bool = False) -> int:
        asked.extend([text, *verbs])
        return 0

    monkeypatch.setattr(session.window.messages, "choice", choice)
    session.fill()

    assert "does not answer" in asked[0]
    assert asked[1:] == ["Open read-only"]
    assert not session.window.can_write


def test_a_fault_that_the_user_can_mend_never_shows_a_traceback(start: list[app.Session]) -> None:
    session = app.Session(None)
    start.append(session)
    session.fill()
    session._unexpected(UserError, UserError("It is still used.", "Remove it there."), None)
    assert session.window.message_bar.text == "It is still used. Remove it there."


def test_the_report_of_a_fault_names_no_people() -> None:
    def fall() -> None:
        raise ValueError("Tanaka Haruto, +81 3 1234 5678")

    with pytest.raises(ValueError, match="Tanaka") as caught:
        fall()
    words = report(caught.value)
    assert "ValueError" in words
    assert "fall" in words
    assert "Tanaka" not in words


def test_the_picture_of_a_visit_is_drawn_without_a_screen(
    sample: Planner, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = sample.visits.coming()[0].id
    path = app.picture(sample, visit, tmp_path / "itinerary.png")

    image = QImage(str(path))
    assert image.width() == 1440
    colours = {image.pixel(x, y) for x in range(0, 1440, 40) for y in range(0, 900, 20)}
    assert len(colours) > 5
    assert sample.visits.count() == 2


def test_the_report_is_copied_and_the_dialog_stays(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

    from planner.ui.dialogs import crash

    crash.show(ValueError("Tanaka"))
    crash.show(ValueError("again"))
    (box,) = (
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)
    )
    copy, close = (
        next(button for button in box.findChildren(QPushButton) if button.text() == text)
        for text in ("Copy report", "Close")
    )
    copy.click()
    assert "ValueError" in QApplication.clipboard().text()
    assert box.isVisible()

    close.click()
    assert crash._open == []


def test_each_dialog_opens_with_its_words(start: list[app.Session], qtbot: QtBot) -> None:
    from planner.ui import window_dialogs

    session = app.Session(None)
    start.append(session)
    session.fill()
    for name in ("settings", "shortcuts", "about", "first_steps", "history", "templates"):
        dialog = window_dialogs.make(name, session.window, session.window)
        assert dialog is not None
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.windowTitle()


def test_a_setting_counts_at_once_and_is_kept(start: list[app.Session], qtbot: QtBot) -> None:
    from planner import settings
    from planner.ui.dialogs.settings import SettingsDialog

    session = app.Session(None)
    start.append(session)
    dialog = SettingsDialog(session.settings, session.theme)
    qtbot.addWidget(dialog)
    field = dialog.fields["appearance"]
    field.set_value("system")
    field.editor.setCurrentIndex(2)  # type: ignore[attr-defined]
    field.commit()

    assert session.theme.mode == "dark"
    assert settings.load(paths.user_config() / "settings.json").text("appearance") == "dark"
    session.theme.choose("light")


def test_the_exception_hook_is_ours_while_the_window_runs(
    start: list[app.Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = app.Session(None)
    start.append(session)
    monkeypatch.setattr(session.app, "exec", lambda: 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert session.run() == 0
    assert sys.excepthook == session._unexpected


def test_garbage_is_collected_again_once_the_first_page_is_there(
    qtbot: QtBot, start: list[app.Session], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = app.Session(str(tmp_path / "no library.planner"))
    start.append(session)
    monkeypatch.setattr(session.app, "exec", lambda: 0)
    hook = sys.excepthook
    gc.disable()
    try:
        session.run()
        qtbot.waitUntil(gc.isenabled, timeout=5000)
    finally:
        sys.excepthook = hook
        gc.enable()
        gc.unfreeze()


def test_where_the_library_is_gone_its_backups_are_offered_and_no_empty_one_is_made(
    start: list[app.Session],
) -> None:
    """A library that was deleted does not turn into an empty one that thins its backups away."""
    place = paths.default_library()
    made = create_planner(str(place), Settings())
    made.backups.make()
    made.close()
    place.unlink()
    session = app.Session(None)
    start.append(session)
    session.fill()
    assert session.window.context is None
    assert not place.exists()
    said = session.window.message_bar.findChildren(QPushButton)
    assert "Restore a backup…" in {button.text() for button in said}


def test_a_setting_that_the_disk_refuses_is_said_and_is_as_it_was(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "The setting was not kept …", in the dialog itself; its field shows what is kept."""
    from planner.ui.dialogs.settings import SettingsDialog
    from planner.ui.theme import Theme

    settings = Settings(tmp_path / "settings.json", {"author": "Eva"})
    dialog = SettingsDialog(settings, Theme("light"))
    qtbot.addWidget(dialog)

    def full(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    dialog.fields["author"].committed.emit("Ole")

    assert dialog._note.text().startswith("The setting was not kept")
    assert settings.text("author") == "Eva"
    assert dialog.fields["author"].editor.text() == "Eva"  # type: ignore[attr-defined]
    monkeypatch.undo()
    dialog.fields["author"].committed.emit("Ole")
    assert settings.text("author") == "Ole"

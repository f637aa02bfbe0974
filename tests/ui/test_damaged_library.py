"""The library is damaged under an open window: the bar leads to the backup, and Ctrl+K still works."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.errors import CannotBeRead
from planner.services.backups import Backups
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import encrypting, key_record, keys
from planner.storage.backups.restoring import NotRestored
from planner.storage.connecting import connect_sqlite
from planner.ui import window_dialogs
from planner.ui.main_window import MainWindow

KEY = bytes(range(32))
PAGE = 4096


@pytest.fixture
def damaged(tmp_path: Path, sample_file: Path) -> Iterator[Planner]:
    """Encrypted, with a good backup, and then one bit each of its index for searching and its history."""
    file = tmp_path / "library.planner"
    shutil.copyfile(sample_file, file)
    encrypting.encrypt(file, KEY, key_record.KeyRecord(mark=keys.mark_of(KEY)))
    planner = open_planner(str(file), Settings())
    planner.backups.make()
    planner.close()
    connection = connect_sqlite(file)
    wanted = "SELECT rootpage FROM sqlite_master WHERE name IN ('search_text_config', 'change')"
    pages = [page for (page,) in connection.execute(wanted)]
    connection.close()
    with file.open("r+b") as raw:
        for page in pages:
            raw.seek((page - 1) * PAGE + 100)
            (byte,) = raw.read(1)
            raw.seek(-1, 1)
            raw.write(bytes([byte ^ 1]))
    planner = open_planner(str(file), Settings())
    yield planner
    planner.close()
    keys.forget(file)


@pytest.fixture
def window(damaged: Planner, open_window: Callable[[Planner], MainWindow]) -> MainWindow:
    window = open_window(damaged)
    assert window.context is not None
    window.context.messages = window.messages = window.own_messages
    return window


def spoken(window: MainWindow) -> list[str]:
    """What is said of the file."""
    return [text for text in window.message_bar.texts if "library.planner" in text]


def buttons(window: MainWindow) -> list[str]:
    found = window.message_bar.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible()]


@pytest.mark.qt_no_exception_capture
def test_one_message_leads_to_the_backup_and_commands_are_found(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N1: no SQLite words, no second message without a button, and Ctrl+K opens Backups."""
    shown: list[str] = []
    monkeypatch.setattr(window_dialogs, "show", lambda name, *_rest: shown.append(name))

    def as_the_session_does(_kind: object, error: BaseException, _traceback: object) -> None:
        assert isinstance(error, CannotBeRead)
        window.messages.error(error)

    monkeypatch.setattr(sys, "excepthook", as_the_session_does)
    window.show_palette("backups")
    palette = window._palette
    assert palette is not None
    assert palette.isVisible()
    found = [palette.model.line(row).id for row in range(palette.model.rowCount())]
    assert found[0] == "file.backups"
    palette._run()
    assert shown == ["backups"]

    bar = window.message_bar
    qtbot.waitUntil(lambda: "No copy of what is open was saved yet." in bar.text, timeout=5000)
    assert spoken(window) == [bar.text]
    assert bar.text.startswith("library.planner cannot be read: ")
    assert "vtable" not in bar.text
    assert re.search(r"The newest good backup is of .*: 93 people, 2 visits\.$", bar.text)
    assert buttons(window) == ["Restore a backup…", "Save to…"]

    assert window.context is not None
    with pytest.raises(CannotBeRead) as told:
        window.context.planner.history.lately_changed()
    window.messages.error(told.value)
    assert spoken(window) == [bar.text]

    bar._act(0)
    assert shown == ["backups", "backups"]
    window.messages.error(told.value)
    qtbot.waitUntil(lambda: bool(spoken(window)), timeout=5000)
    assert "Restore a backup…" in buttons(window), "what was closed is said again, with the way on"


@pytest.mark.qt_no_exception_capture
def test_that_nothing_is_called_so_is_not_said_where_nothing_can_be_searched(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_error: None)
    window.show_palette("zzzz")
    palette = window._palette
    assert palette is not None
    assert palette.model.rowCount() == 0
    said = [label.text() for label in palette.list.empty.findChildren(QLabel)]
    assert "The library cannot be searched now. Commands are still found." in said


def test_taking_back_a_restore_says_that_what_was_there_is_damaged(damaged: Planner) -> None:
    """N2: not that the disk failed, no internal file, and what is open is as it was."""
    library, damaged_file = Path(damaged.address), Path(damaged.address).read_bytes()
    damaged.close()
    backups = Backups(library, Settings())
    backups.restore(backups.all()[0].number)
    restored = library.read_bytes()
    assert restored != damaged_file
    with pytest.raises(NotRestored) as told:
        backups.undo_restore()
    assert told.value.message == "What was there before the restore is damaged."
    assert "Nothing was changed" in told.value.hint
    assert library.read_bytes() == restored
    assert not [one.name for one in library.parent.iterdir() if one.name.endswith("ready")]
    assert not backups.moved_aside()[0].undone

"""A15 in the window: what the safe mode leaves out, what it offers, and the way back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner import app, paths
from planner.cli.window import window_call
from planner.services.backups import Backups
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.ui.dialogs.check_up import CheckUpDialog
from planner.ui.dialogs.safe_start import SafeStartDialog
from planner.ui.dialogs.support_report import SupportReportDialog
from planner.ui.main_window import MainWindow

OPEN = "Safe mode: no backups and no checks are made by themselves."
CLOSED = "Safe mode: the library is not open."


@pytest.fixture
def library(tmp_path: Path, sample_file: Path) -> Path:
    path = tmp_path / "mine.planner"
    shutil.copyfile(sample_file, path)
    return path


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QDialog]:
    """The dialogs that came up; each is answered by what stands in ``choices``."""
    return []


Choose = Callable[[SafeStartDialog], None]


@pytest.fixture
def session(
    qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., tuple[app.Session, list[str]]]]:
    sessions: list[app.Session] = []

    def start(*choices: Choose, asked: bool = False) -> tuple[app.Session, list[str]]:
        """As a loop or ``--safe`` starts; ``choices`` are what is pressed in the dialog, one after the other."""
        waiting, seen = list(choices), list[str]()

        def exec_(dialog: QDialog) -> int:
            seen.append(type(dialog).__name__)
            if isinstance(dialog, SafeStartDialog) and waiting:
                waiting.pop(0)(dialog)
            return 0

        for kind in (SafeStartDialog, CheckUpDialog, SupportReportDialog):
            monkeypatch.setattr(kind, "exec", exec_)
        one = app.Session(str(library), safe=asked)
        sessions.append(one)
        one.window.is_careful = True
        one.window.show()
        one._begin_safely()
        return one, seen

    yield start
    for one in sessions:
        one.window.close_library()
        one.window.close()
        one.window.deleteLater()


def _text(dialog: SafeStartDialog) -> str:
    from planner.ui.widgets.label import Label

    return "\n".join(label.text() for label in dialog.findChildren(Label))


def test_the_dialog_says_why_and_offers_four_ways(
    session: Callable[..., tuple[app.Session, list[str]]],
) -> None:
    texts: list[str] = []
    enabled: list[bool] = []

    def look(dialog: SafeStartDialog) -> None:
        texts.append(_text(dialog))
        buttons = (
            dialog.restore_button, dialog.check_button, dialog.report_button, dialog.usual_button,
        )  # fmt: skip
        enabled.extend(button.isEnabled() for button in buttons)

    one, _seen = session(look)
    assert "ended unexpectedly three times within two minutes" in texts[0]
    assert "mine.planner is not open yet" in texts[0]
    assert "There is no backup of this library on this computer." in texts[0]
    assert enabled == [False, True, True, True]
    assert one.window.context is None
    assert one.window.message_bar.text == CLOSED

    session(look, asked=True)
    assert "was started in safe mode" in texts[1]


def test_the_way_that_takes_something_away_comes_last(
    session: Callable[..., tuple[app.Session, list[str]]], library: Path
) -> None:
    """Enter looks at the data; it never leads to a restore."""
    planner = open_planner(str(library), Settings())
    planner.backups.make()
    planner.close()
    found: list[tuple[list[str], str]] = []

    def look(dialog: SafeStartDialog) -> None:
        dialog.show()
        ways = [
            dialog.check_button, dialog.usual_button, dialog.report_button, dialog.restore_button,
        ]  # fmt: skip
        ways.sort(key=lambda button: button.y())
        focused = dialog.focusWidget()
        found.append(([one.text() for one in ways], focused.text() if focused else ""))
        dialog.hide()

    session(look)
    texts, focused = found[0]
    assert texts[0] == focused == "Check the data…"
    assert texts[-1] == "Start from a backup…"


def test_start_as_usual_opens_with_everything(
    session: Callable[..., tuple[app.Session, list[str]]],
) -> None:
    one, _seen = session(lambda dialog: dialog.usual_button.click())
    assert one.window.context is not None
    assert one.window.backing_up is not None
    assert one.window._state is not None
    assert OPEN not in one.window.message_bar.texts


def test_check_the_data_opens_carefully_and_the_bar_leads_back(
    session: Callable[..., tuple[app.Session, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No backups, no reminders, no idle check, no layout, until she presses Start as usual."""
    begun: list[object] = []
    monkeypatch.setattr(MainWindow, "_remind", lambda _window, context: begun.append(context))
    monkeypatch.setattr("planner.ui.main_window.FIRST_REMINDER", 0)
    one, seen = session(lambda dialog: dialog.check_button.click())
    window = one.window
    assert seen == ["SafeStartDialog", "CheckUpDialog"]
    assert window.context is not None
    assert window.navigation is not None
    assert window.navigation.name == "home"
    assert OPEN in window.message_bar.texts
    one.app.processEvents()
    assert (window.backing_up, begun, window._state) == (None, [], None)

    window.end_safe_mode()
    one.app.processEvents()
    assert window.backing_up is not None
    assert begun == [window.context]
    assert isinstance(window._state, QSettings)


def test_the_report_comes_without_opening_the_library_and_leads_back(
    session: Callable[..., tuple[app.Session, list[str]]],
) -> None:
    one, seen = session(lambda dialog: dialog.report_button.click())
    assert seen == ["SafeStartDialog", "SupportReportDialog", "SafeStartDialog"]
    assert one.window.context is None


def test_a_backup_can_be_put_in_place_before_anything_is_opened(
    qtbot: QtBot,
    session: Callable[..., tuple[app.Session, list[str]]],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from planner.ui import restoring

    planner = open_planner(str(library), Settings())
    number = planner.backups.make().number
    planner.close()
    before = library.stat().st_ino

    def choose(window: MainWindow, path: Path) -> bool:
        restoring.restore_lost(window, Backups(path, window.settings), number, "today")
        return True

    monkeypatch.setattr(restoring, "show_backups", choose)
    one, _seen = session(lambda dialog: dialog.restore_button.click())
    qtbot.waitUntil(lambda: one.window.context is not None, timeout=5000)
    assert library.stat().st_ino != before
    assert one.window.is_careful
    assert one.window.backing_up is None


def test_the_option_of_the_window(tmp_path: Path) -> None:
    """``planner --safe``, also before and behind the library."""
    for words in (["--safe"], ["gui", "--safe"], ["--safe", "--library", "x"]):
        call = window_call(words)
        assert call is not None
        assert call.safe
    call = window_call(["gui"])
    assert call is not None
    assert not call.safe


def test_a_start_is_noted_only_for_as_long_as_it_runs(
    qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = app.Session(str(library))
    noted: list[Path] = []

    def exec_() -> int:
        one._first_page()
        noted.extend((paths.user_state() / "starts").glob("*.json"))
        return 0

    monkeypatch.setattr(one.app, "exec", exec_)
    assert one.run() == 0
    assert len(noted) == 1
    assert not noted[0].exists()
    one.window.close()
    one.window.deleteLater()


def test_a_library_that_is_not_open_is_unlocked_before_it_is_compared(
    qtbot: QtBot, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the safe mode: the passphrase is asked for; who does not give it is told what that means."""
    from PySide6.QtWidgets import QWidget

    from planner.errors import KeyWanted
    from planner.services.lockbox import Lockbox, NewLock
    from planner.storage import key_store, keys
    from planner.ui.dialogs import backups as dialogs
    from planner.ui.files import NativeFiles
    from planner.ui.messages import Recorded
    from planner.ui.tasks import Tasks

    monkeypatch.setattr(key_store, "_store", lambda: None)
    path, lock = tmp_path / "mine.planner", NewLock()
    Lockbox(str(path)).create(Settings(), lock, "a blue bicycle in Lund").close()
    backups = Backups(path, Settings())
    backups.make()
    keys.shut(path)
    asked: list[Path] = []
    answers: list[bytes] = []

    def ask(wanted: KeyWanted, _messages: object, _parent: QWidget) -> KeyWanted | None:
        asked.append(wanted.path)
        if not answers:
            return wanted
        keys.hold_for_copies(path, answers.pop())
        return None

    monkeypatch.setattr(dialogs, "ask", ask)
    messages, around = Recorded(), QWidget()
    qtbot.addWidget(around)
    tasks = Tasks(messages, around)
    doors = dialogs.Doors(
        backups=backups,
        tasks=tasks,
        messages=messages,
        files=NativeFiles(),
        settings=Settings(),
        can_write=True,
        restore=lambda _number, _called: None,
        undo=lambda _number: None,
        restore_file=lambda _path, _called: None,
    )
    dialog = dialogs.BackupsDialog(doors, around)
    dialog.ask()
    qtbot.waitUntil(lambda: "was not unlocked" in dialog.says.text(), timeout=5000)
    assert asked == [path]

    answers.append(lock._key)
    dialog.ask()
    qtbot.waitUntil(lambda: "Nothing was done since." in dialog.says.text(), timeout=5000)
    assert asked == [path, path]
    tasks.close()

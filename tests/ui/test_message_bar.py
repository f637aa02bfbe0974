"""What stands in front in the message bar, where several things are to be said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.services.backing_up import Outcome
from planner.services.planner import Planner
from planner.ui import window_dialogs
from planner.ui.backing_up import BackingUp
from planner.ui.dialogs.backups import BackupsDialog
from planner.ui.main_window import MainWindow
from planner.ui.widgets.message_bar import Message, MessageBar

KEPT = Message("Unsaved text was kept.", ("Use", lambda: None), "info", ("Discard", lambda: None))
ERROR = Message("It could not be written.", tone="danger")
ASKING_ERROR = Message("The file is lost.", ("Save to…", lambda: None), "danger")


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


@pytest.mark.parametrize("tone", ["info", "warn"])
def test_what_comes_by_itself_waits_behind_what_is_about_to_be_answered(
    bar: MessageBar, tone: str
) -> None:
    """N9: the buttons do not go from under the mouse."""
    bar.say(KEPT)
    bar.say(Message("Choose a second folder.", ("Backups…", lambda: None), tone, by_itself=True))
    assert bar.text == KEPT.text
    bar.close_message()
    assert bar.text == "Choose a second folder."


def test_an_error_that_comes_by_itself_stands_before_information(bar: MessageBar) -> None:
    bar.say(KEPT)
    bar.say(Message("The backup failed.", ("Backups…", lambda: None), "danger", by_itself=True))
    assert bar.text == "The backup failed."


def test_what_comes_by_itself_stands_before_what_asks_nothing(bar: MessageBar) -> None:
    bar.say(Message("The library is now elsewhere.", tone="info"))
    bar.say(Message("Choose a second folder.", ("Backups…", lambda: None), by_itself=True))
    assert bar.text == "Choose a second folder."


@pytest.mark.parametrize("error", [ERROR, ASKING_ERROR])
def test_information_does_not_hide_an_error(bar: MessageBar, error: Message) -> None:
    """N2: that a restore was not taken back stood behind the text that was kept."""
    bar.say(error)
    bar.say(KEPT)
    assert bar.texts == [KEPT.text, error.text]


def test_what_she_did_herself_is_answered_in_front(bar: MessageBar) -> None:
    bar.say(ASKING_ERROR)
    bar.say(ERROR)
    assert bar.text == ERROR.text


def test_a_backup_does_not_push_the_kept_text_away(window: MainWindow) -> None:
    """N9, in the window: ten seconds after the start a click on Discard opened the backups."""
    assert window.context is not None
    window.context.messages = window.own_messages
    window.message_bar.clear()
    window.message_bar.say(KEPT)
    backing_up = BackingUp(window.context, window, window)
    backing_up._tell(Outcome(nudge="All backups lie on the disk of your data."))
    assert window.message_bar.text == KEPT.text
    backing_up._tell(Outcome(paused=50_000_000))
    assert window.message_bar.text == KEPT.text
    assert len(window.message_bar.texts) == 3
    backing_up.end()


def test_enter_presses_restore_now_where_it_has_the_focus(
    qtbot: QtBot, window: MainWindow, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N15; and in the list it asks, as before."""
    kept = planner.backups.make()
    restored: list[int] = []
    monkeypatch.setattr(window, "restore_backup", lambda number, _called: restored.append(number))
    dialog = window_dialogs.make("backups", window, window)
    assert isinstance(dialog, BackupsDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.sure.isVisible, timeout=10_000)
    assert not restored
    dialog.sure.setFocus()
    QTest.keyClick(dialog.sure, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: restored == [kept.number], timeout=5_000)

"""Keys: commands of the window are reached from a text field, and written as the system writes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.ui.main_window import MainWindow
from planner.ui.widgets.search_button import SearchButton
from planner.ui.widgets.tool_button import ToolButton

CTRL = Qt.KeyboardModifier.ControlModifier


class EmacsLine(QLineEdit):
    """Keeps Ctrl and any letter for itself, as a field does under X11 with Ctrl+E and Ctrl+U."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> EmacsLine:
    line = EmacsLine(window)
    line.setGeometry(300, 300, 200, 32)
    line.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return line


def test_a_command_on_ctrl_and_a_letter_works_while_a_field_has_the_focus(
    window: MainWindow, line: EmacsLine
) -> None:
    ran: list[str] = []
    action = window.actions_._actions["file.export"]
    action.setEnabled(True)
    action.triggered.connect(lambda: ran.append("hand out"))

    QTest.keyClick(line, Qt.Key.Key_E, CTRL)
    assert ran == ["hand out"]


def test_a_field_keeps_what_edits_its_text(window: MainWindow, line: EmacsLine) -> None:
    ran: list[str] = []
    for key in ("edit.undo", "item.remove"):
        window.actions_._actions[key].setEnabled(True)
        window.actions_._actions[key].triggered.connect(lambda: ran.append("window"))

    line.setText("Lunch")
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert ran == []


def test_handing_out_has_one_name_in_the_window(sample_window: MainWindow) -> None:
    registry = sample_window.registry
    names = {one.text for one in registry.all() if "Ctrl+E" in one.shortcuts}
    assert names == {"Send…"}


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load("qtbase_de", folder)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_search_and_buttons_write_keys_as_the_menus_do(qtbot: QtBot, german: None) -> None:
    search = SearchButton("Suchen", "Ctrl+K")
    back = ToolButton("undo-2", "Rückgängig", "Ctrl+Z")
    for widget in (search, back):
        qtbot.addWidget(widget)
    menu = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)

    assert menu == "Strg+K"
    assert search.toolTip() == "Suchen (Strg+K)"
    assert back.toolTip() == "Rückgängig (Strg+Z)"

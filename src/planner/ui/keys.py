"""Shortcuts as this system and language write them, and the ones that go before a text field's own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit)
_TYPING: Final = frozenset("ACVXYZ")
"""With Ctrl these edit text everywhere."""


def keys_in_words(keys: str) -> str:
    """ "Ctrl+K", German "Strg+K"."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class FieldKeys(QObject):
    """Ctrl and a letter reach the window from a text field, too.

    Some systems give a field's cursor keys such as Ctrl+E (end of the line), Ctrl+U or Ctrl+K; a
    command of the window on them would do something only while no field has the focus.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS) and new.window() is self._window:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that belongs to a command is not offered to the field first."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = event.keyCombination()
            if (
                keys.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
                and (letter := _letter(keys.key()))
                and letter not in _TYPING
                and self._is_command(QKeySequence(keys))
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _is_command(self, keys: QKeySequence) -> bool:
        actions: list[QAction] = self._window.actions()
        return any(keys in action.shortcuts() for action in actions if action.isEnabled())


def _letter(key: Qt.Key) -> str:
    return chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""

"""What every field is: a label, an editor, an error below, and one signal when a change is committed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from planner.ui.widgets.label import Label

HEIGHT: Final = 28
Choices = Sequence[tuple[Any, str]]


class Field(QWidget):
    """A value that a person may change. ``committed`` comes on Enter or when the focus leaves, if it changed."""

    committed = Signal(object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Any = None
        self._before: Any = None
        self.is_refused = False
        """What is typed was committed and could not be kept."""
        self.label = Label(label, "text2", size=0.9, parent=self)
        self._error = Label("", "danger", size=0.9, wrap=True, parent=self)
        self._error.hide()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addWidget(self.label)

    def value(self) -> Any:
        """What the editor shows now."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show ``value`` as kept; nothing is emitted."""
        self._show_hint("")
        self.set_error("")
        self.is_refused = False
        self._show(value)
        self._kept = self.value()

    def set_several(self) -> None:
        """Several records differ here: a muted word says so, which is no value and never kept."""
        self.set_value(None)
        self._show_hint(_("several"))

    def _show_hint(self, text: str) -> None:
        """Say this where the editor is empty; an empty text brings back its own hint."""

    def set_error(self, text: str) -> None:
        """Say below the field what is wrong with it; empty for nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    @property
    def error(self) -> str:
        return self._error.text()

    @property
    def is_changed(self) -> bool:
        return self._differs(self.value())

    def _differs(self, value: Any) -> bool:
        """Whether this is another value than is kept."""
        return bool(value != self._kept)

    def commit(self) -> None:
        """Tell the value, if it is another one than is kept."""
        value = self.value()
        if self._differs(value):
            self._before, self._kept = self._kept, value
            self.set_error("")
            self.is_refused = False
            self.committed.emit(value)

    def refuse(self, why: str) -> None:
        """What was committed could not be kept: it stays typed, and ``why`` stands below."""
        self._kept = self._before
        self.is_refused = True
        self.set_error(why)

    def set_read_only(self, read_only: bool) -> None:
        """Show the value, but let nobody change it."""
        for editor in self.findChildren(QWidget):
            if isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.setReadOnly(read_only)
                if isinstance(editor, QPlainTextEdit):
                    role = QPalette.ColorRole.Window if read_only else QPalette.ColorRole.Base
                    editor.viewport().setBackgroundRole(role)
            elif isinstance(editor, QComboBox | QAbstractButton):
                editor.setEnabled(not read_only)

    def revert(self) -> None:
        self._show(self._kept)
        self.is_refused = False
        self.set_error("")

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _put(self, editor: QWidget, *, name: str = "") -> None:
        """Lay the editor under the label and tie the two together."""
        self._rows.addWidget(editor)
        self._rows.addWidget(self._error)
        self._name(editor, name or self.label.text())
        self.label.setBuddy(editor)
        self.setFocusProxy(editor)

    def _name(self, editor: QWidget, name: str) -> None:
        editor.setAccessibleName(name)
        editor.setMinimumHeight(HEIGHT)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.commit()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            # Undo belongs to the field while something is typed, to the window otherwise.
            undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if undo and not self.is_changed:
                event.ignore()
                return True
        elif (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._is_escape(event)
        ):
            self.revert()
            return True
        return super().eventFilter(watched, event)

    def _is_escape(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.is_changed

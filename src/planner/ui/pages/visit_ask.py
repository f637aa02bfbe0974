"""A small question that is answered with a few words: a reason, a note, a name."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.ui.widgets.label import Label


class AskText(QDialog):
    """What it is about, a field, a verb and Cancel. An empty answer is offered only with ``optional``."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        about: str,
        label: str,
        verb: str,
        optional: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._optional = optional
        self.editor = QPlainTextEdit(self)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(label)
        self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * 4 + 14)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self._arrange(about, label)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone begins another line
            QShortcut(QKeySequence(keys), self, self.accept_button.click)
        self.editor.textChanged.connect(self._enable)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._enable()

    @property
    def answer(self) -> str:
        return self.editor.toPlainText().strip()

    def _arrange(self, about: str, label: str) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, wrap=True, parent=self))
        name = Label(label, "text2", size=0.9, parent=self)
        name.setBuddy(self.editor)
        rows.addWidget(name)
        rows.addWidget(self.editor)
        rows.addWidget(self.buttons)
        self.setMinimumWidth(420)

    def _enable(self) -> None:
        self.accept_button.setEnabled(self._optional or bool(self.answer))


def ask_text(parent: QWidget, *, title: str, about: str, label: str, verb: str) -> str:
    """The answer; empty when called off."""
    dialog = AskText(parent, title=title, about=about, label=label, verb=verb)
    return dialog.answer if dialog.exec() == QDialog.DialogCode.Accepted else ""


class AskNumber(QDialog):
    """What it is about, a number between two others, a verb and Cancel."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        about: str,
        label: str,
        verb: str,
        value: int,
        least: int,
        most: int,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.editor = QSpinBox(self)
        self.editor.setRange(least, most)
        self.editor.setValue(value)
        self.editor.setAccessibleName(label)
        self.editor.setMinimumHeight(30)
        self.editor.selectAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        for button in buttons.buttons():
            button.setMinimumHeight(30)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, wrap=True, parent=self))
        name = Label(label, "text2", size=0.9, parent=self)
        name.setBuddy(self.editor)
        rows.addWidget(name)
        rows.addWidget(self.editor)
        rows.addWidget(buttons)
        self.setMinimumWidth(420)
        self.editor.setFocus()

    @property
    def answer(self) -> int:
        return self.editor.value()

"""Lines whose values are dots until somebody asks for them, and dots again after a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.widgets.label import Label
from planner.ui.widgets.tool_button import ToolButton

DOTS: Final = "•••"
SHOWN_FOR: Final = 60_000
"""Milliseconds until what is shown is hidden again."""


@dataclass(frozen=True)
class HiddenLine:
    """``key`` is of the program; ``caption`` may be read by everybody."""

    key: str
    caption: str


class HiddenLines(QWidget):
    """Values are never set before they are asked for, so nothing can read them off the widgets."""

    wanted = Signal()
    copy_wanted = Signal(str, str)
    """The key of a line and what it says: whoever owns the lines asks who gets it, then copies it."""

    def __init__(self, nothing: str, edit: str, parent: QWidget | None = None) -> None:
        """``nothing`` is said when there are none; ``edit`` stands on the button beside *Show…*."""
        super().__init__(parent)
        self._nothing = Label(nothing, "text2", wrap=True, parent=self)
        self._lines: tuple[HiddenLine, ...] = ()
        self.values: dict[str, Label] = {}
        self._copies: dict[str, ToolButton] = {}
        self.show_button = QPushButton(icon("eye", "text"), _("Show…"), self)
        self.edit_button = QPushButton(icon("pencil", "text"), edit, self)
        self.show_button.clicked.connect(self._turn)
        self._said = Label(_("Hidden again after a minute."), "text2", size=0.9, parent=self)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.show_button, self.edit_button):
            button.setMinimumHeight(28)
            button.setAutoDefault(False)
            bar.addWidget(button)
        bar.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._nothing)
        rows.addLayout(self._grid)
        rows.addWidget(self._said)
        rows.addLayout(bar)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_FOR)
        self._until.timeout.connect(self.hide_values)
        self.set_lines(())

    @property
    def is_shown(self) -> bool:
        return self._until.isActive()

    def set_lines(self, lines: Sequence[HiddenLine]) -> None:
        """Other lines hide what was shown; the same ones leave it as it is."""
        if lines and tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while (taken := self._grid.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.values, self._copies = {}, {}
        for row, line in enumerate(self._lines):
            self._add(row, line)
        self._nothing.setVisible(not lines)
        self.show_button.setVisible(bool(lines))
        self.hide_values()

    def _add(self, row: int, line: HiddenLine) -> None:
        value = Label(DOTS, wrap=True, parent=self)
        value.setAccessibleName(line.caption)
        copy = ToolButton("copy", _("Copy “{line}”").format(line=line.caption), parent=self)
        copy.clicked.connect(lambda: self.copy(line.key))
        self._grid.addWidget(Label(line.caption, "text2", size=0.9, parent=self), row, 0)
        self._grid.addWidget(value, row, 1)
        self._grid.addWidget(copy, row, 2, Qt.AlignmentFlag.AlignTop)
        self.values[line.key], self._copies[line.key] = value, copy

    def show_values(self, texts: dict[str, str]) -> None:
        """Show these for a minute; a line without a text stays hidden."""
        for key, text in texts.items():
            if key in self.values:
                self.values[key].setText(text or "–")
                self._copies[key].setVisible(bool(text))
        self.show_button.setText(_("Hide"))
        self._said.show()
        self._until.start()

    def hide_values(self) -> None:
        self._until.stop()
        self._said.hide()
        self.show_button.setText(_("Show…"))
        for key, value in self.values.items():
            value.setText(DOTS)
            self._copies[key].hide()

    def copy(self, key: str) -> None:
        """A shown value is wanted on the clipboard."""
        if self.is_shown:
            self.copy_wanted.emit(key, self.values[key].text())

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page leaves nothing open on it."""
        self.hide_values()
        super().hideEvent(event)

    def _turn(self) -> None:
        if self.is_shown:
            self.hide_values()
        else:
            self.wanted.emit()

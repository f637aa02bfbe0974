"""Lines of text that are only shown, each with its caption and a button that copies it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.label import Label
from planner.ui.widgets.tool_button import ToolButton


class CopyLines(QWidget):
    """The rows stay the same widgets while their texts change, so that focus stays where it is."""

    copied = Signal(str)

    def __init__(self, captions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.lines: list[Label] = []
        self.buttons: list[ToolButton] = []
        for row, caption in enumerate(captions):
            line = Label("", wrap=True, parent=self)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.setAccessibleName(caption)
            button = ToolButton("copy", _("Copy “{line}”").format(line=caption), parent=self)
            button.clicked.connect(lambda _checked=False, number=row: self.copy(number))
            grid.addWidget(Label(caption, "text2", size=0.9, parent=self), row, 0)
            grid.addWidget(line, row, 1)
            grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)
            self.lines.append(line)
            self.buttons.append(button)

    def show_texts(self, texts: Sequence[str]) -> None:
        """One text for each caption; an empty one cannot be copied."""
        for line, button, text in zip(self.lines, self.buttons, texts, strict=True):
            line.setText(text or "–")
            button.setEnabled(bool(text))

    def copy(self, number: int) -> None:
        """Put a line on the clipboard."""
        text = self.lines[number].text()
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

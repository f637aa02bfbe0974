"""The rail: the six areas, as icon and text where there is room and as icons where there is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.keys import keys_in_words
from planner.ui.plain import escaped
from planner.ui.widgets.panel import Panel

WIDE: Final = 200
NARROW: Final = 56


class RailButton(QToolButton):
    """One area. The one in front has a soft fill, a bar and bold text: never colour alone."""

    def __init__(self, name: str, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = name
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(escaped(f"{text} ({keys_in_words(keys)})"))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(NARROW - 8, max(40, self.fontMetrics().height() + 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentSoft" if self.isChecked() else "surface2"))
            painter.drawRoundedRect(area, 6, 6)
        if self.isChecked():
            painter.fillRect(QRectF(1, 10, 3, self.height() - 20), theme.color("accent"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        wide = self.width() > NARROW
        left = 14 if wide else (self.width() - 20) // 2
        token = "accent" if self.isChecked() else "text2"
        icon(self._icon_name, token).paint(painter, QRect(left, (self.height() - 20) // 2, 20, 20))
        if wide:
            painter.setFont(theme.sized(self.font(), 1.0, strong=self.isChecked()))
            painter.setPen(theme.color("text"))
            room = QRect(46, 0, self.width() - 54, self.height())
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Rail(Panel):
    """``picked`` gives the name of the area."""

    picked = Signal(str)

    def __init__(
        self, areas: Sequence[tuple[str, str, str, str]], parent: QWidget | None = None
    ) -> None:
        """``areas`` are (name, icon, text, shortcut)."""
        super().__init__("surface", "right", parent=parent)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 5, 8)
        layout.setSpacing(2)
        for name, drawing, text, keys in areas:
            button = RailButton(drawing, text, keys, self)
            self._group.addButton(button)
            self._buttons[name] = button
            button.clicked.connect(lambda _checked=False, name=name: self.picked.emit(name))
            layout.addWidget(button)
        layout.addStretch(1)
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        needed = max(
            button.fontMetrics().horizontalAdvance(button.text())
            for button in self._buttons.values()
        )
        self.setFixedWidth(max(WIDE, round(needed * 1.12) + 70) if wide else NARROW)

    def choose(self, name: str) -> None:
        """Mark the area in front."""
        if button := self._buttons.get(name):
            button.setChecked(True)

    def take_focus(self) -> None:
        button = self._group.checkedButton() or next(iter(self._buttons.values()))
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)

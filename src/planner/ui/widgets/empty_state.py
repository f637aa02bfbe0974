"""What stands where nothing is: an icon, one sentence, one button, perhaps a second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.ui import icons, theme
from planner.ui.widgets.label import Label

Button = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """Never a white pane: says what belongs here and how it gets here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._picture = QLabel(self)
        self._text = Label("", "text2", size=1.15, wrap=True, parent=self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._arrange()
        theme.current().changed.connect(self._recolour)

    def say(self, icon: str, text: str, *buttons: Button) -> None:
        """Show this; the first button is the main one."""
        self._icon = icon
        if self.isVisible():
            self._draw()
        self._text.setText(text)
        while (taken := self._buttons.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.deleteLater()
        self._buttons.addStretch(1)
        for number, (label, act) in enumerate(buttons):
            button = QPushButton(label, self)
            button.setAutoDefault(number == 0)
            button.setMinimumHeight(32)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def take_focus(self) -> bool:
        """Put the focus on the main button; False when there is none."""
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            button = item.widget() if item is not None else None
            if button is not None:
                button.setFocus()
                return True
        return False

    def _arrange(self) -> None:
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._text)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    def _recolour(self) -> None:
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Drawn only now: most lists are never empty."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._icon:
            self._picture.setPixmap(icons.pixmap(self._icon, 40, "text2", self.devicePixelRatioF()))

"""A toast: what was done, with Undo, for eight seconds; it waits under the mouse and never takes the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.i18n import _
from planner.ui.keys import keys_in_words
from planner.ui.widgets.label import Label
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.tool_button import ToolButton

LIFE: Final = 8000


class Toast(Panel):
    """``gone`` when it has left."""

    gone = Signal()

    def __init__(self, text: str, undo: Callable[[], object] | None, parent: QWidget) -> None:
        super().__init__("surface2", "round", frame="borderStrong", parent=parent)
        self._undo = undo
        self.text = text
        self._clock = QTimer(self, singleShot=True, interval=LIFE)
        self._clock.timeout.connect(self.leave)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(12)
        self._label = Label(text, wrap=True, parent=self)
        line.addWidget(self._label, 1)
        self.button = QPushButton(_("Undo"), self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setVisible(undo is not None)
        self.button.clicked.connect(self._take_back)
        line.addWidget(self.button)
        close = ToolButton("x", _("Close message"), parent=self)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.leave)
        line.addWidget(close)
        self.setAccessibleName(text)
        self.adjustSize()
        self._clock.start()

    @property
    def is_over(self) -> bool:
        """Whether its Undo has nothing left to do, because the same was undone elsewhere."""
        return bool(getattr(self._undo, "is_over", False))

    def fit(self, width: int) -> None:
        """Be as wide as the text, ``width`` at most; a longer text goes on in a second line."""
        natural = self._label.fontMetrics().horizontalAdvance(self.text) + 4
        self._label.setFixedWidth(min(natural, width))
        self._label.setFixedWidth(
            min(natural, width - (self.sizeHint().width() - self._label.width()))
        )
        self.adjustSize()

    def announce(self) -> None:
        """Tell screen readers, without moving the focus."""
        if QAccessible.isActive():
            undo = f" {_('Undo')}: {keys_in_words('Ctrl+Z')}" if self._undo else ""
            words = self.text + undo
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def leave(self) -> None:
        self._clock.stop()
        self.hide()
        self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._clock.stop()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()

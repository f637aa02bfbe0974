"""The message bar: states that ask for something, one at a time, closable.

One rule says when a message goes by itself: with a button it asks for an answer and stays until it has
one; without a button it is about what was just tried, and goes with the next act that succeeds, the next
message of its kind, or another page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.i18n import _
from planner.ui import icons
from planner.ui.widgets.label import Label
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.tool_button import ToolButton

_LOOK: Final = {
    "danger": ("circle-alert", "dangerSoft", "danger"),
    "warn": ("triangle-alert", "warnSoft", "warn"),
    "info": ("info", "accentSoft", "accent"),
}


@dataclass(frozen=True)
class Message:
    text: str
    action: tuple[str, Callable[[], object]] | None = None
    tone: str = "warn"
    other: tuple[str, Callable[[], object]] | None = None
    by_itself: bool = False
    """Nobody did anything for it to be said now."""

    @property
    def asks(self) -> bool:
        return self.action is not None or self.other is not None

    def stays_before(self, new: Message) -> bool:
        """An error stays in front of mere information, and what is about to be answered in front of
        what comes by itself: its buttons would go from under the mouse.
        """
        if self.tone == "danger" and new.tone == "info":
            return True
        graver = new.tone == "danger" and self.tone != "danger"
        return new.by_itself and self.asks and not graver


class MessageBar(Panel):
    """Shows the latest message, see `Message.stays_before`; closing it shows the one before."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warnSoft", "bottom", parent=parent)
        self._messages: list[Message] = []
        self._just_said: list[Message] = []
        """What the act that goes on now said: what else it does or says leaves that standing."""
        self._icon = QLabel(self)
        self._text = Label("", wrap=True, parent=self)
        self._count = Label("", "text2", parent=self)
        self._button = QPushButton(self)
        self._button.clicked.connect(lambda _checked: self._act(0))
        self._other = QPushButton(self)
        self._other.clicked.connect(lambda _checked: self._act(1))
        self._close = ToolButton("x", _("Close message"), parent=self)
        self._close.clicked.connect(self.close_message)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 8, 4)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._count)
        line.addWidget(self._button)
        line.addWidget(self._other)
        line.addWidget(self._close)
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Without space above and below, where the window is low."""
        gap = 0 if compact else 4
        self._line.setContentsMargins(16, gap, 8, gap)

    @property
    def text(self) -> str:
        return self._messages[-1].text if self._messages else ""

    @property
    def texts(self) -> list[str]:
        """What is said, what is in front last."""
        return [message.text for message in self._messages]

    def say(self, message: Message) -> None:
        """Show ``message`` on top, or behind what stays before it; the same text is not said twice."""
        if not message.asks:
            self._drop_outlived()
        self._messages = [known for known in self._messages if known.text != message.text]
        place = len(self._messages)
        while place and self._messages[place - 1].stays_before(message):
            place -= 1
        self._messages.insert(place, message)
        self._just_said.append(message)
        QTimer.singleShot(0, self, self._just_said.clear)
        self._show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

    def close_message(self) -> None:
        if self._messages:
            self._messages.pop()
        self._show()
        self.closed.emit()

    def move_on(self) -> None:
        """Something succeeded, or another page is in front: what was tried before is over."""
        before = len(self._messages)
        self._drop_outlived()
        if len(self._messages) == before:
            return
        focused = self.window().focusWidget()
        self._show()
        if not self._messages and focused is not None and self.isAncestorOf(focused):
            self.closed.emit()

    def _drop_outlived(self) -> None:
        self._messages = [
            known for known in self._messages if known.asks or known in self._just_said
        ]

    def drop(self, text: str) -> None:
        """This is not so any more."""
        left = [known for known in self._messages if known.text != text]
        if len(left) < len(self._messages):
            self._messages = left
            self._show()

    def clear(self) -> None:
        self._messages.clear()
        self._show()

    def take_focus(self) -> None:
        (self._button if self._button.isVisible() else self._close).setFocus()

    def _show(self) -> None:
        self.setVisible(bool(self._messages))
        if not self._messages:
            return
        message = self._messages[-1]
        name, self.fill_token, token = _LOOK[message.tone]
        self._icon.setPixmap(icons.pixmap(name, 18, token, self.devicePixelRatioF()))
        self._text.setText(message.text)
        many = len(self._messages) > 1
        self._count.setText(_("1 of {count}").format(count=len(self._messages)) if many else "")
        for button, act in ((self._button, message.action), (self._other, message.other)):
            button.setVisible(act is not None)
            button.setText(act[0] if act is not None else "")
        self.update()

    def _act(self, which: int) -> None:
        message = self._messages[-1]
        act = (message.action, message.other)[which]
        self.close_message()
        if act is not None:
            act[1]()

"""A line of text that is read while it is typed: what it reads as, and the question it leaves open."""

from __future__ import annotations

from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.ui import icons, theme
from planner.ui.widgets.answers import Answers
from planner.ui.widgets.fields.field import HEIGHT
from planner.ui.widgets.label import Label

LOW: Final = 640
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickAddEdit(QLineEdit):
    """A line that leaves Enter, Esc, Tab and the arrows to an input method while it is composing."""

    entered = Signal()
    escaped = Signal()
    lowered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Esc is ours before it is a shortcut of the window, as long as there is something to clear.
            if event.matches(QKeySequence.StandardKey.Cancel) and (
                self.text() or self.is_composing
            ):
                event.accept()
                return True
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.is_composing
        ):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        mine = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if self.is_composing and key in mine:
            event.accept()
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.escaped.emit()
        elif key == Qt.Key.Key_Down:
            self.lowered.emit()
        else:
            super().keyPressEvent(event)


class Read(Protocol):
    """What every reading can say of itself."""

    @property
    def is_empty(self) -> bool: ...

    @property
    def blocks(self) -> bool: ...


class AskingLine(QWidget):
    """``wanted`` carries a reading that leaves nothing open, on Enter.

    The text stays until :meth:`clear`, so that nothing typed is lost when adding fails. A question
    comes with its answers as buttons: Down or Tab goes to them, an answer rewrites the line. Enter
    leaves the focus in the line, so that typing on answers nothing by chance.
    """

    wanted = Signal(object)

    def __init__(
        self, label: str, example: str, longest: int = 500, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reading: Any = self.read_text("")
        self._offered: tuple[list[str], str] = ([], "")
        self.label = Label(label, "text2", parent=self)
        self.editor = QuickAddEdit(self)
        self.editor.setPlaceholderText(example)
        self.editor.setMinimumHeight(HEIGHT)
        self.editor.setMaxLength(longest)
        self.editor.setAccessibleName(label)
        self.label.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        self._mark = QLabel(self)
        self._mark.setFixedWidth(20)
        self.read_back = Label("", "text2", wrap=True, parent=self)
        self.answers = Answers(self)
        self._arrange()
        self.editor.textChanged.connect(self.read)
        self.editor.entered.connect(self.enter)
        self.editor.escaped.connect(self.clear)
        self.editor.lowered.connect(self.answers.take_focus)
        self.answers.chosen.connect(self._take)
        self.answers.left.connect(self.editor.setFocus)
        self.answers.typed.connect(self._type_on)
        theme.current().changed.connect(self._show)
        self._show()

    # what a line fills in

    def read_text(self, text: str) -> Read:
        raise NotImplementedError

    def said(self) -> str:
        """What the reading says, asks, or, while nothing is typed, what can be typed."""
        raise NotImplementedError

    def asked(self) -> bool:
        """Whether the question of the reading is one to warn about: what is still being typed is not."""
        raise NotImplementedError

    def ways_out(self) -> list[tuple[str, str]]:
        """The answers to the question: their words, and the line that each makes."""
        raise NotImplementedError

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label)
        top.addWidget(self.editor, 1)
        said = QHBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.read_back, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 2, 0, 2)
        rows.setSpacing(4)
        rows.addLayout(top)
        rows.addLayout(said)
        rows.addWidget(self.answers)

    def clear(self) -> None:
        """Empty the line, for the next entry."""
        self.editor.clear()

    @property
    def text(self) -> str:
        return self.editor.text()

    def set_text(self, text: str) -> None:
        self.editor.setText(text)

    def read(self) -> None:
        """Read the line and say what it reads as."""
        self.reading = self.read_text(self.editor.text())
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on an answer goes back to the line."""
        if event.key() == Qt.Key.Key_Escape and not self.editor.hasFocus():
            self.editor.setFocus()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        warned, said = self.asked(), self.said()
        self.read_back.set_token("warn" if warned else "text2" if self.reading.is_empty else "text")
        self.read_back.setText(said)
        # Where the window is low the hint gives its line to the rows.
        self.read_back.setVisible(not self.reading.is_empty or self.window().height() >= LOW)
        self._mark.setVisible(warned)
        if warned:
            ratio = self.devicePixelRatioF()
            self._mark.setPixmap(icons.pixmap("triangle-alert", 16, "warn", ratio))
        self.editor.setAccessibleDescription(said)
        texts = [text for text, _line in self.ways_out()]
        if (offered := (texts, said)) != self._offered:
            self._offered = offered
            self.answers.offer(texts, said)

    def enter(self) -> None:
        """What Enter does: tell what was read, or ask again what is open."""
        if self.reading.is_empty:
            return
        if self.reading.blocks:
            self._announce(self.read_back.text())
        else:
            self.wanted.emit(self.reading)

    def _take(self, number: int) -> None:
        """Write the line anew with the answer; Enter then adds it."""
        ways = self.ways_out()
        if number >= len(ways):
            return
        line = ways[number][1]
        self.editor.setFocus()
        # As if typed, so that Ctrl+Z in the line brings the words back.
        self.editor.selectAll()
        self.editor.insert(line)
        self._announce(self.read_back.text())

    def _type_on(self, text: str) -> None:
        """What is typed on an answer goes on in the line."""
        self.editor.setFocus()
        self.editor.end(False)
        self.editor.insert(text)

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

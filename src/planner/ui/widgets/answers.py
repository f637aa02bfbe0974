"""A row of small buttons to choose one answer from; it goes on in the next row where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from planner.ui.plain import escaped

_GAP: Final = 6
_WIDEST: Final = 300

_STEPS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class AnswerButton(QPushButton):
    """A choice: Enter and Space take it, arrows go to its neighbours. A long text is cut, the name is not.

    ``typed`` carries what else is typed on it: it was meant for the line that asks.
    """

    stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, text: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        cut = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST)
        self.setText(cut.replace("&", "&&"))
        self.setAccessibleName(name)
        if cut != text:
            self.setToolTip(escaped(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key != Qt.Key.Key_Space and _is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _is_text(event: QKeyEvent) -> bool:
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return not held and bool(event.text()) and event.text().isprintable()


class Answers(QWidget):
    """``chosen`` carries the number of the answer; ``left`` comes when the arrows go before the first,
    ``typed`` when somebody types on."""

    chosen = Signal(int)
    left = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[AnswerButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def offer(self, texts: Sequence[str], question: str) -> None:
        """Show these answers to ``question``; none hides the row."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, text in enumerate(texts):
            button = AnswerButton(text, f"{text} – {question}", self)
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            button.stepped.connect(lambda step, number=number: self._step(number + step))
            button.typed.connect(self.typed)
            button.show()
            self.buttons.append(button)
        self.setVisible(bool(texts))
        self._arrange(self.width())
        self.updateGeometry()

    def take_focus(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, number: int) -> None:
        if number < 0:
            self.left.emit()
        elif number < len(self.buttons):
            self.buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[1]

    def sizeHint(self) -> QSize:
        width = sum(button.sizeHint().width() + _GAP for button in self.buttons)
        return QSize(width, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        return QSize(widest, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        frame = QRect(0, 0, width, self.height())
        places, _height = self._places(width)
        for button, place in zip(self.buttons, places, strict=True):
            button.setGeometry(QStyle.visualRect(self.layoutDirection(), frame, place))

    def _places(self, width: int) -> tuple[list[QRect], int]:
        """Where each button goes, and the height of all rows."""
        places: list[QRect] = []
        at, height = QPoint(0, 0), 0
        for button in self.buttons:
            size = button.sizeHint()
            if at.x() and at.x() + size.width() > width:
                at = QPoint(0, at.y() + height + _GAP)
                height = 0
            places.append(QRect(at, size))
            height = max(height, size.height())
            at.setX(at.x() + size.width() + _GAP)
        return places, at.y() + height

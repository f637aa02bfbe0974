"""What narrows a list, as chips that wrap: each says what it does and goes with a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.icons import icon

GAP = 6


class WrappingLayout(QLayout):
    """From left to right, and on in the next line when there is no more room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(QSize(0, item.sizeHint().height()))
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, tallest = inner.left(), inner.top(), 0
        for item in self._items:
            wanted = item.sizeHint()
            width = min(wanted.width(), max(inner.width(), 40))
            if x > inner.left() and x + width > inner.right() + 1:
                x, y, tallest = inner.left(), y + tallest + GAP, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, wanted.height())))
            x += width + GAP
            tallest = max(tallest, wanted.height())
        return y + tallest - rect.top() + margins.bottom()


@dataclass(frozen=True)
class Chip:
    """``key`` is told when it is pressed."""

    key: str
    text: str


class Chips(QWidget):
    """Hidden while there are none."""

    removed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = WrappingLayout(self)
        self._row.setContentsMargins(16, 0, 16, 10)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; the focus stays among them when one goes."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        while (taken := self._row.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for chip in chips:
            self._row.addWidget(self._button(chip))
        self.setVisible(bool(chips))
        self._row.invalidate()
        self.updateGeometry()
        if had_focus and chips and (first := self.button(chips[0].key)) is not None:
            first.setFocus()

    def texts(self) -> list[str]:
        return [button.property("words") for button in self._buttons()]

    def button(self, key: str) -> QPushButton | None:
        """The chip of this key."""
        return next((one for one in self._buttons() if one.property("chip") == key), None)

    def _buttons(self) -> list[QPushButton]:
        items = [self._row.itemAt(place) for place in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _button(self, chip: Chip) -> QPushButton:
        button = QPushButton(icon("x", "text2"), chip.text.replace("&", "&&"), self)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind
        button.setProperty("chip", chip.key)
        button.setProperty("words", chip.text)
        button.setAccessibleName(_("Remove the filter: {text}").format(text=chip.text))
        button.setToolTip(_("Press to remove this filter"))
        button.setMinimumHeight(28)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: self.removed.emit(chip.key))
        button.show()
        return button

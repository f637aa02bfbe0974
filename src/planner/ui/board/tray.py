"""Beside the board: what waits without a time, to be dragged or carried onto a day."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import ItemId
from planner.i18n import _, ngettext
from planner.ui.board.pointer import MIME
from planner.ui.board.scene import Scene
from planner.ui.delegates import itinerary_look as look
from planner.ui.icons import icon
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole
_PICTURE = 20


class TrayList(QListWidget):
    """One tab stop; Enter edits, M carries to the board, Del removes."""

    carried = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    came_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Unscheduled entries"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setWordWrap(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.itemDoubleClicked.connect(lambda _row: self.wanted.emit("open"))

    def startDrag(self, actions: Qt.DropAction) -> None:
        row = self.currentItem()
        data = QMimeData()
        data.setData(MIME, str(row.data(_KEY)).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(row.icon().pixmap(QSize(_PICTURE, _PICTURE)))
        drag.setHotSpot(QPoint(_PICTURE + 6, _PICTURE + 6))  # below and beside it the ghost is read
        drag.exec(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
            Qt.Key.Key_F2: "open",
            Qt.Key.Key_Delete: "remove",
            Qt.Key.Key_T: "confirm",
            Qt.Key.Key_N: "add",
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.currentItem()
        if plain and key == Qt.Key.Key_M and self.currentRow() >= 0:
            self.carried.emit(ItemId(row.data(_KEY)))
        elif plain and key in names:
            self.wanted.emit(names[key])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; they never jump."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self.came_in.emit()


class Tray(QWidget):
    """``chosen`` is the item in front, also when the list gets the focus."""

    chosen = Signal(object)
    propose_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(120)
        self._propose = QPushButton(icon("calendar-plus", "text"), _("Propose places…"), self)
        self._propose.setMinimumHeight(28)
        self._propose.clicked.connect(self.propose_wanted)
        self._title = Label("", "text", strong=True, parent=self)
        self._hint = Label(
            _("Drag an entry here, or press U, to take its time away."), "text2", parent=self
        )
        self._hint.setWordWrap(True)
        self.list = TrayList(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 0, 8)
        rows.setSpacing(6)
        rows.addWidget(self._title)
        rows.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._propose)
        self._showing = False
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self.list.came_in.connect(self._tell)

    def show_scene(self, scene: Scene) -> None:
        """The unscheduled items, in their order; the one in front stays in front."""
        row = self.list.currentItem()
        before = row.data(_KEY) if row else None
        self._showing = True
        self.list.clear()
        for item in scene.plan.unscheduled:
            name, token = look.KINDS[item.kind]
            entry = QListWidgetItem(icon(name, token), item.title)
            entry.setData(_KEY, item.id)
            entry.setToolTip(escaped(item.title))
            self.list.addItem(entry)
            if item.id == before:
                self.list.setCurrentItem(entry)
        self._showing = False
        count = self.list.count()
        self._title.setText(
            ngettext("{count} unscheduled", "{count} unscheduled", count)
            if count
            else _("Nothing unscheduled")
        )
        self._hint.setVisible(count == 0)
        self.list.setVisible(count > 0)
        self._propose.setVisible(count > 0)

    def is_at(self, point: QPoint) -> bool:
        """Whether a point of the screen is over the tray."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(point))

    def choose(self, item: ItemId) -> bool:
        """Put this item in front; False when it does not wait here."""
        for number in range(self.list.count()):
            if self.list.item(number).data(_KEY) == item:
                self.list.setCurrentRow(number)
                return True
        return False

    def _tell(self) -> None:
        row = self.list.currentItem()
        if row is not None and not self._showing and self.list.hasFocus():
            self.chosen.emit(ItemId(row.data(_KEY)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        event.ignore()

"""The tree on the itinerary's tab: what keys and clicks ask for, told by name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from planner.domain.lines import Itinerary
from planner.i18n import _
from planner.ui.delegates.itinerary import ItineraryDelegate, add_button
from planner.ui.models.itinerary_model import ItineraryModel

_ALT: Final = Qt.KeyboardModifier.AltModifier
_CTRL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
KEYS: Final = {
    (_NONE, Qt.Key.Key_Return): "open",
    (_NONE, Qt.Key.Key_Enter): "open",
    (_NONE, Qt.Key.Key_F2): "open",
    (_ALT, Qt.Key.Key_Up): "earlier",
    (_ALT, Qt.Key.Key_Down): "later",
    (_CTRL_SHIFT, Qt.Key.Key_Left): "day before",
    (_CTRL_SHIFT, Qt.Key.Key_Right): "day after",
    (_NONE, Qt.Key.Key_N): "add",
    (_NONE, Qt.Key.Key_U): "unschedule",
    (_NONE, Qt.Key.Key_Delete): "remove",
    (_NONE, Qt.Key.Key_T): "confirm",
}


class ItineraryView(QTreeView):
    """One tab stop. ``wanted`` carries the name of what is asked for, see ``KEYS``."""

    wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: ItineraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.itinerary = model
        self.setModel(model)
        self._painter = ItineraryDelegate(self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Itinerary"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        model.modelReset.connect(self.expandAll)
        model.rowsInserted.connect(self._open_day)
        self.doubleClicked.connect(lambda index: self.wanted.emit("open"))
        self.expandAll()

    def fit_times(self, itinerary: Itinerary) -> None:
        """Give the times the room that they need, and not more."""
        lines = [line for day in itinerary.days for line in day.lines]
        self._painter.fit([*lines, *itinerary.unscheduled])
        self.viewport().update()

    def _open_day(self, parent: QModelIndex) -> None:
        if parent.isValid():
            self.expand(parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = KEYS.get((plain, Qt.Key(event.key())))
        if name is None:
            super().keyPressEvent(event)
        else:
            self.wanted.emit(name)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; they never jump."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not self._is_empty_day(index):
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        if add_button(option).contains(event.position().toPoint()):
            self.wanted.emit("add")

    def _is_empty_day(self, index: QModelIndex) -> bool:
        return self.itinerary.is_empty_day(index)

    def menu_point(self) -> QPoint:
        """Where a menu opened from the keyboard belongs: under the current row."""
        rect = self.visualRect(self.currentIndex())
        return QPoint(rect.x() + 24, rect.bottom())

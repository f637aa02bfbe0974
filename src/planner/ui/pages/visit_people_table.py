"""The table of a delegation: empty columns make room for the others, rows are dragged into order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from planner.domain.visit_lines import DelegateLine
from planner.ui import theme
from planner.ui.models.delegation_model import COLUMNS, DelegationModel
from planner.ui.widgets.table import Table

ROWS: Final = "application/x-planner-delegates"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PeopleTable(Table):
    """Decides by the whole delegation, so that filtering does not make columns come and go."""

    moved = Signal(int)
    """Alt+Up (-1) or Alt+Down (1) on the selected rows."""
    dropped = Signal(int)
    """The selected rows were dropped before this row; the count of rows is behind the last."""

    def __init__(self, name: str, model: DelegationModel, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._people = model
        self._gap: int | None = None
        self.show_model(model)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.dragged.connect(self._drag)

    def show_columns_of(self, lines: Sequence[DelegateLine]) -> None:
        wanted = [
            column
            for column in COLUMNS
            if not column.key or any(column.value(line) for line in lines)
        ]
        if self._people.set_columns(wanted):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)

    # dragging rows to another place

    def _drag(self, _actions: object) -> None:
        data = QMimeData()
        data.setData(ROWS, b"rows")
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)
        self._show_gap(None)

    def gap_at(self, point: QPoint) -> int:
        """The row before which something would be dropped at this place of the viewport."""
        row = self.rowAt(point.y())
        if row < 0:
            return self._people.rowCount()
        below = point.y() > self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row + 1 if below else row

    def _is_own(self, event: QDropEvent) -> bool:
        return event.mimeData().hasFormat(ROWS) and event.source() in (self, None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        self._follow(event)

    def _follow(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if self._is_own(event):
            self._show_gap(self.gap_at(event.position().toPoint()))
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_gap(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_gap(None)
        if self._is_own(event):
            event.setDropAction(Qt.DropAction.CopyAction)  # nothing is taken away by the view
            event.accept()
            self.dropped.emit(self.gap_at(event.position().toPoint()))

    def _show_gap(self, row: int | None) -> None:
        if row != self._gap:
            self._gap = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        count = self._people.rowCount()
        last = count - 1
        y = (
            self.rowViewportPosition(self._gap)
            if self._gap < count
            else self.rowViewportPosition(last) + self.rowHeight(last)
        )
        painter = QPainter(self.viewport())
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawLine(0, y, self.viewport().width(), y)

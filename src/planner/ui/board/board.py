"""The board as a widget: what mouse and keys do to it, and its pictures.

It never moves a card itself: it tells where one was dropped, and shows what it is shown next.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.domain.board import DAY_MINUTES
from planner.ui.board import accessible, keys
from planner.ui.board.mover import Mover
from planner.ui.board.painting import BoardPainter
from planner.ui.board.pointer import MIME, Pointer
from planner.ui.plain import escaped


class Board(Mover):
    """One tab stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pointer = Pointer(self)
        self.setAcceptDrops(True)
        self.hands_free.connect(self.pointer.forget)
        self.came_forward.connect(self._tell_focus)

    def _tell_focus(self) -> None:
        if self.hasFocus():
            accessible.tell_focus(self)

    # events: painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        if self._still is None:
            self._still = QPixmap(size * ratio)
            self._still.setDevicePixelRatio(ratio)
            brush = QPainter(self._still)
            selected = frozenset(self.selected if len(self.selected) > 1 else {self.current or ""})
            self._brush.paint(brush, self.scene, self.geometry_, self.view, selected)
            brush.end()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._still)
        if self.carry is not None:
            self._paint_carry(painter)
        elif self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        if self.current is not None:
            box = self.item_box(self.current)
            if self.current in self.geometry_.cards_of:
                painter.setClipRect(self.view.body)
            self._brush.ring(painter, box)
        elif self.scene.days:
            self._brush.ring(painter, self.day_box(self.day).adjusted(4, 4, -4, -4))

    def _paint_carry(self, painter: QPainter) -> None:
        assert self.carry is not None
        view = self.view
        painter.setClipRect(view.body)
        painter.translate(-view.scroll_x, view.head - view.scroll_y)
        self._brush.shades(painter, self.geometry_, self._shades)
        if self._outside:
            return
        for number, day in enumerate(self.scene.days):
            if self.carry.day <= day.date <= self.carry.end_day:
                first = self.carry.start if day.date == self.carry.day else 0
                last = self.carry.end if day.date == self.carry.end_day else DAY_MINUTES
                if last > first:
                    box = self.geometry_.lane_box(number, first, last)
                    self._brush.ghost(painter, box, self.carry, self.verdict)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if not self._scrolled and self.scene.days:
            self._scroll_to_start()
        elif self.current is not None:
            self._reveal(self.item_box(self.current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and hasattr(self, "_brush"):
            self._brush = BoardPainter(self.font())
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self.scene.order and not self.selected:
            self.choose(self.first_item(), scroll=False)
        accessible.tell_focus(self)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # events: keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.pressed(self, event):
            event.ignore()

    # events: mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.keyboard_menu_point())
        else:
            self.menu_wanted.emit(event.pos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.15 if event.angleDelta().y() > 0 else 1 / 1.15))
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            return self._tip(event.pos(), event.globalPos())  # type: ignore[attr-defined]
        return super().viewportEvent(event)

    def _tip(self, point: QPoint, at: QPoint) -> bool:
        item = self.item_at(QPointF(point))
        text = ""
        if item is not None:
            text = self.spoken(item)
        elif point.y() < self.head:
            number = self.geometry_.column_at(self.to_content(QPointF(point)).x())
            if number is not None:
                text = self._brush.day_note(self.scene, self.geometry_.columns[number])
        if text:
            QToolTip.showText(at, escaped(text), self.viewport())
        else:
            QToolTip.hideText()
        return True

    # events: drag from the tray

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.pointer.drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.carry is not None:
            event.acceptProposedAction()
            self.drop()

"""Pages of a paper on the screen, one below the other: pictures that are unpacked when they are seen."""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.i18n import _
from planner.ui import theme

GAP: Final = 12
"""Pixels around a page."""
_UNPACKED: Final = 6
"""Pages that are kept unpacked; each takes some megabytes."""
_STALE: Final = 0.45

Index = QModelIndex | QPersistentModelIndex


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in dots, from the head of the file."""
    return struct.unpack(">II", png[16:24])


class Pages(QAbstractListModel):
    """The pages by their order; ``ppi`` dots of the screen are an inch of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[bytes] = ()
        self._unpacked: OrderedDict[int, QPixmap] = OrderedDict()
        self.ppi = 96.0
        self.title = ""

    def show(self, pages: Sequence[bytes], ppi: float, title: str) -> None:
        self.beginResetModel()
        self._pages, self.ppi, self.title = pages, ppi, title
        self._unpacked.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._pages):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.named(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.title
        return None

    def named(self, row: int) -> str:
        return _("Page {page} of {pages}").format(page=row + 1, pages=len(self._pages))

    def inches(self, row: int) -> tuple[float, float]:
        wide, high = png_size(self._pages[row])
        return wide / self.ppi, high / self.ppi

    def pixmap(self, row: int) -> QPixmap:
        kept = self._unpacked.pop(row, None)
        if kept is None:
            kept = QPixmap()
            kept.loadFromData(self._pages[row], "PNG")
        self._unpacked[row] = kept
        while len(self._unpacked) > _UNPACKED:
            self._unpacked.popitem(last=False)
        return kept


class _Painter(QStyledItemDelegate):
    """A page on the ground of the window, with an edge, in the middle of its row."""

    def __init__(self, pages: PageList) -> None:
        super().__init__(pages)
        self._list = pages

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self._list.page_size(index.row())
        return QSize(size.width() + 2 * GAP, size.height() + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        size = self._list.page_size(index.row())
        left = rect.left() + max(GAP, (rect.width() - size.width()) // 2)
        page = QRect(left, rect.top() + GAP, size.width(), size.height())
        painter.save()
        painter.fillRect(page, Qt.GlobalColor.white)
        painter.setOpacity(_STALE if self._list.is_stale else 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(page, self._list.pages.pixmap(index.row()))
        painter.setOpacity(1.0)
        state: QStyle.StateFlag = option.state
        in_front = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(
            QPen(theme.color("focus" if in_front else "borderStrong"), 2 if in_front else 1)
        )
        painter.drawRect(page.adjusted(-1, -1, 0, 0))
        painter.restore()


class PageList(QListView):
    """One stop for the keyboard; arrows and page keys move through the paper.

    ``zoom`` is a share of the size on paper, or 0 for as wide as there is room, or -1 for whole
    pages.
    """

    FIT_WIDTH: Final = 0.0
    WHOLE_PAGE: Final = -1.0

    measured = Signal()
    """Pages are wanted in another size."""
    moved = Signal()
    """Another page is in front."""
    zoom_wanted = Signal(int)
    """Larger or smaller by a step, by the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages(self)
        self.is_stale = False
        self.zoom = self.FIT_WIDTH
        self.setModel(self.pages)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(_("Pages"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or widths swing
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        theme.current().changed.connect(self._paint_ground)
        self._paint_ground()
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    def show_pages(self, pages: Sequence[bytes], ppi: float, title: str) -> None:
        """Put these in the place of the old ones; the reader stays where he or she was reading."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        stays = bool(self.pages.rowCount()) and title == self.pages.title
        front = self.front if stays else 0
        self.is_stale = False
        self.pages.show(pages, ppi, title)
        self.executeDelayedItemsLayout()
        self.setCurrentIndex(self.pages.index(min(front, len(pages) - 1), 0))
        bar.setValue(round(share * bar.maximum()) if stays else 0)
        self.moved.emit()

    def _paint_ground(self) -> None:
        """Darker than paper, in every appearance."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.color("surface2"))
        self.setPalette(palette)

    def set_stale(self) -> None:
        """Newer pages are being made."""
        self.is_stale = True
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self._resize()

    @property
    def room(self) -> tuple[float, float]:
        """Width and height that a page can have, in pixels of the window."""
        view = self.viewport()
        return max(60.0, view.width() - 2.0 * GAP - 2), max(60.0, view.height() - 2.0 * GAP)

    def page_size(self, row: int) -> QSize:
        wide, high = self.pages.inches(row)
        scale = self.scale(wide, high)
        return QSize(round(wide * scale), round(high * scale))

    def scale(self, wide: float, high: float) -> float:
        """Pixels of the window for an inch of a page of this size in inches."""
        if self.zoom > 0:
            return self.zoom * 96.0
        width, height = self.room
        return width / wide if self.zoom == self.FIT_WIDTH else min(width / wide, height / high)

    @property
    def front(self) -> int:
        """The page that is read: the one in the upper third of the view."""
        view = self.viewport().rect()
        index = self.indexAt(QPoint(view.center().x(), view.height() // 3))
        return index.row() if index.isValid() else max(0, self.currentIndex().row())

    def step(self, by: int) -> None:
        """A view up or down; a line of the last one stays in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * max(40, self.viewport().height() - 40))

    def go(self, row: int) -> None:
        """Bring this page to the top."""
        if 0 <= row < self.pages.rowCount():
            index = self.pages.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lines, views, ends; everything else is the dialog's."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.step(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else self.pages.rowCount() - 1)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._resize()

    def _resize(self) -> None:
        """Old pictures are drawn in the new size until sharp ones are there."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self.measured.emit()

"""A short list of files: name, size and date in two lines, with keys, a menu and drops of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.locale import reader
from planner.ui.plain import escaped

Index = QModelIndex | QPersistentModelIndex
ROWS_SHOWN: Final = 5
_ICON: Final = 18
_EDGE: Final = 8
_GAP: Final = 8
_ROW: Final = 44
_FRAME: Final = 4
"""Pixels that the style keeps above and below the rows."""
_KEY: Final = Qt.ItemDataRole.UserRole + 1
_DETAIL: Final = Qt.ItemDataRole.UserRole + 2
_SHAPE: Final = Qt.ItemDataRole.UserRole + 3
_OPEN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OURS: Final = (*_OPEN, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2)


@dataclass(frozen=True)
class FileRow:
    """``name`` is plain already; ``shape`` is an icon."""

    key: str
    name: str
    detail: str
    shape: str = "file-text"


def size_in_words(size: int) -> str:
    """ "1.2 MB", as the reader writes numbers."""
    return str(reader().formattedDataSize(size, 1, reader().DataSizeFormat.DataSizeSIFormat))


def local_files(data: QMimeData | None) -> list[Path]:
    """The files on this computer that are carried; none if anything else is among them."""
    urls = data.urls() if data is not None else []
    if not urls or not all(url.isLocalFile() for url in urls):
        return []
    return [Path(url.toLocalFile()) for url in urls]


class FileList(QListWidget):
    """Enter opens, Del removes, F2 renames; files can be dropped on it. Several rows may be chosen."""

    wanted = QtSignal(str)
    """What a key asks for: "open", "remove" or "rename"."""
    dropped = QtSignal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_FileDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(True)
        self.setTabKeyNavigation(False)
        self.itemDoubleClicked.connect(lambda _item: self.wanted.emit("open"))

    def show_files(self, files: Sequence[FileRow]) -> None:
        """Show these; what was chosen stays chosen."""
        chosen, at = set(self.chosen()), self.currentRow()
        self.blockSignals(True)
        self.clear()
        for file in files:
            row = QListWidgetItem(file.name)
            row.setData(_KEY, file.key)
            row.setData(_DETAIL, file.detail)
            row.setData(_SHAPE, file.shape)
            row.setToolTip(escaped(f"{file.name}\n{file.detail}"))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{file.name}, {file.detail}")
            self.addItem(row)
            row.setSelected(file.key in chosen)
        if files:
            self.setCurrentRow(
                min(max(at, 0), len(files) - 1), self.selectionModel().SelectionFlag.NoUpdate
            )
        self.blockSignals(False)
        shown = min(max(len(files), 1), ROWS_SHOWN)
        self.setFixedHeight(shown * _ROW + 2 * _FRAME)
        self.setVisible(bool(files))
        self.itemSelectionChanged.emit()

    def chosen(self) -> list[str]:
        """The keys of the chosen rows, from the top."""
        rows = (self.item(place) for place in range(self.count()))
        return [str(row.data(_KEY)) for row in rows if row.isSelected()]

    def choose(self, key: str) -> None:
        for place in range(self.count()):
            if self.item(place).data(_KEY) == key:
                self.setCurrentRow(place)

    def names(self) -> list[str]:
        return [self.item(place).text() for place in range(self.count())]

    # keys: as shortcuts of the window they would mean the record

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _OURS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN:
            self.wanted.emit("open")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wanted.emit("remove")
        elif event.key() == Qt.Key.Key_F2:
            self.wanted.emit("rename")
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(files)


class _FileDelegate(QStyledItemDelegate):
    """The middle of a long name is cut: its ending says what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        inner = rect.adjusted(_EDGE, 4, -_EDGE, -4)
        icon(str(index.data(_SHAPE)), "text2").paint(
            painter, QRect(inner.x(), inner.y() + 1, _ICON, _ICON)
        )
        inner.setLeft(inner.left() + _ICON + _GAP)
        painter.setPen(theme.color("text"))
        self._line(painter, inner, str(index.data()), Qt.TextElideMode.ElideMiddle, above=True)
        painter.setFont(theme.sized(option.font, 0.9))
        painter.setPen(theme.color("text2"))
        detail = str(index.data(_DETAIL))
        self._line(painter, inner, detail, Qt.TextElideMode.ElideRight, above=False)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _line(
        self, painter: QPainter, rect: QRect, text: str, mode: Qt.TextElideMode, *, above: bool
    ) -> None:
        half = rect.height() // 2
        part = QRect(rect.x(), rect.y() + (0 if above else half), rect.width(), half)
        shown = painter.fontMetrics().elidedText(text, mode, part.width())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(part, side | Qt.TextFlag.TextSingleLine, shown)

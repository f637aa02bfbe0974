"""A plain list of lines under headings: what several read-only views of a visit are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.ui import theme
from planner.ui.delegates.row import RowDelegate
from planner.ui.icons import icon
from planner.ui.plain import escaped
from planner.ui.table_out import cell_text
from planner.ui.widgets.header import Header

_KEY: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """Texts of one row; ``key`` is told when it is chosen, ``muted`` says it is beside the point."""

    texts: tuple[str, ...]
    key: str = ""
    icon: str = ""
    token: str = "text"
    muted: bool = False
    warned: tuple[int, ...] = ()
    """Columns whose text asks for attention."""


class DayLines(QTreeWidget):
    """One tab stop; ``chosen`` carries the key of the row in front, ``opened`` on Enter."""

    chosen = Signal(str)
    opened = Signal(str)
    copied = Signal(str)
    """The text that went to the clipboard."""

    def __init__(
        self, name: str, heads: Sequence[str], widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeader(Header(self))
        self.setHeaderLabels(list(heads))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        scale = max(1.0, self.fontMetrics().averageCharWidth() / 7)
        header = self.header()
        assert isinstance(header, Header)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, max(int(width * scale), header.room_for(column)))
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._showing = False
        self._sections: Sequence[tuple[str, Sequence[Line]]] = ()
        theme.current().changed.connect(lambda: self.show_lines(self._sections))
        self.currentItemChanged.connect(lambda *_items: self._tell())
        self.itemActivated.connect(lambda row, _column: self._open(row))

    def show_lines(self, sections: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """All rows anew; the one in front stays in front."""
        before, self._sections = self.current_key, sections
        self._showing = True
        self.clear()
        muted = QBrush(theme.color("text2"))
        height = self.fontMetrics().height() + 12
        for title, lines in sections:
            head = QTreeWidgetItem([title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = theme.sized(self.font(), 1.05, strong=True)
            head.setFont(0, font)
            head.setFirstColumnSpanned(True)
            head.setSizeHint(0, head.sizeHint(0).expandedTo(QSize(0, height + 4)))
            self.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            for line in lines:
                row = QTreeWidgetItem(head, list(line.texts))
                row.setData(0, _KEY, line.key)
                for column, text in enumerate(line.texts):
                    row.setToolTip(column, escaped(text))
                if line.icon:
                    row.setIcon(1, icon(line.icon, line.token))
                if line.muted:
                    for column in range(len(line.texts)):
                        row.setForeground(column, muted)
                for column in line.warned:
                    row.setForeground(column, QBrush(theme.color("danger")))
                if line.key and line.key == before:
                    self.setCurrentItem(row)
        self.expandAll()
        self._make_room([line.texts[0] for _title, lines in sections for line in lines])
        self._showing = False

    def _make_room(self, times: Sequence[str]) -> None:
        """The first column is never cut; the others are told whole in their tool tips."""
        needed = max((self.fontMetrics().horizontalAdvance(text) for text in times), default=0)
        if needed + 28 > self.columnWidth(0):
            self.setColumnWidth(0, needed + 28)

    @property
    def current_key(self) -> str:
        row = self.currentItem()
        return str(row.data(0, _KEY) or "") if row is not None else ""

    def choose(self, key: str) -> None:
        """Put the first row of this key in front, without telling."""
        if key == self.current_key:
            return
        found = next((row for _head, row in self._rows() if row.data(0, _KEY) == key), None)
        if found is not None:
            self._showing = True
            self.setCurrentItem(found)
            self._showing = False

    def _rows(self) -> Iterator[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        """Every heading with each of its rows."""
        root = self.invisibleRootItem()
        for number in range(root.childCount()):
            head = root.child(number)
            for child in range(head.childCount() if head is not None else 0):
                row = head.child(child) if head is not None else None
                if head is not None and row is not None:
                    yield head, row

    def as_text(self) -> str:
        """Everything that is shown, headings and rows, with tabs between the cells."""
        lines: list[str] = []
        last = None
        for head, row in self._rows():
            if head is not last:
                lines.append(cell_text(head.text(0)))
                last = head
            cells = (cell_text(row.text(column)) for column in range(self.columnCount()))
            lines.append("\t".join(cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self.as_text()
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(text)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QTreeWidget.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The keys pass over headings, which cannot be chosen.

        Qt asks here, too, when the focus comes and no row is in front: that chooses nothing.
        """
        upwards = action in (
            QTreeWidget.CursorAction.MoveUp,
            QTreeWidget.CursorAction.MovePageUp,
            QTreeWidget.CursorAction.MovePrevious,
        )
        index = super().moveCursor(action, modifiers)
        if not self.currentIndex().isValid():
            return index
        while index.isValid() and not index.parent().isValid():
            index = self.indexAbove(index) if upwards else self.indexBelow(index)
        return index if index.isValid() else self.currentIndex()

    def _tell(self) -> None:
        if not self._showing and self.current_key:
            self.chosen.emit(self.current_key)

    def _open(self, row: QTreeWidgetItem) -> None:
        key = row.data(0, _KEY)
        if key:
            self.opened.emit(str(key))

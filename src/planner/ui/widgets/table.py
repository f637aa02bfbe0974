"""The table of every list: set up once, for the mouse and the keyboard."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from planner.ui import theme
from planner.ui.delegates.row import RowDelegate
from planner.ui.models.table_model import Column, ListTable, PagedTable
from planner.ui.widgets.empty_state import Button, EmptyState
from planner.ui.widgets.header import Header

ROW_HEIGHT: Final = 32
LEAST: Final = 72
"""Pixels that a muted column keeps in any case."""
_OPEN_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_END_KEYS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End)


class Table(QTableView):
    """Rows are chosen as a whole; ``opened`` is double click or Enter, ``chosen`` the row in front.

    Both give the key of the record; ``chosen`` gives "" when there is none.
    """

    opened = Signal(str)
    chosen = Signal(str)
    dragged = Signal(object)
    """Selected rows are being dragged, where ``setDragEnabled``; the actions that are allowed."""
    copied = Signal()
    """Ctrl+C, where ``takes_copies`` is set."""
    ticked = Signal(str)
    """Space on a row, where ``takes_ticks`` is set."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._table: PagedTable[Any] | ListTable[Any] | None = None
        self._told = ""
        self.takes_ticks = self.takes_copies = False
        self.chosen_widths: dict[str, int] = {}
        """Widths that somebody dragged, by the key of the column; the others are as declared."""
        self._fitting = False
        self._set_up()
        self.empty = EmptyState(self.viewport())
        cover = QVBoxLayout(self.viewport())
        cover.setContentsMargins(0, 0, 0, 0)
        cover.addWidget(self.empty)
        self.empty.hide()
        self.doubleClicked.connect(self._open)

    def show_model(self, model: PagedTable[Any] | ListTable[Any]) -> None:
        """Show this table model; its columns are sized from their declarations."""
        self._table = model
        self.setModel(model)
        for change in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            change.connect(self._look_empty)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self._fit()
        self._look_empty()

    def set_empty(self, icon: str, sentence: str, *buttons: Button) -> None:
        """What stands here while there are no rows."""
        self.empty.say(icon, sentence, *buttons)

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        if self._table is None or not index.isValid() or index.row() >= self._table.rowCount():
            return ""
        return self._table.key_at(index.row())

    def selected_keys(self) -> list[str]:
        """The keys of all selected rows, from the top."""
        if self._table is None:
            return []
        count = self._table.rowCount()
        return self._table.keys_at([row for row in self.selected_rows() if row < count])

    def selected_rows(self) -> list[int]:
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for part in (selection.at(place) for place in range(selection.count())):
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def select_rows(self, rows: Sequence[int]) -> None:
        """Make these the selected rows; which one is in front does not change."""
        model, chosen = self.model(), QItemSelection()
        last = model.columnCount() - 1
        for row in (row for row in rows if 0 <= row < model.rowCount()):
            chosen.merge(
                QItemSelection(model.index(row, 0), model.index(row, last)),
                QItemSelectionModel.SelectionFlag.Select,
            )
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().select(chosen, flags)

    def show_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Other columns for the same rows: what is selected and where one looks stays."""
        if self._table is None:
            return
        rows, current = self.selected_rows(), self.currentIndex().row()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self._table.show_columns(columns)
        self._fit()
        if 0 <= current < self._table.rowCount():
            self.selectionModel().setCurrentIndex(
                self._table.index(current, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.select_rows(rows)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self.blockSignals(blocked)

    def choose(self, row: int) -> None:
        """Select this row, or the last one if there are fewer; none for an empty table."""
        model = self.model()
        if model is None or not model.rowCount():
            self._told = ""
            self.chosen.emit("")
            return
        index = model.index(max(0, min(row, model.rowCount() - 1)), 0)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self._tell()

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead among the rows that are loaded."""
        if self._table is None or not search.strip():
            return
        found = self._table.find_prefix(search, max(0, self.currentIndex().row()))
        if found is not None:
            self.choose(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN_KEYS and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if self.takes_copies and event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()  # the view would copy one cell, and lets no shortcut have the key
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in _END_KEYS and self._chooses_rows:
            # To the first and the last row: to the first column, as Qt would, means nothing here.
            self.choose(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
            return
        if self.takes_ticks and event.key() == Qt.Key.Key_Space and self.current_key:
            self.ticked.emit(self.current_key)
            return
        super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Dragging rows is the page's affair."""
        self.dragged.emit(actions)

    @property
    def _chooses_rows(self) -> bool:
        return self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.color("focus"), 2))
            row = self.visualRect(self.currentIndex())
            painter.drawRect(1, row.top() + 1, self.viewport().width() - 3, row.height() - 3)

    def _set_up(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(
            max(ROW_HEIGHT, self.fontMetrics().height() + 14)
        )
        self._header = Header(self)
        self.setHorizontalHeader(self._header)

    def _fit(self) -> None:
        """Columns as declared, relative to the font, and as wide as their titles.

        What is left goes to the column that takes the rest, or to the first. Where there is too little room the muted ones give way; what is left over is scrolled to.
        """
        if self._table is None:
            return
        scale = self.font().pointSizeF() / 10
        columns, chosen = self._table.columns, self.chosen_widths
        titles = [self._header.room_for(number) for number in range(len(columns))]
        wanted = [
            chosen.get(column.key) or max(round(column.width * scale), title)
            for column, title in zip(columns, titles, strict=True)
        ]
        room = self.viewport().width()
        if (excess := sum(wanted) - room) > 0:
            give = [
                0
                if column.key in chosen or not column.muted or column.keeps
                else max(0, width - max(title, LEAST))
                for column, width, title in zip(columns, wanted, titles, strict=True)
            ]
            part = min(1.0, excess / max(sum(give), 1))
            # Rounded up: one pixel too many would bring a bar to scroll it into sight.
            wanted = [
                width - math.ceil(less * part) for width, less in zip(wanted, give, strict=True)
            ]
        last = next((place for place, column in enumerate(columns) if column.takes_rest), 0)
        if columns[last].key not in chosen:
            wanted[last] += max(0, room - sum(wanted))
        self._fitting = True
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width)
        self._fitting = False

    @property
    def is_fitting(self) -> bool:
        """Whether widths change because of the window, and not because somebody drags them."""
        return self._fitting

    def _look_empty(self) -> None:
        empty = self._table is not None and self._table.rowCount() == 0
        self.empty.setVisible(empty)
        if empty:
            self._tell()

    def _tell(self, *_changed: QModelIndex) -> None:
        key = self.current_key
        if key != self._told:
            self._told = key
            self.chosen.emit(key)

    def tell_again(self) -> None:
        """The rows were read again: say which record is in front now, if it is another."""
        self._tell()

    def _open(self, index: QModelIndex) -> None:
        if self._table is not None and index.isValid():
            self.opened.emit(self._table.key_at(index.row()))

"""The run-of-show table on a visit's page: start, end, duration; any two give the third."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.run_of_show import Cell
from planner.domain.slots import Slot
from planner.i18n import _, ngettext
from planner.phrases import sentence
from planner.services.itinerary import audience_text
from planner.ui import leaving
from planner.ui.board.carrying import Grip
from planner.ui.delegates.run_of_show_cells import CellEditor, RunOfShowRows, Typing
from planner.ui.models.run_of_show_model import (
    DAY,
    DURATION,
    END,
    FOUND,
    HEADCOUNT,
    HOSTS,
    NOTES,
    PLACE,
    START,
    STATUS,
    TITLE,
    WHO,
    RunOfShowModel,
)
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_item_verbs import ItemVerbs
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.header import Header

if TYPE_CHECKING:
    from planner.ui.context import Context

_WIDTHS = {
    START: 72, END: 72, DURATION: 80, TITLE: 250, PLACE: 190, WHO: 110, HEADCOUNT: 70,
    HOSTS: 150, STATUS: 100, FOUND: 100, NOTES: 260,
}  # fmt: skip


class RunOfShow(QWidget):
    """One of the views over the items of a visit."""

    chosen = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, context: Context, acts: ItemVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._acts = context, acts
        self._state: VisitState | None = None
        self._item: ItemId | None = None
        self._showing = False
        self.model = RunOfShowModel(self._moved, self._edited, audience_text, self)
        self.view = RunOfShowRows(self)
        self._cells = CellEditor(self.model, self)
        self.filter = QLineEdit(self)
        self.said = ElidedLabel("", "text2", parent=self)
        self._set_up()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 16, 6)
        bar.setSpacing(12)
        bar.addWidget(self.filter)
        bar.addWidget(self.said, 1)
        rows.addLayout(bar)
        rows.addWidget(self.view, 1)

    def _set_up(self) -> None:
        view = self.view
        view.setModel(self.model)
        self._cells.troubled.connect(self._troubled)
        view.setItemDelegate(self._cells)
        view.setAccessibleName(_("Run of show"))
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        view.verticalHeader().hide()
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = Header(view)
        header.first = START
        view.setHorizontalHeader(header)
        scale = self.fontMetrics().averageCharWidth() / 7
        for column, width in _WIDTHS.items():
            wide = int(width * max(1.0, scale))
            view.setColumnWidth(column, max(wide, header.room_for(column)))
        view.setColumnHidden(DAY, True)  # the headings say it
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        self.filter.setPlaceholderText(_("Filter by title, place, host, group or person"))
        self.filter.setAccessibleName(_("Filter the table"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(300)
        self.filter.setMinimumHeight(28)
        self.filter.textChanged.connect(lambda _text: self._fill())
        view.selectionModel().currentRowChanged.connect(self._moved_to)
        view.installEventFilter(self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        line = max(30, self.fontMetrics().height() + 12)
        view.verticalHeader().setDefaultSectionSize(line)

    # what is shown

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self._fill()

    def _fill(self) -> None:
        if self._state is None:
            return
        column = max(self.view.currentIndex().column(), START)
        top = self.view.verticalScrollBar().value()
        typing = self._cells.typing
        self._showing = True
        self.model.show(self._state.plan, self.filter.text(), _found(self._state))
        self.view.clearSpans()
        for row in self.model.headings():
            self.view.setSpan(row, START, 1, self.model.columnCount() - START)
        self._make_room()
        row = self.model.row_of(self._item)
        if row >= 0:
            self._put_cursor(row, column)
        self._showing = False
        self.view.verticalScrollBar().setValue(top)
        self._tell_count()
        if typing is not None:
            self._go_on(typing)

    def _go_on(self, typing: Typing) -> None:
        """Open the editor again that was open before the rows were read anew."""
        row = self.model.row_of(typing.item)
        if row < 0:
            return
        index = self.model.index(row, typing.column)
        self._showing = True
        self._put_cursor(row, typing.column)
        self._showing = False
        self._cells.carry(typing)
        self.view.edit(index)
        if typing.text is not None:
            self._cells.put_cursor(typing.cursor)

    def _tell_count(self) -> None:
        """How many fit the words, else how one types here."""
        self.said.set_token("text2")
        if self.filter.text().strip():
            count = self.model.count
            self.said.setText(ngettext("{count} entry fits", "{count} entries fit", count))
        else:
            hint = _("Of start, end and duration any two give the third. F2 types, Ctrl+C copies.")
            self.said.setText(hint)

    def _make_room(self) -> None:
        """Times are never cut: their columns grow with the zones and days that some of them name."""
        metrics = self.view.fontMetrics()
        for column in (START, END):
            texts = (
                str(self.model.index(row, column).data() or "")
                for row in range(self.model.rowCount())
                if self.model.item(row) is not None
            )
            needed = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 24
            if needed > self.view.columnWidth(column):
                self.view.setColumnWidth(column, needed)

    def type_here(self) -> bool:
        """Open the cell in front for typing; False where nothing can be typed."""
        index = self.view.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.view.edit(index)
        return True

    def choose(self, item: ItemId | None) -> None:
        self._item = item
        row = self.model.row_of(item)
        if row >= 0 and self.view.currentIndex().row() != row:
            self._showing = True
            column = self.view.currentIndex().column()
            self._put_cursor(row, column if column >= START else TITLE)
            self._showing = False

    def _put_cursor(self, row: int, column: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            self.model.index(row, column), flags.ClearAndSelect | flags.Rows
        )

    def _moved_to(self, current: QModelIndex) -> None:
        item = self.model.item(current.row())
        if not self._showing and item is not None:
            self._item = item.id
            self.chosen.emit(item.id)

    # what is typed

    def _moved(self, item: Item, slot: Slot, cell: Cell) -> None:
        """An end that moves takes what follows along, as on the board."""
        grip = Grip.WHOLE if cell is Cell.START or not item.is_scheduled else Grip.END
        self._acts.put(item.id, slot, grip)

    def _edited(self, item: Item, name: str, value: Any) -> None:
        itineraries = self._context.planner.itineraries
        verbs.attempt(self._context, lambda: itineraries.edit(item.id, seen=item, **{name: value}))

    def _menu(self, point: QPoint) -> None:
        """What can be done to the entry below the pointer."""
        index = self.view.indexAt(point)
        if self.model.item(index.row()) is not None:
            if index.row() != self.view.currentIndex().row():
                self.view.setCurrentIndex(index)
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))

    def _troubled(self, sentence: str) -> None:
        if sentence:
            self.said.set_token("danger")
            self.said.setText(sentence)
        else:
            self.said.set_token("text2")

    def copy(self) -> None:
        """The selected rows to the clipboard, with tabs between the cells."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        text = self.model.as_text(rows)
        QGuiApplication.clipboard().setText(text)
        if self._state is not None:
            items = [item for row in rows if (item := self.model.item(row)) is not None]
            leaving.rows_left(self._context, self._state.plan, items, text)
        count = len(rows)
        self.said.setText(ngettext("{count} row copied.", "{count} rows copied.", count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.view
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self.copy()
            return True
        return super().eventFilter(watched, event)


def _found(state: VisitState) -> dict[ItemId, list[str]]:
    """What is found about each item, accepted findings left out."""
    found: dict[ItemId, list[str]] = {}
    for finding in state.open_findings:
        said = sentence(finding)
        for subject in finding.subjects:
            if subject.word == "item":
                found.setdefault(ItemId(subject.id), []).append(said)
    return found

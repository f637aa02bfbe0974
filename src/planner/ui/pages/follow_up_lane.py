"""One column of the board: a name, how much there is, and the cards below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from planner.domain.followups import FollowUpStatus
from planner.domain.lines import FollowUpLine
from planner.domain.owners import Owner
from planner.i18n import N_, _, ngettext
from planner.ui.delegates.follow_up_card import FollowUpCard
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.pages.follow_up_verbs import due_text, tone
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
_ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Cards(QListView):
    """``across`` is a step to the column beside; ``dropped`` the key of a card from another one."""

    across = Signal(int)
    chosen = Signal()
    opened = Signal()
    ticked = Signal()
    dropped = Signal(str)

    def __init__(self, model: PagedTable[FollowUpLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = model
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(lambda _now, _old: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def line(self) -> FollowUpLine | None:
        row = self.currentIndex().row()
        return self.table.line(row) if 0 <= row < self.table.rowCount() else None

    def choose(self, row: int) -> None:
        if self.table.rowCount():
            index = self.table.index(max(0, min(row, self.table.rowCount() - 1)), 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def leave(self) -> None:
        """Nothing is chosen here: another column has the card in front."""
        flags = QItemSelectionModel.SelectionFlag.Clear
        self.selectionModel().setCurrentIndex(QModelIndex(), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _ACROSS:
            self.across.emit(_ACROSS[key])
        elif plain and key in _OPENING:
            self.opened.emit()
        elif plain and key is Qt.Key.Key_Space:
            self.ticked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    # a card from another column

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        source = event.source()
        if isinstance(source, Cards) and source is not self and source.line is not None:
            event.setDropAction(Qt.DropAction.CopyAction)  # the column it leaves reads itself anew
            event.accept()
            self.dropped.emit(source.line.id)

    def _judge(self, event: QDropEvent) -> None:
        source = event.source()
        if isinstance(source, Cards) and source is not self:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()


class Lane(QWidget):
    """What one owner has, read a page at a time."""

    def __init__(
        self, context: Context, owner: Owner, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self.owner, self.text = context, owner, text
        owners = context.planner.follow_up_owners
        column = Column[FollowUpLine](N_("What is to be done"), self.spoken)
        self.model: PagedTable[FollowUpLine] = PagedTable(
            (column,),
            lambda: self.owner.count,
            lambda offset, limit: owners.page(self.owner, offset, limit, self.text),
            lambda line: line.id,
            self,
        )
        self.heading = Label("", strong=True, parent=self)
        self.figures = Label("", "text2", size=0.92, parent=self)
        self.cards = Cards(self.model, self)
        self.cards.setItemDelegate(FollowUpCard(self._at, self.lines, self.cards))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for label in (self.heading, self.figures):
            label.setIndent(10)
            rows.addWidget(label)
        rows.addWidget(self.cards, 1)
        self.show_owner(owner, text)

    def show_owner(self, owner: Owner, text: str) -> None:
        """The same column, read again."""
        self.owner, self.text = owner, text
        said = [ngettext("{count} to do", "{count} to do", owner.count)]
        if owner.overdue:
            said.append(ngettext("{count} overdue", "{count} overdue", owner.overdue))
        self.heading.setText(owner.title)
        self.heading.setToolTip(escaped(owner.title))
        self.figures.setText(", ".join(said))
        self.figures.set_token("danger" if owner.overdue else "text2")
        self.cards.setAccessibleName(f"{owner.title}: {self.figures.text()}")
        self.model.refresh()

    def lines(self, line: FollowUpLine) -> tuple[str, str, str]:
        """When it is due with its colour, and below that whom it waits for and what it is about."""
        late = tone(line, self._context.planner.today())
        due = due_text(line, late == "danger") or _("No date")
        waits = (
            _("Waits for {name}").format(name=line.waiting_for or "–")
            if line.status is FollowUpStatus.WAITING
            else ""
        )
        return due, late or "text2", " · ".join(filter(None, (waits, line.about)))

    def spoken(self, line: FollowUpLine) -> str:
        due, _tone, rest = self.lines(line)
        return ", ".join(filter(None, (line.title, due, rest)))

    def _at(self, index: Index) -> FollowUpLine | None:
        try:
            return self.model.line(index.row())
        except IndexError:
            return None  # it went since it was counted; the next reading is on its way

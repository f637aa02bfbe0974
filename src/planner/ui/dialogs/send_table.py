"""The table of recipients: who is chosen by a tick, what each holds, gets and needs."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QWidget

from planner.domain.privacy import PROFILES
from planner.domain.recipients import RECIPIENT_KINDS
from planner.i18n import N_, _
from planner.ui.dialogs.send_look import Row
from planner.ui.locale import LANGUAGE_NAMES
from planner.ui.models.table_model import Column, Index, ListTable
from planner.ui.widgets.table import Table

_BOX: Final = 34
"""Pixels at the left edge that mean the tick."""

COLUMNS: Final[list[Column[Row]]] = [
    Column(N_("Name"), lambda row: row.recipient.name, 170),
    Column(N_("Kind"), lambda row: _(RECIPIENT_KINDS[row.recipient.kind]), 90, muted=True),
    Column(
        N_("E-mail"),
        lambda row: row.recipient.email or _("none"),
        180,
        icon=lambda row: None if row.recipient.email else "triangle-alert",
        tone=lambda row: "text2" if row.recipient.email else "warn",
        muted=True,
    ),
    Column(
        N_("Holds"),
        lambda row: _("v{number}").format(number=row.standing.holds) if row.standing.holds else "–",
        60,
        right=True,
    ),
    Column(
        N_("Changed"),
        lambda row: row.changed,
        105,
        tone=lambda row: "warn" if row.is_stale else None if row.concerned else "text2",
    ),
    Column(
        N_("Language"),
        lambda row: LANGUAGE_NAMES.get(row.recipient.language, row.recipient.language),
        80,
        muted=True,
    ),
    Column(N_("Sees what"), lambda row: _(PROFILES[row.recipient.profile]), 100, muted=True),
    Column(
        N_("To know"),
        lambda row: row.warning,
        200,
        icon=lambda row: "info" if row.warning else None,
        muted=True,
    ),
]


class RecipientRows(ListTable[Row]):
    """The first cell of a row has the tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, (), lambda row: row.key, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            if index.column() or not index.isValid() or index.row() >= self.rowCount():
                return None
            ticked = self.line(index.row()).ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def plain(self, index: Index) -> tuple[str, QColor, bool] | None:
        return super().plain(index) if index.column() else None  # the first has a tick

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) & ~Qt.ItemFlag.ItemIsDragEnabled
        checkable = index.isValid() and index.column() == 0
        return flags | Qt.ItemFlag.ItemIsUserCheckable if checkable else flags


class RecipientTable(Table):
    """A click on the tick chooses a recipient and leaves the selection as it is; so does Space."""

    tick_wanted = Signal(object)
    """The keys of rows to be ticked, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Recipients"), parent)
        self.takes_ticks = True
        self.ticked.connect(lambda key: self.tick_wanted.emit(self.selected_keys() or [key]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        index = self.indexAt(where)
        left = event.button() == Qt.MouseButton.LeftButton
        inside = where.x() - self.columnViewportPosition(0) < _BOX
        if left and inside and index.isValid() and index.column() == 0:
            model = self.model()
            assert isinstance(model, RecipientRows)
            self.setFocus()
            self.tick_wanted.emit([model.key_at(index.row())])
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a tick are two ticks, not the wish to open the row."""
        where = event.position().toPoint()
        if where.x() - self.columnViewportPosition(0) < _BOX:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

"""What was merged into a record: who, when, and what gave way; each can be taken apart."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.merging import Merge
from planner.domain.times import on_this_clock
from planner.i18n import N_, _, clock
from planner.ui.context import Context
from planner.ui.merging import take_apart
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.fields import day_text
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table


def merged_when(merge: Merge) -> str:
    """The day and the time on this computer's clock."""
    if merge.at is None:
        return ""
    at = on_this_clock(merge.at)
    return f"{day_text(at.date())} {clock(at)}"


COLUMNS: Final = (
    Column[Merge](N_("Merged"), lambda merge: merge.gone_name, 220),
    Column[Merge](N_("When"), merged_when, 180, muted=True),
    Column[Merge](N_("Who"), lambda merge: merge.author, 110, muted=True),
)


class MergesDialog(QDialog):
    """``merge_id`` is the merge in front."""

    def __init__(
        self,
        context: Context,
        kind: str,
        key: str,
        parent: QWidget | None = None,
        merge_id: str = "",
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._key = context, kind, key
        self.setWindowTitle(_("Merged records"))
        name = context.planner.merging.name(kind, key) or ""
        self.about = Label(
            _("These went into {name}.").format(name=name), strong=True, wrap=True, parent=self
        )
        self.model = ListTable[Merge](COLUMNS, parent=self)
        self.table = Table(_("Merged records"), self)
        self.table.set_empty("history", _("Nothing was merged into this record."))
        self.table.show_model(self.model)
        self.lost = QTreeWidget(self)
        self.lost.setAccessibleName(_("What differed"))
        self.lost.setRootIsDecorated(False)
        self.lost.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.lost.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.buttons = QDialogButtonBox(self)
        self.apart_button = self.buttons.addButton(
            _("Take apart"), QDialogButtonBox.ButtonRole.ActionRole
        )
        close = self.buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.apart_button, close):
            button.setMinimumHeight(30)
        self.apart_button.clicked.connect(self.take_apart)
        self.buttons.rejected.connect(self.reject)
        self.table.chosen.connect(self._look)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.about)
        rows.addWidget(self.table, 1)
        rows.addWidget(Label(_("What differed"), "text2", size=0.9, parent=self))
        rows.addWidget(self.lost, 1)
        rows.addWidget(self.buttons)
        self.resize(640, 460)
        self._read()
        self.table.choose(self.model.row_of(merge_id) or 0)

    def take_apart(self) -> None:
        """Make the record in front one of its own again."""
        row = self.table.currentIndex().row()
        if 0 <= row < self.model.rowCount():
            take_apart(self._context, self.model.line(row))
            self._read()

    def _read(self) -> None:
        self.model.set_lines(self._context.planner.merging.merges(self._kind, self._key))
        self.table.choose(0)
        self._look()

    def _look(self, _key: str = "") -> None:
        row = self.table.currentIndex().row()
        there = 0 <= row < self.model.rowCount()
        self.apart_button.setEnabled(there and not self._context.planner.is_read_only)
        self.lost.clear()
        self.lost.setHeaderLabels([_("Field"), _("The one kept"), _("The one that went")])
        if not there:
            return
        merging = self._context.planner.merging
        for field in merging.lost_values(merging.get(self.model.line(row).id)):
            self.lost.addTopLevelItem(QTreeWidgetItem([field.title, field.one, field.other]))

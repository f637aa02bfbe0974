"""The groups of a delegation: named, lettered, added and removed in one small dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.plan import Plan
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole


class GroupsDialog(QDialog):
    """Every change is written at once and can be undone; members are ticked on each delegate."""

    def __init__(self, context: Context, visit: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._visit = context, visit
        self._filling = False
        self.setWindowTitle(_("Groups"))
        self.table = QTableWidget(0, 3, self)
        self.name = QLineEdit(self)
        self._arrange()
        self.table.itemChanged.connect(self._renamed)
        context.bridge.changed.connect(self._read)
        self._read()

    def _arrange(self) -> None:
        self.table.setHorizontalHeaderLabels([_("Letter"), _("Name"), _("People")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setAccessibleName(_("Groups"))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.name.setPlaceholderText(_("Name of a new group"))
        self.name.setAccessibleName(_("Name of a new group"))
        add, away = QPushButton(_("Add group"), self), QPushButton(_("Remove group"), self)
        add.clicked.connect(self.add)
        away.clicked.connect(self.remove)
        add.setAutoDefault(True)
        self.name.returnPressed.connect(self.add)
        for widget in (self.name, add, away):
            widget.setMinimumHeight(30)
        line = QHBoxLayout()
        for widget, stretch in ((self.name, 1), (add, 0), (away, 0)):
            line.addWidget(widget, stretch)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        about = _("A group has a letter and a name. Who belongs to it is ticked on each delegate.")
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addWidget(self.table, 1)
        rows.addLayout(line)
        rows.addWidget(close)
        self.resize(520, 360)
        self.table.setColumnWidth(0, 70)
        self.table.setColumnWidth(1, 280)

    def _read(self, _changed: object = None) -> None:
        plan: Plan | None = attempt(
            self._context, lambda: self._context.planner.visits.plan(self._visit)
        )
        if plan is None:
            return
        self._filling = True
        self.table.setRowCount(len(plan.groups))
        for row, group in enumerate(plan.groups):
            heads = len(plan.members_of[group.id])
            cells = (group.letter, group.name, ngettext("{count} person", "{count} people", heads))
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setData(_KEY, group.id)
                if column == len(cells) - 1:
                    cell.setFlags(cell.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, cell)
        self._filling = False

    def add(self) -> None:
        name = self.name.text().strip()
        self.name.clear()
        groups = self._context.planner.delegations
        attempt(self._context, lambda: groups.add_group(self._visit, name))

    def remove(self) -> None:
        cell = self.table.item(self.table.currentRow(), 1)
        if cell is not None:
            key, name = cell.data(_KEY), cell.text()
            groups = self._context.planner.delegations.groups
            text = _("Group “{name}” was removed").format(name=name)
            undoable(self._context, lambda: groups.remove(key), text)

    def _renamed(self, cell: QTableWidgetItem) -> None:
        if not self._filling:
            groups = self._context.planner.delegations.groups
            key, text = cell.data(_KEY), cell.text().strip()
            if cell.column() == 0:
                attempt(self._context, lambda: groups.edit(key, letter=text))
            else:
                attempt(self._context, lambda: groups.edit(key, name=text))

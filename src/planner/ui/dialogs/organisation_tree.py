"""The tree of organisations: each level is read when it is opened."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import OrganisationId
from planner.domain.organisation_tree import Branch
from planner.domain.organisations import ORGANISATION_KINDS
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.icons import icon
from planner.ui.plain import escaped

ROW: Final = 28
_KEY: Final = Qt.ItemDataRole.UserRole
_READ: Final = Qt.ItemDataRole.UserRole + 1


class OrganisationTree(QDialog):
    """Enter or a double click opens the organisation and closes the tree."""

    def __init__(self, context: Context, start: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Tree of organisations"))
        self.rows = QTreeWidget(self)
        self.rows.setAccessibleName(_("Tree of organisations"))
        self.rows.setHeaderLabels([_("Organisation"), _("Kind"), _("Parts")])
        self.rows.setUniformRowHeights(True)
        self.rows.setFrameShape(QTreeWidget.Shape.NoFrame)
        header = self.rows.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.show_button = self.buttons.addButton(_("Show"), QDialogButtonBox.ButtonRole.ActionRole)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.buttons)
        fit(self, 620, 560)
        self.rows.itemExpanded.connect(self._read)
        self.rows.itemActivated.connect(lambda _item, _column: self.open_chosen())
        self.buttons.rejected.connect(self.reject)
        self.show_button.clicked.connect(self.open_chosen)
        self.fill()
        if start:
            self.go_to(OrganisationId(start))
        elif (first := self.rows.topLevelItem(0)) is not None:
            self.rows.setCurrentItem(first)

    def fill(self) -> None:
        """Read the top level; what is below is read when it is opened."""
        self.rows.clear()
        for branch in self._context.planner.organisations.branches():
            self.rows.addTopLevelItem(_row(branch))

    def _read(self, row: QTreeWidgetItem) -> None:
        if row.data(0, _READ):
            return
        row.setData(0, _READ, True)
        key = OrganisationId(row.data(0, _KEY))
        for branch in self._context.planner.organisations.branches(key):
            row.addChild(_row(branch))

    def go_to(self, key: OrganisationId) -> None:
        """Open the way down to an organisation and choose it."""
        row = self.rows.invisibleRootItem()
        for step in self._context.planner.organisations.path_to(key):
            children = [row.child(n) for n in range(row.childCount())]
            found = next((one for one in children if one and one.data(0, _KEY) == step), None)
            if found is None:
                return
            row = found
            if step != key:
                row.setExpanded(True)
        self.rows.setCurrentItem(row)
        self.rows.scrollToItem(row)

    @property
    def current_key(self) -> str:
        row = self.rows.currentItem()
        return str(row.data(0, _KEY)) if row is not None else ""

    def open_chosen(self) -> None:
        """Show the organisation in front on its page."""
        if self.current_key:
            self._context.open_record("organisation", self.current_key)
            self.accept()


def _row(branch: Branch) -> QTreeWidgetItem:
    name = f"{branch.name} ({branch.acronym})" if branch.acronym else branch.name
    if branch.ended:
        name = _("{name}, ended").format(name=name)
    row = QTreeWidgetItem([name, _(ORGANISATION_KINDS[branch.kind]), str(branch.below or "")])
    row.setIcon(0, icon("building-2", "text2"))
    row.setToolTip(0, escaped(name))
    row.setSizeHint(0, QSize(0, ROW))
    row.setData(0, _KEY, branch.id)
    if branch.below:
        row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
    return row

"""Saved sets of columns in a dialog: offered, saved under a name, removed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QLineEdit

from planner.domain.ids import RecordId
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.widgets.column_set import ColumnSet


class SheetSets(QObject):
    """Ties a :class:`ColumnSet` to the saved views of an area."""

    def __init__(self, context: Context, area: str, widget: ColumnSet) -> None:
        super().__init__(widget)
        self._context, self._area, self._widget = context, area, widget
        read_only = context.planner.is_read_only
        widget.save.setVisible(not read_only)
        widget.remove.setVisible(not read_only)
        widget.save_wanted.connect(self.ask_name)
        widget.remove_wanted.connect(self.remove)
        self.refresh()

    def refresh(self, front: str = "") -> None:
        """Read the sets, with this one in front."""
        views = self._context.planner.views.of(self._area)
        self._widget.show_sets([(view.id, view.name, view.columns) for view in views], front)

    def ask_name(self) -> None:
        proposed = self._widget.choice.currentText() if self._widget.key else ""
        name, wanted = QInputDialog.getText(
            self._widget,
            _("Save set"),
            _("Name of the set of columns"),
            QLineEdit.EchoMode.Normal,
            proposed,
        )
        if wanted:
            self.save(name)

    def save(self, name: str) -> None:
        """Keep what is ticked under this name; a set of the same name is replaced."""
        try:
            view = self._context.planner.views.save(self._area, name, columns=self._widget.columns)
        except UserError as error:
            self._context.messages.error(error)
            return
        self.refresh(view.id)

    def remove(self, key: str) -> None:
        if key:
            self._context.planner.views.remove(RecordId(key))
            self.refresh()

"""The button that decides about several rows of an import at once, and about one field in all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from planner.domain.choosing import changed_fields
from planner.domain.staging import CHANGED_FIELDS, EVENTS, Decision, Staging
from planner.i18n import _, ngettext

_FIELDS_SHOWN = 20
Rows = Callable[[], tuple[Staging | None, frozenset[int]]]


class ManyButton(QPushButton):
    """Its menu is made when it opens: it speaks of the rows that are selected then."""

    decided = Signal(object, object)
    """Numbers of rows, and the decision."""
    field_chosen = Signal(object, str, bool)
    """Numbers of rows, the field ("" for all), and whether its changes are taken."""

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(_("Several rows"), parent)
        self._rows = rows
        self.menu_ = QMenu(self)
        self.menu_.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_)
        self.setToolTip(_("Decide about all selected rows at once"))

    def fill(self) -> None:
        """What can be done with the rows that are selected, or with all that are shown."""
        self.menu_.clear()
        staging, numbers = self._rows()
        if staging is None or not numbers:
            return
        count = len(numbers)
        self.menu_.addSection(ngettext("{count} row", "{count} rows", count))
        events = staging.kind == EVENTS
        for decision, text in (
            (
                Decision.UPDATE,
                _("Take as the entry that is known")
                if events
                else _("Take as the person who is known"),
            ),
            (Decision.NEW, _("Add as new entries") if events else _("Add as new people")),
            (Decision.SKIP, _("Skip")),
        ):
            self.menu_.addAction(text, partial(self.decided.emit, numbers, decision))
        fields = changed_fields(staging, numbers)
        if not fields:
            return
        self.menu_.addSection(_("Changes"))
        for take, text in ((True, _("Take")), (False, _("Keep as it is"))):
            part = self.menu_.addMenu(text)
            part.addAction(_("All fields"), partial(self.field_chosen.emit, numbers, "", take))
            for field, rows in list(fields.items())[:_FIELDS_SHOWN]:
                name = f"{_(CHANGED_FIELDS.get(field, field))} ({rows})"
                part.addAction(name, partial(self.field_chosen.emit, numbers, field, take))

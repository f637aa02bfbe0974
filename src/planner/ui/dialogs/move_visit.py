"""A visit on other days: the new first day, and below it what goes along, what stays, what has gone out."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.arranging.moving import Moving
from planner.domain.ids import VisitId
from planner.domain.typed_days import from_then
from planner.errors import OutOfDate, UserError
from planner.i18n import _
from planner.ui import theme
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.plain import escaped
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.day_line import DayLine, long_day
from planner.ui.widgets.label import Label


class MoveVisitDialog(QDialog):
    """One step, with Undo in a toast that says what was moved."""

    def __init__(self, context: Context, visit: VisitId, parent: QWidget | None = None) -> None:
        """:raises UserError: the visit has no days yet."""
        super().__init__(parent)
        self._context, self._visit = context, visit
        self.ground = context.planner.visit_moving.ground(visit)
        now = self.ground.plan.visit
        self._first = now.first_day or context.planner.today()
        self.setWindowTitle(_("Move visit"))
        self.day = DayLine(_("New first day"), self._first, self._told, self)
        self.preview = QTreeWidget(self)
        self.preview.setHeaderHidden(True)
        self.preview.setRootIsDecorated(False)
        self.preview.setWordWrap(True)
        self.preview.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self.preview.setAccessibleName(_("What the move does"))
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.move_button = self.buttons.addButton(_("Move"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.move_button.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.day.changed.connect(self._show)
        self._arrange(now.title, now.last_day or self._first)
        self._show(self.day.day)
        fit(self, 560, 560)
        self.day.setFocus()

    @property
    def moving(self) -> Moving | None:
        """What would be done; None while no other day is meant."""
        day = self.day.day
        if day is None or day == self._first:
            return None
        try:
            return self.ground.to(day)
        except UserError as error:  # a year that cannot be meant
            self.error.setText(str(error))
            self.error.show()
            return None

    def _arrange(self, title: str, last: dt.date) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(title, strong=True, wrap=True, parent=self))
        now = _("Now {first} – {last}").format(first=long_day(self._first), last=long_day(last))
        rows.addWidget(Label(now, "text2", wrap=True, parent=self))
        rows.addWidget(self.day)
        rows.addWidget(self.preview, 1)
        rows.addWidget(self.error)
        rows.addWidget(self.buttons)

    def _told(self, day: dt.date) -> str:
        """Behind the day that was read: how far that is, and what one may not have meant."""
        days = (day - self._first).days
        if not days:
            return _("as it is now")
        parts = [from_then(days)]
        if days % 7:
            parts.append(_("on other weekdays"))
        if day < self._context.planner.today():
            parts.append(_("that day has passed"))
        return " · ".join(parts)

    def _show(self, _day: object) -> None:
        self.error.hide()
        moving = self.moving
        self.move_button.setEnabled(moving is not None)
        self.preview.clear()
        row = QSize(0, self.fontMetrics().height() + 8)
        for heading, lines in (moving or self.ground.to(self._first)).groups():
            group = QTreeWidgetItem(self.preview, [heading])
            group.setFont(0, theme.sized(self.font(), 1.0, strong=True))
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for line in lines:
                entry = QTreeWidgetItem(group, [line])
                entry.setToolTip(0, escaped(line))
                entry.setSizeHint(0, row)
            group.setSizeHint(0, row)
            group.setExpanded(True)

    def accept(self) -> None:
        moving = self.moving
        if moving is None:
            return
        try:
            moved = self._context.planner.visit_moving.move(
                self._visit, moving.first_day, seen=self.ground
            )
        except UserError as error:
            if isinstance(error, OutOfDate):  # what is told is as it stands now
                self.ground = self._context.planner.visit_moving.ground(self._visit)
                self._show(None)
            self.error.setText(str(error))
            self.error.show()
            return
        self._context.messages.toast(moved.summary(), taking_back_latest(self._context))
        super().accept()

"""The order of precedence by hand: a step up or down, at a number, as in the list that came."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.ids import DelegateId
from planner.errors import UserError
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.visit_people_table import PeopleTable
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.widgets.fields import LineField, NumberField
from planner.ui.widgets.label import Label


class Precedence:
    """Acts on who is selected in the table of a delegation; ``is_whole`` says that nobody is filtered out."""

    def __init__(
        self,
        context: Context,
        table: PeopleTable,
        state: Callable[[], VisitState | None],
        is_whole: Callable[[], bool],
    ) -> None:
        self._context, self._table, self._state, self._is_whole = context, table, state, is_whole
        table.moved.connect(self.step)
        table.dropped.connect(self.drop)

    @property
    def keys(self) -> list[DelegateId]:
        return [DelegateId(key) for key in self._table.selected_keys()]

    @property
    def can_reorder(self) -> bool:
        return bool(self.keys) and self._is_whole() and not self._context.planner.is_read_only

    def step(self, by: int) -> None:
        """Move who is selected one place up (-1) or down (1)."""
        rows = self._table.selected_rows()
        if not self.can_reorder:
            return
        first = rows[0] + by
        if first >= 0 and rows[-1] + by < self._table.model().rowCount():
            self._place(first + 1)

    def drop(self, row: int) -> None:
        """Put who is selected before the row that was there; behind the last row to the end."""
        if self.can_reorder:
            above = sum(chosen < row for chosen in self._table.selected_rows())
            self._place(row - above + 1)

    def _place(self, number: int) -> None:
        keys = self.keys
        attempt(self._context, lambda: self._context.planner.precedence.place(keys, number))
        self._select(keys)

    def _select(self, keys: list[DelegateId]) -> None:
        state = self._state()
        if state is None:
            return
        rows = [row for row, line in enumerate(state.delegates) if line.id in keys]
        if rows:
            self._table.choose(rows[0])
            self._table.select_rows(rows)

    def ask(self) -> None:
        """Put who is selected at a number, with the reason."""
        state, keys = self._state(), self.keys
        if state is None or not keys:
            return
        dialog = PlaceDialog(self._context, state, keys, self._table)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._select(keys)

    def as_listed(self) -> None:
        """The order of the list that was taken in last, with Undo."""
        state = self._state()
        if state is None:
            return
        precedence, visit = self._context.planner.precedence, state.visit_id
        found = precedence.as_listed(visit)
        if found is None:
            self._context.messages.toast(_("No list was taken in for this visit"), None)
            return
        undoable(
            self._context,
            lambda: precedence.arrange(visit, found.order, reason=found.reason),
            _("The delegation stands {reason}").format(reason=found.reason),
        )

    def commands(self, in_front: Callable[[], bool]) -> list[Command]:
        def can() -> bool:
            return in_front() and self.can_reorder

        why = _("Choose somebody in the delegation, without a filter.")
        acts = (
            ("up", _("Higher in precedence (Alt+Up)"), lambda: self.step(-1), "arrow-up", can),
            ("down", _("Lower in precedence (Alt+Down)"), lambda: self.step(1), "arrow-down", can),
            ("place", _("Put at number…"), self.ask, "", can),
            ("as_listed", _("Order as in the imported list"), self.as_listed, "", in_front),
        )
        return [
            Command(
                id=f"delegate.{name}",
                text=text,
                run=run,
                icon=icon,
                scope="page",
                enabled=enabled,
                reason=why,
                separator=name == "up",
            )
            for name, text, run, icon, enabled in acts
        ]


class PlaceDialog(QDialog):
    """At which number, and why there."""

    def __init__(
        self, context: Context, state: VisitState, keys: list[DelegateId], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._keys = context, keys
        lines = [line for line in state.delegates if line.id in keys]
        self.setWindowTitle(_("Put at number"))
        names = ", ".join(line.name for line in lines)
        self.number = NumberField(_("Number; 1 is the first, empty is without a rank"))
        self.reason = LineField(_("Why this place"), hint=_("As in the ministry’s list of 4 May"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(names, wrap=True, parent=self))
        for field in (self.number, self.reason):
            field.setParent(self)
            rows.addWidget(field)
        rows.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.number.set_value(str(lines[0].rank or "") if lines else "")
        self.reason.set_value(lines[0].rank_reason if lines else "")
        self.resize(380, 0)

    def accept(self) -> None:
        try:
            self._context.planner.precedence.place(
                self._keys, self.number.value() or 0, reason=self.reason.value()
            )
        except UserError as error:
            self.number.set_error(str(error))
            return
        super().accept()

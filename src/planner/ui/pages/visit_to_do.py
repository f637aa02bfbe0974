"""The tab of what is to be done for a visit: its follow-ups by due date, checklists, a quick-add line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES, FollowUpStatus, Side
from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.forms import verb_button
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.pages import follow_up_verbs as verbs
from planner.ui.pages.follow_up_form import FollowUpForm
from planner.ui.pages.follow_ups_out import Shown, export_commands
from planner.ui.pages.visit_ask import ask_text
from planner.ui.pages.visit_state import VisitState
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.follow_up_line import FollowUpLineEdit
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

TO_DO: Final = frozenset({"follow_up", "checklist", "checklist_step"})
"""Words whose change concerns this tab alone."""


class ToDoTab(QWidget):
    """Read only while somebody looks at it."""

    chosen = Signal()
    edit_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._is_stale = True
        self.table = Table(_("To do"), self)
        self.model: PagedTable[FollowUpLine] = PagedTable(
            self._columns(), self._count, self._page, lambda line: line.id, self
        )
        self.count = Label("", "text2", parent=self)
        self.apply_button = verb_button(self, "list-checks", _("Apply checklist…"), self.apply)
        self.keep_button = verb_button(self, "copy", _("Keep as checklist…"), self.keep)
        self.quick = FollowUpLineEdit(
            context.planner.follow_up_lines.ground(), of_visit=True, parent=self
        )
        self._form: FollowUpForm | None = None
        for widget in (self.apply_button, self.keep_button, self.quick):
            widget.setEnabled(not context.planner.is_read_only)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 0)
        bar.setSpacing(8)
        bar.addWidget(self.count, 1)
        bar.addWidget(self.apply_button)
        bar.addWidget(self.keep_button)
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 4)
        line.addWidget(self.quick)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addLayout(line)
        rows.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.takes_ticks = True
        self.table.ticked.connect(lambda key: verbs.tick(self._context, key, self))
        self.table.chosen.connect(lambda _key: self._show())
        self.table.opened.connect(lambda _key: self.edit_wanted.emit())
        self.quick.wanted.connect(lambda _reading: self._add_line())
        self.table.set_empty(
            "list-checks",
            _("Nothing is to be done for this visit yet."),
            (_("Apply checklist…"), self.apply),
        )

    # what it shows

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self.read_again()

    def read_again(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        if self._state is None:
            return
        self._is_stale = False
        key, row = self.table.current_key, self.table.currentIndex().row()
        self.quick.set_ground(self._context.planner.follow_up_lines.ground(self._state.visit_id))
        self.model.refresh()
        found = self.model.seek(key) if key else None
        if found is not None or row >= 0:
            self.table.choose(found if found is not None else row)
        self._say_count()
        self._show()

    def _say_count(self) -> None:
        lines = [self.model.line(row) for row in range(min(self.model.rowCount(), 500))]
        today = self._context.planner.today()
        is_open = [
            line for line in lines if line.status in (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
        ]
        late = sum(line.due_on is not None and line.due_on < today for line in is_open)
        done = len(lines) - len(is_open)
        parts = [
            ngettext("{count} to do", "{count} to do", len(is_open)) if lines else "",
            ngettext("{count} overdue", "{count} overdue", late) if late else "",
            ngettext("{count} done", "{count} done", done) if done else "",
        ]
        self.count.setText(" · ".join(filter(None, parts)))

    @property
    def form(self) -> QWidget | None:
        """What stands at the right: the follow-up in front."""
        return self._form if self._form is not None and self._form.key else None

    @property
    def current(self) -> FollowUpLine | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def _show(self) -> None:
        line = self.current
        if self._form is None and line is not None:
            self._form = FollowUpForm(self._context)
        if self._form is not None:
            try:
                if line is None:
                    self._form.key = ""
                elif self._form.key != line.id:
                    self._form.show_record(line.id)
                else:
                    self._form.follow(None)
            except UserError:
                self._form.key = ""  # it is gone; the list moves on by itself
        self.chosen.emit()

    def commit(self) -> None:
        if self._form is not None:
            self._form.commit()

    # verbs

    def commands(self, in_front: Callable[[], bool]) -> list[Command]:
        def writable() -> bool:
            return self._state is not None and not self._context.planner.is_read_only

        return [
            *verbs.row_commands(self._context, lambda: self.current, self, in_front=in_front),
            Command(
                id="visit.checklist",
                text=_("Apply checklist…"),
                run=self.apply,
                icon="list-checks",
                menu="file",
                scope="page",
                enabled=writable,
            ),
            Command(
                id="visit.keep_checklist",
                text=_("Keep what is to do as checklist…"),
                run=self.keep,
                icon="copy",
                menu="file",
                scope="page",
                enabled=lambda: writable() and self._count() > 0,
            ),
            *export_commands(self._context, self, lambda: self._shown() if in_front() else None),
        ]

    def _shown(self) -> Shown | None:
        if self._state is None or not self.model.rowCount():
            return None
        return Shown(of={"visit_id": self._state.visit_id})

    def new(self) -> None:
        self.quick.setFocus()

    def start_typing(self) -> None:
        if self._form is not None:
            next(iter(self._form.fields.values())).setFocus()

    def remove(self) -> None:
        line = self.current
        if line is not None:
            self._context.planner.follow_ups.remove(FollowUpId(line.id), origin=self)
            self._context.messages.toast(
                _("Removed {name}").format(name=line.title), taking_back_latest(self._context)
            )

    def apply(self) -> None:
        """Choose a checklist for this visit; its lead times count from the visit's days."""
        from planner.ui.dialogs.checklists import ChecklistsDialog

        if self._state is not None:
            ChecklistsDialog(self._context, self._state.visit_id, self).exec()

    def keep(self) -> None:
        """A checklist for other visits, made of what was to do here."""
        if self._state is None:
            return
        name = ask_text(
            self,
            title=_("Keep as checklist"),
            about=_("Each follow-up with a date becomes a step that counts from the visit's days."),
            label=_("Name of the checklist"),
            verb=_("Keep"),
        )
        if not name:
            return
        try:
            self._context.planner.checklists.make_from(self._state.visit_id, name, origin=self)
        except UserError as error:
            self._context.messages.error(error)
            return
        self._context.messages.toast(
            _("Kept as checklist “{name}”").format(name=name), taking_back_latest(self._context)
        )

    def _add_line(self) -> None:
        if key := verbs.add_line(self._context, self.quick, self):
            row = self.model.seek(key)
            if row is not None:
                self.table.choose(row)
            self.quick.setFocus()

    # rows

    def _columns(self) -> tuple[Column[FollowUpLine], ...]:
        return (
            Column(
                N_("What is to be done"),
                lambda line: line.title,
                300,
                icon=verbs.drawing,
                tone=self._tone,
            ),
            Column(N_("Due"), self._due, 160, tone=self._tone),
            Column(N_("Owner"), lambda line: line.owner or "–", 110),
            Column(N_("Side"), lambda line: _(SIDES[Side(line.side)]), 80, muted=True),
            Column(N_("Status"), lambda line: _(FOLLOW_UP_STATUSES[line.status]), 110, muted=True),
        )

    def _count(self) -> int:
        of = {"visit_id": self._state.visit_id} if self._state else {"visit_id": ""}
        return self._context.planner.follow_ups.shelf_count(None, "", of)

    def _page(self, offset: int, limit: int) -> list[FollowUpLine]:
        of = {"visit_id": self._state.visit_id} if self._state else {"visit_id": ""}
        return self._context.planner.follow_ups.shelf_page(None, offset, limit, of=of)

    def _tone(self, line: FollowUpLine) -> str | None:
        if line.status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED):
            return "text2"
        return verbs.tone(line, self._context.planner.today())

    def _due(self, line: FollowUpLine) -> str:
        return verbs.due_text(line, self._tone(line) == "danger")

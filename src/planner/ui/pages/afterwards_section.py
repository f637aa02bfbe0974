"""One section of what became of a visit: a table of small records, the fields of the one in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.domain.words import Word, word_and_id
from planner.errors import OutOfDate, UserError
from planner.i18n import _
from planner.services.afterwards import OfVisit
from planner.text import fold
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import undoable
from planner.ui.widgets.fields import Choices, Field, InspectorForm, SearchField
from planner.ui.widgets.table import Table

W = TypeVar("W", bound=Word)
FORM: Final = 280
"""Least width of the fields beside the table."""


class RecordsSection(QWidget, Generic[W]):
    """Each field is kept when it is left, as one step. A subject fills in what is marked so.

    ``verbs`` are its buttons, for whoever shows it to lay out.
    """

    title = ""
    """A message id: the name of the section."""
    removed = ""
    """A message id for the toast after a removal."""

    def __init__(self, context: Context, parts: OfVisit[W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.parts = context, parts
        self.state: VisitState | None = None
        self._seen: W | None = None
        self._is_leaving = False
        self.form = InspectorForm(_(self.title), self)
        self.form.about = lambda: word_and_id(self._seen)
        self.table = Table(_(self.title), self)
        self.model = ListTable[Any](self.columns(), (), lambda one: one.id, self)
        self.new_button = self.button("plus", _("New"), self.new)
        self.remove_button = self.button("trash-2", _("Remove"), self.remove)
        self.build()
        self._arrange()
        self._connect()

    # what a subject fills in

    def columns(self) -> Sequence[Column[W]]:
        raise NotImplementedError

    def build(self) -> None:
        """Add the fields, each under the name of its value, and say what stands in the empty table."""
        raise NotImplementedError

    def values(self, record: W) -> dict[str, Any]:
        """What the fields show."""
        return {name: getattr(record, name) for name in self.form.fields}

    def blank(self) -> dict[str, Any]:
        """The fields of a new record."""
        return {}

    def changes(self, record: W, name: str, value: Any) -> dict[str, Any]:
        """The fields of the record that a committed field sets. May raise ``UserError``."""
        return {name: value}

    def heading(self, record: W) -> str:
        return self.model.columns[0].value(record)

    def more_buttons(self) -> Sequence[QPushButton]:
        return ()

    def below(self) -> QWidget | None:
        """What stands under the table."""
        return None

    def settle(self, records: Sequence[W]) -> None:
        """Called with all records after each reading."""

    # building

    def button(self, shape: str, text: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(icon(shape, "text"), text, self)
        made.setMinimumHeight(28)
        made.clicked.connect(lambda: act())
        return made

    def entry_field(self) -> SearchField:
        """For an entry of the visit."""
        return SearchField(_("Entry"), self._entries, hint=_("Type to search"))

    def entry_value(self, key: ItemId | None) -> tuple[str, str] | None:
        item = self.plan.item.get(key) if self.state and key else None
        return (item.id, item.title) if item else None

    def _entries(self, text: str) -> Choices:
        if self.state is None:
            return []
        wanted = fold(text)
        seen: dict[str, int] = {}
        found = []
        for item in (*self.plan.scheduled, *self.plan.unscheduled):
            if wanted in fold(item.title):
                seen[item.title] = seen.get(item.title, 0) + 1
                number = seen[item.title]
                found.append((item.id, f"{item.title} ({number})" if number > 1 else item.title))
        return found[:30]

    def _arrange(self) -> None:
        self.verbs = QWidget(self)
        bar = QHBoxLayout(self.verbs)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        for one in (self.new_button, self.remove_button, *self.more_buttons()):
            bar.addWidget(one)
        bar.addStretch(1)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        if (under := self.below()) is not None:
            rows.addWidget(under)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.form)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.table.setMinimumWidth(300)
        self.form.setMinimumWidth(FORM)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(both, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self._first().setFocus())
        for name, field in self.form.fields.items():
            self._tie(name, field)
        read_only = self.context.planner.is_read_only
        self.new_button.setEnabled(not read_only)
        if read_only:
            for field in self.form.fields.values():
                field.set_read_only(True)

    def _tie(self, name: str, field: Field) -> None:
        field.committed.connect(lambda value: self._write(name, value))

    def _first(self) -> Field:
        return next(iter(self.form.fields.values()))

    # showing

    @property
    def plan(self) -> Plan:
        assert self.state is not None
        return self.state.plan

    def show_state(self, state: VisitState) -> None:
        self.state = state
        self.read_again()

    def read_again(self) -> None:
        """The record in front stays in front, and what is being typed stays typed."""
        if self.state is None:
            return
        key, row = self.table.current_key, self.table.currentIndex().row()
        records = self.parts.of(self.state.visit_id)
        self.model.set_lines(records)
        self.settle(records)
        if self._is_leaving:
            return
        found = self.model.row_of(key)
        self.table.choose(max(0, row) if found is None else found)
        self.table.tell_again()
        self._fill(keep_typed=found is not None)

    @property
    def record(self) -> W | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def choose(self, key: str) -> None:
        row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    def _choose(self, key: str) -> None:
        if self._seen is None or self._seen.id != key:
            self._is_leaving = True  # all that is typed goes into the record that was in front
            try:
                self.commit()
            finally:
                self._is_leaving = False
            self._fill(keep_typed=False)

    def _fill(self, *, keep_typed: bool) -> None:
        record = self.record
        same = keep_typed and self._seen is not None and record is not None
        same = same and self._seen is not None and record is not None and self._seen.id == record.id
        self._seen = record
        self.form.setVisible(record is not None)
        self.remove_button.setEnabled(record is not None and self.new_button.isEnabled())
        self.enable()
        self.context.update_commands()
        if record is None:
            return
        for name, value in self.values(record).items():
            field = self.form.fields[name]
            if not same or not field.is_changed:
                field.set_value(value)
        self.form.set_heading(self.heading(record))

    def enable(self) -> None:
        """Called when another record came to the front."""

    # verbs

    def start_typing(self) -> None:
        self._first().setFocus()

    def commit(self) -> None:
        self.form.commit()

    def new(self) -> None:
        """Add a record and let it be filled in."""
        if self.state is None:
            return
        self.commit()
        try:
            made = self.parts.note(self.state.visit_id, **self.blank())
        except UserError as error:
            self.context.messages.error(error)
            return
        self.read_again()
        self.choose(made.id)
        self._first().setFocus()

    def remove(self) -> None:
        record = self.record
        if record is None:
            return
        key = record.id
        undoable(self.context, lambda: self.parts.remove(key), _(self.removed))

    def _write(self, name: str, value: Any) -> None:
        seen, field = self._seen, self.form.fields[name]
        if seen is None:
            return
        try:
            made = self.parts.edit(seen.id, seen=seen, **self.changes(seen, name, value))
        except OutOfDate as error:
            self._seen = None
            self._fill(keep_typed=False)
            self.context.messages.error(error)
        except UserError as error:
            field.refuse(str(error))
        else:
            if self._seen is not None and self._seen.id == made.id:
                self._seen = made

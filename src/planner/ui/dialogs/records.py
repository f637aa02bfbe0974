"""Records that belong to another one, in a dialog: a table, and the fields of the row in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from planner.domain.words import Word, word_and_id
from planner.errors import OutOfDate, UserError
from planner.i18n import _
from planner.services.parts import Parts
from planner.ui.context import Context
from planner.ui.dialogs.forms import put_beside, verb_button
from planner.ui.models.table_model import Column, ListTable
from planner.ui.undoing import undo_action
from planner.ui.widgets.fields import Field, InspectorForm
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

W = TypeVar("W", bound=Word)
FORM: Final = 300
"""Pixels for the fields beside the table."""


class RecordsDialog(QDialog, Generic[W]):
    """Each field is kept when it is committed, as one step. A subject fills in what is marked so."""

    def __init__(
        self,
        context: Context,
        parts: Parts[W],
        owner: str,
        title: str,
        about: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.parts, self.owner = context, parts, owner
        self._seen: W | None = None
        self.setWindowTitle(title)
        self.form = InspectorForm(title, self)
        self.form.about = lambda: word_and_id(self._seen)
        self.table = Table(title, self)
        self.model = ListTable[Any](self.columns(), (), lambda one: one.id, self)
        self.new_button = self._button("plus", _("New"), self.new)
        self.remove_button = self._button("trash-2", _("Remove"), self.remove)
        self.build()
        self._arrange(about)
        self._connect()
        self._read()
        self.table.choose(0)

    # what a subject fills in

    def columns(self) -> Sequence[Column[W]]:
        raise NotImplementedError

    def build(self) -> None:
        """Add the fields, each under the name of its value."""
        raise NotImplementedError

    def values(self, record: W) -> dict[str, Any]:
        """What the fields show."""
        return {name: getattr(record, name) for name in self.form.fields}

    def blank(self) -> W:
        """A new record."""
        raise NotImplementedError

    def changes(self, record: W, name: str, value: Any) -> dict[str, Any]:
        """The fields of the record that a committed field sets."""
        return {name: value}

    def sort(self, records: list[W]) -> list[W]:
        return records

    def settle(self, record: W) -> None:
        """Show the fields that this record has."""

    def more_buttons(self) -> Sequence[QPushButton]:
        """Other verbs for the record in front, made with ``_button``."""
        return ()

    # building

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        return verb_button(self, name, text, act)

    def _arrange(self, about: str) -> None:
        self.form.setFixedWidth(FORM)
        put_beside(
            self,
            Label(about, "text2", wrap=True, parent=self),
            self.table,
            self.form,
            (self.new_button, self.remove_button, *self.more_buttons()),
        )
        self.resize(860, 480)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _key: self._first().setFocus())
        for name, field in self.form.fields.items():
            self._tie(name, field)
        self.context.bridge.changed.connect(self._read)
        undo_action(self.context, self)
        read_only = self.context.planner.is_read_only
        self.new_button.setEnabled(not read_only)
        if read_only:
            for field in self.form.fields.values():
                field.set_read_only(True)

    def _tie(self, name: str, field: Field) -> None:
        field.committed.connect(lambda value: self._write(name, value))

    def _first(self) -> Field:
        return next(field for field in self.form.fields.values() if not field.isHidden())

    # showing

    def _read(self, _changed: object = None) -> None:
        """Read again; the record in front stays in front, and what is being typed stays typed."""
        key, row = self.table.current_key, self.table.currentIndex().row()
        self.model.set_lines(self.sort(self.parts.of(self.owner)))
        found = self.model.row_of(key)
        if found is None:
            self.table.choose(max(0, row))
        elif found != row:
            self.table.choose(found)
        self.table.tell_again()
        self._fill()

    def _show(self, _key: str) -> None:
        self._seen = None  # another record: nothing typed into the one before is shown in it
        self._fill()

    def _fill(self) -> None:
        record = self.record
        self.form.setVisible(record is not None)
        self.remove_button.setEnabled(record is not None and self.new_button.isEnabled())
        if record is None:
            self._seen = None
            return
        another = self._seen is None or getattr(self._seen, "id", "") != self.table.current_key
        self._seen = record
        for name, value in self.values(record).items():
            field = self.form.fields[name]
            if another or not field.is_changed:
                field.set_value(value)
        self.form.set_heading(self.model.columns[0].value(record))
        self.settle(record)

    @property
    def record(self) -> W | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def choose(self, key: str) -> None:
        row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    # verbs

    def new(self) -> None:
        """Add a record and let it be filled in."""
        self.form.commit()
        try:
            made = self.parts.add(self.blank())
        except UserError as error:
            self.context.messages.error(error)
            return
        self._read()
        self.choose(getattr(made, "id", ""))
        self._first().setFocus()

    def remove(self) -> None:
        key = self.table.current_key
        if key:
            try:
                self.parts.remove(key)
            except UserError as error:
                self.context.messages.error(error)
            self._read()

    def _write(self, name: str, value: Any) -> None:
        seen, field = self._seen, self.form.fields[name]
        if seen is None:
            return
        try:
            self.parts.edit(getattr(seen, "id", ""), seen=seen, **self.changes(seen, name, value))
        except OutOfDate as error:
            self._seen = None
            self._fill()
            self.context.messages.error(error)
        except UserError as error:
            field.refuse(str(error))
        else:
            self._read()

    def done(self, result: int) -> None:
        """Closing keeps what was typed."""
        self.form.commit()
        super().done(result)

"""The inspector of one record: shows it, writes each field through the services when it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.errors import OutOfDate, UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.widgets.fields import Field, InspectorForm
from planner.ui.widgets.links import Links

if TYPE_CHECKING:
    from planner.services.changes import Changed


class RecordForm(InspectorForm):
    """A record that is new stays a draft until enough of it is typed; then it is kept and ``created`` tells its key."""

    created = Signal(str)
    word: ClassVar[str] = ""
    """Of the record."""
    words: ClassVar[frozenset[str]] = frozenset()
    """Words whose change may alter what is shown here."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.context = context
        self.key = ""
        self.build()
        if context.planner.is_read_only:
            for field in self.fields.values():
                field.set_read_only(True)

    # what a subject fills in

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def load(self, key: str) -> dict[str, Any]:
        """The values of the record by field name; also sets the heading and what is only shown."""
        raise NotImplementedError

    def blank(self) -> dict[str, Any]:
        """The values of a new record; also sets the heading."""
        raise NotImplementedError

    def keep_new(self, values: dict[str, Any]) -> str:
        """Keep a new record and give its key, or "" while too little is known.

        :raises UserError: something in it cannot be.
        """
        raise NotImplementedError

    def write(self, name: str, value: Any) -> None:
        """Keep one field.

        :raises UserError: it cannot be.
        """
        raise NotImplementedError

    # what the page asks

    def subject(self) -> tuple[str, str] | None:
        return (self.word, self.key) if self.word else None

    def show_record(self, key: str) -> None:
        """Show this record; what was being typed into the one before is kept first."""
        self.commit()
        self.key = key
        self._fill(self.load(key))

    def show_new(self) -> None:
        """Show an empty form for a new record."""
        self.commit()
        self.key = ""
        self._fill(self.blank())
        first = next(iter(self.fields.values()))
        first.setFocus()

    def follow(self, changed: Changed | None) -> None:
        """Something changed: show it, except in a field in which something is being typed."""
        if not self.key or (changed is not None and not changed.words & self.words):
            return
        own = changed is not None and changed.origin is self
        try:
            values = self.load(self.key)
        except UserError:
            return  # the record is gone; the list moves on by itself
        if not own:
            self._fill(values, keep_typed=True)

    def bind(self, name: str, field: Field) -> Field:
        """Add a field whose commits are written."""
        self.tie(name, field)
        return self.add(name, field)

    def bind_pair(self, *fields: tuple[str, Field]) -> None:
        for name, field in fields:
            self.tie(name, field)
        self.pair(*fields)

    def tie(self, name: str, field: Field) -> None:
        field.committed.connect(lambda value: self._committed(name, value))

    def links(self, title: str, nothing: str) -> Links:
        """A section with records that belong here."""
        self.section(title)
        links = Links(nothing)
        links.opened.connect(self.context.open_record)
        self.add_widget(links)
        return links

    def values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self.fields.items()}

    def _fill(self, values: dict[str, Any], *, keep_typed: bool = False) -> None:
        for name, field in self.fields.items():
            if not (keep_typed and field.is_changed):
                field.set_value(values.get(name))

    def _committed(self, name: str, value: Any) -> None:
        field = self.fields[name]
        try:
            if self.key:
                self.write(name, value)
            elif key := self.keep_new(self.values()):
                self.key = key
                self.load(key)
                self.created.emit(key)
        except OutOfDate as error:
            self._fill(self.load(self.key))
            self.context.messages.error(error)
        except UserError as error:
            field.refuse(str(error))

    @property
    def is_draft(self) -> bool:
        return not self.key and any(field.is_changed for field in self.fields.values())

    def set_new_heading(self, text: str) -> None:
        self.set_heading(text, _("It is kept as soon as it has a name."))

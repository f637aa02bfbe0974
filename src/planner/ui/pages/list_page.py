"""A page that is a list: filter, rows, New, Remove with Undo, and the record in the inspector."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.columns import ColumnsDialog
from planner.ui.icons import icon
from planner.ui.merging import KINDS
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.pages.chosen_columns import ChosenColumns
from planner.ui.pages.page import Page
from planner.ui.pages.record_form import RecordForm
from planner.ui.relationship_commands import RELATED
from planner.ui.undoing import taking_back
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed

PAUSE: Final = 150
MERGING: Final = ("item.merge", "item.distinct", "item.apart")


class ListPage(Page):
    """A subject gives its columns, reads and verbs; everything that lists have in common is here."""

    word: ClassVar[str] = ""
    words: ClassVar[frozenset[str]] = frozenset()
    """Words whose change may alter a row."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form: RecordForm | None = None
        self._drafting = False
        self.filter = QLineEdit(self)
        self.table = Table(self.title, self)
        self.new_button = QPushButton(icon("plus"), self.new_text(), self)
        self._count = Label("", "text2", parent=self)
        self.model: PagedTable[Any] = PagedTable(
            self.columns(), self._count_rows, self._page_rows, lambda line: line.id, self
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()

    # what a subject fills in

    def columns(self) -> Sequence[Column[Any]]:
        raise NotImplementedError

    def count(self, text: str) -> int:
        raise NotImplementedError

    def read(self, offset: int, limit: int, text: str) -> Sequence[Any]:
        raise NotImplementedError

    def make_form(self) -> RecordForm:
        raise NotImplementedError

    def delete(self, key: str) -> None:
        """:raises UserError: it is still used."""
        raise NotImplementedError

    def new_text(self) -> str:
        raise NotImplementedError

    def nothing_yet(self) -> tuple[str, str]:
        """Icon and sentence while there is nothing at all."""
        raise NotImplementedError

    def filters(self) -> list[QWidget]:
        """What stands beside the filter line."""
        return []

    def below_filter(self) -> QWidget | None:
        """What stands between the filter line and the rows."""
        return None

    def row_commands(self) -> list[Command]:
        """What the context menu offers before Edit, Remove and New."""
        return self.commands()

    def rows_of(self, keys: Sequence[str]) -> list[int]:
        """Where these records are now; without a better way only what is loaded is found."""
        return [row for key in keys if (row := self.model.row_of(key)) is not None]

    def open_key(self, key: str) -> None:
        """Enter or a double click on a row: usually the inspector."""
        self.edit()

    # page

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or changed.words & self.words:
            self._read_again()
        if self._form is not None and not self._drafting:
            self._form.follow(changed)

    def activate(self) -> None:
        self._selected()
        if self.table.empty.isVisible() and self.table.empty.take_focus():
            return
        self.table.setFocus()

    def inspector(self) -> QWidget | None:
        if not (
            self._drafting or self.table.current_key or (self._form is not None and self._form.key)
        ):
            return None
        return self._form

    def can(self, verb: str) -> bool:
        has = bool(self.table.current_key)
        return {"new": True, "find": True, "edit": has, "remove": has}.get(verb, False)

    def new(self) -> None:
        """Show an empty form; the record is made when its name is typed."""
        form = self._the_form()
        self._drafting = True
        self.table.clearSelection()
        self.inspector_changed.emit()
        self._open_inspector()
        form.show_new()

    def edit(self) -> None:
        if self.table.current_key:
            self._open_inspector()
            self._focus_inspector()

    def find_in_page(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def remove(self) -> None:
        """Remove what is selected; one toast takes all of it back."""
        keys = self.table.selected_keys() or [self.table.current_key]
        row = self.table.currentIndex().row()
        numbers: list[int] = []
        names = [self._name_of(key) for key in keys]
        for key in keys:
            try:
                self.delete(key)
            except UserError as error:
                self.context.messages.error(error)
                break
            step = self.context.planner.history.next_undo()
            if step is not None:
                numbers.append(step.number)
        if numbers:
            self._say_removed(names, numbers)
        self.table.choose(row)
        self.table.setFocus()

    def show_record(self, word: str, key: str) -> None:
        row = self._find(key)
        if row is not None:
            self.table.choose(row)

    def _find(self, key: str) -> int | None:
        """The row of a record. In a long list it is found by filtering for its name."""
        row = self.model.seek(key)
        if row is None and self.filter.text():
            self._filter_for("")
            row = self.model.seek(key)
        if row is None:
            self._show(key)
            self._filter_for(self._the_form().heading)
            row = self.model.seek(key)
        return row

    def _filter_for(self, text: str) -> None:
        self.filter.setText(text)
        self.table.setCurrentIndex(QModelIndex())
        self._read_again()

    # building

    def _build(self) -> None:
        self.filter.setPlaceholderText(_("Filter this list"))
        self.filter.setAccessibleName(_("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(30)
        self.filter.setMaximumWidth(320)
        self.filter.textChanged.connect(self._filter_typed)
        self._pause.timeout.connect(self._read_again)
        self.new_button.clicked.connect(self.new)
        self.new_button.setMinimumHeight(30)
        self.new_button.setEnabled(not self.context.planner.is_read_only)
        self.table.show_model(self.model)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self.open_key)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self._arrange()

    def hold_columns(
        self, area: str, usual: Sequence[str], sortable: Collection[str] = ()
    ) -> ChosenColumns:
        """From here on the columns are chosen by whoever looks; those declared are all there are."""
        chosen = ChosenColumns(self.table, area, self.columns(), usual, sortable)
        chosen.let_choose(lambda: ColumnsDialog(chosen, self).exec())
        self.table.show_columns(chosen.columns)
        return chosen

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self.filter, 2)
        for widget in self.filters():
            line.addWidget(widget)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        if (below := self.below_filter()) is not None:
            layout.addWidget(below)
        layout.addWidget(self.table, 1)

    def _the_form(self) -> RecordForm:
        if self._form is None:
            self._form = self.make_form()
            self._form.created.connect(self._created)
        return self._form

    # reading

    @property
    def text(self) -> str:
        return self.filter.text().strip()

    def answers_at_once(self) -> bool:
        """Whether the list can follow each letter; otherwise it waits for a rest."""
        return self.context.planner.finds_at_once

    def _filter_typed(self) -> None:
        if self.answers_at_once():
            self._read_again()
        else:
            self._pause.start()

    def _count_rows(self) -> int:
        return self.count(self.text)

    def _page_rows(self, offset: int, limit: int) -> Sequence[Any]:
        return self.read(offset, limit, self.text)

    def _read_again(self) -> None:
        """Read again and keep the record in front in front."""
        self._pause.stop()
        key, row = self.table.current_key, self.table.currentIndex().row()
        chosen = self.context.selection.ids if self.context.selection.word == self.word else ()
        self.model.refresh()
        self._say_count()
        self._say_empty()
        if not key:
            return
        found = self.model.row_of(key)
        if found is None:
            found = self.model.seek(key, 2)
        if found is None:
            found = next(iter(self.rows_of([key])), None)
        if found is None:
            self.table.choose(row)
        elif found != row:
            self.table.choose(found)
        if len(chosen) > 1:
            self.table.select_rows(self.rows_of(chosen))
        self.table.tell_again()

    def _say_count(self) -> None:
        count = self.model.rowCount()
        self._count.setText(ngettext("{count} record", "{count} records", count) if count else "")

    def _say_empty(self) -> None:
        if self.model.rowCount():
            return
        if self.text:
            sentence = _("Nothing here matches “{text}”.").format(text=self.text)
            self.table.set_empty("search", sentence, (_("Clear filter"), self.filter.clear))
            return
        drawing, sentence = self.nothing_yet()
        if self.context.planner.is_read_only:
            self.table.set_empty(drawing, sentence)
            return
        imports = (_("Import…"), lambda: self.context.import_files([]))
        self.table.set_empty(drawing, sentence, (self.new_text(), self.new), imports)

    # selection

    def _show(self, key: str) -> None:
        if not key:
            if not self._drafting:
                self._forget()
            return
        self._drafting = False
        try:
            self._the_form().show_record(key)
        except UserError as error:
            self.context.messages.error(error)
            return
        self.inspector_changed.emit()

    def _forget(self) -> None:
        if self._form is not None:
            self._form.key = ""
        self.inspector_changed.emit()

    def _selected(self) -> None:
        self.context.selection.choose(self.word, tuple(self.table.selected_keys()))

    def _created(self, key: str) -> None:
        """The new record is in the list now; what is still being typed stays in the form."""
        self._drafting = False
        blocked = self.table.blockSignals(True)
        row = self._find(key)
        if row is not None:
            self.table.choose(row)
        self.table.blockSignals(blocked)
        self.inspector_changed.emit()
        self.context.update_commands()

    def _menu(self, at: QPoint) -> None:
        """The context menu: what can be done with the row, from the same commands as the menu bar."""
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def row_menu(self) -> QMenu:
        registry, menu = self.context.commands, QMenu(self.table)
        for command in (
            *self.row_commands(),
            *map(registry.get, MERGING if self.word in KINDS else ()),
            *map(registry.get, ("item.relationship",) if self.word in RELATED else ()),
            *map(registry.get, ("item.edit", "item.remove", "file.new")),
        ):
            action = menu.addAction(command.shown.replace("&", "&&"))
            action.setEnabled(command.enabled())
            action.triggered.connect(command.run)
        return menu

    # words

    def _name_of(self, key: str) -> str:
        row = self.model.row_of(key)
        return self.model.columns[0].value(self.model.line(row)) if row is not None else ""

    def _say_removed(self, names: list[str], numbers: list[int]) -> None:
        count = len(numbers)
        text = (
            _("Removed {name}").format(name=names[0])
            if count == 1
            else ngettext("{count} record removed", "{count} records removed", count)
        )
        self.context.messages.toast(text, taking_back(self.context, numbers))

    def _open_inspector(self) -> None:
        window = self.window()
        opens = getattr(window, "open_inspector", None)
        if opens is not None:
            opens()

    def _focus_inspector(self) -> None:
        if self._form is not None:
            next(iter(self._form.fields.values())).setFocus()

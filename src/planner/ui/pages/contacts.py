"""Contacts: the people of the library, in the columns, order and choice that somebody wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from planner.domain.ids import PersonId
from planner.domain.lines import PersonLine
from planner.domain.people_list import (
    FILTERS,
    NO_FILTERS,
    USUAL_COLUMNS,
    PeopleFilters,
    filters_from_json,
    known_columns,
)
from planner.i18n import _
from planner.services.people_list import PeopleQuery
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.columns import ColumnsDialog
from planner.ui.dialogs.people_filter import YES_OR_NO, FilterDialog, chip_text
from planner.ui.models.table_model import Column
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.list_views import ListViews, Look
from planner.ui.pages.people_columns import SORTABLE, people_columns
from planner.ui.pages.people_posts import post_commands
from planner.ui.pages.people_verbs import PeopleVerbs
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.chips import Chip, Chips

if TYPE_CHECKING:
    from planner.services.changes import Changed

AREA = "contacts"


class ContactsPage(ListPage):
    word = "person"
    words: ClassVar[frozenset[str]] = frozenset(
        {"person", "contact_point", "position", "organisation", "delegate", "visit", "country"}
        | {"photo"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._list = context.planner.people_list()
        self.narrowing = NO_FILTERS
        super().__init__(context, parent)
        self.chosen = self.hold_columns(AREA, USUAL_COLUMNS, SORTABLE)
        self.model.all_keys = self._list.ids
        self.chosen.changed.connect(self._look_changed)
        self.views.listed.connect(self._renew_commands)
        self.verbs = PeopleVerbs(self)
        self.table.setDragEnabled(True)
        self.table.dragged.connect(self.verbs.drag)
        self.table.takes_copies = True
        self.table.copied.connect(lambda: context.commands.run("edit.copy_people"))

    @property
    def title(self) -> str:
        return _("Contacts")

    def columns(self) -> Sequence[Column[PersonLine]]:
        return people_columns(self.context)

    def filters(self) -> list[QWidget]:
        self.views = ListViews(
            self.context, AREA, _("All contacts"), self._look, self._show_look, self
        )
        self._more = QToolButton(self)
        self._more.setText(_("Add filter"))
        self._more.setMinimumHeight(30)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.aboutToShow.connect(lambda: self.fill_filters(menu))
        self._more.setMenu(menu)
        return [self._more, self.views.button]

    def below_filter(self) -> QWidget:
        self.chips = Chips(_("Filters"), self)
        self.chips.removed.connect(lambda name: self.narrow(self.narrowing.without(name)))
        return self.chips

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or "saved_view" in changed.words:
            self.views.refresh()
        if changed is None or changed.words & {"organisation", "visit"}:
            self._show_chips()
        super().refresh(changed)

    # reading

    def answers_at_once(self) -> bool:
        return super().answers_at_once() and self._list.is_quick(self.query())

    def query(self) -> PeopleQuery:
        """What the list shows now."""
        return PeopleQuery(
            filters=replace(self.narrowing, text=self.text),
            sort=self.chosen.sort,
            columns=self.chosen.keys,
        )

    def count(self, text: str) -> int:
        self._list.show(self.query())
        return self._list.count()

    def read(self, offset: int, limit: int, text: str) -> Sequence[PersonLine]:
        return self._list.page(offset, limit)

    def all_keys(self) -> list[str]:
        """Everybody whom the filters leave, in the order of the list."""
        return self._list.ids()

    def lines(self, people: Sequence[str]) -> list[PersonLine]:
        """These people as they stand in the list, whether they are shown or not."""
        return self._list.lines(people)

    def rows_of(self, keys: Sequence[str]) -> list[int]:
        return self._list.rows_of(keys)

    def _find(self, key: str) -> int | None:
        """A record that the filters hide is shown without them."""
        if self.narrowing != NO_FILTERS and not self.rows_of([key]):
            self.narrow(NO_FILTERS)
        return super()._find(key)

    # narrowing

    def narrow(self, filters: PeopleFilters) -> None:
        """Show only who meets these filters; the typed text stays."""
        self.narrowing = replace(filters, text="")
        self._show_chips()
        self._read_again()
        self.views.say()

    def ask_filter(self, name: str) -> None:
        """Add or change one filter; one with nothing to choose is turned on and off."""
        if name in YES_OR_NO:
            on = not getattr(self.narrowing, name)
            self.narrow(self.narrowing.having(name, on))
            return
        dialog = FilterDialog(self.context, name, self.narrowing, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.narrow(dialog.filters)

    def fill_filters(self, menu: QMenu) -> None:
        """All that can be narrowed by, ticked where it is."""
        menu.clear()
        for name, title in FILTERS.items():
            action = menu.addAction(_(title) if name in YES_OR_NO else _(title) + "…")
            action.setCheckable(True)
            action.setChecked(name in self.narrowing.chosen)
            action.triggered.connect(lambda _on=False, name=name: self.ask_filter(name))
        menu.addSeparator()
        clear = menu.addAction(_("Clear all filters"))
        clear.setEnabled(self.narrowing != NO_FILTERS)
        clear.triggered.connect(lambda _on=False: self.narrow(NO_FILTERS))

    def _show_chips(self) -> None:
        self.chips.show_chips(
            [
                Chip(name, chip_text(self.context, name, self.narrowing))
                for name in self.narrowing.chosen
            ]
        )

    # views

    def _look(self) -> Look:
        filters = replace(self.narrowing, text=self.text)
        return Look(self.chosen.keys, filters.to_json(), self.chosen.sort)

    def _show_look(self, look: Look | None) -> None:
        filters = filters_from_json(look.filters if look else "")
        self.narrowing = replace(filters, text="")
        blocked = self.filter.blockSignals(True)
        self.filter.setText(filters.text)
        self.filter.blockSignals(blocked)
        self._show_chips()
        keys = known_columns(look.columns) if look and look.columns else USUAL_COLUMNS
        self.chosen.choose(keys, look.sort if look else "name")
        self.views.say()

    def _look_changed(self) -> None:
        self._read_again()
        self.views.say()

    def _read_again(self) -> None:
        """Read again; the order of very many people is read beside the window."""
        query = self.query()
        self.views.say()
        if self._list.is_quick(query):
            super()._read_again()
            return
        self._pause.stop()
        self.context.tasks.run(
            lambda _progress: self._list.ordered(query),
            lambda ids: self._take(query, ids),
            text=_("Sorting the contacts"),
        )

    def _take(self, query: PeopleQuery, ids: list[str]) -> None:
        if query == self.query():  # else something else is wanted by now, and on its way
            self._list.take(query, ids)
            super()._read_again()

    def _say_empty(self) -> None:
        if self.narrowing == NO_FILTERS or self.model.rowCount():
            super()._say_empty()
            return
        sentence = _("Nobody meets these filters.")
        clear = (_("Clear all filters"), lambda: self._show_look(None))
        self.table.set_empty("search", sentence, clear)

    # commands

    def commands(self) -> list[Command]:
        return [*self.row_commands(), *self._list_commands(), *self.views.commands()]

    def row_commands(self) -> list[Command]:
        return [*self.verbs.commands(), *post_commands(self)]

    def edit(self) -> None:
        """One person in the inspector; several with one change to all."""
        if len(self.table.selected_rows()) > 1:
            self.context.commands.run("item.edit_several")
        else:
            super().edit()

    def _list_commands(self) -> list[Command]:
        return [
            Command(
                id="view.columns",
                text=_("Columns…"),
                shortcuts=("Ctrl+Shift+L",),
                menu="view",
                scope="page",
                separator=True,
                run=lambda: ColumnsDialog(self.chosen, self).exec(),
            ),
            Command(
                id="view.add_filter",
                text=_("Add filter…"),
                shortcuts=("Ctrl+Shift+F",),
                menu="view",
                scope="page",
                run=self._more.showMenu,
            ),
            Command(
                id="view.clear_filters",
                text=_("Clear all filters"),
                menu="view",
                scope="page",
                enabled=lambda: self.narrowing != NO_FILTERS,
                reason=_("Nothing is filtered."),
                run=lambda: self.narrow(NO_FILTERS),
            ),
        ]

    def _renew_commands(self) -> None:
        renew = getattr(self.window(), "renew_page_commands", None)
        if renew is not None:
            renew(self)

    # what a subject fills in

    def make_form(self) -> RecordForm:
        return PersonForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.contacts.remove(PersonId(key), origin=self)

    def new_text(self) -> str:
        return _("New person")

    def nothing_yet(self) -> tuple[str, str]:
        return "users", _(
            "The people you plan visits with stand here. Import a list, or add the first one."
        )

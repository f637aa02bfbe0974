"""A list in the columns, order and choice that somebody wants: columns, filters, saved views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from planner.domain.list_columns import ListColumn, ListColumns
from planner.domain.list_filters import ListFilters
from planner.i18n import _
from planner.services.list_reading import ListQuery, ListReading
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.columns import ColumnsDialog
from planner.ui.dialogs.list_filter import Choosing, FilterDialog, FilterWords
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.list_views import ListViews, Look
from planner.ui.pages.page import Page
from planner.ui.widgets.chips import Chip, Chips

if TYPE_CHECKING:
    from planner.services.changes import Changed

F = TypeVar("F", bound=ListFilters)


class NarrowedList(ListPage, Generic[F]):
    """A subject gives its columns, filters and words; what is looked at is kept as saved views."""

    area: ClassVar[str] = ""
    declared: ClassVar[ListColumns]
    filter_names: ClassVar[frozenset[str]] = frozenset()
    """Words whose change may alter what a chip says."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.reading = self.make_reading(context)
        self.filter_words = self.make_filter_words(context)
        self.no_filters = self.filters_from("")
        self.narrowing = self.no_filters
        super().__init__(context, parent)
        self.command_page: Page = self
        """The page whose commands these are: another one where this list is a part of it."""
        self.chosen = self.hold_columns(self.area, self.declared.usual, self.declared.sortable)
        self.model.all_keys = self.reading.ids
        self.chosen.changed.connect(self._read_again)
        self.views.listed.connect(self._renew_commands)

    # what a subject fills in

    def make_reading(self, context: Context) -> ListReading[F, Any]:
        raise NotImplementedError

    def make_filter_words(self, context: Context) -> FilterWords[F]:
        raise NotImplementedError

    def filters_from(self, text: str) -> F:
        """The filters that a saved view keeps as this text; none for an empty one."""
        raise NotImplementedError

    def cell_text(self, column: ListColumn, line: Any) -> str:
        raise NotImplementedError

    def everything(self) -> str:
        """What the list is called in which nothing is narrowed."""
        raise NotImplementedError

    def nothing_meets(self) -> str:
        """What stands there when the filters leave nothing."""
        raise NotImplementedError

    def sorting(self) -> str:
        """What a task is called that reads the order of very many."""
        raise NotImplementedError

    def row_commands(self) -> list[Command]:
        """What can be done with the rows that are chosen."""
        raise NotImplementedError

    # building

    def filters(self) -> list[QWidget]:
        self.views = ListViews(
            self.context, self.area, self.everything(), self._look, self._show_look, self
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
        if changed is None or changed.words & self.filter_names:
            self._show_chips()
        super().refresh(changed)

    # reading

    def answers_at_once(self) -> bool:
        return super().answers_at_once() and self.reading.is_quick(self.query())

    def query(self) -> ListQuery[F]:
        """What the list shows now."""
        return ListQuery(
            filters=self.narrowing.having("text", self.text),
            sort=self.chosen.sort,
            columns=self.chosen.keys,
        )

    def count(self, text: str) -> int:
        self.reading.show(self.query())
        return self.reading.count()

    def read(self, offset: int, limit: int, text: str) -> Sequence[Any]:
        return self.reading.page(offset, limit)

    def all_keys(self) -> list[str]:
        """All that the filters leave, in the order of the list."""
        return self.reading.ids()

    def lines(self, keys: Sequence[str]) -> list[Any]:
        """These as they stand in the list, whether they are shown or not."""
        return self.reading.lines(keys)

    def rows_of(self, keys: Sequence[str]) -> list[int]:
        return self.reading.rows_of(keys)

    def _find(self, key: str) -> int | None:
        """A record that the filters hide is shown without them."""
        if self.narrowing != self.no_filters and not self.rows_of([key]):
            self.narrow(self.no_filters)
        return super()._find(key)

    # narrowing

    def narrow(self, filters: F) -> None:
        """Show only what meets these filters; the typed text stays."""
        self.narrowing = filters.having("text", "")
        self._show_chips()
        self._read_again()

    def ask_filter(self, name: str) -> None:
        """Add or change one filter; one with nothing to choose is turned on and off."""
        if self.filter_words.way(name) is Choosing.YES:
            on = not getattr(self.narrowing, name)
            self.narrow(self.narrowing.having(name, on))
            return
        dialog = FilterDialog(self.filter_words, name, self.narrowing, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.narrow(dialog.filters)

    def fill_filters(self, menu: QMenu) -> None:
        """All that can be narrowed by, ticked where it is."""
        menu.clear()
        for name, title in self.filter_words.titles.items():
            plain = self.filter_words.way(name) is Choosing.YES
            action = menu.addAction(_(title) if plain else _(title) + "…")
            action.setCheckable(True)
            action.setChecked(name in self.narrowing.chosen)
            action.triggered.connect(lambda _on=False, name=name: self.ask_filter(name))
        menu.addSeparator()
        clear = menu.addAction(_("Clear all filters"))
        clear.setEnabled(self.narrowing != self.no_filters)
        clear.triggered.connect(lambda _on=False: self.narrow(self.no_filters))

    def _show_chips(self) -> None:
        self.chips.show_chips(
            [
                Chip(name, self.filter_words.chip(name, self.narrowing))
                for name in self.narrowing.chosen
            ]
        )

    # views

    def _look(self) -> Look:
        filters = self.narrowing.having("text", self.text)
        return Look(self.chosen.keys, filters.to_json(), self.chosen.sort)

    def _show_look(self, look: Look | None) -> None:
        filters = self.filters_from(look.filters if look else "")
        self.narrowing = filters.having("text", "")
        blocked = self.filter.blockSignals(True)
        self.filter.setText(filters.text)
        self.filter.blockSignals(blocked)
        self._show_chips()
        declared = self.declared
        keys = declared.known(look.columns) if look and look.columns else declared.usual
        self.chosen.choose(keys, look.sort if look else declared.all[0].key)

    def _read_again(self) -> None:
        """Read again and say what is looked at; the order of very many is read beside the window."""
        query = self.query()
        self.views.say()
        if self.reading.is_quick(query):
            super()._read_again()
            return
        self._pause.stop()
        self.context.tasks.run(
            lambda _progress: self.reading.ordered(query),
            lambda ids: self._take(query, ids),
            text=self.sorting(),
        )

    def _take(self, query: ListQuery[F], ids: list[str]) -> None:
        if query == self.query():  # else something else is wanted by now, and on its way
            self.reading.take(query, ids)
            super()._read_again()

    def _say_empty(self) -> None:
        if self.narrowing == self.no_filters or self.model.rowCount():
            super()._say_empty()
            return
        clear = (_("Clear all filters"), lambda: self._show_look(None))
        self.table.set_empty("search", self.nothing_meets(), clear)

    # commands

    def commands(self) -> list[Command]:
        return [*self.row_commands(), *self._list_commands(), *self.views.commands()]

    def edit(self) -> None:
        """One record in the inspector; several with one change to all."""
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
                enabled=lambda: self.narrowing != self.no_filters,
                reason=_("Nothing is filtered."),
                run=lambda: self.narrow(self.no_filters),
            ),
        ]

    def _renew_commands(self) -> None:
        renew = getattr(self.window(), "renew_page_commands", None)
        if renew is not None:
            renew(self.command_page)

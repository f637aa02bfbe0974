"""Which columns a list shows, in which order and how wide: by the header, its menu, or a dialog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from planner.i18n import _
from planner.ui import list_memory
from planner.ui.models.table_model import Column
from planner.ui.widgets.header import Header
from planner.ui.widgets.table import Table

PAUSE: Final = 400


class ChosenColumns(QObject):
    """The first declared column always stands in front; ``usual`` are shown until somebody chooses.

    ``changed`` says that other columns are wanted or another order of rows: whoever listens reads.
    """

    changed = Signal()

    def __init__(
        self,
        table: Table,
        area: str,
        declared: Sequence[Column[Any]],
        usual: Sequence[str],
        sortable: Collection[str] = (),
    ) -> None:
        super().__init__(table)
        self._table, self._area = table, area
        self._declared = {column.key: column for column in declared}
        self._usual, self._sortable = tuple(usual), frozenset(sortable)
        look = list_memory.recall(area)
        self.keys = self._known(look.columns or usual)
        self.sort = self._known_sort(look.sort)
        table.chosen_widths = {
            key: width for key, width in look.widths.items() if key in self._declared
        }
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep)
        self._set_up()

    @property
    def columns(self) -> list[Column[Any]]:
        """The declarations of what is shown, in order."""
        return [self._declared[key] for key in self.keys]

    @property
    def declared(self) -> list[Column[Any]]:
        return list(self._declared.values())

    @property
    def sortable(self) -> frozenset[str]:
        return self._sortable

    def choose(self, keys: Iterable[str], sort: str | None = None) -> None:
        """Show these columns, sorted so; what is not known is left out."""
        self.keys = self._known(keys)
        if sort is not None:
            self.sort = self._known_sort(sort)
        self._keep()
        self._table.show_columns(self.columns)
        self.show_sort()
        self.changed.emit()

    def sort_by(self, key: str) -> None:
        """Sort by this column; a second time turns the order round."""
        if key in self._sortable:
            self.choose(self.keys, f"-{key}" if self.sort == key else key)

    def toggle(self, key: str) -> None:
        if key in self.keys:
            self.choose(one for one in self.keys if one != key)
            return
        place = list(self._declared)
        before = [one for one in self.keys if place.index(one) < place.index(key)]
        at = max((self.keys.index(one) for one in before), default=0) + 1
        self.choose((*self.keys[:at], key, *self.keys[at:]))

    def reset(self) -> None:
        """As it was before anybody chose anything."""
        self._table.chosen_widths = {}
        self.choose(self._usual, next(iter(self._declared)) if self._sortable else "")

    def menu(self, more: Callable[[], object] | None = None) -> QMenu:
        """A tick for each column; ``more`` opens the dialog."""
        menu = QMenu(self._table)
        first, *others = self._declared.values()
        for column in (first, *others):
            action = menu.addAction(_(column.title))
            action.setCheckable(True)
            action.setChecked(column.key in self.keys)
            action.setEnabled(column is not first)
            action.triggered.connect(lambda _on=False, key=column.key: self.toggle(key))
        menu.addSeparator()
        if more is not None:
            menu.addAction(_("Columns…")).triggered.connect(lambda _on=False: more())
        menu.addAction(_("Usual columns")).triggered.connect(lambda _on=False: self.reset())
        return menu

    def show_sort(self) -> None:
        header = self._header
        key = self.sort.removeprefix("-")
        section = self.keys.index(key) if key in self.keys and self._sortable else -1
        header.show_sort(section, descending=self.sort.startswith("-"))

    # header

    @property
    def _header(self) -> Header:
        header = self._table.horizontalHeader()
        assert isinstance(header, Header)
        return header

    def _set_up(self) -> None:
        header = self._header
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setSectionsClickable(bool(self._sortable))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.sectionMoved.connect(lambda *_moved: QTimer.singleShot(0, self, self._moved))
        header.sectionResized.connect(self._resized)
        header.sectionClicked.connect(self._clicked)
        self.show_sort()

    def let_choose(self, more: Callable[[], object]) -> None:
        """The menu of the header; ``more`` opens the dialog."""

        def show(at: QPoint) -> None:
            menu = self.menu(more)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._header.mapToGlobal(at))

        self._header.customContextMenuRequested.connect(show)

    def _clicked(self, section: int) -> None:
        if 0 <= section < len(self.keys):
            self.sort_by(self.keys[section])

    def _moved(self) -> None:
        """A column was dragged: its new place is made the order of the columns themselves."""
        header = self._header
        count = len(self.keys)
        order = [self.keys[header.logicalIndex(place)] for place in range(count)]
        blocked = header.blockSignals(True)
        for place in range(count):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(blocked)
        if tuple(order) != self.keys:
            self.choose(order)

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._table.is_fitting or not 0 <= section < len(self.keys) or new < 20:
            return
        self._table.chosen_widths[self.keys[section]] = new
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        # What nobody chose may be other columns with the next version.
        chosen = () if self.keys == self._known(self._usual) else self.keys
        look = list_memory.ListLook(chosen, self.sort, dict(self._table.chosen_widths))
        list_memory.remember(self._area, look)

    def _known(self, keys: Iterable[str]) -> tuple[str, ...]:
        first = next(iter(self._declared))
        wanted = dict.fromkeys(key for key in keys if key in self._declared and key != first)
        return (first, *wanted)

    def _known_sort(self, sort: str) -> str:
        if sort.removeprefix("-") in self._sortable:
            return sort
        return next(iter(self._declared)) if self._sortable else ""

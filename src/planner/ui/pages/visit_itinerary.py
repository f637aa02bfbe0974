"""The itinerary's tab: the days with their entries, and what is done to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.lines import ItineraryDay
from planner.domain.slots import Slot
from planner.i18n import _, day_in_words
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.itinerary_model import ItineraryModel
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_itinerary_view import ItineraryView
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.label import Label


class ItineraryTab(QWidget):
    """Never moves a row itself: it asks the services and is shown what they wrote."""

    chosen = Signal(object)
    """The id of the entry in front, or None."""
    edit_wanted = Signal()
    created = Signal(object)
    dates_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._current: ItemId | None = None
        self._showing = False
        self.model = ItineraryModel(parent=self)
        self.view = ItineraryView(self.model, self)
        self._pages = QStackedWidget(self)
        self._empty = EmptyState(self)
        self._empty.say(
            "calendar",
            _("This visit has no days yet. They come with its dates."),
            (_("Set the dates"), self.dates_wanted.emit),
            (_("Add an entry without a time"), self.add),
        )
        self._acts: dict[str, Callable[[], object]] = {
            "open": self._open,
            "earlier": lambda: self.shift(-verbs.STEP),
            "later": lambda: self.shift(verbs.STEP),
            "day before": lambda: self.change_day(-1),
            "day after": lambda: self.change_day(1),
            "add": self.add,
            "unschedule": self.unschedule,
            "remove": self.remove,
            "confirm": self.confirm,
        }
        self._arrange()
        self.view.wanted.connect(lambda name: self._acts[name]())
        self.view.menu_wanted.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(self._moved_to)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self._button("plus", _("Add entry"), self.add))
        bar.addWidget(self._button("plane", _("Add journey"), self.add_journey))
        bar.addStretch(1)
        self._said = Label("", "text2", parent=self)
        bar.addWidget(self._said)
        rows.addLayout(bar)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        rows.addWidget(self._pages, 1)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    # what the page tells

    def show_state(self, state: VisitState) -> None:
        """Bring the rows up to ``state``; the entry in front stays in front, the view where it was."""
        self._state = state
        wanted, neighbour = self._current, None
        if wanted is not None and wanted not in state.plan.item:
            neighbour = self.model.neighbour(wanted)
        place = self._place(wanted)
        top = self.view.verticalScrollBar().value()
        self._showing = True
        self.view.fit_times(state.itinerary)
        self.model.show(state.itinerary)
        self._showing = False
        self._say(state)
        bare = not state.itinerary.days and not state.itinerary.unscheduled
        self._pages.setCurrentIndex(1 if bare else 0)
        self.choose(neighbour or wanted or self._first_item(), scroll=False)
        if self._place(neighbour or wanted) == place:
            self.view.verticalScrollBar().setValue(top)
        else:
            self.view.scrollTo(self.view.currentIndex())

    def _first_item(self) -> ItemId | None:
        """What is in front on a page that was just opened."""
        fresh = not self.view.currentIndex().isValid()
        first = next((line for day in self._days() for line in day.lines), None) if fresh else None
        return first.item.id if first else None

    def _days(self) -> tuple[ItineraryDay, ...]:
        return self._state.itinerary.days if self._state else ()

    def _place(self, item: ItemId | None) -> tuple[int, int]:
        """Under which day an entry stands, and as which of its rows."""
        index = self.model.find(item) if item else QModelIndex()
        return (index.parent().row(), index.row())

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None:
        """Put this entry in front."""
        index = self.model.find(item) if item else QModelIndex()
        here = self.model.line(self.view.currentIndex())
        if here is not None and here.item.id == item:
            index = self.view.currentIndex()
        if index.isValid():
            self._showing = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flags)
            self._showing = False
            if scroll:
                self.view.scrollTo(index)
        self._tell()

    @property
    def item(self) -> Item | None:
        """The entry in front, as it was read last."""
        line = self.model.line(self.view.currentIndex())
        return line.item if line else None

    @property
    def movable(self) -> bool:
        item = self.item
        return item is not None and item.is_scheduled

    # verbs

    def add(self) -> None:
        self._add(ItemKind.MEETING)

    def add_journey(self) -> None:
        self._add(ItemKind.LEG)

    def _add(self, kind: ItemKind) -> None:
        if self._state is None:
            return
        day = self.model.day(self.view.currentIndex())
        date = day.date if day else self._first_day()
        item = verbs.blank_after(self._state.plan, self.item, date, kind)
        added = verbs.attempt(self._context, lambda: self._context.planner.itineraries.add(item))
        if added is not None:
            self.choose(added)
            self.created.emit(added)

    def shift(self, by: dt.timedelta) -> None:
        item = self.item
        slot = verbs.shifted(item, by) if item else None
        if item is not None and slot is not None:
            self._move(item, slot)

    def change_day(self, by: int) -> None:
        item = self.item
        if self._state is not None and item is not None and item.start_local is not None:
            day = item.start_local.date() + dt.timedelta(by)
            self._move(item, verbs.on_day(self._state.plan, item, day))

    def move_to(self, day: dt.date) -> None:
        item = self.item
        if self._state is not None and item is not None:
            self._move(item, verbs.on_day(self._state.plan, item, day))

    def _move(self, item: Item, slot: Slot) -> None:
        itineraries = self._context.planner.itineraries
        verbs.attempt(self._context, lambda: itineraries.move(item.id, slot, seen=item))

    def unschedule(self) -> None:
        item = self.item
        if item is not None and item.is_scheduled:
            planner = self._context.planner
            verbs.undoable(
                self._context,
                lambda: planner.itineraries.unschedule(item.id),
                _("“{title}” waits among the unscheduled").format(title=item.title),
            )

    def remove(self) -> None:
        item = self.item
        if item is not None:
            planner = self._context.planner
            verbs.undoable(
                self._context,
                lambda: planner.itineraries.remove(item.id),
                _("“{title}” was removed").format(title=item.title),
            )

    def confirm(self) -> None:
        item = self.item
        if item is not None:
            self._set_status(item, verbs.other_status(item))

    def cancel(self) -> None:
        if self.item is not None:
            self._set_status(self.item, ItemStatus.CANCELLED)

    def _set_status(self, item: Item, status: ItemStatus) -> None:
        itineraries = self._context.planner.itineraries
        verbs.attempt(self._context, lambda: itineraries.edit(item.id, status=status))

    # commands and menus

    def commands(self, in_front: Callable[[], bool]) -> list[Command]:
        """For the menus; letters alone work only while the itinerary has the focus."""

        def has_item() -> bool:
            return in_front() and self.item is not None

        def has_time() -> bool:
            return in_front() and self.movable

        choose = _("Choose an entry first.")
        timed = _("Choose an entry that has a time.")
        return [
            _command("add", _("Add entry after this one"), self.add, "plus", in_front),
            _command("journey", _("Add journey"), self.add_journey, "plane", in_front),
            _command(
                "earlier", _("Move 15 minutes earlier"), self._acts["earlier"], "arrow-up",
                has_time, ("Alt+Up",), timed, line=True,
            ),
            _command(
                "later", _("Move 15 minutes later"), self._acts["later"], "arrow-down",
                has_time, ("Alt+Down",), timed,
            ),
            _command(
                "day_before", _("Move to the day before"), self._acts["day before"],
                "chevron-left", has_time, ("Ctrl+Shift+Left",), timed,
            ),
            _command(
                "day_after", _("Move to the day after"), self._acts["day after"],
                "chevron-right", has_time, ("Ctrl+Shift+Right",), timed,
            ),
            _command("unschedule", _("Unschedule"), self.unschedule, "clock", has_time, (), timed),
            _command(
                "confirm", _("Tentative or confirmed"), self.confirm, "check", has_item, (), choose
            ),
            _command("cancel", _("Cancel entry"), self.cancel, "ban", has_item, (), choose),
        ]  # fmt: skip

    def menu(self) -> QMenu:
        """What can be done to the row in front."""
        menu = QMenu(self)
        item = self.item
        if item is not None:
            self._action(menu, "pencil", _("Edit"), self._open, "Return")
            menu.addMenu(self._days_menu(menu))
            if item.is_scheduled:
                self._action(menu, "clock", _("Unschedule"), self.unschedule, "U")
            confirmed = item.status is ItemStatus.CONFIRMED
            text = _("Set tentative") if confirmed else _("Confirm")
            self._action(menu, "check", text, self.confirm, "T")
            self._action(menu, "ban", _("Cancel entry"), self.cancel)
            menu.addSeparator()
        self._action(menu, "plus", _("Add entry here"), self.add, "N")
        self._action(menu, "plane", _("Add journey here"), self.add_journey)
        if item is not None:
            menu.addSeparator()
            self._action(menu, "trash-2", _("Remove"), self.remove, "Del")
        return menu

    def _days_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(_("Move to day"), parent)
        menu.setIcon(icon("calendar", "text"))
        for day in self._days():
            self._action(menu, "", day_in_words(day.date), partial(self.move_to, day.date))
        return menu

    def _action(
        self, menu: QMenu, name: str, text: str, act: Callable[[], object], keys: str = ""
    ) -> None:
        action = QAction(icon(name, "text"), text, menu) if name else QAction(text, menu)
        action.triggered.connect(lambda: act())
        if keys:
            action.setShortcut(QKeySequence(keys))  # shown only: the view hears the key itself
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menu.addAction(action)

    def _menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        if index.isValid():
            self.view.setCurrentIndex(index)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(point))

    # inside

    def _open(self) -> None:
        index = self.view.currentIndex()
        if self.model.is_empty_day(index):
            self.add()
        elif self.item is not None:
            self.edit_wanted.emit()

    def _first_day(self) -> dt.date | None:
        """Where an entry goes when nothing is in front; nowhere when the unscheduled ones are."""
        days = self._days()
        return days[0].date if days and not self.view.currentIndex().isValid() else None

    def _moved_to(self, current: QModelIndex) -> None:
        """Rows that come and go while they are brought up to date choose nothing."""
        if not self._showing:
            self._tell()

    def _tell(self) -> None:
        item = self.item
        self._current = item.id if item else None
        self.chosen.emit(self._current)

    def _say(self, state: VisitState) -> None:
        entries, waiting = len(state.plan.scheduled), len(state.plan.unscheduled)
        parts = [_("{count} entries").format(count=entries)]
        if waiting:
            parts.append(_("{count} unscheduled").format(count=waiting))
        self._said.setText("  ·  ".join(parts))


def _command(
    key: str,
    text: str,
    run: Callable[[], object],
    name: str,
    enabled: Callable[[], bool],
    shortcuts: tuple[str, ...] = (),
    reason: str = "",
    *,
    line: bool = False,
) -> Command:
    return Command(
        id=f"itinerary.{key}",
        text=text,
        run=run,
        icon=name,
        shortcuts=shortcuts,
        scope="page",
        enabled=enabled,
        reason=reason,
        separator=line,
    )

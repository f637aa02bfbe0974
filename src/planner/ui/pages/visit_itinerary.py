"""The itinerary's tab: the views over the items, and what is done to the one in front."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.quick_add import Reading
from planner.domain.slots import Slot
from planner.i18n import _, day_in_words
from planner.ui.board.carrying import Grip
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_arranging import Arrangements
from planner.ui.pages.visit_board import BoardView
from planner.ui.pages.visit_fixing import Fixer
from planner.ui.pages.visit_group_menu import group_menu
from planner.ui.pages.visit_item_verbs import ItemVerbs
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_view_commands import view_commands
from planner.ui.pages.visit_views import ItemsView, LateView, Page
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.quick_add_line import QuickAddLine


class ItineraryTab(QWidget):
    """Never moves an item itself: it asks the services and is shown what they wrote."""

    chosen = Signal(object)
    """The id of the entry in front, or None."""
    edit_wanted = Signal()
    created = Signal(object)
    dates_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self.board = BoardView(context, self)
        self.views: dict[str, tuple[str, str, ItemsView]] = {
            "board": (_("Board"), "calendar", self.board),
            "table": (_("Table"), "file-spreadsheet", LateView(self._table, self)),
            "person": (_("Person"), "user", LateView(self._person, self)),
            "travel": (_("Travel"), "bus", LateView(self._travel, self)),
            "map": (_("Map"), "map", LateView(self._map, self)),
        }
        self._front = "board"
        self._quick_day: dt.date | None = None
        self.arrangements = Arrangements(
            context, lambda: self._state, lambda: self.item, lambda: self.selected, self
        )
        self.verbs = ItemVerbs(
            context,
            lambda: self._state,
            lambda: self.front.current,
            lambda: self.front.day,
            self.arrangements,
            self,
        )
        self.fixer = Fixer(context, lambda: self._state, self.arrangements, self)
        self.quick = QuickAddLine(parent=self)
        self._stack = QStackedWidget(self)
        self._empty = EmptyState(self)
        self._empty.say(
            "calendar",
            _("This visit has no days yet. They come with its dates."),
            (_("Set the dates"), self.dates_wanted.emit),
            (_("Add an entry without a time"), self.verbs.add),
        )
        self._acts = self._named_acts()
        self._arrange()
        self._connect()

    def _table(self, parent: QWidget) -> Page:
        from planner.ui.pages.visit_run_of_show import RunOfShow

        return RunOfShow(self._context, self.verbs, parent)

    def _person(self, parent: QWidget) -> Page:
        from planner.ui.pages.visit_person import PersonView

        return PersonView(self._context, parent)

    def _travel(self, parent: QWidget) -> Page:
        from planner.ui.pages.visit_travel import TravelView

        return TravelView(self._context, parent)

    def _map(self, parent: QWidget) -> Page:
        from planner.ui.pages.visit_map import VisitMap  # late: reads the coasts of the world

        page = VisitMap(self._context, parent)
        page.sites_wanted.connect(self._go_to_sites)
        return page

    def _go_to_sites(self) -> None:
        """To the first site of the visit that the map cannot show, else to all of them."""
        plan = self._state.plan if self._state else None
        keys = [item.site_id for item in plan.scheduled if item.site_id] if plan else []
        if keys:
            self._context.open_record("site", keys[0])
        else:
            self._context.commands.run("go.organisations")

    def _named_acts(self) -> dict[str, Callable[[], object]]:
        verbs = self.verbs
        return {
            "open": self._open,
            "earlier": lambda: verbs.shift(-verbs.step),
            "later": lambda: verbs.shift(verbs.step),
            "day before": lambda: verbs.change_day(-1),
            "day after": lambda: verbs.change_day(1),
            "add": verbs.add,
            "unschedule": verbs.unschedule,
            "remove": verbs.remove,
            "confirm": verbs.confirm,
            "lock": verbs.lock,
            "groups": self.choose_groups,
            "next conflict": self.next_conflict,
            "fix": self.fix,
            "quick add": self.quick.setFocus,
        }

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        bar = self._bar = QHBoxLayout()
        bar.setContentsMargins(16, 6, 16, 6)
        bar.setSpacing(8)
        bar.addWidget(self._button("plus", _("Add entry"), self.verbs.add))
        bar.addWidget(self._button("plane", _("Add journey"), self.verbs.add_journey))
        self._said = ElidedLabel("", "text2", parent=self)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(self._said, 1)
        self._snap_button = self._menu_button("clock", self._snap_menu)
        bar.addWidget(self._snap_button)
        self._view_button = self._menu_button("calendar", self._views_menu)
        bar.addWidget(self._view_button)
        rows.addLayout(bar)
        for _title, _icon, view in self.views.values():
            assert isinstance(view, QWidget)
            self._stack.addWidget(view)
        self._stack.addWidget(self._empty)
        rows.addWidget(self._stack, 1)
        line = self._foot = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 4)
        line.addWidget(self.quick)
        rows.addLayout(line)
        self._name_buttons()

    def _connect(self) -> None:
        for _title, _icon, view in self.views.values():
            view.chosen.connect(partial(self._view_chose, view))
            view.wanted.connect(lambda name: self._acts[name]())
            view.menu_wanted.connect(self._show_menu)
        self.board.dropped.connect(self._dropped)
        self.board.unschedule_wanted.connect(self.verbs.unschedule)
        self.board.tray.propose_wanted.connect(self.arrangements.propose)
        self.board.said.connect(self.say)
        self.board.board.selection_changed.connect(lambda: self.chosen.emit(self.front.current))
        self.quick.wanted.connect(self._quick_add)
        self.verbs.said.connect(self.say)
        self.arrangements.said.connect(self.say)
        self.arrangements.chosen.connect(self.choose)
        self.verbs.created.connect(self._created)

    def set_compact(self, compact: bool) -> None:
        """Where there is little height the space around the buttons goes to the days."""
        gap = 2 if compact else 6
        self._bar.setContentsMargins(16, gap, 16, gap)
        self._foot.setContentsMargins(16, gap - 2, 16, gap - 2)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    def _menu_button(self, name: str, menu: Callable[[], QMenu]) -> QPushButton:
        button = QPushButton(icon(name, "text"), "", self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: menu().popup(button.mapToGlobal(QPoint(0, button.height()))))
        return button

    # views

    @property
    def front(self) -> ItemsView:
        """The view that is shown."""
        return self.views[self._front][2]

    @property
    def view(self) -> QWidget:
        """What takes the keys in the view that is shown."""
        return self.front.view

    def show_view(self, name: str) -> None:
        """Another view over the same items; the entry in front stays in front."""
        before = self.front.current
        focused = self.view.hasFocus()
        self._front = name
        view = self.front
        if self._state is not None:
            view.show_state(self._state)
        if before is not None:
            view.choose(before)
        if self._stack.currentWidget() is not self._empty:
            assert isinstance(view, QWidget)
            self._stack.setCurrentWidget(view)
        if focused:
            view.view.setFocus()
        self._name_buttons()
        self._context.update_commands()

    @property
    def shown(self) -> str:
        """The name of the view that is shown."""
        return self._front

    @property
    def page(self) -> QWidget | None:
        """What is shown as a page of its own; None for the board."""
        front = self.front
        return front.made if isinstance(front, LateView) else None

    @property
    def selected(self) -> set[ItemId]:
        """What is selected on the board; elsewhere only one entry is in front."""
        return self.board.selected if self._front == "board" else set()

    def next_view(self, by: int = 1) -> None:
        names = list(self.views)
        self.show_view(names[(names.index(self._front) + by) % len(names)])

    def _views_menu(self) -> QMenu:
        return self._choice_menu(
            [(title, partial(self.show_view, name), name == self._front)
             for name, (title, _icon, _view) in self.views.items()]
        )  # fmt: skip

    def _snap_menu(self) -> QMenu:
        from planner.ui.board.carrying import SNAPS

        return self._choice_menu(
            [(_minutes(step), partial(self.set_snap, step), step == self.verbs.step)
             for step in SNAPS]
        )  # fmt: skip

    def _choice_menu(self, choices: list[tuple[str, Callable[[], object], bool]]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for text, act, checked in choices:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(checked)
            action.triggered.connect(partial(_call, act))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def set_snap(self, minutes: int) -> None:
        """The grid on which items are moved."""
        self.verbs.step = self.board.board.snap = minutes
        self._name_buttons()

    def _name_buttons(self) -> None:
        title, name, _view = self.views[self._front]
        self._view_button.setText(f"{title} ▾")
        self._view_button.setIcon(icon(name, "text"))
        self._view_button.setAccessibleName(_("View: {name}").format(name=title))
        step = _minutes(self.verbs.step)
        self._snap_button.setText(f"{step} ▾")
        self._snap_button.setAccessibleName(_("Move in steps of {minutes}").format(minutes=step))
        self._snap_button.setVisible(self._front == "board")

    # what the page tells

    def show_state(self, state: VisitState) -> None:
        """Bring the view in front up to ``state``; the others follow when they are shown."""
        self._state = state
        self.front.show_state(state)
        self._tell_count(state)
        self._tell_quick()
        bare = not state.itinerary.days and not state.itinerary.unscheduled
        front = self.front
        assert isinstance(front, QWidget)
        self._stack.setCurrentWidget(self._empty if bare else front)

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None:
        """Put this entry in front."""
        self.front.choose(item, scroll=scroll)

    @property
    def item(self) -> Item | None:
        """The entry in front, as it was read last."""
        return self.verbs.item

    def say(self, text: str) -> None:
        """What just happened, or would happen, beside the buttons."""
        self._said.setText(text)

    def _tell_count(self, state: VisitState) -> None:
        entries, waiting = len(state.plan.scheduled), len(state.plan.unscheduled)
        parts = [_("{count} entries").format(count=entries)]
        if waiting:
            parts.append(_("{count} unscheduled").format(count=waiting))
        self._said.setText("  ·  ".join(parts))

    # acts that need a view

    def type_here(self) -> bool:
        """Begin to type in the cell in front, where the view has cells and the keys are in them."""
        if self.shown != "table" or self.window().focusWidget() is not self.view:
            return False
        from planner.ui.pages.visit_run_of_show import RunOfShow

        return isinstance(self.page, RunOfShow) and self.page.type_here()

    def add(self) -> None:
        self.verbs.add()

    def remove(self) -> None:
        self.verbs.remove()

    def _dropped(self, item: ItemId | None, slot: Slot, grip: Grip) -> None:
        self.verbs.put(item, slot, grip)
        if item is not None and len(self.selected) < 2:
            self.choose(item)

    def _created(self, item: ItemId) -> None:
        self.choose(item)
        self.created.emit(item)

    def carry(self, *, by_click: bool = False) -> None:
        """Move mode, on the board."""
        if self._front != "board":
            self.show_view("board")
        self.board.carry(by_click=by_click)

    def next_conflict(self) -> None:
        key = self.verbs.next_conflict()
        if key is not None:
            said = self._said.text()
            self.choose(key)
            self.say(said)

    def fix(self) -> None:
        """The ways out of what is found about the entry in front."""
        item = self.item
        finding = self.fixer.of_item(item.id) if item is not None else None
        if finding is None:
            self.say(_("Nothing is found about this entry."))
            return
        point = QPoint(40, 40)
        if self._front == "board":
            point = self.board.board.keyboard_menu_point()
        self.fixer.popup(finding, self.view.mapToGlobal(point))

    def _quick_add(self, reading: Reading) -> None:
        """A line that was read becomes an entry; the next line can be typed at once."""
        state = self._state
        if state is None:
            return
        itineraries = self._context.planner.itineraries
        added = verbs.attempt(
            self._context, lambda: itineraries.add_reading(state.visit_id, reading)
        )
        if added is not None:
            self.quick.clear()
            self.choose(added)
            self.quick.setFocus()

    def _tell_quick(self) -> None:
        """What lines are read against; the day in front is meant where none is typed."""
        if self._state is not None:
            itineraries = self._context.planner.itineraries
            self.quick.set_context(itineraries.quick_context(self._state.plan, self.front.day))

    def choose_groups(self) -> None:
        """A menu of the groups at the entry in front."""
        menu = self.groups_menu()
        point = QPoint(40, 40)
        if self._front == "board":
            point = self.board.board.keyboard_menu_point()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.mapToGlobal(point))

    def groups_menu(self) -> QMenu:
        """Of the entry in front; what is chosen counts for all that are selected with it."""
        plan = self._state.plan if self._state is not None else None
        return group_menu(plan, self.item, self.verbs.change_rule, self)

    # commands and menus

    def commands(self, in_front: Callable[[], bool]) -> list[Command]:
        """For the menus; letters alone work only while the itinerary has the focus."""

        def has_item() -> bool:
            return in_front() and self.item is not None

        def has_time() -> bool:
            return in_front() and self.verbs.movable

        choose = _("Choose an entry first.")
        timed = _("Choose an entry that has a time.")
        acts = self._acts
        return [
            _command("add", _("Add entry after this one"), self.verbs.add, "plus", in_front),
            _command("journey", _("Add journey"), self.verbs.add_journey, "plane", in_front),
            _command("move", _("Move with the arrow keys"), self.carry, "arrow-right", has_item, (), choose, line=True),
            _command("earlier", _("Move one step earlier"), acts["earlier"], "arrow-up", has_time, ("Alt+Up",), timed),
            _command("later", _("Move one step later"), acts["later"], "arrow-down", has_time, ("Alt+Down",), timed),
            _command("day_before", _("Move to the day before"), acts["day before"], "chevron-left", has_time, ("Ctrl+Shift+Left",), timed),
            _command("day_after", _("Move to the day after"), acts["day after"], "chevron-right", has_time, ("Ctrl+Shift+Right",), timed),
            _command("unschedule", _("Unschedule"), self.verbs.unschedule, "clock", has_time, (), timed),
            _command("lock", _("Fixed or flowing"), self.verbs.lock, "lock", has_item, (), choose),
            _command("confirm", _("Tentative or confirmed"), self.verbs.confirm, "check", has_item, (), choose),
            _command("cancel", _("Cancel entry"), self.verbs.cancel, "ban", has_item, (), choose),
            _command("fix", _("Fix what is found…"), self.fix, "check", has_item, (), choose),
            _command("quick", _("Quick add"), self.quick.setFocus, "plus", in_front, ("Ctrl+J",)),
            _command("split", _("Split into groups…"), self.arrangements.split, "users", has_time, (), timed),
            _command("propose", _("Propose places for what has no time…"), self.arrangements.propose, "calendar-plus", in_front),
            _command("swap", _("Swap with the next one"), self.arrangements.swap, "shuffle", has_time, (), timed, line=True),
            _command("shift_later", _("Shift everything after it by 15 minutes"), partial(self.arrangements.shift_after, 15), "arrow-down", has_time, (), timed),
            _command("conflict", _("Next conflict"), self.next_conflict, "triangle-alert", in_front, line=True),
            _command("next_view", _("Next view of the itinerary"), self.next_view, "eye", in_front, ("Ctrl+Tab",), menu="view"),
            _command("previous_view", _("Previous view of the itinerary"), partial(self.next_view, -1), "eye", in_front, ("Ctrl+Shift+Tab",), menu="view"),
            *view_commands(self, in_front),
        ]  # fmt: skip

    def menu(self) -> QMenu:
        """What can be done to the entry in front."""
        menu = QMenu(self)
        item = self.item
        if item is not None:
            self._action(menu, "pencil", _("Edit"), self._open, "Return")
            self._action(menu, "arrow-right", _("Move…"), partial(self.carry, by_click=True), "M")
            menu.addMenu(self._days_menu(menu))
            menu.addMenu(self.groups_menu())
            days = [day.date for day in self._state.itinerary.days] if self._state else []
            menu.addMenu(self.arrangements.menu(menu, days))
            if item.is_scheduled:
                self._action(menu, "clock", _("Unschedule"), self.verbs.unschedule, "U")
            fixed = _("Let it flow") if item.fixed else _("Fix the time")
            self._action(menu, "lock-open" if item.fixed else "lock", fixed, self.verbs.lock, "L")
            confirmed = item.status is ItemStatus.CONFIRMED
            text = _("Set tentative") if confirmed else _("Confirm")
            picture = "circle-help" if confirmed else "check"
            self._action(menu, picture, text, self.verbs.confirm, "T")
            self._action(menu, "ban", _("Cancel entry"), self.verbs.cancel)
            menu.addSeparator()
        self._action(menu, "plus", _("Add entry here"), self.verbs.add, "N")
        self._action(menu, "plane", _("Add journey here"), self.verbs.add_journey)
        if item is not None:
            menu.addSeparator()
            self._action(menu, "trash-2", _("Remove"), self.verbs.remove, "Del")
        return menu

    def _days_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(_("Move to day"), parent)
        menu.setIcon(icon("calendar", "text"))
        days = self._state.itinerary.days if self._state else ()
        for day in days:
            act = partial(self.verbs.move_to, day.date)
            self._action(menu, "", day_in_words(day.date), act)
        return menu

    def _action(
        self, menu: QMenu, name: str, text: str, act: Callable[[], object], keys: str = ""
    ) -> None:
        action = QAction(icon(name, "text"), text, menu) if name else QAction(text, menu)
        action.triggered.connect(partial(_call, act))
        if keys and (self._front == "board" or keys == "Del"):
            action.setShortcut(QKeySequence(keys))  # shown only: the board hears the key itself
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menu.addAction(action)

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    # inside

    def _open(self) -> None:
        if self.item is not None:
            self.edit_wanted.emit()
        elif self.front.day is not None:
            self.verbs.add()

    def _view_chose(self, view: ItemsView, item: ItemId | None) -> None:
        if view is self.front:
            if self._state is not None and self.front.day != self._quick_day:
                self._quick_day = self.front.day
                self._tell_quick()
            self.chosen.emit(item)


def _call(act: Callable[[], object], *_arguments: object) -> None:
    """Signals bring a flag along that no verb wants."""
    act()


def _minutes(step: int) -> str:
    return _("{count} min").format(count=step)


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
    menu: str = "item",
) -> Command:
    return Command(
        id=f"itinerary.{key}",
        text=text,
        run=run,
        icon=name,
        shortcuts=shortcuts,
        menu=menu,
        scope="page",
        enabled=enabled,
        reason=reason,
        separator=line,
    )

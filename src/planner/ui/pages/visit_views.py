"""What all views over the items of a visit have in common, and which views there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.ui.pages.visit_state import VisitState


class ItemsView(Protocol):
    """A widget that shows the items and puts one of them in front.

    ``chosen`` carries the id in front or None, ``wanted`` the name of a verb, ``menu_wanted`` a
    point on the screen.
    """

    chosen: SignalInstance
    wanted: SignalInstance
    menu_wanted: SignalInstance

    @property
    def view(self) -> QWidget:
        """What takes the keys."""
        ...

    @property
    def current(self) -> ItemId | None: ...

    @property
    def day(self) -> dt.date | None:
        """The day in front, where a new entry goes."""
        ...

    def show_state(self, state: VisitState) -> None: ...

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None: ...


class Page(Protocol):
    """What a page brings along to become a view: it shows a visit and puts an item in front."""

    chosen: SignalInstance

    def show_state(self, state: VisitState) -> None: ...

    def choose(self, item: ItemId | None) -> None: ...


class LateView(QWidget):
    """A view that is made when it is first shown: most visits are planned on the board alone."""

    chosen = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, make: Callable[[QWidget], Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._page: Page | None = None
        self._state: VisitState | None = None
        self._item: ItemId | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> QWidget | None:
        """The page, if it was shown before."""
        return self._page if isinstance(self._page, QWidget) else None

    @property
    def page(self) -> QWidget:
        """The page itself, made now if it was not before."""
        if self._page is None:
            self._page = self._make(self)
            self._page.chosen.connect(self._chose)
            for name in ("wanted", "menu_wanted"):
                if (told := getattr(self._page, name, None)) is not None:
                    told.connect(getattr(self, name))
            assert isinstance(self._page, QWidget)
            self._rows.addWidget(self._page)
            self.setFocusProxy(self.view)
        assert isinstance(self._page, QWidget)
        return self._page

    @property
    def view(self) -> QWidget:
        found = getattr(self.page, "view", self.page)
        assert isinstance(found, QWidget)
        return found

    @property
    def current(self) -> ItemId | None:
        return self._item

    @property
    def day(self) -> dt.date | None:
        if self._state is None:
            return None
        item = self._state.plan.item.get(self._item) if self._item else None
        if item is not None and item.start_local is not None:
            return item.start_local.date()
        return self._state.plan.visit.first_day

    def show_state(self, state: VisitState) -> None:
        self._state = state
        if self._item not in state.plan.item:
            self._item = None
        page: Any = self.page
        page.show_state(state)

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None:
        self._item = item
        page: Any = self.page
        page.choose(item)
        self.chosen.emit(item)

    def _chose(self, item: ItemId | None) -> None:
        if item != self._item:
            self._item = item
            self.chosen.emit(item)

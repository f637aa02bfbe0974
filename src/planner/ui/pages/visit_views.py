"""What all views over the items of a visit have in common, and which views there are."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

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

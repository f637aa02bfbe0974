"""The itinerary as a list: each day a heading, each entry a row of two lines."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.lines import ItineraryDay
from planner.ui.models.itinerary_model import ItineraryModel
from planner.ui.pages.visit_itinerary_view import ItineraryView
from planner.ui.pages.visit_state import VisitState


class ListView(QWidget):
    """One of the views over the items of a visit; see :class:`planner.ui.pages.visit_views.ItemsView`."""

    chosen = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: VisitState | None = None
        self._current: ItemId | None = None
        self._showing = False
        self.model = ItineraryModel(parent=self)
        self.view = ItineraryView(self.model, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.wanted.connect(self._wanted)
        self.view.menu_wanted.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(self._moved_to)

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
    def current(self) -> ItemId | None:
        line = self.model.line(self.view.currentIndex())
        return line.item.id if line else None

    @property
    def day(self) -> dt.date | None:
        """The day in front; None among the unscheduled."""
        day = self.model.day(self.view.currentIndex())
        if day is not None:
            return day.date
        days = self._days()
        return days[0].date if days and not self.view.currentIndex().isValid() else None

    def _wanted(self, name: str) -> None:
        if name == "open" and self.model.is_empty_day(self.view.currentIndex()):
            name = "add"
        self.wanted.emit(name)

    def _menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        if index.isValid():
            self.view.setCurrentIndex(index)
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))

    def _moved_to(self, current: QModelIndex) -> None:
        """Rows that come and go while they are brought up to date choose nothing."""
        if not self._showing:
            self._tell()

    def _tell(self) -> None:
        self._current = self.current
        self.chosen.emit(self._current)

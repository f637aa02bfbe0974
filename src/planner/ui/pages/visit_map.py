"""The map of a visit: where it goes, on which days, by which way."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import DelegateId, ItemId
from planner.domain.route import Route, days_of, route_of
from planner.errors import UserError
from planner.i18n import _, day_in_words
from planner.services import maps
from planner.ui import leaving
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import visit_map_words as words
from planner.ui.pages.visit_map_paper import MapPaper, landscape
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.label import Label
from planner.ui.widgets.map_view import STEP, MapView
from planner.ui.widgets.print_preview import PrintPreview
from planner.ui.widgets.tool_button import ToolButton

PURPOSE: Final = "map"


class VisitMap(QWidget):
    """Works the route out when it is shown; what changes while it is hidden waits until then."""

    chosen = Signal(object)
    """The id of the first entry at the stop that was chosen."""
    sites_wanted = Signal()
    """There is nothing to show: the user wants to give a site its position."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._fresh = False
        self._item: ItemId | None = None
        self.route = Route()
        self.map = MapView(maps.land, self)
        self.days = self._choice(_("Day"))
        self.people = self._choice(_("Person"))
        self.missing = Label("", "text2", wrap=True, parent=self)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        self._arrange()
        self.map.land_failed.connect(context.messages.error)
        self.map.stop_entered.connect(self._tell)
        self.map.stop_chosen.connect(self._tell)

    # building

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setMinimumHeight(28)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.currentIndexChanged.connect(self._filter)
        return box

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self.days)
        bar.addWidget(self.people)
        bar.addStretch(1)
        for name, text, keys, act in (
            ("minus", _("Show more of the map"), "Ctrl+-", self.farther),
            ("plus", _("Show it larger"), "Ctrl++", self.nearer),
            ("map-pin", _("Show the visited sites"), "Ctrl+0", self.fit),
            ("maximize", _("Show the whole route"), "1", self.fit_whole),
        ):
            button = ToolButton(name, text, keys, parent=self)
            button.clicked.connect(act)
            bar.addWidget(button)
        for name, text, act in (
            ("printer", _("Print…"), self.preview),
            ("download", _("Save…"), self.save),
        ):
            push = QPushButton(icon(name, "text"), text, self)
            push.setMinimumHeight(28)
            push.clicked.connect(act)
            bar.addWidget(push)
        self._pages.addWidget(self.map)
        self._pages.addWidget(self.empty)
        self.missing.setContentsMargins(16, 6, 16, 8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self.missing)

    # what the page tells

    def show_state(self, state: VisitState) -> None:
        """Bring the map up to ``state``; the view, the filters and the stop in front stay."""
        self._state, self._fresh = state, False
        if self.isVisible():
            self._show()

    def choose(self, item: ItemId | None) -> None:
        """Put the stop of this entry in front; a journey's is where it ends."""
        self._item = item
        self.map.set_current(self._stop_of(item))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fresh and self._state is not None:
            self._show()

    def take_focus(self) -> None:
        """To the map, or to the button of what stands in its place."""
        if self._pages.currentWidget() is self.map or not self.empty.take_focus():
            self.map.setFocus()

    def fit(self) -> None:
        self.map.fit()

    def fit_whole(self) -> None:
        self.map.fit_whole()

    def nearer(self) -> None:
        self.map.zoom(STEP)

    def farther(self) -> None:
        self.map.zoom(1 / STEP)

    # on paper

    @property
    def can_print(self) -> bool:
        return bool(self.map.stops)

    def paper(self) -> MapPaper:
        """The page as it would be printed now."""
        title = self._state.plan.visit.title if self._state else ""
        parts = [self.days.currentText(), self.people.currentText()]
        return MapPaper(
            title,
            "  ·  ".join(part for part in parts if part),
            words.missing_in_words(self.route),
            self.map.stops,
            self.font(),
            self.map.draw,
        )

    def print_map(self, printer: QPrinter) -> None:
        self.paper().print_on(printer)

    def preview(self) -> None:
        """The system's printers, with a look at the page before."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(landscape())
        printer.setDocName(_("Map of {visit}").format(visit=self.paper().title))
        PrintPreview(printer, self.print_map, self, self._printed).open()

    def _printed(self) -> None:
        if self._state is not None:
            context, plan, paper = self._context, self._state.plan, self.paper()
            leaving.map_printed(context, plan, self._delegate, paper.text())

    def save(self) -> None:
        """Ask for a file and write the page into it: PDF or PNG, as its name says."""
        if self._state is None:
            return
        code = self._state.plan.visit.code or _("Visit")
        name = _("{visit} map.pdf").format(visit=code)
        kinds = [_("PDF document (*.pdf)"), _("Picture (*.png)")]
        path = self._context.files.save(self, _("Save map"), name, kinds, PURPOSE)
        if path is None:
            return
        try:
            leaving.save_map(
                self._context,
                self._state.plan,
                self._delegate,
                path,
                self.paper().content_for(path),
            )
        except UserError as error:
            self._context.messages.error(error)
        else:
            self._context.messages.toast(_("“{name}” was written").format(name=path.name))

    # inside

    def _show(self) -> None:
        assert self._state is not None
        self._fresh = True
        self._fill_filters(self._state)
        self._draw(self._state)

    def _draw(self, state: VisitState) -> None:
        self.route = route_of(state.plan, day=self._day, delegate=self._delegate)
        lines = words.lines_of(self.route)
        self.map.show_stops(words.stops_of(self.route), lines, words.legend_of(lines))
        # What was in front elsewhere is marked; the map opens on the visit, not on one airport of it.
        self.map.set_current(self.map.current or self._stop_of(self._item), bring_in=False)
        if not self.route.stops:
            self._say_empty()
        self._pages.setCurrentWidget(self.map if self.route.stops else self.empty)
        missing = words.missing_in_words(self.route)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))

    def _say_empty(self) -> None:
        if self._day is None and self._delegate is None:
            text = _(
                "No site of this visit has a position yet. Give an entry a site, and the site its latitude and longitude."
            )
            self.empty.say("map", text, (_("Go to the sites"), self.sites_wanted.emit))
        else:
            text = _("Nothing that matches has a position.")
            self.empty.say("map", text, (_("Show all days and everybody"), self._show_all))

    def _show_all(self) -> None:
        self.days.setCurrentIndex(0)
        self.people.setCurrentIndex(0)
        self.map.setFocus()

    @property
    def _day(self) -> dt.date | None:
        day = self.days.currentData()
        return dt.date.fromisoformat(day) if day else None

    @property
    def _delegate(self) -> DelegateId | None:
        key = self.people.currentData()
        return DelegateId(key) if key else None

    def _fill_filters(self, state: VisitState) -> None:
        plan = state.plan
        days = [("", _("All days"))]
        days += [(day.isoformat(), day_in_words(day)) for day in days_of(plan)]
        people = [("", _("Whole delegation"))]
        people += [(one.id, plan.name_of(one)) for one in plan.delegates]
        for box, choices in ((self.days, days), (self.people, people)):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            for value, text in choices:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)

    def _filter(self) -> None:
        if self._state is not None and self._fresh:
            self._draw(self._state)

    def _stop_of(self, item: ItemId | None) -> str:
        plan = self._state.plan if self._state else None
        leg = plan.leg_of.get(item) if plan and item else None
        keys = [stop.site.id for stop in self.route.stops if item in stop.items]
        if leg is not None and leg.to_site_id in keys:
            return str(leg.to_site_id)
        return keys[0] if keys else ""

    def _tell(self, key: str) -> None:
        """The entry in front stays in front if it is at this stop, too."""
        stop = next(stop for stop in self.route.stops if stop.site.id == key)
        if stop.items and self._item not in stop.items:
            self._item = stop.items[0]
            self.chosen.emit(self._item)

"""The travel list on a visit's page: every journey, and who comes or goes on their own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.domain.privacy import Way
from planner.domain.run_of_show import length_text
from planner.domain.travel import MODES
from planner.domain.travel_list import Journey, Pickup, journeys, pickups
from planner.i18n import N_, _, day_in_words, ngettext
from planner.services.itinerary import audience_text
from planner.ui import leaving
from planner.ui.board.words import times_text
from planner.ui.delegates import itinerary_look as look
from planner.ui.models.itinerary_text import clock_at, span_text
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.day_lines import DayLines, Line

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.widgets.day_lines_paper import LinesPaper

HEADS: Final = (
    N_("Time"), N_("Journey"), N_("Duration"), N_("From → to"), N_("Number"), N_("Border"),
    N_("Buffer"), N_("People"), N_("Seats"), N_("Who"),
)  # fmt: skip
WIDTHS: Final = (210, 240, 76, 300, 110, 80, 70, 64, 110, 160)


class TravelView(QWidget):
    """One of the views over the items of a visit."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._sections: list[tuple[str, list[Line]]] = []
        self.view = DayLines(_("Journeys"), [_(head) for head in HEADS], WIDTHS, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.view.chosen.connect(lambda key: self.chosen.emit(ItemId(key)))
        self.view.copied.connect(lambda text: self._left(Way.COPY, text))

    def show_state(self, state: VisitState) -> None:
        plan, self._state = state.plan, state
        days: dict[dt.date, list[Line]] = {}
        for journey in journeys(plan):
            day = journey.item.span.start.local.date()
            days.setdefault(day, []).append(_journey(plan, journey))
        sections = [(day_in_words(day), lines) for day, lines in sorted(days.items())]
        own = [_pickup(plan, one) for one in pickups(plan)]
        if own:
            sections.append((_("On their own"), own))
        if not sections:
            sections.append((_("No journeys yet."), []))
        self._sections = sections
        self.view.show_lines(sections)
        self._context.update_commands()

    def choose(self, item: ItemId | None) -> None:
        if item is not None:
            self.view.choose(item)

    @property
    def can_print(self) -> bool:
        return any(lines for _head, lines in self._sections)

    def paper(self) -> LinesPaper:
        """The list as it is shown, across the page."""
        from planner.ui.widgets.day_lines_paper import LinesPaper  # late: brings printers along

        assert self._state is not None
        visit = self._state.plan.visit
        day = day_in_words(self._context.planner.today(), year=True)
        parts = (span_text(visit.first_day, visit.last_day), _("as of {date}").format(date=day))
        title = _("Journeys: {visit}").format(visit=visit.title)
        heads = [_(head) for head in HEADS]
        below = "  ·  ".join(part for part in parts if part)
        return LinesPaper(title, below, heads, WIDTHS, self._sections, wide=True)

    def preview(self) -> None:
        if self.can_print:
            paper = self.paper()
            text = paper.text()
            paper.preview(self, lambda: self._left(Way.PRINT, text))

    def _left(self, way: Way, text: str) -> None:
        if self._state is not None:
            leaving.travel_left(self._context, self._state.plan, way, text)


def _journey(plan: Plan, one: Journey) -> Line:
    leg = one.leg
    number = " ".join(part for part in (leg.carrier, leg.number) if part)
    return Line(
        (
            times_text(one.item, plan.towns_of(one.item)),
            one.item.title,
            length_text(one.minutes),
            " → ".join(part for part in (one.origin, one.goal) if part),
            number or _(MODES[leg.mode]),
            " → ".join(one.border) if one.border else "",
            _("{count} min").format(count=leg.buffer_minutes) if leg.buffer_minutes else "",
            str(one.heads),
            _seats(one),
            audience_text(plan, one.item),
        ),
        key=one.item.id,
        icon=look.MODES[leg.mode],
        token="travel",
        warned=(8,) if one.seats is not None and one.seats < one.heads else (),
    )


def _seats(one: Journey) -> str:
    """How many there are; too few are said to be."""
    if one.seats is None:
        return ""
    if one.seats >= one.heads:
        return str(one.seats)
    return ngettext(
        "{count} seat for {heads}", "{count} seats for {heads}", one.seats, heads=one.heads
    )


def _pickup(plan: Plan, one: Pickup) -> Line:
    at = one.at
    when = f"{day_in_words(at.local.date())} {clock_at(at)}"
    names = ", ".join(plan.name_of(delegate) for delegate in one.delegates)
    said = _("Arrival: {names}") if one.arrives else _("Departure: {names}")
    return Line(
        (when, said.format(names=names), "", "", "", "", "", str(len(one.delegates)), "", ""),
        icon="user",
        token="travel",
    )

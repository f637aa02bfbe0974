"""The travel list on a visit's page: every journey, and who comes or goes on their own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.domain.run_of_show import length_text
from planner.domain.travel import MODES
from planner.domain.travel_list import Journey, Pickup, journeys, pickups
from planner.i18n import _, clock, day_in_words
from planner.services.itinerary import audience_text
from planner.ui.board.words import times_text
from planner.ui.delegates import itinerary_look as look
from planner.ui.models.itinerary_text import city
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.day_lines import DayLines, Line

if TYPE_CHECKING:
    from planner.ui.context import Context


class TravelView(QWidget):
    """One of the views over the items of a visit."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        heads = [
            _("Time"), _("Journey"), _("Duration"), _("From → to"), _("Number"), _("Border"),
            _("Buffer"), _("People"), _("Seats"), _("Who"),
        ]  # fmt: skip
        widths = (210, 240, 76, 300, 110, 80, 70, 64, 60, 160)
        self.view = DayLines(_("Journeys"), heads, widths, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.view.chosen.connect(lambda key: self.chosen.emit(ItemId(key)))

    def show_state(self, state: VisitState) -> None:
        plan = state.plan
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
        self.view.show_lines(sections)

    def choose(self, item: ItemId | None) -> None:
        if item is not None:
            self.view.choose(item)


def _journey(plan: Plan, one: Journey) -> Line:
    leg = one.leg
    number = " ".join(part for part in (leg.carrier, leg.number) if part)
    too_few = one.seats is not None and one.seats < one.heads
    return Line(
        (
            times_text(one.item),
            one.item.title,
            length_text(one.minutes),
            " → ".join(part for part in (one.origin, one.goal) if part),
            number or _(MODES[leg.mode]),
            " → ".join(one.border) if one.border else "",
            _("{count} min").format(count=leg.buffer_minutes) if leg.buffer_minutes else "",
            str(one.heads),
            "" if one.seats is None else f"{one.seats} !" if too_few else str(one.seats),
            audience_text(plan, one.item),
        ),
        key=one.item.id,
        icon=look.MODES[leg.mode],
        token="travel",
    )


def _pickup(plan: Plan, one: Pickup) -> Line:
    at = one.at
    when = f"{day_in_words(at.local.date())} {clock(at.local)} {city(at.zone)}"
    names = ", ".join(plan.name_of(delegate) for delegate in one.delegates)
    said = _("Arrival: {names}") if one.arrives else _("Departure: {names}")
    return Line(
        (when, said.format(names=names), "", "", "", "", "", str(len(one.delegates)), "", ""),
        icon="user",
        token="travel",
    )

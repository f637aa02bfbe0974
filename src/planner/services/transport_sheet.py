"""The transport list: of each journey who rides in which vehicle, from where to where, at which times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.grants import GRANTS
from planner.domain.people import Person
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.riding import Passenger, journeys, passengers
from planner.domain.travel import MODES, Leg, LegReference, Resource, Ride
from planner.i18n import N_, Language, day_in_words
from planner.services.head_columns import named_head
from planner.services.programme_sheet import zone_of
from planner.services.sheet_columns import Page, SheetField, View, VisitSheet

_LEG, _RIDE, _REFERENCE = GRANTS[Leg], GRANTS[Ride], GRANTS[LegReference]
_RESOURCE: Final = GRANTS[Resource]
_TRAVELLERS: Final = frozenset({Profile.INTERNAL, Profile.DELEGATES, Profile.DRIVERS})


def _connection(row: Passenger, speak: Language) -> str:
    leg = row.leg
    if leg is None:
        return ""
    return " ".join(part for part in (speak(MODES[leg.mode]), leg.carrier, leg.number) if part)


def _driver(row: Passenger) -> str:
    person = row.vehicle.person_id if row.vehicle else None
    known = row.plan.person.get(person) if person else None
    return known.name if known else ""


def _seat(row: Passenger) -> str:
    return (row.ride.seat if row.ride else "") or (row.reference.seat if row.reference else "")


# To add a column: one line here.
COLUMNS: Final[tuple[SheetField[Passenger], ...]] = (
    SheetField(
        name="day",
        title=N_("Day"),
        width=13,
        value=lambda row, speak: (
            day_in_words(row.item.start_local.date(), speak) if row.item.start_local else ""
        ),
        profiles=_TRAVELLERS,
    ),
    SheetField(
        name="start",
        title=N_("Leaves at"),
        width=17,
        value=lambda row, speak: row.item.start_local,
        profiles=_TRAVELLERS,
        kind="datetime",
    ),
    SheetField(
        name="end",
        title=N_("Arrives at"),
        width=17,
        value=lambda row, speak: row.item.end_local,
        profiles=_TRAVELLERS,
        kind="datetime",
    ),
    SheetField(
        name="zone",
        title=N_("Local time of"),
        width=20,
        value=lambda row, speak: zone_of(row.item),
        profiles=_TRAVELLERS,
    ),
    SheetField(
        name="connection",
        title=N_("Connection"),
        width=18,
        value=_connection,
        profiles=_LEG["number"] & _TRAVELLERS,
    ),
    SheetField(
        name="from",
        title=N_("From"),
        width=24,
        value=lambda row, speak: row.ends[0],
        profiles=_LEG["from_place"] & _TRAVELLERS,
    ),
    SheetField(
        name="to",
        title=N_("To"),
        width=24,
        value=lambda row, speak: row.ends[1],
        profiles=_LEG["to_place"] & _TRAVELLERS,
    ),
    SheetField(
        name="name",
        title=N_("Name"),
        width=26,
        value=lambda row, speak: row.plan.name_of(row.delegate),
        profiles=GRANTS[Person]["family_name"] & _TRAVELLERS,
    ),
    SheetField(
        name="vehicle",
        title=N_("Vehicle"),
        width=18,
        value=lambda row, speak: row.vehicle.name if row.vehicle else "",
        profiles=_RIDE["resource_id"],
    ),
    SheetField(
        name="seat",
        title=N_("Seat"),
        width=8,
        value=lambda row, speak: _seat(row),
        profiles=_RIDE["seat"],
    ),
    SheetField(
        name="driver",
        title=N_("Driver"),
        width=22,
        value=lambda row, speak: _driver(row),
        profiles=_RESOURCE["person_id"] & _TRAVELLERS,
    ),
    SheetField(
        name="vehicle_phone",
        title=N_("Phone of the driver"),
        width=19,
        value=lambda row, speak: row.vehicle.phone if row.vehicle else "",
        profiles=_RESOURCE["phone"],
    ),
    SheetField(
        name="reference",
        title=N_("Booking reference"),
        width=18,
        value=lambda row, speak: row.reference.reference if row.reference else "",
        profiles=_REFERENCE["reference"],
    ),
)


def _pages(view: View) -> Sequence[Page[Passenger]]:
    """The office gets all, a driver the own vehicle, a delegate the own lines."""
    plan, one = view.plan, view.recipient
    rows = [row for item in journeys(plan) for row in passengers(plan, item, view.speak.code)]
    if view.profile is Profile.DRIVERS:
        driver = one is not None and one.kind is RecipientKind.DRIVER
        rows = [row for row in rows if not driver or (row.vehicle and row.vehicle.id == one.id)]  # type: ignore[union-attr]
    elif not view.is_office:
        rows = [row for row in rows if one is not None and row.delegate.id == one.id]
    if not rows:
        return []
    zones = {zone_of(row.item) for row in rows}
    usual = [column for column in COLUMNS if column.name != "zone" or len(zones) > 1]
    note = "" if len(zones) > 1 else next(iter(zones))
    title = view.speak(N_("Transport"))
    return [Page(title=title, rows=rows, note=note, columns=COLUMNS if view.chosen else usual)]


TRANSPORT: Final = VisitSheet(
    name="transport",
    file_name=N_("transport"),
    columns=COLUMNS,
    pages=_pages,
    key=lambda row: (row.item.id, row.delegate.id),
    names=named_head,
    profiles=_TRAVELLERS,
)

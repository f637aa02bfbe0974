"""The sheet of one driver: day by day when and where to be, whom to take, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from planner.documents.content import (
    Block,
    Document,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Line,
    Text,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.sheets.riding_words import (
    WHO_IS_WHO,
    Load,
    border_of,
    driver_of,
    groups_told,
    loads_of,
    named,
    seats_of,
    way_of,
)
from planner.documents.speaking.clocks import clock, clock_at, later
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.sheet_words import (
    address_of,
    audience_of,
    by_day,
    day_of,
    name_of,
    title_of,
)
from planner.documents.speaking.wording import EMERGENCY_CONTACT, TBC, WHOLE_DAY
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.riding import journeys
from planner.domain.seats import vehicles_of
from planner.domain.sites import Site
from planner.domain.travel import Resource, ResourceKind
from planner.i18n import N_

TITLE: Final = N_("Sheet for the driver")


def driver_sheet(material: Material) -> Document | None:
    """For a driver the own vehicle; for the office, where no driver is meant, each on its own page."""
    found = [(one, _trips(material, one)) for one in _vehicles(material)]
    found = [(one, items) for one, items in found if items]
    if not found:
        return None
    blocks: list[Block] = []
    for place, (vehicle, items) in enumerate(found):
        blocks += _sheet(material, vehicle, items, new_page=place > 0)
    return framed(material, material.speech.both(TITLE), blocks)


def _vehicles(material: Material) -> list[Resource]:
    one, plan = material.recipient, material.plan
    if one is not None and one.kind is RecipientKind.DRIVER:
        own = plan.resource.get(one.id)
        return [own] if own else []
    if one is not None or material.profile is not Profile.INTERNAL:
        return []
    return [known for known in plan.resources if known.kind is ResourceKind.VEHICLE]


def _trips(material: Material, vehicle: Resource) -> list[Item]:
    plan = material.plan
    return [item for item in journeys(plan) if vehicle in vehicles_of(plan, item)]


def _sheet(
    material: Material, vehicle: Resource, items: Sequence[Item], *, new_page: bool
) -> list[Block]:
    blocks: list[Block] = [
        Heading(text=vehicle.name, new_page=new_page),
        Facts(tuple(_facts(material, vehicle))),
    ]
    for day, trips in by_day(items):
        blocks.append(Heading(text=day_of(material, day), level=2))
        blocks.append(Entries(tuple(_entry(material, vehicle, item) for item in trips)))
    if told := _groups(material, vehicle, items):
        blocks.append(Heading(text=material.speech.both(WHO_IS_WHO), level=2))
        blocks.append(Facts(told))
    return blocks


def _groups(material: Material, vehicle: Resource, items: Sequence[Item]) -> tuple[Fact, ...]:
    """Those of the groups who ride in this vehicle at one time or another."""
    loads = [(item, _load(material, vehicle, item)) for item in items]
    aboard = {row.delegate.id for _item, load in loads for row in load.riders}
    return groups_told(material, [item for item, load in loads if not load.told], aboard)


def _load(material: Material, vehicle: Resource, item: Item) -> Load:
    return next(one for one in loads_of(material, item)[0] if one.vehicle.id == vehicle.id)


def _facts(material: Material, vehicle: Resource) -> list[Fact]:
    both, plan = material.speech.both, material.plan
    told: list[tuple[str, str]] = [
        (N_("Driver"), driver_of(material, vehicle)),
        (N_("Company"), plan.organisation_name(vehicle.organisation_id)),
        (N_("Phone"), vehicle.phone),
        (N_("Seats"), "" if vehicle.capacity is None else str(vehicle.capacity)),
        (EMERGENCY_CONTACT, plan.visit.emergency_contact),
    ]
    return [Fact(both(label), (text,)) for label, text in told if text]


def _entry(material: Material, vehicle: Resource, item: Item) -> Entry:
    code, span = material.speech.code, item.span
    both = material.speech.both
    return Entry(
        time=both(WHOLE_DAY).text if item.all_day else clock_at(span.start, code),
        time_note=_until(material, item),
        title=way_of(material, item) or title_of(material, item),
        tag="" if item.status is ItemStatus.CONFIRMED else both(TBC),
        lines=tuple(_lines(material, vehicle, item)),
        kind=item.kind.value,
    )


def _until(material: Material, item: Item) -> Words:
    """ "until 09:15"; "until 00:40 +1"; "until 14:10 London" by other clocks than one set out by."""
    span = item.span
    last = item.end_local.date() if item.end_local else span.end.local.date()
    if item.all_day and last == span.start.local.date():
        return Words("")

    def said(code: str) -> str:
        if item.all_day:
            return short_date(last, code)
        return f"{clock_at(span.end, code, home=span.start.zone)} {later(span)}".strip()

    return material.speech.both(N_("until {time}"), time=material.speech.each(said))


def _lines(material: Material, vehicle: Resource, item: Item) -> list[Line]:
    load = _load(material, vehicle, item)
    start, end = _sites(material, item)
    told: list[tuple[str, Text]] = [
        (N_("What"), title_of(material, item) if way_of(material, item) else ""),
        (N_("Pick-up"), address_of(start)),
        (N_("Destination"), address_of(end) if end is not start else ""),
        (N_("Seats taken"), seats_of(material, load)),
        (N_("Passengers"), _passengers(material, item, load)),
        (N_("Border"), border_of(material, item)),
        (N_("After arrival"), _spare(material, item)),
        (N_("Note"), _note(material, vehicle, item)),
        (N_("Call on the spot"), _call(start, end)),
    ]
    both = material.speech.both
    return [Line(text=text, label=both(label)) for label, text in told if text]


def _sites(material: Material, item: Item) -> tuple[Site | None, Site | None]:
    plan, leg = material.plan, material.plan.leg_of.get(item.id)
    if leg is None:
        return (plan.site_of(item),) * 2
    start = plan.site.get(leg.from_site_id) if leg.from_site_id else None
    return start, plan.site.get(leg.to_site_id) if leg.to_site_id else None


def _call(start: Site | None, end: Site | None) -> str:
    """The phone of the places, each once."""
    known = [one for one in (start, end) if one is not None and one.phone]
    return ", ".join(dict.fromkeys(f"{one.name} {one.phone}" for one in known))


def _passengers(material: Material, item: Item, load: Load) -> Words:
    """The groups, whose names stand once at the end; else everybody by name."""
    if not load.told and (group := audience_of(material, item)):
        return group
    return named(material, [name_of(material, row.delegate) for row in load.riders])


def _spare(material: Material, item: Item) -> Words:
    leg = material.plan.leg_of.get(item.id)
    if leg is None or not leg.buffer_minutes:
        return Words("")
    ready = item.span.end.plus(dt.timedelta(minutes=leg.buffer_minutes)).local
    return material.speech.both(
        N_("{count} min in hand, until {time}"),
        count=leg.buffer_minutes,
        time=material.speech.each(lambda code: clock(ready, code)),
    )


def _note(material: Material, vehicle: Resource, item: Item) -> str:
    """What was noted at the booking."""
    notes = (
        one.notes
        for one in material.plan.bookings
        if one.item_id == item.id and one.resource_id == vehicle.id
    )
    return "; ".join(note for note in notes if note)

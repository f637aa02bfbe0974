"""What of an entry is one delegate's own: seat, booking reference, vehicle, room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from planner.documents.content import Line, Text
from planner.documents.material import Material
from planner.documents.speaking.sheet_words import joined
from planner.domain.ids import DelegateId, GroupId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.recipients import RecipientKind, items_of
from planner.domain.travel import ROOM_KINDS, ResourceKind, RoomKind
from planner.domain.visits import Delegate
from planner.i18n import N_

REFERENCE: Final = N_("Booking reference")
SEAT: Final = N_("Seat")
VEHICLE: Final = N_("Vehicle")
ROOM: Final = N_("Room in the hotel")
SEATED: Final = N_("seat {seat}")


def own_delegate(material: Material) -> Delegate | None:
    """Whose paper it is; None where the recipient is no delegate."""
    one = material.recipient
    if one is None or one.kind is not RecipientKind.DELEGATE:
        return None
    return material.plan.delegate.get(DelegateId(one.id))


def own_groups(material: Material) -> frozenset[GroupId]:
    one = own_delegate(material)
    groups = material.plan.groups_of.get(one.id, []) if one else []
    return frozenset(group.id for group in groups)


def own_lines(material: Material, item: Item) -> Iterator[Line]:
    """Only what is booked for the recipient, and no more than the plan was left with."""
    one = own_delegate(material)
    if one is None:
        return
    yield from _booking(material, item, one)
    yield from _ride(material, item, one)
    yield from _room(material, item, one)


def _booking(material: Material, item: Item, one: Delegate) -> Iterator[Line]:
    leg = material.plan.leg_of.get(item.id)
    for booked in material.plan.references:
        if leg is None or booked.leg_id != leg.id or booked.delegate_id != one.id:
            continue
        if booked.reference:
            yield Line(text=booked.reference, label=material.speech.both(REFERENCE))
        if booked.seat:
            yield Line(text=booked.seat, label=material.speech.both(SEAT))


def _ride(material: Material, item: Item, one: Delegate) -> Iterator[Line]:
    """The vehicle in which one rides; where nobody said, the only one there is."""
    plan, speech = material.plan, material.speech
    vehicles = [r for r in plan.booked_for(item) if r.kind is ResourceKind.VEHICLE]
    rides = [r for r in plan.rides if r.item_id == item.id and r.delegate_id == one.id]
    if rides:
        own = {ride.resource_id for ride in rides}
        vehicles = [vehicle for vehicle in vehicles if vehicle.id in own]
    elif len(vehicles) > 1:
        return
    parts: list[Text] = [vehicle.name for vehicle in vehicles if vehicle.name]
    parts += [speech.both(SEATED, seat=ride.seat) for ride in rides if ride.seat]
    if parts:
        yield Line(text=joined(material, parts, ", "), label=speech.both(VEHICLE))


def _room(material: Material, item: Item, one: Delegate) -> Iterator[Line]:
    speech = material.speech
    for rooming in material.plan.roomings:
        if rooming.item_id != item.id or rooming.delegate_id != one.id:
            continue
        parts: list[Text] = [rooming.room] if rooming.room else []
        if rooming.kind is not RoomKind.OTHER:
            parts.append(speech.both(ROOM_KINDS[rooming.kind]))
        if parts:
            yield Line(text=joined(material, parts, ", "), label=speech.both(ROOM))
        if rooming.reference:
            yield Line(text=rooming.reference, label=speech.both(REFERENCE))


def own_material(material: Material) -> Material:
    """With the entries alone that concern the recipient, in both versions; all where there is none."""
    one = material.recipient
    if one is None:
        return material

    def narrowed(plan: Plan) -> Plan:
        return replace(plan, items=tuple(items_of(plan, one)))

    before = narrowed(material.before) if material.before is not None else None
    return replace(material, plan=narrowed(material.plan), before=before)

"""The vehicle list: of each movement which vehicles go, and who rides in which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Notice,
    Row,
    Table,
    Text,
    Tone,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.sheets.riding_words import (
    WHO_IS_WHO,
    Load,
    driver_of,
    groups_told,
    loads_of,
    named,
    way_of,
)
from planner.documents.speaking.sheet_words import (
    audience_of,
    by_day,
    day_of,
    joined,
    name_of,
    times_of,
    title_of,
)
from planner.domain.itinerary import Item
from planner.domain.riding import Passenger, journeys
from planner.domain.seats import vehicles_of
from planner.i18n import N_

TITLE: Final = N_("Vehicle list")
TOTAL: Final = N_("Total")


def vehicle_list(material: Material) -> Document | None:
    """Day by day each movement with a vehicle; then who is in each group. None without vehicles."""
    moved = [item for item in journeys(material.plan) if vehicles_of(material.plan, item)]
    if not moved:
        return None
    blocks: list[Block] = []
    for day, items in by_day(moved):
        blocks.append(Heading(text=day_of(material, day)))
        for item in items:
            blocks += _movement(material, item)
    blocks.append(Heading(text=material.speech.both(WHO_IS_WHO)))
    blocks.append(Facts(groups_told(material, moved)))
    return framed(material, material.speech.both(TITLE), blocks)


def _movement(material: Material, item: Item) -> list[Block]:
    loads, left = loads_of(material, item)
    title = joined(material, [times_of(material, item), title_of(material, item)], " · ")
    blocks: list[Block] = [
        Heading(text=title, level=2, note=way_of(material, item)),
        _table(material, item, loads, left),
    ]
    if short := _too_small(material, loads):
        blocks.append(short)
    return blocks


def _table(
    material: Material, item: Item, loads: Sequence[Load], left: Sequence[Passenger]
) -> Table:
    """Seats, heads and free seats of each vehicle; the heads add up to all who are on the entry."""
    both = material.speech.both
    rows = [
        Row(
            cells=(
                _vehicle(material, load),
                _riders(material, item, load),
                str(load.vehicle.capacity) if load.vehicle.capacity is not None else "–",
                str(len(load.riders)),
                _signed(load.free),
            )
        )
        for load in loads
    ]
    if left:
        names = named(material, [name_of(material, row.delegate) for row in left])
        rows.append(Row(cells=(both(N_("Without a place")), names, "–", str(len(left)), "–")))
    if len(rows) > 1:
        rows.append(_total(material, loads, len(left)))
    return Table(
        columns=(
            Column(title=both(N_("Vehicle")), width=2.6),
            Column(title=both(N_("Who rides")), width=4.35),
            Column(title=both(N_("Seats")), width=0.8, align=Align.RIGHT),
            Column(title=both(N_("People")), width=1.15, align=Align.RIGHT),
            Column(title=both(N_("Free seats")), width=1.2, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _total(material: Material, loads: Sequence[Load], left: int) -> Row:
    seats = [load.vehicle.capacity for load in loads]
    whole = None if None in seats else sum(one or 0 for one in seats)
    everybody = sum(len(load.riders) for load in loads) + left
    return Row(
        cells=(
            material.speech.both(TOTAL),
            "",
            "–" if whole is None else str(whole),
            str(everybody),
            _signed(None if whole is None else whole - everybody),
        ),
        strong=True,
    )


def _signed(count: int | None) -> str:
    if count is None:
        return "–"
    return f"−{-count}" if count < 0 else str(count)


def _vehicle(material: Material, load: Load) -> str:
    """Name, driver and phone, one below the other."""
    vehicle = load.vehicle
    parts = (vehicle.name, driver_of(material, vehicle), vehicle.phone)
    return "\n".join(part for part in parts if part)


def _riders(material: Material, item: Item, load: Load) -> Words:
    """By name where it was said who rides here, or where no group says it shorter."""
    if not load.told and (known := audience_of(material, item)):
        return known
    return named(material, [name_of(material, row.delegate) for row in load.riders])


def _too_small(material: Material, loads: Sequence[Load]) -> Notice | None:
    lines: list[Text] = [
        material.speech.both(
            N_("{vehicle}: {count} people, {seats} seats"),
            vehicle=load.vehicle.name,
            count=len(load.riders),
            seats=load.vehicle.capacity or 0,
        )
        for load in loads
        if load.free is not None and load.free < 0
    ]
    if not lines:
        return None
    title = material.speech.both(N_("Too few seats"))
    return Notice(title=title, lines=tuple(lines), tone=Tone.WARNING)

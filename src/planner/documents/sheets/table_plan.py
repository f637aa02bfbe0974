"""Table plans: the seats of meals, talks and ceremonies with hosts, by precedence. A proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    Seat,
    Seating,
    Side,
    Text,
    Weight,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Everybody, Head, everybody
from planner.documents.programme.entry_lines import HOST
from planner.documents.speaking.clocks import item_when
from planner.documents.speaking.sheet_words import joined, place_of, title_of
from planner.domain.itinerary import Item, ItemKind
from planner.domain.recipients import items_of
from planner.domain.seating_plan import Place, shared_interpreters, table_plan
from planner.domain.visits import Direction
from planner.i18n import N_

AT_TABLE: Final = frozenset({ItemKind.MEETING, ItemKind.MEAL, ItemKind.CEREMONY})


def table_plans(material: Material) -> Document | None:
    """One plan for each entry at which the delegation meets hosts. None where there is none."""
    speech = material.speech
    here = everybody(material)
    tables = [_table(material, here, item) for item in entries(material, here)]
    if not tables:
        return None
    proposal = N_(
        "A proposal by the order of precedence: the second of each side sits at the right hand of the "
        "first, the third at the left. Please change what custom or acquaintance asks for."
    )
    blocks: list[Block] = [
        Heading(text=speech.both(N_("Table plan"))),
        Paragraph(speech.both(proposal), Weight.SMALL),
    ]
    for number, table in enumerate(tables):
        blocks += table.blocks(material, first=number == 0)
    return framed(material, speech.both(N_("Table plan")), blocks)


def entries(material: Material, here: Everybody) -> list[Item]:
    """What is sat at with hosts, in order of time; of a recipient the tables that concern him or her."""
    plan, one = material.plan, material.recipient
    own = None if one is None else {item.id for item in items_of(plan, one)}
    return [
        item
        for item in plan.active
        if item.kind in AT_TABLE
        and not item.all_day
        and (own is None or item.id in own)
        and here.on(item)
        and here.across(item)
    ]


@dataclass(frozen=True, slots=True)
class _Table:
    item: Item
    seats: tuple[Seat, ...]
    guests: int
    hosts: int
    interpreters: int
    mixed: bool
    """Both sides of the table have guests: neither is that of the hosts."""

    def blocks(self, material: Material, *, first: bool) -> list[Block]:
        speech, item = material.speech, self.item
        when = speech.each(lambda code: item_when(item, code, home=material.home))
        counts = [
            speech.both(N_("{label}: {text}"), label=speech.both(label), text=str(count))
            for label, count in (
                (N_("Delegation"), self.guests),
                (N_("Hosts"), self.hosts),
                (N_("Interpreters"), self.interpreters),
            )
            if count
        ]
        return [
            Heading(
                text=title_of(material, item),
                level=2,
                note=joined(material, [when, place_of(material, item)], " · "),
                new_page=not first,
            ),
            Paragraph(joined(material, counts, " · "), Weight.SMALL),
            Seating(
                title="",
                seats=self.seats,
                left="" if self.mixed else speech.both(N_("Delegation")),
                right="" if self.mixed else speech.both(N_("Hosts")),
            ),
        ]


def interpreters_at(
    material: Material, here: Everybody, item: Item
) -> tuple[list[Head], list[Head]]:
    """Who interprets for the guests, and who for the hosts."""
    own = [head for head in here.on(item) if head.key in interpreting(material)]
    # In one order everywhere, so that nobody changes sides between two entries of a day.
    there = {head.key for head in here.interpreters_of(item)}
    booked = [head for head in here.interpreters.values() if head.key in there]
    known = {head.key: head for head in (*own, *booked)}
    sides = shared_interpreters(
        [head.key for head in own],
        [head.key for head in booked],
        hosts_book=material.plan.visit.direction is Direction.INBOUND,
    )
    guests, hosts = ([known[key] for key in side] for side in sides)
    return guests, hosts


def interpreting(material: Material) -> frozenset[str]:
    """The delegates who interpret, also where their category itself is not told."""
    return material.interpreting | {one.id for one in material.plan.interpreting_delegates}


def _table(material: Material, here: Everybody, item: Item) -> _Table:
    beside_guests, beside_hosts = interpreters_at(material, here, item)
    speakers = {head.person_id for head in (*beside_guests, *beside_hosts)} - {None}
    guests = [head for head in here.on(item) if head.key not in interpreting(material)]
    hosts = [head for head in here.across(item) if head.person_id not in speakers]
    known = {
        head.key: head for heads in (guests, hosts, beside_guests, beside_hosts) for head in heads
    }
    plan = table_plan(
        [head.key for head in guests],
        [head.key for head in hosts],
        guests_interpreters=[head.key for head in beside_guests],
        hosts_interpreters=[head.key for head in beside_hosts],
        mixed=item.kind is ItemKind.MEAL,
    )
    seats = (
        *_seats(material, plan.guests, Side.LEFT, known),
        *_seats(material, plan.hosts, Side.RIGHT, known),
    )
    interpreters = sum(place.is_interpreter for place in plan.places)
    mixed = any(known[place.key] in guests for place in plan.hosts)
    if mixed:
        receiving = {head.label for head in hosts}
        seats = tuple(_as_host(material, one) if one.name in receiving else one for one in seats)
    return _Table(item, seats, len(guests), len(hosts), interpreters, mixed)


def _as_host(material: Material, seat: Seat) -> Seat:
    """Said in words, where the side of the table does not say it."""
    return replace(seat, note=joined(material, [material.speech.both(HOST), seat.note], " · "))


def _seats(
    material: Material, places: Sequence[Place], side: Side, known: Mapping[str, Head]
) -> list[Seat]:
    return [
        Seat(
            name=known[place.key].label,
            side=side,
            number=place.number,
            note=_note(material, place, known[place.key]),
            interpreter=place.is_interpreter,
        )
        for place in places
    ]


def _note(material: Material, place: Place, head: Head) -> Text:
    if place.is_interpreter:
        said = N_("Interpreter, behind") if place.behind else N_("Interpreter")
        return material.speech.both(said)
    house = material.plan.organisation.get(head.organisation_id) if head.organisation_id else None
    return house.acronym if house and house.acronym else head.organisation

"""The rooming list: of each stay who sleeps there, in which room, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Row,
    Table,
    Text,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.person_names import NameStyle
from planner.documents.speaking.sheet_words import (
    UNNAMED,
    address_of,
    joined,
    moment_of,
    name_of,
    place_of,
    site_of,
    title_of,
)
from planner.domain.itinerary import Item
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.sleeping import Guest, guests, stays
from planner.domain.travel import ROOM_KINDS, RoomKind
from planner.i18n import N_

TITLE: Final = N_("Rooming list")


def rooming_sheet(material: Material) -> Document | None:
    """A stay each, with how many rooms of which kind. A hotel gets its own guests and no others."""
    found = [(item, guests(material.plan, item, material.speech.code)) for item in _own(material)]
    found = [(item, rows) for item, rows in found if rows]
    if not found:
        return None
    blocks: list[Block] = []
    for place, (item, rows) in enumerate(found):
        blocks += _stay(material, item, rows, new_page=place > 0)
    return framed(material, material.speech.both(TITLE), blocks, landscape=True)


def _own(material: Material) -> list[Item]:
    one = material.recipient
    if material.profile is Profile.INTERNAL:
        return stays(material.plan)
    if material.profile is not Profile.SITES or one is None or one.kind is not RecipientKind.SITE:
        return []
    return [item for item in stays(material.plan) if item.site_id == one.id]


def _stay(material: Material, item: Item, rows: Sequence[Guest], *, new_page: bool) -> list[Block]:
    hotel = site_of(material, material.plan.site_of(item)) or place_of(material, item)
    return [
        Heading(
            text=hotel or title_of(material, item),
            note=title_of(material, item) if hotel else "",
            new_page=new_page,
        ),
        Facts(tuple(_facts(material, item, rows))),
        _list(material, item, rows),
        Heading(text=material.speech.both(N_("Rooms and guests")), level=2),
        _kinds(material, rows),
    ]


def _facts(material: Material, item: Item, rows: Sequence[Guest]) -> list[Fact]:
    both, span, site = material.speech.both, item.span, material.plan.site_of(item)
    address = tuple(part for part in (address_of(site), site.phone if site else "") if part)
    nights = (span.end.local.date() - span.start.local.date()).days
    told: list[tuple[str, tuple[Text, ...]]] = [
        (N_("Address"), address),
        (N_("Check-in"), (moment_of(material, span.start.local),)),
        (N_("Check-out"), (moment_of(material, span.end.local),)),
        (N_("Nights"), (str(nights),)),
        (N_("Hotel guests"), (_headcount(material, rows),)),
    ]
    return [Fact(both(label), lines) for label, lines in told if lines]


def _headcount(material: Material, rows: Sequence[Guest]) -> Words:
    """ "12, 2 of them not named yet; 34 nights in all"."""
    speech = material.speech
    unnamed = sum(row.delegate.person_id is None for row in rows)
    nights = sum(row.nights for row in rows)
    parts: list[Text] = [str(len(rows))]
    if unnamed:
        parts.append(speech.both(UNNAMED, count=unnamed))
    parts.append(speech.plural("{count} night in all", "{count} nights in all", nights))
    return joined(material, parts, " · ")


def _list(material: Material, item: Item, rows: Sequence[Guest]) -> Table:
    """Columns that would be empty all the way down are left out."""
    both = material.speech.both
    wanted: list[tuple[Column, list[Text]]] = [
        (
            Column(title=both(N_("No.")), width=0.7, align=Align.RIGHT),
            [str(number) for number, _row in enumerate(rows, start=1)],
        ),
        (
            Column(title=both(N_("Name")), width=3),
            [name_of(material, row.delegate, NameStyle.LISTED) for row in rows],
        ),
        (Column(title=both(N_("Kind of room")), width=1.5), [_kind(material, row) for row in rows]),
        (
            Column(title=both(N_("Room no.")), width=0.9),
            [row.rooming.room if row.rooming else "" for row in rows],
        ),
        (
            Column(title=both(N_("Shares with")), width=2),
            [
                joined(material, [name_of(material, one) for one in row.others], ", ")
                for row in rows
            ],
        ),
        (Column(title=both(N_("Arrives")), width=1.4), [_arrives(material, row) for row in rows]),
        (Column(title=both(N_("Departs")), width=1.4), [_departs(material, row) for row in rows]),
        (
            Column(title=both(N_("Nights")), width=0.8, align=Align.RIGHT),
            [str(row.nights) for row in rows],
        ),
        (
            Column(title=both(N_("Booking reference")), width=1.5),
            [row.rooming.reference if row.rooming else "" for row in rows],
        ),
        (
            Column(title=both(N_("Notes")), width=2),
            [row.rooming.notes if row.rooming else "" for row in rows],
        ),
    ]
    kept = [(column, cells) for column, cells in wanted if any(cells)]
    return Table(
        columns=tuple(column for column, _cells in kept),
        rows=tuple(
            Row(cells=tuple(cells[place] for _column, cells in kept)) for place in range(len(rows))
        ),
    )


def _arrives(material: Material, row: Guest) -> Words:
    """The day; with the time where this person comes later than the others."""
    own = row.delegate.arrives_local
    if own is not None and row.item.start_local is not None and own > row.item.start_local:
        return moment_of(material, own)
    day = row.arrives
    return material.speech.each(lambda code: short_date(day, code)) if day else Words("")


def _departs(material: Material, row: Guest) -> Words:
    own = row.delegate.departs_local
    if own is not None and row.item.end_local is not None and own < row.item.end_local:
        return moment_of(material, own)
    day = row.departs
    return material.speech.each(lambda code: short_date(day, code)) if day else Words("")


def _kind(material: Material, row: Guest) -> Words:
    if row.rooming is None or row.rooming.kind is RoomKind.OTHER:
        return Words("")
    return material.speech.both(ROOM_KINDS[row.rooming.kind])


def _kinds(material: Material, rows: Sequence[Guest]) -> Table:
    """Guests by kind of room; the sum is the number of guests. Rooms count where they have a number."""
    both = material.speech.both
    lines = []
    for kind in RoomKind:
        inside = [row for row in rows if _kind_of(row) is kind]
        if not inside:
            continue
        numbered = len({row.rooming.room for row in inside if row.rooming and row.rooming.room})
        name = N_("Kind of room not given") if kind is RoomKind.OTHER else ROOM_KINDS[kind]
        lines.append(Row(cells=(both(name), str(len(inside)), str(numbered or "–"))))
    total = len({row.rooming.room for row in rows if row.rooming and row.rooming.room})
    lines.append(Row(cells=(both(N_("Total")), str(len(rows)), str(total or "–")), strong=True))
    return Table(
        columns=(
            Column(title=both(N_("Kind of room")), width=3),
            Column(title=both(N_("Hotel guests")), width=1, align=Align.RIGHT),
            Column(title=both(N_("Rooms with a number")), width=1.6, align=Align.RIGHT),
        ),
        rows=tuple(lines),
    )


def _kind_of(row: Guest) -> RoomKind:
    return row.rooming.kind if row.rooming else RoomKind.OTHER

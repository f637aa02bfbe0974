"""What the page of one visit shows: its days, its delegates, its releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first list needs the shapes, not the forty words that they mention
    import datetime as dt

    from planner.domain.ids import (
        PersonId,
        VisitId,
    )
    from planner.domain.itinerary import Item
    from planner.domain.travel import Leg


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An entry of the itinerary as a row.

    ``day`` is the local date under which it stands: a night leg stands under both, the second time
    with ``continues`` set and its times in the zone of arrival.
    """

    item: Item
    leg: Leg | None
    day: dt.date
    continues: bool
    place: str
    audience: str
    hosts: str
    heads: int
    findings: int


@dataclass(frozen=True, slots=True)
class ItineraryDay:
    """One local date with its entries in order; ``zones`` names the zones in which they start or end."""

    date: dt.date
    zones: tuple[str, ...]
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    visit_id: VisitId
    days: tuple[ItineraryDay, ...]
    unscheduled: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class DelegateLine:
    """A delegate in the table of the delegation."""

    id: str
    person_id: PersonId | None
    rank: int
    name: str
    native_name: str
    reading: str
    organisation: str
    title: str
    role: str
    category: str
    groups: str
    payer: str
    email: str
    phone: str
    arrives: dt.datetime | None
    arrives_zone: str
    departs: dt.datetime | None
    departs_zone: str
    is_placeholder: bool
    post_now: str = ""
    """The post of today, where it is another one than that of the visit."""
    rank_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release; ``released_at`` is UTC without offset. ``is_intact``: it still has its content."""

    number: int
    released_at: dt.datetime
    author: str
    note: str
    content_hash: str
    is_intact: bool = True

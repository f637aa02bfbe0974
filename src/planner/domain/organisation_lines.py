"""What lists show of organisations and sites, and what the page of one needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first list needs the shapes, not the forty words that they mention
    import datetime as dt

    from planner.domain.ids import (
        OrganisationId,
        PersonId,
        SiteId,
    )
    from planner.domain.organisations import (
        Organisation,
        OrganisationKind,
        OrganisationName,
        Posting,
    )
    from planner.domain.people import ContactPoint
    from planner.domain.sites import OpeningHours, Room, Site, SiteRule
    from planner.domain.times import PartialDate
    from planner.domain.travel import TravelTime


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a list; ``people`` hold a post there today.

    What follows the parent is filled where the list asks for it. ``names`` are pairs of language tag
    and name, ``former_names`` of name and end; ``last_visit`` is the first day of the latest visit that
    it has to do with, ``next_visit`` of the next one after today; ``changed`` UTC without offset.
    """

    id: OrganisationId
    name: str
    acronym: str
    native_name: str
    kind: OrganisationKind
    country: str
    city: str
    parent: str
    people: int = 0
    agreements: int = 0
    valid_from: PartialDate | str = ""
    valid_to: PartialDate | str = ""
    successor: str = ""
    approval: str = ""
    notes: str = ""
    parts: int = 0
    postings: int = 0
    sites: int = 0
    members: int = 0
    visits: int = 0
    names: tuple[tuple[str, str], ...] = ()
    former_names: tuple[tuple[str, str], ...] = ()
    member_of: tuple[str, ...] = ()
    last_visit: dt.date | None = None
    next_visit: dt.date | None = None
    changed: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    organisation: Organisation
    parent: str
    names: tuple[OrganisationName, ...]
    sites: tuple[Site, ...]
    people: tuple[tuple[PersonId, str, str], ...]
    """Who holds a post there: id, name, title."""
    postings: tuple[Posting, ...]
    contact_points: tuple[ContactPoint, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of a record, as of a date."""

    fact: str
    value: str
    as_of: dt.date | None
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    id: SiteId
    name: str
    organisation: str
    city: str
    country: str
    zone: str
    max_group: int | None


@dataclass(frozen=True, slots=True)
class SiteCard:
    site: Site
    organisation: str
    rooms: tuple[Room, ...]
    hours: tuple[OpeningHours, ...]
    rules: tuple[SiteRule, ...]
    visits: int


@dataclass(frozen=True, slots=True)
class Way:
    """How long it takes from one site to another, with the name of the other one and of the source."""

    entry: TravelTime
    site_id: SiteId
    site: str
    source: str

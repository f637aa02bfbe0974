"""What lists and cards show: read shapes, named after what is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first list needs the shapes, not the forty words that they mention
    import datetime as dt

    from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus, Amendment
    from planner.domain.followups import FollowUpStatus
    from planner.domain.ids import (
        AgreementId,
        FollowUpId,
        OrganisationId,
        PersonId,
        SiteId,
        VisitId,
    )
    from planner.domain.itinerary import Item
    from planner.domain.organisations import (
        Organisation,
        OrganisationKind,
        OrganisationName,
        Posting,
    )
    from planner.domain.people import ContactPoint, Person, Position
    from planner.domain.sites import OpeningHours, Room, Site, SiteRule
    from planner.domain.times import PartialDate
    from planner.domain.travel import Leg, TravelTime
    from planner.domain.visits import Direction, VisitStatus


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. ``last_visit`` is the first day of the latest visit, or None.

    What follows it is filled where the list asks for it: ``next_visit`` is the first day of the next
    visit after today, ``visits`` how many there are, ``changed`` UTC without offset, ``photo`` base64.
    """

    id: PersonId
    name: str
    sort_name: str
    native_name: str
    organisation: str
    position: str
    country: str
    email: str
    phone: str
    last_visit: dt.date | None
    reading: str = ""
    department: str = ""
    languages: tuple[str, ...] = ()
    next_visit: dt.date | None = None
    visits: int = 0
    salutation: str = ""
    notes: str = ""
    changed: dt.datetime | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A position with the name of its organisation."""

    position: Position
    organisation: str


@dataclass(frozen=True, slots=True)
class PersonVisit:
    visit_id: VisitId
    title: str
    first_day: dt.date | None
    role: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    person: Person
    emails: tuple[ContactPoint, ...]
    phones: tuple[ContactPoint, ...]
    posts: tuple[Post, ...]
    visits: tuple[PersonVisit, ...]


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


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list. ``heads`` counts placeholders; ``release`` is the latest number or None."""

    id: VisitId
    code: str
    title: str
    direction: Direction
    status: VisitStatus
    first_day: dt.date | None
    last_day: dt.date | None
    country: str
    host: str
    heads: int
    items: int
    release: int | None


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
class AgreementLine:
    id: AgreementId
    number: str
    title: str
    kind: str
    parties: str
    status: AgreementStatus
    signed_on: PartialDate
    expires_on: PartialDate


@dataclass(frozen=True, slots=True)
class AgreementCard:
    agreement: Agreement
    parties: tuple[tuple[AgreementParty, str], ...]
    """Each party with its name."""
    themes: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    visits: tuple[tuple[VisitId, str], ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """``about`` names the visit, agreement or organisation that it belongs to."""

    id: FollowUpId
    title: str
    status: FollowUpStatus
    kind: str
    owner: str
    due_on: dt.date | None
    about: str
    visit_id: VisitId | None


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release; ``released_at`` is UTC without offset. ``is_intact``: it still has its content."""

    number: int
    released_at: dt.datetime
    author: str
    note: str
    content_hash: str
    is_intact: bool = True


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows."""

    next_visits: tuple[VisitLine, ...]
    due: tuple[FollowUpLine, ...]
    people: int
    visits: int
    agreements: int

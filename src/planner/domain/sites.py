"""Places that can be visited, what they ask of visitors, and countries."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.geography import Position
from planner.domain.ids import OrganisationId, RecordId, RoomId, SiteId, SourceId
from planner.domain.words import Word
from planner.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Site(Word):
    """A place with an address. ``zone`` is its IANA zone; coordinates are degrees, WGS 84."""

    WORD: ClassVar[str] = "site"

    id: SiteId
    organisation_id: OrganisationId | None = None
    name: str = ""
    native_name: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    zone: str = "Europe/Copenhagen"
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    notes: str = ""

    @property
    def town(self) -> str:
        """Where it is as a person would say it; a zone is called after some other city."""
        return self.city or self.name


def position_of(site: Site) -> Position | None:
    """Where a site is on the map; None where a coordinate is missing."""
    if site.latitude is None or site.longitude is None:
        return None
    return Position(site.longitude, site.latitude)


@dataclass(frozen=True, kw_only=True, slots=True)
class Room(Word):
    WORD: ClassVar[str] = "room"

    id: RoomId
    site_id: SiteId
    name: str = ""
    capacity: int | None = None
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningHours(Word):
    """Open on one weekday (0 is Monday) between two local times; no row at all means *not known*."""

    WORD: ClassVar[str] = "opening_hours"

    id: RecordId
    site_id: SiteId
    weekday: int
    opens: dt.time
    closes: dt.time


class SiteRuleKind(enum.StrEnum):
    MAX_GROUP = "max group"
    ESCORT_RATIO = "escort ratio"
    NOTICE = "notice"
    IDENTITY = "identity"
    CLOTHING = "clothing"
    PHOTOGRAPHY = "photography"
    EXCLUSION = "exclusion"
    ACCESS_TIME = "access time"
    OTHER = "other"


SITE_RULE_KINDS = {
    SiteRuleKind.MAX_GROUP: N_("Largest group"),
    SiteRuleKind.ESCORT_RATIO: N_("Visitors per escort"),
    SiteRuleKind.NOTICE: N_("Notice before the visit"),
    SiteRuleKind.IDENTITY: N_("Identity"),
    SiteRuleKind.CLOTHING: N_("Clothing"),
    SiteRuleKind.PHOTOGRAPHY: N_("Photography"),
    SiteRuleKind.EXCLUSION: N_("Who cannot enter"),
    SiteRuleKind.ACCESS_TIME: N_("Minutes from the gate to the start"),
    SiteRuleKind.OTHER: N_("Other"),
}

ACCESS_FIELDS = {
    "name": N_("Name"),
    "native name": N_("Name in its own script"),
    "organisation": N_("Organisation"),
    "title": N_("Post"),
    "country": N_("Country"),
    "e-mail": N_("E-mail"),
    "phone": N_("Phone"),
    "date of birth": N_("Date of birth"),
    "place of birth": N_("Place of birth"),
    "passport": N_("Passport number"),
    "photograph": N_("Photograph"),
    "vehicle plate": N_("Vehicle plate"),
    "declaration": N_("Signed declaration"),
}
"""What a site may ask of each visitor. The first seven are in the records already; passport and birth may be
kept as hidden details; of the rest only whether it was collected is kept."""

IN_THE_RECORDS = frozenset(
    {"name", "native name", "organisation", "title", "country", "e-mail", "phone"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRule(Word):
    """What a site asks of visitors, with where that stands and when it was checked.

    ``number`` is the limit, ratio, days or minutes; ``unit`` says "people", "calendar days",
    "business days" or "minutes". A notice ends at ``cutoff``, a local time at the site. ``fields``
    are keys of ``ACCESS_FIELDS`` that an identity rule asks of each visitor.
    """

    WORD: ClassVar[str] = "site_rule"

    id: RecordId
    site_id: SiteId
    kind: SiteRuleKind = SiteRuleKind.OTHER
    number: int | None = None
    unit: str = ""
    text: str = ""
    cutoff: dt.time | None = None
    fields: tuple[str, ...] = ()
    source_id: SourceId | None = None
    checked_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Country(Word):
    """A country; ``id`` is its ISO 3166-1 alpha-2 code. ``plugs`` are IEC letters."""

    WORD: ClassVar[str] = "country"

    id: str
    name: str = ""
    name_da: str = ""
    name_de: str = ""
    name_native: str = ""
    currency: str = ""
    plugs: str = ""
    emergency_number: str = ""
    calling_code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CountryFact(Word):
    """One dated statement about a country, with its source."""

    WORD: ClassVar[str] = "country_fact"

    id: RecordId
    country: str
    text: str = ""
    as_of: dt.date | None = None
    source_id: SourceId | None = None

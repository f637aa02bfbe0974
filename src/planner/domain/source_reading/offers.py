"""What a text offers to the library: citations of known records, and records that are not there yet."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.funding import FundingProgramme
from planner.domain.organisations import Organisation
from planner.domain.sites import Country, CountryFact
from planner.domain.source_reading.passages import Passage
from planner.domain.sources import Citation, Source
from planner.domain.visits import Visit
from planner.domain.words import Word
from planner.i18n import N_
from planner.text import fold

PASTE_LIMIT: Final = 2_000_000
"""Characters of a text above which it is refused rather than cut."""


class OfferKind(enum.StrEnum):
    AGREEMENT = "agreement"
    ORGANISATION = "organisation"
    CENTRE = "centre"
    PROGRAMME = "programme"
    VISIT = "visit"
    INVITATION = "invitation"
    PARTNERS = "partners"
    CLUSTER = "cluster"
    COUNTRY = "country"
    CONTACT = "contact"
    NAMED = "named"


OFFER_KINDS: Final = {
    OfferKind.AGREEMENT: N_("Agreements"),
    OfferKind.ORGANISATION: N_("New organisations"),
    OfferKind.CENTRE: N_("Innovation centres"),
    OfferKind.PROGRAMME: N_("Funding programmes"),
    OfferKind.VISIT: N_("Visits"),
    OfferKind.INVITATION: N_("Invitations"),
    OfferKind.PARTNERS: N_("Partners"),
    OfferKind.CLUSTER: N_("Members and seats"),
    OfferKind.COUNTRY: N_("Countries"),
    OfferKind.CONTACT: N_("Contact persons"),
    OfferKind.NAMED: N_("Organisations named"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One staged change: nothing is written before it is taken and committed.

    ``sentence`` is a message id that ``facts`` fill. ``records`` are added together; ``row`` is the
    row of the import of people that it stands for, 0 for none. ``makes`` says that it makes a
    record rather than cites one.
    """

    key: str
    kind: OfferKind
    sentence: str
    facts: Mapping[str, str]
    passage: Passage
    records: tuple[Word, ...] = ()
    taken: bool = True
    row: int = 0
    makes: bool = False


def _nowhere(_code: str) -> str:
    return ""


@dataclass(frozen=True)
class Shelf:
    """What the library has that a text may speak of. ``shown`` are names of countries by code as the
    reader calls them; ``english`` as citations keep them."""

    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    parties: Mapping[str, tuple[AgreementParty, ...]] = field(default_factory=dict)
    programmes: Mapping[str, FundingProgramme] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    country_facts: tuple[CountryFact, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, Visit] = field(default_factory=dict)
    home: str = ""
    """The country of the office, by its code."""
    zone_of: Callable[[str], str] = _nowhere
    """A time zone of a country, by its code."""

    def organisation_name(self, key: str | None) -> str:
        found = self.organisations.get(key or "")
        return (found.name or found.native_name) if found else ""


def chosen(offers: tuple[Offer, ...], keys: frozenset[str]) -> tuple[Offer, ...]:
    """The same offers with exactly these taken."""
    return tuple(replace(one, taken=one.key in keys) for one in offers)


def linked(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Those that make organisations first; parties by the name of one of these become that organisation."""
    made = {
        fold(record.name): record
        for one in offers
        for record in one.records
        if isinstance(record, Organisation)
    }

    def tied(record: Word) -> Word:
        if not isinstance(record, AgreementParty) or record.organisation_id or record.country:
            return record
        house = made.get(fold(record.name))
        return replace(record, organisation_id=house.id) if house else record

    tied_offers = (replace(one, records=tuple(map(tied, one.records))) for one in offers)
    return tuple(sorted(tied_offers, key=lambda one: one.kind is not OfferKind.ORGANISATION))

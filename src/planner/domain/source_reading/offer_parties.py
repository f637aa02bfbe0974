"""The sides of an agreement that a text tells of, as parties on record; a side that is not known is offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.agreements import AgreementParty
from planner.domain.country_names import country_exactly
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.source_reading import facts
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import OfferKind
from planner.domain.source_reading.parties import Party
from planner.domain.source_reading.passages import Passage
from planner.i18n import N_
from planner.text import fold

_KINDS: Final = (
    (r"universit|hochschule|højskole|högskola|college", OrganisationKind.UNIVERSITY),
    (r"minist(?:ry|eri)", OrganisationKind.MINISTRY),
    (r"foundation|stiftung|stiftelse|\bfond|\bfund\b|council", OrganisationKind.FUNDER),
    (r"agenc|agentur|styrelse|authority|behörde|\w+amt\b", OrganisationKind.AGENCY),
    (r"institut|laborator|academ|akademi|zentrum|\bcent(?:re|er)\b", OrganisationKind.INSTITUTE),
    (r"\bregion\b|prefecture|präfektur|præfektur|province", OrganisationKind.REGION),
    (r"kommune|municipality|\bstadt\b|\bcity\b", OrganisationKind.MUNICIPALITY),
    (r"freistaat|\bland\b|state of", OrganisationKind.STATE),
    (r"\bgmbh|\bag\b|\ba/s|\binc\b|\bltd\b|\bcorp|company", OrganisationKind.COMPANY),
)


@dataclass(frozen=True, slots=True)
class Side:
    """An organisation of the library, a country, or a name; ``label`` as records and ``shown`` as sentences
    call it."""

    organisation: Organisation | None
    country: str
    name: str
    label: str
    shown: str
    code: str = ""
    sure: bool = True

    @property
    def key(self) -> str:
        return self.organisation.id if self.organisation else self.country or fold(self.name)


def side(told: Offered, party: Party) -> Side:
    """With an empty ``key`` where the text means itself and nobody is its publisher."""
    house = told.publisher() if party.generic else told.shelf.organisations.get(party.key)
    if party.generic and house is None:
        return _unnamed(told, party)
    if house is not None:
        return of_house(house)
    if code := country_exactly(party.name):
        return side(told, Party(0, 0, code=code))
    if party.name:
        return Side(None, "", party.name, party.name, party.name, party.code, party.sure)
    shown = told.shelf.shown.get(party.code, party.code)
    return Side(None, party.code, "", told.english(party.code), shown)


def _unnamed(told: Offered, party: Party) -> Side:
    """ "The Danish government" is the country; "the ministry" whoever published the text, else as written."""
    if party.code:
        return side(told, Party(0, 0, code=party.code))
    name = told.source.publisher or party.name
    return Side(None, "", name, name, name, sure=bool(told.source.publisher))


def of_house(house: Organisation) -> Side:
    name = house.name or house.native_name
    label = house.acronym or name
    return Side(house, "", name, label, label)


def is_side(told: Offered, one: Side, parties: Sequence[AgreementParty]) -> bool:
    """Whether it is among the parties; a country is there with an authority of its, too."""
    for party in parties:
        house = told.shelf.organisations.get(party.organisation_id or "")
        if one.organisation is not None:
            if party.organisation_id == one.organisation.id:
                return True
        elif one.country:
            if one.country in (party.country, house.country if house else ""):
                return True
        elif fold(one.name) in {fold(party.name), fold(house.name) if house else ""}:
            return True
    return False


def records(agreement: AgreementId, sides: Sequence[Side]) -> tuple[AgreementParty, ...]:
    return tuple(
        AgreementParty(
            id=RecordId(new_id()), agreement_id=agreement, rank=rank, country=one.country,
            organisation_id=one.organisation.id if one.organisation else None, name=one.name,
        )
        for rank, one in enumerate(sides)
    )  # fmt: skip


def offer_house(told: Offered, one: Side, passage: Passage) -> None:
    """The organisation that the library does not know; ticked where its name says that it is one."""
    if one.organisation is not None or one.country or not one.name:
        return
    kind = next(
        (kind for words, kind in _KINDS if re.search(f"(?i){words}", one.name)),
        OrganisationKind.REGION if one.code else OrganisationKind.OTHER,
    )
    made = Organisation(
        id=OrganisationId(new_id()), name=one.name, kind=kind, country=one.code,
    )  # fmt: skip
    told.make(
        OfferKind.ORGANISATION, f"organisation|{fold(one.name)}", (made,), made, facts.NAMED, "",
        passage, N_("New organisation: {name}"), {"name": one.name}, taken=one.sure,
    )  # fmt: skip

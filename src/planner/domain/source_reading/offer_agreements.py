"""Agreements that a text offers: those of a list of countries, and those that it says were signed."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.agreements import Agreement, AgreementKind, AgreementParty, AgreementStatus
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.source_reading import facts
from planner.domain.source_reading.lists import CountryList
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import OfferKind
from planner.domain.source_reading.statements import SignedAgreement
from planner.domain.times import PartialDate
from planner.i18n import N_
from planner.text import clean_line

_MEMORANDUM: Final = re.compile(r"(?i)\bmemorand(?:um|a)|\bMoUs?\b|覚書")


def country_list(told: Offered, listed: CountryList) -> None:
    owner = _owner(told, listed)
    if owner is None:
        return
    by_fund = owner.kind is OrganisationKind.FUNDER
    fact = facts.OF_FUND if by_fund else facts.LISTED
    owner_name = owner.name or owner.native_name
    for code in listed.codes:
        country = told.shelf.shown.get(code, code)
        words = {"owner": owner.acronym or owner_name, "country": country}
        known = _agreement_with(told, owner.id, code, fact)
        if known is not None:
            told.cite(
                OfferKind.AGREEMENT, known, fact, told.english(code), listed.passage,
                N_("{owner} – {country}: agreement"), words,
            )  # fmt: skip
            continue
        agreement = Agreement(
            id=AgreementId(new_id()),
            title=f"{owner.acronym or owner_name} – {told.english(code)}",
            kind=AgreementKind.FUNDING if by_fund else _kind(told),
        )
        parties = (
            AgreementParty(
                id=RecordId(new_id()), agreement_id=agreement.id,
                organisation_id=owner.id, name=owner_name,
            ),
            AgreementParty(
                id=RecordId(new_id()), agreement_id=agreement.id, country=code, rank=1
            ),
        )  # fmt: skip
        told.make(
            OfferKind.AGREEMENT, f"agreement|{owner.id}|{code}", (agreement, *parties),
            agreement, fact, told.english(code), listed.passage,
            N_("{owner} – {country}: new agreement"), words,
        )  # fmt: skip
    if not by_fund:
        told.cite(
            OfferKind.AGREEMENT, owner, facts.AGREEMENTS, f"{len(listed.codes)} countries",
            listed.passage, N_("{owner} has agreements with {count} countries"),
            {"owner": owner.acronym or owner_name, "count": str(len(listed.codes))},
        )  # fmt: skip


def _kind(told: Offered) -> AgreementKind:
    """A memorandum where the text calls them so, and otherwise no kind that it does not name."""
    says_so = _MEMORANDUM.search(told.reading.text) is not None
    return AgreementKind.MOU if says_so else AgreementKind.OTHER


def _owner(told: Offered, listed: CountryList) -> Organisation | None:
    """Who stands before the list in its sentence, else the publisher."""
    start = listed.sentence.start
    before = [one.key for one in told.reading.named if start <= one.start <= start + listed.at]
    if before:
        return told.shelf.organisations.get(before[-1])
    return told.publisher()


def _agreement_with(told: Offered, owner: str, code: str, fact: str) -> Agreement | None:
    """The agreement of the two; where there are several, the one that such a list has cited already."""
    found = []
    for key, parties in told.shelf.parties.items():
        if not any(one.organisation_id == owner for one in parties):
            continue
        there = {one.country for one in parties}
        there |= {
            house.country
            for one in parties
            if one.organisation_id and one.organisation_id != owner
            and (house := told.shelf.organisations.get(one.organisation_id))
        }  # fmt: skip
        if code in there and key in told.shelf.agreements:
            found.append(told.shelf.agreements[key])
    cited = {one.subject_id for one in told.shelf.citations if one.fact == fact}
    return next((one for one in found if one.id in cited), found[0] if found else None)


def signed(told: Offered, signed: SignedAgreement) -> None:
    value = str(signed.when)
    known = _agreement_of(told, signed)
    if known is not None:
        told.cite(
            OfferKind.AGREEMENT, known, facts.SIGNED, value, signed.passage,
            N_("“{agreement}” was signed: {when}"), {"agreement": known.title, "when": value},
        )  # fmt: skip
        return
    home = [one for one in (told.source_country(),) if one and one not in signed.codes]
    codes = (*home, *signed.codes)
    if len(codes) + len(signed.organisations) < 2:
        return
    agreement = Agreement(
        id=AgreementId(new_id()),
        title=" – ".join(told.english(code) for code in codes) or clean_line(
            " – ".join(told.shelf.organisation_name(key) for key in signed.organisations)
        ),
        status=AgreementStatus.SIGNED,
        signed_on=PartialDate(signed.when),
    )  # fmt: skip
    parties = [
        AgreementParty(id=RecordId(new_id()), agreement_id=agreement.id, country=code, rank=rank)
        for rank, code in enumerate(codes)
    ]
    if not codes:
        parties = [
            AgreementParty(
                id=RecordId(new_id()), agreement_id=agreement.id,
                organisation_id=OrganisationId(key), rank=rank,
                name=told.shelf.organisation_name(key),
            )
            for rank, key in enumerate(signed.organisations)
        ]  # fmt: skip
    told.make(
        OfferKind.AGREEMENT, f"signed|{signed.when}|{'-'.join(codes)}",
        (agreement, *parties), agreement, facts.SIGNED, value, signed.passage,
        N_("New agreement, signed {when}: {parties}"),
        {"when": value, "parties": agreement.title},
    )  # fmt: skip


def _agreement_of(told: Offered, signed: SignedAgreement) -> Agreement | None:
    """One that was signed then, with a party from each country that the sentence names."""
    for key, parties in told.shelf.parties.items():
        agreement = told.shelf.agreements.get(key)
        if agreement is None or not _same_time(agreement.signed_on, signed.when):
            continue
        houses = {one.organisation_id for one in parties if one.organisation_id}
        there = {one.country for one in parties} | {
            told.shelf.organisations[house].country
            for house in houses
            if house in told.shelf.organisations
        }
        if houses & set(signed.organisations) or (signed.codes and set(signed.codes) <= there):
            return agreement
    return None


def _same_time(known: str, told: str) -> bool:
    """Whether two dates that are exact to different degrees may be the same day."""
    return bool(known) and bool(told) and (known.startswith(told) or told.startswith(known))

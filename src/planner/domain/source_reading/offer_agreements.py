"""Agreements that a text offers: those of a list of countries, those that stand, those that were signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.domain.agreements import Agreement, AgreementKind, AgreementParty, AgreementStatus
from planner.domain.ids import AgreementId, new_id
from planner.domain.organisations import OrganisationKind
from planner.domain.source_reading import facts
from planner.domain.source_reading.agreements_told import AgreementTold
from planner.domain.source_reading.lists import CountryList
from planner.domain.source_reading.offer_parties import (
    Side,
    is_side,
    offer_house,
    records,
    side,
)
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import OfferKind
from planner.domain.source_reading.parties import Party
from planner.domain.source_reading.passages import Passage
from planner.domain.times import PartialDate
from planner.i18n import N_
from planner.text import fold

_MEMORANDUM: Final = re.compile(r"(?i)\bmemorand(?:um|a)|\bMoUs?\b|覚書")


def country_list(told: Offered, listed: CountryList) -> None:
    owner = _owner(told, listed)
    if owner is None:
        return
    others = [side(told, Party(0, 0, code=code)) for code in listed.codes if code != owner.country]
    for other in others:
        _between(told, owner, other, AgreementKind.OTHER, listed.passage)
    offer_house(told, owner, listed.passage)
    house = owner.organisation
    subject = house or told.shelf.countries.get(owner.country)
    if subject is not None and (house is None or house.kind is not OrganisationKind.FUNDER):
        told.cite(
            OfferKind.AGREEMENT, subject, facts.AGREEMENTS, f"{len(others)} countries",
            listed.passage, N_("{owner} has agreements with {count} countries"),
            {"owner": owner.shown, "count": str(len(others))},
        )  # fmt: skip


def standing(told: Offered, one: AgreementTold) -> None:
    """Agreements of the first party with each of the others, without a date."""
    sides = [each for party in one.parties if (each := side(told, party)).key]
    if len(sides) < 2:
        return
    first, *others = sides
    for other in others:
        if other.key != first.key:
            _between(told, first, other, one.kind, one.passage, one if len(others) == 1 else None)
            offer_house(told, other, one.passage)
    offer_house(told, first, one.passage)


def _owner(told: Offered, listed: CountryList) -> Side | None:
    """Who stands before the list in its sentence, else the publisher; "the ministry" as it is written."""
    found = side(told, listed.owner or Party(0, 0, generic=True))
    return found if found.key else None


def _between(
    told: Offered,
    owner: Side,
    other: Side,
    kind: AgreementKind,
    passage: Passage,
    said: AgreementTold | None = None,
) -> None:
    """``said`` where a sentence speaks of this one alone."""
    by_fund = owner.organisation is not None and owner.organisation.kind is OrganisationKind.FUNDER
    fact = facts.WITH
    if other.country:
        fact = facts.OF_FUND if by_fund else facts.LISTED
    words = {"owner": owner.shown, "country": other.shown}
    known = _agreement_with(told, (owner, other), fact)
    if known is not None:
        told.cite(
            OfferKind.AGREEMENT, known, fact, other.label, passage,
            N_("{owner} – {country}: agreement"), words,
        )  # fmt: skip
        return
    usual = AgreementKind.FUNDING if by_fund else _kind(told)
    agreement = Agreement(
        id=AgreementId(new_id()), title=f"{owner.label} – {other.label}",
        kind=usual if kind is AgreementKind.OTHER else kind,
    )  # fmt: skip
    if said is not None:
        agreement = replace(_with_terms(agreement, said), title=_titled(agreement.title, said))
    told.make(
        OfferKind.AGREEMENT, f"agreement|{owner.key}|{other.key}",
        (agreement, *records(agreement.id, (owner, other))),
        agreement, fact, other.label, passage, N_("{owner} – {country}: new agreement"), words,
        taken=owner.sure and other.sure,
    )  # fmt: skip


def _kind(told: Offered) -> AgreementKind:
    """A memorandum where the text calls them so, and otherwise no kind that it does not name."""
    says_so = _MEMORANDUM.search(told.reading.text) is not None
    return AgreementKind.MOU if says_so else AgreementKind.OTHER


def _agreement_with(told: Offered, sides: Sequence[Side], fact: str) -> Agreement | None:
    """The agreement of these; where there are several, the one that such a list has cited already."""
    found = [
        told.shelf.agreements[key]
        for key, parties in told.shelf.parties.items()
        if key in told.shelf.agreements and all(is_side(told, one, parties) for one in sides)
    ]
    cited = {one.subject_id for one in told.shelf.citations if one.fact == fact}
    return next((one for one in found if one.id in cited), found[0] if found else None)


def signed(told: Offered, one: AgreementTold) -> None:
    if one.several and not one.when and one.parties:
        standing(told, one)
        return
    sides = [each for party in one.parties if (each := side(told, party)).key]
    if len({each.key for each in sides}) < 2:
        sides = _sides_near(told, one)
    value = str(one.when)
    known = _agreement_of(told, one, sides)
    if known is not None:
        told.cite(
            OfferKind.AGREEMENT, known, facts.SIGNED, value, one.passage,
            N_("“{agreement}” was signed: {when}") if value else N_("“{agreement}” was signed"),
            {"agreement": known.title, "when": value}, taken=not one.unsure,
        )  # fmt: skip
        _until(told, known, one)
        return
    if len(sides) < 2:
        return
    parties = " – ".join(each.label for each in sides)
    agreement = Agreement(
        id=AgreementId(new_id()), title=_titled(parties, one), kind=one.kind,
        status=AgreementStatus.SIGNED, signed_on=PartialDate(one.when),
    )  # fmt: skip
    agreement = _with_terms(agreement, one)
    told.make(
        OfferKind.AGREEMENT, f"signed|{one.when}|{fold(one.subject)}|{'-'.join(each.key for each in sides)}",
        (agreement, *records(agreement.id, sides)), agreement, facts.SIGNED, value, one.passage,
        _new_sentence(one),
        {"when": value, "until": str(one.terms.until), "parties": agreement.title},
        taken=not one.unsure and all(each.sure for each in sides),
    )  # fmt: skip
    for each in sides:
        offer_house(told, each, one.passage)


def _until(told: Offered, known: Agreement, one: AgreementTold) -> None:
    if one.terms.until:
        told.cite(
            OfferKind.AGREEMENT, known, facts.UNTIL, str(one.terms.until), one.passage,
            N_("“{agreement}” runs until {until}"),
            {"agreement": known.title, "until": str(one.terms.until)}, taken=not one.unsure,
        )  # fmt: skip


def _with_terms(made: Agreement, one: AgreementTold) -> Agreement:
    terms = one.terms
    return replace(
        made, expires_on=terms.until, renews_itself=terms.renews, renewal_months=terms.renewal,
        notice_months=terms.notice,
    )  # fmt: skip


def _titled(parties: str, one: AgreementTold) -> str:
    """Who made it, and what it is about where the text says so."""
    return f"{parties}: {one.subject}" if one.subject else parties


def _new_sentence(one: AgreementTold) -> str:
    if one.terms.until:
        if one.when:
            return N_("New agreement, signed {when}, runs until {until}: {parties}")
        return N_("New agreement, runs until {until}: {parties}")
    return (
        N_("New agreement, signed {when}: {parties}")
        if one.when
        else N_("New agreement: {parties}")
    )


def _sides_near(told: Offered, one: AgreementTold) -> list[Side]:
    """Countries that stand near with the source's own, else the organisations."""
    home = [code for code in (told.source_country(),) if code and code not in one.codes]
    codes = (*home, *one.codes)
    houses = [party for key in one.organisations if (party := Party(0, 0, key=key))]
    near = [Party(0, 0, code=code) for code in codes] if one.codes else houses
    return [side(told, party) for party in near]


def _agreement_of(told: Offered, one: AgreementTold, sides: Sequence[Side]) -> Agreement | None:
    """One that was signed then, with a party from each side or country that the sentence names."""
    for key, parties in told.shelf.parties.items():
        agreement = told.shelf.agreements.get(key)
        if agreement is None or not _same_time(agreement.signed_on, one.when):
            continue
        if len(one.parties) > 1:
            if _is_kind(agreement, one) and all(is_side(told, each, parties) for each in sides):
                return agreement
        elif _is_kind(agreement, one) and _stands_near(told, one, parties):
            return agreement
    return None


def _is_kind(agreement: Agreement, one: AgreementTold) -> bool:
    """Whether it may be the same: a declaration is no framework, unless both were signed on one day."""
    if agreement.signed_on == one.when and len(one.when) == len("2026-02-02"):
        return True
    return AgreementKind.OTHER in (one.kind, agreement.kind) or one.kind is agreement.kind


def _stands_near(told: Offered, one: AgreementTold, parties: Sequence[AgreementParty]) -> bool:
    houses = {each.organisation_id for each in parties if each.organisation_id}
    there = {each.country for each in parties} | {
        told.shelf.organisations[house].country
        for house in houses
        if house in told.shelf.organisations
    }
    return bool(houses & set(one.organisations)) or (bool(one.codes) and set(one.codes) <= there)


def _same_time(known: str, told: str) -> bool:
    """Whether two dates that are exact to different degrees may be the same day; one not told may be any."""
    if not told:
        return True
    return bool(known) and (known.startswith(told) or told.startswith(known))

"""Who visited, received and invited whom, and who works with whom, as offers."""

from __future__ import annotations

from planner.domain.organisations import OrganisationKind
from planner.domain.source_reading import facts, offer_invitations
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import OfferKind
from planner.i18n import N_


def visits(told: Offered) -> None:
    for one in told.reading.delegations:
        told.about(one.organisation, facts.SENT, told.english(one.to), one.passage,
            N_("{name} sent a delegation: {country}"),
            country=told.shelf.shown.get(one.to, one.to))  # fmt: skip
    guests = guests_of(told)
    if told.reading.journey and guests:
        code, passage = told.reading.journey
        told.about(guests, facts.SENT, told.english(code), passage,
            N_("{name} sent a delegation: {country}"),
            country=told.shelf.shown.get(code, code))  # fmt: skip
    if told.reading.size and guests and (told.reading.journey or told.reading.delegations):
        count, passage = told.reading.size
        told.about(guests, facts.SIZE, str(count), passage,
            N_("{name}: the delegation had {count} members"), count=str(count))  # fmt: skip
    for visit in told.reading.visited:
        told.about(visit.organisation, facts.VISITED, str(visit.when), visit.passage,
            N_("{name} was visited"))  # fmt: skip
    for host in told.reading.hosts:
        told.about(host.key, facts.HOST, "", host.passage, N_("{name} was the host"))
    for asked in told.reading.invitations:
        offer_invitations.invitation(told, asked)


def guests_of(told: Offered) -> str:
    """Who sent the delegation of which the text tells: as it says, else the first authority it names."""
    if told.reading.delegations:
        return told.reading.delegations[0].organisation
    senders = (OrganisationKind.STATE, OrganisationKind.REGION, OrganisationKind.MINISTRY)
    for one in told.reading.named:
        house = told.shelf.organisations.get(one.key)
        if house is not None and house.kind in senders:
            return house.id
    return ""


def ties(told: Offered) -> None:
    for one in told.reading.pairs:
        other = told.shelf.organisation_name(one.second)
        if one.since:
            told.about(one.first, facts.PARTNERS, f"{one.since}: {other}", one.passage,
                N_("{name} and {other} are partners since {year}"),
                OfferKind.PARTNERS, other=other, year=one.since)  # fmt: skip
        else:
            told.about(one.first, facts.EXCHANGE, other, one.passage,
                N_("{name} and {other} are in exchange"),
                OfferKind.PARTNERS, other=other)  # fmt: skip

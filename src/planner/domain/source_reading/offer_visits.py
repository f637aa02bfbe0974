"""Who visited, received and invited whom, and who works with whom, as offers."""

from __future__ import annotations

from planner.domain.ids import RecordId, new_id
from planner.domain.invitations import Invitation
from planner.domain.organisations import OrganisationKind
from planner.domain.source_reading import facts
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import Offer, OfferKind
from planner.domain.source_reading.passages import Passage
from planner.i18n import N_
from planner.text import clean_line


def visits(told: Offered) -> None:
    for one in told.reading.delegations:
        told.about(one.organisation, facts.SENT, told.english(one.to), one.passage,
            N_("{name} sent a delegation: {country}"),
            country=told.shelf.shown.get(one.to, one.to))  # fmt: skip
    guests = _guests(told)
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
        _invitation(told, asked.key, asked.text, asked.passage)


def _guests(told: Offered) -> str:
    """Who sent the delegation of which the text tells: as it says, else the first authority it names."""
    if told.reading.delegations:
        return told.reading.delegations[0].organisation
    senders = (OrganisationKind.STATE, OrganisationKind.REGION, OrganisationKind.MINISTRY)
    for one in told.reading.named:
        house = told.shelf.organisations.get(one.key)
        if house is not None and house.kind in senders:
            return house.id
    return ""


def _invitation(told: Offered, key: str, text: str, passage: Passage) -> None:
    """That somebody was invited; to keep it as an open item of one's own is offered beside it."""
    house = told.shelf.organisations.get(key)
    if house is None:
        return
    words = {"name": house.name or house.native_name}
    told.cite(
        OfferKind.INVITATION, house, facts.INVITED, "return visit", passage,
        N_("{name} was invited to a visit in return"), words,
    )  # fmt: skip
    invitation = Invitation(
        id=RecordId(new_id()), organisation_id=house.id, country=house.country,
        given_on=told.source.as_of, text=clean_line(text),
    )  # fmt: skip
    told.keep(
        Offer(
            f"invitation|{key}", OfferKind.INVITATION,
            N_("We invited {name}: keep it as an open invitation"), words, passage, (invitation,),
            taken=False, makes=True,
        )
    )  # fmt: skip


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

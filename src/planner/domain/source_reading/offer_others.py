"""Clusters with members and seats, facts about countries, and organisations merely named, as offers."""

from __future__ import annotations

from planner.domain.agreements import AgreementParty
from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.sites import CountryFact
from planner.domain.source_reading import facts
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import Offer, OfferKind
from planner.domain.sources import Citation
from planner.i18n import N_
from planner.text import clean_line, fold


def cluster(told: Offered) -> None:
    house = _cluster_house(told)
    for seat in told.reading.seats:
        key = seat.key or (house.id if house else "")
        sentence = (
            N_("{name} has its head office in {town}")
            if seat.main
            else N_("{name} is present in {town}")
        )
        told.about(key, facts.SEAT if seat.main else facts.PRESENT, seat.town, seat.passage,
            sentence, OfferKind.CLUSTER, exactly=True, town=seat.town)  # fmt: skip
    if house is None:
        return
    for one in told.reading.members:
        value = f"{'more than ' if one.more else ''}{one.count} {one.kind}"
        fact, sentence = facts.MEMBERS, N_("{name} is made of: {members}")
        if one.applying:
            fact, sentence = facts.APPLIED, N_("{name} was applied for by: {members}")
        told.about(house.id, fact, value, one.passage, sentence, OfferKind.CLUSTER,
            exactly=True, members=value)  # fmt: skip
    if told.reading.approval is not None:
        told.about(house.id, facts.STATE, "subject to final approval", told.reading.approval,
            N_("{name} waits for approval"), OfferKind.CLUSTER)  # fmt: skip


def _cluster_house(told: Offered) -> Organisation | None:
    """The cluster that the text is about; one with a name of its own that is not known is offered."""
    called = told.reading.cluster
    clusters = [
        house for one in told.reading.named
        if (house := told.shelf.organisations.get(one.key))
        and house.kind is OrganisationKind.CLUSTER
    ]  # fmt: skip
    if called is None:
        return clusters[0] if clusters else None
    wanted = fold(called[0])
    for house in told.shelf.organisations.values():
        if wanted in {fold(house.name), fold(house.native_name)}:
            return house
    made = Organisation(
        id=OrganisationId(new_id()), name=called[0], kind=OrganisationKind.CLUSTER,
        country=told.source_country(),
    )  # fmt: skip
    told.make(
        OfferKind.CLUSTER, f"cluster|{wanted}", (made,), made, facts.NAMED, "", called[1],
        N_("New cluster organisation: {name}"), {"name": called[0]},
    )  # fmt: skip
    return None


def ranks(told: Offered) -> None:
    known = {(one.country, fold(one.text)) for one in told.shelf.country_facts}
    from_here = {
        (one.country, fold(one.text))
        for one in told.shelf.country_facts
        if one.source_id == told.source.id
    }
    said = {(one.key, fold(clean_line(one.text, limit=500))) for one in told.reading.ranks}
    in_own_words = {code for code, _text in from_here} if not said & from_here else set()
    for one in told.reading.ranks:
        text = clean_line(one.text, limit=500)
        if (one.key, fold(text)) in known or one.key in in_own_words:
            continue
        fact = CountryFact(
            id=RecordId(new_id()), country=one.key, text=text, as_of=told.source.as_of,
            source_id=told.source.id,
        )  # fmt: skip
        told.keep(Offer(
            f"country|{one.key}|{fold(text)[:80]}", OfferKind.COUNTRY,
            N_("About {country}: {text}"),
            {"country": told.shelf.shown.get(one.key, one.key), "text": text},
            one.passage, (fact,), makes=True,
        ))  # fmt: skip


def named(told: Offered) -> None:
    """Known organisations of which the text says nothing that is recognised: offered, not ticked."""
    said = {
        record.subject_id
        for one in told.offers.values()
        for record in one.records
        if isinstance(record, Citation)
    } | {key for key, _fact in told.stated}
    said |= {
        record.organisation_id or ""
        for one in told.offers.values()
        for record in one.records
        if isinstance(record, AgreementParty)
    }
    for one in told.reading.named:
        house = told.shelf.organisations.get(one.key)
        if house is not None and house.id not in said:
            said.add(house.id)
            told.cite(
                OfferKind.NAMED, house, facts.NAMED, "",
                told.reading.passage(one.start, one.end), N_("{name} is named"),
                {"name": house.name or house.native_name}, taken=False,
            )  # fmt: skip

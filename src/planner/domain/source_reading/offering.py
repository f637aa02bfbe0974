"""From a reading to offers: which record each statement means, and what would be written."""

from __future__ import annotations

from planner.domain.source_reading import (
    offer_agreements,
    offer_centres,
    offer_others,
    offer_told_visits,
    offer_visits,
)
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import Offer, OfferKind, Shelf
from planner.domain.source_reading.reading import Reading
from planner.domain.sources import Source


def offers_of(reading: Reading, shelf: Shelf, source: Source) -> tuple[Offer, ...]:
    """What the text offers, by kind; what the source is on record for already is left out."""
    made = Offered(reading, shelf, source)
    for listed in reading.country_lists:
        offer_agreements.country_list(made, listed)
    offer_centres.centres(made)
    for one in reading.agreements:
        if one.signed:
            offer_agreements.signed(made, one)
        else:
            offer_agreements.standing(made, one)
    offer_centres.programmes(made)
    offer_told_visits.visits(made)
    offer_visits.visits(made)
    offer_visits.ties(made)
    offer_others.cluster(made)
    offer_others.ranks(made)
    offer_others.named(made)
    order = list(OfferKind)
    return tuple(sorted(made.offers.values(), key=lambda one: order.index(one.kind)))

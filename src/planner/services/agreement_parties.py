"""The parties of an agreement as a list of names: which party each name means, and in which order they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.domain.agreements import AgreementParty
from planner.domain.country_names import names_of_country
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.services.agreement_parts import kept_names
from planner.services.named_organisations import known_organisation, named_organisation
from planner.text import fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def party_of(work: Work, agreement: AgreementId, house: OrganisationId) -> AgreementParty:
    """A new party with the name of its house; nothing is written."""
    party = AgreementParty(id=RecordId(new_id()), agreement_id=agreement, organisation_id=house)
    return kept_names(work, party)


def parties_in_order(
    work: Work, agreement: AgreementId, known: Sequence[AgreementParty], names: Sequence[str]
) -> list[AgreementParty]:
    """The parties as they shall stand. An organisation that no name means is left out; a party
    without one that is not named keeps its place. An unknown name becomes an organisation.

    :param known: the parties there are, in their order.
    """
    found: dict[str, AgreementParty] = {}
    for name in names:
        if name.strip():
            party = _meant(work, agreement, known, name, found)
            found.setdefault(party.id, party)
    order = list(found.values())
    for place, party in enumerate(known):
        if party.organisation_id is None and party.id not in found:
            order.insert(place, party)
    return order


def _meant(
    work: Work,
    agreement: AgreementId,
    known: Sequence[AgreementParty],
    name: str,
    found: dict[str, AgreementParty],
) -> AgreementParty:
    """A party with this organisation, else one that is only called so, else a new one."""
    house = known_organisation(work, name)
    mine = [one for one in (*known, *found.values()) if house and one.organisation_id == house]
    called = [one for one in known if one.organisation_id is None and _is_called(one, name)]
    called.sort(key=lambda one: one.id in found)
    for party in (*mine, *called):
        return party
    return party_of(work, agreement, house or named_organisation(work, name))


def _is_called(party: AgreementParty, name: str) -> bool:
    """By the name that was kept, or as a country by its code or any of its names."""
    names = {party.name, party.country, *(names_of_country(party.country) if party.country else ())}
    return fold(name) in {fold(one) for one in names if one}

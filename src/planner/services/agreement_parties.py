"""The parties of an agreement as a list of names: which party each name means, and in which order they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.domain.agreements import AgreementParty
from planner.domain.country_names import names_of_country
from planner.domain.ids import AgreementId
from planner.services.named_organisations import known_organisation
from planner.services.typed_parties import made_party, settle_country, typed_party
from planner.text import fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def parties_in_order(
    work: Work,
    agreement: AgreementId,
    known: Sequence[AgreementParty],
    names: Sequence[str],
    *,
    all_named: bool = False,
) -> list[AgreementParty]:
    """The parties as they shall stand. An organisation that no name means is left out; a party
    without one that is not named keeps its place, unless ``all_named`` says that every party was.

    :param known: the parties there are, in their order.
    """
    found: dict[str, AgreementParty] = {}
    for name in names:
        if name.strip():
            party = _meant(work, agreement, known, name, found)
            found.setdefault(party.id, party)
    order = list(found.values())
    for place, party in enumerate(known):
        if not all_named and party.organisation_id is None and party.id not in found:
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
    house, meant = known_organisation(work, name), typed_party(work, name)
    keys, made = {house, meant.house} - {None}, (*known, *found.values())
    mine = [one for one in made if one.organisation_id in keys]
    called = [
        one
        for one in made
        if one.organisation_id is None
        and (_is_called(one, name) or (not keys and one.country and one.country == meant.country))
    ]
    called.sort(key=lambda one: one.id in found)
    for party in (*mine, *called):
        settle_country(work, meant)
        return party
    return made_party(work, agreement, meant)


def _is_called(party: AgreementParty, name: str) -> bool:
    """By the name that was kept, or as a country by its code or any of its names."""
    names = {party.name, party.country, *(names_of_country(party.country) if party.country else ())}
    return fold(name) in {fold(one) for one in names if one}

"""A typed party of an agreement: a country in any of our languages, a known organisation, or a new one."""

from __future__ import annotations

import pytest

from factories import organisation
from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId, new_id
from planner.domain.organisations import Organisation
from planner.services.planner import Planner


def added(planner: Planner, *parties: str) -> AgreementId:
    one = Agreement(id=AgreementId(new_id()), title="MoU on instruments")
    return planner.agreements.add(one, parties=parties)


def shown(planner: Planner, key: AgreementId) -> list[str]:
    """Each party: the code of a country, or the name of its organisation with the code of that."""
    known = planner.keeper(Organisation)
    found = []
    for one in planner.agreement_parties.of(key):
        house = known.find(one.organisation_id) if one.organisation_id else None
        found.append(f"{house.name} {house.country}".strip() if house else one.country)
    return found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Japan", "JP"), ("JP", "JP"), ("jpn", "JP"), ("日本", "JP"), ("Tyskland", "DE"),
        ("Deutschland", "DE"), ("dänemark", "DK"), ("UK", "GB"), ("Peru", "PE"), ("Elfenbenskysten", "CI"),
    ],
)  # fmt: skip
def test_a_country_by_any_name_or_code_is_that_country(
    planner: Planner, typed: str, code: str
) -> None:
    before = planner.organisations.count()
    assert shown(planner, added(planner, typed)) == [code]
    assert planner.agreement_parties.new_words([typed]) == []
    assert planner.organisations.count() == before


def test_an_organisation_that_is_called_by_a_code_is_meant_by_it(planner: Planner) -> None:
    planner.organisations.add(organisation("Aarhus University", acronym="AU", country="DK"))
    planner.organisations.add(organisation("Japan"))  # made before countries were known
    planner.organisations.add(organisation("JP"))
    assert shown(planner, added(planner, "AU", "Japan")) == ["Aarhus University DK", "JP"]
    assert shown(planner, added(planner, "JP")) == ["JP"]


def test_a_new_organisation_is_said_with_the_country_that_its_name_tells(planner: Planner) -> None:
    planner.organisations.add(
        organisation("Japan Science and Technology Agency", acronym="JST", country="JP")
    )
    said = planner.agreement_parties.new_words(
        ["JSTT", "JST", "Technical University of Denmark", "Sendai Works (Japan)", "Acme", "Japan"]
    )
    assert said == [
        "New organisation: JSTT, of no country yet. Or is JST meant?",
        "New organisation: Technical University of Denmark (Denmark).",
        "New organisation: Sendai Works (Japan).",
        "New organisation: Acme, of no country yet. Type “Acme (Japan)” to say it.",
    ]
    key = added(planner, "Acme", "German Polar Institute", "University of New England")
    assert shown(planner, key) == ["Acme", "German Polar Institute DE", "University of New England"]
    planner.agreements.set_parties(key, ["Acme (Japan)", "Deutschland"], all_named=True)
    assert shown(planner, key) == ["Acme JP", "DE"]
    planner.agreements.set_parties(key, ["Acme"], all_named=True)
    assert shown(planner, key) == ["Acme JP"]


def test_an_agreement_with_a_typed_country_is_among_what_there_is_with_it(planner: Planner) -> None:
    key = added(planner, "Acme")
    planner.agreements.set_parties(key, ["日本", "Danmark"])
    assert shown(planner, key) == ["JP", "DK"]
    agreements = planner.relationships.of_country("JP").agreements
    assert [one.agreement.title for one in agreements] == ["MoU on instruments"]

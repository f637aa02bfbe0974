"""Whom a follow-up concerns: what it names, its parties, and of a visit whoever leads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.concerns import Around, Concerned, concerned
from planner.domain.followups import FollowUp
from planner.domain.ids import AgreementId, FollowUpId, ItemId, OrganisationId, PersonId, VisitId

MEXT, RIKEN, LUND = OrganisationId("mext"), OrganisationId("riken"), OrganisationId("lund")
ITO, EVA, MOU = PersonId("ito"), PersonId("eva"), AgreementId("mou")
TRIP, TOUR = VisitId("trip"), ItemId("tour")


def of(*houses: OrganisationId, countries: str = "") -> Concerned:
    return Concerned(frozenset(houses), frozenset(countries.split()))


AROUND = Around(
    organisations={MEXT: "JP", RIKEN: "JP", LUND: "SE"},
    people={ITO: of(RIKEN), EVA: of(countries="DK")},
    agreements={MOU: of(RIKEN, countries="DK")},
    entries={TOUR: of(LUND)},
    visits={TRIP: of(MEXT, countries="JP")},
    named={"riken": RIKEN},
)


@pytest.mark.parametrize(
    ("fields", "houses", "countries"),
    [
        ({}, "", ""),
        ({"visit_id": TRIP}, "mext", "JP"),
        ({"visit_id": TRIP, "organisation_id": LUND}, "lund", "JP SE"),
        ({"visit_id": TRIP, "person_id": ITO}, "riken", "JP"),
        ({"visit_id": TRIP, "agreement_id": MOU}, "riken", "DK JP"),
        ({"visit_id": TRIP, "item_id": TOUR}, "lund mext", "JP SE"),
        ({"visit_id": TRIP, "owner_id": EVA}, "mext", "DK JP"),
        ({"visit_id": TRIP, "waiting_for": "Ms Ito, RIKEN"}, "mext riken", "JP"),
        ({"owner": "RIKEN"}, "riken", "JP"),
        ({"waiting_for": "somebody"}, "", ""),
        ({"visit_id": TRIP, "person_id": PersonId("unknown")}, "mext", "JP"),
    ],
)
def test_a_follow_up_concerns_whom_it_names(
    fields: dict[str, Any], houses: str, countries: str
) -> None:
    found = concerned(FollowUp(id=FollowUpId("f"), **fields), AROUND)
    assert found.organisations == set(houses.split())
    assert found.countries == set(countries.split())


def test_a_house_with_commas_in_its_name_is_named_whole() -> None:
    long = "Ministry of Education, Culture, Sports, Science and Technology"
    named = {long.casefold(): MEXT, "culture": RIKEN, "a/s nord": LUND}
    around = replace(AROUND, named={**named, "riken": RIKEN})
    for text, houses in (
        (long, {MEXT}),
        (f"Ms Ito, {long}; RIKEN", {MEXT, RIKEN}),
        ("A/S Nord", {LUND}),
        ("Sports, Culture", {RIKEN}),
    ):
        for field in ("waiting_for", "owner"):
            found = concerned(FollowUp(id=FollowUpId("f"), **{field: text}), around)
            assert found.organisations == houses

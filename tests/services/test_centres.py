"""Which countries a centre covers, where an organisation sits, and who holds a post after whom."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation, person
from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import Coverage, OrganisationKind, OrganisationSeat, Posting
from planner.domain.people import Person
from planner.domain.times import PartialDate
from planner.errors import UserError
from planner.services.planner import Planner


@pytest.fixture
def centre(planner: Planner) -> OrganisationId:
    return planner.organisations.add(
        organisation("Innovation Centre, Seoul", kind=OrganisationKind.INNOVATION_CENTRE)
    )


def covered(house: OrganisationId, country: str, **fields: str) -> Coverage:
    return Coverage(
        id=RecordId(new_id()),
        organisation_id=house,
        country=country,
        **{name: PartialDate(text) for name, text in fields.items()},  # type: ignore[arg-type]
    )


def seat(house: OrganisationId, city: str, *, main: bool = False) -> OrganisationSeat:
    return OrganisationSeat(
        id=RecordId(new_id()), organisation_id=house, city=city, country="DK", main=main
    )


def test_a_country_is_covered_once_at_a_time(planner: Planner, centre: OrganisationId) -> None:
    planner.coverages.add(covered(centre, "KR", valid_from="2014", valid_to="2018"))
    planner.coverages.add(covered(centre, "KR", valid_from="2020"))
    with pytest.raises(UserError, match="covered already"):
        planner.coverages.add(covered(centre, "KR", valid_from="2021"))
    with pytest.raises(UserError, match="no code of a country"):
        planner.coverages.add(covered(centre, "Korea"))
    with pytest.raises(UserError, match="end before it begins"):
        planner.coverages.add(covered(centre, "JP", valid_from="2021", valid_to="2020"))
    assert [(one.country, one.valid_from) for one in planner.coverages.of(centre)] == [
        ("KR", "2014"),
        ("KR", "2020"),
    ]


def test_another_main_seat_takes_the_place_of_the_first_in_one_step(
    planner: Planner, centre: OrganisationId
) -> None:
    first = planner.seats.add(seat(centre, "Copenhagen", main=True))
    second = planner.seats.add(seat(centre, "Aarhus"))
    planner.seats.edit(second.id, main=True)
    assert {one.city: one.main for one in planner.seats.of(centre)} == {
        "Copenhagen": False,
        "Aarhus": True,
    }
    planner.history.undo()
    assert {one.id for one in planner.seats.of(centre) if one.main} == {first.id}
    with pytest.raises(UserError, match="there already"):
        planner.seats.add(seat(centre, "aarhus"))


def test_a_post_is_handed_over_in_one_step(planner: Planner, centre: OrganisationId) -> None:
    old, new = (planner.keeper(Person).add(person(name)) for name in ("Kim", "Lee"))
    post = planner.postings.add(
        Posting(
            id=RecordId(new_id()),
            organisation_id=centre,
            person_id=old.id,
            title="Innovation attaché",
            countries=("KR", "JP"),
            valid_from=PartialDate("2021-08"),
        )
    )
    after = planner.postings.hand_over(post.id, new.id, dt.date(2024, 8, 1))

    told = [
        (one.person_id, one.valid_from, one.valid_to, one.title, one.countries)
        for one in planner.postings.of(centre)
    ]
    assert sorted(told, key=lambda row: row[1]) == [
        (old.id, "2021-08", "2024-07-31", "Innovation attaché", ("KR", "JP")),
        (new.id, "2024-08-01", "", "Innovation attaché", ("KR", "JP")),
    ]
    with pytest.raises(UserError, match="ended already"):
        planner.postings.hand_over(post.id, new.id, dt.date(2025, 1, 1))
    with pytest.raises(UserError, match="has the post already"):
        planner.postings.hand_over(after.id, new.id, dt.date(2025, 1, 1))
    with pytest.raises(UserError, match="end before it begins"):
        planner.postings.hand_over(after.id, None, dt.date(2024, 7, 1))
    planner.history.undo()
    (left,) = planner.postings.of(centre)
    assert (left.id, left.valid_to) == (post.id, "")


def test_a_centre_is_found_by_its_seats_and_ends_after_it_began(
    planner: Planner, centre: OrganisationId
) -> None:
    planner.seats.add(seat(centre, "Aalborg"))
    assert [hit.id for hit in planner.search("aalborg")] == [centre]
    planner.organisations.edit(centre, valid_from=PartialDate("2014-10"))
    with pytest.raises(UserError, match="end before it begins"):
        planner.organisations.edit(centre, valid_to=PartialDate("2013"))
    with pytest.raises(UserError, match="no date"):
        planner.organisations.edit(centre, valid_to=PartialDate("soon"))
    planner.organisations.edit(centre, valid_to=PartialDate("2020"))

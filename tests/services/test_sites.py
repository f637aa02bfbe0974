"""What a site offers and asks: hours, rooms, the largest group."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import site
from planner.domain.sites import OpeningHours, Room, SiteRule
from planner.errors import UserError
from planner.services.planner import Planner

MORNING = (0, dt.time(8), dt.time(12))


@pytest.fixture
def ess(planner: Planner) -> str:
    return planner.sites.add(site("ESS"))


def test_hours_are_set_as_a_whole_and_undone_as_a_whole(planner: Planner, ess: str) -> None:
    planner.sites.set_hours(ess, [MORNING, (1, dt.time(9), dt.time(17))])
    planner.sites.set_hours(ess, [MORNING])

    assert len(planner.keeper(OpeningHours).of(site_id=ess)) == 1
    planner.history.undo()
    assert [entry.weekday for entry in planner.sites.card(ess).hours] == [0, 1]


def test_a_site_cannot_close_before_it_opens(planner: Planner, ess: str) -> None:
    with pytest.raises(UserError, match="close before"):
        planner.sites.set_hours(ess, [(0, dt.time(12), dt.time(8))])


def test_a_room_keeps_its_identity_when_its_size_changes(planner: Planner, ess: str) -> None:
    planner.sites.set_rooms(ess, [("Blue room", 20), ("Hall", None)])
    blue = next(room for room in planner.sites.card(ess).rooms if room.name == "Blue room")

    planner.sites.set_rooms(ess, [("blue room", 30)])

    assert planner.keeper(Room).of(site_id=ess) == [
        Room(id=blue.id, site_id=blue.site_id, name="blue room", capacity=30)
    ]


def test_the_largest_group_is_one_rule_with_the_day_it_was_checked(
    planner: Planner, ess: str
) -> None:
    planner.sites.set_largest_group(ess, 20)
    planner.sites.set_largest_group(ess, 15, "told by the reception")

    (rule,) = planner.keeper(SiteRule).of(site_id=ess)
    assert (rule.number, rule.text, rule.checked_on) == (
        15,
        "told by the reception",
        dt.date(2027, 4, 1),
    )
    assert planner.sites.page()[0].max_group == 15
    planner.sites.set_largest_group(ess, None)
    assert planner.keeper(SiteRule).of() == []
    with pytest.raises(UserError):
        planner.sites.set_largest_group(ess, 0)

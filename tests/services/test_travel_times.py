"""The office's own table of ways: entered once, used by the checks, taken back."""

from __future__ import annotations

import pytest

from factories import item, site, visit
from planner.domain.ids import SiteId
from planner.domain.sites import Site
from planner.domain.travel import Mode, TravelTime
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


@pytest.fixture
def ends(planner: Planner) -> tuple[SiteId, SiteId]:
    """A station and a laboratory."""
    made = [site("Station"), site("Laboratory")]
    with planner._core.work("Keep", {}) as work:
        work.add_all(made)
    return made[0].id, made[1].id


def test_a_figure_holds_both_ways_and_is_entered_once(
    planner: Planner, ends: tuple[SiteId, SiteId]
) -> None:
    station, laboratory = ends
    table = planner.travel_times

    table.set(station, laboratory, Mode.COACH, 20)
    table.set(laboratory, station, Mode.COACH, 25)

    assert table.minutes(station, laboratory, Mode.COACH) == 25
    (there,), (back,) = table.of_site(station), table.of_site(laboratory)
    assert (there.site, back.site) == ("Laboratory", "Station")
    assert there.entry == back.entry
    assert there.entry.checked_on == planner.today()
    assert table.minutes(station, laboratory, Mode.WALK) is None


def test_a_one_way_figure_leaves_the_way_back_open(
    planner: Planner, ends: tuple[SiteId, SiteId]
) -> None:
    station, laboratory = ends
    table = planner.travel_times

    table.set(station, laboratory, Mode.COACH, 20, one_way=True)

    assert table.minutes(laboratory, station, Mode.COACH) is None
    assert table.of_site(laboratory) == []
    table.set(laboratory, station, Mode.COACH, 30, one_way=True)
    assert table.minutes(station, laboratory, Mode.COACH) == 20
    assert len(planner.keeper(TravelTime).of()) == 2


def test_no_figure_takes_the_entry_away_and_undo_brings_it_back(
    planner: Planner, ends: tuple[SiteId, SiteId]
) -> None:
    planner.travel_times.set(*ends, Mode.COACH, 20)
    planner.travel_times.set(*ends, Mode.COACH, None)

    assert planner.travel_times.of_site(ends[0]) == []
    planner.history.undo()
    assert planner.travel_times.minutes(*ends, Mode.COACH) == 20


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_what_no_way_takes_is_refused(
    planner: Planner, ends: tuple[SiteId, SiteId], minutes: int
) -> None:
    with pytest.raises(UserError):
        planner.travel_times.set(*ends, Mode.COACH, minutes)
    with pytest.raises(UserError):
        planner.travel_times.set(ends[0], ends[0], Mode.COACH, 5)
    with pytest.raises(NotFound):
        planner.travel_times.set(ends[0], SiteId("gone"), Mode.COACH, 5)
    assert planner.keeper(TravelTime).of() == []


def test_the_checks_of_a_visit_know_the_figure(
    planner: Planner, ends: tuple[SiteId, SiteId]
) -> None:
    station, laboratory = ends
    trip = visit()
    with planner._core.work("Keep", {}) as work:
        work.add(trip)
        work.add(item(trip.id, "Welcome", "09:00", "10:00", site_id=station))
        work.add(item(trip.id, "Tour", "10:10", "11:00", site_id=laboratory))
    planner.travel_times.set(station, laboratory, Mode.COACH, 20)

    around = planner.checking.circumstances(planner.visits.plan(trip.id))

    known = around.travel_time(station, laboratory)
    assert known is not None
    assert known.minutes == 20


def test_a_site_that_goes_takes_its_ways_along(
    planner: Planner, ends: tuple[SiteId, SiteId]
) -> None:
    planner.travel_times.set(*ends, Mode.COACH, 20)

    planner.sites.remove(ends[1])

    assert planner.travel_times.of_site(ends[0]) == []
    assert planner.keeper(Site).find(ends[1]) is None

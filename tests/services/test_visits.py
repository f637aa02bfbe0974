"""Visits, delegations and itineraries through their verbs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from factories import CPH, at, item, person, visit
from planner.domain.ids import ItemId, VisitId, new_id
from planner.domain.itinerary import AudienceKind, ItemKind
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound, OutOfDate, UserError
from planner.services.planner import Planner


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    return planner.visits.new(visit())


def wall(text: str, zone: str = CPH) -> WallTime:
    return WallTime(at(text), zone)


def test_a_visit_is_found_by_code_or_words_of_its_title(planner: Planner, trip: VisitId) -> None:
    assert planner.visits.find("jp-dk").id == trip
    assert planner.visits.find("ministry japan").id == trip
    with pytest.raises(NotFound, match="no visit"):
        planner.visits.find("Norway")


def test_a_visit_cannot_end_before_it_begins(planner: Planner) -> None:
    with pytest.raises(UserError, match="end before"):
        planner.visits.new(visit(last_day=dt.date(2027, 5, 1)))

    assert planner.visits.count() == 0


def test_a_delegate_keeps_the_title_of_the_visit_when_the_post_changes(
    planner: Planner, trip: VisitId
) -> None:
    known = person("Tanaka", "Haruto")
    planner.contacts.add(known, organisation="MEXT", title="Deputy Director")
    planner.delegations.add_person(trip, known.id)

    planner.contacts.set_post(known.id, "JST", "President")

    (line,) = planner.delegations.lines(planner.visits.plan(trip))
    assert (line.title, line.organisation) == ("Deputy Director", "MEXT")
    assert planner.contacts.page()[0].position == "President"


def test_the_same_person_is_in_a_delegation_once(planner: Planner, trip: VisitId) -> None:
    known = person()
    planner.contacts.add(known)
    planner.delegations.add_person(trip, known.id)

    with pytest.raises(UserError, match="already"):
        planner.delegations.add_person(trip, known.id)


def test_a_placeholder_is_named_and_keeps_its_place(planner: Planner, trip: VisitId) -> None:
    known = person("Sato", "Hanako", country="JP")
    planner.contacts.add(known)
    group = planner.delegations.add_group(trip, "Science")
    delegate = planner.delegations.add_placeholder(trip, "N.N.", rank=3)
    planner.delegations.set_groups(delegate, [group])

    planner.delegations.name_placeholder(delegate, known.id)

    (line,) = planner.delegations.lines(planner.visits.plan(trip))
    assert (line.name, line.rank, line.groups, line.is_placeholder) == (
        "Sato Hanako",
        3,
        "A",
        False,
    )


def test_moving_an_item_keeps_its_length_and_undo_brings_it_back(
    planner: Planner, trip: VisitId
) -> None:
    tour = planner.itineraries.add(item(trip, "Tour", "09:00", "10:30"))

    moved = planner.itineraries.move(tour, Slot(wall("Tue 14:00")))

    assert (moved.start_local, moved.end_local) == (at("Tue 14:00"), at("Tue 15:30"))
    planner.history.undo()
    assert planner.itineraries.item(tour).start_local == at("09:00")


def test_moving_a_whole_day_keeps_its_days(planner: Planner, trip: VisitId) -> None:
    fair = planner.itineraries.add(item(trip, "Fair", "00:00", "Tue 00:00", all_day=True))

    for _ in range(2):
        moved = planner.itineraries.move(fair, Slot(wall("Wed 00:00")))

    assert moved.start_local == at("Wed 00:00")
    assert moved.end_local == at("Wed 00:00") + dt.timedelta(days=1)


def test_moving_a_leg_keeps_its_zones_and_its_real_time(planner: Planner, trip: VisitId) -> None:
    flight = item(
        trip, "Flight", "Wed 15:45", "2027-05-13 11:30", kind=ItemKind.LEG, end_zone="Asia/Tokyo"
    )
    planner.itineraries.add(flight)

    moved = planner.itineraries.move(flight.id, Slot(wall("Wed 16:45")))

    assert (moved.end_local, moved.end_zone) == (dt.datetime(2027, 5, 13, 12, 30), "Asia/Tokyo")
    assert moved.span.duration == flight.span.duration


def test_an_item_moved_by_somebody_else_is_not_moved_blindly(
    planner: Planner, trip: VisitId
) -> None:
    tour = item(trip, "Tour", "09:00", "10:30")
    planner.itineraries.add(tour)
    planner.itineraries.move(tour.id, Slot(wall("Tue 14:00")))

    with pytest.raises(OutOfDate):
        planner.itineraries.move(tour.id, Slot(wall("Wed 08:00")), seen=tour)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"end_local": None}, "both a start and an end"),
        ({"start_zone": "Mars/Olympus"}, "not a time zone"),
    ],
)
def test_an_entry_that_cannot_stand_is_refused_with_advice(
    planner: Planner, trip: VisitId, fields: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence) as told:
        planner.itineraries.add(
            item(trip, **{"title": "Tour", "start": "09:00", "end": "10:00", **fields})
        )  # type: ignore[arg-type]

    assert told.value.hint
    assert planner.visits.plan(trip).items == ()


def test_the_audience_follows_the_rule(planner: Planner, trip: VisitId) -> None:
    first, second = (
        planner.delegations.add_placeholder(trip, name) for name in ("N.N. 1", "N.N. 2")
    )
    group = planner.delegations.add_group(trip, "Science")
    planner.delegations.set_groups(first, [group])
    tour = planner.itineraries.add(item(trip, "Tour", "09:00", "10:00"))

    planner.itineraries.set_audience(tour, AudienceKind.GROUPS, groups=[group])
    assert [one.id for one in on(planner, trip)] == [first]
    planner.itineraries.set_audience(tour, AudienceKind.ALL_EXCEPT, delegates=[first])
    assert [one.id for one in on(planner, trip)] == [second]
    with pytest.raises(UserError, match="Nobody"):
        planner.itineraries.set_audience(tour, AudienceKind.NAMED)


def on(planner: Planner, trip: VisitId) -> list[object]:
    plan = planner.visits.plan(trip)
    return list(plan.on(plan.items[0]))


def test_hosts_stand_in_the_order_given(planner: Planner, trip: VisitId) -> None:
    first, second = person("Nilsson", "Eva"), person("Berg", "Ola")
    for host in (first, second):
        planner.contacts.add(host)
    tour = planner.itineraries.add(item(trip, "Tour", "09:00", "10:00"))

    planner.itineraries.set_hosts(tour, people=[first.id, second.id])
    planner.itineraries.set_hosts(tour, people=[second.id, first.id])

    plan = planner.visits.plan(trip)
    assert [plan.host_name(host) for host in plan.hosts_of(plan.items[0])] == [
        "Ola Berg",
        "Eva Nilsson",
    ]


def test_a_night_flight_stands_on_both_days(planner: Planner, trip: VisitId) -> None:
    planner.itineraries.add(
        item(trip, "Flight", "Tue 15:45", "Wed 11:30", kind=ItemKind.LEG, end_zone="Asia/Tokyo")
    )
    planner.itineraries.add(item(trip, "Later"))

    shown = planner.itineraries.days(planner.visits.plan(trip))

    assert [(day.date.day, [line.continues for line in day.lines]) for day in shown.days] == [
        (10, []),
        (11, [False]),
        (12, [True]),
    ]
    assert shown.days[2].zones == ("Asia/Tokyo",)
    assert [line.item.title for line in shown.unscheduled] == ["Later"]


def test_removing_a_visit_takes_all_that_is_its_own_and_one_undo_brings_it_back(
    planner: Planner, trip: VisitId
) -> None:
    known = person()
    planner.contacts.add(known)
    planner.delegations.add_person(trip, known.id)
    planner.itineraries.add(item(trip, "Tour", "09:00", "10:00"))
    before = planner.visits.plan(trip)

    planner.visits.remove(trip)
    assert planner.visits.count() == 0
    assert planner.contacts.count() == 1
    planner.history.undo()

    assert planner.visits.plan(trip) == before


def test_somebody_new_comes_into_the_delegation_in_one_step(
    planner: Planner, trip: VisitId
) -> None:
    planner.delegations.add_new_person(
        trip, person("Ito", "Ren"), organisation="JST", title="Officer"
    )

    (line,) = planner.delegations.lines(planner.visits.plan(trip))
    assert (line.organisation, line.title) == ("JST", "Officer")
    planner.history.undo()
    assert planner.contacts.count() == 0
    assert planner.visits.plan(trip).delegates == ()


def test_themes_are_set_as_one_step_and_never_doubled(planner: Planner, trip: VisitId) -> None:
    planner.visits.set_themes(trip, ["Quantum", "health", " Quantum "])
    planner.visits.set_themes(trip, ["Health", "Materials"])

    assert planner.visits.plan(trip).themes == ("Materials", "health")
    planner.history.undo()
    assert planner.visits.plan(trip).themes == ("Quantum", "health")


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_year_that_cannot_be_meant_is_refused_and_nothing_is_written(
    sample: Planner, year: int
) -> None:
    visit = sample.visits.find("JP-DK-2027")
    plan = sample.visits.plan(visit.id)
    item, far = plan.scheduled[0], dt.datetime(year, 12, 31)
    verbs: list[Callable[[], object]] = [
        lambda: sample.itineraries.edit(item.id, end_local=far),
        lambda: sample.itineraries.move(item.id, Slot(WallTime(far, item.start_zone))),
        lambda: sample.itineraries.edit(item.id, all_day=True, start_local=far, end_local=far),
        lambda: sample.itineraries.add(
            replace(item, id=ItemId(new_id()), start_local=far, end_local=far)
        ),
        lambda: (
            sample.visits.edit(visit.id, first_day=dt.date(1900, 1, 1), last_day=far.date())
            if year > 1900
            else sample.visits.edit(visit.id, first_day=far.date())
        ),
        lambda: sample.delegations.edit(plan.delegates[0].id, arrives_local=far),
    ]
    for verb in verbs:
        with pytest.raises(UserError, match=f"The year {year} cannot be meant"):
            verb()
    assert sample.visits.plan(visit.id) == plan


def test_an_entry_of_eighty_years_has_two_rows_in_the_list(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    item = next(one for one in plan.scheduled if one.kind is ItemKind.STAY)
    assert item.end_local is not None
    far = item.end_local.replace(year=item.end_local.year + 80)
    sample.itineraries.edit(item.id, end_local=far)

    after = sample.visits.plan(plan.visit.id)
    rows = [
        line.day
        for day in sample.itineraries.days(after).days
        for line in day.lines
        if line.item.id == item.id
    ]
    assert rows == [item.start_local.date() if item.start_local else None, far.date()]

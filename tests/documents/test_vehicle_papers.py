"""Vehicle list and drivers' sheets: every head is in one vehicle, and both say the same of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from delegations import delegation
from documents.office_papers import everybody, number, of_plan, of_sample, tables, text_of
from documents.outlines import held
from factories import PlanBuilder, site
from planner.documents.content import Document, Entries, Entry, Heading, Notice, first
from planner.documents.kinds import DOCUMENTS
from planner.documents.sheets.driver_sheet import driver_sheet
from planner.documents.sheets.riding_words import loads_of
from planner.documents.sheets.vehicle_list import vehicle_list
from planner.documents.speaking.sheet_words import by_day
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import Item, ItemResource
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.riding import journeys, passengers
from planner.domain.seats import vehicles_of
from planner.domain.travel import Resource, Ride
from planner.services.planner import Planner


def drivers(plan: Plan) -> list[Recipient]:
    return [one for one in everybody(plan) if one.kind is RecipientKind.DRIVER]


def entries(document: Document) -> list[Entry]:
    found = [block.entries for block in document.blocks if isinstance(block, Entries)]
    return [entry for several in found for entry in several]


def line(entry: Entry, label: str) -> str:
    return next((first(one.text) for one in entry.lines if first(one.label) == label), "")


@pytest.mark.parametrize(
    ("which", "codes"), [("jp", ("en",)), ("jp", ("en", "ja")), ("sh", ("ja",))]
)
def test_the_list_of_a_sample_stays_as_it_is(
    sample: Planner, which: str, codes: tuple[str, ...]
) -> None:
    made = vehicle_list(of_sample(sample, which, *codes))
    assert made is not None
    held(f"vehicle_list.{which}.{'-'.join(codes)}", made)


@pytest.mark.parametrize(("which", "codes"), [("jp", ("en",)), ("sh", ("en", "ja"))])
def test_the_sheet_of_a_driver_stays_as_it_is(
    sample: Planner, which: str, codes: tuple[str, ...]
) -> None:
    whole = of_sample(sample, which)
    one = max(drivers(whole.plan), key=lambda one: one.name)
    made = driver_sheet(
        of_sample(sample, which, *codes, profile=Profile.DRIVERS, recipient=one, own=True)
    )
    assert made is not None
    held(f"driver_sheet.{which}.{'-'.join(codes)}", made)


@settings(max_examples=60)
@given(seed=some.integers(0, 5000))
def test_every_head_rides_once_and_the_list_adds_up(seed: int) -> None:
    plan = delegation(seed)
    material = of_plan(plan)
    made = vehicle_list(material)
    moved = [item for item in journeys(plan) if vehicles_of(plan, item)]
    if made is None:
        assert not moved
        return
    ordered = [item for _day, items in by_day(moved) for item in items]
    for item, table in zip(ordered, tables(made), strict=True):
        heads = [row.delegate.id for row in passengers(plan, item, "en")]
        assert len(heads) == len(set(heads))
        assert set(heads) >= plan.heads_on(item)
        said = sum(number(row, 3) for row in table.rows if not row.strong)
        assert said == len(heads)
        assert all(number(row, 3) == said for row in table.rows if row.strong)


@settings(max_examples=60)
@given(seed=some.integers(0, 5000))
def test_a_driver_reads_the_number_that_stands_on_the_list_of_the_office(seed: int) -> None:
    plan = delegation(seed)
    whole = of_plan(plan)
    for one in drivers(plan):
        own = of_plan(plan, profile=Profile.DRIVERS, recipient=one, own=True)
        for item in journeys(own.plan):
            mine = _riders(own, item, one.id)
            ours = _riders(whole, plan.item[item.id], one.id)
            assert mine == ours or not any(ride.item_id == item.id for ride in plan.rides)


def _riders(material: object, item: Item, vehicle: str) -> set[str]:
    loads, _left = loads_of(material, item)  # type: ignore[arg-type]
    return {row.delegate.id for load in loads if load.vehicle.id == vehicle for row in load.riders}


class Fleet:
    """Two coaches for three guests on one way, and one coach on the way back."""

    def __init__(self) -> None:
        self.built = built = PlanBuilder("Sato", "Ito", "Abe")
        self.gate = site("Gate", address="Gate 1", country="DK")
        self.lab = site("Lab", address="Lab 2", country="SE", phone="+46 1")
        self.coaches = [
            Resource(
                id=ResourceId(new_id()),
                visit_id=built.plan.visit.id,
                name=f"Coach {number}",
                capacity=seats,
                phone=f"+45 {number}",
            )
            for number, seats in ((1, 1), (2, 10))
        ]
        self.out = built.leg("Out", "10:00", "11:00", origin=self.gate, goal=self.lab, buffer=10)
        self.back = built.leg("Back", "15:00", "16:00", origin=self.lab, goal=self.gate)
        built.add(resources=tuple(self.coaches))
        for item, coach in ((self.out, 0), (self.out, 1), (self.back, 1)):
            self.book(item, coach)

    def book(self, item: Item, coach: int, notes: str = "") -> None:
        self.built.add(
            bookings=(
                ItemResource(
                    id=RecordId(new_id()),
                    item_id=item.id,
                    resource_id=self.coaches[coach].id,
                    notes=notes,
                ),
            )
        )

    def seat(self, name: str, coach: int) -> None:
        ride = Ride(
            id=RecordId(new_id()),
            item_id=self.out.id,
            resource_id=self.coaches[coach].id,
            delegate_id=self.built.people[name].id,
        )
        self.built.add(rides=(ride,))

    def driver(self, coach: int) -> Document:
        plan = self.built.plan
        one = next(one for one in drivers(plan) if one.id == self.coaches[coach].id)
        made = driver_sheet(of_plan(plan, profile=Profile.DRIVERS, recipient=one, own=True))
        assert made is not None
        return made


def test_who_rides_where_is_named_where_there_are_several_vehicles() -> None:
    fleet = Fleet()
    for name, coach in (("Sato", 0), ("Ito", 0)):
        fleet.seat(name, coach)
    made = vehicle_list(of_plan(fleet.built.plan))
    assert made is not None
    out = [(first(row.cells[1]), number(row, 2), number(row, 3)) for row in tables(made)[0].rows]
    assert out == [("ITO, SATO", 1, 2), ("", 10, 0), ("ABE", 0, 1), ("", 11, 3)]
    back = [(first(row.cells[1]), number(row, 3)) for row in tables(made)[1].rows]
    assert back == [("Whole delegation", 3)]


def test_too_few_seats_stand_out() -> None:
    fleet = Fleet()
    fleet.seat("Sato", 0)
    calm = vehicle_list(of_plan(fleet.built.plan))
    fleet.seat("Ito", 0)
    loud = vehicle_list(of_plan(fleet.built.plan))
    assert calm is not None
    assert loud is not None
    assert not [block for block in calm.blocks if isinstance(block, Notice)]
    assert "Coach 1: 2 people, 1 seats" in text_of(loud)


def test_a_driver_reads_when_where_whom_and_what_is_kept_free() -> None:
    fleet = Fleet()
    fleet.seat("Sato", 0)
    fleet.seat("Ito", 1)
    (out,) = entries(fleet.driver(0))
    assert (out.time, first(out.title)) == ("10:00", "Gate → Lab")
    assert first(out.time_note) == "until 11:00"
    assert line(out, "Pick-up") == "Gate 1"
    assert line(out, "Destination") == "Lab 2"
    assert line(out, "Seats taken") == "1 of 1 seats"
    assert line(out, "Passengers") == "SATO"
    assert line(out, "After arrival") == "10 min in hand, until 11:10"


def test_what_a_driver_has_in_hand_is_real_time_over_a_change_of_the_clocks() -> None:
    """Ten minutes after 01:55 it is 03:05 in the night in which the clock skips an hour."""
    fleet = Fleet()
    night = datetime(2027, 3, 28, 1)
    out = replace(fleet.out, start_local=night, end_local=night.replace(minute=55))
    fleet.built.plan = fleet.built.plan.with_items([out])
    fleet.seat("Sato", 0)
    told = [line(one, "After arrival") for one in entries(fleet.driver(0))]
    assert "10 min in hand, until 03:05" in told


def test_a_driver_reads_by_which_clocks_a_journey_ends_and_how_long_a_hire_lasts() -> None:
    fleet = Fleet()
    fleet.built.plan = fleet.built.plan.with_items(
        [
            replace(fleet.out, end_zone="Europe/London"),
            replace(
                fleet.back,
                all_day=True,
                end_local=fleet.back.end_local and fleet.back.end_local + timedelta(days=2),
            ),
        ]
    )
    hire, out = entries(fleet.driver(1))
    assert (out.time, first(out.time_note)) == ("10:00", "until 11:00 London")
    assert (hire.time, first(hire.time_note)) == ("All day", "until Wed 12 May")


def test_a_driver_learns_nothing_of_who_rides_with_another() -> None:
    fleet = Fleet()
    fleet.seat("Sato", 0)
    fleet.seat("Ito", 1)
    fleet.book(fleet.back, 0, notes="Wait at the east door")
    told = text_of(fleet.driver(0))
    assert "ITO" not in told.partition("Back")[0]
    assert "Coach 2" not in told
    assert "+45 2" not in told
    assert "Wait at the east door" in told


def test_a_border_is_said() -> None:
    fleet = Fleet()
    legs = tuple(replace(leg, from_country="DK", to_country="SE") for leg in fleet.built.plan.legs)
    fleet.built.plan = replace(fleet.built.plan, legs=legs)
    assert line(entries(fleet.driver(1))[0], "Border") == "Denmark → Sweden"


def test_the_office_prints_each_vehicle_on_its_own_page(sample: Planner) -> None:
    material = of_sample(sample, "jp", own=True)
    made = driver_sheet(material)
    assert made is not None
    first_pages = [
        block for block in made.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert [block.new_page for block in first_pages] == [False, True]
    assert "Louise Thorup Hedegaard" in text_of(made)


@pytest.mark.parametrize("which", ["jp", "sh"])
def test_no_driver_reads_a_post_a_phone_of_a_guest_or_an_internal_note(
    sample: Planner, which: str
) -> None:
    whole = of_sample(sample, which).plan
    guests = {one.person_id for one in whole.delegates}
    secret = {point.value for point in whole.contact_points if point.person_id in guests}
    secret |= {item.internal_notes for item in whole.items if item.internal_notes}
    secret |= {one.title for one in whole.delegates if one.title and one.person_id}
    known = " ".join(one.placeholder for one in whole.delegates)
    secret = {text for text in secret if text not in known}
    for one in drivers(whole):
        made = driver_sheet(
            of_sample(sample, which, profile=Profile.DRIVERS, recipient=one, own=True)
        )
        assert made is not None
        told = text_of(made)
        office = whole.visit.emergency_contact
        assert not [text for text in secret if text in told.replace(office, "")]


def test_hosts_and_guests_get_neither() -> None:
    assert DOCUMENTS["vehicle-list"].profiles == {Profile.INTERNAL}
    assert DOCUMENTS["driver-sheet"].profiles == {Profile.INTERNAL, Profile.DRIVERS}
    host = Recipient(key="host:1", kind=RecipientKind.HOST, name="Host")
    assert driver_sheet(of_plan(Fleet().built.plan, recipient=host)) is None

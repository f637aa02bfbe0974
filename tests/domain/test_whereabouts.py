"""Under which country a day stands: where most live, not where somebody changes planes or has lunch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import CPH, PlanBuilder, site
from planner.domain.board import BoardDay, board_days
from planner.domain.itinerary import ItemKind, ItemStatus

TOKYO, HELSINKI, STOCKHOLM, BERLIN = (
    "Asia/Tokyo",
    "Europe/Helsinki",
    "Europe/Stockholm",
    "Europe/Berlin",
)
NBI = site("NBI", country="DK")
ESS = site("ESS", country="SE", zone=STOCKHOLM)
HOTEL = site("Hotel", country="SE", zone=STOCKHOLM)
HAM = site("Hamburg Airport", country="DE", zone=BERLIN)
FRA = site("Frankfurt Airport", country="DE", zone=BERLIN)
HEL = site("Helsinki Airport", country="FI", zone=HELSINKI)
HND = site("Tokyo Haneda Airport", country="JP", zone=TOKYO)


def visit_to(country: str, *names: str) -> PlanBuilder:
    build = PlanBuilder(*names)
    build.plan = replace(build.plan, visit=replace(build.plan.visit, country=country))
    return build


def notes(days: tuple[BoardDay, ...]) -> list[str]:
    """What the head of each day says: the country that is entered, else where most are."""
    return [day.strips[0].country if day.strips else day.country for day in days]


def test_an_afternoon_abroad_is_said_on_its_own_day_only() -> None:
    build = visit_to("DK", "Abe", "Sato")
    build.item("Welcome", "10:00", "11:00")
    build.item("Tour", "Tue 14:00", "Tue 16:00", at_site=ESS, start_zone=STOCKHOLM)

    days = board_days(build.plan)
    assert notes(days) == ["DK", "SE", "DK"]
    assert [day.country for day in days] == ["DK", "DK", "DK"]
    assert days[2].zone == CPH


def test_without_a_country_of_the_visit_an_empty_day_says_none() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "10:00", "11:00", at_site=NBI)
    build.item("Tour", "Tue 14:00", "Tue 16:00", at_site=ESS)

    assert notes(board_days(build.plan)) == ["DK", "SE", ""]


def test_who_took_a_journey_stays_where_it_went() -> None:
    build = visit_to("DK", "Abe")
    build.leg("Coach to Lund", "Mon 15:00", "Mon 16:00", origin=NBI, goal=HOTEL)

    days = board_days(build.plan)
    assert [day.country for day in days] == ["SE", "SE", "SE"]
    assert [(strip.country, strip.minute) for strip in days[0].strips] == [("SE", 16 * 60)]
    assert days[1].strips == ()


def test_who_sleeps_abroad_is_abroad() -> None:
    build = visit_to("DK", "Abe")
    build.item("Stay", "15:00", "Tue 10:00", kind=ItemKind.STAY, at_site=HOTEL)

    assert [day.country for day in board_days(build.plan)] == ["SE", "SE", "SE"]


def test_a_change_of_planes_puts_nobody_into_the_country() -> None:
    build = visit_to("JP", "Abe", "Sato", "Ito", "Mori", "Ono")
    build.group("A", "Abe", "Sato")
    build.group("B", "Ito", "Mori", "Ono")
    build.leg("HAM-FRA", "13:00", "14:00", groups="A", origin=HAM, goal=FRA, start_zone=BERLIN,
              end_zone=BERLIN)  # fmt: skip
    build.leg("HAM-HEL", "12:40", "15:30", groups="B", origin=HAM, goal=HEL, start_zone=BERLIN,
              end_zone=HELSINKI)  # fmt: skip
    build.leg("FRA-HND", "17:00", "Tue 12:00", groups="A", origin=FRA, goal=HND, start_zone=BERLIN,
              end_zone=TOKYO)  # fmt: skip
    build.leg("HEL-HND", "17:30", "Tue 12:45", groups="B", origin=HEL, goal=HND,
              start_zone=HELSINKI, end_zone=TOKYO)  # fmt: skip

    days = board_days(build.plan)
    assert notes(days) == ["DE", "JP", "JP"]
    (strip,) = days[1].strips
    assert (strip.shift, strip.minute) == (7 * 60, 12 * 60 + 45)


@pytest.mark.parametrize(("waits", "shown"), [("Mon 20:00", "DE"), ("Tue 08:00", "FI")])
def test_a_night_between_two_flights_is_a_stay(waits: str, shown: str) -> None:
    build = visit_to("JP", "Abe")
    build.leg("HAM-HEL", "12:40", "15:30", origin=HAM, goal=HEL)
    ends = "Tue 12:45" if waits.startswith("Mon") else "Wed 06:00"
    build.leg("HEL-HND", waits, ends, origin=HEL, goal=HND)

    assert notes(board_days(build.plan))[0] == shown


def test_a_cancelled_journey_takes_nobody_anywhere() -> None:
    build = visit_to("DK", "Abe")
    build.leg("Coach", "15:00", "16:00", origin=NBI, goal=HOTEL, status=ItemStatus.CANCELLED)

    assert notes(board_days(build.plan)) == ["DK", "DK", "DK"]


def test_half_of_the_people_elsewhere_are_not_most() -> None:
    build = visit_to("DK", "Abe", "Sato")
    build.item("Tour", "10:00", "12:00", named=("Abe",), at_site=ESS)

    (today, *_rest) = board_days(build.plan)
    assert today.strips == ()

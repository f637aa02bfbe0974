"""The clock of the computer is wrong, or the rules of zones changed (rows C11, H5 and H6)."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import replace
from importlib import import_module

import pytest

from conftest import Clock
from factories import at, item, person, visit
from planner.cli import main
from planner.domain.clock_notes import jumped_back, length_said, moved_by_rules
from planner.domain.ids import VisitId
from planner.domain.times import zone_names
from planner.services.planner import Planner

KYIV = "Europe/Kyiv"


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    return planner.visits.new(visit())


def as_planned_by_other_rules(planner: Planner, hours: int, title: str) -> None:
    """As if the rules of the zone had been others when the entry was written."""
    with planner._core.library.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET digest = NULL,"
            " start_instant = datetime(start_instant, :by) || '.000000',"
            " end_instant = datetime(end_instant, :by) || '.000000' WHERE title = :title",
            {"by": f"{-hours:+d} hours", "title": title},
        )


def meet(planner: Planner, trip: VisitId, title: str, start: str, zone: str = KYIV) -> None:
    end = (at(start) + dt.timedelta(hours=1)).isoformat()
    planner.itineraries.add(item(trip, title, start, end, start_zone=zone, end_zone=zone))


# the clock jumps


@pytest.mark.parametrize("wrong", [{"hours": 3}, {"days": 365 * 57}])
def test_a_clock_that_jumped_back_is_said_and_history_and_undo_go_by_number(
    planner: Planner, clock: Clock, wrong: dict[str, float]
) -> None:
    """Row H5: changes made "earlier" than those before them are the newest all the same."""
    planner.contacts.people.add(person("Sato"))
    assert planner.clock_watch.behind() is None

    clock.now -= dt.timedelta(**wrong)
    assert planner.clock_watch.behind() == dt.timedelta(**wrong)
    planner.contacts.people.add(person("Mori"))

    names = [step.facts["name"] for step in planner.history.page()][:2]
    assert [str(name).split()[-1] for name in names] == ["Mori", "Sato"]
    planner.history.undo()
    assert [one.name for one in planner.contacts.page(0, 9)] == ["Hanako Sato"]
    planner.history.redo()
    assert planner.contacts.count() == 2
    assert planner.checking_up.check().is_whole, "the chain goes by number, too"


def test_two_computers_of_an_office_differ_by_minutes_and_nothing_is_said(
    planner: Planner, clock: Clock
) -> None:
    planner.contacts.people.add(person("Sato"))
    clock.forward(minutes=-8)
    assert planner.clock_watch.behind() is None
    clock.forward(minutes=-4)
    assert planner.clock_watch.behind() == dt.timedelta(minutes=12)


def test_a_clock_of_2099_that_is_set_right_again_is_said_until_the_next_change(
    planner: Planner, clock: Clock
) -> None:
    clock.forward(days=365 * 72)
    planner.contacts.people.add(person("Sato"))
    clock.forward(days=-365 * 72)
    assert planner.clock_watch.behind() == dt.timedelta(days=365 * 72)
    planner.contacts.people.add(person("Mori"))
    assert planner.clock_watch.behind() is None


def test_lengths_are_said_as_people_say_them() -> None:
    told = [length_said(dt.timedelta(**one)) for one in LENGTHS]
    assert told == ["3 h", "30 min", "1 h 30 min", "26 h", "20805 days"]
    assert jumped_back(dt.timedelta(hours=3)).startswith(
        "The clock of this computer jumped back 3 h"
    )


LENGTHS: list[dict[str, float]] = [
    {"hours": 3}, {"minutes": -30}, {"minutes": 90}, {"hours": 26}, {"days": 365 * 57},
]  # fmt: skip


# the rules change


def test_entries_that_new_rules_moved_are_counted_by_zone_over_all_visits(
    planner: Planner, trip: VisitId
) -> None:
    """Row H6: "4 entries in Kyiv moved by 1 h: review them"; what is over, is cancelled or stands is not."""
    other = planner.visits.new(visit(code="UA-2"))
    for number in range(3):
        meet(planner, trip, "Talks", f"2027-05-1{number}T10:00")
    meet(planner, other, "Talks", "2027-06-10T10:00")
    meet(planner, other, "Dinner", "2027-06-10T19:00", "Asia/Tokyo")
    meet(planner, other, "Long ago", "2026-06-10T10:00")
    meet(planner, other, "Stands", "2027-06-11T10:00")
    for title, hours in (("Talks", 1), ("Dinner", -1), ("Long ago", 1)):
        as_planned_by_other_rules(planner, hours, title)

    found = planner.clock_watch.moved()

    assert [(one.zone, one.by, one.count, one.visits) for one in found] == [
        (KYIV, dt.timedelta(hours=1), 4, (trip, other)),
        ("Asia/Tokyo", dt.timedelta(hours=-1), 1, (other,)),
    ]
    assert moved_by_rules(found)[0] == (
        "4 entries in Kyiv moved by 1 h because the rules of their time zone changed: review them."
    )
    assert planner.checking.keep_local_times(trip) == 3
    assert [one.count for one in planner.clock_watch.moved()] == [1, 1]


def test_an_end_in_another_zone_is_looked_at_too(planner: Planner, trip: VisitId) -> None:
    flight = item(trip, "Flight", "2027-05-10T10:00", "2027-05-10T15:00", end_zone=KYIV)
    planner.itineraries.add(replace(flight, start_zone="Asia/Tokyo"))
    with planner._core.library.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET digest = NULL, end_instant = datetime(end_instant, '-1 hours') || '.000000'"
        )
    (found,) = planner.clock_watch.moved()
    assert (found.zone, found.by) == (KYIV, dt.timedelta(hours=1))


def test_the_command_line_says_both(
    planner: Planner, trip: VisitId, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.forward(days=365 * 100)
    meet(planner, trip, "Talks", "2190-05-10T10:00")
    as_planned_by_other_rules(planner, 1, "Talks")
    address = planner.address
    planner.close()

    assert main(["--library", address, "library", "check"]) in (0, 3)
    said = capsys.readouterr().err
    assert "The clock of this computer jumped back" in said
    assert "1 entry in Kyiv moved by 1 h" in said


def test_the_rules_are_the_bundled_ones_on_every_machine() -> None:
    assert zoneinfo.TZPATH == ()
    assert str(import_module("tzdata").IANA_VERSION) >= "2026"
    assert len(zone_names()) > 590

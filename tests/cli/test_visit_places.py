"""Rooms and seats on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from factories import item, person, visit
from planner.cli import main
from planner.domain.ids import ResourceId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.travel import Resource
from planner.services.planner import Planner


def test_rooms_and_seats_are_said_and_shown(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    key = planner.visits.new(visit(code="TRIP"))
    for name in ("Abe", "Ito"):
        planner.delegations.add_person(key, planner.contacts.add(person(name, "")))
    planner.itineraries.add(item(key, "Hotel", "Mon 20:00", "Tue 08:00", kind=ItemKind.STAY))
    leg = planner.itineraries.add(item(key, "Coach", "09:00", "10:00", kind=ItemKind.LEG))
    cars = [Resource(id=ResourceId(new_id()), visit_id=key, name=n) for n in ("Car 1", "Car 2")]
    for one in cars:
        planner.keeper(Resource).add(one)
    planner.itineraries.set_bookings(leg, [one.id for one in cars])
    address = planner.address
    planner.close()

    def asked(noun: str, *arguments: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        command = ["--library", address, "visit", noun, "TRIP", *arguments, "--json"]
        assert main(command) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)[noun]
        return found

    assert [one["room"] for one in asked("rooms", "Hotel", "all", "--room", "7", "--dry-run")] == [
        "",
        "",
    ]
    shown = asked("rooms", "Hotel", "all", "--room", "7", "--kind", "twin")
    assert [(one["name"], one["room"], one["kind"]) for one in shown] == [
        ("Abe", "7", "twin"),
        ("Ito", "7", "twin"),
    ]
    assert [one["room"] for one in asked("rooms", "Hotel", "Ito", "--clear")] == ["7", ""]
    assert [one["vehicle"] for one in asked("seats", "Coach", "Ito", "--vehicle", "2")] == [
        "",
        "Car 2",
    ]
    assert [one["seat"] for one in asked("seats", "Coach", "Ito", "--seat", "4")] == ["", "4"]
    assert [one["vehicle"] for one in asked("seats", "Coach", "--spread")] == ["Car 1", "Car 2"]
    assert main(["--library", address, "visit", "seats", "TRIP", "Coach"]) == 0
    assert "Car 2" in capsys.readouterr().out
    assert main(["--library", address, "visit", "rooms", "TRIP", "Hotel", "Cho"]) != 0
    assert "means 0 people" in capsys.readouterr().err
    assert main(["--library", address, "visit", "seats", "TRIP", "Coach", "Abe", "--vehicle", "x"])
    assert "none of the vehicles" in capsys.readouterr().err


def test_words_that_fit_a_stay_and_more_mean_the_stay_where_rooms_are_asked_for(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    key = planner.visits.new(visit(code="TRIP"))
    planner.delegations.add_person(key, planner.contacts.add(person("Abe", "")))
    stay = item(key, "Harbour Hotel, one night", "Mon 20:00", "Tue 08:00", kind=ItemKind.STAY)
    planner.itineraries.add(stay)
    planner.itineraries.add(
        item(key, "Coach to the Harbour Hotel", "Mon 18:00", "Mon 19:00", kind=ItemKind.LEG)
    )
    planner.itineraries.add(item(key, "Briefing at the Harbour Hotel", "Mon 21:00", "Mon 22:00"))
    address = planner.address
    planner.close()

    command = ["--library", address, "visit", "rooms", "TRIP", "harbour hotel", "all"]
    assert main([*command, "--room", "7"]) == 0
    assert "7" in capsys.readouterr().out
    assert main(["--library", address, "visit", "seats", "TRIP", "harbour hotel", "all"]) == 0

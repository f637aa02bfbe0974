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

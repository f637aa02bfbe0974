"""Positions, great circles, boxes and the projection, with the date line in the way."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from planner.domain.geography import (
    Position,
    box_around,
    distance_km,
    great_circle,
    latitude_at,
    northing,
    turned,
)

COPENHAGEN = Position(12.57, 55.68)
TOKYO = Position(139.77, 35.68)
SAN_FRANCISCO = Position(-122.38, 37.62)
positions = some.builds(Position, some.floats(-180, 180), some.floats(-83, 83))


def test_copenhagen_and_tokyo_are_8700_km_apart() -> None:
    assert distance_km(COPENHAGEN, TOKYO) == pytest.approx(8700, rel=0.01)


def test_a_flight_to_japan_goes_far_north_of_both_ends() -> None:
    way = great_circle(COPENHAGEN, TOKYO)
    assert way[0] == COPENHAGEN
    assert way[-1].longitude == pytest.approx(TOKYO.longitude)
    assert max(position.latitude for position in way) > 68


def test_a_flight_over_the_pacific_runs_on_past_the_date_line() -> None:
    way = great_circle(TOKYO, SAN_FRANCISCO)
    assert way[-1].longitude == pytest.approx(360 + SAN_FRANCISCO.longitude)
    assert any(position.longitude > 180 for position in way)


@given(positions, positions)
def test_a_great_circle_is_as_long_as_the_distance_and_never_jumps(
    one: Position, other: Position
) -> None:
    way = great_circle(one, other)
    length = sum(distance_km(a, b) for a, b in itertools.pairwise(way))
    assert length == pytest.approx(distance_km(one, other), rel=1e-4, abs=0.1)
    assert all(abs(b.longitude - a.longitude) <= 180 for a, b in itertools.pairwise(way))


def test_the_way_to_the_other_end_of_the_earth_goes_over_the_pole() -> None:
    way = great_circle(Position(10, 20), Position(-170, -20))
    assert max(position.latitude for position in way) == 90
    assert distance_km(way[-1], Position(-170, -20)) < 0.1


def test_the_box_of_one_position_is_that_position() -> None:
    box = box_around([COPENHAGEN])
    assert box is not None
    assert (box.west, box.east) == pytest.approx((12.57, 12.57))
    assert (box.south, box.north) == (55.68, 55.68)
    assert box_around([]) is None


def test_the_box_goes_over_the_date_line_where_that_is_narrower() -> None:
    box = box_around([TOKYO, SAN_FRANCISCO])
    assert box is not None
    assert box.west == pytest.approx(TOKYO.longitude)
    assert box.east == pytest.approx(360 + SAN_FRANCISCO.longitude)


@given(some.lists(positions, min_size=1, max_size=8))
def test_a_box_holds_all_its_positions(known: list[Position]) -> None:
    box = box_around(known)
    assert box is not None
    assert box.east - box.west <= 360
    for position in known:
        east_of_west = (position.longitude - box.west) % 360
        assert min(east_of_west, 360 - east_of_west) < 1e-6 or east_of_west <= (
            box.east - box.west + 1e-6
        )
        assert box.south <= position.latitude <= box.north


@given(some.floats(-83, 83))
def test_northing_can_be_turned_back(latitude: float) -> None:
    assert latitude_at(northing(latitude)) == pytest.approx(latitude, abs=1e-9)


@given(some.floats(-720, 720), some.floats(-720, 720))
def test_a_turned_meridian_is_the_same_and_near(longitude: float, near: float) -> None:
    result = turned(longitude, near)
    assert abs(result - near) <= 180
    assume(abs(abs(result - near) - 180) > 1e-6)
    assert math.isclose(math.cos(math.radians(result - longitude)), 1.0)

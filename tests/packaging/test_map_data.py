"""The script that cuts the world map: a small made-up world goes in, the reader reads it again."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

import map_data
from planner.domain.geography import Box
from planner.interchange.map_data import MapFile

LEVEL = map_data.Level("test", 10, 100, "test")
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
    # Two countries, 2 to 8 and 8 to 14 degrees east, that share the meridian of 8 degrees.
    "arcs": [
        [[800, 200], [0, 600]],
        [[800, 800], [-600, 0], [0, -600], [600, 0]],
        [[800, 200], [600, 0], [0, 600], [-600, 0]],
    ],
    "objects": {
        "land": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}],
        },
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "Polygon", "arcs": [[2, -1]]},
            ],
        },
    },
}


def area(ring: list[tuple[float, float]]) -> float:
    return sum(
        (ax * by - bx * ay) / 2
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def test_what_two_countries_share_becomes_a_border_and_the_rest_land() -> None:
    parts = map_data.tiles(map_data.Topology(json.dumps(SQUARES)), LEVEL)
    assert set(parts) == {(0, 0), (10, 0)}
    file = MapFile(map_data.written(LEVEL, parts))
    ((west, _turns),) = file.tiles(Box(5, 5, 6, 6))
    ((east, _turns),) = file.tiles(Box(12, 5, 13, 6))
    assert len(west.rings) == len(east.rings) == 1
    assert [(next(iter(xs)), list(xs)[-1]) for xs, _ys in west.borders] == [(800, 800)]
    assert east.borders == ()
    assert (min(east.rings[0][0]), max(east.rings[0][0])) == (0, 400)


def test_a_ring_over_the_date_line_is_not_torn() -> None:
    ring = [(178.0, 0.0), (-178.0, 0.0), (-178.0, 4.0), (178.0, 4.0), (178.0, 0.0)]
    unrolled = map_data.unrolled(ring)
    assert max(x for x, _y in unrolled) == 182
    cells = {map_data.folded(cell) for cell, _part in map_data.ring_parts(unrolled, 10)}
    assert cells == {(170, 0), (-180, 0)}


def test_a_coast_around_the_pole_is_closed_over_it() -> None:
    ring = [(float(x), -70.0) for x in (-180, -90, 0, 90, 180)]
    unrolled = map_data.unrolled([*ring[:-1], ring[0]])
    assert unrolled[-2:] == [(180.0, -90.0), (-180.0, -90.0)]


shapes = some.lists(
    some.tuples(some.floats(-40, 40), some.floats(-40, 40)), min_size=3, max_size=12
)


@given(shapes)
def test_cutting_into_tiles_loses_no_land(ring: list[tuple[float, float]]) -> None:
    whole = area(ring)
    parts = sum(area(part) for _cell, part in map_data.ring_parts(ring, 10))
    assert parts == pytest.approx(whole, abs=1e-6)


@given(shapes)
def test_a_border_keeps_its_length_and_its_order(line: list[tuple[float, float]]) -> None:
    parts = [part for _cell, part in map_data.line_parts(line, 10)]
    assert parts[0][0] == line[0]
    assert parts[-1][-1] == line[-1]
    assert all(one[-1] == other[0] for one, other in itertools.pairwise(parts))


@given(some.lists(some.tuples(some.integers(0, 3000), some.integers(0, 3000)), min_size=2))
def test_long_steps_are_divided_and_end_where_they_did(points: list[tuple[int, int]]) -> None:
    divided = map_data.divided(points)
    assert divided[-1] == points[-1]
    assert next(point for point in divided if point in points) == points[0]
    for one, other in itertools.pairwise(divided):
        assert max(abs(other[0] - one[0]), abs(other[1] - one[1])) <= map_data.LONGEST


@given(shapes)
def test_a_straightened_line_keeps_its_ends_and_makes_up_no_points(
    line: list[tuple[float, float]],
) -> None:
    straight = map_data.straightened(line, 2.0)
    assert (straight[0], straight[-1]) == (line[0], line[-1])
    assert set(straight) <= set(line)


def test_a_small_dent_is_straightened_and_a_bay_is_kept() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert map_data.straightened(line, 0.05) == [line[0], line[2], line[3], line[4]]

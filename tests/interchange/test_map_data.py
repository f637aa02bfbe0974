"""The shipped map: readable, small, and the Øresund can be recognised on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import paths
from planner.domain.geography import Box, LandTile
from planner.errors import NotReadable
from planner.interchange.map_data import LEVELS, MapFile, read_map

WORLD = Box(-180, -90, 179.999, 89.999)


def is_land(level: str, longitude: float, latitude: float) -> bool:
    """Whether a position is on land: a ray to the east crosses the rings an odd number of times."""
    box = Box(longitude, latitude, longitude, latitude)
    crossings = 0
    for tile, turns in read_map(level).tiles(box):
        x = (longitude - turns * 360 - tile.west) * tile.degree
        y = (latitude - tile.south) * tile.degree
        for xs, ys in tile.rings:
            for ax, ay, bx, by in zip(xs, ys, xs[1:], ys[1:], strict=False):
                if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                    crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("place", "longitude", "latitude"),
    [
        ("Copenhagen", 12.55, 55.68),
        ("Malmö", 13.02, 55.58),
        ("Lund", 13.19, 55.70),
        ("Roskilde", 12.10, 55.64),
        ("Kiel", 10.11, 54.30),
        ("Tokyo", 139.69, 35.69),
        ("Antarctica", 20.0, -80.0),
    ],
)
def test_towns_lie_on_land(place: str, longitude: float, latitude: float) -> None:
    assert is_land("10m", longitude, latitude), place


@pytest.mark.parametrize(
    ("place", "longitude", "latitude"),
    [
        ("Øresund", 12.85, 55.75),
        ("Great Belt", 11.0, 55.35),
        ("Tokyo Bay", 139.87, 35.50),
        ("Caspian Sea", 50.7, 41.5),
        ("Pacific at the date line", 180.0, 10.0),
    ],
)
def test_the_sea_lies_between_the_coasts(place: str, longitude: float, latitude: float) -> None:
    assert not is_land("10m", longitude, latitude), place


@pytest.mark.parametrize("level", ["far", "50m"])
def test_the_coarse_levels_know_the_continents(level: str) -> None:
    assert is_land(level, 100.0, 60.0)
    assert is_land(level, 178.0, 67.5)
    assert is_land(level, -178.0, 67.5)
    assert is_land(level, 9.3, 56.0)
    assert not is_land(level, -40.0, 40.0)


@pytest.mark.parametrize("level", LEVELS)
def test_every_tile_is_whole(level: str) -> None:
    tiles = [tile for tile, _turns in read_map(level).tiles(WORLD)]
    assert len(tiles) > 12
    for tile in tiles:
        for xs, ys in (*tile.rings, *tile.borders):
            assert len(xs) == len(ys) >= 2
            assert min(*xs, *ys) >= 0
            assert max(*xs, *ys) <= tile.steps
        for xs, ys in tile.rings:
            assert (xs[0], ys[0]) == (xs[-1], ys[-1])


def test_the_map_has_borders_where_countries_meet() -> None:
    alps = [tile for tile, _turns in read_map("10m").tiles(Box(10.1, 45.1, 14.9, 49.9))]
    assert len(alps) == 1
    assert len(alps[0].borders) > 3


def test_a_box_across_the_date_line_is_given_with_turns() -> None:
    found = {(tile.west, turns) for tile, turns in read_map("50m").tiles(Box(170, 50, 200, 60))}
    assert found == {(150, 0), (-180, 1)}


def test_a_tile_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    level = read_map("10m")
    box = Box(12.1, 55.1, 12.9, 55.9)
    ((first, _turns),) = level.tiles(box)
    monkeypatch.setattr(level, "_data", b"")
    ((again, _turns),) = level.tiles(box)
    assert again is first


def test_the_committed_files_stay_small() -> None:
    files: list[Path] = list((paths.data() / "map").glob("*.bin"))
    assert len(files) == len(LEVELS)
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_a_damaged_file_is_said_to_be_one() -> None:
    with pytest.raises(NotReadable):
        MapFile(b"")
    with pytest.raises(NotReadable):
        MapFile(b"PLANMAP2" + bytes(40))
    whole = (paths.data() / "map" / "world-50m.bin").read_bytes()
    with pytest.raises(NotReadable):
        list(MapFile(whole[:-40_000]).tiles(WORLD))


def test_a_tile_is_a_plain_value() -> None:
    ((tile, _turns),) = read_map("10m").tiles(Box(12.1, 55.1, 12.9, 55.9))
    assert isinstance(tile, LandTile)
    assert (tile.west, tile.south, tile.degree, tile.steps) == (10, 55, 500, 2500)

"""The earth as a map needs it: positions, distances, great circles, boxes, the Mercator projection."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

EARTH_KM: Final = 6371.0
DEGREE_KM: Final = math.pi * EARTH_KM / 180
"""One degree of latitude, or of longitude at the equator."""
HIGHEST: Final = 84.0
"""Latitude where the map ends; Mercator stretches the poles without end."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, WGS 84. On a line that crosses the date line longitudes run on past 180."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """West to east and south to north in degrees; ``east`` is above 180 across the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class LandTile:
    """Land and borders of one square of the world, in whole steps from its south-west corner.

    Each line is its x and its y values. A ring is closed; parts of it that run along the edge of
    the tile are no coast. A ring within a ring is water (the Caspian Sea).
    """

    west: int
    south: int
    steps: int
    """How many steps the tile is wide and high."""
    degree: int
    """How many steps one degree has."""
    rings: tuple[tuple[Sequence[int], Sequence[int]], ...]
    borders: tuple[tuple[Sequence[int], Sequence[int]], ...]


def distance_km(one: Position, other: Position) -> float:
    """Along the great circle, on a sphere."""
    lat1, lon1, lat2, lon2 = map(
        math.radians, (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return EARTH_KM * 2 * math.asin(min(1.0, math.sqrt(half)))


def northing(latitude: float) -> float:
    """How far north of the equator Mercator draws a latitude, in degrees of longitude."""
    clipped = max(-HIGHEST, min(HIGHEST, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(clipped))))


def latitude_at(height: float) -> float:
    """The latitude that Mercator draws at ``height``: the inverse of :func:`northing`."""
    return math.degrees(math.atan(math.sinh(math.radians(height))))


def turned(longitude: float, near: float) -> float:
    """The same meridian, counted so that it lies within half a turn of ``near``."""
    return near + (longitude - near + 180.0) % 360.0 - 180.0


def great_circle(one: Position, other: Position, step: float = 1.5) -> list[Position]:
    """The shortest way over the sphere, a position every ``step`` degrees of arc, both ends included.

    Longitudes run on without a jump. Between opposite ends of the earth, where every way is
    shortest, it goes over the pole.
    """
    start, end = _vector(one), _vector(other)
    angle = math.radians(distance_km(one, other) / DEGREE_KM)
    if angle < 1e-9:
        return [one, Position(turned(other.longitude, one.longitude), other.latitude)]
    if math.pi - angle < 1e-6:
        pole = Position(one.longitude, 90.0)
        return [*great_circle(one, pole, step), *great_circle(pole, other, step)[1:]]
    result = [one]
    parts = max(1, math.ceil(math.degrees(angle) / step))
    for part in range(1, parts + 1):
        share = part / parts
        before = math.sin((1 - share) * angle) / math.sin(angle)
        after = math.sin(share * angle) / math.sin(angle)
        x, y, z = (before * a + after * b for a, b in zip(start, end, strict=True))
        longitude = math.degrees(math.atan2(y, x))
        latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
        result.append(Position(turned(longitude, result[-1].longitude), latitude))
    return result


def _vector(position: Position) -> tuple[float, float, float]:
    latitude, longitude = math.radians(position.latitude), math.radians(position.longitude)
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )


def box_around(positions: Iterable[Position]) -> Box | None:
    """The narrowest box that holds them all, over the date line where that is narrower; None for none."""
    known = list(positions)
    if not known:
        return None
    around = sorted({position.longitude % 360.0 for position in known})
    gaps = [
        (following - longitude, following)
        for longitude, following in zip(around, [*around[1:], around[0] + 360.0], strict=True)
    ]
    widest, west = max(gaps, key=lambda gap: gap[0])
    west = turned(west, 0.0)
    latitudes = [position.latitude for position in known]
    return Box(west, min(latitudes), west + 360.0 - widest, max(latitudes))

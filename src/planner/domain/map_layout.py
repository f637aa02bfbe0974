"""The map as a sheet of paper: its frame, what lies too close together, where labels go, the scale bar."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.geography import (
    DEGREE_KM,
    HIGHEST,
    Box,
    Position,
    latitude_at,
    northing,
    turned,
)

CLOSEST: Final = 20_000.0
"""Largest scale: 3 m a pixel at 55° north. Positions of sites are coarser than that."""
TOP: Final = northing(HIGHEST)


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, top, width and height in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect) -> bool:
        """Touching edges do not meet."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def count(self, spots: Iterable[tuple[float, float]]) -> int:
        """How many of the spots lie inside."""
        left, top, right, bottom = self.x, self.y, self.x + self.width, self.y + self.height
        return sum(1 for x, y in spots if top < y < bottom and left < x < right)

    def holds(self, other: Rect) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the world is seen: centre (longitude, northing), pixels per degree, size in pixels."""

    x: float
    y: float
    scale: float
    width: float
    height: float

    def at(self, position: Position) -> tuple[float, float]:
        """Where a position is drawn: on the copy of the world that is nearest to the centre."""
        return self.spot(turned(position.longitude, self.x), northing(position.latitude))

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """Pixels for a longitude, taken as it is, and a northing."""
        return (
            (x - self.x) * self.scale + self.width / 2,
            (self.y - y) * self.scale + self.height / 2,
        )

    def under(self, px: float, py: float) -> tuple[float, float]:
        """Longitude and northing under a pixel."""
        return (
            (px - self.width / 2) / self.scale + self.x,
            self.y - (py - self.height / 2) / self.scale,
        )

    @property
    def box(self) -> Box:
        """What is seen, in degrees; longitudes run on past 180."""
        west, top = self.under(0, 0)
        east, bottom = self.under(self.width, self.height)
        return Box(west, latitude_at(bottom), east, latitude_at(top))

    @property
    def km_per_pixel(self) -> float:
        """At the centre: Mercator's scale grows towards the poles."""
        return DEGREE_KM * math.cos(math.radians(latitude_at(self.y))) / self.scale

    def resized(self, width: float, height: float) -> Frame:
        """The same part of the world, as large as it fits the other size."""
        factor = min(width / self.width, height / self.height)
        return _kept(replace(self, width=width, height=height, scale=self.scale * factor))

    def moved(self, dx: float, dy: float) -> Frame:
        """The paper drawn by so many pixels to the right and down."""
        return _kept(replace(self, x=self.x - dx / self.scale, y=self.y + dy / self.scale))

    def zoomed(self, factor: float, px: float, py: float) -> Frame:
        """Nearer or farther; the spot under the pixel stays where it is."""
        x, y = self.under(px, py)
        nearer = _kept(replace(self, scale=self.scale * factor))
        now_x, now_y = nearer.under(px, py)
        return _kept(replace(nearer, x=nearer.x + x - now_x, y=nearer.y + y - now_y))

    def showing(self, position: Position, margin: float) -> Frame:
        """Itself if the position lies inside the margin, else with the position in the middle."""
        px, py = self.at(position)
        if margin <= px <= self.width - margin and margin <= py <= self.height - margin:
            return self
        return self.moved(self.width / 2 - px, self.height / 2 - py)


def fitted(box: Box | None, width: float, height: float, margin: float, least_km: float) -> Frame:
    """The frame that shows a box with a margin in pixels, at least ``least_km`` wide; None is the world."""
    if box is None:
        return _kept(Frame(0.0, northing(25.0), 0.0, width, height))
    x, bottom, top = (box.west + box.east) / 2, northing(box.south), northing(box.north)
    y = (bottom + top) / 2
    least = least_km / (DEGREE_KM * math.cos(math.radians(latitude_at(y))))
    room_x, room_y = max(width - 2 * margin, width / 4), max(height - 2 * margin, height / 4)
    scale = min(
        room_x / max(box.east - box.west, 1e-9), room_y / max(top - bottom, 1e-9), width / least
    )
    return _kept(Frame(turned(x, 0.0), y, scale, width, height))


def _kept(frame: Frame) -> Frame:
    """Within the limits: never more than one world wide, nothing beyond the poles' edge in the middle."""
    scale = max(frame.width / 360.0, min(CLOSEST, frame.scale))
    room = max(0.0, TOP - frame.height / 2 / scale)
    y = max(-room, min(room, frame.y))
    return replace(frame, x=turned(frame.x, 0.0), y=y, scale=scale)


# what lies too close together


def clusters(spots: Sequence[tuple[float, float]], near: float) -> list[list[int]]:
    """Groups of spots that lie within ``near`` of the first of their group, all in their order."""
    groups: list[list[int]] = []
    for number, (x, y) in enumerate(spots):
        for group in groups:
            first_x, first_y = spots[group[0]]
            if math.hypot(x - first_x, y - first_y) < near:
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def numbers_in_words(numbers: Sequence[int]) -> str:
    """ "3–5" for numbers in a row, "3, 7" for others; from the fourth part on only how many follow."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    texts: list[str] = []
    for part in parts:
        if len(part) > 2:
            texts.append(f"{part[0]}–{part[-1]}")
        else:
            texts += [str(number) for number in part]
    return ", ".join(texts if len(texts) <= 3 else [*texts[:2], "…"])


# labels


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a size that wants to stand beside a mark of a radius."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def placed(
    labels: Sequence[Label],
    taken: Sequence[Rect],
    area: Rect,
    spots: Sequence[tuple[float, float]] = (),
    gap: float = 4.0,
) -> list[Rect | None]:
    """A place for each label, earlier ones first; None where there is no room.

    No label covers another, nor anything in ``taken``, nor leaves ``area``. Of the places equally
    far from the mark it takes the one that covers the fewest ``spots``.
    """
    full = list(taken)
    result: list[Rect | None] = []
    for label in labels:
        far = label.radius + gap + max(_FAR)
        across, down = far + label.width, far + label.height
        near = [rect for rect in full if rect.meets(_around(label, across, down))]
        under = [(x, y) for x, y in spots if abs(y - label.y) < down and abs(x - label.x) < across]
        found = None
        for off in _FAR:
            free = [
                rect
                for rect in _places(label, gap + off)
                if area.holds(rect) and not any(rect.meets(other) for other in near)
            ]
            if free:
                found = min(free, key=lambda rect: rect.count(under))
                break
        result.append(found)
        if found is not None:
            full.append(found)
    return result


_FAR: Final = (0.0, 18.0, 40.0, 70.0)


def _around(label: Label, across: float, down: float) -> Rect:
    return Rect(label.x - across, label.y - down, 2 * across, 2 * down)


def _places(label: Label, gap: float) -> Iterator[Rect]:
    """Right first, as one reads; then left, below, above and the corners."""
    off = label.radius + gap
    across, down = label.width, label.height
    for x, y in (
        (off, -down / 2),
        (-off - across, -down / 2),
        (-across / 2, off),
        (-across / 2, -off - down),
        (off * 0.7, off * 0.7),
        (off * 0.7, -off * 0.7 - down),
        (-off * 0.7 - across, off * 0.7),
        (-off * 0.7 - across, -off * 0.7 - down),
    ):
        yield Rect(label.x + x, label.y + y, across, down)


def scale_bar(km_per_pixel: float, longest: float) -> tuple[float, float]:
    """A round length in kilometres (1, 2 or 5 times a power of ten) and its pixels, at most ``longest``."""
    most = km_per_pixel * longest
    power = 10.0 ** math.floor(math.log10(most))
    length = next(factor * power for factor in (5, 2, 1) if factor * power <= most * (1 + 1e-9))
    return length, length / km_per_pixel

"""Land and borders of a map as SVG paths: cut to the frame, without points that nobody can see."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from planner.domain.geography import LandTile, northing
from planner.domain.map_layout import Frame

Spot = tuple[float, float]

FINEST: Final = 1.1
"""Units that two points of a line lie apart at least."""
SMALLEST: Final = 2.0
"""Units across under which an island is left out."""
BEYOND: Final = 6.0
"""Units by which land is drawn past the edge of the frame, where nothing cuts it visibly."""
KNOTS: Final = 20
"""Heights that are worked out for each degree of latitude."""
LAP: Final = 0.5
"""Units by which a tile reaches into its neighbours."""


def land_paths(frame: Frame, tiles: Iterable[tuple[LandTile, int]]) -> tuple[list[str], str]:
    """The data of paths: the land of each tile, to be filled by the even-odd rule, and borders."""
    solid: list[str] = []
    borders: list[str] = []
    for tile, turns in tiles:
        at = _Place(frame, tile, turns)
        rings = [thinned(clipped(at.line(*ring), frame)) for ring in tile.rings]
        shapes = [_path(one) + "Z" for one in rings if len(one) > 2 and _size(one) >= SMALLEST]
        if shapes:
            solid.append("".join(shapes))
        for line in tile.borders:
            borders += [_path(part) for part in _inside(thinned(at.line(*line)), frame)]
    return solid, "".join(borders)


class _Place:
    """Where the steps of a tile are in the frame. Tiles overlap a little: where two edges only met,
    the sea would shine through."""

    def __init__(self, frame: Frame, tile: LandTile, turns: int) -> None:
        self.frame, self.tile, self.west = frame, tile, tile.west + turns * 360
        self.stride = max(1, tile.degree // KNOTS)
        knots = range(tile.steps // self.stride + 2)
        self.heights = [northing(tile.south + one * self.stride / tile.degree) for one in knots]

    def line(self, xs: Sequence[int], ys: Sequence[int]) -> list[Spot]:
        spot, west, degree = self.frame.spot, self.west, self.tile.degree
        found = []
        for x, y in zip(xs, ys, strict=True):
            across, down = spot(west + x / degree, self._height(y))
            found.append((across + self._lap(x), down - self._lap(y)))
        return found

    def _height(self, step: int) -> float:
        """Straight between two knots: they lie so near that Mercator's curve cannot be seen."""
        knot, rest = divmod(step, self.stride)
        low = self.heights[knot]
        return low + (self.heights[knot + 1] - low) * rest / self.stride

    def _lap(self, step: int) -> float:
        return -LAP if step == 0 else LAP if step == self.tile.steps else 0.0


def clipped(ring: Sequence[Spot], frame: Frame) -> list[Spot]:
    """The part of a closed ring within the frame and a little beyond, edge by edge."""
    low, wide, high = -BEYOND, frame.width + BEYOND, frame.height + BEYOND
    shape = list(ring)
    for axis, limit, sign in ((0, low, 1), (0, wide, -1), (1, low, 1), (1, high, -1)):
        if not shape:
            break
        kept: list[Spot] = []
        for number, here in enumerate(shape):
            before = shape[number - 1]
            is_in = (here[axis] - limit) * sign >= 0
            if is_in != ((before[axis] - limit) * sign >= 0):
                kept.append(_crossing(before, here, axis, limit))
            if is_in:
                kept.append(here)
        shape = kept
    return shape


def _crossing(one: Spot, other: Spot, axis: int, limit: float) -> Spot:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    rest = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, rest) if axis == 0 else (rest, limit)


def thinned(line: Sequence[Spot]) -> list[Spot]:
    """Without the points that lie next to the one before; both ends stay."""
    if len(line) < 3:
        return list(line)
    kept = [line[0]]
    for spot in line[1:-1]:
        if abs(spot[0] - kept[-1][0]) + abs(spot[1] - kept[-1][1]) >= FINEST:
            kept.append(spot)
    return [*kept, line[-1]]


def _inside(line: Sequence[Spot], frame: Frame) -> list[list[Spot]]:
    """The stretches of a line of which an end can be seen."""
    parts: list[list[Spot]] = []
    open_part: list[Spot] = []
    for one, other in itertools.pairwise(line):
        if _in(one, frame) or _in(other, frame):
            open_part = open_part or [one]
            open_part.append(other)
        elif open_part:
            parts.append(open_part)
            open_part = []
    return [*parts, open_part] if open_part else parts


def _in(spot: Spot, frame: Frame) -> bool:
    return 0 <= spot[0] <= frame.width and 0 <= spot[1] <= frame.height


def _size(shape: Sequence[Spot]) -> float:
    xs, ys = [x for x, _y in shape], [y for _x, y in shape]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _path(line: Sequence[Spot]) -> str:
    first, *rest = line
    return f"M{first[0]:.1f} {first[1]:.1f}L" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)

"""Makes the world map of data/map: land and borders of Natural Earth, cut into tiles.

Run when the map is renewed: `npm pack world-atlas`, unpack it, and
`.venv/bin/python packaging/map_data.py FOLDER`, where FOLDER holds countries-50m.json and
countries-10m.json. The same input gives the same bytes. How the files are written is said in
data/map/README.md; `planner.interchange.map_data` reads them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import struct
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MAP = HERE.parent / "data" / "map"

Point = tuple[float, float]
Line = list[Point]
Cell = tuple[int, int]
"""South-west corner of a tile in degrees."""


@dataclass(frozen=True)
class Level:
    """One file: tiles of so many degrees, in so many units per degree, from a file of world-atlas.

    Arcs are straightened where they stray less than ``tolerance`` degrees from a straight line.
    """

    name: str
    tile: int
    units: int
    source: str
    tolerance: float = 0.0


LEVELS = (
    Level("far", 60, 50, "50m", 0.05),
    Level("50m", 30, 100, "50m"),
    Level("10m", 5, 500, "10m"),
)
LONGEST = 127
"""The longest step that fits a signed byte; longer ones are divided."""


# from TopoJSON


class Topology:
    """Arcs in degrees; a negative number ~n means arc n walked backwards."""

    def __init__(self, text: str, tolerance: float = 0.0) -> None:
        self._plain = json.loads(text)
        scale, shift = (self._plain["transform"][name] for name in ("scale", "translate"))
        arcs = (list(self._walk(arc, scale, shift)) for arc in self._plain["arcs"])
        self.arcs = [straightened(arc, tolerance) if tolerance else arc for arc in arcs]

    @staticmethod
    def _walk(arc: list[list[int]], scale: list[float], shift: list[float]) -> Iterator[Point]:
        x = y = 0
        for dx, dy in arc:
            x, y = x + dx, y + dy
            yield x * scale[0] + shift[0], y * scale[1] + shift[1]

    def rings(self) -> Iterator[Line]:
        """The outlines of all land, holes too."""
        for geometry in _geometries(self._plain["objects"]["land"]):
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else (geometry["arcs"])
            for ring in itertools.chain.from_iterable(polygons):
                yield self._stitched(ring)

    def borders(self) -> Iterator[Line]:
        """The arcs that two countries share."""
        used = Counter(
            number if number >= 0 else ~number
            for geometry in _geometries(self._plain["objects"]["countries"])
            for number in _flat(geometry.get("arcs", []))
        )
        return (self.arcs[number] for number, times in sorted(used.items()) if times > 1)

    def _stitched(self, numbers: list[int]) -> Line:
        ring: Line = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def _geometries(thing: dict[str, Any]) -> list[dict[str, Any]]:
    return thing["geometries"] if thing["type"] == "GeometryCollection" else [thing]


def _flat(numbers: Any) -> Iterator[int]:
    if isinstance(numbers, int):
        yield numbers
    else:
        for part in numbers:
            yield from _flat(part)


def straightened(line: Line, tolerance: float) -> Line:
    """Douglas and Peucker's way; a closed line is divided at the point that is farthest from its start."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def stray(point: Point) -> float:
        if length == 0:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    farthest = max(range(1, len(line) - 1), key=lambda number: stray(line[number]))
    if stray(line[farthest]) <= tolerance:
        return [line[0], line[-1]]
    before = straightened(line[: farthest + 1], tolerance)
    return before[:-1] + straightened(line[farthest:], tolerance)


# cutting


def unrolled(line: Line) -> Line:
    """The same line without jumps from 180 to -180: longitudes run on.

    A ring that runs around the earth, the coast of Antarctica, is closed by way of the pole.
    """
    result = line[:1]
    for x, y in line[1:]:
        result.append((result[-1][0] + (x - result[-1][0] + 180) % 360 - 180, y))
    if abs(result[-1][0] - result[0][0]) > 359 and line[0] == line[-1]:
        result += [(result[-1][0], -90.0), (result[0][0], -90.0)]
    return result


def folded(cell: Cell) -> Cell:
    """The tile where it lies in the file, west of 180."""
    return (cell[0] + 180) % 360 - 180, cell[1]


def halved(ring: Line, axis: int, limit: float, keep_above: bool) -> Line:
    """The part of a ring on one side of a line along a meridian or parallel, closed along that line."""
    result: Line = []
    for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, next_inside = (
            (p[axis] >= limit) == keep_above or p[axis] == limit for p in (one, other)
        )
        if inside:
            result.append(one)
        if inside != next_inside:
            result.append(_crossing(one, other, axis, limit))
    return result


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, along) if axis == 0 else (along, limit)


def strips(ring: Line, axis: int, tile: int) -> Iterator[tuple[int, Line]]:
    """The ring cut into strips of ``tile`` degrees, each with its lower edge."""
    values = [point[axis] for point in ring]
    low = int(min(values) // tile) * tile
    rest = ring
    while rest:
        if max(point[axis] for point in rest) <= low + tile:
            yield low, rest
            return
        part = halved(rest, axis, low + tile, False)
        if part:
            yield low, part
        rest = halved(rest, axis, low + tile, True)
        low += tile


def ring_parts(ring: Line, tile: int) -> Iterator[tuple[Cell, Line]]:
    for west, column in strips(ring, 0, tile):
        for south, part in strips(column, 1, tile):
            yield (west, south), part


def line_parts(line: Line, tile: int) -> Iterator[tuple[Cell, Line]]:
    """A border cut where it leaves a tile; each piece in the tile of its middle."""
    for axis in (0, 1):
        line = list(_with_crossings(line, axis, tile))
    cells = [
        (int((a[0] + b[0]) / 2 // tile) * tile, int((a[1] + b[1]) / 2 // tile) * tile)
        for a, b in itertools.pairwise(line)
    ]
    start = 0
    for cell, group in itertools.groupby(cells):
        length = len(list(group))
        yield cell, line[start : start + length + 1]
        start += length


def _with_crossings(line: Line, axis: int, tile: int) -> Iterator[Point]:
    yield line[0]
    for one, other in itertools.pairwise(line):
        low, high = sorted((one[axis], other[axis]))
        limits = [
            limit
            for limit in range(int(low // tile) * tile, int(high // tile + 1) * tile + 1, tile)
            if low < limit < high
        ]
        for limit in limits if one[axis] < other[axis] else reversed(limits):
            yield _crossing(one, other, axis, limit)
        yield other


# writing


def quantised(line: Line, cell: Cell, level: Level, *, ring: bool) -> list[Cell]:
    """Whole units from the tile's south-west corner, without points that say nothing."""
    size = level.tile * level.units
    points: list[Cell] = []
    for x, y in line:
        here = (
            min(size, max(0, round((x - cell[0]) * level.units))),
            min(size, max(0, round((y - cell[1]) * level.units))),
        )
        if points and points[-1] == here:
            continue
        if len(points) > 1 and _between(points[-2], points[-1], here):
            points.pop()
        points.append(here)
    if ring and points and points[0] != points[-1]:
        points.append(points[0])
    enough = len(set(points)) >= (3 if ring else 2)
    return points if enough else []


def _between(one: Cell, middle: Cell, other: Cell) -> bool:
    """Whether ``middle`` lies on the straight way from ``one`` to ``other``."""
    ax, ay = middle[0] - one[0], middle[1] - one[1]
    bx, by = other[0] - middle[0], other[1] - middle[1]
    return ax * by == ay * bx and ax * bx + ay * by > 0


def divided(points: list[Cell]) -> list[Cell]:
    """The same line with no step longer than fits a byte."""
    result = points[:1]
    for one, other in itertools.pairwise(points):
        dx, dy = other[0] - one[0], other[1] - one[1]
        parts = -(-max(abs(dx), abs(dy)) // LONGEST)
        result += [
            (one[0] + round(dx * part / parts), one[1] + round(dy * part / parts))
            for part in range(1, parts + 1)
        ]
    return result


def packed(rings: list[list[Cell]], borders: list[list[Cell]]) -> bytes:
    """One tile: how many rings and borders, where each starts and how long it is, then all steps."""
    lines = [divided(line) for line in rings + borders]
    heads = struct.pack("<2H", len(rings), len(borders)) + b"".join(
        struct.pack("<3H", len(line), *line[0]) for line in lines
    )
    steps = [
        array(
            "b", [b[axis] - a[axis] for line in lines for a, b in itertools.pairwise(line)]
        ).tobytes()
        for axis in (0, 1)
    ]
    return zlib.compress(heads + steps[0] + steps[1], 9)


def tiles(topology: Topology, level: Level) -> dict[Cell, bytes]:
    rings: dict[Cell, list[list[Cell]]] = defaultdict(list)
    borders: dict[Cell, list[list[Cell]]] = defaultdict(list)
    for kind, lines, cut in (
        (rings, topology.rings(), ring_parts),
        (borders, topology.borders(), line_parts),
    ):
        for line in lines:
            for cell, part in cut(unrolled(line), level.tile):
                points = quantised(part, cell, level, ring=kind is rings)
                if points:
                    kind[folded(cell)].append(points)
    return {cell: packed(rings[cell], borders[cell]) for cell in sorted({*rings, *borders})}


def written(level: Level, parts: dict[Cell, bytes]) -> bytes:
    """The whole file: a head, where each tile lies, the tiles."""
    head = struct.pack("<8s3H", b"PLANMAP1", level.tile, level.units, len(parts))
    index, offset = [], len(head) + 12 * len(parts)
    for (west, south), tile in parts.items():
        index.append(struct.pack("<2h2I", west, south, offset, len(tile)))
        offset += len(tile)
    return head + b"".join(index) + b"".join(parts.values())


def main(given: Iterable[str] | None = None) -> int:
    """Read both levels and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where countries-10m.json and so on are")
    parser.add_argument("--out", type=Path, default=MAP, help="where to write")
    wanted = parser.parse_args(None if given is None else list(given))
    for level in LEVELS:
        source = wanted.folder / f"countries-{level.source}.json"
        if not source.is_file():
            print(f"There is no {source}.", file=sys.stderr)
            return 1
        text = source.read_text(encoding="utf-8")
        parts = tiles(Topology(text, level.tolerance), level)
        target = wanted.out / f"world-{level.name}.bin"
        target.write_bytes(written(level, parts))
        print(f"{target.name}: {len(parts)} tiles, {target.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

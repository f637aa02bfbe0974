"""The shipped world map: files of ``data/map`` as tiles of land and borders, each read when it is seen.

How the files are written is said in data/map/README.md.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final

from planner import paths
from planner.domain.geography import Box, LandTile
from planner.errors import NotReadable
from planner.i18n import _

MAGIC: Final = b"PLANMAP1"
LEVELS: Final = ("far", "50m", "10m")
"""For the world, for a continent (1:50 million), for a region (1:10 million)."""

_HEAD: Final = struct.Struct("<8s3H")
_PLACE: Final = struct.Struct("<2h2I")
_LINE: Final = struct.Struct("<3H")
Lines = tuple[tuple["array[int]", "array[int]"], ...]


class MapFile:
    """One level of the map. Opening reads the index only."""

    def __init__(self, data: bytes) -> None:
        """:raises NotReadable: the bytes are no map."""
        self._data = data
        self._tiles: dict[tuple[int, int], LandTile] = {}
        try:
            magic, self.tile, self.degree, count = _HEAD.unpack_from(data)
            index = [_PLACE.unpack_from(data, _HEAD.size + _PLACE.size * n) for n in range(count)]
        except struct.error as problem:
            raise _unreadable() from problem
        if magic != MAGIC or not self.tile:
            raise _unreadable()
        self._places = {(west, south): (start, size) for west, south, start, size in index}

    def tiles(self, box: Box) -> Iterator[tuple[LandTile, int]]:
        """The tiles that a box meets, each with the turns of 360° to add to its longitudes."""
        first = int(box.west // self.tile) * self.tile
        for west in range(first, int(box.east // self.tile) * self.tile + 1, self.tile):
            turns = (west + 180) // 360
            lowest = int(box.south // self.tile) * self.tile
            for south in range(lowest, int(box.north // self.tile) * self.tile + 1, self.tile):
                found = self._tile((west - turns * 360, south))
                if found is not None:
                    yield found, turns

    def _tile(self, corner: tuple[int, int]) -> LandTile | None:
        if corner not in self._tiles and corner in self._places:
            start, size = self._places[corner]
            try:
                rings, borders = _lines(zlib.decompress(self._data[start : start + size]))
            except (zlib.error, struct.error, ValueError) as problem:
                raise _unreadable() from problem
            self._tiles[corner] = LandTile(
                *corner, self.tile * self.degree, self.degree, rings, borders
            )
        return self._tiles.get(corner)


def read_map(level: str) -> MapFile:
    """The shipped file of a level.

    :raises NotReadable: it is missing or damaged.
    """
    path: Path = paths.data() / "map" / f"world-{level}.bin"
    try:
        return MapFile(path.read_bytes())
    except OSError as problem:
        raise _unreadable() from problem


def _lines(plain: bytes) -> tuple[Lines, Lines]:
    """Rings and borders of one unpacked tile: starts and lengths, then all steps in x, then in y."""
    rings, borders = struct.unpack_from("<2H", plain)
    heads = [_LINE.unpack_from(plain, 4 + _LINE.size * n) for n in range(rings + borders)]
    steps = array("b", plain[4 + _LINE.size * len(heads) :])
    middle, start = len(steps) // 2, 0
    if middle != sum(length - 1 for length, _x, _y in heads):
        raise ValueError(middle)
    lines = []
    for length, x, y in heads:
        end = start + length - 1
        across = array("h", accumulate(steps[start:end], initial=x))
        along = array("h", accumulate(steps[middle + start : middle + end], initial=y))
        lines.append((across, along))
        start = end
    return tuple(lines[:rings]), tuple(lines[rings:])


def _unreadable() -> NotReadable:
    return NotReadable(
        _("The shipped map cannot be read."), _("Install the program again to mend it.")
    )

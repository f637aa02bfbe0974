"""The shipped map of the world, as much of it as is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from planner.domain.geography import Box, LandTile
from planner.interchange.map_data import MapFile, read_map

CLOSER: Final = 12.0
"""Pixels per degree from which on 1:50 million can be told from its straightened form."""
NEAR: Final = 34.0
"""Pixels per degree from which on 1:10 million can be told from 1:50 million."""


@cache
def _level(name: str) -> MapFile:
    return read_map(name)


def land(box: Box, scale: float) -> Iterator[tuple[LandTile, int]]:
    """Land and borders in a box as fine as ``scale`` (pixels per degree) can show.

    Each tile comes with the turns of 360° to add to its longitudes. What was read once stays read.

    :raises NotReadable: the shipped file is missing or damaged.
    """
    name = "10m" if scale >= NEAR else "50m" if scale >= CLOSER else "far"
    return _level(name).tiles(box)

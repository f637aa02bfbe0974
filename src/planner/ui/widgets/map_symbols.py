"""What a map shows: stops and lines, how ways of travel look, and in which type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontInfo

from planner.domain.geography import Position, distance_km

AROUND_KM: Final = 120.0
"""A station within this distance of a visited stop belongs to the visit's own ground."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapStop:
    """A numbered mark. ``detail`` is shown under the name of the current stop, ``spoken`` read out."""

    key: str
    number: int
    name: str
    position: Position
    detail: str = ""
    spoken: str = ""
    is_passed_through: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MapLine:
    """A way on the map; ``look`` is a key of ``LOOKS``. Longitudes run on without jumps."""

    look: str
    points: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How lines of one way of travel are drawn: icon, dashes (none: solid), width, token."""

    icon: str
    dashes: tuple[float, ...]
    width: float
    token: str = "travel"


LOOKS: Final = {
    "flight": Look("plane", (6.0, 3.5), 1.6),
    "train": Look("train-front", (8.0, 2.0, 1.5, 2.0), 2.2),
    "coach": Look("bus", (), 2.2),
    "car": Look("car", (), 1.4),
    "ferry": Look("ship", (1.2, 1.8), 3.0),
    "walk": Look("footprints", (1.0, 2.2), 1.8),
    "": Look("arrow-right", (4.0, 2.0), 1.6),
    "implied": Look("", (1.0, 3.0), 1.4, "text2"),
}


@dataclass(frozen=True)
class Type:
    """The fonts of a map in pixels, so that paper and screen lay out alike."""

    name: QFont
    small: QFont
    number: QFont

    @classmethod
    def of(cls, font: QFont) -> Type:
        size = QFontInfo(font).pixelSize()
        return cls(_in_pixels(font, size), _in_pixels(font, size * 0.9), _bold(font, size * 0.86))

    def of_line(self, style: str) -> QFont:
        """The font of a line of a caption."""
        return self.small if style == "detail" else self.name


def heart(stops: Sequence[MapStop]) -> list[Position]:
    """What the visit is about: the stops that are visited and the stations near them, else all stops."""
    visited = [stop.position for stop in stops if not stop.is_passed_through]
    return [
        stop.position
        for stop in stops
        if not visited or any(distance_km(stop.position, one) < AROUND_KM for one in visited)
    ]


def _in_pixels(font: QFont, size: float) -> QFont:
    result = QFont(font)
    result.setPixelSize(max(1, round(size)))
    return result


def _bold(font: QFont, size: float) -> QFont:
    result = _in_pixels(font, size)
    result.setWeight(QFont.Weight.DemiBold)
    return result

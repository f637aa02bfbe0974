"""How much of a timeline is seen, and where rows, days and clusters of marks are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF

from planner.ui.timeline.axis import Axis
from planner.ui.timeline.scene import Row

NEAR: Final = 11.0
"""Marks closer than this are drawn as one with their number."""


@dataclass(frozen=True, slots=True)
class View:
    """How much is seen: ``labels`` is the width of the titles at the left; ``down`` how far it is scrolled."""

    size: QSizeF
    axis: Axis
    labels: float
    head: float
    row: float
    foot: float
    down: float = 0.0

    @property
    def body(self) -> QRectF:
        height = self.size.height() - self.head - self.foot
        return QRectF(self.labels, self.head, self.size.width() - self.labels, max(0.0, height))

    def top_of(self, number: int) -> float:
        return self.head + number * self.row - self.down

    def x(self, day: float) -> float:
        return self.labels + self.axis.x(day)

    def seen(self, count: int) -> range:
        """The rows in sight."""
        first = max(0, int(self.down // self.row))
        return range(first, min(count, int((self.down + self.body.height()) // self.row) + 1))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks that lie on one spot; ``shown`` is the one that is drawn."""

    x: float
    places: tuple[int, ...]
    shown: int


def clusters(row: Row, view: View, current: int = -1) -> list[Cluster]:
    """The marks of a row from left to right; the mark in front is the one drawn of its spot."""
    placed = sorted(
        ((view.x((mark.first + mark.last + 1) / 2), place) for place, mark in enumerate(row.marks)),
    )
    found: list[list[tuple[float, int]]] = []
    for x, place in placed:
        if found and x - found[-1][0][0] < NEAR:
            found[-1].append((x, place))
        else:
            found.append([(x, place)])
    result = []
    for group in found:
        at = next((one for one in group if one[1] == current), group[-1])
        result.append(Cluster(at[0], tuple(place for _x, place in group), at[1]))
    return result

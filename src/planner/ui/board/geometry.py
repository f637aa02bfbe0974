"""Where everything on the board stands: columns of days, cards, chips of whole days, and the way back.

Coordinates are pixels of the board's content: x from the left of the ruler, y from the midnight line.
Cards never overlap: what is too short for a line of text, or too much for its lane, is pushed down
and a leader shows where it really begins.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from planner.domain.board import DAY_MINUTES, BoardDay, Part, Placed
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item

NARROW: Final = 96
"""No day is narrower than this."""
LANE: Final = 64
"""Nor is a lane; more of them are folded into rows."""
RULED: Final = 150
"""A narrower day has no room for a second ruler; its cards name the zones."""
COMFORT: Final = 150
"""A lane of this width shows a title."""
GAP: Final = 2
INSET: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One day. ``gutter`` is the room of a second ruler at its right."""

    day: BoardDay
    x: float
    width: float
    gutter: float

    @property
    def inner(self) -> float:
        return self.width - self.gutter


@dataclass(frozen=True, slots=True)
class Card:
    """A part of an item as a rectangle; ``begins_at`` is the y where it really begins."""

    part: Part
    column: int
    box: QRectF
    begins_at: float
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A whole-day item or a stay under the head of a day."""

    item: Item
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """What depends on the font and the zoom: pixels a minute, height of a line, width of the ruler."""

    minute: float
    line: float
    ruler: float
    second_ruler: float


class Geometry:
    """The layout of all days for one width; made anew when anything changes."""

    def __init__(
        self,
        days: Sequence[BoardDay],
        placed: Mapping[int, Sequence[Placed]],
        width: float,
        metrics: Metrics,
        focus: int,
    ) -> None:
        self.metrics = metrics
        self.columns = _columns(days, placed, width, metrics, focus)
        self.width = self.columns[-1].x + self.columns[-1].width if self.columns else metrics.ruler
        self.cards: list[Card] = []
        for number, column in enumerate(self.columns):
            self.cards += _cards(number, column, placed.get(number, ()), metrics)
        self.chips = [
            Chip(item, number, row)
            for number, column in enumerate(self.columns)
            for row, item in enumerate(column.day.whole)
        ]
        self.chip_rows = max((len(column.day.whole) for column in self.columns), default=0)
        lowest = max((card.box.bottom() for card in self.cards), default=0.0)
        self.height = max(DAY_MINUTES * metrics.minute, lowest + metrics.line)
        self._edges = [column.x for column in self.columns]
        self.cards_of: dict[ItemId, list[Card]] = {}
        for card in self.cards:
            self.cards_of.setdefault(card.part.item.id, []).append(card)

    def y_of(self, minute: float) -> float:
        return minute * self.metrics.minute

    def column_at(self, x: float) -> int | None:
        """Which day lies at ``x``; None beside the days."""
        number = bisect.bisect_right(self._edges, x) - 1
        if number < 0 or not self.columns or x >= self.width:
            return None
        return number

    def minute_at(self, y: float) -> float:
        return y / self.metrics.minute

    def card_at(self, x: float, y: float) -> Card | None:
        """The card under a point, the smallest first."""
        hits = [card for card in self.cards if card.box.contains(x, y)]
        return min(hits, key=lambda card: card.box.height() * card.box.width(), default=None)

    def lane_box(self, column: int, start: float, end: float) -> QRectF:
        """Where a new or carried item is drawn: the whole width of the day."""
        day = self.columns[column]
        height = max(self.y_of(end) - self.y_of(start), self.metrics.line)
        return QRectF(day.x + INSET, self.y_of(start), day.inner - 2 * INSET, height)


def _columns(
    days: Sequence[BoardDay],
    placed: Mapping[int, Sequence[Placed]],
    width: float,
    metrics: Metrics,
    focus: int,
) -> list[Column]:
    """Days share the width by what runs in parallel; where it is short the day in front takes more."""
    room = max(0.0, width - metrics.ruler)
    lanes = [
        max((one.lanes for one in placed.get(number, ())), default=1) for number in range(len(days))
    ]
    weights = [1 + 0.55 * (min(count, 4) - 1) for count in lanes]
    short = bool(days) and any(
        room * weight / sum(weights) < COMFORT * min(count, 4)
        for weight, count in zip(weights, lanes, strict=True)
    )
    if short and 0 <= focus < len(days):
        weights[focus] = max(2.0, 1.35 * min(lanes[focus], 4))
    widths = _shared(room, weights)
    if short and 0 <= focus < len(days):  # a week of narrow days scrolls; the one in front is read
        least = min(room * 0.6, COMFORT * min(lanes[focus], 3))
        widths[focus] = max(widths[focus], least)
    columns, x = [], metrics.ruler
    for day, wide in zip(days, widths, strict=True):
        ruled = day.other_zone and wide >= RULED
        columns.append(Column(day, x, wide, metrics.second_ruler if ruled else 0.0))
        x += wide
    return columns


def _shared(room: float, weights: Sequence[float]) -> list[float]:
    """The room by weight; who would get too little gets the least there is, and the others share the rest."""
    widths = [0.0] * len(weights)
    open_ones = set(range(len(weights)))
    while open_ones:
        total = sum(weights[number] for number in open_ones)
        left = room - sum(width for n, width in enumerate(widths) if n not in open_ones)
        small = {n for n in open_ones if left * weights[n] / total < NARROW}
        if not small:
            for number in open_ones:
                widths[number] = left * weights[number] / total
            break
        for number in small:
            widths[number] = NARROW
        open_ones -= small
    return widths


def _cards(number: int, column: Column, placed: Sequence[Placed], metrics: Metrics) -> list[Card]:
    result: list[Card] = []
    busy: list[tuple[float, float, float]] = []  # left, right, bottom of what may be in the way
    for fork in _by_fork(placed):
        room = max(1, int((column.inner - 2 * INSET) // LANE))
        folded = fork[0].lanes > room
        limit = _row_height(fork, room, metrics) if folded else None
        for one in fork:
            lanes = min(one.lanes, room)
            wide = (column.inner - 2 * INSET) / lanes
            lane = _lowest_lane(busy, column.x + INSET, wide, lanes) if folded else one.lane
            span = 1 if folded else one.span
            left = column.x + INSET + lane * wide
            right = left + span * wide - GAP
            natural = one.part.start * metrics.minute
            busy = [entry for entry in busy if entry[2] > natural]
            top = max(
                [natural, *(end for x0, x1, end in busy if x0 < right - 0.5 and left < x1 - 0.5)]
            )
            bottom = one.part.end * metrics.minute - GAP
            height = max(metrics.line, bottom - top)
            if limit is not None:
                height = max(metrics.line, min(height, limit))
            result.append(
                Card(one.part, number, QRectF(left, top, right - left, height), natural, folded)
            )
            busy.append((left, right, top + height + GAP))
    return result


def _by_fork(placed: Sequence[Placed]) -> list[list[Placed]]:
    forks: dict[int, list[Placed]] = {}
    for one in placed:
        forks.setdefault(one.fork, []).append(one)
    return list(forks.values())


def _row_height(fork: Sequence[Placed], room: int, metrics: Metrics) -> float:
    """How high a row may be so that all of a crowded fork find room in its time, if they can."""
    start = min(one.part.start for one in fork)
    end = max(one.part.end for one in fork)
    rows = -(-len(fork) // room)
    return (end - start) * metrics.minute / rows - GAP


def _lowest_lane(
    busy: Sequence[tuple[float, float, float]], left: float, wide: float, lanes: int
) -> int:
    """The lane that is free soonest."""
    bottoms = [
        max(
            (
                end
                for x0, x1, end in busy
                if x0 < left + (n + 1) * wide - 1 and x1 > left + n * wide + 1
            ),
            default=0.0,
        )
        for n in range(lanes)
    ]
    return bottoms.index(min(bottoms))

"""Where the marks, labels, lines and icons of a map are drawn."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from planner.domain.geography import northing, turned
from planner.domain.map_layout import Frame, Label, Rect, clusters, numbers_in_words, placed
from planner.i18n import _
from planner.ui.widgets.map_symbols import LOOKS, MapLine, MapStop, Type

RADIUS: Final = 11.0
NEAR: Final = 2 * RADIUS
WIDEST: Final = 16.0
"""How many times as wide as its line is high a name may be before it is cut."""
MOST_NAMES: Final = 4
ICON: Final = 16.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One or several stops that lie too close together to be told apart."""

    stops: tuple[MapStop, ...]
    text: str
    rect: QRectF

    @property
    def centre(self) -> QPointF:
        return self.rect.center()


@dataclass(frozen=True, slots=True)
class Caption:
    """The label of a mark; ``rect`` is its box. Each line is a name, one of ``others`` or a detail."""

    mark: Mark
    lines: tuple[tuple[str, str], ...]
    """Text, and "name", "other" or "detail"."""
    rect: QRectF

    @property
    def is_away(self) -> bool:
        """Whether it stands so far off that a line has to lead to it."""
        centre, box = self.mark.centre, self.rect
        dx = max(box.left() - centre.x(), 0.0, centre.x() - box.right())
        dy = max(box.top() - centre.y(), 0.0, centre.y() - box.bottom())
        return math.hypot(dx, dy) > self.mark.rect.width() / 2 + 10


@dataclass(frozen=True)
class Sheet:
    """The marks, captions and icons for a frame; what is in ``taken`` is kept clear."""

    frame: Frame
    marks: tuple[Mark, ...]
    captions: tuple[Caption, ...]
    ways: tuple[tuple[str, tuple[QPointF, ...]], ...]
    """Look and pixels of every line, also of its copies a turn of 360° away."""
    icons: tuple[tuple[str, QRectF], ...] = field(default=())

    def offset(self, frame: Frame) -> QPointF:
        """How far the paper was drawn since this was laid out; the scale is the same."""
        return QPointF(
            (self.frame.x - turned(frame.x, self.frame.x)) * frame.scale,
            (frame.y - self.frame.y) * frame.scale,
        )

    def mark_at(self, spot: QPointF) -> Mark | None:
        """The mark under a pixel, with a margin that makes it easy to hit; topmost first."""
        for mark in reversed(self.marks):
            if mark.rect.adjusted(-2, -2, 2, 2).contains(spot):
                return mark
        for caption in self.captions:
            if caption.rect.contains(spot):
                return caption.mark
        return None

    def mark_of(self, key: str) -> Mark | None:
        return next((mark for mark in self.marks if any(s.key == key for s in mark.stops)), None)


def sheet(
    frame: Frame,
    stops: Sequence[MapStop],
    lines: Sequence[MapLine],
    kind: Type,
    current: str = "",
    taken: Sequence[Rect] = (),
) -> Sheet:
    """Lay a map out; the current stop gets its label first, then those that are visited."""
    marks = _marks(frame, stops, kind)
    ways = tuple(way for line in lines for way in _ways(frame, line))
    captions = _captions(frame, marks, kind, current, taken, _spots(ways))
    full = [_plain(mark.rect) for mark in marks] + [_plain(one.rect) for one in captions]
    icons = _icons(frame, ways, [*full, *taken])
    return Sheet(frame, marks, captions, ways, icons)


def _marks(frame: Frame, stops: Sequence[MapStop], kind: Type) -> tuple[Mark, ...]:
    """Stops that lie together become one mark; marks that would cover each other are joined, too."""
    spots = [frame.at(stop.position) for stop in stops]
    groups = clusters(spots, NEAR)
    marks = [_mark(group, spots, stops, kind) for group in groups]
    while (pair := _covering(marks)) is not None:
        one, other = pair
        groups[one] = sorted(groups[one] + groups.pop(other))
        marks.pop(other)
        marks[one] = _mark(groups[one], spots, stops, kind)
    return tuple(marks)


def _mark(
    group: Sequence[int],
    spots: Sequence[tuple[float, float]],
    stops: Sequence[MapStop],
    kind: Type,
) -> Mark:
    own = tuple(stops[number] for number in group)
    text = numbers_in_words([stop.number for stop in own])
    metrics = QFontMetricsF(kind.number)
    x = sum(spots[number][0] for number in group) / len(group)
    y = sum(spots[number][1] for number in group) / len(group)
    high = max(2 * RADIUS, metrics.height() + 4)
    wide = max(high, metrics.horizontalAdvance(text) + 10)
    return Mark(own, text, QRectF(x - wide / 2, y - high / 2, wide, high))


def _covering(marks: Sequence[Mark]) -> tuple[int, int] | None:
    """Two marks of which one would hide part of the other."""
    for (one, first), (other, second) in itertools.combinations(enumerate(marks), 2):
        if first.rect.intersects(second.rect):
            return one, other
    return None


# captions


def _captions(
    frame: Frame,
    marks: Sequence[Mark],
    kind: Type,
    current: str,
    taken: Sequence[Rect],
    spots: Sequence[tuple[float, float]],
) -> tuple[Caption, ...]:
    area = Rect(2, 2, frame.width - 4, frame.height - 4)
    seen = [mark for mark in marks if area.meets(_plain(mark.rect))]
    order = sorted(seen, key=lambda mark: _urgency(mark, current))
    texts = [_words(mark, current, kind) for mark in order]
    wanted = [
        Label(mark.centre.x(), mark.centre.y(), mark.rect.width() / 2, *_size(lines, kind))
        for mark, lines in zip(order, texts, strict=True)
    ]
    found = placed(wanted, [*(_plain(mark.rect) for mark in marks), *taken], area, spots)
    return tuple(
        Caption(mark, lines, QRectF(rect.x, rect.y, rect.width, rect.height))
        for mark, lines, rect in zip(order, texts, found, strict=True)
        if rect is not None
    )


def _urgency(mark: Mark, current: str) -> tuple[bool, bool, int]:
    return (
        all(stop.key != current for stop in mark.stops),
        all(stop.is_passed_through for stop in mark.stops),
        mark.stops[0].number,
    )


def _words(mark: Mark, current: str, kind: Type) -> tuple[tuple[str, str], ...]:
    """Names with their numbers where a mark stands for several; the current one leads, with details."""
    metrics = QFontMetricsF(kind.name)
    own = sorted(mark.stops, key=lambda stop: (stop.key != current, stop.number))
    has_current, many = own[0].key == current, len(own) > 1
    shown = own if len(own) <= MOST_NAMES else own[: MOST_NAMES - 1]
    lines = []
    for number, stop in enumerate(shown):
        name = f"{stop.number}  {stop.name}" if many else stop.name
        leads = number == 0 or not has_current
        widest = metrics.height() * WIDEST * (1.5 if has_current and number == 0 else 1.0)
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, widest)
        lines.append((cut, "name" if leads else "other"))
        if stop.key == current and stop.detail:
            lines += [(detail, "detail") for detail in stop.detail.split("\n")]
    if len(shown) < len(own):
        left = _("… and {count} more").format(count=len(own) - len(shown))
        lines.append((left, "other"))
    return tuple(lines)


def _size(lines: Sequence[tuple[str, str]], kind: Type) -> tuple[float, float]:
    metrics = [(text, QFontMetricsF(kind.of_line(style))) for text, style in lines]
    wide = max(metric.horizontalAdvance(text) for text, metric in metrics)
    return wide + 10, sum(metric.height() for _text, metric in metrics) + 4


# lines


def _ways(frame: Frame, line: MapLine) -> list[tuple[str, tuple[QPointF, ...]]]:
    """A line in pixels, wherever a copy of it can be seen or drawn into sight."""
    start = line.points[0].longitude
    shift = turned(start, frame.x) - start
    result = []
    for turn in (-360.0, 0.0, 360.0):
        points = tuple(
            QPointF(*frame.spot(point.longitude + shift + turn, northing(point.latitude)))
            for point in line.points
        )
        across = [point.x() for point in points]
        if max(across) >= -frame.width and min(across) <= 2 * frame.width:
            result.append((line.look, points))
    return result


def _spots(ways: Sequence[tuple[str, tuple[QPointF, ...]]]) -> list[tuple[float, float]]:
    """Where the lines run near their ends: what a label there would hide."""
    result = []
    for _look, points in ways:
        for end, other in ((points[0], points[1]), (points[-1], points[-2])):
            way = other - end
            length = math.hypot(way.x(), way.y())
            for step in range(1, min(16, int(length // 12)) + 1):
                spot = end + way * (12 * step / length)
                result.append((spot.x(), spot.y()))
    return result


def _icons(
    frame: Frame,
    ways: Sequence[tuple[str, tuple[QPointF, ...]]],
    taken: Sequence[Rect],
) -> tuple[tuple[str, QRectF], ...]:
    """One icon on each line that has room for it, near the middle of what is seen, clear of all else."""
    full, result = list(taken), []
    area = Rect(0, 0, frame.width, frame.height)
    for look, points in ways:
        if not LOOKS[look].icon:
            continue
        boxes = [_icon_box(spot) for spot in _spread(points, 24)]
        seen = [box for box in boxes if area.holds(box)]
        middle = len(seen) // 2
        order = sorted(range(len(seen)), key=lambda number: abs(number - middle))
        free = (
            seen[number] for number in order if not any(seen[number].meets(other) for other in full)
        )
        if (box := next(free, None)) is not None:
            full.append(box)
            result.append((look, QRectF(box.x, box.y, box.width, box.height)))
    return tuple(result)


def _icon_box(spot: QPointF) -> Rect:
    half = ICON / 2 + 3
    return Rect(spot.x() - half, spot.y() - half, 2 * half, 2 * half)


def _spread(points: Sequence[QPointF], parts: int) -> Iterator[QPointF]:
    """Spots that divide a line into equal parts, the ends left out; none on a line too short for an icon."""
    steps = [
        (a, b, math.hypot(b.x() - a.x(), b.y() - a.y())) for a, b in itertools.pairwise(points)
    ]
    whole = sum(length for _a, _b, length in steps)
    if whole < 2 * NEAR + ICON:
        return
    wanted, passed = whole / parts, 0.0
    for a, b, length in steps:
        while wanted <= passed + length and wanted < whole * (1 - 0.5 / parts):
            yield a + (b - a) * ((wanted - passed) / length)
            wanted += whole / parts
        passed += length


def _plain(rect: QRectF) -> Rect:
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())

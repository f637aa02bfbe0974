"""Where the bars of a chart lie, their labels and their values: in time from left to right where there
is room for it, else one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from planner.domain.charts import Bar, Chart

MARGIN: Final = 16.0
GAP: Final = 8.0
THICKEST: Final = 44.0
SLOT: Final = 34.0
"""Least width of an upright bar with its label."""
LABELS: Final = 0.36
"""The part of the width that labels at the left may take."""
SWATCH: Final = 12.0

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar in the colour of its series."""

    rect: QRectF
    series: int
    value: int


@dataclass(frozen=True, slots=True)
class Text:
    """``at`` is "left", "right" or "middle" of its rectangle."""

    rect: QRectF
    text: str
    at: str = "left"
    muted: bool = False


@dataclass(slots=True)
class Placed:
    """All that is drawn. ``slots`` are what each bar owns of the picture, for pointing at it."""

    size: tuple[float, float]
    title: Text
    pieces: list[Piece] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    legend: list[tuple[QRectF, int]] = field(default_factory=list)
    slots: list[QRectF] = field(default_factory=list)
    base: QRectF = field(default_factory=QRectF)
    """The line on which bars stand."""


def is_upright(chart: Chart, width: float) -> bool:
    """Whether the bars stand side by side."""
    room = max(1, len(chart.bars)) * SLOT * (1 if chart.stacked else len(chart.series) * 0.8)
    return chart.in_time and room <= width - 2 * MARGIN


def placed(chart: Chart, font: QFont, width: float, height: float = 0.0) -> Placed:
    """Laid out for this width; at least as high as the bars need, or ``height`` if that is more."""
    metrics = QFontMetricsF(font)
    line = metrics.lineSpacing()
    title = Text(QRectF(MARGIN, MARGIN, width - 2 * MARGIN, line * 1.4), chart.title)
    result = Placed((width, height), title)
    top = title.rect.bottom() + GAP
    if len(chart.series) > 1:
        top = _legend(result, chart.series, top, width, line, metrics.horizontalAdvance) + GAP
    if is_upright(chart, width):
        _columns(result, chart, top, line, metrics.horizontalAdvance)
    else:
        _lines(result, chart, top, line, metrics.horizontalAdvance)
    return result


def _legend(
    result: Placed, series: Sequence[str], top: float, width: float, line: float, measure: Measure
) -> float:
    x = MARGIN
    for number, name in enumerate(series):
        room = SWATCH + 6 + measure(name)
        if x > MARGIN and x + room > width - MARGIN:
            x, top = MARGIN, top + line + 4
        swatch = QRectF(x, top + (line - SWATCH) / 2, SWATCH, SWATCH)
        result.legend.append((swatch, number))
        result.texts.append(Text(QRectF(x + SWATCH + 6, top, room, line), name, muted=True))
        x += room + 18
    return top + line


def _most(chart: Chart) -> int:
    highest = [bar.total if chart.stacked else max(bar.values, default=0) for bar in chart.bars]
    return max([1, *highest])


def _columns(result: Placed, chart: Chart, top: float, line: float, measure: Measure) -> None:
    """Upright bars in the order of time, their values above and their labels below them."""
    width, height = result.size
    height = max(height, top + 9 * line)
    result.size = (width, height)
    floor = height - MARGIN - line - 4
    roof = top + line
    slot = (width - 2 * MARGIN) / max(1, len(chart.bars))
    scale = (floor - roof) / _most(chart)
    result.base = QRectF(MARGIN, floor, width - 2 * MARGIN, 1)
    widest = max((measure(bar.label) for bar in chart.bars), default=0.0)
    every = max(1, -int(-(widest + GAP) // slot))
    for number, bar in enumerate(chart.bars):
        left = MARGIN + number * slot
        result.slots.append(QRectF(left, top, slot, height - MARGIN - top))
        if number % every == 0:
            wide = QRectF(left + slot / 2 - widest, floor + 4, 2 * widest, line)
            result.texts.append(Text(wide, bar.label, "middle", muted=True))
        thick = min(THICKEST, slot * 0.72) / (1 if chart.stacked else len(bar.values))
        whole = thick * (1 if chart.stacked else len(bar.values))
        x, y = left + (slot - whole) / 2, floor
        for series, value in enumerate(bar.values):
            tall = value * scale
            result.pieces.append(Piece(QRectF(x, y - tall, thick, tall), series, value))
            if chart.stacked:
                y -= tall
            else:
                _above(result, x, floor - tall, thick, line, value)
                x += thick
        if chart.stacked:
            _above(result, left, y, slot, line, bar.total)


def _above(result: Placed, x: float, y: float, width: float, line: float, value: int) -> None:
    if value:
        result.texts.append(
            Text(QRectF(x - width, y - line, 3 * width, line), str(value), "middle")
        )


def _lines(result: Placed, chart: Chart, top: float, line: float, measure: Measure) -> None:
    """Bars one below the other, their labels before and their values behind them."""
    width = result.size[0]
    widest = max((measure(bar.label) for bar in chart.bars), default=0.0)
    labels = min(widest, (width - 2 * MARGIN) * LABELS)
    start = MARGIN + labels + GAP
    numbers = measure(str(_most(chart))) + GAP
    scale = (width - MARGIN - start - numbers) / _most(chart)
    thick = line if chart.stacked else line * 0.9
    for bar in chart.bars:
        rows = 1 if chart.stacked else len(bar.values)
        height = rows * thick + GAP
        result.slots.append(QRectF(MARGIN, top, width - 2 * MARGIN, height))
        label = QRectF(MARGIN, top + (height - line) / 2, labels, line)
        result.texts.append(Text(label, bar.label, "right"))
        _bar(result, bar, start, top + GAP / 2, thick, scale, chart.stacked, numbers)
        top += height
    bottom = top + MARGIN
    result.base = QRectF(start, result.title.rect.bottom() + GAP, 1, 0)
    if result.slots:
        first = result.slots[0].top()
        result.base = QRectF(start, first, 1, top - first)
    result.size = (width, max(bottom, result.size[1]))


def _bar(
    result: Placed,
    bar: Bar,
    start: float,
    top: float,
    thick: float,
    scale: float,
    stacked: bool,
    numbers: float,
) -> None:
    x, y = start, top
    for series, value in enumerate(bar.values):
        long = value * scale
        result.pieces.append(Piece(QRectF(x, y, long, thick), series, value))
        if stacked:
            x += long
        else:
            result.texts.append(Text(QRectF(x + long + 4, y, numbers, thick), str(value)))
            y += thick
    if stacked:
        result.texts.append(Text(QRectF(x + 4, y, numbers, thick), str(bar.total)))

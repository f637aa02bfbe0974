"""Paints land, coasts and borders of the shipped map; each tile is made a path once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from planner.domain.geography import Box, LandTile, northing
from planner.domain.map_layout import Frame
from planner.errors import UserError

Land = Callable[[Box, float], Iterable[tuple[LandTile, int]]]
"""The tiles that a box meets at a scale, each with the turns of 360° to add to its longitudes."""
Colours = Mapping[str, str]
"""Colours by token, those of a theme."""

SEA: Final = "visitSoft"
LAND: Final = "surface"
COAST: Final = "borderStrong"
BORDER: Final = "textDisabled"


class TilePaths:
    """One tile in degrees of longitude and northing, north up: y is negative north of the equator."""

    def __init__(self, tile: LandTile) -> None:
        self._tile = tile
        self._heights = [
            -northing(tile.south + step / tile.degree) for step in range(tile.steps + 1)
        ]
        self.fill, self.coast, self.borders = QPainterPath(), QPainterPath(), QPainterPath()
        for xs, ys in tile.rings:
            points = self._points(xs, ys)
            whole = QPolygonF(points)
            self.fill.addPolygon(whole)
            if self._meets_edge(xs, ys):
                for part in self._coasts(xs, ys, points):
                    self.coast.addPolygon(QPolygonF(part))
            else:
                self.coast.addPolygon(whole)
        for xs, ys in tile.borders:
            self.borders.addPolygon(QPolygonF(self._points(xs, ys)))

    def _points(self, xs: Sequence[int], ys: Sequence[int]) -> list[QPointF]:
        west, degree, heights = self._tile.west, self._tile.degree, self._heights
        return [QPointF(west + x / degree, heights[y]) for x, y in zip(xs, ys, strict=True)]

    def _meets_edge(self, xs: Sequence[int], ys: Sequence[int]) -> bool:
        size = self._tile.steps
        return min(xs) == 0 or min(ys) == 0 or max(xs) == size or max(ys) == size

    def _coasts(
        self, xs: Sequence[int], ys: Sequence[int], points: list[QPointF]
    ) -> Iterator[list[QPointF]]:
        """The ring without what runs along an edge of the tile."""
        limits = (0, self._tile.steps)
        part = [points[0]]
        for number in range(1, len(points)):
            along = (xs[number] == xs[number - 1] and xs[number] in limits) or (
                ys[number] == ys[number - 1] and ys[number] in limits
            )
            if along:
                if len(part) > 1:
                    yield part
                part = []
            part.append(points[number])
        if len(part) > 1:
            yield part


class LandPainter:
    """Keeps the paths of the tiles that were seen. Without its files the map is all sea.

    ``failed`` is told once, what is wrong with them.
    """

    def __init__(self, land: Land, failed: Callable[[UserError], object]) -> None:
        self._land: Land | None = land
        self._failed = failed
        self._paths: dict[tuple[int, int, int], TilePaths] = {}

    def paint(
        self, painter: QPainter, frame: Frame, colours: Colours, *, paper: bool = False
    ) -> None:
        """Fill the frame with sea and land; on ``paper`` lines grow with the painter's scale."""
        area = QRectF(0, 0, frame.width, frame.height)
        painter.fillRect(area, QColor(colours[SEA]))
        painter.save()
        painter.setClipRect(area)
        seen = [(self._of(tile), turns) for tile, turns in self._tiles(frame)]
        # Neighbouring tiles share an edge: softened edges would let the sea shine through.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[LAND]))
        self._draw(painter, frame, [(paths.fill, turns) for paths, turns in seen])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width, lines in (
            (BORDER, 0.8, [(paths.borders, turns) for paths, turns in seen]),
            (COAST, 1.0, [(paths.coast, turns) for paths, turns in seen]),
        ):
            pen = QPen(QColor(colours[token]), width / frame.scale if paper else width)
            pen.setCosmetic(not paper)
            painter.setPen(pen)
            self._draw(painter, frame, lines)
        painter.restore()

    def _tiles(self, frame: Frame) -> list[tuple[LandTile, int]]:
        if self._land is None:
            return []
        try:
            return list(self._land(frame.box, frame.scale))
        except UserError as error:
            self._land = None
            # Its traceback would keep the painter alive beyond the painting.
            self._failed(error.with_traceback(None))
            return []

    def _of(self, tile: LandTile) -> TilePaths:
        key = (tile.west, tile.south, tile.degree)
        if key not in self._paths:
            self._paths[key] = TilePaths(tile)
        return self._paths[key]

    @staticmethod
    def _draw(painter: QPainter, frame: Frame, paths: Sequence[tuple[QPainterPath, int]]) -> None:
        for path, turns in paths:
            painter.save()
            painter.translate(frame.width / 2, frame.height / 2)
            painter.scale(frame.scale, frame.scale)
            painter.translate(turns * 360 - frame.x, frame.y)
            painter.drawPath(path)
            painter.restore()

"""A map painted in a widget: which stops and what part of the world it shows, on screen and paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.domain.geography import box_around
from planner.domain.map_layout import Frame, Rect, fitted
from planner.errors import UserError
from planner.ui import theme
from planner.ui.widgets import map_painting as painting
from planner.ui.widgets.map_land import Land, LandPainter
from planner.ui.widgets.map_sheet import Sheet, sheet
from planner.ui.widgets.map_symbols import MapLine, MapStop, Type, heart

EDGE: Final = 30.0
"""Pixels from the edge within which a stop does not count as in sight."""
LEAST_KM: Final = 8.0
"""How much is shown at least when all stops are shown: positions are good to a kilometre."""


class MapCanvas(QWidget):
    """Shows stops and lines. Land is painted anew only when the paper moves."""

    land_failed = Signal(object)
    """The ``UserError`` that tells why there is no land; once, after the painting."""

    def __init__(self, land: Land, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stops: tuple[MapStop, ...] = ()
        self.current = ""
        self.frame = Frame(0.0, 0.0, 1.0, 1.0, 1.0)
        self._lines: tuple[MapLine, ...] = ()
        self._legend: tuple[tuple[str, str], ...] = ()
        self._land = LandPainter(land, self._tell_failed)
        self._ground: tuple[tuple[object, ...], QPixmap] | None = None
        self._sheet: Sheet | None = None
        self._follows, self._by_hand, self._whole = True, False, False
        self.setMinimumSize(200, 140)
        theme.current().changed.connect(self.update)

    # what the page tells

    def show_stops(
        self,
        stops: Sequence[MapStop],
        lines: Sequence[MapLine],
        legend: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show these; the view stays where the user moved it unless other stops are shown."""
        moved = [(one.key, one.position) for one in stops] != [
            (one.key, one.position) for one in self.stops
        ]
        self.stops, self._lines, self._legend = tuple(stops), tuple(lines), tuple(legend)
        if all(stop.key != self.current for stop in stops):
            self.current = ""
        if moved:
            self.fit()
        self._changed()

    def set_current(self, key: str, *, bring_in: bool = True) -> None:
        """Make this stop the current one and bring it into sight; "" for none. Without ``bring_in``
        the part of the world that is shown stays."""
        if key == self.current:
            return
        self.current = key if any(stop.key == key for stop in self.stops) else ""
        self._changed()
        if self.current and bring_in and self.isVisible():
            self._bring_in()

    @property
    def current_number(self) -> int:
        """Which of the stops is the current one, -1 for none."""
        return next((n for n, stop in enumerate(self.stops) if stop.key == self.current), -1)

    @property
    def sheet(self) -> Sheet:
        """Where everything is drawn now."""
        if self._sheet is None:
            kind, taken = Type.of(self.font()), self._furniture()
            self._sheet = sheet(self.frame, self.stops, self._lines, kind, self.current, taken)
        return self._sheet

    def fit(self) -> None:
        """Show what is visited, and follow the size of the window again."""
        self._fit(whole=False)

    def fit_whole(self) -> None:
        """Show the way there and back, too."""
        self._fit(whole=True)

    def _fit(self, *, whole: bool) -> None:
        self._follows, self._by_hand, self._whole = True, False, whole
        self._set_frame(self._fitted(self.width(), self.height()))

    def zoom(self, factor: float, spot: QPointF | None = None) -> None:
        """Nearer or farther, around the current stop, a spot in pixels, or the middle."""
        mark = self.sheet.mark_of(self.current) if spot is None else None
        if mark is not None and self.rect().contains(mark.centre.toPoint()):
            spot = mark.centre
        spot = spot or QPointF(self.width() / 2, self.height() / 2)
        self._follows, self._by_hand = False, True
        self._set_frame(self.frame.zoomed(factor, spot.x(), spot.y()))

    def pan(self, dx: float, dy: float) -> None:
        self._follows, self._by_hand = False, True
        self._set_frame(self.frame.moved(dx, dy))

    def drag(self, dx: float, dy: float) -> None:
        """Move the paper with all that lies on it; the labels find new places when it is let go."""
        laid = self.sheet
        self.pan(dx, dy)
        self._sheet = laid

    def draw(self, painter: QPainter, area: QRectF, colours: painting.Colours) -> None:
        """The map as on paper: the part in sight if the user moved it, else all stops."""
        width, height = area.width(), area.height()
        by_hand = self._by_hand
        frame = self.frame.resized(width, height) if by_hand else self._fitted(width, height)
        kind = Type.of(self.font())
        legend = painting.legend_rect(frame, self._legend, kind)
        scale = painting.scale_rect(frame, kind)
        laid = sheet(frame, self.stops, self._lines, kind, "", [legend, scale])
        painter.save()
        painter.translate(area.topLeft())
        painter.setClipRect(QRectF(0, 0, width, height))
        self._land.paint(painter, frame, colours, paper=True)
        painting.paint_ways(painter, laid, colours)
        painting.paint_stops(painter, laid, colours, kind, "", focused=False)
        painting.paint_legend(painter, legend, self._legend, colours, kind)
        painting.paint_scale(painter, scale, frame, colours, kind)
        painter.restore()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.tokens(theme.current().mode)
        painter.drawPixmap(0, 0, self._background(colours))
        kind = Type.of(self.font())
        painter.translate(self.sheet.offset(self.frame))
        painting.paint_ways(painter, self.sheet, colours)
        painting.paint_stops(
            painter, self.sheet, colours, kind, self.current, focused=self.hasFocus()
        )
        painter.resetTransform()
        legend = painting.legend_rect(self.frame, self._legend, kind)
        painting.paint_legend(painter, legend, self._legend, colours, kind)
        scale = painting.scale_rect(self.frame, kind)
        painting.paint_scale(painter, scale, self.frame, colours, kind)
        if self.hasFocus() and not self.current:
            painting.paint_focus(painter, self.frame, colours)
        painter.end()

    def _background(self, colours: painting.Colours) -> QPixmap:
        """Sea and land of this frame; painted anew only when the paper moves."""
        ratio = self.devicePixelRatioF()
        key = (self.frame, ratio, theme.current().mode)
        if self._ground is None or self._ground[0] != key:
            picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            self._land.paint(painter, self.frame, colours)
            painter.end()
            self._ground = (key, picture)
        return self._ground[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._follows:
            self._fit(whole=self._whole)
        else:
            self._set_frame(self.frame.resized(self.width(), self.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._changed()

    def sizeHint(self) -> QSize:
        return QSize(800, 500)

    # inside

    def _fitted(self, width: float, height: float) -> Frame:
        if self._whole:
            shown = [stop.position for stop in self.stops]
            shown += [point for line in self._lines for point in line.points]
        else:
            shown = heart(self.stops)
        box = box_around(shown)
        margin = min(width / 6, height / 4)
        return fitted(box, max(width, 1), max(height, 1), margin, LEAST_KM)

    def _furniture(self) -> list[Rect]:
        kind = Type.of(self.font())
        scale = painting.scale_rect(self.frame, kind)
        if not self._legend:
            return [scale]
        return [scale, painting.legend_rect(self.frame, self._legend, kind)]

    def _set_frame(self, frame: Frame) -> None:
        if frame != self.frame:
            self.frame = frame
            self._changed()

    def _bring_in(self) -> None:
        """Show the current stop: with all others as long as nobody chose a scale by hand."""
        position = self.stops[self.current_number].position
        whole = self._fitted(self.width(), self.height())
        if not self._by_hand and whole.showing(position, EDGE) is whole:
            self._follows = True
            self._set_frame(whole)
        elif (frame := self.frame.showing(position, EDGE)) is not self.frame:
            self._follows = False
            self._set_frame(frame)

    def _tell_failed(self, error: UserError) -> None:
        QTimer.singleShot(0, self, lambda: self.land_failed.emit(error))

    def _changed(self) -> None:
        self._sheet = None
        self.update()

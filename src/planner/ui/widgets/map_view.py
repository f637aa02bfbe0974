"""A map that is looked at, moved and zoomed, and on which stops are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.domain.geography import box_around
from planner.domain.map_layout import Frame, Rect, fitted
from planner.i18n import ngettext
from planner.ui import theme
from planner.ui.widgets import map_access
from planner.ui.widgets import map_painting as painting
from planner.ui.widgets.map_land import Land, LandPainter
from planner.ui.widgets.map_sheet import MapLine, MapStop, Mark, Sheet, Type, heart, sheet

STEP: Final = 1.5
"""By how much a key or button zooms."""
PAN: Final = 80.0
"""Pixels that a key moves the paper."""
EDGE: Final = 30.0
"""Pixels from the edge within which a stop does not count as in sight."""
LEAST_KM: Final = 8.0
"""How much is shown at least when all stops are shown: positions are good to a kilometre."""

_NEXT: Final = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BEFORE: Final = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ZOOMS: Final = {
    Qt.Key.Key_Plus: STEP,
    Qt.Key.Key_Equal: STEP,
    Qt.Key.Key_Minus: 1 / STEP,
}
_MOVES: Final = {
    Qt.Key.Key_Left: (PAN, 0.0),
    Qt.Key.Key_Right: (-PAN, 0.0),
    Qt.Key.Key_Up: (0.0, PAN),
    Qt.Key.Key_Down: (0.0, -PAN),
}


class MapView(QWidget):
    """One tab stop. Arrows go from stop to stop, with Shift they move the paper; + and - zoom,
    0 shows what is visited and 1 the whole way.

    ``stop_chosen`` gives the key of a stop on a click, Enter or Space; ``stop_entered`` whenever
    another stop becomes the current one by hand. Several clicks on a mark that stands for several
    stops go through them.
    """

    stop_chosen = Signal(str)
    stop_entered = Signal(str)

    def __init__(self, land: Land, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        map_access.install()
        self.stops: tuple[MapStop, ...] = ()
        self.current = ""
        self.frame = Frame(0.0, 0.0, 1.0, 1.0, 1.0)
        self._lines: tuple[MapLine, ...] = ()
        self._legend: tuple[tuple[str, str], ...] = ()
        self._land = LandPainter(land)
        self._ground: tuple[tuple[object, ...], QPixmap] | None = None
        self._sheet: Sheet | None = None
        self._follows, self._by_hand, self._whole = True, False, False
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 140)
        theme.current().changed.connect(self.update)
        number = id(self)
        self.destroyed.connect(lambda: map_access.forget(number))
        self._name()

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
        self._name()
        if moved:
            self.fit()
        self._changed()

    def set_current(self, key: str) -> None:
        """Make this stop the current one and bring it into sight; "" for none."""
        if key == self.current:
            return
        self.current = key if any(stop.key == key for stop in self.stops) else ""
        self._changed()
        if self.current and self.isVisible():
            self._bring_in()
        map_access.tell_focus(self)

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
        frame = self._fitted(width, height) if self._follows else self.frame.resized(width, height)
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

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        elif shift and key in _MOVES:
            self.pan(*_MOVES[key])
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key in (Qt.Key.Key_0, Qt.Key.Key_1):
            self._fit(whole=key == Qt.Key.Key_1)
        elif not self._walk(key):
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> bool:
        """From stop to stop; whether the key meant that."""
        last, number = len(self.stops) - 1, self.current_number
        if last < 0:
            return False
        if key in _NEXT:
            self._enter(min(last, number + 1))
        elif key in _BEFORE:
            self._enter(max(0, number - 1))
        elif key == Qt.Key.Key_Home:
            self._enter(0)
        elif key == Qt.Key.Key_End:
            self._enter(last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and number >= 0:
            self.stop_chosen.emit(self.current)
        else:
            return False
        return True

    def _enter(self, number: int) -> None:
        key = self.stops[number].key
        if key != self.current:
            self.set_current(key)
            self.stop_entered.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        map_access.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        if self._pressed is None:
            over = self.sheet.mark_at(spot) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
            return
        way = spot - self._pressed
        if self._dragged or way.manhattanLength() > 4:
            self._dragged, self._pressed = True, spot
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._dragged:
            self._changed()
        elif (mark := self.sheet.mark_at(event.position())) is not None:
            self._choose(mark)
        self._pressed, self._dragged = None, False

    def _choose(self, mark: Mark) -> None:
        """The first stop of a mark, or the one after the current stop."""
        keys = [stop.key for stop in mark.stops]
        place = (keys.index(self.current) + 1) % len(keys) if self.current in keys else 0
        if keys[place] != self.current:
            self.set_current(keys[place])
            self.stop_entered.emit(keys[place])
        self.stop_chosen.emit(keys[place])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.sheet.mark_at(event.position()) is None:
            self.zoom(2.0, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), event.position())
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.sheet.mark_at(QPointF(event.pos()))
            names = [f"{stop.number}  {stop.name}" for stop in mark.stops] if mark else []
            QToolTip.showText(event.globalPos(), "\n".join(names), self)
            return True
        return super().event(event)

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

    def _changed(self) -> None:
        self._sheet = None
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(
            ngettext(
                "Map of the visit, {count} stop",
                "Map of the visit, {count} stops",
                len(self.stops),
            )
        )

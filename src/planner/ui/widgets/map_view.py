"""The map under the hands: keys and mouse move and zoom it, and choose stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.i18n import ngettext
from planner.ui.plain import escaped
from planner.ui.widgets import map_access
from planner.ui.widgets.map_canvas import MapCanvas
from planner.ui.widgets.map_land import Land
from planner.ui.widgets.map_sheet import Mark
from planner.ui.widgets.map_symbols import MapLine, MapStop

STEP: Final = 1.5
"""By how much a key or button zooms."""
PAN: Final = 80.0
"""Pixels that a key moves the paper."""

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


class MapView(MapCanvas):
    """One tab stop. Arrows go from stop to stop, with Shift they move the paper; + and - zoom,
    0 shows what is visited and 1 the whole way.

    ``stop_chosen`` gives the key of a stop on a click, Enter or Space; ``stop_entered`` whenever
    another stop becomes the current one by hand. Several clicks on a mark that stands for several
    stops go through them.
    """

    stop_chosen = Signal(str)
    stop_entered = Signal(str)

    def __init__(self, land: Land, parent: QWidget | None = None) -> None:
        super().__init__(land, parent)
        map_access.install()
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._name()

    def show_stops(
        self,
        stops: Sequence[MapStop],
        lines: Sequence[MapLine],
        legend: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().show_stops(stops, lines, legend)
        self._name()
        map_access.tell_stops(self)

    def set_current(self, key: str, *, bring_in: bool = True) -> None:
        if key != self.current:
            super().set_current(key, bring_in=bring_in)
            map_access.tell_focus(self)

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
            (self.fit_whole if key == Qt.Key.Key_1 else self.fit)()
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
            QToolTip.showText(event.globalPos(), escaped("\n".join(names)), self)
            return True
        return super().event(event)

    # inside

    def _name(self) -> None:
        self.setAccessibleName(
            ngettext(
                "Map of the visit, {count} stop",
                "Map of the visit, {count} stops",
                len(self.stops),
            )
        )

"""What screen readers are told of a map: a list with one entry for each stop.

Entries outlive stops and maps in the hands of a screen reader; then they say that they are not valid.
``interface_cast`` is left alone: an answer from Python there ends the process (PySide6 6.11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor

if TYPE_CHECKING:
    from planner.ui.widgets.map_view import MapView


class StopAccess(QAccessibleInterface):
    """One stop: its number and name first, then when the delegation is there."""

    def __init__(self, view: MapView, number: int) -> None:
        super().__init__()
        self._view, self._number = view, number

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self._number < len(self._view.stops)

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        stop = self._view.stops[self._number]
        if kind is QAccessible.Text.Name:
            return f"{stop.number} {stop.name}"
        return stop.spoken if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is typed on a map."""

    def rect(self) -> QRect:
        """On the screen; empty while the stop is out of sight."""
        if not self.isValid():
            return QRect()
        mark = self._view.sheet.mark_of(self._view.stops[self._number].key)
        here = mark.rect.toRect().intersected(self._view.rect()) if mark else QRect()
        return QRect(self._view.mapToGlobal(here.topLeft()), here.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        is_current = self._view.stops[self._number].key == self._view.current
        state.focusable = state.selectable = True
        state.selected = is_current
        state.focused = is_current and self._view.hasFocus()
        state.offscreen = self.rect().isEmpty()
        return state

    def foregroundColor(self) -> QColor:
        return self._view.palette().text().color()

    def backgroundColor(self) -> QColor:
        return self._view.palette().base().color()


class MapAccess(QAccessibleInterface):
    """The map as a list of its stops."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._view = view
        self._stops: list[StopAccess] = []  # Qt keeps no hold of them

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view)

    def object(self) -> QObject:
        return self._view

    def window(self) -> Any:
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(
            self._view.parentWidget() or self._view.window()
        )

    def child(self, index: int) -> Any:
        while len(self._stops) < len(self._view.stops):
            self._stops.append(StopAccess(self._view, len(self._stops)))
        return self._stops[index] if 0 <= index < len(self._view.stops) else None

    def childAt(self, x: int, y: int) -> Any:
        return next(
            (
                self.child(number)
                for number in range(self.childCount())
                if StopAccess(self._view, number).rect().contains(x, y)
            ),
            None,
        )

    def childCount(self) -> int:
        return len(self._view.stops)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._stops.index(child) if child in self._stops else -1

    def focusChild(self) -> Any:
        number = self._view.current_number
        return self.child(number) if number >= 0 and self._view.hasFocus() else None

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            return self._view.accessibleName()
        return self._view.accessibleDescription() if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is typed on a map."""

    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(self._view.rect().topLeft()), self._view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._view.hasFocus()
        state.invisible = not self._view.isVisible()
        return state

    def foregroundColor(self) -> QColor:
        return self._view.palette().text().color()

    def backgroundColor(self) -> QColor:
        return self._view.palette().base().color()


_nodes: dict[int, MapAccess] = {}  # Qt asks for them; Python must not lose its half


def node_for(view: MapView) -> MapAccess:
    """The node of a map, one as long as the map lives."""
    key = id(view)
    if key not in _nodes:
        _nodes[key] = MapAccess(view)
        view.destroyed.connect(lambda: _nodes.pop(key, None))
    return _nodes[key]


def _factory(_name: str, thing: QObject | None) -> Any:
    from planner.ui.widgets.map_view import MapView

    return node_for(thing) if isinstance(thing, MapView) else None


_installed: list[bool] = []


def install() -> None:
    """Tell Qt once how maps are read out."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_factory)


def tell_focus(view: MapView) -> None:
    """Say which stop is the current one now."""
    if QAccessible.isActive() and view.hasFocus():
        stop = node_for(view).focusChild()
        if stop is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(stop, QAccessible.Event.Focus))


def tell_stops(view: MapView) -> None:
    """Say that the list has other entries now."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)

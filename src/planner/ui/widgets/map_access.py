"""What screen readers are told of a map: a list with one entry for each stop.

Entries outlive stops in the hands of a screen reader; then they say that they are not valid. Qt keeps
every entry that was read out in a register of its own: when a map is gone its entries are taken out of
that register, not only forgotten here, or Qt would use and free them a second time. It asks for
a map anew whenever somebody connects to a further method of it, and must then be given a new node.
``interface_cast`` is left alone: an answer from Python there ends the process (PySide6 6.11).
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor

from planner.ui.widgets.map_canvas import MapCanvas


class StopAccess(QAccessibleInterface):
    """One stop: its number and name first, then when the delegation is there."""

    def __init__(self, view: MapCanvas, parent: MapAccess, number: int) -> None:
        super().__init__()
        self._view, self._parent, self._number = view, parent, number

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self._number < len(self._view.stops)

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._view.window().windowHandle() if self.isValid() else None

    def parent(self) -> Any:
        return self._parent if shiboken6.isValid(self._parent) else None

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
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class MapAccess(QAccessibleInterface):
    """The map as a list of its stops."""

    def __init__(self, view: MapCanvas) -> None:
        super().__init__()
        self._view = view
        self._stops: list[StopAccess] = []  # Qt keeps no hold of them

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view)

    def object(self) -> Any:
        return self._view if self.isValid() else None

    def window(self) -> Any:
        return self._view.window().windowHandle() if self.isValid() else None

    def parent(self) -> Any:
        if not self.isValid():
            return None
        return QAccessible.queryAccessibleInterface(
            self._view.parentWidget() or self._view.window()
        )

    def child(self, index: int) -> Any:
        while len(self._stops) < self.childCount():
            self._stops.append(StopAccess(self._view, self, len(self._stops)))
        return self._stops[index] if 0 <= index < self.childCount() else None

    def forget(self) -> None:
        """The map is gone: take its entries out of Qt's register; Qt does so with the map's own node."""
        for stop in self._stops:
            if shiboken6.isValid(stop):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(stop))

    def childAt(self, x: int, y: int) -> Any:
        return next(
            (
                self.child(number)
                for number in range(self.childCount())
                if self.child(number).rect().contains(x, y)
            ),
            None,
        )

    def childCount(self) -> int:
        return len(self._view.stops) if self.isValid() else 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._stops.index(child) if child in self._stops else -1

    def focusChild(self) -> Any:
        if not self.isValid():
            return None
        number = self._view.current_number
        return self.child(number) if number >= 0 and self._view.hasFocus() else None

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind is QAccessible.Text.Name:
            return self._view.accessibleName()
        return self._view.accessibleDescription() if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is typed on a map."""

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        return QRect(self._view.mapToGlobal(self._view.rect().topLeft()), self._view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = True
        state.focused = self._view.hasFocus()
        state.invisible = not self._view.isVisible()
        return state

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


_nodes: dict[int, list[MapAccess]] = {}  # Qt asks for them; Python must not lose its half


_gone: list[MapAccess] = []  # of maps that are just going: Qt is still to free them


def _forget(view: int) -> None:
    _gone[:] = [node for node in _gone if shiboken6.isValid(node)]
    for node in _nodes.pop(view, ()):
        node.forget()
        _gone.append(node)


def _factory(_name: str, thing: QObject | None) -> Any:
    if not isinstance(thing, MapCanvas):
        return None
    key = id(thing)
    if key not in _nodes:
        _nodes[key] = []
        thing.destroyed.connect(lambda: _forget(key))
    _nodes[key].append(MapAccess(thing))
    return _nodes[key][-1]


_installed: list[bool] = []


def install() -> None:
    """Tell Qt once how maps are read out."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_factory)


def tell_focus(view: MapCanvas) -> None:
    """Say which stop is the current one now."""
    if QAccessible.isActive() and view.hasFocus() and view.current_number >= 0:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(view.current_number)
        QAccessible.updateAccessibility(event)


def tell_stops(view: MapCanvas) -> None:
    """Say that the list has other entries now."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)

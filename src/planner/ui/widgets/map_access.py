"""What screen readers are told of a map: a list with one entry for each stop."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface

from planner.ui.accessible_nodes import Answers, ListNode, Register, not_valid
from planner.ui.widgets.map_canvas import MapCanvas


class _Node(Answers):
    _view: MapCanvas

    def _widget(self) -> MapCanvas:
        return self._view


class StopAccess(_Node, QAccessibleInterface):  # type: ignore[misc]
    """One stop: its number and name first, then when the delegation is there."""

    def __init__(self, view: MapCanvas, parent: MapAccess, number: int) -> None:
        QAccessibleInterface.__init__(self)
        self._view, self._parent, self._number = view, parent, number

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self._number < len(self._view.stops)

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        stop = self._view.stops[self._number]
        if kind is QAccessible.Text.Name:
            return f"{stop.number} {stop.name}"
        return stop.spoken if kind is QAccessible.Text.Description else ""

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
        if not self.isValid():
            return not_valid()
        state = QAccessible.State()
        is_current = self._view.stops[self._number].key == self._view.current
        state.focusable = state.selectable = True
        state.selected = is_current
        state.focused = is_current and self._view.hasFocus()
        state.offscreen = self.rect().isEmpty()
        return state


class MapAccess(_Node, ListNode):  # type: ignore[misc]
    """The map as a list of its stops."""

    def __init__(self, view: MapCanvas) -> None:
        ListNode.__init__(self)
        self._view = view
        self._stops: list[StopAccess] = []  # Qt keeps no hold of them

    @property
    def made(self) -> list[QAccessibleInterface]:
        return list(self._stops)

    def child(self, index: int) -> StopAccess | None:  # type: ignore[override]
        while len(self._stops) < self.childCount():
            self._stops.append(StopAccess(self._view, self, len(self._stops)))
        return self._stops[index] if 0 <= index < self.childCount() else None

    def childCount(self) -> int:
        return len(self._view.stops) if self.isValid() else 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._stops.index(child) if child in self._stops else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        if not self.isValid():
            return None
        number = self._view.current_number
        return self.child(number) if number >= 0 and self._view.hasFocus() else None


def _make(_name: str, thing: QObject) -> MapAccess | None:
    return MapAccess(thing) if isinstance(thing, MapCanvas) else None


_register: Final = Register(_make, MapAccess.forget)
install = _register.install


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

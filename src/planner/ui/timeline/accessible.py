"""The timeline for screen readers: a list of rows, each with its marks, names, dates and places.

As for the board, interfaces are made when somebody asks for the tree, and ``interface_cast`` is left
alone: nodes that can be pressed stand on Qt's own node for widgets, which says in C++ that it has actions.
"""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from planner.ui.timeline.canvas import Canvas

_Text = QAccessible.Text
_PRESS: Final = QAccessibleActionInterface.pressAction()
_FOCUS: Final = QAccessibleActionInterface.setFocusAction()


class _Node:
    """What the nodes share."""

    line: Canvas

    def isValid(self) -> bool:
        return shiboken6.isValid(self.line)

    def object(self) -> QObject | None:
        return None

    def window(self) -> QWindow | None:
        return self.line.window().windowHandle() if shiboken6.isValid(self.line) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are not typed here."""

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class TimelineNode(_Node, QAccessibleInterface):  # type: ignore[misc]
    def __init__(self, line: Canvas) -> None:
        QAccessibleInterface.__init__(self)
        self.line = line
        self._rows: dict[int, PlaceNode] = {}

    def object(self) -> QObject | None:  # type: ignore[override]
        return self.line if self.isValid() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        if not self.isValid():
            return None
        return QAccessible.queryAccessibleInterface(self.line.parentWidget())  # type: ignore[arg-type]

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = True
        state.focused = self.line.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        return self.line.accessibleName() if kind == _Text.Name and self.isValid() else ""

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        at = self.line.mapToGlobal(self.line.rect().topLeft())
        return QRect(at, self.line.size())

    def childCount(self) -> int:
        return len(self.line.scene.rows) if self.isValid() else 0

    def child(self, index: int) -> PlaceNode | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        if index not in self._rows:
            self._rows[index] = PlaceNode(self.line, self, index)
        return self._rows[index]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not self.isValid():
            return None
        point = self.line.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        row, _mark = self.line.at(point.toPointF())
        return self.child(row)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.row if isinstance(child, PlaceNode) and child.place < 0 else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.node_in_front() if self.isValid() else None

    def node_in_front(self) -> PlaceNode | None:
        row = self.child(self.line.row)
        if row is not None and self.line.mark >= 0:
            return row.child(self.line.mark) or row
        return row

    def forget(self) -> None:
        """The timeline is gone: its entries leave Qt's register, which would free them a second time."""
        for row in self._rows.values():
            for node in (*row.made, row):
                if shiboken6.isValid(node):
                    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))


class PlaceNode(_Node, QAccessibleWidget):  # type: ignore[misc]
    """A row, or a mark of a row (``place`` from 0)."""

    def __init__(
        self, line: Canvas, parent: TimelineNode | PlaceNode, row: int, place: int = -1
    ) -> None:
        QAccessibleWidget.__init__(self, line, QAccessible.Role.ListItem)
        self.line = line
        self._parent, self.row, self.place = parent, row, place
        self._marks: dict[int, PlaceNode] = {}

    def isValid(self) -> bool:
        if not shiboken6.isValid(self.line) or self.row >= len(self.line.scene.rows):
            return False
        return self.place < len(self.line.scene.rows[self.row].marks)

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._parent if shiboken6.isValid(self._parent) else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        line = self.line
        here = (line.row, line.mark) == (self.row, self.place)
        state.focusable = state.selectable = True
        state.focused = line.hasFocus() and here
        state.selected = here
        state.offscreen = not line.viewport().rect().intersects(self._box())
        return state

    def _box(self) -> QRect:
        line = self.line
        box = line.row_box(self.row) if self.place < 0 else line.mark_box(self.row, self.place)
        return box.toRect()

    def text(self, kind: QAccessible.Text) -> str:
        if kind != _Text.Name or not self.isValid():
            return ""
        row = self.line.scene.rows[self.row]
        return row.spoken if self.place < 0 else row.marks[self.place].spoken

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        box = self._box()
        return QRect(self.line.viewport().mapToGlobal(box.topLeft()), box.size())

    def childCount(self) -> int:
        if self.place >= 0 or not self.isValid():
            return 0
        return len(self.line.scene.rows[self.row].marks)

    def child(self, index: int) -> PlaceNode | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        if index not in self._marks:
            self._marks[index] = PlaceNode(self.line, self, self.row, index)
        return self._marks[index]

    @property
    def made(self) -> list[PlaceNode]:
        """The marks that were asked for so far."""
        return list(self._marks.values())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.place if isinstance(child, PlaceNode) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def actionNames(self) -> list[str]:
        return [_PRESS, _FOCUS] if self.isValid() else []

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []

    def doAction(self, name: str) -> None:
        """In the next turn: an open dialog must not keep the asking program waiting."""
        if name in self.actionNames():
            QTimer.singleShot(0, self.line, lambda: self._do(name))

    def _do(self, name: str) -> None:
        if not self.isValid():
            return
        self.line.choose(self.row, self.place)
        self.line.setFocus()
        if name == _PRESS:
            self.line.opened.emit(*self.line.current_ids)


_nodes: dict[int, list[TimelineNode]] = {}
"""As for the board: Qt may ask anew, and old nodes are kept as long as the widget."""


def node_for(line: Canvas) -> TimelineNode:
    return _nodes[id(line)][-1] if id(line) in _nodes else _new_node(line)


def _new_node(line: Canvas) -> TimelineNode:
    key = id(line)
    if key not in _nodes:
        _nodes[key] = []
        line.destroyed.connect(lambda: _forget(key))
    node = TimelineNode(line)
    _nodes[key].append(node)
    return node


_gone: list[TimelineNode] = []


def _forget(key: int) -> None:
    _gone[:] = [node for node in _gone if shiboken6.isValid(node)]
    for node in _nodes.pop(key, ()):
        node.forget()
        _gone.append(node)


def _factory(_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    return _new_node(thing) if isinstance(thing, Canvas) else None


_installed: list[bool] = []


def install() -> None:
    """Make timelines known to the accessibility of Qt; once in a process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_factory)


def tell_focus(line: Canvas) -> None:
    """An event for what is in front: the list itself never has the focus of a screen reader."""
    if not QAccessible.isActive() or line.current_row is None:
        return
    node = node_for(line).node_in_front()
    if node is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

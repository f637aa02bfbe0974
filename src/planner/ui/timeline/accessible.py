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
)
from PySide6.QtWidgets import QAccessibleWidget

from planner.ui.accessible_nodes import Answers, ListNode, Register, not_valid
from planner.ui.timeline.canvas import Canvas

_Text = QAccessible.Text
_PRESS: Final = QAccessibleActionInterface.pressAction()
_FOCUS: Final = QAccessibleActionInterface.setFocusAction()


class _Node(Answers):
    line: Canvas

    def _widget(self) -> Canvas:
        return self.line


class TimelineNode(_Node, ListNode):  # type: ignore[misc]
    def __init__(self, line: Canvas) -> None:
        ListNode.__init__(self)
        self.line = line
        self._rows: dict[int, PlaceNode] = {}

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

    @property
    def made(self) -> list[QAccessibleInterface]:
        return [node for row in self._rows.values() for node in (*row.made, row)]


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

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        if not self.isValid():
            return not_valid()
        state, line = QAccessible.State(), self.line
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


def _make(_name: str, thing: QObject) -> TimelineNode | None:
    return TimelineNode(thing) if isinstance(thing, Canvas) else None


_register: Final = Register(_make, TimelineNode.forget)
install = _register.install


def node_for(line: Canvas) -> TimelineNode:
    node = _register.newest(line)
    assert node is not None
    return node


def tell_focus(line: Canvas) -> None:
    """An event for what is in front: the list itself never has the focus of a screen reader."""
    if not QAccessible.isActive() or line.current_row is None:
        return
    node = node_for(line).node_in_front()
    if node is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

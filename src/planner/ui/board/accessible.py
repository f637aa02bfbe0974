"""The board for screen readers: a list of days, each a group of items, with names, states and places.

Interfaces are made when somebody asks for the tree. ``interface_cast`` is left alone on purpose: any
answer that Python gives there ends the process (PySide6 6.11). Items get their actions another way:
they stand on Qt's own node for widgets, which says in C++ that it has actions.
"""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.i18n import N_, _
from planner.phrases import sentence
from planner.ui.accessible_nodes import Answers, ListNode, Register, not_valid
from planner.ui.board import words
from planner.ui.board.mover import Mover
from planner.ui.locale import reader

_Text = QAccessible.Text


class _Node(Answers):
    board: Mover

    def _widget(self) -> Mover:
        return self.board


class BoardNode(_Node, ListNode):  # type: ignore[misc]
    def __init__(self, board: Mover) -> None:
        ListNode.__init__(self)
        self.board = board
        self._days: dict[int, DayNode] = {}

    def childCount(self) -> int:
        return len(self.board.scene.days) if self.isValid() else 0

    def child(self, index: int) -> DayNode | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        if index not in self._days:
            self._days[index] = DayNode(self.board, self, index)
        return self._days[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.number if isinstance(child, DayNode) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        item = self.board.current if self.isValid() else None
        return self.node_of(item) if item is not None else None

    def node_of(self, item: ItemId) -> ItemNode | None:
        number = self.board.scene.day_numbers.get(item)
        day = self.child(number) if number is not None else None
        return day.node_of(item) if day is not None else None

    @property
    def made(self) -> list[QAccessibleInterface]:
        found: list[QAccessibleInterface] = []
        for day in self._days.values():
            found += (*day.made, day)
        return found


class DayNode(_Node, QAccessibleInterface):  # type: ignore[misc]
    def __init__(self, board: Mover, parent: BoardNode, number: int) -> None:
        QAccessibleInterface.__init__(self)
        self.board = board
        self._parent, self.number = parent, number
        self._items: dict[ItemId, ItemNode] = {}

    def isValid(self) -> bool:
        return shiboken6.isValid(self.board) and self.number < len(self.board.scene.days)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Grouping

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        if kind != _Text.Name or not self.isValid():
            return ""
        day = self.board.scene.days[self.number]
        country = self.board.scene.country(day.country)[1] if day.country else ""
        return words.day_name(day, country, reader())

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        box = self.board.day_box(self.number).toRect()
        return QRect(self.board.viewport().mapToGlobal(box.topLeft()), box.size())

    def _keys(self) -> list[ItemId]:
        if not self.isValid():
            return []
        return [key for number, key in self.board.scene.order if number == self.number]

    def childCount(self) -> int:
        return len(self._keys())

    def child(self, index: int) -> ItemNode | None:  # type: ignore[override]
        keys = self._keys()
        return self.node_of(keys[index]) if 0 <= index < len(keys) else None

    def node_of(self, item: ItemId) -> ItemNode:
        if item not in self._items:
            self._items[item] = ItemNode(self.board, self, item)
        return self._items[item]

    @property
    def made(self) -> list[ItemNode]:
        """The nodes that were asked for so far."""
        return list(self._items.values())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        keys = self._keys()
        if isinstance(child, ItemNode) and child.item_id in keys:
            return keys.index(child.item_id)
        return -1


_PRESS: Final = QAccessibleActionInterface.pressAction()
_FOCUS: Final = QAccessibleActionInterface.setFocusAction()
_TOGGLE: Final = QAccessibleActionInterface.toggleAction()
_MENU: Final = QAccessibleActionInterface.showMenuAction()
_OWN: Final = {
    "Move": (N_("Move"), N_("takes the entry up; the arrow keys carry it, Enter drops it"), "M"),
    "Confirm": (N_("Confirm"), N_("sets the entry from tentative to confirmed, or back"), "T"),
    "Remove": (N_("Remove"), N_("removes the entry; it can be undone"), "Del"),
}


class ItemNode(_Node, QAccessibleWidget):  # type: ignore[misc]
    def __init__(self, board: Mover, parent: DayNode, item: ItemId) -> None:
        QAccessibleWidget.__init__(self, board, QAccessible.Role.ListItem)
        self.board = board
        self._parent, self.item_id = parent, item

    @property
    def item(self) -> Item | None:
        return self.board.scene.plan.item.get(self.item_id)

    def isValid(self) -> bool:
        return shiboken6.isValid(self.board) and self.item is not None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        if not self.isValid():
            return not_valid()
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.focused = self.board.hasFocus() and self.board.current == self.item_id
        state.selected = self.item_id in self.board.selected
        state.offscreen = not self.board.rect().intersects(
            self.board.item_box(self.item_id).toRect()
        )
        return state

    def text(self, kind: QAccessible.Text) -> str:
        item = self.item
        if item is None:
            return ""
        if kind == _Text.Name:
            return self.board.spoken(item)
        if kind == _Text.Description:
            return " ".join(sentence(one) for one in self.board.scene.found.get(item.id, ()))
        return ""

    def rect(self) -> QRect:
        return self.board.item_rect_global(self.item_id) if self.isValid() else QRect()

    # actions: the keys' and the context menu's, for who walks the tree

    def actionNames(self) -> list[str]:
        if not self.isValid():
            return []
        return [_PRESS, _FOCUS, _TOGGLE, _MENU, *_OWN]

    def localizedActionName(self, name: str) -> str:
        return _(_OWN[name][0]) if name in _OWN else super().localizedActionName(name)

    def localizedActionDescription(self, name: str) -> str:
        return _(_OWN[name][1]) if name in _OWN else super().localizedActionDescription(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return [_OWN[name][2]] if name in _OWN else []

    def doAction(self, name: str) -> None:
        """In the next turn: an open dialog must not keep the asking program waiting."""
        if name in self.actionNames():
            QTimer.singleShot(0, self.board, lambda: self._do(name))

    def _do(self, name: str) -> None:
        board = self.board
        if not self.isValid():
            return
        if name == _TOGGLE:
            board.toggle(self.item_id)
            return
        board.choose(self.item_id)
        board.setFocus(Qt.FocusReason.OtherFocusReason)
        if name == "Move":
            board.take_up()
        elif name == _MENU:
            board.menu_wanted.emit(board.keyboard_menu_point())
        elif name in _WANTED:
            board.wanted.emit(_WANTED[name])


_WANTED: Final = {_PRESS: "open", "Confirm": "confirm", "Remove": "remove"}


def _make(_name: str, thing: QObject) -> BoardNode | None:
    return BoardNode(thing) if isinstance(thing, Mover) else None


_register: Final = Register(_make, BoardNode.forget)
install = _register.install


def node_for(board: Mover) -> BoardNode:
    """The newest node of a board."""
    node = _register.newest(board)
    assert node is not None
    return node


def tell_focus(board: Mover) -> None:
    """An event for the item in front: the list itself never has the focus of a screen reader."""
    if not QAccessible.isActive() or board.current is None:
        return
    node = node_for(board).node_of(board.current)
    if node is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

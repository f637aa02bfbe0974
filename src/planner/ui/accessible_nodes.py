"""Nodes of our own for screen readers: what all of them answer to Qt, and the register that keeps them.

``interface_cast`` is left alone on purpose: any answer that Python gives there ends the process
(PySide6 6.11). What can be pressed stands on Qt's own node for widgets, which says in C++ that it
has actions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QWidget

N = TypeVar("N", bound=QAccessibleInterface)


class Answers:
    """What any node says where it has nothing of its own to say; to be named before Qt's class.

    Nodes outlive what they stand for in the hands of a screen reader; then they are not valid.
    """

    _parent: QAccessibleInterface

    def _widget(self) -> QWidget:
        """The widget that shows it; it may be gone."""
        raise NotImplementedError

    def isValid(self) -> bool:
        return shiboken6.isValid(self._widget())

    def object(self) -> QObject | None:
        return None

    def window(self) -> QWindow | None:
        shown = self._widget()
        return shown.window().windowHandle() if shiboken6.isValid(shown) else None

    def parent(self) -> QAccessibleInterface | None:
        return self._parent if shiboken6.isValid(self._parent) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        for number in range(self.childCount()):
            child = self.child(number)
            if child is not None and child.rect().contains(x, y):
                return child
        return None

    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> QAccessibleInterface | None:
        return None

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are not typed here."""

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class ListNode(Answers, QAccessibleInterface):  # type: ignore[misc]
    """A widget that is a list to screen readers; its entries are nodes below it."""

    def __init__(self) -> None:
        QAccessibleInterface.__init__(self)

    @property
    def made(self) -> Iterable[QAccessibleInterface]:
        """All nodes below it that were asked for so far."""
        return ()

    def object(self) -> QObject | None:  # type: ignore[override]
        return self._widget() if self.isValid() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        if not self.isValid():
            return None
        shown = self._widget()
        return QAccessible.queryAccessibleInterface(shown.parentWidget() or shown.window())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        if not self.isValid():
            return not_valid()
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._widget().hasFocus()
        state.invisible = not self._widget().isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return self._widget().accessibleName()
        is_told = kind == QAccessible.Text.Description
        return self._widget().accessibleDescription() if is_told else ""

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        shown = self._widget()
        return QRect(shown.mapToGlobal(shown.rect().topLeft()), shown.size())

    def forget(self) -> None:
        """The widget is gone: its entries leave Qt's register, which would free them a second time."""
        for node in self.made:
            if shiboken6.isValid(node):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))


def not_valid() -> QAccessible.State:
    state = QAccessible.State()
    state.invalid = True
    return state


class Register(Generic[N]):
    """Nodes by their widget. Qt asks for a widget anew when somebody connects to a further method of it,
    and must then be given a new node; the old ones are kept as long as the widget, for Qt may hold them.

    :param make: gives the node of a thing with a class name, None for what is not ours.
    """

    def __init__(
        self,
        make: Callable[[str, QObject], N | None],
        forget: Callable[[N], None] = lambda _node: None,
    ) -> None:
        self._make, self._forget_node = make, forget
        self._nodes: dict[int, list[N]] = {}
        self._gone: list[N] = []
        """Of widgets that are just going: Qt is still to free them."""
        self._asked: Callable[[str, QObject | None], N | None] = self._answer
        self._installed = False

    def install(self) -> None:
        """Make the widgets known to the accessibility of Qt; once in a process."""
        if not self._installed:
            self._installed = True
            QAccessible.installFactory(self._asked)

    def newest(self, widget: QObject) -> N | None:
        """The node of a widget that was made last; now, if there is none yet."""
        found = self._nodes.get(id(widget))
        return found[-1] if found else self._answer(type(widget).__name__, widget)

    def _answer(self, name: str, thing: QObject | None) -> N | None:
        node = self._make(name, thing) if thing is not None else None
        if thing is None or node is None:
            return None
        key = id(thing)
        if key not in self._nodes:
            self._nodes[key] = []
            thing.destroyed.connect(lambda: self._forget(key))
        self._nodes[key].append(node)
        return node

    def _forget(self, key: int) -> None:
        self._gone[:] = [node for node in self._gone if shiboken6.isValid(node)]
        for node in self._nodes.pop(key, ()):
            self._forget_node(node)
            self._gone.append(node)

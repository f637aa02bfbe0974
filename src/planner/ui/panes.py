"""The ring of panes: F6 goes on to the next one, Shift+F6 back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Pane:
    """``take_focus`` puts the focus inside; ``there`` says whether the pane is to be seen now."""

    name: str
    widget: QWidget
    take_focus: Callable[[], object]
    there: Callable[[], bool]


class Ring:
    """Panes that are hidden are passed over."""

    def __init__(self, panes: Sequence[Pane]) -> None:
        self._panes = tuple(panes)

    @property
    def current(self) -> str:
        focus = QApplication.focusWidget()
        for pane in self._panes:
            if focus is not None and (pane.widget is focus or pane.widget.isAncestorOf(focus)):
                return pane.name
        return ""

    def step(self, forward: bool = True) -> None:
        there = [pane for pane in self._panes if pane.there()]
        names = [pane.name for pane in there]
        if not there:
            return
        now = names.index(self.current) if self.current in names else (-1 if forward else 0)
        there[(now + (1 if forward else -1)) % len(there)].take_focus()

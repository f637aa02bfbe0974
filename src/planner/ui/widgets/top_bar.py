"""The tool bar: back, forward, where we are, search, undo, redo, inspector."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from planner.i18n import _
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.search_button import SearchButton
from planner.ui.widgets.tool_button import ToolButton


class TopBar(Panel):
    """Tells the id of the command that was pressed; ``went`` names a page of the path."""

    pressed = Signal(str)
    went = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "bottom", parent=parent)
        self.back = ToolButton("chevron-left", _("Back"), "Alt+Left", parent=self)
        self.forward = ToolButton("chevron-right", _("Forward"), "Alt+Right", parent=self)
        self.crumb = QToolButton(self)
        self.crumb.setAutoRaise(True)
        self.crumb.setMinimumHeight(28)
        self.crumb.hide()
        self.title = ElidedLabel("", size=1.2, strong=True, parent=self)
        self.search = SearchButton(_("Search or run a command"), "Ctrl+K", self)
        self.undo = ToolButton("undo-2", _("Undo"), "Ctrl+Z", parent=self)
        self.redo = ToolButton("redo-2", _("Redo"), "Ctrl+Shift+Z", parent=self)
        self.inspector = ToolButton("panel-right", _("Inspector"), "Ctrl+I", parent=self)
        self.inspector.setCheckable(True)
        self._crumb_page = ""
        self._arrange()
        self._connect()

    def show_place(self, path: list[tuple[str, str]], title: str) -> None:
        """``path`` is (text, page) before the title; the last one is shown as a button."""
        self.crumb.setVisible(bool(path))
        if path:
            text, self._crumb_page = path[-1]
            self.crumb.setText(f"{text}  /".replace("&", "&&"))
        self.title.setText(title)

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 12, 7)
        line.setSpacing(4)
        for widget in (self.back, self.forward, self.crumb, self.title):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.search, 3)
        line.addStretch(1)
        for button in (self.undo, self.redo, self.inspector):
            line.addWidget(button)

    def _connect(self) -> None:
        def tells(command: str) -> Callable[[], None]:
            return lambda: self.pressed.emit(command)

        self.back.clicked.connect(tells("go.back"))
        self.forward.clicked.connect(tells("go.forward"))
        self.search.clicked.connect(tells("go.palette"))
        self.undo.clicked.connect(tells("edit.undo"))
        self.redo.clicked.connect(tells("edit.redo"))
        self.inspector.clicked.connect(tells("view.inspector"))
        self.crumb.clicked.connect(lambda: self.went.emit(self._crumb_page))

"""The inspector's place: docked at the right where there is room, a drawer over the page where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.label import Label
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.tool_button import ToolButton


class InspectorPanel(Panel):
    """Holds the inspectors of the pages and shows one; ``dismissed`` when Esc or the button closes the drawer."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", "left", parent=parent)
        self.setMinimumWidth(280)
        self.is_drawer = False
        self.wanted_docked = True
        self.wanted_drawer = False
        self._stack = QStackedWidget(self)
        self._none = Label(_("Nothing is selected."), "text2", wrap=True, parent=self)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setContentsMargins(24, 24, 24, 24)
        self._stack.addWidget(self._none)
        self._close = ToolButton("x", _("Close inspector"), "Esc", parent=self)
        self._close.clicked.connect(self.dismissed)
        top = QHBoxLayout()
        top.setContentsMargins(0, 4, 4, 0)
        top.addStretch(1)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.set_drawer(False)

    def set_drawer(self, drawer: bool) -> None:
        """A drawer can be closed by its own button and by Esc."""
        self.is_drawer = drawer
        self._close.setVisible(drawer)

    @property
    def is_open(self) -> bool:
        """Whether it is to be seen, when there is something in it."""
        return self.wanted_drawer if self.is_drawer else self.wanted_docked

    def set_open(self, wanted: bool) -> None:
        if self.is_drawer:
            self.wanted_drawer = wanted
        else:
            self.wanted_docked = wanted

    def commit(self) -> None:
        """Keep what is still being typed."""
        commit = getattr(self.content, "commit", None)
        if commit is not None:
            commit()

    def show_content(self, widget: QWidget | None) -> None:
        """Show this inspector; None says that nothing is selected."""
        if widget is None:
            self._stack.setCurrentWidget(self._none)
            return
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    @property
    def has_fields(self) -> bool:
        return self.isVisible() and self.content is not None

    @property
    def content(self) -> QWidget | None:
        now = self._stack.currentWidget()
        return None if now is self._none else now

    def take_focus(self) -> bool:
        """Put the focus into the first field; False when there is none."""
        content = self.content
        if content is None:
            return False
        for widget in content.findChildren(QWidget):
            policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if policy and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_drawer:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)

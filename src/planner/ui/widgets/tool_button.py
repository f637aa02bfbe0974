"""A flat button with an icon: says what it does in its tool tip and to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from planner.ui.icons import icon
from planner.ui.keys import keys_in_words
from planner.ui.plain import escaped


class ToolButton(QToolButton):
    """``keys`` is the shortcut that the tool tip names."""

    def __init__(
        self,
        name: str,
        text: str,
        keys: str = "",
        *,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setIcon(icon(name))
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(32, 32)
        if wide:
            self.setText(text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rename(text, keys)

    def rename(self, text: str, keys: str = "") -> None:
        self.setAccessibleName(text)
        self.setToolTip(escaped(f"{text} ({keys_in_words(keys)})" if keys else text))

"""Dialogs with hidden values do not stand on a screen that nobody works at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from planner.ui.widgets.hidden_lines import SHOWN_FOR


class _AtRest(QObject):
    _SIGNS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_FOR)
        self.timer.timeout.connect(dialog.reject)
        self.timer.start()
        for widget in (dialog, *dialog.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._SIGNS:
            self.timer.start()
        return super().eventFilter(watched, event)


def close_at_rest(dialog: QDialog) -> QTimer:
    """Close it when nobody typed or clicked in it for a minute; what was typed is kept as on closing."""
    return _AtRest(dialog).timer

"""First steps: the way from a list to a programme, in a handful of lines."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.ui.widgets.label import Label

STEPS: Final = (
    (
        N_("Bring the list"),
        N_("Drop a delegate list from Excel anywhere on the window, or press Ctrl+Shift+O."),
    ),
    (
        N_("Make the visit"),
        N_("Ctrl+Shift+N starts a visit. Type a title and two dates; Enter in the list opens it."),
    ),
    (
        N_("Plan the days"),
        N_(
            "Add items and travel. Each time carries its own time zone. Checks say what does not fit."
        ),
    ),
    (
        N_("Hand it out"),
        N_(
            "Ctrl+E writes the programme, lists and calendars, each with only what its reader may see."
        ),
    ),
    (
        N_("Find anything"),
        N_("Ctrl+K searches every record and every command, in any script and spelling."),
    ),
    (
        N_("Keep it to yourself"),
        N_(
            "File, Encryption seals the library: whoever finds the laptop or a copy reads nothing in it."
        ),
    ),
    (
        N_("Take it back"),
        N_(
            "Everything is saved as you make it, and Ctrl+Z takes back any step, also after a restart."
        ),
    ),
)


class FirstStepsDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("First steps"))
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(4)
        for number, (title, text) in enumerate(STEPS, 1):
            layout.addWidget(Label(f"{number}. {_(title)}", strong=True, parent=self))
            layout.addWidget(Label(_(text), wrap=True, parent=self))
            layout.addSpacing(8)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(
            self.accept
        )
        layout.addWidget(buttons)

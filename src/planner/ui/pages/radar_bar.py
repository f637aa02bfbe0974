"""What agreements ask for, as a line above the register: how many are due, quiet, or cannot be so."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.services.agreement_list import Asked
from planner.ui.icons import icon
from planner.ui.widgets.chips import Chips, WrappingLayout

ASKS: Final = (
    ("due", "clock", N_("Due within twelve months: {count}")),
    ("quiet", "history", N_("No activity for long: {count}")),
    ("contradicting", "triangle-alert", N_("Dates to look at: {count}")),
)


class RadarBar(QWidget):
    """Each number narrows the register to what it counts, and lets go of it again."""

    toggled = Signal(str, bool)

    def __init__(
        self, chips: Chips, ask: tuple[str, Callable[[], object]], parent: QWidget | None = None
    ) -> None:
        """:param ask: text and verb of the button that makes follow-ups of the chosen rows."""
        super().__init__(parent)
        self.buttons = {name: self._button(name, drawing) for name, drawing, _text in ASKS}
        text, verb = ask
        self.follow_up = QPushButton(icon("list-checks"), text, self)
        self.follow_up.setMinimumHeight(28)
        self.follow_up.clicked.connect(lambda: verb())
        line = QWidget(self)
        wrapping = WrappingLayout(line)
        wrapping.setContentsMargins(16, 0, 16, 10)
        for button in (*self.buttons.values(), self.follow_up):
            wrapping.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(line)
        rows.addWidget(chips)
        self.show_asked(Asked(0, 0, 0))

    def show_asked(self, asked: Asked) -> None:
        """Say the numbers; one that counts nothing cannot be chosen."""
        for name, _drawing, text in ASKS:
            count, button = getattr(asked, name), self.buttons[name]
            button.setText(_(text).format(count=count))
            button.setEnabled(bool(count) or button.isChecked())

    def show_chosen(self, names: Collection[str]) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name in names)
            button.setEnabled(button.isEnabled() or button.isChecked())

    def _button(self, name: str, drawing: str) -> QPushButton:
        button = QPushButton(icon(drawing), "", self)
        button.setCheckable(True)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda on: self.toggled.emit(name, on))
        return button

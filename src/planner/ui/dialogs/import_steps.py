"""The line above an import that says which of its three steps this is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _
from planner.ui import theme
from planner.ui.widgets.label import Label


class StepsLine(QWidget):
    """The step in hand is strong and has the accent; a screen reader hears its name and number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [_("1  Columns"), _("2  Review"), _("3  Done")]
        self._labels = [Label(name, "text2", parent=self) for name in self._names]
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        for number, label in enumerate(self._labels):
            if number:
                line.addWidget(Label("›", "text2", parent=self))
            line.addWidget(label)
        line.addStretch(1)

    def show_step(self, number: int) -> None:
        """Counted from 1; 0 is before the first."""
        for place, label in enumerate(self._labels, 1):
            here = place == number
            label.setFont(theme.sized(self.font(), 1.0, strong=here))
            label.set_token("accent" if here else "text2")
        self.setAccessibleName(
            _("Step {step}").format(step=self._names[number - 1])
            if number
            else _("Reading the file")
        )

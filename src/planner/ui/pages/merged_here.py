"""In the inspector: who was merged into the record, with the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.merge_commands import show_merges
from planner.ui.widgets.elided import ElidedLabel


class MergedHere(QWidget):
    """Hidden while nothing was merged into the record."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kind, self._key = context, kind, ""
        self.says = ElidedLabel("", parent=self)
        self.button = QPushButton(_("Take apart…"), self)
        self.button.setMinimumHeight(28)
        self.button.clicked.connect(self._open)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(self.says, 1)
        line.addWidget(self.button)
        self.hide()

    def show_record(self, key: str) -> None:
        self._key = key
        merges = self._context.planner.merging.merges(self._kind, key) if key else []
        self.setVisible(bool(merges))
        if merges:
            names = ", ".join(dict.fromkeys(one.gone_name for one in merges))
            self.says.setText(
                ngettext("Merged with {names}", "{count} merged: {names}", len(merges), names=names)
            )

    def _open(self) -> None:
        show_merges(self._context, self._kind, self._key, self.window())

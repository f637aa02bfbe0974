"""The safe mode: before the library is opened, what can be done is offered, each with what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.dialogs.forms import verb_button
from planner.ui.fitting import fit
from planner.ui.widgets.label import Label

WIDTH: Final = 620


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What each button does, once the dialog is gone; ``restore`` is None where there is no backup."""

    restore: Callable[[], object] | None
    check: Callable[[], object]
    report: Callable[[], object]
    usual: Callable[[], object]


class SafeStartDialog(QDialog):
    """``wanted`` is what was chosen; None when the dialog was closed."""

    def __init__(
        self, name: str, ways: Ways, parent: QWidget | None = None, *, asked: bool = False
    ) -> None:
        """``name`` is that of the library; ``asked``: the safe mode was wished for."""
        super().__init__(parent)
        self._ways = ways
        self.wanted: Callable[[], object] | None = None
        self.setWindowTitle(_("Safe mode"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        if asked:
            what = _("Planner was started in safe mode.")
        else:
            what = _("Planner ended unexpectedly three times within two minutes.")
        rows.addWidget(Label(what, size=1.15, strong=True, wrap=True, parent=self))
        rows.addWidget(
            Label(
                _(
                    "{name} is not open yet; what was saved in it is there. What do you want to do?"
                ).format(name=name),
                wrap=True,
                parent=self,
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self._fill()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(verb_button(self, "x", _("Close"), self.reject))
        rows.addLayout(foot)
        fit(self, WIDTH, self.sizeHint().height())

    def _fill(self) -> None:
        ways = self._ways
        # The way that takes something away comes last and is not where Enter falls.
        self.check_button = self._way(
            _("Check the data…"),
            _("Opens the library without anything that runs by itself, and looks at every record."),
            ways.check,
        )
        self.usual_button = self._way(
            _("Start as usual"), _("As if nothing had happened."), ways.usual
        )
        self.report_button = self._way(
            _("Report for support…"),
            _("A text without personal data about this program and this library, to be sent on."),
            ways.report,
        )
        self.restore_button = self._way(
            _("Start from a backup…"),
            _("An earlier state takes the place of the library. That can be taken back.")
            if ways.restore is not None
            else _("There is no backup of this library on this computer."),
            ways.restore,
        )
        self.check_button.setFocus()

    def _way(self, text: str, said: str, act: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(32)
        button.setAutoDefault(False)
        button.setEnabled(act is not None)
        button.setAccessibleDescription(said)
        button.clicked.connect(lambda: self._choose(act))
        row = self._grid.rowCount()
        self._grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
        label = Label(said, "text2", wrap=True, parent=self)
        label.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(label, row, 1)
        return button

    def _choose(self, act: Callable[[], object] | None) -> None:
        self.wanted = act
        self.accept()

"""Findings in words, each with its remedy and a way to accept it with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner import phrases
from planner.domain.findings import SEVERITIES, Finding, Severity
from planner.i18n import _
from planner.ui import icons, theme
from planner.ui.pages.visit_ask import ask_text
from planner.ui.widgets.label import Label

LOOKS = {
    Severity.CONFLICT: ("triangle-alert", "danger"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.NOTE: ("info", "text2"),
}


def ask_reason(parent: QWidget, finding: Finding) -> str:
    """Why it is all right; empty when called off."""
    return ask_text(
        parent,
        title=_("Accept with reason"),
        about=phrases.sentence(finding),
        label=_("Why is it all right?"),
        verb=_("Accept"),
    )


class FindingsBox(QWidget):
    """The findings of one entry, below each other."""

    accept_wanted = Signal(object)
    reopen_wanted = Signal(object)
    fix_wanted = Signal(object, QPoint)
    """The finding, and where on the screen its ways out belong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._shown: list[Finding] = []
        theme.current().changed.connect(self._redraw)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        if list(findings) == self._shown:
            return
        self._shown = list(findings)
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._rows.addWidget(self._row(finding))

    def _redraw(self) -> None:
        """The pictures are drawn in colours of the theme."""
        shown, self._shown = self._shown, []
        self.show_findings(shown)

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._picture(finding), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._words(finding, row), 1)
        return row

    def _picture(self, finding: Finding) -> QLabel:
        name, token = ("check", "ok") if finding.accepted else LOOKS[finding.severity]
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(name, 16, token, self.devicePixelRatioF()))
        picture.setFixedSize(16, 18)
        picture.setAccessibleName(_(SEVERITIES[finding.severity]))
        return picture

    def _words(self, finding: Finding, row: QWidget) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(phrases.sentence(finding), wrap=True, parent=row))
        below = (
            _("Accepted: {reason}").format(reason=finding.accepted)
            if finding.accepted
            else phrases.remedy(finding)
        )
        if below:
            words.addWidget(Label(below, "text2", size=0.9, wrap=True, parent=row))
        if finding.accepted:
            button = self._button(row, _("Reopen"), self.reopen_wanted.emit, finding)
        else:
            text = _("Accept with reason…")
            button = self._button(row, text, self.accept_wanted.emit, finding)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        if not finding.accepted:
            fix = self._button(row, _("Fix…"), lambda one: None, finding)
            fix.clicked.connect(
                lambda: self.fix_wanted.emit(finding, fix.mapToGlobal(QPoint(0, fix.height())))
            )
            acts.addWidget(fix)
        acts.addWidget(button)
        acts.addStretch(1)
        words.addLayout(acts)
        return words

    def _button(
        self, row: QWidget, text: str, act: Callable[[Finding], object], finding: Finding
    ) -> QPushButton:
        button = QPushButton(text, row)
        button.setMinimumHeight(26)
        button.clicked.connect(lambda: act(finding))
        return button

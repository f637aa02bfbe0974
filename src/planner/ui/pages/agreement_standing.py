"""How an agreement stands today: what comes next, when something last happened, what cannot be so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner import phrases
from planner.domain.findings import SEVERITIES, Finding
from planner.domain.ids import AgreementId
from planner.domain.renewal import STAYING
from planner.domain.renewal_words import partial_words, step_tone, step_words
from planner.i18n import _
from planner.ui import icons, theme
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages.visit_findings import LOOKS
from planner.ui.widgets.label import Label


class AgreementStanding(QWidget):
    """``make`` makes a follow-up for what comes next, ``settle`` says that a renewal or review is taken
    care of."""

    def __init__(
        self,
        context: Context,
        make: Callable[[], object],
        settle: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._key = context, ""
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.button = QPushButton(icon("list-checks", "text"), _("Make a follow-up"), self)
        self.button.setMinimumHeight(28)
        self.button.clicked.connect(lambda: make())
        self.settled = QPushButton(icon("check", "text"), _("Taken care of"), self)
        self.settled.setMinimumHeight(28)
        self.settled.clicked.connect(lambda: settle())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._rows)
        whole.addWidget(self.button)
        whole.addWidget(self.settled)
        theme.current().changed.connect(lambda: self.show_record(self._key))

    def show_record(self, key: str) -> None:
        """Read how it stands; an agreement that is not kept yet has nothing to say."""
        self._key = key
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for button in (self.button, self.settled):
            button.setEnabled(bool(key) and not self._context.planner.is_read_only)
        self.settled.hide()
        if key:
            self._fill(AgreementId(key))

    def _fill(self, key: AgreementId) -> None:
        agreements, today = self._context.planner.agreements, self._context.planner.today()
        steps = agreements.steps(key)
        for step in steps:
            self._say("clock", step_tone(step, today) or "text2", step_words(step, today))
        self.settled.setVisible(any(step.kind in STAYING for step in steps))
        if not steps:
            self._say("clock", "text2", _("Its dates ask for nothing."))
        active = agreements.active_on(key)
        last = _("Last activity: {day}").format(day=partial_words(active)) if active else ""
        self._say("history", "text2", last or _("No activity under it is known."))
        self._say_findings(agreements.contradictions(key))

    def _say_findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            name, tone = LOOKS[finding.severity]
            self._say(name, tone, phrases.sentence(finding), _(SEVERITIES[finding.severity]))

    def _say(self, name: str, tone: str, text: str, meaning: str = "") -> None:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        picture = QLabel(row)
        picture.setPixmap(icons.pixmap(name, 16, tone, self.devicePixelRatioF()))
        picture.setFixedSize(16, 18)
        picture.setAccessibleName(meaning)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(text, wrap=True, parent=row), 1)
        self._rows.addWidget(row)

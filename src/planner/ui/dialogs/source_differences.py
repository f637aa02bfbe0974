"""All places where sources do not say the same, in sentences."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.dialogs.errand import Errand
from planner.ui.fitting import fit
from planner.ui.widgets.label import Label
from planner.ui.widgets.sentences import SentenceText

MOST: Final = 200
"""Sentences that are shown; nobody reads more, and the command line gives them all."""


class SourceDifferencesDialog(QDialog):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Where sources differ"))
        self.about = Label(_("Reading…"), "text2", wrap=True, parent=self)
        self.sentences = SentenceText(self.windowTitle(), self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.about)
        rows.addWidget(self.sentences, 1)
        rows.addWidget(buttons)
        fit(self, 760, 520)
        self.errand = Errand(context, self)
        self.errand.looked.connect(self._show)
        self.errand.failed.connect(context.messages.unexpected)
        self.errand.begin_look(lambda _progress: context.planner.sources.differences())

    def _show(self, sentences: list[str]) -> None:
        self.about.setText(
            _("Both statements are kept; which one is right is for you to judge.")
            if sentences
            else _("No two sources contradict each other.")
        )
        shown = sentences[:MOST]
        if len(sentences) > MOST:
            more = ngettext("{count} more.", "{count} more.", len(sentences) - MOST)
            shown.append(more)
        self.sentences.show_sentences(shown)

"""The unsaved texts that were kept over a crash: each can be used, copied or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.times import on_this_clock
from planner.domain.unsaved import Unsaved
from planner.domain.word_titles import TITLES
from planner.i18n import N_, _, moment_in_words
from planner.ui.dialogs.forms import verb_button
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.kept_text import KeptText


class KeptTextDialog(QDialog):
    """``wanted`` is what is to be used once the dialog is closed."""

    def __init__(
        self,
        kept: KeptText,
        found: Sequence[Unsaved],
        parent: QWidget | None = None,
        *,
        first: Unsaved | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self.wanted: Unsaved | None = None
        self.setWindowTitle(_("Unsaved text"))
        columns = (
            Column[Unsaved](N_("Record"), kept.listed, 200),
            Column[Unsaved](N_("Kind"), lambda one: _(TITLES.get(one.word, one.word)), 110),
            Column[Unsaved](N_("Field"), kept.field_of, 120),
            Column[Unsaved](
                N_("When"), lambda one: moment_in_words(on_this_clock(one.at)), 150, muted=True
            ),
        )
        self.model = ListTable[Unsaved](columns, list(found), lambda one: one.id, self)
        self.table = Table(_("Unsaved text"), self)
        self.table.show_model(self.model)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("The text"))
        self.text.setTabChangesFocus(True)
        self.said = Label("", "text2", wrap=True, parent=self)
        self.said.setVisible(first is not None)
        if first is not None:
            self.said.setText(
                _(
                    "This text belongs to a window of its own, or its record is gone. Copy it from here."
                )
            )
        self.use_button = verb_button(self, "check", _("Use"), self.use)
        self.copy_button = verb_button(self, "copy", _("Copy"), self.copy)
        self.discard_button = verb_button(self, "trash-2", _("Discard"), self.discard)
        self._arrange()
        self.table.chosen.connect(self._show)
        self.table.choose(self.model.row_of(first.id) or 0 if first is not None else 0)
        self._show(self.table.current_key)
        if first is not None:
            self.use_button.hide()
        fit(self, 660, 420)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(
            Label(
                _("It was typed before the program ended, and not saved."), wrap=True, parent=self
            )
        )
        rows.addWidget(self.said)
        rows.addWidget(self.table, 2)
        rows.addWidget(self.text, 1)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for button in (self.use_button, self.copy_button, self.discard_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        close = verb_button(self, "x", _("Close"), self.reject)
        verbs.addWidget(close)
        rows.addLayout(verbs)

    @property
    def current(self) -> Unsaved | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def _show(self, _key: str) -> None:
        one = self.current
        self.text.setPlainText(one.text if one is not None else "")
        for button in (self.use_button, self.copy_button, self.discard_button):
            button.setEnabled(one is not None)

    def use(self) -> None:
        self.wanted = self.current
        self.accept()

    def copy(self) -> None:
        if (one := self.current) is not None:
            QApplication.clipboard().setText(one.text)

    def discard(self) -> None:
        one = self.current
        if one is None:
            return
        row = self.table.currentIndex().row()
        self._kept.discard([one])
        lines = [self.model.line(row) for row in range(self.model.rowCount())]
        left = [other for other in lines if other.id != one.id]
        if not left:
            self.accept()
            return
        self.model.set_lines(left)
        self.table.choose(min(row, len(left) - 1))
        self._show(self.table.current_key)

"""A follow-up about what is selected, written as one line."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from planner.domain.follow_up_line import Reading
from planner.domain.ids import VisitId
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.follow_up_line import FollowUpLineEdit
from planner.ui.widgets.label import Label


class FollowUpAboutDialog(QDialog):
    """``about`` are the links that it gets, by field; ``name`` is what they are called together."""

    def __init__(
        self, context: Context, about: dict[str, str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._about = context, about
        self.setWindowTitle(_("Follow-up about {name}").format(name=name))
        visit = about.get("visit_id")
        ground = context.planner.follow_up_lines.ground(VisitId(visit) if visit else None)
        self.quick = FollowUpLineEdit(ground, of_visit=bool(visit), parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.add_button = self.buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.ActionRole)
        for button in self.buttons.findChildren(QPushButton):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)  # Enter belongs to the line
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(name, strong=True, wrap=True, parent=self))
        rows.addWidget(self.quick)
        rows.addStretch(1)
        rows.addWidget(self.buttons)
        self.setMinimumWidth(620)
        self.buttons.rejected.connect(self.reject)
        self.add_button.clicked.connect(lambda: self.quick.enter())
        self.quick.wanted.connect(self._add)
        self.quick.setFocus()

    def _add(self, reading: Reading) -> None:
        try:
            self._context.planner.follow_up_lines.add(reading, about=self._about)
        except UserError as error:
            self._context.messages.error(error)
            return
        self._context.messages.toast(
            _("Follow-up added: {name}").format(name=reading.title),
            taking_back_latest(self._context),
        )
        self.accept()

"""Who was given what of one person, and who still holds a value that is not so any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.disclosed import Asked, HandedOut, old_by_file, old_values
from planner.domain.disclosed_words import old_sentence
from planner.domain.ids import PersonId
from planner.i18n import _
from planner.ui.pages.handed_out_list import MOST, HandedOutList, Old
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.context import Context


class HandedOutDialog(QDialog):
    def __init__(
        self, context: Context, person: PersonId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Handed out of {name}").format(name=name))
        self.old = Label("", "warn", wrap=True, parent=self)
        self.old.setContentsMargins(16, 12, 16, 0)
        self.list = HandedOutList(
            context,
            _("Nothing of this person left the house yet."),
            self,
            with_visit=True,
            about=person,
        )
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setMinimumHeight(30)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 0, 16, 12)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.old)
        rows.addWidget(self.list, 1)
        rows.addWidget(buttons)
        self.resize(900, 500)
        planner = context.planner
        self.old.setText(old_lines(planner, person))
        self.old.setVisible(bool(self.old.text()))
        self.list.read(lambda: found(planner, person))


def found(planner: Planner, person: PersonId) -> tuple[Sequence[HandedOut], Old]:
    """The records of a person, and the files that hold old values of this person."""
    register = planner.disclosures
    records = register.page(Asked(person_id=person), 0, MOST)
    return records, old_by_file(register.holdings([person]))


def old_lines(planner: Planner, person: PersonId) -> str:
    """A line for each field of which somebody holds an old value and was not told since."""
    values = old_values(planner.corrections.outstanding([person]))
    return "\n".join(map(old_sentence, values))

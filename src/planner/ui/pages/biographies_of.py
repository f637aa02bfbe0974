"""The biographies of the person in front: how each begins, and the way to all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.domain.biographies import Biography
from planner.domain.ids import PersonId
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.day_words import short_day
from planner.ui.dialogs.biographies import BiographiesDialog
from planner.ui.icons import icon
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.links import Link, Links

BEGINNING: Final = 140
"""Characters that are shown where nothing is edited."""


class BiographiesOf(QWidget):
    """``commit`` keeps what is being typed around it, before the dialog opens."""

    def __init__(self, context: Context, commit: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._commit = context, commit
        self._person = PersonId("")
        self.links = Links(_("No biography yet."), self)
        self.button = QPushButton(icon("languages", "text"), _("Biographies…"), self)
        self.button.setMinimumHeight(28)
        self.button.clicked.connect(lambda: self.edit())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.links)
        rows.addWidget(self.button)

    def show_person(self, person: PersonId) -> None:
        """An empty id is somebody who is not kept yet."""
        self._person = person
        known = self._context.planner.biographies.biographies(person) if person else ()
        self.links.show_links([_link(one) for one in known])
        self.button.setVisible(bool(person))

    def edit(self) -> BiographiesDialog | None:
        """All of the person, each in a language."""
        if not self._person:
            return None
        self._commit()
        name = self._context.planner.contacts.card(self._person).person.name
        dialog = BiographiesDialog(self._context, self._person, name, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


def _link(one: Biography) -> Link:
    words = " ".join(one.text.split())
    begins = words if len(words) <= BEGINNING else f"{words[:BEGINNING].rstrip()}…"
    head = " · ".join(part for part in (language_name(one.language), short_day(one.as_of)) if part)
    return Link(head, begins or _("Nothing is written yet."))

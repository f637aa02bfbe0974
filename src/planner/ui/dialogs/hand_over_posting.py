"""Somebody else has a post at a centre from a day on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.organisations import Posting
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.dialogs.organisation_change import AskDialog
from planner.ui.pages import visit_choices
from planner.ui.widgets.fields import SearchField


class HandOverDialog(AskDialog):
    """Somebody else has the post from a day on; the one before ends the day before, in one step."""

    def __init__(self, context: Context, posting: Posting, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Hand over the posting"), _("Hand over"), parent)
        self._posting = posting
        self.person = SearchField(_("Who follows"), visit_choices.people(context.planner))
        about = _(
            "“{title}” ends the day before and begins anew; title, countries and sender stay."
            " Leave the name empty while nobody is named."
        )
        self.arrange(about.format(title=posting.title or _("Posting")), (self.person, self.day))

    def accept(self) -> None:
        self.person.commit()
        day = self.day.value()
        if day is None:
            self.day.set_error(_("Type the day."))
            return
        if self.person.error:
            return
        try:
            self.context.planner.postings.hand_over(self._posting.id, self.person.value(), day)
        except UserError as error:
            self.person.set_error(str(error))
            return
        super().accept()

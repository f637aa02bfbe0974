"""Another has to see to a follow-up: a name, and on whose side."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.followups import SIDES, Side
from planner.domain.ids import FollowUpId
from planner.domain.owners import Owner
from planner.i18n import _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.follow_up_giving import give_to
from planner.ui.widgets.fields import ChoiceField, SearchField
from planner.ui.widgets.label import Label


class GiveDialog(QDialog):
    """Those who have some already are offered first, then people of the library; any name is taken."""

    def __init__(
        self, context: Context, key: FollowUpId, origin: object, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._key, self._origin = context, key, origin
        planner = context.planner
        self._owners = planner.follow_up_owners.list()
        now = planner.follow_up_owners.of(key)
        self.setWindowTitle(_("Give to another"))
        self.owner = SearchField(_("Owner"), self._offer, free=True, hint=_("Nobody in particular"))
        self.side = ChoiceField(_("Who has to act"), choices.named(SIDES))
        self.side.set_value(now.side if now is not None else Side.OURS)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.give_button = self.buttons.addButton(_("Give"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.give_button.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.owner.committed.connect(self._follow_side)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        title = planner.follow_ups.get(key).title
        rows.addWidget(Label(title, strong=True, wrap=True, parent=self))
        if now is not None:
            said = _("Now with {name}").format(name=now.title)
            rows.addWidget(Label(said, "text2", wrap=True, parent=self))
        for widget in (self.owner, self.side, self.buttons):
            rows.addWidget(widget)
        self.setMinimumWidth(420)
        self.owner.setFocus()

    def _offer(self, text: str) -> list[tuple[Any, str]]:
        names = [one.name for one in self._owners if one.name and fold(text) in fold(one.name)]
        people = [one.name for one in self._context.planner.contacts.page(0, 20, text)]
        return [(name, name) for name in dict.fromkeys([*names, *(people if text else ())])]

    def _follow_side(self, name: object) -> None:
        """Somebody who has some already is on the side on which he or she stands."""
        found = {one.side for one in self._owners if fold(one.name) == fold(str(name or ""))}
        if len(found) == 1 and name:
            self.side.set_value(found.pop())

    @property
    def meant(self) -> Owner:
        side = Side(self.side.value() or Side.OURS)
        return self._context.planner.follow_up_owners.named(self.owner.value() or "", side)

    def accept(self) -> None:
        if give_to(self._context, self._key, self.meant, self._origin):
            super().accept()

"""An invitation: who was asked to come, when, where it was said, and which visit answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.invitations import INVITATION_DIRECTIONS, Invitation
from planner.domain.relationship import Counterpart
from planner.errors import UserError
from planner.i18n import _, plain_day
from planner.ui.context import Context
from planner.ui.dialogs.forms import verb_button
from planner.ui.pages import choices
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import ChoiceField, DateField, LineField, SearchField, TextField
from planner.ui.widgets.label import Label

_FIELDS = ("direction", "organisation_id", "country", "given_on", "visit_id", "text", "notes")


class InvitationDialog(QDialog):
    """A new one, to or from ``whom`` or said at ``visit``; or an existing one by its ``key``."""

    def __init__(
        self,
        context: Context,
        key: RecordId | None = None,
        *,
        whom: Counterpart | None = None,
        visit: VisitId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """:raises NotFound: no such invitation."""
        super().__init__(parent)
        self._context, self.key = context, key
        invitations = context.planner.invitations
        self.seen = (
            invitations.get(key)
            if key
            else Invitation(
                id=RecordId(new_id()),
                organisation_id=whom.organisation_id if whom else None,
                country=whom.country if whom else "",
                visit_id=visit,
                given_on=context.planner.today(),
            )
        )
        self.setWindowTitle(_("Invitation"))
        self.fields: dict[str, Any] = {
            "direction": ChoiceField(
                _("Who invited"), [(one, _(text)) for one, text in INVITATION_DIRECTIONS.items()]
            ),
            "organisation_id": SearchField(
                _("Organisation"), lambda text: choices.organisation_choices(context, text)
            ),
            "country": SearchField(
                _("Country"), lambda text: choices.country_choices(context, text)
            ),
            "given_on": DateField(_("On")),
            "visit_id": SearchField(
                _("Said at the visit"), lambda text: choices.visit_choices(context, text)
            ),
            "text": LineField(_("What was said")),
            "notes": TextField(_("Notes")),
        }
        self.answer = ChoiceField(_("Answered by"))
        self.error = Label("", "danger", wrap=True, parent=self)
        self._fill()
        self._arrange()

    def _fill(self) -> None:
        seen, context = self.seen, self._context
        for name in _FIELDS:
            value: Any = getattr(seen, name)
            if name == "organisation_id":
                value = choices.organisation_value(context, value)
            elif name == "country":
                value = choices.country_value(context, value)
            elif name == "visit_id":
                value = choices.visit_value(context, value)
            self.fields[name].set_value(value)
        if self.key is None:
            self.answer.hide()
            return
        offered: list[tuple[Any, str]] = [(None, _("no visit yet"))]
        for one in context.planner.invitations.answers(self.key):
            day = plain_day(one.first_day) if one.first_day else ""
            offered.append((one.id, " · ".join(filter(None, (one.title, day)))))
        if seen.answered_by_id and all(key != seen.answered_by_id for key, _text in offered):
            known = choices.visit_value(context, seen.answered_by_id)
            offered.append((seen.answered_by_id, known[1] if known else ""))
        self.answer.set_choices(offered)
        self.answer.set_value(seen.answered_by_id)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for names in (("direction", "given_on"), ("organisation_id", "country")):
            pair = QHBoxLayout()
            pair.setSpacing(12)
            for name in names:
                pair.addWidget(self.fields[name], 1)
            rows.addLayout(pair)
        for name in ("text", "visit_id", "notes"):
            rows.addWidget(self.fields[name])
        rows.addWidget(self.answer)
        rows.addWidget(self.error)
        self.error.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        if self.key is not None:
            withdrawn = self.seen.withdrawn_on is not None
            self.withdraw_button = verb_button(
                self,
                "undo-2" if withdrawn else "ban",
                _("It stands again") if withdrawn else _("Withdraw"),
                self.withdraw,
            )
            self.remove_button = verb_button(self, "trash-2", _("Remove"), self.remove)
            foot.addWidget(self.withdraw_button)
            foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        rows.addLayout(foot)
        if self._context.planner.is_read_only:
            for field in (*self.fields.values(), self.answer):
                field.set_read_only(True)
            for button in self.findChildren(QPushButton):
                button.setEnabled(button.parent() is self.buttons and not button.isDefault())
        self.resize(520, 0)

    # verbs

    def accept(self) -> None:
        """Keep what was typed; the answer is a step of its own."""
        values = {name: field.value() for name, field in self.fields.items()}
        values["organisation_id"] = values["organisation_id"] or None
        values["visit_id"] = values["visit_id"] or None
        values["country"] = values["country"] or ""
        invitations = self._context.planner.invitations
        if self.key is None:
            self._do(
                lambda: invitations.add(Invitation(id=self.seen.id, **values)),
                _("The invitation was noted."),
            )
            return
        changed = {name: one for name, one in values.items() if one != getattr(self.seen, name)}
        key, answer = self.key, self.answer.value()

        def keep() -> None:
            if changed:
                invitations.edit(key, seen=self.seen, **changed)
            if answer != self.seen.answered_by_id:
                invitations.answer(key, answer)

        if changed or answer != self.seen.answered_by_id:
            self._do(keep, _("The invitation was changed."))
        else:
            super().accept()

    def withdraw(self) -> None:
        invitations, key = self._context.planner.invitations, self.key
        assert key is not None
        if self.seen.withdrawn_on is not None:
            self._do(lambda: invitations.answer(key, None), _("The invitation is open again."))
        else:
            self._do(lambda: invitations.withdraw(key), _("The invitation was withdrawn."))

    def remove(self) -> None:
        invitations, key = self._context.planner.invitations, self.key
        assert key is not None
        self._do(lambda: invitations.remove(key), _("The invitation was removed."))

    def _do(self, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        self._context.messages.toast(said, taking_back_latest(self._context))
        super().accept()

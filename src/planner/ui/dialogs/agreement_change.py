"""An agreement gets another status, or a successor that takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.agreements import AGREEMENT_STATUSES, Agreement, AgreementStatus
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages.choices import named
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import ChoiceField, Field, LineField
from planner.ui.widgets.label import Label


class _Change(QDialog):
    """Asks with some fields; what cannot be stands below the first of them."""

    def __init__(
        self, context: Context, agreement: Agreement, title: str, act: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.context, self.agreement = context, agreement
        self.fields: dict[str, Field] = {}
        self.setWindowTitle(title)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def arrange(self, about: str, fields: dict[str, Field]) -> None:
        self.fields = fields
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        for field in fields.values():
            field.setParent(self)
            rows.addWidget(field)
        rows.addWidget(self.buttons)
        self.resize(440, rows.totalHeightForWidth(440))  # the text wraps

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        return {name: self.fields[name].value() for name in names}

    def act(self) -> str:
        """Do it, and say what was done.

        :raises UserError: it cannot be.
        """
        raise NotImplementedError

    def accept(self) -> None:
        try:
            said = self.act()
        except UserError as error:
            next(iter(self.fields.values())).set_error(str(error))
            return
        self.context.messages.toast(said, taking_back_latest(self.context))
        super().accept()


class StatusDialog(_Change):
    """A status from a day on, with the reason, for the history."""

    def __init__(
        self, context: Context, agreement: Agreement, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, agreement, _("Set the status"), _("Set"), parent)
        status = ChoiceField(_("Status"), named(AGREEMENT_STATUSES))
        status.set_value(agreement.status)
        since = LineField(_("Since"), hint="2024, 2024-10, 2024-10-26")
        since.set_value(context.planner.today().isoformat())
        about = _("“{name}” keeps its earlier states in its history.").format(name=agreement.title)
        self.arrange(about, {"status": status, "since": since, "reason": LineField(_("Reason"))})

    def act(self) -> str:
        self.context.planner.agreements.set_status(
            self.agreement.id,
            AgreementStatus(self.fields["status"].value()),
            since=self.fields["since"].value().strip(),
            reason=self.fields["reason"].value(),
        )
        return _("Status of “{name}” set").format(name=self.agreement.title)


class RenewDialog(_Change):
    """The successor, with the same parties, themes and terms; it stands in ``made`` afterwards."""

    def __init__(
        self, context: Context, agreement: Agreement, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, agreement, _("Renew by a successor"), _("Renew"), parent)
        self.made = ""
        title = LineField(_("Title"))
        proposed, against = context.planner.agreements.before_renewing(agreement.id)
        title.set_value(proposed)
        status = ChoiceField(_("Status"), named(AGREEMENT_STATUSES))
        status.set_value(AgreementStatus.DRAFT)
        about = _(
            "The successor takes over parties, themes and terms; “{name}” is superseded when that is signed."
        ).format(name=agreement.title)
        if against is not None:
            about = f"{against.message} {about}"  # it may be meant
        hint = "2024, 2024-10, 2024-10-26"
        self.arrange(
            about,
            {
                "title": title,
                "number": LineField(_("Number")),
                "status": status,
                "signed_on": LineField(_("Signed"), hint=hint),
                "in_force_on": LineField(_("In force since"), hint=hint),
                "expires_on": LineField(_("Expires"), hint=hint),
            },
        )

    def act(self) -> str:
        names = ("title", "number", "signed_on", "in_force_on", "expires_on")
        self.made = self.context.planner.agreements.renew(
            self.agreement.id,
            again=True,
            status=AgreementStatus(self.fields["status"].value()),
            **self.values(names),
        )
        return _("“{name}” renewed").format(name=self.agreement.title)

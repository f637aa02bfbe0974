"""A signing took place: which agreements, on which day."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.ids import AgreementId, ItemId
from planner.domain.itinerary import Item
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.signings import Signed
from planner.ui.context import Context
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.fields import DateField
from planner.ui.widgets.label import Label


class SignDialog(QDialog):
    """Everything that follows is one step, with Undo in a toast."""

    def __init__(self, context: Context, item: ItemId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.item = context, context.planner.keeper(Item).get(item)
        left = [one for one in context.planner.signings.at(item) if one.done_on is None]
        self.setWindowTitle(_("Signed"))
        self.day = DateField(_("Signed on"), parent=self)
        start = self.item.start_local
        self.day.set_value(start.date() if start else context.planner.today())
        self.agreements = CheckListField(_("Agreements"), rows=6, parent=self)
        self.agreements.set_choices([(one.agreement.id, _name(one)) for one in left])
        self.agreements.set_value(tuple(one.agreement.id for one in left))
        self._left = len(left)
        self.settled = Label("", "text2", wrap=True, parent=self)
        self.agreements.committed.connect(lambda _value: self._tell())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(_("Sign"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()
        self._arrange()

    def _arrange(self) -> None:
        about = _(
            "Day, status and history of each agreement, its binding texts and this visit are noted"
            " in one step."
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        for widget in (self.day, self.agreements, self.settled, self.buttons):
            rows.addWidget(widget)
        self.resize(460, rows.totalHeightForWidth(460))  # the text wraps

    def _tell(self) -> None:
        """With the last agreement goes what was to be ready before it."""
        implied = len(self.context.planner.signings.implied(self.item.id))
        last = len(self.agreements.value()) == self._left
        self.settled.setVisible(bool(implied))
        self.settled.setText(
            ngettext(
                "{count} thing that was to be ready is ticked off, too.",
                "{count} things that were to be ready are ticked off, too.",
                implied,
            )
            if last
            else _("What was to be ready stays open until the last agreement is signed.")
        )

    def accept(self) -> None:
        self.day.commit()
        day, chosen = self.day.value(), [AgreementId(key) for key in self.agreements.value()]
        if self.day.error or day is None:
            self.day.set_error(self.day.error or _("Type the day."))
            return
        signings = self.context.planner.signings
        implied = len(signings.implied(self.item.id)) if len(chosen) == self._left else 0
        try:
            signed = signings.sign(self.item.id, done_on=day, agreements=chosen)
        except UserError as error:
            self.agreements.set_error(str(error))
            return
        text = ngettext("{count} agreement signed", "{count} agreements signed", len(signed))
        if implied:
            ticked = ngettext("{count} thing ticked off", "{count} things ticked off", implied)
            text = f"{text} · {ticked}"
        self.context.messages.toast(text, taking_back_latest(self.context))
        super().accept()


def _name(one: Signed) -> str:
    return f"{one.agreement.number} {one.agreement.title}".strip()

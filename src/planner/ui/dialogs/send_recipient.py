"""How one recipient is written to, and one more who is not of the visit: an embassy, the press."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.handouts import Addressing
from planner.domain.ids import VisitId
from planner.domain.privacy import PROFILES
from planner.domain.recipients import (
    RECIPIENT_KINDS,
    USUAL_PROFILE,
    Recipient,
    RecipientKind,
    is_of_the_plan,
)
from planner.errors import UserError
from planner.i18n import _
from planner.services.addressings import Addressings
from planner.ui.dialogs.forms import field_grid, offer_languages
from planner.ui.locale import LANGUAGE_NAMES
from planner.ui.widgets.label import Label

BY_HAND: Final = tuple(kind for kind in RECIPIENT_KINDS if not is_of_the_plan(kind))


class RecipientDialog(QDialog):
    """Each acceptance is one step that can be undone. Empty fields mean: as usual."""

    def __init__(
        self,
        addressings: Addressings,
        visit: VisitId,
        recipient: Recipient | None = None,
        usual: Recipient | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Without a ``recipient`` a new one is added; ``usual`` is one as the visit has it."""
        super().__init__(parent)
        self._addressings, self._visit = addressings, visit
        self._recipient, self._usual = recipient, usual
        self._said = self._known()
        self.key = recipient.key if recipient else ""
        self.setWindowTitle(
            _("Recipient: {name}").format(name=recipient.name)
            if recipient
            else _("Add a recipient")
        )
        self._build()
        self._fill()
        self._arrange()
        self.kind.currentIndexChanged.connect(lambda _row: self._offer_profiles())
        self.name.textChanged.connect(lambda _text: self._enable())
        self.buttons.accepted.connect(self.keep)
        self.buttons.rejected.connect(self.reject)
        self._enable()

    @property
    def _is_by_hand(self) -> bool:
        return self._recipient is None or not is_of_the_plan(self._recipient.kind)

    def _known(self) -> Addressing | None:
        if self._recipient is None:
            return None
        for one in self._addressings.of(self._visit):
            if self._recipient.key in (one.of_key, f"added:{one.id}"):
                return one
        return None

    def _build(self) -> None:
        self.name, self.email = QLineEdit(self), QLineEdit(self)
        self.kind, self.language, self.profile = QComboBox(self), QComboBox(self), QComboBox(self)
        self.left_out = QCheckBox(_("Left out: gets nothing unless ticked"), self)
        self.notes = QLineEdit(self)
        self.notes.setPlaceholderText(_("For the office alone"))
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = self.buttons.addButton(
            _("Save") if self._recipient else _("Add"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.accept_button.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)

    def _fill(self) -> None:
        said, usual = self._said, self._usual
        for kind in BY_HAND:
            self.kind.addItem(_(RECIPIENT_KINDS[kind]), kind.value)
        text = _("As usual ({what})")
        spoken = LANGUAGE_NAMES.get(usual.language, usual.language) if usual else ""
        self.language.addItem(text.format(what=spoken) if spoken else _("As usual"), "")
        offer_languages(self.language)
        self._offer_profiles()
        if usual is not None and usual.email:
            self.email.setPlaceholderText(usual.email)
        if said is None:
            return
        self.name.setText(said.name)
        self.email.setText(said.email)
        self.notes.setText(said.notes)
        self.left_out.setChecked(said.left_out)
        for box, value in ((self.language, said.language), (self.profile, said.profile or "")):
            box.setCurrentIndex(max(0, box.findData(str(value))))

    def _offer_profiles(self) -> None:
        """What is usual follows the kind."""
        chosen = self.profile.currentData()
        self.profile.clear()
        kind = self._recipient.kind if self._recipient else RecipientKind(self.kind.currentData())
        usual = _(PROFILES[USUAL_PROFILE[kind]])
        self.profile.addItem(_("As usual ({what})").format(what=usual), "")
        for profile, text in PROFILES.items():
            self.profile.addItem(_(text), profile.value)
        self.profile.setCurrentIndex(max(0, self.profile.findData(chosen)))

    def _arrange(self) -> None:
        form = field_grid()
        for text, field, shown in (
            (_("Name"), self.name, self._is_by_hand),
            (_("Kind"), self.kind, self._recipient is None),
            (_("E-mail"), self.email, True),
            (_("Language"), self.language, True),
            (_("Sees what"), self.profile, True),
            (_("Notes"), self.notes, True),
        ):
            field.setMinimumHeight(28)
            field.setAccessibleName(text)
            field.setVisible(shown)
            if shown:
                form.addRow(Label(text), field)
        self.left_out.setMinimumHeight(24)
        form.addRow("", self.left_out)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(12)
        rows.addLayout(form)
        rows.addWidget(self.error)
        rows.addStretch(1)
        rows.addWidget(self.buttons)
        self.resize(460, 0)

    def _enable(self) -> None:
        self.accept_button.setEnabled(not self._is_by_hand or bool(self.name.text().strip()))

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "email": self.email.text(),
            "language": self.language.currentData(),
            "profile": self.profile.currentData() or None,
            "left_out": self.left_out.isChecked(),
            "notes": self.notes.text(),
        }
        return {**values, "name": self.name.text()} if self._is_by_hand else values

    def keep(self) -> None:
        """Write it down as one step; what is refused is said here."""
        values = self.values
        try:
            if self._recipient is not None:
                self._addressings.say(self._visit, self._recipient.key, **values)
            else:
                kind = RecipientKind(self.kind.currentData())
                made = self._addressings.add(self._visit, values.pop("name"), kind, **values)
                self.key = f"added:{made.id}"
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        self.accept()

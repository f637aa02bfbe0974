"""Before something special leaves the house: who gets it, and what for. Both stay on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.ui.context import Context

_LONGEST = 200


class AskRecipient(QDialog):
    """The verb waits until both are given; ``said`` is what was said the last time."""

    def __init__(
        self,
        parent: QWidget | None,
        recipients: Sequence[str],
        purposes: Sequence[str],
        about: str,
        verb: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Who gets it?"))
        self.to = self._line(_("Who gets it"), recipients, _("Such as: the hotel’s reception"))
        self.purpose = self._line(_("What for"), purposes, _("Such as: access list of the site"))
        said = Label(
            _("It is put on record what went to whom and what for. The person may ask for it."),
            "text2",
            wrap=True,
            parent=self,
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for widget in (
            Label(about, wrap=True, parent=self),
            Label(_("Who gets it"), "text2", size=0.9, parent=self),
            self.to,
            Label(_("What for"), "text2", size=0.9, parent=self),
            self.purpose,
            said,
            self.buttons,
        ):
            rows.addWidget(widget)
        self.setMinimumWidth(420)
        self._enable()
        self.to.setFocus()

    def _line(self, title: str, offered: Sequence[str], hint: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.addItems(list(offered))
        box.setCurrentIndex(-1)
        box.setMinimumHeight(30)
        box.setAccessibleName(title)
        editor = box.lineEdit()
        assert editor is not None
        editor.setPlaceholderText(hint)
        editor.setMaxLength(_LONGEST)
        box.currentTextChanged.connect(lambda _text: self._enable())
        return box

    def _enable(self) -> None:
        self.go.setEnabled(bool(self.said[0] and self.said[1]))

    @property
    def said(self) -> tuple[str, str]:
        """Recipient and purpose."""
        return self.to.currentText().strip(), self.purpose.currentText().strip()


def ask_recipient(
    context: Context,
    parent: QWidget | None,
    about: str,
    verb: str,
    then: Callable[[str, str], object],
) -> AskRecipient:
    """Ask, and go on with recipient and purpose; calling it off does nothing. The window does not
    wait. Whom and what for the office said before is offered."""
    planner = context.planner
    dialog = AskRecipient(
        parent, planner.disclosures.recipients(), planner.look_ups.purposes, about, verb
    )
    dialog.accepted.connect(lambda: then(*dialog.said))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

"""Before hidden details are shown: what they are needed for. It stays on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.label import Label


class AskPurpose(QDialog):
    """Offers the purposes of this session; the verb waits until one is given."""

    def __init__(
        self, parent: QWidget | None, purposes: Sequence[str], about: str, verb: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is it needed for?"))
        self.purpose = QComboBox(self)
        self.purpose.setEditable(True)
        self.purpose.addItems(list(purposes))
        self.purpose.setCurrentIndex(-1)
        self.purpose.setMinimumHeight(30)
        self.purpose.setAccessibleName(_("Purpose"))
        editor = self.purpose.lineEdit()
        assert editor is not None
        editor.setPlaceholderText(_("Such as: access list of the site"))
        editor.setMaxLength(200)
        said = Label(
            _("It is put on record who looked, when and for what. The person may ask for it."),
            "text2",
            wrap=True,
            parent=self,
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.show_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.show_button.setDefault(True)
        self.show_button.setEnabled(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.purpose.currentTextChanged.connect(
            lambda text: self.show_button.setEnabled(bool(text.strip()))
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for widget in (
            Label(about, wrap=True, parent=self),
            Label(_("Purpose"), "text2", size=0.9, parent=self),
            self.purpose,
            said,
            self.buttons,
        ):
            rows.addWidget(widget)
        self.setMinimumWidth(420)
        self.purpose.setFocus()

    @property
    def text(self) -> str:
        return self.purpose.currentText().strip()


def ask_purpose(
    parent: QWidget,
    purposes: Sequence[str],
    about: str,
    then: Callable[[str], object],
    *,
    verb: str = "",
) -> AskPurpose:
    """Ask, and go on with the purpose; calling it off does nothing. The window does not wait."""
    dialog = AskPurpose(parent, purposes, about, verb or _("Show"))
    dialog.accepted.connect(lambda: then(dialog.text))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

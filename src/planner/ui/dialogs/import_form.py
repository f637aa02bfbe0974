"""How a file of text was read, and the choice to read it otherwise: its encoding and its delimiter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from planner.domain.sheets import ENCODINGS, TextForm
from planner.i18n import N_, _
from planner.ui.widgets.label import Label

_ENCODING_NAMES: Final = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "utf-16-le": N_("Unicode (UTF-16)"),
    "utf-16-be": N_("Unicode (UTF-16, reversed)"),
    "utf-32": N_("Unicode (UTF-32)"),
    "cp1252": N_("Western European (Windows)"),
    "iso8859_15": N_("Western European (ISO)"),
    "mac_roman": N_("Western European (Mac)"),
    "cp932": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "iso2022_jp": N_("Japanese (JIS)"),
    "gb18030": N_("Chinese (simplified)"),
    "big5": N_("Chinese (traditional)"),
    "euc_kr": N_("Korean"),
    "cp1250": N_("Central European (Windows)"),
    "cp1251": N_("Cyrillic (Windows)"),
}
_DELIMITER_NAMES: Final = {
    ";": N_("Semicolon"),
    ",": N_("Comma"),
    "\t": N_("Tab"),
    "|": N_("Vertical line"),
}


class FormBar(QWidget):
    """Shown for files of text only; the samples below it are the preview."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding, self.delimiter = QComboBox(self), QComboBox(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for text, box in ((_("Letters"), self.encoding), (_("Separated by"), self.delimiter)):
            label = Label(text, "text2", parent=self)
            label.setBuddy(box)
            box.setAccessibleName(text)
            box.setMinimumHeight(28)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(24 if box is self.encoding else 11)
            box.activated.connect(self._tell)
            line.addWidget(label)
            line.addWidget(box)
            line.addSpacing(12)
        self.hide()

    def show_form(self, form: TextForm | None) -> None:
        """What was found or chosen; None for a file that is no text."""
        self.setVisible(form is not None)
        if form is None:
            return
        encodings = dict.fromkeys([*ENCODINGS, form.encoding])
        _fill(self.encoding, {name: _ENCODING_NAMES.get(name, name) for name in encodings})
        _fill(self.delimiter, {form.delimiter: form.delimiter or N_("Nothing"), **_DELIMITER_NAMES})
        self.encoding.setCurrentIndex(self.encoding.findData(form.encoding))
        self.delimiter.setCurrentIndex(self.delimiter.findData(form.delimiter))

    def _tell(self) -> None:
        self.chosen.emit(TextForm(self.encoding.currentData(), self.delimiter.currentData()))


def _fill(box: QComboBox, entries: dict[str, str]) -> None:
    box.clear()
    for value, text in entries.items():
        box.addItem(_(text), value)

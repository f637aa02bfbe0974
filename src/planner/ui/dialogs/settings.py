"""Settings: one row for each declared setting; a choice counts at once."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import _
from planner.services.templates import choices
from planner.settings import SETTINGS, Setting, Settings, Value
from planner.ui.theme import Theme
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    Field,
    LineField,
    NumberField,
    SearchField,
    zone_choices,
)
from planner.ui.widgets.label import Label

AFTER_RESTART: Final = frozenset({"language"})


class SettingsDialog(QDialog):
    """To add a setting nothing is done here; it is declared in ``planner.settings``."""

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self.fields: dict[str, Field] = {}
        self.setWindowTitle(_("Settings"))
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for setting in SETTINGS:
            layout.addWidget(self._row(setting))
        self._note = Label("", "text2", wrap=True, parent=self)
        self._note.hide()
        layout.addWidget(self._note)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.accept)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def done(self, result: int) -> None:
        """What is still being typed counts too."""
        for field in self.fields.values():
            field.commit()
        super().done(result)

    def _row(self, setting: Setting) -> Field:
        value = self._settings.get(setting.key)
        field = _field(setting, value)
        field.set_value(value)
        field.committed.connect(lambda value: self._choose(setting, value))
        self.fields[setting.key] = field
        return field

    def _choose(self, setting: Setting, value: Any) -> None:
        self._settings.choose(setting.key, value)
        if setting.key == "appearance":
            self._theme.choose(str(value))
        if setting.key in AFTER_RESTART:
            self._note.setText(_("The language changes when the program is started again."))
            self._note.show()


def _field(setting: Setting, value: Value) -> Field:
    label = _(setting.label)
    if setting.key == "template":
        return ChoiceField(label, choices(str(value)))
    if setting.options:
        return ChoiceField(label, [(value, _(text)) for value, text in setting.options])
    if isinstance(setting.default, bool):
        return CheckField(label)
    if isinstance(setting.default, int):
        return NumberField(label)
    if setting.key.endswith("_zone"):
        return SearchField(label, zone_choices, free=True)
    return LineField(label)

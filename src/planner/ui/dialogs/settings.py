"""Settings: one row for each declared setting; a choice counts at once."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
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
        layout.addWidget(self._rows(), 1)
        self._note = Label("", "text2", wrap=True, parent=self)
        self._note.hide()
        layout.addWidget(self._note)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.accept)
        layout.addWidget(buttons)

    def _rows(self) -> QScrollArea:
        """All settings; where the screen is low they scroll."""
        rows = QWidget(self)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for setting in SETTINGS:
            column.addWidget(self._row(setting))
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(rows)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Settings"))
        area.setMinimumWidth(rows.sizeHint().width() + 24)
        room = self.screen().availableSize().height() - 160
        area.setMinimumHeight(min(rows.sizeHint().height(), 380))
        width = max(self.minimumWidth(), area.minimumWidth() + 48)
        self.resize(width, min(rows.sizeHint().height() + 110, room))
        return area

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
        try:
            self._settings.choose(setting.key, setting.default if value is None else value)
        except UserError as error:
            self._note.setText(str(error))
            self._note.show()
            self.fields[setting.key].set_value(self._settings.get(setting.key))
            return
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

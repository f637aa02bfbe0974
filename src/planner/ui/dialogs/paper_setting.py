"""How papers are set: their languages, the template, and the formats of their files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.documents.templates.known import templates
from planner.i18n import PAPER_LANGUAGES, _
from planner.services.occasions import FORMATS, PDF, Setting
from planner.services.templates import shown_title
from planner.ui.locale import PAPER_LANGUAGE_NAMES
from planner.ui.widgets.label import Label

SMALL: Final = 28
"""The least height of a field."""


class PaperSetting(QWidget):
    """``setting`` is what is chosen; wishes are not among it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language, self.second = small_combo(self), small_combo(self)
        self.language.addItem(_("As each one reads"), "")
        self.second.addItem(_("no second language"), "")
        for code in PAPER_LANGUAGES:
            for box in (self.language, self.second):
                box.addItem(PAPER_LANGUAGE_NAMES[code], code)
        self.template = small_combo(self)
        for name, title in templates_named():
            self.template.addItem(title, name)
        self.formats = {name: QCheckBox(_(text), self) for name, text in FORMATS.items()}
        self.formats[PDF].setChecked(True)
        self._arrange()
        self._enable()
        for box in (self.language, self.second, self.template):
            box.activated.connect(lambda _row: self._tell())
        for tick in self.formats.values():
            tick.toggled.connect(lambda _on: self._tell())

    def _arrange(self) -> None:
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(4)
        add_title(self.rows, _("Languages of the papers"), self.language, top=0)
        self.second.setAccessibleName(_("Second language, beside the first"))
        self.rows.addWidget(self.language)
        self.rows.addWidget(self.second)
        add_title(self.rows, _("Template"), self.template)
        self.rows.addWidget(self.template)
        line = QHBoxLayout()
        line.setSpacing(12)
        for tick in self.formats.values():
            tick.setMinimumHeight(24)
            line.addWidget(tick)
        line.addStretch(1)
        self._formats_title = add_title(self.rows, _("Formats"))
        self.rows.addLayout(line)
        for widget in (self._formats_title, *self.formats.values()):
            widget.setVisible(len(self.formats) > 1)

    @property
    def setting(self) -> Setting:
        return Setting(
            formats=tuple(name for name, tick in self.formats.items() if tick.isChecked()),
            languages=self.languages,
            template=str(self.template.currentData() or ""),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """None, one, or two side by side."""
        chosen = (self.language.currentData(), self.second.currentData())
        return tuple(dict.fromkeys(code for code in chosen if code)) if chosen[0] else ()

    def show_setting(self, setting: Setting) -> None:
        """Without telling."""
        first, second = (*setting.languages, "", "")[:2]
        self._put(self.language, first)
        self._put(self.second, second)
        self._put(self.template, setting.template)
        for name, tick in self.formats.items():
            blocked = tick.blockSignals(True)
            tick.setChecked(name in setting.formats)
            tick.blockSignals(blocked)
        self._enable()

    @staticmethod
    def _put(box: QComboBox, value: str) -> None:
        box.setCurrentIndex(max(0, box.findData(value)))

    def _tell(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self.second.setEnabled(bool(self.language.currentData()))


def small_combo(parent: QWidget) -> QComboBox:
    """A box that gives way where there is little room."""
    box = QComboBox(parent)
    box.setMinimumHeight(SMALL)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def add_title(rows: QVBoxLayout, text: str, widget: QWidget | None = None, top: int = 8) -> Label:
    """A small line above a field, which is called so."""
    label = Label(text, "text2", size=0.9, parent=rows.parentWidget())
    label.setContentsMargins(0, top, 0, 0)
    if widget is not None:
        label.setBuddy(widget)
        widget.setAccessibleName(text)
    rows.addWidget(label)
    return label


def templates_named() -> Iterable[tuple[str, str]]:
    """Name and title of each; without a name that which the office chose for all papers."""
    yield "", _("As for all papers")
    for one in templates():
        yield one.name, shown_title(one)

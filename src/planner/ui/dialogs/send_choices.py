"""The left side of sending: a preset, the version, the files, the language, words for the mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import VisitId
from planner.domain.visit_lines import ReleaseLine
from planner.i18n import _
from planner.services.occasions import Setting
from planner.services.send_presets import Preset
from planner.ui.context import Context
from planner.ui.dialogs.forms import offer_languages
from planner.ui.dialogs.send_files import SendFiles
from planner.ui.dialogs.send_look import Asked
from planner.ui.dialogs.send_preset_list import PresetList
from planner.ui.icons import icon
from planner.ui.widgets.label import Label

LEAST: Final = 268
MOST: Final = 360
"""Pixels that the choices are wide."""
DRAFT: Final = 0
"""Stands for the draft where versions are chosen."""


class Choices(QScrollArea):
    """Tells what is asked for; what becomes of it is the dialog's affair."""

    preset_chosen = Signal(object)
    version_chosen = Signal()
    changed = Signal()
    """Other papers, another language."""
    worded = Signal()
    """The note or the purpose is another."""
    release_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = context.planner.is_read_only
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.presets = PresetList(context, self)
        self._build()
        self._arrange()
        self._connect()

    def _build(self) -> None:
        self.version = QComboBox(self)
        self.version.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.since = Label("", "text2", wrap=True, parent=self)
        self.ahead = Label("", "warn", wrap=True, parent=self)
        self.release = self._button("git-commit-horizontal", _("Release now…"))
        self.files = SendFiles(self)
        self.papers = self.files.boxes
        self.language = QComboBox(self)
        self.language.addItem(_("As each one reads"), "")
        offer_languages(self.language)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Stands in every mail"))
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 14)
        self.purpose = QLineEdit(self)
        self.purpose.setPlaceholderText(_("For the record"))

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.setAutoDefault(False)
        return button

    def _arrange(self) -> None:
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 12, 12, 12)
        rows.setSpacing(4)
        self._section(rows, _("Preset"), self.presets, top=0)
        self._section(rows, _("Version"), self.version)
        for widget in (self.since, self.ahead, self.release):
            rows.addWidget(widget)
        self.papers_title = self._title(rows, _("Files"))
        rows.addWidget(self.files)
        self._section(rows, _("Language of mails and calendars"), self.language)
        self._section(rows, _("Your own words"), self.note)
        self._section(rows, _("Purpose"), self.purpose)
        rows.addStretch(1)
        self.setWidget(inside)
        # As wide as the longest name of a paper in the language of the window.
        bar = self.verticalScrollBar().sizeHint().width()
        margins = rows.contentsMargins()
        files = self.files.widest + margins.left() + margins.right()
        wanted = max(inside.minimumSizeHint().width(), files) + bar
        self.setFixedWidth(min(MOST, max(LEAST, wanted)))

    def _title(self, rows: QVBoxLayout, text: str, top: int = 8) -> Label:
        label = Label(text, "text2", size=0.9, parent=self)
        label.setContentsMargins(0, top, 0, 0)
        rows.addWidget(label)
        return label

    def _section(self, rows: QVBoxLayout, text: str, widget: QWidget, top: int = 8) -> None:
        label = self._title(rows, text, top)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        if isinstance(widget, QComboBox | QLineEdit):
            widget.setMinimumHeight(28)
        rows.addWidget(widget)

    def _connect(self) -> None:
        self.presets.chosen.connect(self._preset_chosen)
        self.version.activated.connect(lambda _row: self.version_chosen.emit())
        self.files.changed.connect(self.changed)
        self.language.activated.connect(lambda _row: self.changed.emit())
        self.note.textChanged.connect(self.worded)
        self.purpose.textChanged.connect(lambda _text: self.worded.emit())
        self.release.clicked.connect(lambda _on=False: self.release_wanted.emit())

    # presets

    def _preset_chosen(self, preset: Preset) -> None:
        before = (self.chosen_papers, self.spoken, self.setting)
        self.show_preset(preset)
        self.preset_chosen.emit(preset)
        if before != (self.chosen_papers, self.spoken, self.setting):
            self.changed.emit()

    def show_preset(self, preset: Preset) -> None:
        """Tick its papers, without telling."""
        self.files.show_chosen(preset.papers)
        self.files.setting.show_setting(preset.setting)
        self.language.setCurrentIndex(max(0, self.language.findData(preset.language)))

    def choose_papers(self, papers: Sequence[str], setting: Setting) -> None:
        """Tick these and no others, set so."""
        self.files.show_chosen(papers)
        self.files.setting.show_setting(setting)
        self.changed.emit()

    # versions

    def show_versions(self, lines: Sequence[ReleaseLine], front: int | None) -> None:
        """Offer the releases that are as they were released, and the draft."""
        self.version.clear()
        for line in lines:
            if line.is_intact:
                first = line.note.splitlines()[0] if line.note else ""
                note = f" – {first[:18].rstrip()}…" if len(first) > 20 else first and f" – {first}"
                self.version.addItem(
                    _("Version {number}").format(number=line.number) + note, line.number
                )
        self.version.addItem(_("Draft, for the own office"), DRAFT)
        self.version.setCurrentIndex(max(0, self.version.findData(front)) if front else 0)

    @property
    def number(self) -> int:
        """The release in front; :data:`DRAFT` for the draft."""
        return int(self.version.currentData() or DRAFT)

    @property
    def spoken(self) -> str:
        """The language for all; empty for what each one reads."""
        return str(self.language.currentData() or "")

    @property
    def chosen_papers(self) -> tuple[str, ...]:
        return self.files.chosen

    @property
    def setting(self) -> Setting:
        """How papers are set."""
        return self.files.setting.setting

    def asked(self, visit: VisitId, previous: int | None) -> Asked:
        """All that is chosen here."""
        return Asked(
            visit=visit,
            release=self.number,
            previous=previous,
            papers=self.chosen_papers,
            language=self.spoken,
            purpose=self.purpose.text().strip(),
            note=self.note.toPlainText().strip(),
            setting=self.setting,
        )

    def set_draft(self, is_draft: bool) -> None:
        """The draft goes to nobody by a preset."""
        widgets = (self.presets, self.note, *self.files.widgets())
        for widget in widgets:
            widget.setEnabled(not is_draft)

    def say_version(self, since: str, ahead: str, *, can_release: bool) -> None:
        for label, text in ((self.since, since), (self.ahead, ahead)):
            label.setText(text)
            label.setVisible(bool(text))
        self.release.setVisible(can_release and not self._read_only)

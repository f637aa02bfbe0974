"""Handing out people of the library: who, as which file, with which columns, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import PersonId
from planner.i18n import _, current, ngettext
from planner.services.handing_out import CARD_FORMS, CardForm
from planner.services.people_sheet import AREA, COLUMNS, PEOPLE_COLUMNS
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid, offer_languages, say_failure
from planner.ui.sheet_sets import SheetSets
from planner.ui.widgets.column_set import ColumnSet
from planner.ui.widgets.label import Label

SHEET: Final = "xlsx"
_ENDINGS: Final = {
    SHEET: "xlsx",
    CardForm.VCARD_3.value: "vcf",
    CardForm.VCARD_4.value: "vcf",
    CardForm.CSV.value: "csv",
}


class ExportPeopleDialog(QDialog):
    """``selected`` and ``listed`` are who is meant by each choice; every hand-over is put on record."""

    def __init__(
        self,
        context: Context,
        selected: Sequence[PersonId],
        listed: Sequence[PersonId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._people = (tuple(selected), tuple(listed))
        self.setWindowTitle(_("Export contacts"))
        self.selected = QRadioButton(
            ngettext("{count} person selected", "{count} people selected", len(selected)), self
        )
        self.listed = QRadioButton(
            ngettext("{count} person in the list", "{count} people in the list", len(listed)), self
        )
        self.who = QButtonGroup(self)
        self.form = QComboBox(self)
        self.language = QComboBox(self)
        self.each = QCheckBox(_("One file for each person"), self)
        self.notes = QCheckBox(_("With our notes"), self)
        self.recipient = QLineEdit(self)
        self.columns = ColumnSet([(one.name, _(one.title)) for one in PEOPLE_COLUMNS], COLUMNS)
        self.sets = SheetSets(context, AREA, self.columns)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.write = self.buttons.addButton(
            _("Write file…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._fill()
        self._arrange()
        self._update()

    def _fill(self) -> None:
        for number, button in enumerate((self.selected, self.listed)):
            self.who.addButton(button, number)
        several = len(self._people[0]) > 1 or not self._people[1]
        (self.selected if several else self.listed).setChecked(True)
        self.selected.setEnabled(bool(self._people[0]))
        self.form.addItem(_("Excel sheet"), SHEET)
        for form, title in CARD_FORMS.items():
            self.form.addItem(_(title), form.value)
        offer_languages(self.language)
        self.language.setCurrentIndex(max(0, self.language.findData(current().code)))
        self.recipient.setPlaceholderText(_("To whom it goes, for the record"))
        self.form.activated.connect(lambda _row: self._update())
        self.columns.changed.connect(self._update)
        self.who.idClicked.connect(lambda _number: self._update())
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    def _arrange(self) -> None:
        grid = field_grid()
        grid.addRow(_("Who"), self.selected)
        grid.addRow("", self.listed)
        self._rows: list[tuple[QWidget, bool]] = []
        for title, widget, of_sheet in (
            (_("As"), self.form, None),
            (_("Language"), self.language, True),
            (_("Columns"), self.columns, True),
            ("", self.each, False),
            ("", self.notes, False),
            (_("Recipient"), self.recipient, True),
        ):
            grid.addRow(Label(title), widget)
            widget.setMinimumHeight(max(28, widget.minimumHeight()))
            if not widget.accessibleName():
                widget.setAccessibleName(title)
            if of_sheet is not None:
                self._rows.append((widget, of_sheet))
        self._grid = grid
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.write.setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(grid, 1)
        rows.addWidget(self.error)
        rows.addWidget(self.buttons)
        self.error.hide()
        self.resize(540, 500)

    def _update(self) -> None:
        if not hasattr(self, "_grid"):
            return
        for widget, of_sheet in self._rows:
            self._grid.setRowVisible(widget, of_sheet is self.is_sheet)
        some = bool(self.people) and (not self.is_sheet or bool(self.columns.columns))
        self.write.setEnabled(some)

    @property
    def is_sheet(self) -> bool:
        return str(self.form.currentData()) == SHEET

    @property
    def people(self) -> tuple[PersonId, ...]:
        return self._people[max(0, self.who.checkedId())]

    def start(self) -> None:
        """Ask where to, then write in a task; the dialog stays open when it fails."""
        kind = str(self.form.currentData())
        target = self._target(kind)
        if target is None:
            return
        planner, people = self._context.planner, self.people
        columns, recipient = self.columns.columns, self.recipient.text().strip()
        language, each, notes = (
            str(self.language.currentData()),
            self.each.isChecked(),
            self.notes.isChecked(),
        )

        def write(_progress: object) -> int:
            if kind == SHEET:
                return planner.exporting.write_people(
                    target,
                    language_code=language,
                    people=people,
                    columns=columns,
                    recipient=recipient,
                )
            planner.handing_out.write(people, target, CardForm(kind), each=each, notes=notes)
            return len(people)

        self.write.setEnabled(False)
        self._context.tasks.run(write, self._written, self._failed, _("Writing files"))

    def _target(self, kind: str) -> Path | None:
        ending = _ENDINGS[kind]
        if kind != SHEET and self.each.isChecked():
            return self._context.files.folder(self, _("Folder for the files"), "export")
        kinds = [f"{self.form.currentText()} (*.{ending})"]
        name = f"{_('contacts')}.{ending}"
        return self._context.files.save(self, _("Export contacts"), name, kinds, "export")

    def _written(self, count: int) -> None:
        self._context.messages.toast(
            ngettext("{count} person was written", "{count} people were written", count)
        )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.write.setEnabled(True)
        say_failure(error, self.error, self._context.messages)

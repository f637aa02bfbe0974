"""Organisations of the list as a file: which, as what, in which columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.organisation_list import ORGANISATIONS
from planner.i18n import _, current, ngettext
from planner.services.organisation_sheets import AREA, TABLE_FORMS, TableForm
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid, offer_languages, say_failure
from planner.ui.sheet_sets import SheetSets
from planner.ui.widgets.column_set import ColumnSet
from planner.ui.widgets.label import Label


class ExportOrganisationsDialog(QDialog):
    """The columns that the list ``shows`` are ticked."""

    def __init__(
        self,
        context: Context,
        selected: Sequence[str],
        listed: Sequence[str],
        shows: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._selected, self._listed = tuple(selected), tuple(listed)
        self.setWindowTitle(_("Export organisations"))
        self.selected = QRadioButton(
            ngettext("{count} selected", "{count} selected", len(selected)), self
        )
        self.listed = QRadioButton(
            ngettext("{count} in the list", "{count} in the list", len(listed)), self
        )
        self.form = QComboBox(self)
        self.language = QComboBox(self)
        self.columns = ColumnSet([(one.key, _(one.title)) for one in ORGANISATIONS.all], shows)
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
        several = len(self._selected) > 1 or not self._listed
        (self.selected if several else self.listed).setChecked(True)
        self.selected.setEnabled(bool(self._selected))
        for form, title in TABLE_FORMS.items():
            self.form.addItem(_(title), form.value)
        offer_languages(self.language)
        self.language.setCurrentIndex(max(0, self.language.findData(current().code)))
        self.columns.changed.connect(self._update)
        self.selected.toggled.connect(lambda _on: self._update())
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    def _arrange(self) -> None:
        grid = field_grid()
        for title, widget in (
            (_("Which"), self.selected),
            ("", self.listed),
            (_("As"), self.form),
            (_("Language"), self.language),
            (_("Columns"), self.columns),
        ):
            grid.addRow(Label(title), widget)
            widget.setMinimumHeight(max(28, widget.minimumHeight()))
            if title and not widget.accessibleName():
                widget.setAccessibleName(title)
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
        self.write.setEnabled(bool(self.keys) and bool(self.columns.columns))

    @property
    def keys(self) -> tuple[str, ...]:
        return self._selected if self.selected.isChecked() else self._listed

    def start(self) -> None:
        """Ask where to, then write in a task; the dialog stays open when it fails."""
        form = TableForm(self.form.currentData())
        kinds = [f"{self.form.currentText()} (*.{form.value})"]
        stem = _("organisations")
        name = f"{stem}.{form.value}"
        path = self._context.files.save(self, self.windowTitle(), name, kinds, "export")
        if path is None:
            return
        sheets, keys = self._context.planner.organisation_sheets, self.keys
        columns, code = self.columns.columns, str(self.language.currentData())
        self.write.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: sheets.write(path, keys, columns, form, code),
            self._written,
            self._failed,
            _("Writing files"),
        )

    def _written(self, count: int) -> None:
        self._context.messages.toast(
            ngettext(
                "{count} organisation was written", "{count} organisations were written", count
            )
        )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.write.setEnabled(True)
        say_failure(error, self.error, self._context.messages)

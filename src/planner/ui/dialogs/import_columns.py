"""First step of an import: which sheet, where the headers are, what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import phrases
from planner.domain.column_meanings import MEANINGS, Meaning
from planner.domain.columns import Column, Columns
from planner.domain.findings import Finding
from planner.domain.purposes import ALLOWED, PURPOSES
from planner.domain.sheets import Workbook
from planner.i18n import N_, _, ngettext
from planner.ui import theme
from planner.ui.dialogs.import_form import FormBar
from planner.ui.widgets.label import Label

TITLES = (N_("Column in file"), N_("Sample"), N_("Means"), N_("Sure"), N_("Remark"))
MOST = 6
"""Sentences below the table; what is said of a column also stands in its row."""
SURE = (N_("not known"), N_("a guess"), N_("likely"), N_("sure"))


class ColumnsPage(QWidget):
    """Tells what was chosen; what follows from it comes back by ``show_columns``."""

    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    """Counted from 0."""
    meaning_chosen = Signal(int, object, str)
    """Index of the column, its meaning, and what a sensitive one is taken in for."""
    form_chosen = Signal(object)
    """How a file of text is to be read again: a :class:`TextForm`."""

    def __init__(self, parent: QWidget | None = None, *, in_visit: bool = True) -> None:
        super().__init__(parent)
        self._in_visit = in_visit
        self._columns: Columns | None = None
        self._meanings: list[QComboBox] = []
        self.sheets = QComboBox(self)
        self.header = QSpinBox(self)
        self.form = FormBar(self)
        self.table = QTableWidget(0, len(TITLES), self)
        self.notices = Label("", "text2", wrap=True, parent=self)
        self.counts = Label("", "text2", parent=self)
        self._set_up()
        self._arrange()
        self.sheets.activated.connect(
            lambda _row: self.sheet_chosen.emit(str(self.sheets.currentData()))
        )
        self.form.chosen.connect(self.form_chosen)
        self.header.valueChanged.connect(lambda row: self.header_chosen.emit(row - 1))

    def _set_up(self) -> None:
        self.sheets.setAccessibleName(_("Sheet"))
        self.header.setAccessibleName(_("Row with the headers"))
        self.header.setRange(1, 9999)
        self.header.setKeyboardTracking(False)
        self.table.setAccessibleName(_("Columns of the file"))
        self.table.setHorizontalHeaderLabels([_(title) for title in TITLES])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(40)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        for column, width in enumerate((170, 200, 200, 90, 200)):
            self.table.setColumnWidth(column, width)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFont(theme.sized(self.font(), 0.92, strong=True))

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for text, editor in ((_("Sheet"), self.sheets), (_("Headers in row"), self.header)):
            label = Label(text, "text2", parent=self)
            label.setBuddy(editor)
            if editor is self.sheets:
                self._of_sheets = label
            editor.setMinimumHeight(28)
            bar.addWidget(label)
            bar.addWidget(editor)
            bar.addSpacing(12)
        bar.addWidget(self.form)
        bar.addStretch(1)
        bar.addWidget(self.counts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 4)
        rows.setSpacing(8)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.notices)

    # what the dialog tells

    def show_workbook(self, workbook: Workbook, sheet: str, *, pasted: bool = False) -> None:
        self._columns = None  # the samples are others, even below the same headers
        self.sheets.clear()
        for table in workbook.sheets:
            count = ngettext("{count} row", "{count} rows", len(table.rows))
            hidden = ", " + _("hidden") if table.hidden else ""
            self.sheets.addItem(f"{table.name} ({count}{hidden})", table.name)
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(sheet)))
        for widget in (self._of_sheets, self.sheets):
            widget.setVisible(workbook.kind != "text")  # the one list of a text has no name
        self.form.show_form(workbook.form if workbook.kind == "text" and not pasted else None)

    def show_columns(self, columns: Columns, notices: Sequence[Finding]) -> None:
        """Fill the table anew, or only what differs when the columns are the same ones."""
        before, self._columns = self._columns, columns
        self.header.blockSignals(True)
        self.header.setValue(columns.header_row + 1)
        self.header.blockSignals(False)
        same = before is not None and _keys(before) == _keys(columns)
        if not same:
            self._meanings.clear()
            self.table.setRowCount(0)
            self.table.setRowCount(len(columns.columns))
        for row, column in enumerate(columns.columns):
            if not same:
                self._make_row(row, column)
            self._fill_row(row, column)
        self.counts.setText(ngettext("{count} person", "{count} people", len(columns.rows)))
        sentences = [phrases.sentence(found) for found in (*notices, *columns.findings)]
        self.notices.setText("\n".join(sentences[:MOST]))
        self.notices.setVisible(bool(sentences))

    def _make_row(self, row: int, column: Column) -> None:
        name = column.header.replace("\n", " ") or column.letters
        samples = ", ".join(sample.replace("\n", " ") for sample in column.samples[:3])
        for place, text in ((0, name), (1, samples), (3, "")):
            self.table.setItem(row, place, QTableWidgetItem(text))
        meaning = QComboBox(self.table)
        meaning.setAccessibleName(_("Meaning of {column}").format(column=name))
        for value, text in MEANINGS.items():
            meaning.addItem(_(text), value)
        meaning.activated.connect(partial(self._chosen, row))
        meaning.setMinimumHeight(28)
        self._meanings.append(meaning)
        self.table.setCellWidget(row, 2, _framed(meaning))
        remark = _Remark(self.table)
        remark.purpose.activated.connect(lambda: self._allowed(row, remark.purpose.currentData()))
        self.table.setCellWidget(row, 4, remark)

    def _fill_row(self, row: int, column: Column) -> None:
        meaning = self._meanings[row]
        meaning.setCurrentIndex(meaning.findData(column.meaning))
        dots = "●" * column.confidence + "○" * (3 - column.confidence)
        known = column.meaning is not Meaning.IGNORE
        sure = f"{dots} {_(SURE[column.confidence])}" if known else "–"
        tone = theme.color("text" if column.imported else "text2")
        for place in (0, 1, 3):
            item = self.table.item(row, place)
            assert item is not None
            item.setForeground(tone)
            if place == 3:
                item.setText(sure)
        remark = self.table.cellWidget(row, 4)
        assert isinstance(remark, _Remark)
        assert self._columns is not None
        remark.say(column, _why(self._columns, column), in_visit=self._in_visit)
        remark.updateGeometry()

    def _chosen(self, row: int, _place: int) -> None:
        assert self._columns is not None
        column = self._columns.columns[row]
        meaning = Meaning(self._meanings[row].currentData())
        self.meaning_chosen.emit(column.index, meaning, "")

    def _allowed(self, row: int, purpose: str) -> None:
        assert self._columns is not None
        column = self._columns.columns[row]
        self.meaning_chosen.emit(column.index, column.meaning, purpose)


def _framed(widget: QWidget) -> QWidget:
    """With air around it, so that rows of boxes do not touch."""
    frame = QWidget()
    line = QHBoxLayout(frame)
    line.setContentsMargins(2, 4, 12, 4)
    line.addWidget(widget)
    return frame


class _Remark(QWidget):
    """Why a column is left out; for a sensitive one the purposes for which it may be taken in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.purpose = QComboBox(self)
        self.purpose.setMinimumHeight(28)
        self.text = Label("", "text2", size=0.9, wrap=False, parent=self)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 4, 6, 4)
        line.setSpacing(8)
        line.addWidget(self.purpose, 1)
        line.addWidget(self.text, 1)

    def say(self, column: Column, why: str, *, in_visit: bool) -> None:
        sensitive = column.meaning in ALLOWED and column.reason != "column.never_kept"
        self.purpose.setVisible(sensitive)
        self.text.setVisible(not sensitive)
        if sensitive:
            self._offer(column, why, in_visit=in_visit)
        short = _("not kept") if column.reason else why
        self.text.setText(short)
        self.text.setAccessibleDescription(why)

    def _offer(self, column: Column, why: str, *, in_visit: bool) -> None:
        name = column.header or column.letters
        self.purpose.clear()
        none = _("Sensitive: not imported") if in_visit else _("Sensitive: needs a visit")
        self.purpose.addItem(none, "")
        for purpose in ALLOWED[column.meaning]:
            self.purpose.addItem(_(PURPOSES[purpose]), purpose.value)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(column.purpose)))
        self.purpose.setEnabled(in_visit)
        self.purpose.setAccessibleName(_("What {column} is taken in for").format(column=name))
        self.purpose.setAccessibleDescription(why)


def _keys(columns: Columns) -> tuple[object, ...]:
    heads = tuple((column.index, column.header) for column in columns.columns)
    return (columns.sheet, columns.header_row, heads)


def _why(columns: Columns, column: Column) -> str:
    found = [
        phrases.sentence(finding)
        for finding in columns.findings
        if any(one.word == "column" and one.id == column.letters for one in finding.subjects)
    ]
    return " ".join(found)

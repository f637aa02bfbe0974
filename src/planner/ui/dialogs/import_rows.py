"""Second step of an import: every row with what would happen to it; nothing is stored yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.domain.staging import Decision, StagedRow, Staging
from planner.i18n import _, ngettext
from planner.ui.dialogs.import_many import ManyButton
from planner.ui.dialogs.import_row import RowPanel
from planner.ui.models.staging_model import COLUMNS, counts_text, is_problem, staging_table
from planner.ui.models.table_model import Column
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table


class RowsPage(QWidget):
    """Tells decisions; shows the staging that follows from them."""

    decided = Signal(int, object, str)
    """Number of the row, the decision, and the person whom it means."""
    all_new_wanted = Signal()
    many_decided = Signal(object, object)
    """Numbers of rows, and the decision about them."""
    field_chosen = Signal(object, str, bool)
    """Numbers of rows, a field ("" for all), and whether its changes are taken."""
    change_chosen = Signal(int, int, bool)
    """Number of the row, place of the change, and whether it is taken."""

    house_chosen = Signal(str, bool)
    """The id of an organisation that is to be made, and whether it is the one that it may be."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        columns: Sequence[Column[StagedRow]] = COLUMNS,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._staging: Staging | None = None
        self.counts = Label("", strong=True, wrap=True, parent=self)
        self.problems = QCheckBox(_("Show only problems"), self)
        self.all_new = QPushButton(self)
        self.many = ManyButton(self._several, self)
        self.model = staging_table(columns)
        self.table = Table(name or _("Rows of the list"), self)
        self.panel = RowPanel(self)
        self._arrange()
        self.table.show_model(self.model)
        self.table.chosen.connect(self._show_row)
        self.table.opened.connect(lambda _key: self.panel.choice.setFocus())
        self.problems.toggled.connect(lambda _on: self._fill())
        self.panel.decided.connect(self._tell)
        self.panel.chosen.connect(self._choose)
        self.panel.house_chosen.connect(self.house_chosen)
        self.many.decided.connect(self.many_decided)
        self.many.field_chosen.connect(self.field_chosen)
        self.all_new.clicked.connect(self.all_new_wanted)
        skip = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        skip.setContext(Qt.ShortcutContext.WidgetShortcut)
        skip.activated.connect(lambda: self.many_decided.emit(self._selected(), Decision.SKIP))

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 12, 16, 0)
        bar.setSpacing(12)
        bar.addWidget(self.counts, 1)
        bar.addWidget(self.all_new)
        bar.addWidget(self.many)
        bar.addWidget(self.problems)
        self.problems.setMinimumHeight(28)
        self.all_new.setMinimumHeight(28)
        self.many.setMinimumHeight(28)
        both = self.both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.table)
        both.addWidget(self.panel)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        both.setSizes([640, 320])
        self.panel.setMinimumWidth(280)
        rows = self.rows_layout = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(8)
        rows.addLayout(bar)
        rows.addWidget(both, 1)
        self.table.set_empty("check", _("No problems: every row can be taken in as it is."))

    def show_staging(self, staging: Staging) -> None:
        self._staging = staging
        self.counts.setText(counts_text(staging))
        doubtful = staging.count(Decision.UNDECIDED)
        self.all_new.setText(
            ngettext(
                "Add {count} doubtful row as new", "Add {count} doubtful rows as new", doubtful
            )
        )
        self.all_new.setVisible(doubtful > 1)
        self._fill()

    def choose(self, number: int) -> None:
        row = self.model.row_of(str(number))
        if row is not None:
            self.table.choose(row)

    def _fill(self) -> None:
        """The rows; what is only hidden by the filter keeps its decision."""
        if self._staging is None:
            return
        only = self.problems.isChecked()
        key, place = self.table.current_key, max(0, self.table.currentIndex().row())
        selected = self.table.selected_keys()
        rows = [row for row in self._staging.rows if not only or is_problem(row)]
        self.model.set_lines(rows)
        at = self.model.row_of(key)
        self.table.choose(at if at is not None else place)
        if len(selected) > 1:
            again = [row for one in selected if (row := self.model.row_of(one)) is not None]
            self.table.select_rows(again)
        self._show_row(self.table.current_key)

    def _show_row(self, key: str) -> None:
        known = self._staging is not None and key
        row = self._staging.row(int(key)) if known and self._staging else None
        self.panel.show_row(row, self._staging)

    def _tell(self, decision: Decision, person: str) -> None:
        if self.table.current_key:
            self.decided.emit(int(self.table.current_key), decision, person)

    def _choose(self, place: int, take: bool) -> None:
        if self.table.current_key:
            self.change_chosen.emit(int(self.table.current_key), place, take)

    def _selected(self) -> frozenset[int]:
        return frozenset(map(int, self.table.selected_keys()))

    def _several(self) -> tuple[Staging | None, frozenset[int]]:
        """The rows that are selected; with one alone all that are shown."""
        numbers = self._selected()
        if len(numbers) < 2:
            numbers = frozenset(int(self.model.key_at(row)) for row in range(self.model.rowCount()))
        return self._staging, numbers

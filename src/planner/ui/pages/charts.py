"""Charts: what people would rather look at than read, each with the table that says the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.charts import (
    CHART_KINDS,
    OF_SITES,
    OF_VISITS,
    Chart,
    ChartAsked,
    ChartKind,
)
from planner.domain.visits import DIRECTIONS
from planner.i18n import N_, _
from planner.ui.charts.saving import KINDS, picture, proposed_name, with_ending
from planner.ui.charts.view import ChartView
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.page import Page
from planner.ui.table_out import table_data
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed

COUNTED: Final = frozenset(
    "visit delegate item organisation agreement agreement_theme theme site".split()
)
"""Words whose change can change a chart."""
ROOMY: Final = 900
"""Pixels at a 10 point font from which on chart and table stand beside each other."""
PER_YEAR: Final = frozenset({ChartKind.VISITS_BY_YEAR, ChartKind.DELEGATES_BY_YEAR})
TABLE_KINDS: Final = (N_("Excel sheet (*.xlsx)"), N_("Text table (*.csv)"))
Row = tuple[str, ...]


class ChartsPage(Page):
    """Above what is asked, below the chart and its rows. Pointing at a bar chooses its row and back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chart: Chart | None = None
        self.view = ChartView(self)
        self.table = Table(_("Chart as a table"), self)
        self.table.takes_copies = True
        self._rows: ListTable[Row] | None = None
        self.kind = self._combo(_("Chart"))
        self.first = self._combo(_("From year"))
        self.last = self._combo(_("To year"))
        self.direction = self._combo(_("Direction"))
        self.split = self._combo(_("Split"))
        self.site = self._combo(_("Site"))
        self.as_table = QPushButton(icon("list-checks"), _("As table"), self)
        self.as_table.setCheckable(True)
        self.save_picture = QPushButton(icon("download"), _("Save picture…"), self)
        self.save_table = QPushButton(icon("file-spreadsheet"), _("Save table…"), self)
        self._fill()
        self._arrange()
        self._connect()

    @property
    def title(self) -> str:
        return _("Charts")

    @property
    def path(self) -> list[tuple[str, str]]:
        return [(_("Home"), "home")]

    @property
    def asked(self) -> ChartAsked:
        """What is chosen above."""
        return ChartAsked(
            ChartKind(self.kind.currentData()),
            self.first.currentData(),
            self.last.currentData(),
            self.direction.currentData() or "",
            bool(self.split.currentData()),
            self.site.currentData() or "",
        )

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is not None and not changed.words & COUNTED:
            return
        charts = self.context.planner.charts
        first, last = charts.years()
        years = [(str(year), year) for year in range(last, first - 1, -1)]
        _refill(self.first, [(_("From the first year"), None), *years])
        _refill(self.last, [(_("To the last year"), None), *years])
        _refill(self.site, [(_("All sites"), ""), *((name, key) for key, name in charts.sites())])
        self._count()

    def activate(self) -> None:
        self.kind.setFocus()

    def commands(self) -> list[Command]:
        return [
            Command(
                id="charts.picture",
                text=_("Save picture of the chart…"),
                icon="download",
                menu="file",
                scope="page",
                enabled=lambda: self.save_picture.isEnabled(),
                run=self.write_picture,
            ),
            Command(
                id="charts.table",
                text=_("Save table of the chart…"),
                icon="file-spreadsheet",
                shortcuts=("Ctrl+E",),
                menu="file",
                scope="page",
                enabled=lambda: self.save_table.isEnabled(),
                run=self.write_table,
            ),
        ]

    # building

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setMinimumHeight(30)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        return combo

    def _fill(self) -> None:
        for kind, title in CHART_KINDS.items():
            self.kind.addItem(_(title), kind.value)
        self.kind.setMinimumContentsLength(22)
        self.direction.addItem(_("Both directions"), "")
        for direction, title in DIRECTIONS.items():
            self.direction.addItem(_(title), direction.value)
        self.split.addItem(_("By direction"), False)
        self.split.addItem(_("By country"), True)

    def _arrange(self) -> None:
        asked, acts = QHBoxLayout(), QHBoxLayout()
        for line in (asked, acts):
            line.setSpacing(8)
        for combo in (self.kind, self.first, self.last, self.direction, self.split, self.site):
            asked.addWidget(combo)
        asked.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(self.view)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Chart"))
        self.note = Label("", "text2", wrap=True, parent=self)
        for button in (self.as_table, self.save_picture, self.save_table):
            button.setMinimumHeight(30)
            acts.addWidget(button)
        acts.addWidget(self.note, 1)
        self._both = QHBoxLayout()
        self._both.setSpacing(16)
        self._both.addWidget(self.area, 3)
        self._both.addWidget(self.table, 2)
        shown = QWidget(self)
        shown.setLayout(self._both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._empty = EmptyState(self)
        self._empty.say("presentation", _("There is nothing to count for this choice."))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 12, 24, 12)
        rows.setSpacing(10)
        rows.addLayout(asked)
        rows.addWidget(self._stack, 1)
        rows.addLayout(acts)

    def _connect(self) -> None:
        for combo in (self.kind, self.first, self.last, self.direction, self.split, self.site):
            combo.activated.connect(lambda _index: self._count())
        self.as_table.toggled.connect(lambda _on: self._fold())
        self.save_picture.clicked.connect(lambda _checked: self.write_picture())
        self.save_table.clicked.connect(lambda _checked: self.write_table())
        self.view.chosen.connect(self.table.choose)
        self.table.chosen.connect(lambda _key: self.view.choose(self.table.currentIndex().row()))
        self.table.copied.connect(self._copy)

    # showing

    def _count(self) -> None:
        asked = self.asked
        self.split.setVisible(asked.kind in PER_YEAR)
        self.direction.setVisible(asked.kind in OF_VISITS or asked.kind in OF_SITES)
        self.site.setVisible(asked.kind is ChartKind.SITES_BY_MONTH)
        self.note.setText(_(_NOTES.get(asked.kind, "")))
        chart = self.chart = self.context.planner.charts.chart(asked)
        self._stack.setCurrentIndex(0 if chart.bars else 1)
        for button in (self.as_table, self.save_picture, self.save_table):
            button.setEnabled(bool(chart.bars))
        self._show_rows(chart)
        self.view.show_chart(chart)
        self.context.update_commands()

    def _show_rows(self, chart: Chart) -> None:
        rows = [tuple(map(str, row)) for row in chart.rows]
        before = self._rows
        self._rows = ListTable[Row](_columns(chart), rows, lambda row: row[0], self)
        self.table.show_model(self._rows)
        if before is not None:
            before.deleteLater()

    @property
    def _is_roomy(self) -> bool:
        return self.width() >= ROOMY * max(1.0, self.font().pointSizeF() / 10)

    def _fold(self) -> None:
        """Beside each other where there is room, else one of the two."""
        self.as_table.setVisible(not self._is_roomy)
        table = self.as_table.isChecked()
        self.area.setVisible(self._is_roomy or not table)
        self.table.setVisible(self._is_roomy or table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    # taking out

    def write_picture(self) -> None:
        chart = self.chart
        if chart is None:
            return
        kinds = [_(kind) for kind in KINDS]
        name = proposed_name(chart, ".png")
        path = self.context.files.save(self, _("Save picture"), name, kinds, "charts")
        if path is not None:
            path = with_ending(path)
            content = picture(chart, path.suffix.lower())  # drawn here: painting is the window's
            charts = self.context.planner.charts
            self._write(path, lambda: charts.keep(path, content))

    def write_table(self) -> None:
        chart = self.chart
        if chart is None:
            return
        kinds = [_(kind) for kind in TABLE_KINDS]
        name = proposed_name(chart, ".xlsx")
        path = self.context.files.save(self, _("Save table"), name, kinds, "charts")
        if path is not None:
            charts = self.context.planner.charts
            self._write(path, lambda: charts.write(path, chart))

    def _write(self, path: Path, act: Callable[[], None]) -> None:
        said = _("{name} was written.").format(name=path.name)
        self.context.tasks.run(
            lambda _progress: act(),
            lambda _nothing: self.context.messages.toast(said),
            text=_("Writing files"),
        )

    def _copy(self) -> None:
        if self.chart is not None:
            rows = [tuple(map(str, row)) for row in self.chart.rows]
            QGuiApplication.clipboard().setMimeData(table_data(self.chart.header, rows))


def _columns(chart: Chart) -> list[Column[Row]]:
    def cell(place: int) -> Callable[[Row], str]:
        return lambda row: row[place]

    return [
        Column(title, cell(place), 170 if place == 0 else 90, right=place > 0)
        for place, title in enumerate(chart.header)
    ]


def _refill(combo: QComboBox, entries: list[tuple[str, object]]) -> None:
    """Offer these; what was chosen stays chosen."""
    before = combo.currentData()
    combo.clear()
    for text, value in entries:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(0, combo.findData(before)))


_NOTES: Final = {
    **dict.fromkeys(OF_VISITS, N_("Visits that were cancelled or postponed are not counted.")),
    **dict.fromkeys(
        OF_SITES,
        N_("A visit counts once for each site and month, with all the people of its delegation."),
    ),
    ChartKind.AGREEMENTS_BY_THEME: N_("An agreement with several themes counts in each."),
}

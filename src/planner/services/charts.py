"""Figures of visits, delegates, agreements and sites, as charts and as the tables that say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.domain.agreement_register import STATES
from planner.domain.charts import (
    OF_SITES,
    OF_VISITS,
    Chart,
    ChartAsked,
    ChartKind,
    counted_chart,
    sites_chart,
    visits_chart,
)
from planner.domain.visits import DIRECTIONS, Direction
from planner.i18n import _, current
from planner.services.core import Core
from planner.services.country_naming import country_namer
from planner.storage.queries import charts as queries


class Charts:
    """Counted anew each time: nothing is kept that could be out of date."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def chart(self, asked: ChartAsked) -> Chart:
        """The bars in the reader's language; none where nothing was counted. The title says to what
        it was narrowed, because pictures travel alone."""
        chart = self._counted(asked)
        return replace(chart, title=", ".join([chart.title, *self._narrowed(asked)]))

    def _narrowed(self, asked: ChartAsked) -> list[str]:
        parts = []
        if asked.site and asked.kind is ChartKind.SITES_BY_MONTH:
            parts.append(dict(self.sites()).get(asked.site, ""))
        first, last = asked.first_year, asked.last_year
        if first is not None and first == last:
            parts.append(str(first))
        elif first is not None or last is not None:
            parts.append(f"{first or ''}–{last or ''}")
        if asked.direction and asked.kind in OF_SITES:
            parts.append(_(DIRECTIONS[Direction(asked.direction)]))
        return [part for part in parts if part]

    def _counted(self, asked: ChartAsked) -> Chart:
        reader = self._core.reader
        if asked.kind in OF_VISITS:
            return visits_chart(
                queries.visit_groups(reader, asked, self._core.settings.text("home_country")),
                asked,
                country_namer(self._core.reader, current()),
            )
        if asked.kind in OF_SITES:
            return sites_chart(queries.site_groups(reader, asked), asked)
        if asked.kind is ChartKind.AGREEMENTS_BY_STATUS:
            by_state = queries.agreements_by_state(reader, asked, self._core.today())
            named = [(_(STATES[state]), count) for state, count in by_state]
            return counted_chart(named, asked.kind, _("Status"))
        by_theme = queries.agreements_by_theme(reader, asked)
        named = [(name or _("Without a theme"), count) for name, count in by_theme]
        return counted_chart(named, asked.kind, _("Theme"))

    def years(self) -> tuple[int, int]:
        """The first and the last year of which there is anything; this year where there is nothing."""
        this = self._core.today().year
        return queries.span(self._core.reader) or (this, this)

    def sites(self) -> list[tuple[str, str]]:
        """Id and name of the sites that visits go to."""
        return queries.visited_sites(self._core.reader)

    def write(self, path: Path, chart: Chart) -> None:
        """The table of a chart as an Excel sheet, or as a text table where the name ends in .csv.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.files import save_bytes

        is_text = path.suffix.lower() == ".csv"
        save_bytes(path, self.as_csv(chart) if is_text else self._workbook(chart))

    def keep(self, path: Path, picture: bytes) -> None:
        """Write a picture that was drawn elsewhere.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.files import save_bytes

        save_bytes(path, picture)

    def as_csv(self, chart: Chart) -> bytes:
        from planner.interchange.csv_writer import write_table

        return write_table(chart.header, [[str(cell) for cell in row] for row in chart.rows])

    def _workbook(self, chart: Chart) -> bytes:
        from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook

        first, *rest = chart.header
        columns = [SheetColumn(first, 32), *(SheetColumn(title, 14, "number") for title in rest)]
        sheet = Sheet(chart.title, columns, chart.rows, landscape=False)
        return write_workbook(
            (sheet,), title=chart.title, created=self._core.now(), language=current()
        )

"""The columns of the list of organisations: how each value is written."""

from __future__ import annotations

import datetime as dt

from planner.domain.list_columns import ListColumn
from planner.domain.organisation_cells import OrganisationCells
from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisation_list import ORGANISATIONS
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.list_cells import language_name, moment_day, table_column
from planner.ui.widgets.fields import short_day


def organisation_columns(context: Context) -> list[Column[OrganisationLine]]:
    """All of them, the name first."""
    return [_column(context, column) for column in ORGANISATIONS.all]


def cell_text(context: Context, column: ListColumn, line: OrganisationLine) -> str:
    """What stands in a cell, in the reader's language."""
    cells = OrganisationCells(_, lambda code: choices.country_name(context, code), language_name)
    value = cells.of(column, line)
    if isinstance(value, dt.datetime):
        return moment_day(value)
    return short_day(value) if isinstance(value, dt.date) else str(value)


def _column(context: Context, column: ListColumn) -> Column[OrganisationLine]:
    return table_column(column, lambda line: cell_text(context, column, line), "building-2")

"""Organisations on their way out of the library: as a sheet, as a text table, as text for a mail."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.organisation_cells import OrganisationCells
from planner.domain.organisation_list import ORGANISATIONS
from planner.domain.organisations import ORGANISATION_KINDS
from planner.domain.times import on_this_clock
from planner.errors import UserError
from planner.i18n import N_, Language, _, current, language
from planner.services.core import Core
from planner.services.country_naming import country_namer
from planner.services.organisation_list import OrganisationsList

if TYPE_CHECKING:
    from planner.domain.list_columns import ListColumn
    from planner.domain.organisation_cells import Cell
    from planner.domain.organisation_lines import OrganisationLine

AREA: Final = "sheet:organisations"
"""The area of the saved sets of columns."""


class TableForm(enum.StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


TABLE_FORMS: Final = {TableForm.XLSX: N_("Excel sheet"), TableForm.CSV: N_("Text table (CSV)")}


class OrganisationSheets:
    """What is written holds no people, so that nothing is put on the record of disclosures."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def write(
        self,
        path: Path,
        organisations: Sequence[str],
        columns: Sequence[str] = (),
        form: TableForm = TableForm.XLSX,
        language_code: str = "en",
    ) -> int:
        """Write these, in this order, with these columns of the list, the usual ones without. Returns how many.

        :raises UserError: nothing was chosen.
        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.files import save_bytes

        speak = language(language_code)
        chosen = [ORGANISATIONS.by_key[key] for key in ORGANISATIONS.known(columns)]
        if not columns:
            chosen = [ORGANISATIONS.by_key[key] for key in ORGANISATIONS.usual]
        rows = self._rows(organisations, chosen, speak)
        if not rows:
            raise UserError(_("No organisation was chosen."), _("Choose some in the list first."))
        save_bytes(path, self._content(chosen, rows, form, speak))
        return len(rows)

    def as_text(self, organisations: Sequence[str]) -> str:
        """Lines for a mail in the reader's language, a blank line between two organisations."""
        named = country_namer(self._core.reader, current())
        blocks = []
        for one in self._lines(organisations, ("name",)):
            name = one.name or one.native_name
            acronym = f" ({one.acronym})" if one.acronym else ""
            native = one.native_name if one.native_name != name else ""
            place = ", ".join(filter(None, (one.city, named(one.country))))
            kind = _(ORGANISATION_KINDS[one.kind]) if one.kind else ""
            parts = (f"{name}{acronym}", native, kind, one.parent, place)
            blocks.append("\n".join(filter(None, parts)))
        return "\n\n".join(blocks)

    def _lines(
        self, organisations: Sequence[str], columns: Sequence[str]
    ) -> list[OrganisationLine]:
        return OrganisationsList(self._core).lines(organisations, columns)

    def _rows(
        self, organisations: Sequence[str], columns: Sequence[ListColumn], speak: Language
    ) -> list[list[Cell]]:
        cells = OrganisationCells(speak, country_namer(self._core.reader, speak))
        lines = self._lines(organisations, [column.key for column in columns])
        return [[_local(cells.of(column, line)) for column in columns] for line in lines]

    def _content(
        self,
        columns: Sequence[ListColumn],
        rows: Sequence[Sequence[Cell]],
        form: TableForm,
        speak: Language,
    ) -> bytes:
        titles = [speak(column.title) for column in columns]
        if form is TableForm.CSV:
            from planner.interchange.csv_writer import write_table

            return write_table(titles, [[_plain(cell) for cell in row] for row in rows])
        from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook

        sheet = Sheet(
            speak(N_("Organisations")),
            tuple(
                SheetColumn(title, max(8, column.width // 7), column.kind)
                for title, column in zip(titles, columns, strict=True)
            ),
            tuple(map(tuple, rows)),
        )
        return write_workbook(
            (sheet,), title=speak(N_("Organisations")), created=self._core.now(), language=speak
        )


def _local(cell: Cell) -> Cell:
    """A moment as the clock of this computer shows it."""
    if isinstance(cell, dt.datetime):
        return on_this_clock(cell).replace(tzinfo=None)
    return cell


def _plain(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)

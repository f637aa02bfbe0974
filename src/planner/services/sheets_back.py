"""Sheets of a visit that come back edited: what differs cell by cell, ready to be looked through.

A cell that still is as it went out says nothing, whatever became of the record meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from planner.domain.access import AccessEntry
from planner.domain.column_meanings import bare
from planner.domain.columns import Columns
from planner.domain.event_places import Places
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import ItemId, PersonId, VisitId
from planner.domain.privacy import Profile
from planner.domain.sheet_edits import (
    RowOf,
    SheetGround,
    Unread,
    ends_before_start,
    row_of,
    seat_without_vehicle,
    taken,
)
from planner.domain.sheet_keys import SheetKey, as_read, cell_print, read_sheet_key
from planner.domain.sheets import Cell, Table, Workbook, column_letters
from planner.domain.sites import Room
from planner.domain.staging import (
    SHEET,
    Candidate,
    Change,
    Decision,
    StagedRow,
    Staging,
    proposed,
    repeated,
)
from planner.domain.visits import Visit
from planner.errors import NotFound, UserError
from planner.i18n import LANGUAGES, _, language
from planner.interchange.excel_writer import as_written
from planner.services.access import states_of
from planner.services.core import Core
from planner.services.sheet_columns import KEY_TITLE, View
from planner.services.visit_sheets import SHEETS
from planner.services.visits import Visits
from planner.storage import reading
from planner.storage.queries.site_names import named_sites

_LOOK: Final = 200
"""Rows that are looked at for a key."""

Now = Mapping[tuple[str, ...], Mapping[str, tuple[frozenset[str], Any]]]
"""By the ids of a row and the column: the prints that the value of now has in our languages, and it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the file that has a key. ``number`` is its row in Excel."""

    number: int
    key: SheetKey
    cells: tuple[Cell, ...]
    columns: tuple[str, ...]
    """The name of each column, "" where it is none of ours."""
    titles: tuple[str, ...]
    sheet: str

    def where(self, index: int) -> str:
        """ "C4", with the sheet where there are several."""
        place = f"{column_letters(index)}{self.number}"
        return f"{self.sheet}!{place}" if self.sheet else place


def is_own_sheet(workbook: Workbook) -> bool:
    """Whether it is one of the sheets of a visit that went out from here."""
    return any(_key_column(table) is not None for table in workbook.sheets)


class SheetsBack:
    """Compares; :meth:`planner.services.importing.Importing.commit` writes, as one step."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core, self._visits = core, visits

    def visit_of(self, workbook: Workbook) -> VisitId:
        """The visit that the sheet belongs to.

        :raises NotFound: it is none of our sheets, or its visit is not in this library.
        """
        for table in workbook.sheets:
            key = _first_key(table)
            if key is not None:
                if reading.one(self._core.reader, Visit, key.visit_id) is None:
                    raise NotFound(
                        _("The visit of this sheet is not in the library."),
                        _("Nothing was taken in."),
                    )
                return VisitId(key.visit_id)
        raise NotFound(
            _("“{file}” is no sheet of a visit.").format(file=workbook.file_name),
            _("Nothing was taken in."),
        )

    def stage(self, workbook: Workbook, visit: VisitId) -> Staging:
        """Compare with the visit as it stands; nothing is stored.

        :raises UserError: the sheet belongs to another visit.
        """
        belongs = self.visit_of(workbook)
        if belongs != visit:
            other = reading.one(self._core.reader, Visit, belongs)
            raise UserError(
                _("This sheet belongs to another visit: {title}.").format(
                    title=other.title if other else ""
                ),
                _("Nothing was taken in. Open that visit first."),
            )
        lines, unknown = _lines(workbook)
        ground = self._ground(visit)
        now = self._now(ground, {line.key.sheet for line in lines})
        rows: list[StagedRow] = []
        kept: dict[str, None] = {}
        seen: dict[tuple[str, ...], int] = {}
        several = len({line.sheet for line in lines}) > 1
        for place, line in enumerate(lines, 1):
            number = place if several else line.number
            row = _staged(number, line, ground, now, kept)
            whose = (line.key.sheet, *line.key.ids)
            if whose in seen:
                row = repeated(row, seen[whose])
            seen.setdefault(whose, number)
            rows.append(row)
        return Staging(
            workbook.file_name,
            workbook.sha256,
            lines[0].key.sheet if lines else "",
            Columns("", 0, 0, (), ()),
            tuple(rows),
            visit,
            (*workbook.notices, *_notices(unknown, kept)),
            as_of=int(self._core.reader.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]),
            kind=SHEET,
        )

    def _ground(self, visit: VisitId) -> SheetGround:
        reader = self._core.reader
        plan = self._visits.plan(visit)
        heads = [one.id for one in plan.delegates]
        return SheetGround(
            plan=plan,
            places=Places(named_sites(reader), reading.where(reader, Room, "1 = 1", {})),
            entries={
                (one.delegate_id, one.site_id, one.field): one
                for one in reading.having(reader, AccessEntry, "delegate_id", heads)
            },
            today=self._core.today(),
        )

    def _now(self, ground: SheetGround, names: set[str]) -> dict[str, Now]:
        """What the sheets would say today, in every language in which they go out."""
        states = states_of(self._core.reader, ground.plan)
        found: dict[str, Now] = {}
        for name in names & {*SHEETS}:
            kind = SHEETS[name]
            cells: dict[tuple[str, ...], dict[str, tuple[frozenset[str], Any]]] = {}
            for code in LANGUAGES:
                view = View(
                    plan=ground.plan,
                    profile=Profile.INTERNAL,
                    speak=language(code),
                    states=states,
                    chosen=[column.name for column in kind.columns],
                )
                for page in kind.pages(view):
                    for row in page.rows:
                        told = cells.setdefault(kind.key(row), {})
                        for column in page.columns or kind.columns:
                            value = column.value(row, view.speak)
                            before = told.get(column.name, (frozenset(), value))
                            told[column.name] = (before[0] | {_print(value)}, before[1])
            found[name] = cells
        return found


def _print(value: Any) -> str:
    return cell_print(as_written(value) if isinstance(value, str) else value)


def _notices(unknown: int, kept: Mapping[str, None]) -> Iterator[Finding]:
    if unknown:
        yield Finding("back.rows_unknown", Severity.WARNING, (), {"count": unknown})
    if kept:
        columns = ", ".join(f"“{title}”" for title in kept)
        yield Finding("back.columns_kept", Severity.WARNING, (), {"columns": columns})


# one row


def _staged(
    number: int, line: _Line, ground: SheetGround, now: Mapping[str, Now], kept: dict[str, None]
) -> StagedRow:
    record = row_of(line.key.sheet, line.key.ids, ground)
    row = StagedRow(number=number, name="", decision=Decision.SKIP)
    if record is None:
        name = next((cell.text for cell in line.cells if cell.text), "")
        facts = {"cell": line.where(len(line.columns) - 1)}
        return replace(row, name=name, findings=(_finding("back.gone", number, name, facts),))
    values = now.get(line.key.sheet, {}).get(line.key.ids, {})
    changes, findings = _read(number, line, record, values, kept)
    item = ground.plan.item.get(ItemId(line.key.ids[0]))
    if item is not None and ends_before_start(item, changes):
        changes = [one for one in changes if one.field not in ("start", "end")]
        facts = _facts(line, ("start", "end"))
        findings.append(_finding("back.order", number, record.name, facts))
    if seat_without_vehicle(record, changes):
        facts = _facts(line, ("seat",))
        findings.append(_finding("back.no_vehicle", number, record.name, facts))
    candidate = Candidate(
        PersonId(":".join(line.key.ids)),
        record.name,
        record.detail,
        ("own_row",),
        True,
        tuple(taken(record, changes)),
    )
    whole = replace(
        row,
        name=record.name,
        organisation=record.detail,
        candidates=(candidate,),
        findings=tuple(findings),
    )
    return proposed(whole)


def _read(
    number: int,
    line: _Line,
    record: RowOf,
    now: Mapping[str, tuple[frozenset[str], Any]],
    kept: dict[str, None],
) -> tuple[list[Change], list[Finding]]:
    """What the edited cells of a row change, and what is to be said of them."""
    changes: list[Change] = []
    findings: list[Finding] = []
    for index, name in enumerate(line.columns):
        cell = line.cells[index] if index < len(line.cells) else Cell()
        printed = line.key.prints.get(name)
        mine = cell_print(as_read(cell.text))
        prints, value = now.get(name, (frozenset[str](), None))
        if printed is None or mine == printed or mine in prints:
            continue
        title = line.titles[index]
        facts = {"cell": line.where(index), "column": title, "text": cell.text[:80]}
        put = record.puts.get(name)
        if put is None:
            kept[title] = None
            continue
        try:
            if isinstance(value, str) and as_written(value) != value:
                raise Unread("back.was_cut")
            made = [*put(cell)]
        except Unread as error:
            findings.append(_finding(error.kind, number, record.name, facts))
            continue
        if made and printed not in prints and (printed or not name.startswith("state.")):
            made = [replace(one, offered=True) for one in made]
            told = facts | {"now": made[0].old or "–"}
            findings.append(_finding("back.changed_here", number, record.name, told))
        changes += made
    return changes, findings


def _facts(line: _Line, names: Sequence[str]) -> dict[str, str]:
    """Where the first of these columns is."""
    at = next(place for place, name in enumerate(line.columns) if name in names)
    return {"cell": line.where(at), "column": line.titles[at]}


def _finding(kind: str, number: int, name: str, facts: Mapping[str, str]) -> Finding:
    return Finding(kind, Severity.WARNING, (Subject("row", str(number), name),), dict(facts))


# the file


def _key_column(table: Table) -> int | None:
    for row in table.rows[:_LOOK]:
        for index, cell in enumerate(row):
            if cell.text.startswith("planner:") and read_sheet_key(cell.text):
                return index
    return None


def _first_key(table: Table) -> SheetKey | None:
    index = _key_column(table)
    if index is None:
        return None
    keys = (read_sheet_key(row[index].text) for row in table.rows if index < len(row))
    return next((key for key in keys if key is not None), None)


def _lines(workbook: Workbook) -> tuple[list[_Line], int]:
    """The rows that have a key, and how many others there are below the headers."""
    tables = [(table, at) for table in workbook.sheets if (at := _key_column(table)) is not None]
    found: list[_Line] = []
    unknown = 0
    for table, at in tables:
        header: tuple[Cell, ...] = ()
        for number, row in enumerate(table.rows, 1):
            key = read_sheet_key(row[at].text) if at < len(row) else None
            if key is not None:
                titles = tuple(cell.text for cell in header)
                names = _names(key.sheet)
                columns = tuple(names.get(bare(title), "") for title in titles)
                name = table.name if len(tables) > 1 else ""
                found.append(_Line(number, key, row, columns, titles, name))
            elif at < len(row) and bare(row[at].text) in _key_titles():
                header = row
            elif header and any(cell.text for cell in row):
                unknown += 1
    return found, unknown


@cache
def _key_titles() -> frozenset[str]:
    return frozenset(bare(language(code)(KEY_TITLE)) for code in LANGUAGES)


@cache
def _names(sheet: str) -> dict[str, str]:
    """The names of the columns of a sheet by their titles in any of our languages."""
    kind = SHEETS.get(sheet)
    columns: Sequence[Any] = kind.columns if kind else ()
    return {
        bare(language(code)(column.title)): column.name for code in LANGUAGES for column in columns
    }

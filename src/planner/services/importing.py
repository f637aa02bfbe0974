"""Lists that arrive as files or pasted text: read, matched, compared, decided, and taken in as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain import choosing, houses
from planner.domain import columns as list_columns
from planner.domain import staging as stages
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Columns
from planner.domain.findings import Finding
from planner.domain.ids import PersonId, RecordId, VisitId, new_id
from planner.domain.imports import ColumnMemory, ImportBatch
from planner.domain.repeats import followed, updated
from planner.domain.sheets import FOUND, PastedText, Table, TextForm, Workbook
from planner.domain.staging import Decision, Staging
from planner.domain.unread import people_in_sheets, unread
from planner.domain.visits import Visit
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.interchange import file_reader
from planner.services import import_writing, round_trip
from planner.services.collecting import without_collecting
from planner.services.core import Core
from planner.services.import_staging import Stager
from planner.storage import reading
from planner.text import fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a list: people, or entries, added and updated; rows skipped and unchanged. ``step`` is its number in the history, None if nothing was written.

    ``kind`` is that of the staging.
    """

    added: int
    updated: int
    skipped: int
    unchanged: int
    step: int | None = None
    kind: str = ""


class Importing:
    """Takes lists in. Until :meth:`commit` nothing is stored."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def read(self, source: Path | PastedText, form: TextForm = FOUND) -> Workbook:
        """``form`` corrects how a file of text was read; see :func:`file_reader.read_file`.

        :raises NotReadable: it cannot be read; the message says why and what to do.
        """
        if isinstance(source, PastedText):
            return file_reader.read_text(source.text, source.name)
        return file_reader.read_file(source, form=form)

    def likely_sheet(self, workbook: Workbook) -> Table:
        """The sheet that most looks like a list of people; hidden ones come last.

        :raises NotFound: it has none, as a calendar that invites nobody.
        """
        if not workbook.sheets:
            raise NotFound(
                _("“{file}” names nobody.").format(file=workbook.file_name),
                _("It holds events: open a visit to take them in.")
                if workbook.events
                else _("Nothing was imported."),
            )
        if len(workbook.sheets) == 1:
            return workbook.sheets[0]
        return max(workbook.sheets, key=lambda table: (not table.hidden, _likely(table)))

    def people_in_sheets(self, workbook: Workbook) -> dict[str, int]:
        """How many people each sheet seems to hold, by its name."""
        return people_in_sheets(workbook)

    def unread(
        self, workbook: Workbook, columns: Columns, people: Mapping[str, int]
    ) -> list[Finding]:
        """What of the file is not read with these columns; see :func:`planner.domain.unread.unread`."""
        return list(unread(workbook, columns, people))

    def match(self, table: Table, header_row: int | None = None, header_height: int = 1) -> Columns:
        """What the columns of a sheet mean: as remembered for these headers, else as recognised.

        ``header_row`` is counted from 0 and is given when somebody pointed it out.
        """
        found = list_columns.match(table, header_row, header_height)
        if round_trip.is_own(table, found):
            return round_trip.recognised(table, found)
        memory = self._memory(found)
        return list_columns.remembered(table, found, memory.meanings) if memory else found

    def set_meaning(
        self,
        table: Table,
        columns: Columns,
        index: int,
        meaning: Meaning,
        *,
        imported: bool | None = None,
        purpose: str = "",
    ) -> Columns:
        """The columns after somebody said what one of them means; see :func:`columns.with_meaning`."""
        return list_columns.with_meaning(
            table, columns, index, meaning, imported=imported, purpose=purpose
        )

    def is_known_kind(self, table: Table, columns: Columns) -> bool:
        """Whether the file itself says what its columns mean: cards, calendars, sheets of ours."""
        return bool(table.meanings) or round_trip.is_own(table, columns)

    def set_day_first(self, columns: Columns, index: int, day_first: bool) -> Columns:
        """The columns after somebody said whether "10/05/2027" in one of them is 10 May or 5 October."""
        changed = (
            replace(column, day_first=day_first) if column.index == index else column
            for column in columns.columns
        )
        return replace(columns, columns=tuple(changed))

    def stage(
        self, workbook: Workbook, sheet: str, columns: Columns, visit_id: VisitId | None = None
    ) -> Staging:
        """Compare every row with the library.

        :raises NotFound: the workbook has no such sheet, or the visit is gone.
        """
        table = workbook.sheet(sheet)
        if table is None:
            raise NotFound(
                _("“{file}” has no sheet “{sheet}”.").format(file=workbook.file_name, sheet=sheet),
                _("Nothing was imported. It has: {sheets}.").format(
                    sheets=", ".join(one.name for one in workbook.sheets)
                ),
            )
        visit = None
        if visit_id is not None:
            visit = reading.one(self._core.reader, Visit, visit_id)
            if visit is None:
                raise NotFound(_("This visit is not in the library."), _("Nothing was imported."))
        home = self._core.settings.text("home_country")
        stager = Stager(
            self._core.reader,
            home,
            workbook,
            table,
            columns,
            visit,
            self._countries(),
            today=self._core.today(),
        )
        with without_collecting():
            return followed(stager.stage())

    def decide(
        self, staging: Staging, row: int, decision: Decision, person_id: PersonId | None = None
    ) -> Staging:
        """The staging after a decision about the row that Excel calls ``row``; see :func:`choosing.decide`."""
        return choosing.decide(staging, row, decision, person_id or "")

    def decide_all(self, staging: Staging, decision: Decision) -> Staging:
        """The same decision for every row that is undecided."""
        return choosing.decide_all(staging, decision)

    def choose(self, staging: Staging, row: int, places: Iterable[int], *, take: bool) -> Staging:
        """The staging after changes of one row were taken or left; see :func:`choosing.choose`."""
        return choosing.choose(staging, row, places, take=take)

    def choose_field(
        self, staging: Staging, field: str, rows: Set[int] | None = None, *, take: bool
    ) -> Staging:
        """The same choice about one field for several rows; see :func:`choosing.choose_field`."""
        return choosing.choose_field(staging, field, rows, take=take)

    def decide_rows(self, staging: Staging, rows: Set[int], decision: Decision) -> Staging:
        """The same decision for these rows; see :func:`choosing.decide_rows`."""
        return choosing.decide_rows(staging, rows, decision)

    def take_house(self, staging: Staging, made: str, *, take: bool) -> Staging:
        """The staging with a new organisation as the one it possibly is; see :func:`houses.take_house`."""
        return houses.take_house(staging, made, take=take)

    def commit(self, staging: Staging, go_on: Callable[[], None] = lambda: None) -> ImportReport:
        """Write what the staging says, as one step; nothing at all when nothing would change.

        ``go_on`` is asked now and then; what it raises ends the import, and nothing of it stays.

        :raises OutOfDate: the library changed since the list was compared; nothing is written.
        """
        report = ImportReport(
            staging.count(Decision.NEW),
            updated(staging),
            staging.count(Decision.SKIP) + staging.count(Decision.UNDECIDED),
            staging.count(Decision.SAME),
            kind=staging.kind,
        )
        if not staging.changes_anything:
            return report
        label = _label(report.added + report.updated, _what(staging))
        with (
            without_collecting(),
            self._step_number() as steps,
            self._core.work(
                label, {"count": report.added + report.updated}, before="import"
            ) as work,
        ):
            import_writing.refuse_outdated(work, staging)
            import_writing.write(work, staging, go_on)
            # The number that this unit gets when it ends: nobody else writes meanwhile.
            step = int(work.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]) + 1
            work.add(self._batch(staging, report, step))
            if staging.purposes:
                work.label_facts["purpose"] = ", ".join(staging.purposes)
            self._remember(work, staging.columns)
            go_on()
        return replace(report, step=steps[-1] if steps else None)

    # what is remembered

    def _memory(self, columns: Columns) -> ColumnMemory | None:
        if not columns.signature:
            return None
        found = reading.where(
            self._core.reader,
            ColumnMemory,
            "headers = :headers",
            {"headers": columns.signature},
            "id DESC",
        )
        return found[0] if found else None

    def _remember(self, work: Work, columns: Columns) -> None:
        """Keep how these headers were understood, if that is not what is remembered already."""
        if not columns.signature:
            return
        known = reading.where(
            work, ColumnMemory, "headers = :headers", {"headers": columns.signature}, "id DESC"
        )
        if not known:
            memory = ColumnMemory(
                id=RecordId(new_id()), headers=columns.signature, meanings=columns.meanings
            )
            work.add(memory)
        elif known[0].meanings != columns.meanings:
            work.put(replace(known[0], meanings=columns.meanings))

    def _batch(self, staging: Staging, report: ImportReport, step: int) -> ImportBatch:
        return ImportBatch(
            id=RecordId(new_id()),
            at=self._core.stamp(),
            visit_id=staging.visit_id,
            file_name=staging.file_name,
            file_hash=staging.file_hash,
            sheet=staging.sheet,
            added=report.added,
            updated=report.updated,
            skipped=report.skipped,
            kind=staging.kind,
            step=step,
        )

    def _countries(self) -> dict[str, str]:
        """The names of the library's own countries, folded, by code."""
        rows = self._core.reader.rows("SELECT id, name, name_da, name_de, name_native FROM country")
        return {fold(name): str(code) for code, *names in rows for name in names if name}

    def _step_number(self) -> _Listening:
        return _Listening(self._core)


def _likely(table: Table) -> int:
    found = list_columns.match(table)
    sure = sum(column.confidence for column in found.columns if column.imported)
    return len(found.rows) * sure


def _what(staging: Staging) -> str:
    if staging.kind in (stages.EVENTS, stages.SHEET):
        return staging.kind
    return "delegates" if staging.visit_id is not None else "people"


def _label(count: int, what: str) -> str:
    one, many = {
        stages.EVENTS: (N_("Import one entry"), N_("Import {count} entries")),
        stages.SHEET: (N_("Take back one row of a sheet"), N_("Take back {count} rows of a sheet")),
        "delegates": (N_("Import one delegate"), N_("Import {count} delegates")),
        "people": (N_("Import one person"), N_("Import {count} people")),
    }[what]
    return one if count == 1 else many


class _Listening:
    """Collects the numbers of the steps that are committed meanwhile."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._end: Callable[[], None] = lambda: None

    def __enter__(self) -> list[int]:
        numbers: list[int] = []

        def hear(changed: object) -> None:
            step = getattr(changed, "step", None)
            if step is not None:
                numbers.append(step)

        self._end = self._core.changes.subscribe(hear)
        return numbers

    def __exit__(self, *_: object) -> None:
        self._end()

"""``planner contact show | search | import | export``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.columns import Columns
from planner.domain.ids import PersonId, VisitId
from planner.domain.people_lines import PersonLine
from planner.domain.purposes import ALLOWED
from planner.domain.repeats import updated
from planner.domain.sheets import PastedText, Table
from planner.domain.staging import (
    CHANGED_FIELDS,
    DECISIONS,
    EVENTS,
    SHEET,
    Decision,
    StagedRow,
    Staging,
)
from planner.errors import NotFound, UserError
from planner.i18n import _, ngettext
from planner.phrases import sentence
from planner.services.handing_out import CardForm
from planner.services.planner import Planner

if TYPE_CHECKING:
    from planner.services.importing import ImportReport


def search(options: argparse.Namespace, answer: Answer) -> int:
    text = " ".join(options.text)
    with opened(options) as planner:
        lines = planner.contacts.page(0, 100, text)
        if lines:
            _people(lines, answer)
    if not lines:
        raise NotFound(
            _("Nobody is called “{text}”.").format(text=text),
            _("Try fewer letters, another spelling or the native name."),
        )
    return 0


def _people(lines: list[PersonLine], answer: Answer) -> None:
    if answer.as_json:
        answer.data("people", [shapes.person_line(line) for line in lines])
        return
    answer.table(
        (_("Name"), _("Native name"), _("Organisation"), _("Position"), _("Country"), _("E-mail")),
        [
            (
                line.sort_name,
                line.native_name,
                line.organisation,
                line.position,
                line.country,
                line.email,
            )
            for line in lines
        ],
    )


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        card = planner.contacts.card(meant(planner, options.person))
        if answer.as_json:
            answer.data("person", shapes.person(card))
            return 0
        one = card.person
        answer.say(" ".join(part for part in (one.name, one.native_name, one.reading) if part))
        for post in card.posts:
            answer.say(f"  {', '.join(p for p in (post.position.title, post.organisation) if p)}")
        for point in (*card.emails, *card.phones):
            answer.say(f"  {point.value}")
        for visit in card.visits:
            answer.say(f"  {visit.first_day or ''} {visit.title} {visit.role}".rstrip())
    return 0


def meant(planner: Planner, text: str) -> PersonId:
    """The one person whose id this is, or who is found by it.

    :raises NotFound: nobody, or several people.
    """
    known = planner.contacts.people.find(text)
    lines = [] if known else planner.contacts.page(0, 6, text)
    if known is None and len(lines) != 1:
        names = "; ".join(line.name for line in lines)
        raise NotFound(
            _("“{text}” may mean several people: {names}.").format(text=text, names=names)
            if lines
            else _("Nobody is called “{text}”.").format(text=text),
            _("Add the given name.") if lines else _("See “planner contact list”."),
        )
    return known.id if known else PersonId(lines[0].id)


def export(options: argparse.Namespace, answer: Answer) -> int:
    """People as a sheet, as cards or as a table: as asked, else as the name of the file ends."""
    path: Path = options.out
    ending = path.suffix.lower()
    form = options.form or _FORMS.get(ending, "vcard3" if options.each else "xlsx")
    if options.each and (form == "xlsx" or ending in _FORMS):
        raise UserError(
            _("A file for each person goes into a folder, as contact cards or CSV."),
            _("Nothing was written. Give a folder with --out, and --as for CSV."),
        )
    if form == "xlsx" and path.suffix.lower() != ".xlsx":
        path = path / "contacts.xlsx"
    with opened(options) as planner:
        count = planner.contacts.count(options.text)
        if options.dry_run:
            answer.say(
                _("{count} people would be written to {path}.").format(count=count, path=path)
            )
            return 0
        if form == "xlsx":
            columns = _columns(planner, options)
            files = [path]
            count = planner.exporting.write_people(path, text=options.text, columns=columns)
        else:
            files = _write_cards(planner, options, path, CardForm(form))
    if answer.as_json:
        answer.data("files", [str(one) for one in files])
    answer.say(
        ngettext(
            "Wrote one person to {path}", "Wrote {count} people to {path}", count, path=str(path)
        )
    )
    return 0


def _columns(planner: Planner, options: argparse.Namespace) -> tuple[str, ...]:
    """Those of a saved set, or as they are named; nothing for the usual ones."""
    from planner.services.people_sheet import AREA, PEOPLE_COLUMNS

    if options.set:
        return planner.views.find(AREA, options.set).columns
    names = tuple(name.strip() for name in options.columns.split(",") if name.strip())
    known = [column.name for column in PEOPLE_COLUMNS]
    if unknown := [name for name in names if name not in known]:
        raise UserError(
            _("“{name}” is not known here.").format(name=unknown[0]),
            _("There are: {names}.").format(names=", ".join(known)),
        )
    return names


_FORMS: Final = {".vcf": "vcard3", ".csv": "csv", ".xlsx": "xlsx"}


def _write_cards(
    planner: Planner, options: argparse.Namespace, path: Path, form: CardForm
) -> list[Path]:
    people = [line.id for line in planner.contacts.page(0, 1_000_000, options.text)]
    return planner.handing_out.write(
        people,
        path,
        form,
        each=options.each,
        photos=not options.no_photos,
        notes=options.notes,
    )


def import_(options: argparse.Namespace, answer: Answer) -> int:
    """Take in lists; a file that cannot be read stops before anything of it is written."""
    with opened(options) as planner:
        visit = planner.visits.find(options.visit).id if options.visit else None
        done = take_in(
            planner,
            options.files,
            visit,
            answer,
            sheet=options.sheet,
            accept_new=options.accept_new,
            known_houses=options.known_houses,
            purpose=options.purpose,
            dry_run=options.dry_run,
        )
    if answer.as_json:
        answer.data("imports", done)
    return 0


def take_in(
    planner: Planner,
    files: Sequence[Path | PastedText],
    visit: VisitId | None,
    answer: Answer,
    *,
    sheet: str = "",
    accept_new: bool = False,
    known_houses: bool = False,
    dry_run: bool = False,
    purpose: str = "",
) -> list[dict[str, Any]]:
    """Read, match, compare and write each file as one step; what was done, as JSON shapes."""
    from planner.services.sheets_back import is_own_sheet

    importing = planner.importing
    done: list[dict[str, Any]] = []
    # All are read before the first is written: one bad file, and nothing of any is taken in.
    workbooks = [(path, importing.read(source(path))) for path in files]
    for path, workbook in workbooks:
        if workbook.events and not workbook.sheets:
            raise UserError(
                _("“{file}” names nobody.").format(file=workbook.file_name),
                _("Its events become entries with “planner visit import”."),
            )
        if is_own_sheet(workbook):
            raise UserError(
                _("“{file}” is a sheet of a visit that went out from here.").format(
                    file=workbook.file_name
                ),
                _("It is taken back with “planner visit import”."),
            )
        likely = importing.likely_sheet(workbook)
        table = workbook.sheet(sheet) if sheet else likely
        name = table.name if table else sheet
        columns = importing.match(table or likely)
        if table and purpose:
            columns = _allowing(planner, table, columns, purpose)
        staging = importing.stage(workbook, name, columns, visit)
        if accept_new:
            staging = importing.decide_all(staging, Decision.NEW)
        for made in staging.houses if known_houses else ():
            staging = importing.take_house(staging, made, take=True)
        report = None if dry_run else importing.commit(staging)
        tell(staging, answer, dry_run=dry_run)
        done.append(shape(path, staging, report))
    return done


def shape(path: Path | PastedText, staging: Staging, report: ImportReport | None) -> dict[str, Any]:
    """What became of a list, for JSON; without a report nothing was written."""
    return {
        "file": path.name if isinstance(path, PastedText) else str(path),
        "sheet": staging.sheet,
        "added": staging.count(Decision.NEW),
        "updated": updated(staging),
        "unchanged": staging.count(Decision.SAME),
        "skipped": staging.count(Decision.SKIP) + staging.count(Decision.UNDECIDED),
        "step": report.step if report else None,
        "rows": [_row(row) for row in staging.rows],
        "notices": [sentence(finding) for finding in staging.notices],
    }


def _allowing(planner: Planner, table: Table, columns: Columns, purpose: str) -> Columns:
    """The columns with the sensitive ones that may be taken in for this purpose."""
    for column in columns.columns:
        if purpose in ALLOWED.get(column.meaning, ()):
            columns = planner.importing.set_meaning(
                table, columns, column.index, column.meaning, purpose=purpose
            )
    return columns


def source(path: Path | PastedText) -> Path | PastedText:
    """The file; "-" is what comes in on standard input."""
    if isinstance(path, PastedText) or str(path) != "-":
        return path
    return PastedText(sys.stdin.read(), _("Standard input"))


def tell(staging: Staging, answer: Answer, *, dry_run: bool) -> None:
    counts = ", ".join(
        f"{_(title)}: {staging.count(decision)}" for decision, title in DECISIONS.items()
    )
    answer.say(_heading(staging, dry_run=dry_run))
    answer.say(f"  {counts}")
    for finding in staging.notices:
        answer.say(f"  {sentence(finding)}")
    for row in staging.rows:
        if row.facts and row.decision is Decision.NEW:
            answer.say(f"  {row.number}: {row.name}, {row.position}")
        # A post changes in the library and in the visit: one line says both.
        shown = dict.fromkeys((one.field, one.old, one.new) for one in row.taken)
        for field, old, new in shown:
            title = _(CHANGED_FIELDS.get(field, field))
            answer.say(f"  {row.number}: {row.name}, {title}: {old or '–'} → {new}")
        for finding in row.findings:
            answer.say(f"  {row.number}: {sentence(finding)}")
    if staging.count(Decision.UNDECIDED):
        answer.note(
            _(
                "Who is possibly known was skipped. Decide in the window, or repeat with --accept-new."
            )
        )


def _heading(staging: Staging, *, dry_run: bool) -> str:
    if staging.kind in (EVENTS, SHEET) or not staging.sheet:
        pattern = _("{file} (nothing was written)") if dry_run else "{file}"
    elif dry_run:
        pattern = _("{file}, sheet “{sheet}” (nothing was written)")
    else:
        pattern = _("{file}, sheet “{sheet}”")
    return pattern.format(file=staging.file_name, sheet=staging.sheet)


def _row(row: StagedRow) -> dict[str, Any]:
    return {
        "row": row.number,
        "name": row.name,
        "decision": row.decision.value,
        "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in row.taken],
        "possibly": [one.name for one in row.candidates],
        "findings": [sentence(finding) for finding in row.findings],
    }

"""``planner visit import``: the events of calendars become entries of a visit, and sheets that went
out come back in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from planner.cli import contact
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.event_staging import TextUse
from planner.domain.sheets import PastedText, Workbook
from planner.domain.staging import Decision
from planner.errors import NotReadable
from planner.i18n import _
from planner.services.planner import Planner

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".ods"})


def import_(options: argparse.Namespace, answer: Answer) -> int:
    """Each calendar is one step; all are read before the first is written."""
    done: list[dict[str, Any]] = []
    text = TextUse.PUBLIC if options.public_text else TextUse.INTERNAL
    with opened(options) as planner:
        visit = planner.visits.find(options.visit).id
        calendars = planner.calendar_importing
        sources = [contact.source(path) for path in options.files]
        sheets, sources = _sheets(planner, sources)
        stagings = [planner.sheets_back.stage(workbook, visit) for _source, workbook in sheets]
        files = [calendars.read(source, visit) for source in sources]
        for (source, _workbook), staging in zip(sheets, stagings, strict=True):
            report = None if options.dry_run else planner.importing.commit(staging)
            contact.tell(staging, answer, dry_run=options.dry_run)
            done.append(contact.shape(source, staging, report))
        for source, file in zip(sources, files, strict=True):
            staging = calendars.stage(file, visit, text=text, with_hosts=options.hosts)
            if options.accept_new:
                staging = planner.importing.decide_all(staging, Decision.NEW)
            report = None if options.dry_run else planner.importing.commit(staging)
            contact.tell(staging, answer, dry_run=options.dry_run)
            shape = contact.shape(source, staging, report)
            for row, said in zip(staging.rows, shape["rows"], strict=True):
                said |= {"when": row.position, "facts": list(row.facts)}
            done.append(shape)
        if options.people and sources:
            done += contact.take_in(
                planner,
                sources,
                visit,
                answer,
                accept_new=options.accept_new,
                dry_run=options.dry_run,
            )
    if answer.as_json:
        answer.data("imports", done)
    return 0


Source = Path | PastedText


def _sheets(
    planner: Planner, sources: Sequence[Source]
) -> tuple[list[tuple[Source, Workbook]], list[Source]]:
    """Which of the files are sheets of ours, read; and the others, which are calendars."""
    from planner.services.sheets_back import is_own_sheet

    found: list[tuple[Source, Workbook]] = []
    others: list[Source] = []
    for source in sources:
        if isinstance(source, Path) and source.suffix.casefold() in _WORKBOOKS:
            workbook = planner.importing.read(source)
            if is_own_sheet(workbook):
                found.append((source, workbook))
                continue
            raise NotReadable(
                _("“{file}” is no sheet of a visit that went out from here.").format(
                    file=source.name
                ),
                _(
                    "Nothing was imported. People of a list or of a contact sheet come in with"
                    " “planner contact import FILE --visit CODE”."
                ),
            )
        others.append(source)
    return found, others

"""``planner visit import``: the events of calendars become entries of a visit, and sheets that went
out come back in."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from planner.cli import contact
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.calendar_entries import CalendarFile
from planner.domain.event_staging import TextUse
from planner.domain.sheets import PastedText, Workbook
from planner.domain.staging import Decision
from planner.domain.times import zone_of_city
from planner.errors import NotReadable, UserError
from planner.i18n import _, ngettext
from planner.services.planner import Planner

_ASKED: Final = 20
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".ods"})


def import_(options: argparse.Namespace, answer: Answer) -> int:
    """Each calendar is one step; all are read before the first is written."""
    done: list[dict[str, Any]] = []
    zones = _zones(options.zone)
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
            staging = calendars.stage(file, visit, text=text, with_hosts=options.hosts, zones=zones)
            if options.accept_new:
                staging = planner.importing.decide_all(staging, Decision.NEW)
            report = None if options.dry_run else planner.importing.commit(staging)
            contact.tell(staging, answer, dry_run=options.dry_run)
            shape = contact.shape(source, staging, report)
            for row, said in zip(staging.rows, shape["rows"], strict=True):
                said |= {"when": row.position, "facts": list(row.facts)}
            shape["unknown_zones"] = _ask(file, zones, answer)
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


def _zones(said: Sequence[str]) -> dict[str, str]:
    """ "Mars/Olympus=Tokyo" as the zone of that city, by the name in the file.

    :raises UserError: no name, or no city whose zone is known.
    """
    found = {}
    for text in said:
        name, equals, city = text.rpartition("=")
        zone = zone_of_city(city)
        if not (equals and name and zone):
            raise UserError(
                _("“{text}” does not say which city is meant.").format(text=text),
                _("Nothing was imported. Write it as “--zone 'Name in the file=Tokyo'”."),
            )
        found[name] = zone
    return found


def _ask(file: CalendarFile, zones: Mapping[str, str], answer: Answer) -> list[str]:
    """The names of zones that are still unknown; each is asked about once."""
    counted = file.unknown_zones
    names = [name for name in counted if name not in zones]
    for name in names[:_ASKED]:
        answer.note(
            ngettext(
                "Which city’s time is “{name}”? ({count} event)",
                "Which city’s time is “{name}”? ({count} events)",
                counted[name],
                name=name,
            )
        )
    if names:
        answer.note(_("They were left out. Repeat with “--zone 'Name in the file=Tokyo'”."))
    return names


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

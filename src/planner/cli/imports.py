"""``planner contact imports | unimport``."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.staging import EVENTS, SHEET
from planner.i18n import _, moment_in_words, ngettext
from planner.services.import_history import ImportLine, TakingBack


def list_(options: argparse.Namespace, answer: Answer) -> int:
    """The imports, latest first; the number is what ``unimport`` takes."""
    with opened(options) as planner:
        lines = planner.import_history.page(options.offset, options.limit)
        if answer.as_json:
            answer.data("imports", [_shape(line) for line in lines])
            return 0
        answer.table(
            (_("Number"), _("When (UTC)"), _("File"), _("Added"), _("Updated"), _("State")),
            [
                (
                    line.batch.step or "–",
                    moment_in_words(line.batch.at),
                    line.batch.file_name,
                    line.batch.added,
                    line.batch.updated,
                    state(line),
                )
                for line in lines
            ],
        )
    return 0


def unimport(options: argparse.Namespace, answer: Answer) -> int:
    """Take an import back; what was changed since stays and is named."""
    with opened(options) as planner:
        batch = planner.import_history.find(options.number)
        verb = (
            planner.import_history.preview if options.dry_run else planner.import_history.take_back
        )
        done = verb(batch.id)
    if answer.as_json:
        answer.data("unimport", _done_shape(done))
        return 0
    if options.dry_run:
        pattern = _("The import of “{file}” would be taken back: {what}.")
    else:
        pattern = _("The import of “{file}” was taken back: {what}.")
    answer.say(pattern.format(file=done.batch.file_name, what=extent(done)))
    for kept in done.kept:
        answer.say(
            "  " + _("Stays, because it was changed or used since: {name}").format(name=kept.name)
        )
    return 0


def extent(done: TakingBack) -> str:
    """ "12 people and 30 other records"; of a calendar's events the records alone."""
    people = ngettext("{count} person", "{count} people", done.people)
    if done.batch.kind in (EVENTS, SHEET):
        return ngettext("{count} record", "{count} records", done.rows)
    others = ngettext("{count} other record", "{count} other records", done.rows - done.people)
    return _("{people} and {others}").format(people=people, others=others)


def state(line: ImportLine) -> str:
    if line.batch.undone_at is not None:
        return _("taken back")
    return "" if line.can_be_undone else _("stays")


def _shape(line: ImportLine) -> dict[str, Any]:
    batch = line.batch
    return {
        "number": batch.step,
        "at": batch.at.isoformat(),
        "file": batch.file_name,
        "sheet": batch.sheet,
        "kind": batch.kind,
        "visit": batch.visit_id,
        "added": batch.added,
        "updated": batch.updated,
        "skipped": batch.skipped,
        "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
        "can_be_undone": line.can_be_undone,
    }


def _done_shape(done: TakingBack) -> dict[str, Any]:
    return {
        "number": done.batch.step,
        "file": done.batch.file_name,
        "rows": done.rows,
        "people": done.people,
        "kept": [{"word": one.word, "id": one.id, "name": one.name} for one in done.kept],
        "step": done.step,
    }

"""``planner visit import``: the events of calendars become entries of a visit."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli import contact
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.event_staging import TextUse
from planner.domain.staging import Decision


def import_(options: argparse.Namespace, answer: Answer) -> int:
    """Each calendar is one step; all are read before the first is written."""
    done: list[dict[str, Any]] = []
    text = TextUse.PUBLIC if options.public_text else TextUse.INTERNAL
    with opened(options) as planner:
        visit = planner.visits.find(options.visit).id
        calendars = planner.calendar_importing
        sources = [contact.source(path) for path in options.files]
        files = [calendars.read(source, visit) for source in sources]
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
        if options.people:
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

"""``planner visit add``: one line becomes an entry, or the question that it leaves open is asked."""

from __future__ import annotations

import argparse

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.visit import day
from planner.domain.quick_add import Reading, read_line
from planner.domain.quick_add.read_back import answer as words_of
from planner.domain.quick_add.read_back import question, reads_as
from planner.i18n import _

OPEN = 2
"""The exit code when a question of the line is open: nothing was written."""


def add(options: argparse.Namespace, answer: Answer) -> int:
    line = " ".join(options.line)
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        context = planner.itineraries.quick_context(plan, day(options.day))
        reading = read_line(line, context)
        if reading.blocks or reading.is_empty:
            return _ask(reading, answer)
        shape = shapes.reading(reading)
        if not options.dry_run:
            shape["item_id"] = planner.itineraries.add_reading(plan.visit.id, reading)
        if answer.as_json:
            answer.data("reading", shape)
        answer.say(reads_as(reading, plan.visit.zone))
        for remark in shape["remarks"]:
            answer.say(remark)
        if options.dry_run:
            answer.say(_("Nothing was written."))
    return 0


def _ask(reading: Reading, answer: Answer) -> int:
    """Say the questions with the lines that settle them."""
    if answer.as_json:
        answer.data("reading", shapes.reading(reading))
    if reading.is_empty:
        answer.note(_("An entry needs a title."))
    for doubt in reading.doubts:
        if doubt.blocks:
            answer.note(question(doubt))
            for choice in doubt.choices:
                answer.note(f"  {words_of(choice, doubt)}:  {choice.line}")
    answer.note(_("Nothing was added."))
    return OPEN

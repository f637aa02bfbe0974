"""``planner visit clone | template``."""

from __future__ import annotations

import argparse
import datetime as dt

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.arranging.cloning import Clone
from planner.errors import UserError
from planner.i18n import _, day_in_words


def clone(options: argparse.Namespace, answer: Answer) -> int:
    first_day = _date(options.first_day)
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        wish = Clone(
            code=options.code,
            title=options.title,
            first_day=first_day,
            placeholders=options.placeholders,
        )
        if options.dry_run:
            answer.say(
                _("“{title}” would be cloned as {code}, from {day}.").format(
                    title=visit.title,
                    code=options.code,
                    day=day_in_words(first_day, year=True),
                )
            )
            return 0
        plan = planner.visits.plan(planner.arranging.clone_visit(visit.id, wish))
        if answer.as_json:
            answer.data("visit", shapes.visit(plan))
        answer.say(
            _("“{title}” was cloned as {code}: {items} entries, {heads} people.").format(
                title=visit.title,
                code=options.code,
                items=len(plan.items),
                heads=plan.headcount,
            )
        )
    return 0


def template(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        if options.dry_run:
            answer.say(_("A template would be made of “{title}”.").format(title=visit.title))
            return 0
        made = planner.arranging.make_template(visit.id, code=options.code, title=options.title)
        if answer.as_json:
            answer.data("visit", shapes.visit(planner.visits.plan(made)))
        answer.say(_("A template was made of “{title}”.").format(title=visit.title))
    return 0


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=text), _("Write it as 2027-05-10.")
        ) from error

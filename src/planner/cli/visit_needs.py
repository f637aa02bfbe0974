"""``planner visit pass``: needs that were told to whoever runs an entry. Counts only, never a need."""

from __future__ import annotations

import argparse

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.visits import NeedKind
from planner.i18n import _


def pass_(options: argparse.Namespace, answer: Answer) -> int:
    kinds = [NeedKind(kind) for kind in options.kind] if options.kind else None
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        item = planner.arranging.find(plan, options.item)
        if options.dry_run:
            said = (
                _("The notes on needs for “{title}” would be taken back.")
                if options.take_back
                else _("The needs of all on “{title}” would be noted as passed on.")
            )
            answer.say(said.format(title=item.title))
            return 0
        verb = (
            planner.delegations.take_back_needs
            if options.take_back
            else planner.delegations.pass_needs
        )
        count = verb(item.id, kinds)
        if answer.as_json:
            answer.data(
                "needs", {"item_id": item.id, "count": count, "passed": not options.take_back}
            )
        said = (
            _("Needs noted as not passed on for “{title}”: {count}.")
            if options.take_back
            else _("Needs newly noted as passed on for “{title}”: {count}.")
        )
        answer.say(said.format(title=item.title, count=count))
    return 0

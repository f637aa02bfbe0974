"""``planner visit rank``: the order of precedence of a delegation."""

from __future__ import annotations

import argparse

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.ids import DelegateId, VisitId
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.planner import Planner


def rank(options: argparse.Namespace, answer: Answer) -> int:
    """Put one person at a number, or all as in the list taken in last; without either say the order."""
    with opened(options) as planner:
        visit = planner.visits.find(options.visit).id
        if options.as_listed:
            _as_listed(planner, visit, options.reason, write=not options.dry_run)
        elif options.person:
            if options.number is None:
                raise UserError(_("At which number?"), _("1 is the first; 0 is without a rank."))
            one = planner.exporting.delegate(planner.visits.plan(visit), options.person).id
            if not options.dry_run:
                planner.precedence.place([one], options.number, reason=options.reason)
        plan = planner.visits.plan(visit)
        if answer.as_json:
            answer.data("delegates", [shapes.delegate(plan, one) for one in plan.delegates])
            return 0
        answer.table(
            (_("No."), _("Name"), _("Title"), _("Why this place")),
            [
                (one.rank or "", plan.name_of(one), one.title, one.rank_reason)
                for one in plan.delegates
            ],
        )
    return 0


def _as_listed(planner: Planner, visit: VisitId, reason: str, *, write: bool) -> None:
    """:raises NotFound: no list was taken in for this visit."""
    found = planner.precedence.as_listed(visit)
    if found is None:
        raise NotFound(
            _("No list was taken in for this visit."), _("See “planner contact import”.")
        )
    if write:
        order: list[DelegateId] = list(found.order)
        planner.precedence.arrange(visit, order, reason=reason or found.reason)

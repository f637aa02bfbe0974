"""``planner visit clone | template | late``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.arranging.cloning import Clone
from planner.domain.arranging.lateness import Late
from planner.domain.arranging.proposals import Placement
from planner.domain.findings import Finding
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.errors import UserError
from planner.i18n import _, clock, day_in_words, moment_in_words
from planner.phrases import sentence


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


def late(options: argparse.Namespace, answer: Answer) -> int:
    """Says what breaks and what could be done; writes only with ``--apply``."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        leg = planner.arranging.find_leg(plan, options.leg)
        found = planner.arranging.late(plan, leg.id, options.minutes)
        writes = options.apply and not options.dry_run
        after = planner.arranging.consequences(plan, found.proposal)
        if writes:
            planner.arranging.arrange(plan.visit.id, found.proposal, seen=plan)
        if answer.as_json:
            answer.data("late", _late_shape(found, after, writes))
        else:
            _print_late(plan, found, after, answer)
            answer.say("")
            answer.say(
                _("This was written as one step.")
                if writes
                else _("Nothing was written. With --apply this becomes one step.")
            )
    return 0


def _print_late(plan: Plan, found: Late, after: list[Finding], answer: Answer) -> None:
    arrival = moment_in_words(found.arrival.local)
    answer.say(
        _("“{title}” would arrive {when}.").format(
            title=plan.item[found.leg_id].title, when=arrival
        )
    )
    _print_part(_("Broken without a change:"), [sentence(one) for one in found.broken], answer)
    moves = [
        _move(plan.item[one.item_id], one)
        for one in found.proposal.placements
        if one.item_id != found.leg_id
    ]
    _print_part(_("Proposed:"), moves, answer)
    _print_part(_("To know before:"), [sentence(one) for one in found.proposal.remarks], answer)
    _print_part(_("The checks would then find:"), [sentence(one) for one in after], answer)


def _print_part(title: str, lines: list[str], answer: Answer) -> None:
    if lines:
        answer.say("")
        answer.say(title)
    for line in lines:
        answer.say(f"  {line}")


def _move(item: Item, where: Placement) -> str:
    assert item.start_local is not None
    assert item.end_local is not None
    was = f"{moment_in_words(item.start_local)}–{clock(item.end_local)}"
    if where.start is None or where.end is None:
        now = _("unscheduled")
    else:
        now = f"{clock(where.start.local)}–{clock(where.end.local)}"
    return f"{was} → {now}  {item.title}"


def _late_shape(found: Late, after: list[Finding], written: bool) -> dict[str, Any]:
    return {
        "leg_id": found.leg_id,
        "minutes": found.minutes,
        "arrival_local": shapes.local(found.arrival.local),
        "arrival_zone": found.arrival.zone,
        "broken": [shapes.finding(one) for one in found.broken],
        "placements": [
            {
                "item_id": one.item_id,
                "start_local": shapes.local(one.start.local) if one.start else None,
                "start_zone": one.start.zone if one.start else "",
                "end_local": shapes.local(one.end.local) if one.end else None,
                "end_zone": one.end.zone if one.end else "",
            }
            for one in found.proposal.placements
        ],
        "remarks": [shapes.finding(one) for one in found.proposal.remarks],
        "consequences": [shapes.finding(one) for one in after],
        "written": written,
    }


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=text), _("Write it as 2027-05-10.")
        ) from error

"""``planner visit clone | template | late | split | propose``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.arranging.cloning import Clone
from planner.domain.arranging.proposals import Proposal, placed
from planner.domain.arranging.splitting import Split, limit_of
from planner.domain.checks.subjects import some_of
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.errors import UserError
from planner.i18n import _, clock, day_in_words, moment_in_words
from planner.phrases import sentence
from planner.services.planner import Planner


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
        leg = planner.arranging.find(plan, options.leg, legs=True)
        found = planner.arranging.late(plan, leg.id, options.minutes)
        shape = {
            "leg_id": found.leg_id,
            "minutes": found.minutes,
            "arrival_local": shapes.local(found.arrival.local),
            "arrival_zone": found.arrival.zone,
            "broken": [shapes.finding(one) for one in found.broken],
        }
        when = moment_in_words(found.arrival.local)
        answer.say(_("“{title}” would arrive {when}.").format(title=leg.title, when=when))
        _part(_("Broken without a change:"), [sentence(one) for one in found.broken], answer)
        _propose("late", shape, planner, plan, found.proposal, options, answer)
    return 0


def propose(options: argparse.Namespace, answer: Answer) -> int:
    """Places for everything unscheduled, or for the entries that are named."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        items = [planner.arranging.find(plan, text) for text in options.items] or plan.unscheduled
        found = planner.arranging.propose(plan, [item.id for item in items])
        _propose("proposal", {}, planner, plan, found, options, answer)
    return 0


def split(options: argparse.Namespace, answer: Answer) -> int:
    """Turns for an entry; the limit is that of the site or the room, if none is given."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        item = planner.arranging.find(plan, options.item)
        limit = options.limit or limit_of(plan, item)
        if not limit:
            raise UserError(
                _("Nobody knows how many people “{title}” takes.").format(title=item.title),
                _("Say it with --limit."),
            )
        beside = [planner.arranging.find(plan, text).id for text in options.beside]
        found = planner.arranging.split_for(plan, item.id, limit, beside=beside)
        writes = _writes(options) and bool(found.turns)
        if writes:
            planner.arranging.split(plan.visit.id, found, seen=plan)
        if answer.as_json:
            answer.data("split", _split_shape(found, writes))
            return 0
        if found.remarks and not found.turns:
            _part(_("To know before:"), [sentence(one) for one in found.remarks], answer)
            return 0
        if not found.turns:
            answer.say(_("“{title}” takes all of them at once.").format(title=item.title))
            return 0
        _part(
            _("{count} groups:").format(count=len(found.subgroups)),
            [
                f"{part.name}: "
                + ", ".join(plan.name_of(one) for one in plan.in_precedence(part.delegates))
                for part in found.subgroups
            ],
            answer,
        )
        _part(
            _("Turns:"),
            [
                f"{_time(turn.item)}  {turn.subgroup.name}  {turn.item.title}"
                for turn in found.turns
            ],
            answer,
        )
        after = found.applied(plan)
        for title, added in ((_("On the way:"), found.legs), (_("Free meanwhile:"), found.free)):
            _part(title, [_extra(after, one) for one in sorted(added, key=plan.when)], answer)
        _part(_("To know before:"), [sentence(one) for one in found.remarks], answer)
        _say_written(writes, answer)
    return 0


def _extra(plan: Plan, item: Item) -> str:
    groups = ", ".join(group.letter or group.name for group in plan.groups_on(item))
    return f"{_time(item)}  {groups or some_of(plan, plan.on(item))}  {item.title}"


def _writes(options: argparse.Namespace) -> bool:
    return bool(options.apply and not options.dry_run)


def _propose(
    kind: str,
    shape: dict[str, Any],
    planner: Planner,
    plan: Plan,
    proposal: Proposal,
    options: argparse.Namespace,
    answer: Answer,
) -> None:
    """Say a proposal in words or JSON, and accept it where that was asked for."""
    after = planner.arranging.consequences(plan, proposal)
    writes = _writes(options) and bool(proposal.placements)
    if writes:
        planner.arranging.arrange(plan.visit.id, proposal, seen=plan)
    if answer.as_json:
        answer.data(
            kind,
            shape
            | {
                "placements": [
                    _place(placed(plan.item[one.item_id], one)) for one in proposal.placements
                ],
                "remarks": [shapes.finding(one) for one in proposal.remarks],
                "consequences": [shapes.finding(one) for one in after],
                "written": writes,
            },
        )
        return
    moves = [
        f"{_time(plan.item[one.item_id])} → {_time(placed(plan.item[one.item_id], one))}"
        f"  {plan.item[one.item_id].title}"
        for one in proposal.placements
    ]
    _part(_("Proposed:"), moves, answer)
    _part(_("To know before:"), [sentence(one) for one in proposal.remarks], answer)
    _part(_("The checks would then find:"), [sentence(one) for one in after], answer)
    _say_written(writes, answer)


def _part(title: str, lines: list[str], answer: Answer) -> None:
    if lines:
        answer.say("")
        answer.say(title)
    for line in lines:
        answer.say(f"  {line}")


def _say_written(written: bool, answer: Answer) -> None:
    answer.say("")
    answer.say(
        _("This was written as one step.")
        if written
        else _("Nothing was written. With --apply this becomes one step.")
    )


def _time(item: Item) -> str:
    if item.start_local is None or item.end_local is None:
        return _("unscheduled")
    return f"{moment_in_words(item.start_local)}–{clock(item.end_local)}"


def _place(item: Item) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "start_local": shapes.local(item.start_local),
        "start_zone": item.start_zone,
        "end_local": shapes.local(item.end_local),
        "end_zone": item.end_zone,
    }


def _split_shape(found: Split, written: bool) -> dict[str, Any]:
    return {
        "item_id": found.item_id,
        "limit": found.limit,
        "groups": [
            {"name": part.name, "is_new": part.is_new, "delegates": list(part.delegates)}
            for part in found.subgroups
        ],
        "turns": [
            {"group": turn.subgroup.name, "title": turn.item.title} | _place(turn.item)
            for turn in found.turns
        ],
        "legs": [{"title": one.title} | _place(one) for one in found.legs],
        "free": [{"title": one.title} | _place(one) for one in found.free],
        "remarks": [shapes.finding(one) for one in found.remarks],
        "written": written,
    }


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=text), _("Write it as 2027-05-10.")
        ) from error

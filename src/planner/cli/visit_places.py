"""``planner visit rooms | seats``: who sleeps in which room, who rides in which vehicle."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.ids import DelegateId, ResourceId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.seats import vehicles_of
from planner.domain.travel import ROOM_KINDS, RoomKind
from planner.errors import NotFound
from planner.i18n import _
from planner.services.planner import Planner
from planner.text import fold


def rooms(options: argparse.Namespace, answer: Answer) -> int:
    """Without people or without anything to say of them only what is known is shown."""
    with opened(options) as planner:
        plan, item = _entry(planner, options, ItemKind.STAY)
        heads = _heads(plan, item, options.people)
        said = {
            name: value
            for name, value in (
                ("kind", options.kind),
                ("room", options.room),
                ("reference", options.reference),
                ("notes", options.notes),
            )
            if value is not None
        }
        if not options.dry_run and heads:
            if options.clear:
                planner.lodging.clear(item.id, heads)
            elif said:
                planner.lodging.put(item.id, heads, **said)
        known = planner.lodging.of(item.id)
        lines: list[dict[str, Any]] = [
            {
                "name": plan.name_of(one),
                "kind": known[one.id].kind.value if one.id in known else "",
                "room": known[one.id].room if one.id in known else "",
                "reference": known[one.id].reference if one.id in known else "",
                "notes": known[one.id].notes if one.id in known else "",
            }
            for one in plan.delegates
            if one.id in plan.heads_on(item) or one.id in known
        ]
    if answer.as_json:
        answer.data("rooms", lines)
        return 0
    answer.table(
        (_("Name"), _("Kind of room"), _("Room no."), _("Booking reference"), _("Notes")),
        [
            (
                line["name"],
                _(ROOM_KINDS[RoomKind(line["kind"])]) if line["kind"] else "",
                line["room"],
                line["reference"],
                line["notes"],
            )
            for line in lines
        ],
    )
    return 0


def seats(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan, item = _entry(planner, options, ItemKind.LEG)
        heads = _heads(plan, item, options.people)
        if not options.dry_run:
            _seat(planner, plan, item, heads, options)
        known = planner.seating.of(item.id)
        names = {one.id: one.name for one in plan.resources}
        lines = [
            {
                "name": plan.name_of(one),
                "vehicle": names.get(known[one.id].resource_id, "") if one.id in known else "",
                "seat": known[one.id].seat if one.id in known else "",
            }
            for one in plan.delegates
            if one.id in plan.heads_on(item) or one.id in known
        ]
    if answer.as_json:
        answer.data("seats", lines)
        return 0
    answer.table(
        (_("Name"), _("Vehicle"), _("Seat")),
        [(line["name"], line["vehicle"], line["seat"]) for line in lines],
    )
    return 0


def _seat(
    planner: Planner, plan: Plan, item: Item, heads: list[DelegateId], options: argparse.Namespace
) -> None:
    if options.spread:
        planner.seating.spread(plan, item.id)
    elif options.clear:
        planner.seating.ride(item.id, heads, None)
    elif options.vehicle:
        planner.seating.ride(item.id, heads, _vehicle(plan, item, options.vehicle))
    if options.seat is not None:
        planner.seating.seat(item.id, heads, options.seat)


def _entry(planner: Planner, options: argparse.Namespace, kind: ItemKind) -> tuple[Plan, Item]:
    plan = planner.visits.plan(planner.visits.find(options.visit).id)
    return plan, planner.arranging.find(plan, options.item, rather=kind)


def _heads(plan: Plan, item: Item, people: list[str]) -> list[DelegateId]:
    """Those whose names hold the words; "all" is everybody on the entry.

    :raises NotFound: nobody fits, or several do.
    """
    found: list[DelegateId] = []
    for text in people:
        if fold(text) == "all":
            found += [one.id for one in plan.on(item)]
            continue
        terms = fold(text).split()
        fits = [
            one.id
            for one in plan.delegates
            if all(term in fold(plan.name_of(one)) for term in terms)
        ]
        if len(fits) != 1:
            raise NotFound(
                _("“{text}” means {count} people of the delegation.").format(
                    text=text, count=len(fits)
                ),
                _("Say more of the name."),
            )
        found += fits
    return list(dict.fromkeys(found))


def _vehicle(plan: Plan, item: Item, text: str) -> ResourceId:
    vehicles = vehicles_of(plan, item)
    fits = [one for one in vehicles if fold(text) == fold(one.name)] or [
        one for one in vehicles if fold(text) in fold(one.name)
    ]
    if len(fits) != 1:
        raise NotFound(
            _("“{text}” is none of the vehicles of this entry.").format(text=text),
            _("There are: {names}.").format(names=", ".join(one.name for one in vehicles) or "–"),
        )
    return fits[0].id

"""Two items change places."""

from __future__ import annotations

from planner.domain.arranging.flowing import is_bound, overruns
from planner.domain.arranging.proposals import Placement, Proposal, changes, starting
from planner.domain.checks.overlap import takes_presence
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.slots import DEFAULT_LENGTH
from planner.domain.times import WallTime
from planner.i18n import N_


def swapped(plan: Plan, one: ItemId, other: ItemId) -> Proposal:
    """Each takes the other's start and keeps its own real length.

    Neighbours (somebody is on both, and nothing of theirs stands between) keep their outer bounds
    and the gap between them, so what stands around them is not touched although their lengths
    differ. A swap with an unscheduled item schedules it and sends the other one to wait.
    """
    first, second = plan.item[one], plan.item[other]
    if not first.is_scheduled or (second.is_scheduled and _starts(second, first)):
        first, second = second, first
    moved = _exchanged(plan, first, second) if first.is_scheduled else []
    bound = [item for item in (first, second) if is_bound(plan, item) and moved]
    return Proposal(
        label=N_("Swap {name} and {other}"),
        facts={
            "name": plan.item[one].title,
            "other": plan.item[other].title,
            "word": "item",
        },
        placements=changes(plan, moved),
        remarks=(
            *(
                Finding(
                    "swap.fixed",
                    Severity.WARNING,
                    (item_subject(item),),
                    {"item": item.title, "when": when(item)},
                )
                for item in bound
            ),
            *overruns(plan, moved, {one, other}),
        ),
    )


def _exchanged(plan: Plan, first: Item, second: Item) -> list[Placement]:
    start = first.span.start
    if first.all_day != second.all_day and second.is_scheduled:
        return []  # a whole day and an hour cannot take each other's place
    if not second.is_scheduled:
        return [
            starting(second, _clock_of(second, start), DEFAULT_LENGTH),
            Placement(first.id),
        ]
    if _are_neighbours(plan, first, second):
        gap = second.span.start.instant - first.span.end.instant
        leads = starting(second, _clock_of(second, start))
        assert leads.end is not None
        return [leads, starting(first, _clock_of(first, leads.end.plus(gap)))]
    return [
        starting(second, _clock_of(second, start)),
        starting(first, _clock_of(first, second.span.start)),
    ]


def _clock_of(item: Item, moment: WallTime) -> WallTime:
    """The same moment by the clock where the item is."""
    zone = item.start_zone or moment.zone
    return moment if zone == moment.zone else moment.in_zone(zone)


def _starts(item: Item, other: Item) -> bool:
    """Whether it starts before the other one."""
    return item.span.start.instant < other.span.start.instant


def _are_neighbours(plan: Plan, first: Item, second: Item) -> bool:
    on = [plan.heads_on(item) for item in (first, second)]
    begin, end = first.span.end.instant, second.span.start.instant
    same_day = first.span.end.local.date() == second.span.start.local.date()
    if begin > end or not same_day or not on[0] & on[1]:
        return False
    return not any(
        begin <= between.span.start.instant < end
        and takes_presence(between)
        and (on[0] | on[1]) & plan.heads_on(between)
        for between in plan.active
        if between.id not in (first.id, second.id)
    )

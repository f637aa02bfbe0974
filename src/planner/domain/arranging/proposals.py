"""What an arranging operation hands out: where items would go, and what to know before accepting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.times import WallTime

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one item would go; without times it would wait among the unscheduled.

    Of a whole-day item only the dates count, the last day included.
    """

    item_id: ItemId
    start: WallTime | None = None
    end: WallTime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Something to accept or to drop; it never applies itself.

    ``label`` is a message id ("Swap {name} and {other}") that ``facts`` fill in: the name of the
    step that accepting it makes. ``remarks`` tell what a person should know first.
    """

    label: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    placements: tuple[Placement, ...] = ()
    remarks: tuple[Finding, ...] = ()

    def applied(self, plan: Plan) -> Plan:
        """The plan as it would be."""
        return plan.with_items(placed(plan.item[one.item_id], one) for one in self.placements)


def placed(item: Item, where: Placement) -> Item:
    """The item as it would stand there; an unscheduled one keeps its zones."""
    if where.start is None or where.end is None:
        return replace(item, start_local=None, end_local=None, start_fold=0, end_fold=0)
    return replace(
        item,
        start_local=where.start.local.replace(fold=0),
        start_zone=where.start.zone,
        start_fold=where.start.local.fold,
        end_local=where.end.local.replace(fold=0),
        end_zone=where.end.zone,
        end_fold=where.end.local.fold,
    )


def placement_of(item: Item) -> Placement:
    """Where an item stands now."""
    if item.start_local is None or item.end_local is None:
        return Placement(item.id)
    return Placement(
        item.id,
        WallTime(item.start_local.replace(fold=item.start_fold), item.start_zone),
        WallTime(item.end_local.replace(fold=item.end_fold), item.end_zone or item.start_zone),
    )


def later(item: Item, minutes: int) -> Placement:
    """A scheduled item so many minutes later (or earlier), each end in its own zone.

    Whole days are counted by the calendar, so ten o'clock stays ten o'clock; the rest in real time.
    The real length stays, also over a change of the clocks. A whole-day item moves by whole days only.
    """
    days, rest = divmod(abs(minutes), 24 * 60)
    sign = 1 if minutes >= 0 else -1
    if item.all_day:
        return _by_days(item, sign * days)
    start, length = item.span.start, item.span.duration
    if days:
        start = WallTime(start.local.replace(fold=0) + sign * dt.timedelta(days), start.zone)
    if rest:
        start = start.plus(sign * rest * MINUTE)
    return starting(item, start, length)


def starting(item: Item, start: WallTime, length: dt.timedelta | None = None) -> Placement:
    """The item beginning at ``start`` with this real length, else its own; its far zone stays.

    A whole-day item goes to the day of ``start`` and keeps its number of days.
    """
    if item.all_day and item.start_local is not None:
        return _by_days(item, (start.local.date() - item.start_local.date()).days)
    real = item.span.duration if length is None else length
    far = item.end_zone or item.start_zone or start.zone
    if far == item.start_zone:
        far = start.zone
    return Placement(item.id, start, start.plus(real).in_zone(far))


def _by_days(item: Item, days: int) -> Placement:
    """A whole-day item so many days on: stored ends are dates, the last day included."""
    here = placement_of(item)
    assert here.start is not None
    assert here.end is not None
    by = dt.timedelta(days)
    return Placement(
        item.id,
        WallTime(here.start.local + by, here.start.zone),
        WallTime(here.end.local + by, here.end.zone),
    )


def changes(plan: Plan, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """Those that put an item elsewhere than it stands."""
    return tuple(one for one in placements if placement_of(plan.item[one.item_id]) != one)


def consequences(
    plan: Plan, proposal: Proposal, around: Circumstances | None = None
) -> list[Finding]:
    """What the checks would find that they do not find now, the gravest first; notes are left out."""
    known = {finding.key for finding in findings_of(plan, around)}
    return [
        finding
        for finding in findings_of(proposal.applied(plan), around)
        if finding.key not in known and finding.severity > Severity.NOTE
    ]

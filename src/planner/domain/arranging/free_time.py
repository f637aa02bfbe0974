"""Free time that is said: for a part of a delegation that has nothing while another one is in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.domain.arranging.extras import Extra, for_groups, for_people
from planner.domain.arranging.proposals import Placement, placed
from planner.domain.arranging.rotating import Turn
from planner.domain.arranging.subgroups import Subgroup
from planner.domain.checks.presence import IDLE, forks, gaps, is_with_us
from planner.domain.ids import DelegateId, ItemId, new_id
from planner.domain.itinerary import ITEM_KINDS, AudienceKind, Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.domain.visits import Group
from planner.i18n import _

Stretch = tuple[int, int]
"""From one minute to another (since 1970, UTC)."""


def free_times(plan: Plan, turns: Sequence[Turn]) -> list[Extra]:
    """Free time for each part that has nothing for a while as another one is in.

    It is for the groups of the part, or for those of it by name where others have something then.
    Parts that are free at the same time share it.
    """
    parts = {turn.subgroup.name: turn.subgroup for turn in turns}
    zone = next((turn.item.start_zone for turn in turns if turn.item.is_scheduled), "")
    whole: dict[Stretch, list[Group]] = defaultdict(list)
    some: list[tuple[Stretch, list[DelegateId]]] = []
    for start, end in _stretches(plan, turns):
        for part in parts.values():
            for gap, idle in _idle(plan, part, start, end).items():
                if not _is_another_in(plan, turns, gap):
                    continue
                if {one for one in part.delegates if plan.presence.get(one)} <= set(idle):
                    whole[gap] += part.groups
                else:
                    some.append((gap, idle))
    found = []
    for gap, groups in whole.items():
        item = _item(plan, zone, gap, AudienceKind.GROUPS)
        found.append(Extra(item=item, audience=for_groups(item, groups)))
    for gap, idle in some:
        item = _item(plan, zone, gap, AudienceKind.NAMED)
        found.append(Extra(item=item, audience=for_people(plan, item, idle)))
    return found


def _stretches(plan: Plan, turns: Sequence[Turn]) -> Iterator[Stretch]:
    """The days of the turns, from the first to the last, with what runs beside them."""
    own = {turn.item.id: turn.item for turn in turns if turn.item.is_scheduled}
    days: dict[dt.date, list[Stretch]] = defaultdict(list)
    for item in own.values():
        days[item.span.start.local.date()].append(plan.when(item))
    for fork, start, end in forks(plan):
        for item in fork:
            if item.id in own:
                days[item.span.start.local.date()].append((start, end))
                break
    for found in days.values():
        yield min(start for start, _end in found), max(end for _start, end in found)


def _idle(plan: Plan, part: Subgroup, start: int, end: int) -> dict[Stretch, list[DelegateId]]:
    """When who of a part has nothing although something came before and something follows."""
    found: dict[Stretch, list[DelegateId]] = defaultdict(list)
    for one in part.delegates:
        own = plan.presence.get(one, [])
        if not is_with_us(plan, own, start, end):
            continue
        said = [item for item in _beneath(plan) if one in plan.heads_on(item)]
        for gap in gaps(sorted(plan.when(item) for item in (*own, *said)), start, end):
            if gap[1] - gap[0] >= IDLE:
                found[gap].append(one)
    return found


def _beneath(plan: Plan) -> list[Item]:
    """What says already that somebody is free."""
    kinds = (ItemKind.FREE, ItemKind.BLOCKER)
    return [item for item in plan.active if item.kind in kinds and not item.all_day]


def _is_another_in(plan: Plan, turns: Sequence[Turn], gap: Stretch) -> bool:
    """Whether somebody has a turn in a stretch that nobody of the part in question has one in."""
    times = [plan.when(turn.item) for turn in turns if turn.item.is_scheduled]
    return any(start < gap[1] and gap[0] < end for start, end in times)


def _item(plan: Plan, zone: str, gap: Stretch, audience: AudienceKind) -> Item:
    """Without a site: nobody who only waits counts against how many a site takes."""
    start, end = (
        WallTime(dt.datetime.fromtimestamp(60 * minute, dt.UTC).replace(tzinfo=None), "UTC")
        for minute in gap
    )
    item = Item(
        id=ItemId(new_id()),
        visit_id=plan.visit.id,
        kind=ItemKind.FREE,
        title=_(ITEM_KINDS[ItemKind.FREE]),
        audience=audience,
    )
    return placed(item, Placement(item.id, start.in_zone(zone), end.in_zone(zone)))

"""Unscheduled items into the free time of a visit, by a search that always gives the same answer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planner.domain.arranging.beside import Beside
from planner.domain.arranging.day_rules import LENGTHS, MEALS, Rules, longest_free
from planner.domain.arranging.occupancy import Occupancy
from planner.domain.arranging.proposals import MINUTE, Placement, Proposal, placed, starting
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.subjects import item_subject
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.slots import zone_for
from planner.domain.times import WallTime, days
from planner.i18n import N_

Cost = tuple[int, int, int, int, int]
"""Items without a place, conflicts, warnings, minutes since the visit began, minutes on the way."""
_NONE: Final[Cost] = (0, 0, 0, 0, 0)
_PLAIN: Final = frozenset({"away", "hours", "holiday"})
_CHECKED: Final = 80
"""So many places are shown to all the checks; one run takes some two milliseconds."""
_NEAR: Final = 3
_INNER: Final = 3
"""So many starts beside others, and so many in between, are tried in one free stretch."""


def propose(
    plan: Plan,
    item_ids: Sequence[ItemId],
    *,
    rules: Rules | None = None,
    around: Circumstances | None = None,
) -> Proposal:
    """Places for these items: as many as fit, then with the fewest conflicts and warnings, then early,
    then with little travel. A remark says what found no place and why.

    No place collides with people, hosts, rooms and vehicles (those of other visits included), with
    the way there and back, opening hours, public holidays, lunch, working hours, or with who has
    not arrived or has left. The item with the fewest places goes first; of each free stretch
    the two ends are tried, since what stands in its middle leaves less room for the others, and where
    the site opens or closes or the same site is visited just before or after. Only where all of these
    bring a warning, starts in between are tried, too.

    It is a plain depth-first search with a bound. A solver library would prove optimality, which
    nobody asks of a proposal, for a wheel of some 30 MB; a visit has a handful of open items.
    """
    search = _Search(plan, item_ids, rules or Rules(), around or Circumstances())
    best = search.run()
    placements = [
        starting(search.items[key], start, search.length(key)) for key, start in best.items()
    ]
    names = [plan.item[key].title for key in best]
    return Proposal(
        label=N_("Place {name}") if len(names) == 1 else N_("Place {count} entries"),
        facts={"name": names[0] if names else "", "count": len(names), "word": "item"},
        placements=tuple(sorted(placements, key=_when)),
        remarks=tuple(search.unplaced(best)),
    )


def _when(one: Placement) -> tuple[dt.datetime, str]:
    assert one.start is not None
    return one.start.instant, one.item_id


class _Search:
    """The items, the places each could have in the plan as it is, and the best choice so far."""

    def __init__(
        self, plan: Plan, item_ids: Sequence[ItemId], rules: Rules, around: Circumstances
    ) -> None:
        self._plan, self._rules, self._around = plan, rules, around
        wanted = dict.fromkeys(item_ids)
        self.items = {
            key: plan.item[key]
            for key in wanted
            if not plan.item[key].all_day and plan.item[key].status is not ItemStatus.CANCELLED
        }
        self._room = Occupancy(plan, around, without=self.items.keys(), pause=rules.pause)
        self._known = {finding.key for finding in findings_of(plan, around)}
        self._checked: dict[tuple[ItemId, dt.datetime], tuple[int, int]] = {}
        self._items_at: dict[tuple[ItemId, WallTime], Item] = {}
        self._obstacles: dict[ItemId, Counter[str]] = {}
        self._beside = Beside(plan)
        self._near: dict[ItemId, set[WallTime]] = {key: set() for key in self.items}
        self._taken_by = {key: self._room.names(item) for key, item in self.items.items()}
        self._starts = {key: list(self._possible(item)) for key, item in self.items.items()}
        self._order = sorted(
            self.items, key=lambda key: (sum(free for _start, free in self._starts[key]), key)
        )
        self._zero = min(
            (one.instant for starts in self._starts.values() for one, _free in starts),
            default=dt.datetime.min.replace(tzinfo=dt.UTC),
        )
        self._best: tuple[Cost, dict[ItemId, WallTime]] | None = None
        self._nodes = 0

    def run(self) -> dict[ItemId, WallTime]:
        self._down(0, _NONE, {})
        assert self._best is not None
        return self._best[1]

    def length(self, key: ItemId) -> dt.timedelta:
        item = self.items[key]
        if key in self._rules.lengths:
            return self._rules.lengths[key] * MINUTE
        return item.span.duration if item.is_scheduled else LENGTHS.get(item.kind, 60) * MINUTE

    def unplaced(self, best: Mapping[ItemId, WallTime]) -> Iterator[Finding]:
        """Why an item has no place: what stands in its way most often, or the others that went first."""
        for key, item in self.items.items():
            if key in best:
                continue
            yield Finding(
                f"propose.{self._reason(key)}",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title},
            )

    def _reason(self, key: ItemId) -> str:
        if any(free for _start, free in self._starts[key]):
            return "others"
        found = self._obstacles[key]
        # Every visit has hours when people are not there and sites are closed: no news.
        telling = {name: found[name] for name in found if found[name] and name not in _PLAIN}
        counted = telling or {name: found[name] for name in found if found[name]}
        return max(sorted(counted), key=counted.__getitem__, default="days")

    # places

    def _possible(self, item: Item) -> Iterator[tuple[WallTime, bool]]:
        """All starts in order, and whether each is free in the plan as it is."""
        obstacles = self._obstacles.setdefault(item.id, Counter())
        for start in self._all_starts(item):
            found = self._obstacle(self._at(item, start))
            obstacles[found] += bool(found)
            yield start, not found

    def _all_starts(self, item: Item) -> Iterator[WallTime]:
        """On the grid of each day, and where the site opens or closes or something else is there."""
        plan, rules = self._plan, self._rules
        first, last = plan.visit.first_day, plan.visit.last_day
        known = rules.days or (tuple(days(first, last)) if first and last else ())
        step = rules.step * MINUTE
        for day in known:
            zone = zone_for(plan, item, day, plan.visit.zone)
            beside = self._beside.starts(item, day, zone, self.length(item.id))
            for opens, closes in self._hours(item):
                start, latest = dt.datetime.combine(day, opens), dt.datetime.combine(day, closes)
                grid = [start + number * step for number in range((latest - start) // step + 1)]
                near = [one for one in beside if start <= one <= latest]
                self._near[item.id] |= {WallTime(one, zone) for one in near}
                yield from (WallTime(one, zone) for one in sorted({*grid, *near}))

    def _hours(self, item: Item) -> Sequence[tuple[dt.time, dt.time]]:
        """Between which times the item may begin."""
        if item.kind is ItemKind.MEAL:
            return MEALS
        latest = dt.datetime.combine(dt.date.min, self._rules.closes)
        midnight = dt.datetime.combine(dt.date.min, dt.time())
        if latest - midnight < self.length(item.id):
            return ()
        return ((self._rules.opens, (latest - self.length(item.id)).time()),)

    def _at(self, item: Item, start: WallTime) -> Item:
        """The item there; the same object each time, which lets the plan remember who is on it."""
        key = (item.id, start)
        if key not in self._items_at:
            self._items_at[key] = placed(item, starting(item, start, self.length(item.id)))
        return self._items_at[key]

    def _obstacle(self, there: Item) -> str:
        on = [one.id for one in self._plan.on(there)]
        return self._room.obstacle(there, on) or self._meal(there)

    def _meal(self, there: Item) -> str:
        """Whether somebody would be left without time to eat who has it now."""
        rules = self._rules
        if there.kind is ItemKind.MEAL:
            return ""
        day = there.span.start.local.date()
        opens, closes = (
            int(WallTime(dt.datetime.combine(day, time), there.start_zone).instant.timestamp())
            // 60
            for time in (rules.lunch_from, rules.lunch_to)
        )
        start, end = self._plan.when(there)
        if end <= opens or start >= closes:
            return ""
        for one in self._plan.on(there):
            own = self._room.during(one.id, opens, closes)
            if any(item.kind is ItemKind.MEAL for item in own):
                continue
            taken = [self._plan.when(item) for item in own]
            before = longest_free(taken, opens, closes)
            if before >= rules.lunch_minutes > longest_free([*taken, (start, end)], opens, closes):
                return "meal"
        return ""

    # the search

    def _down(self, depth: int, cost: Cost, chosen: dict[ItemId, WallTime]) -> None:
        """Try the places of the next item, the best first; give up where it cannot get better."""
        if self._best is not None and cost >= self._best[0]:
            return
        if depth == len(self._order):
            self._best = (cost, dict(chosen))
            return
        key = self._order[depth]
        for own, start in self._places(key, chosen):
            if self._nodes >= self._rules.nodes and self._best is not None:
                return
            self._nodes += 1
            there = self._at(self.items[key], start)
            on = [one.id for one in self._plan.on(there)]
            self._room.put(there, on)
            self._down(depth + 1, _sum(cost, own), {**chosen, key: start})
            self._room.take(there, on)
        self._down(depth + 1, _sum(cost, (1, 0, 0, 0, 0)), chosen)

    def _places(
        self, key: ItemId, chosen: Mapping[ItemId, WallTime]
    ) -> list[tuple[Cost, WallTime]]:
        """Where to try an item, the cheapest first."""
        item, stretch = self.items[key], list[Item]()
        # What was free stays so on days without another new entry for the same people or things.
        again = {
            start.local.date()
            for other, start in chosen.items()
            if not self._taken_by[key].isdisjoint(self._taken_by[other])
        }
        found: list[tuple[Cost, WallTime]] = []
        for start, free in self._starts[key]:
            there = self._at(item, start)
            day = start.local.date()
            is_free = free and (day not in again or not self._obstacle(there))
            if not is_free or (stretch and stretch[-1].span.start.local.date() != day):
                found += self._within(stretch)
                stretch = []
            if is_free:
                stretch.append(there)
        found += self._within(stretch)
        return sorted(found, key=lambda one: (one[0], one[1].instant))

    def _within(self, stretch: Sequence[Item]) -> list[tuple[Cost, WallTime]]:
        """The two ends of a free stretch, what lies beside something at the same site, and where all
        of these bring something to worry about, some starts in between."""
        if not stretch:
            return []
        near = [one for one in stretch if one.span.start in self._near[one.id]]
        tried = list(dict.fromkeys((stretch[0], *near[:_NEAR], stretch[-1])))
        found = [(self._cost(one), one.span.start) for one in tried]
        if min(cost[1:3] for cost, _start in found) > (0, 0):
            inner = [stretch[len(stretch) * part // (_INNER + 1)] for part in range(1, _INNER + 1)]
            fresh = dict.fromkeys(one for one in inner if one not in tried)
            found += [(self._cost(one), one.span.start) for one in fresh]
        return found

    def _cost(self, there: Item) -> Cost:
        conflicts, warnings = self._new_findings(there)
        absent = len(self._plan.on(placed(there, Placement(there.id)))) - len(self._plan.on(there))
        since = int((there.span.start.instant - self._zero) / MINUTE)
        heads = self._plan.on(there)
        way = 0
        if heads:
            before, after = self._room.neighbours(there, heads[0].id)
            way = max((self._room.needed(one, there) for one in before), default=0)
            way += max((self._room.needed(there, one) for one in after), default=0)
        return (0, conflicts, warnings + (absent > 0), since, way)

    def _new_findings(self, there: Item) -> tuple[int, int]:
        """Conflicts and warnings that the checks have about this item in this place."""
        key = (there.id, there.span.start.instant)
        if key not in self._checked:
            if len(self._checked) >= _CHECKED:
                return (0, 1)  # unknown is no better than a warning
            grave = Counter(
                finding.severity
                for finding in findings_of(self._plan.with_items([there]), self._around)
                if finding.key not in self._known
            )
            self._checked[key] = (grave[Severity.CONFLICT], grave[Severity.WARNING])
        return self._checked[key]


def _sum(one: Cost, other: Cost) -> Cost:
    return (
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
    )

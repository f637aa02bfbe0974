"""How a chain of items takes up a delay: gaps first, then shorter items, then one left out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.domain.arranging.flowing import is_bound
from planner.domain.arranging.needless import needless_legs
from planner.domain.checks import Circumstances
from planner.domain.checks.transfer import minutes_between
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan

STEP: Final = 5
"""Minutes; nobody announces a new start at 10:07."""
KEPT: Final = frozenset({ItemKind.LEG, ItemKind.MEAL})
"""Never left out: people must move, and eat."""


class Course:
    """One late journey and what its travellers have after it. Times are minutes since 1970, UTC."""

    def __init__(self, plan: Plan, leg: Item, minutes: int, around: Circumstances) -> None:
        self.plan, self.leg, self.minutes, self._around = plan, leg, minutes, around
        self.travellers = plan.heads_on(leg)
        self.arrival = plan.when(leg)[1] + minutes
        self.after = [
            item
            for item in plan.present
            if item.id != leg.id and plan.when(item)[0] >= plan.when(leg)[0]
        ]

    def following(self, one: DelegateId) -> Iterator[Item]:
        return (item for item in self.after if one in self.plan.heads_on(item))

    def goes_with(self, item: Item, gone: Collection[ItemId]) -> list[Item]:
        """The journeys that lead only to or from an item that is left out; the late one is under way."""
        legs = needless_legs(self.plan, item, gone)
        return [leg for leg in legs if leg.id != self.leg.id]

    def needed(self, first: Item, second: Item) -> int:
        """Minutes from one to the other: what the way takes, but never more than the plan had."""
        planned = self.plan.when(second)[0] - self.plan.when(first)[1]
        way = minutes_between(self.plan, first, second, self._around) or 0
        return min(way, planned) if planned >= 0 else way


Left = tuple[ItemId, str, int, list[DelegateId]]
"""Which item goes on without whom, what that means for them, and by how many minutes."""


@dataclass(slots=True)
class Outcome:
    """Where items would go (start and end), which would wait unscheduled, and who stays behind."""

    moved: dict[ItemId, tuple[int, int]] = field(default_factory=dict)
    dropped: list[ItemId] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    needless: list[ItemId] = field(default_factory=list)
    """Journeys that go with what is dropped."""
    booked: list[ItemId] = field(default_factory=list)
    """Journeys without a purpose now that keep their time, being bound to it."""


@dataclass(slots=True)
class _Walk:
    """One pass through the chain: what moved, after which item each had to wait, and where it broke."""

    moved: dict[ItemId, tuple[int, int]] = field(default_factory=dict)
    cause: dict[ItemId, ItemId] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    broke: tuple[ItemId, int, ItemId] | None = None


def caught_up(course: Course) -> Outcome:
    """The shift that breaks least. Ends, since each round shortens, drops or gives up something more."""
    lengths: dict[ItemId, int] = {}
    dropped: list[ItemId] = []
    needless: list[ItemId] = []
    booked: list[ItemId] = []
    given_up: set[ItemId] = set()
    while True:
        walk = _walk(course, lengths, {*dropped, *needless}, given_up)
        if walk.broke is None:
            return Outcome(walk.moved, dropped, walk.left, needless, booked)
        anchor, overrun, blamed = walk.broke
        chain = _chain(course, walk, blamed)
        if _shorten(course, chain, lengths, overrun):
            continue
        for item in chain:
            lengths.pop(item.id, None)
        gone = _least(course, chain, overrun)
        if gone is None:
            given_up.add(anchor)
        else:
            dropped.append(gone.id)
            legs = course.goes_with(gone, {*dropped, *needless})
            bound = [leg.id for leg in legs if is_bound(course.plan, leg)]
            booked += bound
            needless += [] if bound else [leg.id for leg in legs]


def _walk(
    course: Course, lengths: dict[ItemId, int], dropped: Collection[ItemId], given_up: set[ItemId]
) -> _Walk:
    plan, walk = course.plan, _Walk()
    at = dict.fromkeys(course.travellers, (course.arrival, course.leg))
    for item in course.after:
        heads = plan.heads_on(item)
        waiting = {one: at[one] for one in heads & at.keys()}
        if not waiting or item.id in dropped:
            continue
        start, end = plan.when(item)
        ready = {one: time + course.needed(last, item) for one, (time, last) in waiting.items()}
        slow = [one.id for one in plan.delegates if ready.get(one.id, start) > start]
        latest = max(ready.values())
        if slow and _waits(plan, item, slow):
            begin = start + _rounded(latest - start)
            walk.moved[item.id] = (begin, begin + lengths.get(item.id, end - start))
            walk.cause[item.id] = _last(waiting, ready, latest)
            at |= dict.fromkeys(heads, (walk.moved[item.id][1], item))
            continue
        if slow and is_bound(plan, item) and item.id not in given_up and walk.broke is None:
            walk.broke = (item.id, latest - start, _last(waiting, ready, latest))
        if slow:
            walk.left += _left(item, slow, ready, start, end)
        for one in waiting:
            if ready[one] < end and (ready[one] <= start or item.kind is not ItemKind.LEG):
                del at[one]
    return walk


def _waits(plan: Plan, item: Item, slow: Sequence[DelegateId]) -> bool:
    """Whether an item begins later for those who are late."""
    heads = plan.on(item)
    return not is_bound(plan, item) and (2 * len(slow) >= len(heads) or heads[0].id in slow)


def _last(
    waiting: dict[DelegateId, tuple[int, Item]], ready: dict[DelegateId, int], latest: int
) -> ItemId:
    """The item after which the last of them came."""
    return min(waiting[one][1].id for one in waiting if ready[one] == latest)


def _left(
    item: Item, slow: Sequence[DelegateId], ready: dict[DelegateId, int], start: int, end: int
) -> Iterator[Left]:
    by_kind: dict[str, list[DelegateId]] = {}
    for one in slow:
        by_kind.setdefault(missed(item, ready[one], end), []).append(one)
    for kind, who in by_kind.items():
        yield item.id, kind, max(ready[one] for one in who) - start, who


def missed(item: Item, ready: int, end: int) -> str:
    """What being ready only then means: a journey leaves without them, an item may be joined late."""
    if item.kind is ItemKind.LEG:
        return "late.transfer"
    return "late.missed" if ready >= end else "late.joins"


def _chain(course: Course, walk: _Walk, blamed: ItemId) -> list[Item]:
    """The items that passed the delay on, from the last one back to the journey."""
    chain = []
    while blamed != course.leg.id:
        chain.append(course.plan.item[blamed])
        blamed = walk.cause[blamed]
    return chain


def _shorten(
    course: Course, chain: Sequence[Item], lengths: dict[ItemId, int], overrun: int
) -> bool:
    """Take the overrun from all of them in proportion to what they can give, if they can."""
    spare = {}
    for item in chain:
        start, end = course.plan.when(item)
        if item.kind is not ItemKind.LEG:
            half = math.ceil((end - start) / 2)
            spare[item.id] = max(0, lengths.get(item.id, end - start) - half) // STEP * STEP
    total, missing = sum(spare.values()), _rounded(overrun)
    if total < missing:
        return False
    for key, room in sorted(spare.items(), key=lambda one: -one[1]):
        share = min(room, missing, _rounded(math.ceil(overrun * room / total)))
        start, end = course.plan.when(course.plan.item[key])
        lengths[key] = lengths.get(key, end - start) - share
        missing -= share
    return True


def _least(course: Course, chain: Sequence[Item], overrun: int) -> Item | None:
    """What to leave out: the shortest that frees enough, else the longest there is."""
    able = {
        item.id: course.plan.when(item)[1] - course.plan.when(item)[0]
        for item in chain
        if item.kind not in KEPT
    }
    enough = [item for item in chain if able.get(item.id, 0) >= overrun]
    if enough:
        return min(enough, key=lambda one: able[one.id])
    return max((one for one in chain if one.id in able), key=lambda one: able[one.id], default=None)


def _rounded(minutes: int) -> int:
    return -(-minutes // STEP) * STEP

"""Who sleeps where: the stays of a visit, who is in them, in which room and from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.travel import Rooming
from planner.domain.visits import Delegate


@dataclass(frozen=True, slots=True)
class Guest:
    """One head in one stay; ``rooming`` is None as long as nobody said which room."""

    plan: Plan
    item: Item
    delegate: Delegate
    rooming: Rooming | None
    others: tuple[Delegate, ...]
    """Who has the same room."""

    @property
    def person(self) -> Person | None:
        return self.plan.person.get(self.delegate.person_id) if self.delegate.person_id else None

    @property
    def arrives(self) -> dt.date | None:
        """The day on which the stay begins for this person: the own arrival, where that is later."""
        return max(_days(self.item.start_local, self.delegate.arrives_local), default=None)

    @property
    def departs(self) -> dt.date | None:
        return min(_days(self.item.end_local, self.delegate.departs_local), default=None)

    @property
    def nights(self) -> int:
        if self.arrives is None or self.departs is None:
            return 0
        return max(0, (self.departs - self.arrives).days)


def stays(plan: Plan) -> list[Item]:
    """The stays that take place, earliest first."""
    return [item for item in plan.active if item.kind is ItemKind.STAY]


def guests(plan: Plan, item: Item, language: str) -> list[Guest]:
    """Who is on a stay, in order of precedence; and who has a room there without being on it."""
    told = {one.delegate_id: one for one in plan.roomings if one.item_id == item.id}
    there = plan.heads_on(item) | {*told}
    rooms: dict[str, list[DelegateId]] = {}
    for one in told.values():
        if one.room:
            rooms.setdefault(one.room, []).append(one.delegate_id)
    found = []
    for delegate in listed(plan, language):
        if delegate.id not in there:
            continue
        known = told.get(delegate.id)
        sharing = rooms.get(known.room, []) if known else []
        others = plan.in_precedence(key for key in sharing if key != delegate.id)
        found.append(Guest(plan, item, delegate, known, tuple(others)))
    return found


def _days(*moments: dt.datetime | None) -> list[dt.date]:
    return [moment.date() for moment in moments if moment is not None]

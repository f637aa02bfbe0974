"""A delegation in parts that a site can take: who goes with whom."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.ids import DelegateId, GroupId, new_id
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.visits import Category, Delegate, Group

PRINCIPALS: Final = 5
"""So many of the first in the order of precedence are never parted."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """Who goes together, in order of precedence, and the groups that say so; new ones are marked."""

    groups: tuple[Group, ...]
    delegates: tuple[DelegateId, ...]
    is_new: bool = False

    @property
    def name(self) -> str:
        return ", ".join(group.letter or group.name for group in self.groups)


def subgroups(
    plan: Plan, item: Item, heads: Sequence[Delegate], limit: int, late: frozenset[DelegateId]
) -> list[Subgroup]:
    """``heads`` in as few parts of at most ``limit`` as there can be, the principals in the first.

    Groups that the visit has are used unchanged where whole groups fit together into so few parts.
    Else new ones are made, as equal as possible: principals together, an interpreter in each as far
    as they go, ``late`` joiners in the last, and people of one organisation together where they fit.
    """
    count = max(1, math.ceil(len(heads) / limit))
    return _existing(plan, heads, limit, count, late) or _made(plan, item, heads, count, late)


def _existing(
    plan: Plan, heads: Sequence[Delegate], limit: int, count: int, late: frozenset[DelegateId]
) -> list[Subgroup]:
    """The visit's own groups packed into ``count`` parts, or nothing where they do not cover the heads once."""
    wanted = {one.id for one in heads}
    used = [group for group in plan.groups if plan.members_of[group.id] & wanted]
    sizes = {group.id: len(plan.members_of[group.id]) for group in used}
    members = [key for group in used for key in plan.members_of[group.id]]
    if sorted(members) != sorted(wanted) or max(sizes.values(), default=limit + 1) > limit:
        return []
    packed = _packed(used, sizes, limit, count)
    if packed is None:
        return []
    order = {one.id: place for place, one in enumerate(heads)}
    parts = [
        Subgroup(
            tuple(groups),
            tuple(
                sorted(
                    (key for group in groups for key in plan.members_of[group.id]),
                    key=order.__getitem__,
                )
            ),
        )
        for groups in packed
        if groups
    ]
    return sorted(
        parts, key=lambda part: (bool(late & set(part.delegates)), order[part.delegates[0]])
    )


def _packed(
    groups: Sequence[Group], sizes: Mapping[GroupId, int], limit: int, count: int
) -> list[list[Group]] | None:
    """The largest first, each into the emptiest part that still takes it."""
    parts: list[list[Group]] = [[] for _ in range(count)]
    filled = [0] * count
    for group in sorted(groups, key=lambda one: (-sizes[one.id], one.rank, one.id)):
        place = min(range(count), key=lambda part: (filled[part], part))
        if filled[place] + sizes[group.id] > limit:
            return None
        parts[place].append(group)
        filled[place] += sizes[group.id]
    order = {group.id: place for place, group in enumerate(groups)}
    return [sorted(part, key=lambda one: order[one.id]) for part in parts]


def _made(
    plan: Plan, item: Item, heads: Sequence[Delegate], count: int, late: frozenset[DelegateId]
) -> list[Subgroup]:
    sizes = [len(heads) // count + (part < len(heads) % count) for part in range(count)]
    parts: list[list[Delegate]] = [[] for _ in range(count)]
    interpreters = [one for one in heads if one.category is Category.INTERPRETER]
    for place, one in enumerate(interpreters):
        if one.id not in late:
            _into(parts, sizes, place % count, one)
    placed = {one.id for part in parts for one in part}
    ranked = [one for one in heads if one.rank and one.id not in placed | late]
    for one in ranked[: min(PRINCIPALS, sizes[0] - len(parts[0]))]:
        parts[0].append(one)
    placed |= {one.id for part in parts for one in part}
    for one in [one for one in heads if one.id in late]:
        _into(parts, sizes, count - 1, one, step=-1)
    rest = [one for one in heads if one.id not in placed | late]
    for house in _houses(rest):
        _seat(parts, sizes, house)
    order = {one.id: place for place, one in enumerate(heads)}
    letters = _free_letters(plan, count)
    return [
        Subgroup(
            (
                Group(
                    id=GroupId(new_id()),
                    visit_id=plan.visit.id,
                    letter=letters[place],
                    name=item.title,
                    rank=max((group.rank for group in plan.groups), default=0) + 1 + place,
                ),
            ),
            tuple(sorted((one.id for one in part), key=order.__getitem__)),
            is_new=True,
        )
        for place, part in enumerate(parts)
    ]


def _into(
    parts: list[list[Delegate]], sizes: Sequence[int], place: int, one: Delegate, step: int = 1
) -> None:
    """Into this part, or where it is full into the next that is not."""
    while len(parts[place]) >= sizes[place]:
        place = (place + step) % len(parts)
    parts[place].append(one)


def _houses(people: Sequence[Delegate]) -> list[list[Delegate]]:
    """People by organisation, the largest first; those of none stand alone."""
    houses: dict[str, list[Delegate]] = defaultdict(list)
    for one in people:
        houses[one.organisation_id or one.id].append(one)
    return sorted(houses.values(), key=len, reverse=True)


def _seat(parts: list[list[Delegate]], sizes: Sequence[int], house: list[Delegate]) -> None:
    """A whole organisation where it fits, best beside its own people; else spread as little as possible."""
    waiting = list(house)
    while waiting:
        room = [size - len(part) for size, part in zip(sizes, parts, strict=True)]
        own = [
            any(
                one.organisation_id and one.organisation_id == waiting[0].organisation_id
                for one in part
            )
            for part in parts
        ]
        fits = [place for place, free in enumerate(room) if free >= len(waiting)]
        if fits:
            place = min(fits, key=lambda one: (not own[one], room[one], one))
        else:
            place = max(range(len(parts)), key=lambda one: (room[one], -one))
        parts[place] += waiting[: room[place]]
        waiting = waiting[room[place] :]


def _free_letters(plan: Plan, count: int) -> list[str]:
    taken = {group.letter for group in plan.groups}
    alphabet = [chr(65 + number) for number in range(26)]
    alphabet += [f"{one}{two}" for one in alphabet for two in alphabet]
    return [letter for letter in alphabet if letter not in taken][:count]

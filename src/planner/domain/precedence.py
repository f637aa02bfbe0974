"""The order of precedence of a delegation: set by hand, dense from 1, never computed from titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.ids import DelegateId
from planner.domain.name_forms import sort_form
from planner.domain.plan import Plan
from planner.domain.visits import Delegate
from planner.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstOrder:
    """A proposal for the whole delegation, with where it comes from in words."""

    order: tuple[DelegateId, ...]
    reason: str = ""


def listed(plan: Plan, language: str) -> list[Delegate]:
    """The order of a paper: by rank, those without one by name as its language sorts."""

    def key(delegate: Delegate) -> tuple[bool, int, str]:
        if delegate.rank:
            return (False, delegate.rank, "")
        person = plan.person.get(delegate.person_id) if delegate.person_id else None
        return (True, 0, sort_form(person, language) if person else fold(delegate.placeholder))

    return sorted(plan.delegates, key=key)


def placed(
    delegates: Sequence[Delegate], keys: Sequence[str], number: int, reason: str = ""
) -> list[Delegate]:
    """These delegates at a number (1 is the first), in their order; number 0 takes their rank away.

    ``delegates`` are in order of precedence. Whoever stands before a ranked one gets a rank too; those
    behind the last ranked one stay without. A reason explains a place: who is moved gets the new one.
    """
    chosen = set(keys)
    moving = [replace(one, rank_reason=reason) for one in delegates if one.id in chosen]
    rest = [one for one in delegates if one.id not in chosen]
    ranked = sum(one.rank > 0 for one in rest)
    if number <= 0:
        return _numbered([*rest, *moving], ranked)
    place = min(number - 1, len(rest))
    ranked = max(ranked, place) + len(moving)
    return _numbered([*rest[:place], *moving, *rest[place:]], ranked)


def in_this_order(
    delegates: Sequence[Delegate], order: Sequence[str], reason: str = ""
) -> list[Delegate]:
    """All of them ranked in this order; who is not in it comes after, as before."""
    places = {key: place for place, key in enumerate(order)}
    known = sorted((one for one in delegates if one.id in places), key=lambda one: places[one.id])
    others = [one for one in delegates if one.id not in places]
    known = [replace(one, rank_reason=reason or one.rank_reason) for one in known]
    return _numbered([*known, *others], len(delegates))


def without_gaps(delegates: Sequence[Delegate]) -> list[Delegate]:
    """The same order, dense from 1."""
    return _numbered(delegates, sum(one.rank > 0 for one in delegates))


def _numbered(delegates: Sequence[Delegate], ranked: int) -> list[Delegate]:
    return [
        replace(one, rank=place if place <= ranked else 0)
        for place, one in enumerate(delegates, start=1)
    ]

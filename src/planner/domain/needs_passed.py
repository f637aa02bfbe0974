"""Which needs of whom concern which entry, and which of them were passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.checks.needs import wanted_by
from planner.domain.ids import DelegateId, ItemId, RecordId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.visits import Need, NeedPassed


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedLine:
    """One need of somebody who is on an entry; ``passed`` is the note that it was told there."""

    need: Need
    name: str
    passed: NeedPassed | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedsAt:
    """What whoever runs an entry has to know, in order of precedence."""

    item: Item
    lines: tuple[NeedLine, ...]

    @property
    def told(self) -> int:
        return sum(line.passed is not None for line in self.lines)


def needs_at(
    plan: Plan, needs: Iterable[Need], passed: Iterable[NeedPassed], *, every_kind: bool = False
) -> Iterator[NeedsAt]:
    """The active entries that needs concern, earliest first: diets at table, access and health on site.

    With ``every_kind`` all needs of those who are on it. What was passed on is shown in any case.
    """
    of: dict[DelegateId, list[Need]] = {}
    for need in sorted(needs, key=lambda one: (one.kind, one.id)):
        of.setdefault(need.delegate_id, []).append(need)
    told: dict[tuple[ItemId, RecordId], NeedPassed] = {
        (one.item_id, one.need_id): one for one in passed
    }
    for item in plan.active:
        wanted, heads = wanted_by(item), plan.heads_on(item)
        lines = tuple(
            NeedLine(need=need, name=plan.name_of(one), passed=told.get((item.id, need.id)))
            for one in plan.delegates
            if one.id in heads
            for need in of.get(one.id, ())
            if every_kind or need.kind in wanted or (item.id, need.id) in told
        )
        if lines:
            yield NeedsAt(item=item, lines=lines)

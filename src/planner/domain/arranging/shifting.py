"""A whole visit on other days: its days, entries, arrivals and terms move together, local times stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.arranging.copying import day_moved, moved
from planner.domain.ids import DelegateId, ItemId
from planner.domain.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """Which fields get which values; records in which nothing changes are left out."""

    visit: Mapping[str, Any]
    items: Mapping[ItemId, Mapping[str, Any]]
    delegates: Mapping[DelegateId, Mapping[str, Any]]


def shifted(plan: Plan, days: int) -> Shift:
    """So many calendar days later, or earlier. Nothing else changes: what was confirmed stays so."""
    return Shift(
        visit={
            name: day_moved(getattr(plan.visit, name), days) for name in ("first_day", "last_day")
        },
        items={
            item.id: {
                **_local(item, "start", days),
                **_local(item, "end", days),
                "confirm_by": day_moved(item.confirm_by, days),
            }
            for item in plan.items
            if item.start_local or item.confirm_by
        },
        delegates={
            one.id: {
                "arrives_local": moved(one.arrives_local, one.arrives_zone, 0, days)[0],
                "departs_local": moved(one.departs_local, one.departs_zone, 0, days)[0],
                "name_by": day_moved(one.name_by, days),
            }
            for one in plan.delegates
            if one.arrives_local or one.departs_local or one.name_by
        },
    )


def _local(item: Any, end: str, days: int) -> dict[str, dt.datetime | int | None]:
    local: dt.datetime | None = getattr(item, f"{end}_local")
    zone = getattr(item, f"{end}_zone") or item.start_zone
    there, fold = moved(local, zone, getattr(item, f"{end}_fold"), days)
    return {f"{end}_local": there, f"{end}_fold": fold}

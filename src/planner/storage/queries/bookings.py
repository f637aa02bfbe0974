"""What other visits hold at the same time: hosts, rooms, vehicles and interpreters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.checks import Elsewhere
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.visits import VisitStatus
from planner.domain.words import field_names, from_row
from planner.storage.reading import Reader, any_of, columns_of


def elsewhere(reader: Reader, plan: Plan) -> list[Elsewhere]:
    """Items of other visits within a day of this one that need one of its hosts, rooms or resources."""
    scheduled = plan.active
    if not scheduled:
        return []
    margin = dt.timedelta(days=1)
    window = {
        "own": plan.visit.id,
        "first": (
            min(item.start_local for item in scheduled if item.start_local) - margin
        ).isoformat(sep=" "),
        "last": (max(item.end_local for item in scheduled if item.end_local) + margin).isoformat(
            sep=" "
        ),
        "cancelled": ItemStatus.CANCELLED.value,
        "off": VisitStatus.CANCELLED.value,
        "later": VisitStatus.POSTPONED.value,
        "template": VisitStatus.TEMPLATE.value,
    }
    wanted: dict[str, tuple[str, str, str, set[Any]]] = {
        "person": (
            "item_host h",
            "h.item_id = i.id",
            "h.person_id",
            {host.person_id for host in plan.hosts},
        ),
        "room": ("", "", "i.room_id", {item.room_id for item in scheduled}),
        "resource": (
            "item_resource r",
            "r.item_id = i.id",
            "r.resource_id",
            {booking.resource_id for booking in plan.bookings},
        ),
    }
    width = len(field_names(Item))
    found = []
    for word, (table, link, column, keys) in wanted.items():
        clause, values = any_of(column, sorted(key for key in keys if key), "k")
        join = f"JOIN {table} ON {link}" if table else ""
        rows = reader.rows(
            f"SELECT {columns_of(Item, 'i')}, v.title, {column} FROM item i JOIN visit v ON v.id = i.visit_id {join}"
            f" WHERE i.visit_id <> :own AND i.start_local < :last AND i.end_local > :first"
            f" AND i.status <> :cancelled AND v.status NOT IN (:off, :later, :template) AND {clause}",
            {**window, **values},
        )
        found += [
            Elsewhere(from_row(Item, row[:width]), row[width], word, row[width + 1]) for row in rows
        ]
    return found

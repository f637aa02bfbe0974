"""How findings name what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.findings import Subject
from planner.domain.itinerary import Item


def item_subject(item: Item) -> Subject:
    return Subject("item", item.id, item.title)


def when(item: Item) -> str:
    """Start of an item as ISO local time: sortable, and put into words by ``phrases``."""
    return item.start_local.isoformat(sep=" ", timespec="minutes") if item.start_local else ""


def some(names: Sequence[str], limit: int = 3) -> str:
    """The first names, and how many more: "Sato, Tanaka +4"."""
    shown = ", ".join(names[:limit])
    return f"{shown} +{len(names) - limit}" if len(names) > limit else shown

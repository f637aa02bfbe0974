"""How findings name what they are about, and which entries bring people to a site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from planner.domain.findings import Subject
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site
from planner.domain.times import WallTime
from planner.domain.visits import Delegate

_NO_ACCESS = frozenset({ItemKind.LEG, ItemKind.FREE, ItemKind.BLOCKER, ItemKind.STAY})


def item_subject(item: Item) -> Subject:
    return Subject("item", item.id, item.title)


def site_subject(site: Site) -> Subject:
    return Subject("site", site.id, site.name)


def when(item: Item) -> str:
    """Start of an item as ISO local time: sortable, and put into words by ``phrases``."""
    return item.start_local.isoformat(sep=" ", timespec="minutes") if item.start_local else ""


def some(names: Sequence[str], limit: int = 3) -> str:
    """The first names, and how many more: "Sato, Tanaka +4"."""
    shown = ", ".join(names[:limit])
    return f"{shown} +{len(names) - limit}" if len(names) > limit else shown


def some_of(plan: Plan, delegates: Sequence[Delegate], limit: int = 3) -> str:
    """The first of these delegates by name, and how many more; only those shown are looked up."""
    shown = ", ".join(plan.name_of(one) for one in delegates[:limit])
    return f"{shown} +{len(delegates) - limit}" if len(delegates) > limit else shown


def at_sites(plan: Plan) -> Iterator[tuple[Item, Site]]:
    """Active entries with the site to which they bring people, whole-day ones too, earliest first.

    Who sleeps, travels or is free asks nothing of a site.
    """
    for item in plan.active:
        if item.site_id is not None and item.kind not in _NO_ACCESS:
            site = plan.site.get(item.site_id)
            if site is not None:
                yield item, site


def there(
    local: dt.datetime | None, fold: int, zone: str, other: str, *, minutes: int = 0
) -> dt.datetime:
    """A local time as the clock in another zone shows it, so many minutes later as they pass."""
    assert local is not None
    if zone == other and not minutes:
        return local
    wall = WallTime(local.replace(fold=fold), zone)
    return wall.plus(dt.timedelta(minutes=minutes)).in_zone(other).local

"""Every name under which a site is known: its own, in its language, and those of who runs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from planner.domain.ids import SiteId
from planner.domain.quick_add import QuickSite
from planner.storage.reading import Reader
from planner.text import fold


def named_sites(reader: Reader, in_use: Collection[str] = ()) -> list[QuickSite]:
    """All sites with their names and zones, in order of name: two reads, whatever their number.

    The names of an organisation go to the one of its sites that is called like it, else to all.
    """
    others: dict[str, list[str]] = defaultdict(list)
    for organisation, name in reader.rows("SELECT organisation_id, name FROM organisation_name"):
        others[organisation].append(name)
    rows = reader.rows(
        "SELECT s.id, s.name, s.native_name, s.city, s.zone, o.id, o.acronym, o.name, o.native_name"
        " FROM site s LEFT JOIN organisation o ON o.id = s.organisation_id ORDER BY s.name, s.id"
    )
    main = _main_sites(rows)
    result = []
    for key, name, native, city, zone, organisation, *house in rows:
        names = [native, f"{name}, {city}" if city else ""]
        if main.get(organisation, key) == key:
            names += [*(known or "" for known in house), *others.get(organisation, ())]
        aliases = dict.fromkeys(alias for alias in names if alias and alias != name)
        result.append(
            QuickSite(
                id=SiteId(key),
                name=name or native,
                aliases=tuple(aliases),
                zone=zone,
                in_use=key in in_use,
            )
        )
    return result


def _main_sites(rows: list[tuple[Any, ...]]) -> dict[str, str]:
    """For organisations with exactly one site that is called like them: that site."""
    alike: dict[str, list[str]] = defaultdict(list)
    for key, name, _native, _city, _zone, organisation, _acronym, house, _house_native in rows:
        if organisation and name and house:
            site, owner = fold(name), fold(house)
            if site.startswith(owner) or owner.startswith(site):
                alike[organisation].append(key)
    return {organisation: keys[0] for organisation, keys in alike.items() if len(keys) == 1}

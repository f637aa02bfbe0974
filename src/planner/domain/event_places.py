"""Where an event takes place: a site of the library where the words leave no doubt, else the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.ids import RoomId, SiteId
from planner.domain.quick_add import QuickSite
from planner.domain.sites import Room
from planner.text import fold


@dataclass(frozen=True, slots=True)
class Placed:
    """``place`` is what the site and the room do not say; ``zone`` that of the site, or ""."""

    site_id: SiteId | None = None
    room_id: RoomId | None = None
    place: str = ""
    zone: str = ""


class Places:
    """The sites and rooms by every name under which they are known.

    ``addresses`` are the parts of each site's address, which need no saying once the site is found.
    """

    def __init__(
        self,
        sites: Iterable[QuickSite] = (),
        rooms: Iterable[Room] = (),
        addresses: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._named: dict[str, set[SiteId]] = defaultdict(set)
        self._zones: dict[SiteId, str] = {}
        self._names: dict[str | None, str] = {}
        self._addresses = {
            key: {fold(part) for part in parts} for key, parts in (addresses or {}).items()
        }
        for site in sites:
            self._zones[site.id] = site.zone
            self._names[site.id] = site.name
            for name in (site.name, *site.aliases):
                self._named[fold(name)].add(site.id)
        self._rooms: dict[tuple[str, str], list[RoomId]] = defaultdict(list)
        for room in rooms:
            self._rooms[room.site_id, fold(room.name)].append(room.id)
            self._names[room.id] = room.name

    def find(self, words: str) -> Placed:
        """The place that the words mean; a site only if exactly one bears that very name."""
        whole = self._site(words)
        if whole is not None:
            return Placed(whole, zone=self._zones[whole])
        parts = [part.strip() for part in words.split(",") if part.strip()]
        named = {place: site for place, part in enumerate(parts[:3]) if (site := self._site(part))}
        if len(set(named.values())) != 1:
            return Placed(place=words)
        at, site = next(iter(named.items()))
        known = self._addresses.get(site, set())
        rest = [
            part
            for place, part in enumerate(parts)
            if place not in named and fold(part) not in known
        ]
        room = self._room(site, rest[0]) if at and rest else None
        place = ", ".join(rest[1:] if room else rest)
        return Placed(site, room, place, self._zones[site])

    def words(self, values: Mapping[str, Any]) -> str:
        """Room, site and what was typed, in one line."""
        names = (self._names.get(values["room_id"]), self._names.get(values["site_id"]))
        return ", ".join(part for part in (*names, values["place"]) if part)

    def _site(self, name: str) -> SiteId | None:
        found = self._named.get(fold(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def _room(self, site: SiteId, name: str) -> RoomId | None:
        found = self._rooms.get((site, fold(name)), [])
        return found[0] if len(found) == 1 else None

"""Sites: find, open, add, change, remove; their hours, rooms and largest group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.domain.ids import RecordId, RoomId, new_id
from planner.domain.organisation_lines import SiteCard, SiteLine
from planner.domain.sites import OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.domain.times import require_zone
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.storage.queries import narrowing
from planner.storage.queries import organisations as queries
from planner.text import clean_line, fold


class Sites:
    """Places that can be visited."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Site)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "site", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[SiteLine]:
        return queries.sites_page(self._core.reader, self._narrowed(text), offset, limit)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "site", text)

    def card(self, site: str) -> SiteCard:
        """:raises NotFound: no such site."""
        found = queries.site_card(self._core.reader, site)
        if found is None:
            raise NotFound(_("This site is not in the library."), _("It may have been removed."))
        return found

    def add(self, site: Site, *, origin: object = None) -> str:
        """:raises UserError: no name, or a zone that does not exist."""
        _check(site.name, site.zone)
        return self.keeper.add(site, origin=origin).id

    def edit(
        self, site: str, *, seen: Site | None = None, origin: object = None, **fields: Any
    ) -> Site:
        now = self.keeper.get(site)
        _check(fields.get("name", now.name), fields.get("zone", now.zone))
        return self.keeper.edit(site, seen=seen, origin=origin, **fields)

    def set_hours(
        self, site: str, hours: Sequence[tuple[int, dt.time, dt.time]], *, origin: object = None
    ) -> None:
        """Make these the opening hours: weekday (0 is Monday), from, to. None at all means *not known*.

        :raises UserError: a time to that is not after the time from.
        """
        for _weekday, opens, closes in hours:
            if closes <= opens:
                raise UserError(
                    _("The site would close before it opens."), _("Check the two times.")
                )
        now = self.keeper.get(site)
        facts: dict[str, str | int] = {"name": now.name, "word": "site"}
        with self._core.work(N_("Change opening hours of {name}"), facts, origin=origin) as work:
            wanted = set(hours)
            for entry in reading.where(work, OpeningHours, "site_id = :id", {"id": site}):
                key = (entry.weekday, entry.opens, entry.closes)
                if key in wanted:
                    wanted.discard(key)
                else:
                    work.remove(OpeningHours, entry.id)
            for weekday, opens, closes in sorted(wanted):
                work.add(
                    OpeningHours(
                        id=RecordId(new_id()),
                        site_id=now.id,
                        weekday=weekday,
                        opens=opens,
                        closes=closes,
                    )
                )

    def set_rooms(
        self, site: str, rooms: Sequence[tuple[str, int | None]], *, origin: object = None
    ) -> None:
        """Make these the rooms: name and how many people fit, None for *not known*.

        A room keeps its identity under its name, so that entries in it stay in it.
        """
        now = self.keeper.get(site)
        facts: dict[str, str | int] = {"name": now.name, "word": "site"}
        with self._core.work(N_("Change rooms of {name}"), facts, origin=origin) as work:
            known = {
                fold(room.name): room
                for room in reading.where(work, Room, "site_id = :id", {"id": site})
            }
            wanted = {
                fold(name): (clean_line(name), size) for name, size in rooms if clean_line(name)
            }
            for key, room in known.items():
                if key not in wanted:
                    work.remove(Room, room.id)
            for key, (name, size) in wanted.items():
                if key in known:
                    work.put(replace(known[key], name=name, capacity=size))
                else:
                    work.add(Room(id=RoomId(new_id()), site_id=now.id, name=name, capacity=size))

    def set_largest_group(
        self, site: str, number: int | None, text: str = "", *, origin: object = None
    ) -> None:
        """Say how many people the site takes at a time, as of today; None takes the rule away.

        :raises UserError: fewer than one person.
        """
        if number is not None and number < 1:
            raise UserError(_("A group has at least one person."), _("Type a number, or clear it."))
        now = self.keeper.get(site)
        facts: dict[str, str | int] = {"name": now.name, "word": "site"}
        with self._core.work(N_("Change largest group of {name}"), facts, origin=origin) as work:
            rules = reading.where(
                work,
                SiteRule,
                "site_id = :id AND kind = :kind",
                {"id": site, "kind": SiteRuleKind.MAX_GROUP.value},
            )
            for rule in rules[1:] if number is not None else rules:
                work.remove(SiteRule, rule.id)
            if number is None:
                return
            today = self._core.today()
            if rules:
                work.change(
                    SiteRule,
                    rules[0].id,
                    number=number,
                    text=text or rules[0].text,
                    checked_on=today,
                )
            else:
                work.add(
                    SiteRule(
                        id=RecordId(new_id()),
                        site_id=now.id,
                        kind=SiteRuleKind.MAX_GROUP,
                        number=number,
                        unit="people",
                        text=text,
                        checked_on=today,
                    )
                )

    def remove(self, site: str, *, origin: object = None) -> None:
        """:raises StillUsed: an itinerary goes there."""
        self.keeper.remove(site, origin=origin)


def _check(name: str, zone: str) -> None:
    if not clean_line(name):
        raise UserError(_("A site needs a name."), _("Type its name."))
    require_zone(zone)

"""Organisations and sites: find, open, add, change, remove."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.ids import OrganisationId, RecordId, RoomId, new_id
from planner.domain.lines import OrganisationCard, OrganisationLine, SiteCard, SiteLine
from planner.domain.organisation_tree import Branch, Ties
from planner.domain.organisations import Organisation, OrganisationName
from planner.domain.sites import OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.domain.times import PartialDate, require_zone
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import reading, search
from planner.storage.queries import narrowing
from planner.storage.queries import organisation_tree as tree
from planner.storage.queries import organisations as queries
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.reading import Reader
    from planner.storage.unit_of_work import Work


def known_organisation(reader: Reader, name: str) -> OrganisationId | None:
    """The organisation that a typed name, acronym or name in another language means."""
    exact = reader.rows(
        "SELECT id FROM organisation WHERE sort_key = :key OR lower(acronym) = :low"
        " OR lower(native_name) = :low UNION SELECT organisation_id FROM organisation_name"
        " WHERE lower(name) = :low",
        {"key": fold(clean_line(name)), "low": clean_line(name).lower()},
    )
    if exact:
        return OrganisationId(min(row[0] for row in exact))
    # What only folding finds: case and marks beyond ASCII, such as "Københavns" for "KØBENHAVNS".
    wanted = fold(clean_line(name))
    for hit in search.find(reader, name, words=["organisation"], limit=50):
        known = reading.one(reader, Organisation, hit.id)
        if known is None:
            continue
        names = [known.name, known.acronym, known.native_name]
        names += [
            row[0]
            for row in reader.rows(
                "SELECT name FROM organisation_name WHERE organisation_id = :id", {"id": hit.id}
            )
        ]
        if wanted in {fold(one) for one in names if one}:
            return known.id
    return None


def named_organisation(work: Work, name: str) -> OrganisationId:
    """Like :func:`known_organisation`; one that is not known is added."""
    known = known_organisation(work, name)
    if known is not None:
        return known
    organisation = Organisation(id=OrganisationId(new_id()), name=clean_line(name))
    work.add(organisation)
    return organisation.id


class Organisations:
    """The organisations of the library."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Organisation)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "organisation", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[OrganisationLine]:
        return queries.organisations_page(self._core.reader, self._narrowed(text), offset, limit)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "organisation", text)

    def card(self, organisation: OrganisationId) -> OrganisationCard:
        """:raises NotFound: no such organisation."""
        found = queries.organisation_card(self._core.reader, organisation)
        if found is None:
            raise NotFound(
                _("This organisation is not in the library."), _("It may have been removed.")
            )
        return found

    def choices(self, text: str, limit: int = 20) -> list[tuple[OrganisationId, str]]:
        """Organisations to offer while a name is typed."""
        lines = self.page(0, limit, text)
        return [(line.id, line.name) for line in lines]

    def add(self, organisation: Organisation, *, origin: object = None) -> OrganisationId:
        """:raises UserError: there is no name."""
        if not (clean_line(organisation.name) or clean_line(organisation.native_name)):
            raise UserError(_("An organisation needs a name."), _("Type its name."))
        return self.keeper.add(organisation, origin=origin).id

    def edit(
        self,
        organisation: OrganisationId,
        *,
        seen: Organisation | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Organisation:
        """:raises UserError: it would be part of itself, or of what is part of it."""
        above = fields.get("parent_id")
        if above and organisation in tree.path_to(self._core.reader, above):
            raise UserError(
                _("An organisation cannot be part of itself."), _("Choose another organisation.")
            )
        return self.keeper.edit(organisation, seen=seen, origin=origin, **fields)

    def branches(self, parent: OrganisationId | None = None, limit: int = 2000) -> list[Branch]:
        """One level of the tree: what is directly part of ``parent``, or of nothing."""
        return tree.branches(self._core.reader, parent, limit)

    def path_to(self, organisation: OrganisationId) -> list[OrganisationId]:
        """From the top of the tree down to an organisation, itself included."""
        return tree.path_to(self._core.reader, organisation)

    def ties(self, organisation: OrganisationId) -> Ties:
        """Who came before and after, the members and where it is one.

        :raises NotFound: no such organisation.
        """
        found = tree.ties(self._core.reader, organisation)
        if found is None:
            raise NotFound(
                _("This organisation is not in the library."), _("It may have been removed.")
            )
        return found

    def rename(
        self,
        organisation: OrganisationId,
        name: str,
        on: dt.date,
        *,
        acronym: str | None = None,
        native_name: str | None = None,
        origin: object = None,
    ) -> Organisation:
        """Give it another name from a day on; the former one is kept with its end and still found.

        ``acronym`` and ``native_name`` stay as they are without a value.

        :raises UserError: no name, or the one that it has.
        """
        now, name = self.keeper.get(organisation), clean_line(name)
        if not name or name == now.name:
            raise UserError(_("This is no new name."), _("Type the name from that day on."))
        fields: dict[str, Any] = {"name": name}
        given = {"acronym": acronym, "native_name": native_name}
        fields |= {key: clean_line(text) for key, text in given.items() if text is not None}
        until = PartialDate((on - dt.timedelta(1)).isoformat())
        label, facts = N_("Rename {name} to {new}"), {"name": now.name, "new": name}
        with self._core.work(label, {**facts, "word": "organisation"}, origin=origin) as work:
            for field, new in fields.items():
                former = getattr(now, field)
                if former and former != new:
                    work.add(
                        OrganisationName(
                            id=RecordId(new_id()),
                            organisation_id=organisation,
                            language="",
                            name=former,
                            valid_to=until,
                        )
                    )
            return work.change(Organisation, organisation, None, **fields)

    def succeed(
        self,
        organisation: OrganisationId,
        successor: OrganisationId,
        on: dt.date,
        *,
        origin: object = None,
    ) -> None:
        """It ended the day before ``on``, and ``successor`` took over.

        :raises UserError: it would follow itself.
        """
        reader, now, heir = self._core.reader, self.keeper.get(organisation), successor
        seen: set[str] = set()
        while heir and heir not in seen:
            if heir == organisation:
                raise UserError(
                    _("An organisation cannot follow itself."), _("Choose another organisation.")
                )
            seen.add(heir)
            next_one = reading.one(reader, Organisation, heir)
            heir = next_one.successor_id if next_one and next_one.successor_id else heir
        after = self.keeper.get(successor)
        facts: dict[str, str | int] = {
            "name": now.name or now.native_name,
            "successor": after.name or after.native_name,
            "word": "organisation",
        }
        with self._core.work(N_("{successor} follows {name}"), facts, origin=origin) as work:
            until = PartialDate((on - dt.timedelta(1)).isoformat())
            work.change(Organisation, organisation, successor_id=successor, valid_to=until)
            if not after.valid_from:
                work.change(Organisation, successor, valid_from=PartialDate(on.isoformat()))

    def remove(self, organisation: OrganisationId, *, origin: object = None) -> None:
        """:raises StillUsed: somebody holds a post there, or a visit or agreement names it."""
        self.keeper.remove(organisation, origin=origin)


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

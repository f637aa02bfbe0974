"""Organisations and sites: find, open, add, change, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.ids import OrganisationId, new_id
from planner.domain.lines import OrganisationCard, OrganisationLine, SiteCard, SiteLine
from planner.domain.organisations import Organisation
from planner.domain.sites import Site
from planner.domain.times import require_zone
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import search
from planner.storage.queries import narrowing
from planner.storage.queries import organisations as queries
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def named_organisation(work: Work, name: str) -> OrganisationId:
    """The organisation that a typed name, acronym or name in another language means; else a new one."""
    wanted = fold(clean_line(name))
    hits = search.find(work, name, words=["organisation"], limit=50)
    for hit in hits:
        known = work.get(Organisation, hit.id)
        names = [known.name, known.acronym, known.native_name]
        names += [
            row[0]
            for row in work.rows(
                "SELECT name FROM organisation_name WHERE organisation_id = :id", {"id": hit.id}
            )
        ]
        if wanted in {fold(one) for one in names if one}:
            return known.id
    for key, known_name in work.rows(
        "SELECT id, name FROM organisation WHERE sort_key = :key", {"key": wanted}
    ):
        if known_name:
            return OrganisationId(key)
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
        return self.keeper.edit(organisation, seen=seen, origin=origin, **fields)

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

    def remove(self, site: str, *, origin: object = None) -> None:
        """:raises StillUsed: an itinerary goes there."""
        self.keeper.remove(site, origin=origin)


def _check(name: str, zone: str) -> None:
    if not clean_line(name):
        raise UserError(_("A site needs a name."), _("Type its name."))
    require_zone(zone)

"""Organisations: find, open, add, change, rename, succeed, remove."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisation_lines import OrganisationCard, OrganisationLine
from planner.domain.organisation_list import ORGANISATIONS
from planner.domain.organisation_tree import Branch, Ties
from planner.domain.organisation_visits import OrganisationVisit
from planner.domain.organisations import Organisation, OrganisationName
from planner.domain.times import PartialDate
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.organisation_parts import require_dates
from planner.storage import reading
from planner.storage.queries import narrowing, organisation_list
from planner.storage.queries import organisation_tree as tree
from planner.storage.queries import organisations as queries
from planner.storage.queries.involvement import visits_with
from planner.text import clean_line


class Organisations:
    """The organisations of the library."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Organisation)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "organisation", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[OrganisationLine]:
        reader = self._core.reader
        ids = organisation_list.ORDER.page(reader, offset, limit, self._narrowed(text))
        return organisation_list.lines(reader, ids, ORGANISATIONS.usual, self._core.today())

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
        require_dates(organisation.valid_from, organisation.valid_to)
        return self.keeper.add(organisation, origin=origin).id

    def edit(
        self,
        organisation: OrganisationId,
        *,
        seen: Organisation | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Organisation:
        """:raises UserError: it would be part of itself, or of what is part of it; or dates that cannot be."""
        above = fields.get("parent_id")
        if above and organisation in tree.path_to(self._core.reader, above):
            raise UserError(
                _("An organisation cannot be part of itself."), _("Choose another organisation.")
            )
        if "valid_from" in fields or "valid_to" in fields:
            now = self.keeper.get(organisation)
            dates = (fields.get(name, getattr(now, name)) for name in ("valid_from", "valid_to"))
            require_dates(*dates)
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

    def visits(self, organisation: OrganisationId) -> list[OrganisationVisit]:
        """The visits that it has to do with, in any way, the latest first."""
        return visits_with(self._core.reader, organisation)

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
        """Agreements keep the name that it had when it became a party.

        :raises StillUsed: somebody holds a post there, or a visit names it.
        """
        self.keeper.remove(organisation, origin=origin)

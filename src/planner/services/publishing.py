"""Publishing: calendars that others subscribe to, overwritten in place with each release, one way."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.handouts import PlaceKind, Publication
from planner.domain.ids import VisitId
from planner.domain.recipients import Recipient
from planner.errors import NotFound, UserError
from planner.i18n import LANGUAGES, N_, _
from planner.services.core import Core
from planner.services.publication_looks import (
    Look,
    Looking,
    Planned,
    Published,
    opened,
    recipients_now,
    recorded,
)
from planner.services.publication_writing import Progress, Writing
from planner.storage import reading

if TYPE_CHECKING:
    from planner.services.merging import Merging
    from planner.services.releases import Releases
    from planner.storage.unit_of_work import Work

__all__ = ["Look", "PlaceLine", "Planned", "Progress", "Published", "Publishing"]


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """A place as a list shows it. ``latest`` is the number of the latest release."""

    publication: Publication
    who: str
    entries: int
    latest: int | None

    @property
    def is_stale(self) -> bool:
        return self.latest is not None and self.publication.release_number != self.latest


class Publishing:
    """First :meth:`look`, then :meth:`publish`. Nothing is touched that we did not put there."""

    def __init__(self, core: Core, releases: Releases, merging: Merging) -> None:
        self._core = core
        self._releases = releases
        self._merging = merging
        self._passwords: dict[str, str] = {}

    # the places

    def places(self, visit: VisitId) -> list[PlaceLine]:
        """The places of a visit, in the order of their making."""
        latest = self._releases.list(visit)
        found = reading.where(self._core.reader, Publication, "visit_id = :id", {"id": visit})
        known: dict[str, Recipient] = {}
        if any(one.recipients for one in found):
            plan = self._releases.plan(visit, None)
            known = recipients_now(self._releases, self._merging, plan)
        return [
            PlaceLine(
                publication=one,
                who=_who(one, known),
                entries=len(recorded(self._core, one)),
                latest=latest[0].number if latest else None,
            )
            for one in found
        ]

    def recipients(self, visit: VisitId) -> dict[str, Recipient]:
        """By key, those who may have a calendar of their own at a place; sites and added ones, too."""
        lines = [line for line in self._releases.list(visit) if line.is_intact]
        plan = self._releases.plan(visit, lines[0].number if lines else None)
        return recipients_now(self._releases, self._merging, plan)

    def get(self, key: str) -> Publication:
        """:raises NotFound: no such place."""
        found = reading.one(self._core.reader, Publication, key)
        if found is None:
            raise NotFound(
                _("This place is not in the library."), _("See “planner visit published”.")
            )
        return found

    def add(self, publication: Publication, *, origin: object = None) -> Publication:
        """:raises UserError: the place cannot be used like this; nothing was kept."""
        checked = self._checked(publication)
        with self._work(N_("Add a published calendar at {name}"), checked, origin) as work:
            work.add(checked)
        return checked

    def edit(self, key: str, *, origin: object = None, **fields: Any) -> Publication:
        """Change what a place is for. Where entries of ours are, it cannot move.

        :raises UserError: the place cannot be used like this; nothing was changed.
        """
        before = self.get(key)
        after = self._checked(replace(before, **fields))
        moved = (before.kind, before.target) != (after.kind, after.target)
        if moved and recorded(self._core, before):
            raise UserError(
                _("Calendars of this visit are at {place} already.").format(place=before.target),
                _("Take them away first, or add the new place beside it."),
            )
        with self._work(N_("Change the published calendar at {name}"), after, origin) as work:
            work.put(after)
        if (before.target, before.user_name) != (after.target, after.user_name):
            self._passwords.pop(key, None)  # given for another server or another name
        return after

    def remove(self, key: str, *, origin: object = None) -> None:
        """Keep it up to date no longer. What is there stays; see :meth:`look` to withdraw it."""
        publication = self.get(key)
        with self._work(N_("Remove the published calendar at {name}"), publication, origin) as work:
            work.remove(Publication, publication.id)
        self._passwords.pop(key, None)

    def _work(
        self, label: str, publication: Publication, origin: object
    ) -> contextlib.AbstractContextManager[Work]:
        facts = {"name": publication.target, "word": "publication"}
        return self._core.work(label, facts, origin=origin)

    def _checked(self, one: Publication) -> Publication:
        target = self._target(one)
        if one.language not in LANGUAGES:
            raise UserError(_("There are no papers in “{name}”.").format(name=one.language))
        if one.kind is PlaceKind.SERVER and len(one.recipients) > 1:
            raise UserError(
                _("A calendar on a server is for the visit or for one recipient."),
                _("Add one calendar for each recipient."),
            )
        same = reading.where(
            self._core.reader,
            Publication,
            "visit_id = :visit AND kind = :kind AND target = :target AND id <> :id",
            {"visit": one.visit_id, "kind": one.kind.value, "target": target, "id": one.id},
        )
        if same:
            raise UserError(
                _("This visit has calendars at {place} already.").format(place=target),
                _("Change that place, or choose another one."),
            )
        return replace(one, target=target)

    @staticmethod
    def _target(one: Publication) -> str:
        if one.kind is PlaceKind.SERVER:
            from planner.interchange.calendar_server import checked_address

            return checked_address(one.target)
        folder = Path(one.target).expanduser()
        if not one.target.strip() or not folder.is_absolute() or not folder.is_dir():
            raise UserError(
                _("There is no folder “{path}”.").format(path=one.target),
                _("Choose a folder that exists."),
            )
        return str(folder)

    # looking

    def give_password(self, key: str, password: str) -> None:
        """Kept in memory until the program ends, and nowhere else."""
        self._passwords[key] = password

    def look(self, key: str, release: int | None = None, *, withdraw: bool = False) -> Look:
        """What would change at a place with a release (None: the latest); nothing is written.

        :raises NotFound: there is no such place or release.
        :raises PasswordWanted: the server wants a password, or another one.
        :raises UserError: the place cannot be reached or refuses.
        """
        publication = self.get(key)
        looking = Looking(
            self._core, self._releases, self._merging, publication, release, withdraw=withdraw
        )
        with opened(publication, self._passwords.get(publication.id, "")) as place:
            return looking.look(place)

    def publish(
        self, look: Look, overwrite: Collection[str] = (), progress: Progress | None = None
    ) -> Published:
        """Do what a look found. Clashes are left alone but for those named in ``overwrite``.

        Each file or entry is on our books as soon as it is there: after a broken connection, a
        cancellation or an end of the program another run does the rest.

        :raises UserError: the place refused; the message says how much was done.
        """
        with self._core.work(N_("Publish"), None):  # a library that is read-only says so before
            pass
        password = self._passwords.get(look.publication.id, "")
        with opened(look.publication, password) as place:
            return Writing(self._core, look).publish(place, overwrite, progress)


def _who(one: Publication, known: Mapping[str, Recipient]) -> str:
    if not one.recipients:
        return _("The whole visit")
    return ", ".join(
        known[key].name if key in known else _("no longer in the visit") for key in one.recipients
    )

"""Logos of organisations: one each, small, taken in through the child process, never read for a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisations import Logo, Organisation
from planner.i18n import N_
from planner.services.core import Core
from planner.storage import reading


class Logos:
    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, organisation: OrganisationId) -> Logo | None:
        """The logo that is shown: the latest."""
        return self.of_all([organisation]).get(organisation)

    def of_all(self, organisations: Iterable[OrganisationId]) -> dict[OrganisationId, Logo]:
        """Those of several organisations, by whose they are; without the ones that have none."""
        wanted = list(dict.fromkeys(organisations))
        found = reading.having(self._core.reader, Logo, "organisation_id", wanted, "id")
        return {one.organisation_id: one for one in found}

    def read(self, source: Path | bytes, name: str = "") -> Logo:
        """A logo not yet of anybody; takes up to a second, so call it in a task.

        :raises NotReadable: it is no picture that can be kept, with the reason.
        """
        from planner.interchange import photo_reader  # late: only who hands in a logo needs it

        found = (
            photo_reader.read_logo(source, name)
            if isinstance(source, bytes)
            else photo_reader.read_logo_file(source)
        )
        return Logo(
            id=RecordId(new_id()),
            organisation_id=OrganisationId(""),
            media_type=found.media_type,
            data=found.data,
            width=found.width,
            height=found.height,
        )

    def put(self, organisation: OrganisationId, logo: Logo, *, origin: object = None) -> None:
        """Make this the logo of an organisation; the one before goes in the same step.

        :raises NotFound: there is no such organisation (any more).
        """
        self._change(N_("Change logo of {name}"), organisation, logo, origin)

    def remove(self, organisation: OrganisationId, *, origin: object = None) -> None:
        """Take the logo away; nothing happens where there is none.

        :raises NotFound: there is no such organisation (any more).
        """
        self._change(N_("Remove logo of {name}"), organisation, None, origin)

    def _change(
        self, label: str, organisation: OrganisationId, logo: Logo | None, origin: object
    ) -> None:
        with self._core.work(label, origin=origin) as work:
            owner = work.get(Organisation, organisation)
            name = owner.name or owner.native_name
            work.label_facts.update({"name": name, "word": "organisation"})
            for old in reading.where(work, Logo, "organisation_id = :id", {"id": organisation}):
                work.remove(Logo, old.id)
            if logo is not None:
                work.add(
                    Logo(
                        id=RecordId(new_id()),
                        organisation_id=organisation,
                        media_type=logo.media_type,
                        data=logo.data,
                        width=logo.width,
                        height=logo.height,
                    )
                )

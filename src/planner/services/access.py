"""The access pack of each site: who still lacks what, and noting what has come, was sent or granted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.domain.access import ACCESS_STATUSES, AccessEntry, AccessStatus
from planner.domain.checks.access_pack import AccessPack, access_pack, access_packs
from planner.domain.ids import DelegateId, RecordId, SiteId, new_id
from planner.domain.plan import Plan
from planner.domain.sites import ACCESS_FIELDS, Site
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.services.checking import Checking


def states_of(reader: Reader, plan: Plan) -> dict[tuple[str, str, str], AccessStatus]:
    """How far the delegates of a visit are, by delegate, site and field, as far as somebody noted it."""
    heads = [one.id for one in plan.delegates]
    return {
        (entry.delegate_id, entry.site_id, entry.field): entry.status
        for entry in reading.having(reader, AccessEntry, "delegate_id", heads)
    }


class Access:
    """What sites ask of visitors, and how far each of them is."""

    def __init__(self, core: Core, checking: Checking) -> None:
        self._core = core
        self._checking = checking

    def packs(self, plan: Plan, *, all_sites: bool = False) -> list[AccessPack]:
        """The packs of all sites that ask for data of each visitor, in order of the first visit.

        With ``all_sites`` also of those that ask for nothing yet.
        """
        return list(access_packs(plan, self._checking.circumstances(plan), all_sites=all_sites))

    def pack(self, plan: Plan, site: SiteId) -> AccessPack:
        """The pack of one site, also of one that asks for nothing yet.

        :raises NotFound: the visit does not go there.
        """
        found = access_pack(plan, site, self._checking.circumstances(plan))
        if found is None:
            raise NotFound(
                _("The visit has no entry at this site."), _("Give an entry this place first.")
            )
        return found

    def set_status(
        self,
        delegates: Iterable[DelegateId],
        site: SiteId,
        status: AccessStatus,
        fields: Iterable[str] = ("",),
        *,
        origin: object = None,
    ) -> None:
        """Note how far some delegates are with one site: one step, whatever their number.

        ``fields`` are keys of ``ACCESS_FIELDS``; the empty one is the admission as a whole. Only the
        state is kept, never the datum.

        :raises UserError: a field is none that a site can ask for.
        """
        wanted, heads = tuple(dict.fromkeys(fields)), tuple(dict.fromkeys(delegates))
        for field in wanted:
            if field and field not in ACCESS_FIELDS:
                raise UserError(
                    _("“{field}” is nothing that a site asks for.").format(field=field),
                    _("Choose one of: {names}.").format(names=", ".join(ACCESS_FIELDS)),
                )
        self._note({(head, field) for head in heads for field in wanted}, site, status, origin)

    def note_missing(
        self,
        plan: Plan,
        delegates: Iterable[DelegateId],
        site: SiteId,
        status: AccessStatus = AccessStatus.COLLECTED,
        *,
        origin: object = None,
    ) -> int:
        """Note what each of these still lacks as come, and nothing else: one step. How many fields.

        :raises NotFound: the visit does not go there.
        """
        heads = set(delegates)
        lacking = {
            (line.delegate_id, field)
            for line in self.pack(plan, site).lacking
            if line.delegate_id in heads
            for field in line.missing
        }
        if lacking:
            self._note(lacking, site, status, origin)
        return len(lacking)

    def _note(
        self,
        wanted: set[tuple[DelegateId, str]],
        site: SiteId,
        status: AccessStatus,
        origin: object,
    ) -> None:
        place = reading.one(self._core.reader, Site, site)
        heads = sorted({head for head, _field in wanted})
        facts: dict[str, str | int] = {
            "site": place.name if place else "",
            "status": ACCESS_STATUSES[status],
            "count": len(heads),
            "word": AccessEntry.WORD,
        }
        today = self._core.today()
        with self._core.work(
            N_("Admission to {site}: {status}, {count} people"), facts, origin=origin
        ) as work:
            known: dict[tuple[DelegateId, str], AccessEntry] = {
                (entry.delegate_id, entry.field): entry
                for entry in reading.having(work, AccessEntry, "delegate_id", heads)
                if entry.site_id == site
            }
            for head, field in sorted(wanted):
                entry = known.get((head, field))
                if entry is None:
                    work.add(
                        AccessEntry(
                            id=RecordId(new_id()),
                            delegate_id=head,
                            site_id=site,
                            field=field,
                            status=status,
                            since=today,
                        )
                    )
                elif entry.status is not status:
                    work.change(AccessEntry, entry.id, entry, status=status, since=today)

"""Findings of a visit, and accepting one with a reason."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from planner.domain.checks import KINDS, Circumstances, findings_of
from planner.domain.checks.circumstances import Moved
from planner.domain.findings import AcceptedFinding, Finding, MutedCheck
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.year_checking import year_findings
from planner.storage import reading
from planner.storage.queries.circumstances import load_circumstances
from planner.storage.queries.plans import load_plan

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


class Checking:
    """Checks tell, they never forbid."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def findings(self, plan: Plan) -> list[Finding]:
        """All findings of a visit, the gravest first, accepted ones last."""
        accepted = reading.where(
            self._core.reader, AcceptedFinding, "visit_id = :id", {"id": plan.visit.id}
        )
        return findings_of(plan, self.circumstances(plan), accepted=accepted)

    def circumstances(self, plan: Plan) -> Circumstances:
        """What the checks of this visit need to know beyond its plan, as of now."""
        core = self._core
        return load_circumstances(core.reader, plan, core.today(), core.now())

    def year(self, first: dt.date, last: dt.date) -> list[Finding]:
        """Who and what is needed twice at the same time over all visits, both days included (UTC).

        One finding for each pair of entries, the earliest first; pairs accepted in a visit come last.
        """
        return year_findings(self._core.reader, first, last)

    # moments that new rules of a zone moved

    def keep_local_times(self, visit: VisitId, *, origin: object = None) -> int:
        """The clock on the wall stays as planned: the moments are derived anew, as one step. How many
        entries moved."""
        moved = self._moved(visit)
        if not moved:
            return 0
        with self._core.work(N_("Keep the local times"), origin=origin) as work:
            for item in moved:
                work.derive_anew(item.id)
        return len(moved)

    def keep_moments(self, visit: VisitId, *, origin: object = None) -> int:
        """The moments stay as planned: local times follow the new rules, as one step. How many changed."""
        moved = self._moved(visit)
        if not moved:
            return 0
        with self._core.work(
            N_("Keep the moments of {count} entries"), {"count": len(moved)}, origin=origin
        ) as work:
            for item, then in moved.items():
                work.change(Item, item.id, item, **_at_moments(item, then))
                work.derive_anew(item.id)
        return len(moved)

    def _moved(self, visit: VisitId) -> dict[Item, Moved]:
        """The scheduled entries whose moments are others than when they were written."""
        plan = load_plan(self._core.reader, visit)
        if plan is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        moved = self.circumstances(plan).moved
        return {plan.item[key]: then for key, then in moved.items()}

    # accepting

    def accept(
        self, visit: VisitId, finding: Finding, reason: str, *, origin: object = None
    ) -> None:
        """Keep a finding as it is, and say why.

        :raises UserError: there is no reason.
        """
        if not reason.strip():
            raise UserError(
                _("Accepting a finding needs a reason."),
                _("Write in a few words why it is all right."),
            )
        entry = AcceptedFinding(
            id=RecordId(new_id()),
            visit_id=visit,
            finding=finding.key,
            reason=reason,
            measure=finding.measure,
            author=self._core.author,
            at=self._core.stamp(),
        )
        with self._core.work(
            N_("Accept a finding: {reason}"),
            {"reason": reason[:80], "word": "accepted_finding"},
            origin=origin,
        ) as work:
            for known in reading.where(
                work,
                AcceptedFinding,
                "visit_id = :id AND finding = :key",
                {"id": visit, "key": finding.key},
            ):
                work.remove(AcceptedFinding, known.id)
            work.add(entry)

    def mute(self, visit: VisitId, kind: str, reason: str, *, origin: object = None) -> None:
        """Do not look for this kind of finding in this visit any more, and say why.

        :raises UserError: there is no reason, or no check finds this kind.
        """
        if kind not in KINDS:
            raise UserError(
                _("“{kind}” is not a kind of finding.").format(kind=kind),
                _("Kinds look like “overlap.host”; “planner visit check --json” names them."),
            )
        if not reason.strip():
            raise UserError(
                _("Muting a check needs a reason."),
                _("Write in a few words why it does not matter for this visit."),
            )
        entry = MutedCheck(
            id=RecordId(new_id()),
            visit_id=visit,
            kind=kind,
            reason=reason,
            author=self._core.author,
            at=self._core.stamp(),
        )
        with self._core.work(
            N_("Mute a check: {reason}"),
            {"reason": reason[:80], "word": "muted_check"},
            origin=origin,
        ) as work:
            self._unmute(work, visit, kind)
            work.add(entry)

    def unmute(self, visit: VisitId, kind: str, *, origin: object = None) -> None:
        """Look for it again."""
        with self._core.work(
            N_("Look again for what was muted"), {"word": "muted_check"}, origin=origin
        ) as work:
            self._unmute(work, visit, kind)

    def muted(self, visit: VisitId) -> list[MutedCheck]:
        """What is not looked for in this visit, and why."""
        return reading.where(self._core.reader, MutedCheck, "visit_id = :id", {"id": visit}, "kind")

    def _unmute(self, work: Work, visit: VisitId, kind: str) -> None:
        known = reading.where(
            work, MutedCheck, "visit_id = :id AND kind = :kind", {"id": visit, "kind": kind}
        )
        for entry in known:
            work.remove(MutedCheck, entry.id)

    def reopen(self, visit: VisitId, finding: Finding, *, origin: object = None) -> None:
        """Take an acceptance back."""
        with self._core.work(
            N_("Reopen a finding"), {"word": "accepted_finding"}, origin=origin
        ) as work:
            for known in reading.where(
                work,
                AcceptedFinding,
                "visit_id = :id AND finding = :key",
                {"id": visit, "key": finding.key},
            ):
                work.remove(AcceptedFinding, known.id)


def _at_moments(item: Item, then: Moved) -> dict[str, Any]:
    """The local times that show the moments as planned. Of a whole day the dates follow."""
    start = WallTime(then.start, "UTC").in_zone(item.start_zone).local
    end = WallTime(then.end, "UTC").in_zone(item.end_zone or item.start_zone).local
    if item.all_day:
        end -= dt.timedelta(1)
    return {
        "start_local": start.replace(fold=0),
        "start_fold": start.fold,
        "end_local": end.replace(fold=0),
        "end_fold": end.fold,
    }

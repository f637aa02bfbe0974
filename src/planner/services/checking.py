"""Findings of a visit, and accepting one with a reason."""

from __future__ import annotations

from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import AcceptedFinding, Finding
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.plan import Plan
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries.circumstances import load_circumstances


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
        return load_circumstances(self._core.reader, plan, self._core.today())

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

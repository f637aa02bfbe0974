"""One visit as its page shows it: read at once, handed to every tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.findings import Finding, MutedCheck, Subject
from planner.domain.ids import ItemId, VisitId
from planner.domain.plan import Plan
from planner.domain.release_changes import compare
from planner.domain.visit_lines import DelegateLine, Itinerary, ReleaseLine

if TYPE_CHECKING:
    from planner.services.planner import Planner

CONCERNED = frozenset(
    [
        "visit",
        "visit_theme",
        "visit_agreement",
        "theme",
        "agreement",
        "agreement_party",
        "agreement_text",
        "signing",
        "follow_up",
        "delegate",
        "visit_group",
        "group_member",
        "item",
        "leg",
        "item_host",
        "item_audience",
        "item_resource",
        "leg_reference",
        "ride",
        "rooming",
        "resource",
        "person",
        "contact_point",
        "position",
        "organisation",
        "organisation_name",
        "site",
        "room",
        "opening_hours",
        "site_rule",
        "release",
        "accepted_finding",
        "muted_check",
        "travel_time",
        "access_entry",
        "border_paper",
        "need",
        "need_passed",
        "disclosure",
        "addressing",
    ]
)
"""Words that can change what the page of a visit shows."""


@dataclass(frozen=True)
class VisitState:
    """The plan with what follows from it. ``released`` is the plan of the latest release, None where
    there is none or it is not as it was released."""

    plan: Plan
    findings: Sequence[Finding]
    itinerary: Itinerary
    delegates: Sequence[DelegateLine]
    releases: Sequence[ReleaseLine]
    released: Plan | None
    muted: Sequence[MutedCheck] = ()

    @property
    def visit_id(self) -> VisitId:
        return self.plan.visit.id

    @cached_property
    def open_findings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.accepted]

    def findings_of(self, item: ItemId) -> list[Finding]:
        """What is found about one entry, accepted ones too."""
        return [
            finding
            for finding in self.findings
            if any(subject.word == "item" and subject.id == item for subject in finding.subjects)
        ]

    @cached_property
    def changes_since_release(self) -> int:
        """How many entries stand otherwise than in the latest release."""
        return len(compare(self.released, self.plan).items) if self.released else 0


def read(planner: Planner, visit: VisitId, before: VisitState | None = None) -> VisitState:
    """:raises NotFound: the visit is not in the library any more."""
    plan = planner.visits.plan(visit)
    findings = planner.checking.findings(plan)
    releases = planner.releases.list(visit)
    return VisitState(
        plan=plan,
        findings=findings,
        itinerary=planner.itineraries.days(plan, findings),
        delegates=planner.delegations.lines(plan),
        releases=releases,
        released=_released(planner, visit, releases, before),
        muted=planner.checking.muted(visit),
    )


def _released(
    planner: Planner, visit: VisitId, releases: Sequence[ReleaseLine], before: VisitState | None
) -> Plan | None:
    if not releases or not releases[0].is_intact:
        return None
    number = releases[0].number
    known = before.released if before else None
    if known is not None and known.release_number == number:
        return known
    return planner.releases.plan(visit, number)


def item_of(finding: Finding) -> Subject | None:
    """The entry that a finding leads to."""
    return next((subject for subject in finding.subjects if subject.word == "item"), None)

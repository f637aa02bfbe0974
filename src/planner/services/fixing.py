"""Ways out of a finding, and taking one: one step of the history."""

from __future__ import annotations

from planner.domain.findings import Finding
from planner.domain.fixes import Fix, fixes_of
from planner.domain.plan import Plan
from planner.errors import UserError
from planner.i18n import _
from planner.services.arranging import Arranging
from planner.services.checking import Checking
from planner.services.delegations import Delegations
from planner.services.itinerary import Itineraries


class Fixing:
    def __init__(
        self,
        checking: Checking,
        arranging: Arranging,
        itineraries: Itineraries,
        delegations: Delegations,
    ) -> None:
        self._checking, self._arranging = checking, arranging
        self._itineraries, self._delegations = itineraries, delegations

    def fixes(self, plan: Plan, finding: Finding) -> tuple[Fix, ...]:
        """What would put it right, the gentlest first; nothing is written."""
        return fixes_of(plan, self._checking.circumstances(plan), finding)

    def apply(self, plan: Plan, fix: Fix, *, origin: object = None) -> None:
        """Take one of the ways that were offered for ``plan``.

        :raises UserError: only a person can do it.
        :raises OutOfDate: something was moved since; nothing is written.
        """
        visit = plan.visit.id
        if fix.kind == "keep_local":
            self._checking.keep_local_times(visit, origin=origin)
        elif fix.kind == "keep_moment":
            self._checking.keep_moments(visit, origin=origin)
        elif fix.kind == "pass_needs" and fix.item_id is not None:
            self._delegations.pass_needs(fix.item_id, origin=origin)
        elif fix.split is not None:
            self._arranging.split(visit, fix.split, seen=plan, origin=origin)
        elif fix.proposal is not None:
            self._arranging.arrange(visit, fix.proposal, seen=plan, origin=origin)
        elif fix.item_id is not None and fix.hosts is not None:
            people, houses = fix.hosts
            self._itineraries.set_hosts(
                fix.item_id, people=people, organisations=houses, seen=plan, origin=origin
            )
        elif fix.item_id is not None and fix.edit:
            seen = plan.item[fix.item_id]
            self._itineraries.edit(fix.item_id, seen=seen, origin=origin, **fix.edit)
        else:
            raise UserError(
                _("Only you can know what belongs there."), _("Open the entry and fill it in.")
            )

"""What the checks would say if the carried item were dropped here. No database, no writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put

NEW = ItemId("new")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings that a drop would bring, the gravest first; none is all right."""

    findings: tuple[Finding, ...] = ()

    @property
    def severity(self) -> Severity | None:
        return self.findings[0].severity if self.findings else None


class Judge:
    """Runs all checks over the plan as it would be; a slot that was asked before is remembered."""

    def __init__(
        self, plan: Plan, around: Circumstances, known: Sequence[Finding], item: Item | None
    ) -> None:
        self._plan, self._around = plan, around
        self._item = item or Item(id=NEW, visit_id=VisitId(plan.visit.id))
        before = {
            finding.key
            for finding in known
            if finding.accepted or not _about(finding, self._item.id)
        }
        self._before = before
        self._asked: dict[Slot, Verdict] = {}

    def verdict(self, slot: Slot) -> Verdict:
        """What is found about the item there, and what the drop would bring to others."""
        known = self._asked.get(slot)
        if known is None:
            known = self._asked[slot] = self._judged(slot)
        return known

    def _judged(self, slot: Slot) -> Verdict:
        there = put(self._item, slot)
        if self._item.id == NEW:
            there = replace(there, title="–")
        found = findings_of(self._plan.with_items([there]), self._around)
        return Verdict(
            tuple(
                one
                for one in found
                if one.key not in self._before
                and one.severity > Severity.NOTE
                and not (self._item.id == NEW and one.severity < Severity.CONFLICT)
            )
        )


def _about(finding: Finding, item: ItemId) -> bool:
    return any(subject.word == "item" and subject.id == item for subject in finding.subjects)

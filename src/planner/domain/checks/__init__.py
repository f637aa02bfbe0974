"""Checks over a plan in hand: each yields findings, none forbids anything.

To add a check: a module with functions ``(plan) -> Iterator[Finding]``, listed in ``CHECKS``, and
its sentences in ``planner.phrases``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from planner.domain.checks.capacity import larger_than_site, room_too_small, too_few_seats
from planner.domain.checks.clocks import awkward_time, ends_before_start, outside_visit
from planner.domain.checks.elsewhere import Elsewhere, taken_elsewhere
from planner.domain.checks.hosting import without_host
from planner.domain.checks.opening import closed, on_holiday
from planner.domain.checks.overlap import hosts_twice, people_twice, resources_twice, rooms_twice
from planner.domain.checks.transfer import too_little_time
from planner.domain.findings import AcceptedFinding, Finding
from planner.domain.plan import Plan

__all__ = ["CHECKS", "Elsewhere", "findings_of"]

Check = Callable[[Plan], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    ends_before_start,
    awkward_time,
    outside_visit,
    people_twice,
    hosts_twice,
    rooms_twice,
    resources_twice,
    too_little_time,
    closed,
    on_holiday,
    larger_than_site,
    room_too_small,
    too_few_seats,
    without_host,
)


def findings_of(
    plan: Plan, *, elsewhere: Iterable[Elsewhere] = (), accepted: Iterable[AcceptedFinding] = ()
) -> list[Finding]:
    """All findings of a plan, the gravest first; accepted ones carry the reason and come last."""
    reasons = {entry.finding: entry.reason or "–" for entry in accepted}
    found = [finding for check in CHECKS for finding in check(plan)]
    found += taken_elsewhere(plan, elsewhere)
    marked = [replace(finding, accepted=reasons.get(finding.key, "")) for finding in found]
    return sorted(
        marked,
        key=lambda one: (bool(one.accepted), -one.severity, one.facts.get("when", ""), one.key),
    )

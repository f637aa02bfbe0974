"""Checks over a plan in hand: each yields findings, none forbids anything.

To add a check: a module with functions ``(plan, around) -> Iterator[Finding]``, listed in ``CHECKS``, and
its sentences in ``planner.phrases``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from planner.domain.checks.access import site_access
from planner.domain.checks.borders import papers_at_borders
from planner.domain.checks.capacity import (
    larger_than_site,
    room_too_small,
    too_few_escorts,
    too_few_seats,
)
from planner.domain.checks.circumstances import Circumstances, Elsewhere
from planner.domain.checks.clocks import (
    awkward_time,
    ends_before_start,
    moved_by_new_rules,
    outside_visit,
    unlikely_length,
)
from planner.domain.checks.elsewhere import taken_elsewhere
from planner.domain.checks.hosting import without_host
from planner.domain.checks.interpreting import interpreting_falls_short, not_understood
from planner.domain.checks.missing import (
    emergency_contact,
    namesakes,
    open_promises,
    placeholders,
    unknown_places,
)
from planner.domain.checks.needs import needs_not_passed
from planner.domain.checks.opening import closed, holiday_of_the_guests, on_holiday
from planner.domain.checks.overlap import hosts_twice, people_twice, resources_twice, rooms_twice
from planner.domain.checks.placing import rides, rooms_of_stays
from planner.domain.checks.presence import left_over, nobody_on_it, not_there
from planner.domain.checks.rest import rest
from planner.domain.checks.roles import two_roles, two_visits
from planner.domain.checks.signing import signings, signings_noted, signings_ready
from planner.domain.checks.transfer import quicker_than_known, too_little_time
from planner.domain.findings import AcceptedFinding, Finding
from planner.domain.plan import Plan

__all__ = ["CHECKS", "KINDS", "Circumstances", "Elsewhere", "findings_of"]

Check = Callable[[Plan, Circumstances], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    ends_before_start,
    awkward_time,
    outside_visit,
    people_twice,
    hosts_twice,
    rooms_twice,
    resources_twice,
    taken_elsewhere,
    too_little_time,
    closed,
    on_holiday,
    larger_than_site,
    room_too_small,
    too_few_seats,
    without_host,
    quicker_than_known,
    holiday_of_the_guests,
    too_few_escorts,
    moved_by_new_rules,
    unlikely_length,
    not_understood,
    interpreting_falls_short,
    site_access,
    papers_at_borders,
    rest,
    not_there,
    nobody_on_it,
    left_over,
    placeholders,
    open_promises,
    unknown_places,
    emergency_contact,
    namesakes,
    needs_not_passed,
    signings,
    signings_noted,
    signings_ready,
    two_roles,
    two_visits,
    rides,
    rooms_of_stays,
)

KINDS: Final = frozenset(
    """
    access.missing access.refused access.undated access.unsent
    agreement.expired agreement.no_text audience.group audience.idle audience.nobody
    border.expired border.open border.refused border.unknown guests.holiday host.missing
    interpreting.alone interpreting.nobody interpreting.short item.place language.uncovered
    leg.number leg.quick name.due name.late name.open needs.site needs.table
    overlap.elsewhere overlap.host overlap.people overlap.resource overlap.roles overlap.room
    person.namesake presence.after presence.before presence.early presence.late
    promise.due promise.late promise.open
    ride.full ride.nobody ride.twice stay.full stay.nobody
    rest.break rest.evening rest.landing rest.long_day rest.meal room.small
    signing.absent signing.nobody signing.unnoted signing.unprinted
    site.bridge site.closed site.crowd site.escorts site.group site.holiday site.hours
    time.long time.moved time.order time.outside time.skipped time.twice
    transfer.estimated transfer.short vehicle.seats visit.clash visit.emergency visit.twice
    """.split()
)
"""What the checks of a visit can find; each kind can be muted."""


def findings_of(
    plan: Plan,
    around: Circumstances | None = None,
    *,
    accepted: Iterable[AcceptedFinding] = (),
) -> list[Finding]:
    """All findings of a plan but the muted kinds, the gravest first; accepted ones carry the reason and come last."""
    around = around or Circumstances()
    known = {entry.finding: entry for entry in accepted}
    marked = [
        _marked(finding, known.get(finding.key))
        for check in CHECKS
        for finding in check(plan, around)
        if finding.kind not in around.muted
    ]
    return sorted(
        marked,
        key=lambda one: (bool(one.accepted), -one.severity, one.facts.get("when", ""), one.key),
    )


def _marked(finding: Finding, accepted: AcceptedFinding | None) -> Finding:
    """With the reason, as long as it is no worse than when it was accepted."""
    if accepted is None or finding.measure > accepted.measure:
        return finding
    return replace(finding, accepted=accepted.reason or "–")

"""Whether an item in another place would make anything worse: asked many times while a place is sought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from planner.domain.checks import Check, Circumstances, findings_of
from planner.domain.checks.access import site_access
from planner.domain.checks.borders import papers_at_borders
from planner.domain.checks.capacity import larger_than_site, room_too_small, too_few_seats
from planner.domain.checks.clocks import awkward_time, ends_before_start, outside_visit
from planner.domain.checks.elsewhere import taken_elsewhere
from planner.domain.checks.opening import closed, on_holiday
from planner.domain.checks.overlap import hosts_twice, people_twice, resources_twice, rooms_twice
from planner.domain.checks.placing import rides, rooms_of_stays
from planner.domain.checks.presence import left_over, not_there
from planner.domain.checks.rest import rest
from planner.domain.checks.roles import two_roles, two_visits
from planner.domain.checks.signing import signings
from planner.domain.checks.transfer import too_little_time
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item
from planner.domain.plan import Plan

OF_A_DAY: Final[tuple[Check, ...]] = (
    hosts_twice,
    rooms_twice,
    resources_twice,
    taken_elsewhere,
    larger_than_site,
    room_too_small,
    too_few_seats,
    ends_before_start,
    not_there,
    signings,
    people_twice,
    two_roles,
    too_little_time,
    awkward_time,
    rides,
    rooms_of_stays,
)
"""Checks that find conflicts and look no farther than a day back and forth; the quickest first."""
TELLING: Final[tuple[Check, ...]] = (left_over, rest, closed, on_holiday, outside_visit)
"""Checks that find only warnings, those that a new place brings most often."""
OF_THE_VISIT: Final[tuple[Check, ...]] = (site_access, papers_at_borders, two_visits)
"""Checks that find conflicts and look at the visit as a whole."""
_OF_A_KIND: Final[Mapping[str, Check]] = {
    "site.hours": closed,
    "site.closed": closed,
    "site.holiday": on_holiday,
    "time.outside": outside_visit,
    "rest.landing": rest,
}
"""Checks that find only warnings, needed where one of those is to be put right."""


class Probe:
    """Looks at one item in many places, each against the plan as it stands."""

    def __init__(self, plan: Plan, around: Circumstances, finding: Finding | None = None) -> None:
        """``finding`` is the one that a place has to solve, down to a note at most."""
        self._plan, self._around = plan, around
        self._before = {one.key: one.severity for one in findings_of(plan, around)}
        self._solved = finding.key if finding else ""
        extra = _OF_A_KIND.get(finding.kind) if finding else None
        self._checks = (extra, *OF_A_DAY) if extra else OF_A_DAY
        self._near: dict[frozenset[dt.date], Plan] = {}

    def brings(self, there: Item, enough: Severity = Severity.CONFLICT) -> Severity:
        """The worst that a place brings which was not so bad before; a note where that is nothing.

        A finding that is not solved counts as a conflict. Few checks of few days refuse most places;
        all are asked about the others, and none any more once something is as bad as ``enough``.
        """
        near = self._around_days(there).with_items([there])
        whole = self._plan.with_items([there])
        worst = Severity.NOTE
        for plan, checks in (
            (near, self._checks),
            (whole, OF_THE_VISIT),
            (whole, TELLING),
            (whole, (_all,)),
        ):
            for check in checks:
                for one in check(plan, self._around):
                    worst = max(worst, self._worse(one))
                    if worst >= enough:
                        return worst
        return worst

    def _worse(self, one: Finding) -> Severity:
        if one.kind in self._around.muted:
            return Severity.NOTE
        if one.key == self._solved and one.severity > Severity.NOTE:
            return Severity.CONFLICT
        known = self._before.get(one.key, Severity.NOTE)
        return one.severity if one.severity > known else Severity.NOTE

    def _around_days(self, there: Item) -> Plan:
        """The days that an item leaves and to which it goes."""
        days = frozenset(day for item in (self._plan.item[there.id], there) for day in _days(item))
        if days not in self._near:
            self._near[days] = self._plan.on_days(days)
        return self._near[days]


def _all(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    yield from findings_of(plan, around)


def _days(item: Item) -> Iterator[dt.date]:
    for end in (item.start_local, item.end_local):
        if end is not None:
            yield end.date()

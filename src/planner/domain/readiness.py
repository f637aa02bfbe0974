"""Whether a visit can go out as it stands, and what is in the way: one light for it and one per site.

There is no second truth: every light and every reason is a finding of the checks.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.findings import Finding, Severity
from planner.domain.ids import SiteId
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan
from planner.i18n import N_

_PASSED_THROUGH: Final = frozenset({ItemKind.LEG, ItemKind.FREE, ItemKind.BLOCKER})


class Light(enum.IntEnum):
    READY = 0
    LOOK = 1
    BLOCKED = 2


LIGHTS: Final = {
    Light.READY: N_("Ready"),
    Light.LOOK: N_("To look at"),
    Light.BLOCKED: N_("Blocked"),
}
_OF: Final = {
    Severity.NOTE: Light.READY,
    Severity.WARNING: Light.LOOK,
    Severity.CONFLICT: Light.BLOCKED,
}


@dataclass(frozen=True, slots=True)
class SiteLight:
    """One site of the visit; ``reasons`` are its warnings and conflicts, the gravest first."""

    site_id: SiteId
    name: str
    light: Light
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """``blockers`` are all conflicts and warnings of the visit, the gravest first; accepted ones not."""

    light: Light
    blockers: tuple[Finding, ...]
    sites: tuple[SiteLight, ...]


def readiness(plan: Plan, findings: Sequence[Finding]) -> Readiness:
    """Sites in the order in which they are visited; notes and accepted findings turn no light."""
    grave = sorted(
        (one for one in findings if not one.accepted and one.severity > Severity.NOTE),
        key=lambda one: -one.severity,
    )
    return Readiness(_light(grave), tuple(grave), tuple(_sites(plan, grave)))


def _light(findings: Sequence[Finding]) -> Light:
    return max((_OF[one.severity] for one in findings), default=Light.READY)


def _sites(plan: Plan, grave: Sequence[Finding]) -> list[SiteLight]:
    items_at: dict[SiteId, set[str]] = {}
    for item in plan.active:
        if item.site_id in plan.site and item.kind not in _PASSED_THROUGH:
            assert item.site_id is not None
            items_at.setdefault(item.site_id, set()).add(item.id)
    lights = []
    for key, items in items_at.items():
        own = tuple(
            finding
            for finding in grave
            if any(
                (subject.word == "site" and subject.id == key)
                or (subject.word == "item" and subject.id in items)
                for subject in finding.subjects
            )
        )
        lights.append(SiteLight(key, plan.site[key].name, _light(own), own))
    return lights

"""What a site still wants to know of whom, and by when: read from the records and from what was collected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from planner.domain.access import AccessStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import at_sites, there
from planner.domain.ids import DelegateId, SiteId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.public_holidays import is_business_day
from planner.domain.sites import ACCESS_FIELDS, Site, SiteRule, SiteRuleKind
from planner.domain.times import WallTime
from planner.domain.visits import Delegate

BUSINESS_DAYS: Final = "business days"
END_OF_DAY: Final = dt.time(23, 59)
LONGEST_NOTICE: Final = 1000
"""Days; more is a mistyped number."""
SETTLED: Final = frozenset({AccessStatus.APPROVED, AccessStatus.WAIVED})
HANDED_ON: Final = SETTLED | {AccessStatus.SENT}


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessLine:
    """One visitor of a site. ``admission`` is that of the person as a whole; ``states`` are by field.

    A field that the records hold is *collected*. Whoever is admitted or excused lacks nothing.
    """

    delegate_id: DelegateId
    name: str
    admission: AccessStatus
    states: Mapping[str, AccessStatus]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are still lacking, in the site's order."""
        if self.admission in HANDED_ON:
            return ()
        return tuple(name for name, state in self.states.items() if state is AccessStatus.MISSING)

    @property
    def is_refused(self) -> bool:
        """Refused as a person, or with one of the fields."""
        return (
            self.admission is AccessStatus.REFUSED or AccessStatus.REFUSED in self.states.values()
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessPack:
    """Everybody whom a visit brings to one site, in order of precedence, with what the site asks.

    ``due`` is when the list must be there, by the site's clock; None where no rule says so.
    ``notice`` is the rule that says it.
    """

    site: Site
    items: tuple[Item, ...]
    fields: tuple[str, ...]
    lines: tuple[AccessLine, ...]
    due: WallTime | None
    notice: SiteRule | None = None

    @property
    def lacking(self) -> tuple[AccessLine, ...]:
        return tuple(line for line in self.lines if line.missing)

    @property
    def refused(self) -> tuple[AccessLine, ...]:
        return tuple(line for line in self.lines if line.is_refused)

    @property
    def not_sent(self) -> tuple[AccessLine, ...]:
        """Whose data have not been handed on to the site."""
        return tuple(
            line for line in self.lines if line.admission not in HANDED_ON and not line.is_refused
        )


def deadline(rule: SiteRule, site: Site, first_item: Item) -> WallTime:
    """When a notice must be at a site: counted back from the day of the first item, by its calendar.

    Business days leave out weekends and public holidays of the site's country; any other unit is
    calendar days. The hour is the rule's cutoff by the site's clock, else the end of that day.
    """
    day = there(
        first_item.start_local, first_item.start_fold, first_item.start_zone, site.zone
    ).date()
    if first_item.all_day and first_item.start_local is not None:
        day = first_item.start_local.date()
    left = min(max(rule.number or 0, 0), LONGEST_NOTICE)
    if rule.unit == BUSINESS_DAYS:
        while left:
            day -= dt.timedelta(1)
            left -= is_business_day(site.country, day)
    else:
        day -= dt.timedelta(left)
    return WallTime(dt.datetime.combine(day, rule.cutoff or END_OF_DAY), site.zone)


def access_pack(plan: Plan, site: SiteId, around: Circumstances) -> AccessPack | None:
    """The pack of one site; None where the visit does not go there."""
    items = tuple(item for item, where in at_sites(plan) if where.id == site)
    return _pack(plan, plan.site[site], items, around) if items else None


def access_packs(
    plan: Plan, around: Circumstances, *, all_sites: bool = False
) -> Iterator[AccessPack]:
    """The packs of all sites that ask for something, in order of the first item there.

    With ``all_sites`` also those that ask for nothing yet.
    """
    at: dict[SiteId, list[Item]] = {}
    for item, site in at_sites(plan):
        at.setdefault(site.id, []).append(item)
    for key, items in at.items():
        if all_sites or any(
            rule.kind is SiteRuleKind.IDENTITY and rule.fields
            for rule in plan.rules_of.get(key, ())
        ):
            yield _pack(plan, plan.site[key], tuple(items), around)


def _pack(plan: Plan, site: Site, items: tuple[Item, ...], around: Circumstances) -> AccessPack:
    rules = plan.rules_of.get(site.id, [])
    asked = {name for rule in rules if rule.kind is SiteRuleKind.IDENTITY for name in rule.fields}
    # What is not one of ours is kept at the end: a later version may know more of them.
    fields = (*(name for name in ACCESS_FIELDS if name in asked), *sorted(asked - {*ACCESS_FIELDS}))
    notices = [
        rule for rule in rules if rule.kind is SiteRuleKind.NOTICE and rule.number is not None
    ]
    due, notice = min(
        ((deadline(rule, site, items[0]), rule) for rule in notices),
        key=lambda found: found[0].instant,
        default=(None, None),
    )
    heads = frozenset[DelegateId]().union(*(plan.heads_on(item) for item in items))
    lines = tuple(
        _line(plan, one, site.id, fields, around) for one in plan.delegates if one.id in heads
    )
    return AccessPack(site=site, items=items, fields=fields, lines=lines, due=due, notice=notice)


def _line(
    plan: Plan, one: Delegate, site: SiteId, fields: tuple[str, ...], around: Circumstances
) -> AccessLine:
    known = plan.recorded[one.id]
    states = {
        name: AccessStatus.COLLECTED if name in known else AccessStatus.MISSING for name in fields
    }
    admission = AccessStatus.MISSING
    for entry in around.access_by.get((one.id, site), ()):
        if not entry.field:
            admission = entry.status
        elif entry.field in states and entry.status is not AccessStatus.MISSING:
            states[entry.field] = entry.status
    return AccessLine(
        delegate_id=one.id, name=plan.name_of(one), admission=admission, states=states
    )

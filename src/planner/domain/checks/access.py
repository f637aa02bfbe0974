"""What a site asks of each visitor before they come: who still lacks what, and until when it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.access import AccessStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.public_holidays import public_holiday
from planner.domain.sites import ACCESS_FIELDS, IN_THE_RECORDS, Site, SiteRule, SiteRuleKind
from planner.domain.times import WallTime
from planner.domain.visits import Delegate

SOON: Final = 7
"""Days before a deadline from which a gap is a warning: a planning figure of ours."""
_SETTLED: Final = frozenset(
    {AccessStatus.COLLECTED, AccessStatus.SENT, AccessStatus.APPROVED, AccessStatus.WAIVED}
)
_NO_ENTRY: Final = frozenset({ItemKind.LEG, ItemKind.FREE, ItemKind.BLOCKER, ItemKind.STAY})


def site_access(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """One finding for each site that asks for data and lacks some, one for those refused."""
    for site, items in visited_sites(plan).items():
        refused = refused_at(plan, around, site, items)
        first = items[0]
        if refused:
            yield Finding(
                "access.refused",
                Severity.CONFLICT,
                (Subject("site", site.id, site.name), item_subject(first)),
                {
                    "site": site.name,
                    "names": some([plan.name_of(one) for one in refused]),
                    "count": len(refused),
                    "item": first.title,
                    "when": when(first),
                },
            )
        lacking = lacking_at(plan, around, site, items)
        if not lacking:
            continue
        due = due_for(plan, site, first)
        fields = [key for key in ACCESS_FIELDS if any(key in gaps for gaps in lacking.values())]
        names = [plan.name_of(plan.delegate[key]) for key in lacking]
        yield Finding(
            "access.missing" if due else "access.undated",
            _severity(due, first, around.today),
            (Subject("site", site.id, site.name), item_subject(first)),
            {
                "site": site.name,
                "count": len(lacking),
                "names": some(names),
                "fields": "|".join(fields),
                "due": due.local.isoformat(sep=" ", timespec="minutes") if due else "",
                "when": when(first),
            },
        )


def visited_sites(plan: Plan) -> dict[Site, list[Item]]:
    """The sites that visitors enter, each with its items, the earliest first."""
    result: dict[Site, list[Item]] = {}
    for item in plan.active:
        site = plan.site_of(item)
        if site is not None and item.kind not in _NO_ENTRY:
            result.setdefault(site, []).append(item)
    return result


def asked_by(plan: Plan, site: Site) -> list[str]:
    """The fields that the site's identity rules ask for, in the order of ``ACCESS_FIELDS``."""
    wanted = {
        field
        for rule in plan.rules_of.get(site.id, ())
        if rule.kind is SiteRuleKind.IDENTITY
        for field in rule.fields
    }
    return [key for key in ACCESS_FIELDS if key in wanted]


def lacking_at(
    plan: Plan, around: Circumstances, site: Site, items: list[Item]
) -> dict[DelegateId, list[str]]:
    """Who is expected at the site and which of the fields it asks for are not there yet."""
    asked = asked_by(plan, site)
    if not asked:
        return {}
    heads = {one.id: one for item in items for one in plan.on(item)}
    result = {}
    for delegate in heads.values():
        whole = around.access_of.get((delegate.id, site.id, ""))
        if whole is not None and whole.status in _SETTLED:
            continue
        gaps = [key for key in asked if not _has(plan, around, site, delegate, key)]
        if gaps:
            result[delegate.id] = gaps
    return result


def refused_at(plan: Plan, around: Circumstances, site: Site, items: list[Item]) -> list[Delegate]:
    heads = {one.id: one for item in items for one in plan.on(item)}
    return [
        one
        for one in heads.values()
        if any(
            entry.status is AccessStatus.REFUSED
            for entry in around.access_by.get((one.id, site.id), ())
        )
    ]


def _has(plan: Plan, around: Circumstances, site: Site, delegate: Delegate, field: str) -> bool:
    entry = around.access_of.get((delegate.id, site.id, field))
    if entry is not None and entry.status in _SETTLED:
        return True
    if field not in IN_THE_RECORDS:
        return False
    person = plan.person.get(delegate.person_id) if delegate.person_id else None
    if person is None:
        return False
    match field:
        case "name":
            return bool(person.family_name or person.given_name or person.native_name)
        case "native name":
            return bool(person.native_name)
        case "organisation":
            return delegate.organisation_id is not None
        case "title":
            return bool(delegate.title)
        case "country":
            return bool(person.country)
        case "e-mail":
            return bool(plan.reached_by(person.id, ContactKind.EMAIL))
        case _:
            return bool(plan.reached_by(person.id, ContactKind.PHONE))


def due_for(plan: Plan, site: Site, first: Item) -> WallTime | None:
    """Until when the site wants its data, by the strictest of its notice rules."""
    dues = [
        deadline(rule, site, first)
        for rule in plan.rules_of.get(site.id, ())
        if rule.kind is SiteRuleKind.NOTICE and rule.number is not None
    ]
    return min(dues, key=lambda due: due.instant, default=None)


def deadline(rule: SiteRule, site: Site, first: Item) -> WallTime:
    """``number`` days before the day of the first item there, at the cut-off hour of the site.

    Business days leave out Saturdays, Sundays and the public holidays of the site's country.
    Without a cut-off the whole day counts.
    """
    day = first.span.start.in_zone(site.zone).local.date()
    left = max(0, rule.number or 0)
    if "business" in rule.unit:
        while left:
            day -= dt.timedelta(1)
            if is_business_day(site.country, day):
                left -= 1
    else:
        day -= dt.timedelta(left)
    return WallTime(dt.datetime.combine(day, rule.cutoff or dt.time(23, 59)), site.zone)


def is_business_day(country: str, day: dt.date) -> bool:
    return day.weekday() < 5 and not public_holiday(country, day)


def _severity(due: WallTime | None, first: Item, today: dt.date | None) -> Severity:
    if today is None:
        return Severity.NOTE
    start = first.span.start.local.date()
    if start < today:
        return Severity.NOTE  # it took place
    if due is None:
        return Severity.WARNING if (start - today).days <= 2 * SOON else Severity.NOTE
    left = (due.local.date() - today).days
    if left < 0:
        return Severity.CONFLICT
    return Severity.WARNING if left <= SOON else Severity.NOTE

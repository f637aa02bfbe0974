"""Papers at the borders that a delegation crosses.

Who needs what for which country is not known here: visa rules change, and the consulate knows them.
Only what was noted for each person is looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.access import PaperStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some_of, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId, ItemId, SiteId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.visits import Delegate

SOON: Final = dt.timedelta(14)
"""So near to a border a paper that is not in hand is a conflict: a planning figure of ours."""
_OPEN: Final = frozenset({PaperStatus.NEEDED, PaperStatus.APPLIED})


@dataclass(slots=True)
class Entry:
    """Some delegates enter a country with an item and are there until ``last``, both days included."""

    delegates: list[DelegateId]
    country: str
    item: Item
    last: dt.date


def entries(plan: Plan) -> Iterator[Entry]:
    """Each crossing of a border, on a journey or between two places.

    Where somebody is at first is taken from the first entry that says so.
    """
    ends = _countries(plan)
    if len({country for pair in ends.values() for country in pair if country}) < 2:
        return
    for way, delegates in plan.paths:
        now = ""
        entry: Entry | None = None
        for item in way:
            if item.id not in ends:
                continue
            start, end = ends[item.id]
            if entry and start == entry.country:
                entry.last = max(entry.last, _first(item))
            for country in (start, end):
                if country and country != now:
                    if entry:
                        yield entry
                    entry = Entry(delegates, country, item, _last(item)) if now else None
                    now = country
            if entry and end == entry.country:
                entry.last = max(entry.last, _last(item))
        if entry:
            yield entry


def _first(item: Item) -> dt.date:
    assert item.start_local is not None
    return item.start_local.date()


def _last(item: Item) -> dt.date:
    assert item.end_local is not None
    return item.end_local.date()


def _countries(plan: Plan) -> dict[ItemId, tuple[str, str]]:
    """Where each entry that needs people begins and ends, where that is known."""
    result = {}
    for item in plan.present:
        leg = plan.leg_of.get(item.id)
        if leg is not None:
            pair = (
                leg.from_country or _country(plan, leg.from_site_id),
                leg.to_country or _country(plan, leg.to_site_id),
            )
        else:
            here = _country(plan, item.site_id)
            pair = (here, here)
        if any(pair):
            result[item.id] = pair
    return result


def _country(plan: Plan, key: SiteId | None) -> str:
    site = plan.site.get(key) if key else None
    return site.country if site else ""


def papers_at_borders(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Papers refused, running out or not in hand; and for whom nothing is noted at all.

    Whoever is at home in the country needs none. One finding for each trouble and country; it names
    the first entry with which somebody crosses.
    """
    if around.today is None:  # nothing was looked up
        return
    found: dict[tuple[str, str], tuple[Item, dict[DelegateId, Delegate]]] = {}
    for entry in entries(plan):
        for key in entry.delegates:
            one = plan.delegate[key]
            person = plan.person.get(one.person_id) if one.person_id else None
            if person is None or person.country == entry.country:
                continue
            kind = _trouble(around, entry, key, known=bool(person.country))
            if kind:
                first = (kind, entry.country)
                found.setdefault(first, (entry.item, {}))[1][key] = one
    for (kind, country), (item, heads) in found.items():
        yield Finding(
            kind,
            _severity(kind, item, around.today),
            (Subject("country", country, country), item_subject(item)),
            {
                "item": item.title,
                "country": country,
                "names": some_of(plan, list(heads.values())),
                "count": len(heads),
                "when": when(item),
            },
            measure=len(heads),
        )


def _trouble(around: Circumstances, entry: Entry, key: DelegateId, *, known: bool) -> str:
    """What is wrong with the papers of one delegate for one stay, the worst first, or nothing."""
    papers = [
        paper for paper in around.papers_of.get(key, ()) if paper.country in ("", entry.country)
    ]
    if not papers:
        return "border.unknown" if known else ""
    if any(paper.status is PaperStatus.REFUSED for paper in papers):
        return "border.refused"
    if any(
        paper.status is PaperStatus.IN_HAND
        and paper.expires_on is not None
        and paper.expires_on < entry.last
        for paper in papers
    ):
        return "border.expired"
    return "border.open" if any(paper.status in _OPEN for paper in papers) else ""


def _severity(kind: str, item: Item, today: dt.date) -> Severity:
    if kind == "border.unknown":
        return Severity.NOTE
    if kind == "border.open" and _first(item) - today > SOON:
        return Severity.WARNING
    return Severity.CONFLICT

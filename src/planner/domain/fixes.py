"""What would put a finding right, worked out when somebody asks for one finding; nothing is applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from planner.domain.arranging.flowing import can_shift, flowed, is_bound, lengthened
from planner.domain.arranging.proposals import Placement, Proposal, placed, placement_of, starting
from planner.domain.arranging.splitting import Split, limit_of, split_for
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.clocks import awkward_choices
from planner.domain.checks.probing import Probe
from planner.domain.checks.transfer import transfer_between
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, OrganisationId, PersonId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.slots import Slot
from planner.domain.times import WallTime

DAY: Final = (8 * 60, 21 * 60)
"""Between these local times a new place for an item is looked for."""
STEP: Final = 15
MOST: Final = 3
_MOVES: Final = frozenset(
    {
        "overlap.people",
        "overlap.host",
        "overlap.room",
        "overlap.resource",
        "overlap.elsewhere",
        "overlap.roles",
        "transfer.short",
        "transfer.estimated",
        "site.hours",
        "site.closed",
        "site.holiday",
        "site.crowd",
        "time.outside",
        "rest.landing",
    }
)
_OPENS: Final[Mapping[str, str]] = {
    "host.missing": "hosts",
    "item.place": "site",
    "leg.number": "number",
    "language.uncovered": "bookings",
    "interpreting.nobody": "bookings",
    "interpreting.alone": "bookings",
    "audience.nobody": "audience",
    "audience.group": "audience",
    "site.escorts": "hosts",
    "overlap.host": "hosts",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fix:
    """One way out. ``kind`` selects the words in ``phrases``, ``facts`` fill them in.

    ``keep_local`` and ``keep_moment`` are about all entries that new rules of a zone moved;
    ``pass_needs`` notes that the needs of all on ``item_id`` were passed on. Of the others just one of these is set: a proposal, a split, new values of one item, other hosts of one item
    (people, organisations), or the field of an item that a person has to fill in.
    """

    kind: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    proposal: Proposal | None = None
    split: Split | None = None
    item_id: ItemId | None = None
    edit: Mapping[str, Any] = field(default_factory=dict)
    hosts: tuple[tuple[PersonId, ...], tuple[OrganisationId, ...]] | None = None
    opens: str = ""


def fixes_of(plan: Plan, around: Circumstances, finding: Finding) -> tuple[Fix, ...]:
    """Ways to put one finding right, the gentlest first; none where only a person can know."""
    items = [
        plan.item[ItemId(subject.id)]
        for subject in finding.subjects
        if subject.word == "item" and ItemId(subject.id) in plan.item
    ]
    found: list[Fix] = []
    if finding.kind in ("site.group", "room.small"):
        found += _splits(plan, around, items)
    if finding.kind.startswith("transfer.") and len(items) == 2:
        found += _later_start(plan, around, *items)
    if finding.kind == "interpreting.short" and items:
        found += _longer(plan, items[0])
    if finding.kind in ("time.skipped", "time.twice") and items:
        found += _clock_choices(items[0], finding)
    if finding.kind == "time.moved":
        found += [Fix(kind="keep_local"), Fix(kind="keep_moment")]
    if finding.kind.startswith("promise.") and items:
        found.append(
            Fix(
                kind="confirm",
                facts={"item": items[0].title},
                item_id=items[0].id,
                edit={"status": ItemStatus.CONFIRMED},
            )
        )
    if finding.kind.startswith("needs.") and items:
        facts = {"item": items[0].title}
        found.append(Fix(kind="pass_needs", facts=facts, item_id=items[0].id))
    if finding.kind in _MOVES:
        found += _moves(plan, around, finding, items)
    if finding.kind in ("overlap.host", "overlap.elsewhere"):
        found += _other_hosts(plan, finding, items)
    if finding.kind in _OPENS and items:
        opens = _OPENS[finding.kind]
        found.append(
            Fix(kind="open", facts={"item": items[0].title}, item_id=items[0].id, opens=opens)
        )
    return tuple(found[:MOST])


def _splits(plan: Plan, around: Circumstances, items: list[Item]) -> Iterator[Fix]:
    for item in items[:1]:
        limit = limit_of(plan, item)
        if limit:
            split = split_for(plan, item.id, limit, around=around)
            if split.turns:
                facts: dict[str, str | int] = {
                    "item": item.title,
                    "count": len(split.subgroups),
                    "limit": limit,
                }
                yield Fix(kind="split", facts=facts, split=split)


def _later_start(plan: Plan, around: Circumstances, first: Item, second: Item) -> Iterator[Fix]:
    """The second one as much later as is missing, and what follows it along."""
    if plan.when(first) > plan.when(second):
        first, second = second, first
    needed = transfer_between(plan, first, second, around)
    if needed is None or is_bound(plan, second) or not can_shift(second):
        return
    missing = needed.minutes - (plan.when(second)[0] - plan.when(first)[1])
    missing = -(-missing // 5) * 5
    if missing <= 0:
        return
    start = second.span.start.plus(dt.timedelta(minutes=missing))
    proposal = flowed(plan, second.id, Slot(start))
    if not proposal.remarks and not _worse(plan, around, proposal):
        yield Fix(kind="later", facts=_facts(second, start, missing), proposal=proposal)


def _longer(plan: Plan, item: Item) -> Iterator[Fix]:
    start, end = plan.when(item)
    proposal = lengthened(plan, item.id, end - start)
    yield Fix(
        kind="longer",
        facts={"item": item.title, "minutes": 2 * (end - start)},
        proposal=proposal,
    )


def _clock_choices(item: Item, finding: Finding) -> Iterator[Fix]:
    """A time that the clock skips is one an hour on or back; one that it shows twice the first or second.

    Only that end moves, unless the entry would then be over before it begins.
    """
    place = placement_of(item)
    if place.start is None or place.end is None:
        return
    at_start = not finding.aspect
    time = place.start if at_start else place.end
    if finding.kind == "time.skipped":
        for there in reversed(awkward_choices(time)):
            kind = "hour_on" if there.local > time.local else "hour_back"
            moved = _with_end(item, place, there, at_start)
            if not _lasts(moved):
                if not at_start:
                    continue
                moved = starting(item, there)
            yield Fix(kind=kind, facts=_facts(item, there), proposal=_moving(item, moved))
        return
    for fold, kind in ((0, "first_time"), (1, "second_time")):
        there = WallTime(time.local.replace(fold=fold), time.zone)
        moved = _with_end(item, place, there, at_start)
        if time.local.fold != fold and _lasts(moved):
            yield Fix(kind=kind, facts=_facts(item, there), proposal=_moving(item, moved))


def _lasts(where: Placement) -> bool:
    return bool(where.start and where.end and where.start.instant < where.end.instant)


def _with_end(item: Item, place: Placement, there: WallTime, at_start: bool) -> Placement:
    return Placement(item.id, there if at_start else place.start, place.end if at_start else there)


def _moves(plan: Plan, around: Circumstances, finding: Finding, items: list[Item]) -> Iterator[Fix]:
    """The nearest free place of the day for whichever of them may move, else on another day."""
    found, probe = 0, Probe(plan, around, finding)
    for item in sorted(
        items, key=lambda one: (one.status is ItemStatus.CONFIRMED, -plan.when(one)[0])
    ):
        if is_bound(plan, item) or not can_shift(item) or found >= 2:
            continue
        placement = _nearest_place(plan, probe, item)
        if placement is not None and placement.start is not None:
            found += 1
            yield Fix(
                kind="move",
                facts=_facts(item, placement.start),
                proposal=_moving(item, placement),
            )


def _nearest_place(plan: Plan, probe: Probe, item: Item) -> Placement | None:
    """The nearest place that brings nothing new; without one the nearest that brings no conflict."""
    second_best: Placement | None = None
    for start in _candidates(plan, item):
        placement = starting(item, start)
        moved = placed(item, placement)
        if moved.span.end.local.date() != start.local.date():
            continue
        worst = probe.brings(moved, Severity.WARNING if second_best else Severity.CONFLICT)
        if worst is Severity.NOTE:
            return placement
        if worst is not Severity.CONFLICT and second_best is None:
            second_best = placement
    return second_best


def _candidates(plan: Plan, item: Item) -> Iterator[WallTime]:
    """Starts on the grid: nearest first on its own day, then the same time on other days."""
    start = item.span.start
    midnight = dt.datetime.combine(start.local.date(), dt.time())
    minute = start.local.hour * 60 + start.local.minute
    own = sorted(
        (at for at in range(DAY[0], DAY[1], STEP) if at != minute),
        key=lambda at: (abs(at - minute), at),
    )
    for at in own:
        yield WallTime(midnight + dt.timedelta(minutes=at), start.zone)
    first, last = plan.visit.first_day, plan.visit.last_day
    if first is None or last is None or (last - first).days > 30:
        return
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(number)
        if day != start.local.date():
            yield WallTime(dt.datetime.combine(day, start.local.time()), start.zone)


def _other_hosts(plan: Plan, finding: Finding, items: list[Item]) -> Iterator[Fix]:
    """Somebody else receives at the later of the two: the house of the site stands in till a name is known."""
    busy = {subject.id for subject in finding.subjects if subject.word == "person"}
    for item in sorted(items, key=plan.when, reverse=True)[:1]:
        hosts = plan.hosts_of(item)
        if not any(host.person_id in busy for host in hosts):
            continue
        people = tuple(
            host.person_id for host in hosts if host.person_id and host.person_id not in busy
        )
        houses = tuple(host.organisation_id for host in hosts if host.organisation_id)
        site = plan.site_of(item)
        if not people and not houses and site is not None and site.organisation_id:
            houses = (site.organisation_id,)
        if not people and not houses:
            continue  # nobody would be left to receive
        name = next((one.name for one in finding.subjects if one.word == "person"), "")
        left = [
            plan.host_name(host)
            for host in hosts
            if host.person_id in people or host.organisation_id in houses
        ] or [plan.organisation_name(house) for house in houses]
        facts: dict[str, str | int] = {"item": item.title, "name": name, "others": ", ".join(left)}
        yield Fix(kind="other_host", facts=facts, item_id=item.id, hosts=(people, houses))


def _moving(item: Item, placement: Placement) -> Proposal:
    return Proposal(
        label="Move {name}",
        facts={"name": item.title, "word": "item"},
        placements=(placement,),
    )


def _worse(plan: Plan, around: Circumstances, proposal: Proposal) -> bool:
    return bool(_conflicts(proposal.applied(plan), around) - _conflicts(plan, around))


def _conflicts(plan: Plan, around: Circumstances) -> set[str]:
    return {one.key for one in findings_of(plan, around) if one.severity is Severity.CONFLICT}


def _facts(item: Item, start: WallTime, minutes: int = 0) -> dict[str, str | int]:
    return {
        "item": item.title,
        "minutes": minutes,
        "when": start.local.isoformat(sep=" ", timespec="minutes"),
    }

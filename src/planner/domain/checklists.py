"""Checklists of visits: which fit, what they make, and a checklist made from what was done before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.due_dates import FARTHEST
from planner.domain.followups import (
    Anchor,
    Checklist,
    ChecklistStep,
    FollowUp,
    FollowUpStatus,
)
from planner.domain.ids import ChecklistId, FollowUpId, RecordId, new_id
from planner.domain.visits import Visit
from planner.text import fold


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a checklist makes. ``known`` are steps that the visit has already."""

    new: tuple[FollowUp, ...]
    known: tuple[ChecklistStep, ...]


def fits(checklist: Checklist, visit: Visit) -> bool:
    """Whether it is meant for such a visit; what it leaves open fits all."""
    return checklist.direction in ("", visit.direction) and (
        not checklist.category or fold(checklist.category) == fold(visit.category)
    )


def applied(steps: Sequence[ChecklistStep], visit: Visit, existing: Iterable[FollowUp]) -> Applied:
    """A follow-up for each step, but never one that the visit has under the same title, done or not."""
    have = {fold(one.title) for one in existing}
    new: list[FollowUp] = []
    known: list[ChecklistStep] = []
    # What is due on the same day stands in the order of its ids: as the steps do.
    fresh = iter(sorted(new_id() for _step in steps))
    for step in in_order(steps):
        if fold(step.title) in have:
            known.append(step)
            continue
        have.add(fold(step.title))
        anchor = Anchor.ARRIVAL if step.anchor in (Anchor.NONE, Anchor.ITEM) else step.anchor
        new.append(
            FollowUp(
                id=FollowUpId(next(fresh)),
                title=step.title,
                side=step.side,
                owner=step.owner,
                notes=step.notes,
                visit_id=visit.id,
                anchor=anchor,
                due_days=step.days,
                checklist_id=step.checklist_id,
            )
        )
    return Applied(tuple(new), tuple(known))


def in_order(steps: Iterable[ChecklistStep]) -> list[ChecklistStep]:
    """As they come due: before and after the arrival, then after the departure; then as written."""
    return sorted(
        steps, key=lambda step: (step.anchor is Anchor.DEPARTURE, step.days, step.rank, step.id)
    )


def made_from(
    follow_ups: Iterable[FollowUp],
    visit: Visit,
    checklist: ChecklistId,
    owners: Mapping[str, str],
) -> list[ChecklistStep]:
    """Steps that would make these follow-ups again for another visit.

    What has a fixed date counts from the nearer end of the visit; without a date or days it cannot
    be a step. ``owners`` are names of people by id.
    """
    steps: list[ChecklistStep] = []
    seen: set[str] = set()
    for one in follow_ups:
        place = _place(one, visit)
        if one.status is FollowUpStatus.DROPPED or place is None or fold(one.title) in seen:
            continue
        seen.add(fold(one.title))
        anchor, days = place
        steps.append(
            ChecklistStep(
                id=RecordId(new_id()),
                checklist_id=checklist,
                title=one.title,
                anchor=anchor,
                days=days,
                side=one.side,
                owner=one.owner or owners.get(one.owner_id or "", ""),
                rank=len(steps),
                notes=one.notes,
            )
        )
    return steps


def _place(one: FollowUp, visit: Visit) -> tuple[Anchor, int] | None:
    if one.anchor in (Anchor.ARRIVAL, Anchor.DEPARTURE):
        return one.anchor, one.due_days or 0
    first, last = visit.first_day, visit.last_day or visit.first_day
    if one.due_on is None or first is None or last is None:
        return None
    after = one.due_on > last
    days = (one.due_on - (last if after else first)) // dt.timedelta(1)
    if abs(days) > FARTHEST:
        return None
    return (Anchor.DEPARTURE if after else Anchor.ARRIVAL), days

"""What prepares a visit: the follow-ups that a checklist made for it and that are due until its last day.

They are the office's own work: together one row of what is open, and none when the visit is over. What
a checklist wants after the visit – letters of thanks – is a follow-up like any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from planner.domain.ids import ChecklistId, VisitId
from planner.i18n import Language


class Dated(Protocol):
    @property
    def checklist_id(self) -> ChecklistId | None: ...
    @property
    def visit_id(self) -> VisitId | None: ...
    @property
    def due_on(self) -> dt.date | None: ...


class Titled(Dated, Protocol):
    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A visit by what it is called in short, with its last day."""

    called: str
    ends: dt.date | None

    def is_over(self, today: dt.date) -> bool:
        return self.ends is not None and self.ends < today


@dataclass(frozen=True, slots=True)
class Preparing:
    """The open steps of one visit as one row; ``late`` of them are overdue."""

    visit_id: VisitId
    called: str
    count: int
    step: str
    due_on: dt.date | None
    late: int

    def said(self, speak: Language) -> str:
        """ "29 steps to prepare JP-DK-2027, next: Book the coach"."""
        return speak.plural(
            "{count} step to prepare {visit}: {step}",
            "{count} steps to prepare {visit}, next: {step}",
            self.count,
            visit=self.called,
            step=self.step,
        )


def prepares(one: Dated, visit: Prepared | None) -> bool:
    """Whether it is a step that prepares this visit."""
    if one.checklist_id is None or one.visit_id is None or visit is None:
        return False
    return one.due_on is None or visit.ends is None or one.due_on <= visit.ends


def preparing(steps: Iterable[Titled], visit: Prepared, today: dt.date) -> Preparing | None:
    """The row of these open steps of one visit; None when it is over."""
    order = sorted(
        steps, key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.title)
    )
    if not order or visit.is_over(today) or order[0].visit_id is None:
        return None
    late = sum(one.due_on is not None and one.due_on < today for one in order)
    return Preparing(
        order[0].visit_id, visit.called, len(order), order[0].title, order[0].due_on, late
    )

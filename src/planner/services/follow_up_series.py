"""Ticking off and opening again, with what comes after a follow-up that repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from planner.domain.due_dates import next_one
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId
from planner.domain.recurrence import RuleUnread
from planner.services.core import Core
from planner.services.follow_up_rules import unread
from planner.storage import reading

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

LINKS: Final = ("visit_id", "item_id", "agreement_id", "organisation_id", "person_id")


class Follower(NamedTuple):
    """The next one of a series, and whether it is still as it was made."""

    id: FollowUpId
    is_untouched: bool


class Series:
    def __init__(self, core: Core) -> None:
        self._core = core

    def finish(self, work: Work, now: FollowUp) -> FollowUp | None:
        """Done as of today; gives what comes after it.

        :raises UserError: its rule cannot be read.
        """
        today = self._core.today()
        coming = self.coming(replace(now, done_on=today))
        work.change(FollowUp, now.id, status=FollowUpStatus.DONE, done_on=today)
        if coming is not None:
            work.add(coming)
        return coming

    def coming(self, ended: FollowUp) -> FollowUp | None:
        """What comes after one that is done.

        :raises UserError: its rule cannot be read.
        """
        try:
            return next_one(ended, ended.done_on or self._core.today())
        except RuleUnread as error:
            raise unread(error) from error

    def follower(self, now: FollowUp) -> Follower | None:
        """What came after one that is done: nothing names it, so it is known by what it is about."""
        if now.status is not FollowUpStatus.DONE or not now.repeats or now.done_on is None:
            return None
        try:
            coming = next_one(now, now.done_on)
        except RuleUnread:
            return None
        if coming is None:
            return None
        alike = reading.where(
            self._core.reader, FollowUp, "title = :title", {"title": now.title}, "id"
        )
        found = [one for one in alike if one.id != now.id and _mark(one) == _mark(coming)]
        untouched = [one for one in found if replace(one, id=coming.id) == coming]
        known = next(iter(untouched or found), None)
        return Follower(known.id, bool(untouched)) if known is not None else None


def reopened(work: Work, now: FollowUp, follower: Follower | None) -> FollowUp:
    """Open again; ``follower`` is what came after it, as it was found before ``work`` began."""
    open_one = work.change(FollowUp, now.id, status=FollowUpStatus.OPEN, done_on=None)
    return open_one if follower is None else taken_back(work, open_one, follower)


def taken_back(work: Work, open_one: FollowUp, follower: Follower) -> FollowUp:
    if follower.is_untouched:
        work.remove(FollowUp, follower.id)
        return open_one
    return work.change(FollowUp, open_one.id, repeats="")


def _mark(one: FollowUp) -> tuple[object, ...]:
    """By what one of a series is known again, also when somebody is at it already."""
    return (one.due_on, one.repeats, *(getattr(one, name) for name in LINKS))

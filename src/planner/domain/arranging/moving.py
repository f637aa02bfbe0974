"""What a whole visit on other days takes along, what it leaves, and what has gone out: told before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.arranging.shifting import Shift, shifted
from planner.domain.due_dates import OPEN
from planner.domain.followups import Anchor, FollowUp
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import require_year
from planner.i18n import _, day_in_words, moment_in_words, ngettext, plain_day

NAMED: Final = 6
"""How many entries are told by their titles."""


@dataclass(frozen=True, kw_only=True)
class MoveGround:
    """A visit as it stands, with all that says its days. Released on ``released_on`` is the latest version."""

    plan: Plan
    follow_ups: Sequence[FollowUp]
    today: dt.date
    invitations: int = 0
    release: int = 0
    released_on: dt.date | None = None
    handed_out: int = 0

    def to(self, first_day: dt.date) -> Moving:
        """:raises ValueError: the visit has no days.
        :raises UserError: it would begin or end in a year that cannot be meant."""
        now = self.plan.visit.first_day
        if now is None:
            raise ValueError("a visit without days is not moved")
        days = (first_day - now).days
        require_year(first_day)
        shift = shifted(self.plan, days)
        require_year(shift.visit["last_day"])
        hanging = [one for one in self.follow_ups if self._moves(one)]
        standing = [item for item in self.plan.items if item.status is not ItemStatus.CANCELLED]
        moved = [item for item in standing if item.start_local]
        return Moving(
            title=self.plan.visit.title,
            days=days,
            first_day=first_day,
            last_day=shift.visit["last_day"] or first_day,
            entries=len(moved),
            travellers=sum(
                bool(one.arrives_local or one.departs_local) for one in self.plan.delegates
            ),
            terms=_terms(shift),
            steps=sum(one.checklist_id is not None for one in hanging),
            follow_ups=sum(one.checklist_id is None for one in hanging),
            overdue=sum(self._is_late_after(one, days) for one in hanging),
            firm=tuple(_firm(moved, days)),
            unscheduled=len(standing) - len(moved),
            dated=sum(one.status in OPEN and one.anchor is Anchor.NONE for one in self.follow_ups),
            ended=sum(one.status not in OPEN for one in self.follow_ups),
            invitations=self.invitations,
            release=self.release,
            released_on=self.released_on,
            handed_out=self.handed_out,
            is_past=first_day < self.today,
        )

    def _moves(self, one: FollowUp) -> bool:
        if one.status not in OPEN or one.anchor is Anchor.NONE or one.due_on is None:
            return False
        item = self.plan.item.get(one.item_id) if one.item_id else None
        return one.anchor is not Anchor.ITEM or (item is not None and item.start_local is not None)

    def _is_late_after(self, one: FollowUp, days: int) -> bool:
        due = one.due_on
        return due is not None and due >= self.today > due + dt.timedelta(days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """Figures of a move by ``days``. ``firm`` are lines of entries that are fixed or confirmed; those
    move, too, and are to be agreed anew. ``overdue`` were not overdue before."""

    title: str
    days: int
    first_day: dt.date
    last_day: dt.date
    entries: int
    travellers: int
    terms: int
    steps: int
    follow_ups: int
    overdue: int
    firm: tuple[str, ...]
    unscheduled: int
    dated: int
    ended: int
    invitations: int
    release: int
    released_on: dt.date | None
    handed_out: int
    is_past: bool

    def summary(self, *, would: bool = False) -> str:
        """ "Moved by 7 days: 31 entries, 14 steps" – one sentence for a toast and the command line."""
        parts = [_entries(self.entries)]
        if self.steps:
            parts.append(ngettext("{count} step", "{count} steps", self.steps))
        if self.follow_ups:
            parts.append(ngettext("{count} follow-up", "{count} follow-ups", self.follow_ups))
        what, days = ", ".join(parts), abs(self.days)
        if would:
            said = (
                ngettext("Would move by {count} day: {what}", "Would move by {count} days: {what}", days, what=what)
                if self.days >= 0
                else ngettext("Would move back by {count} day: {what}", "Would move back by {count} days: {what}", days, what=what)
            )  # fmt: skip
        elif self.days >= 0:
            said = ngettext("Moved by {count} day: {what}", "Moved by {count} days: {what}", days, what=what)  # fmt: skip
        else:
            said = ngettext("Moved back by {count} day: {what}", "Moved back by {count} days: {what}", days, what=what)  # fmt: skip
        return said

    def groups(self) -> list[tuple[str, list[str]]]:
        """Headings with their lines; a heading without lines is left out."""
        every = (
            (_("Moves"), self._moves()),
            (_("Moves, and is to be agreed anew"), self._firm()),
            (_("Stays as it is"), self._stays()),
            (_("Has gone out already"), self._gone()),
        )
        return [(heading, lines) for heading, lines in every if lines]

    def _moves(self) -> list[str]:
        lines = [_("{count}, at their local times").format(count=_entries(self.entries))]
        if self.travellers:
            lines.append(
                ngettext(
                    "Arrival and departure of {count} delegate",
                    "Arrival and departure of {count} delegates",
                    self.travellers,
                )
            )
        if self.terms:
            lines.append(
                ngettext(
                    "{count} day by which a place or a name is to be confirmed",
                    "{count} days by which a place or a name is to be confirmed",
                    self.terms,
                )
            )
        if self.steps:
            lines.append(ngettext("{count} checklist step", "{count} checklist steps", self.steps))
        if self.follow_ups:
            lines.append(
                ngettext(
                    "{count} follow-up that counts from the visit",
                    "{count} follow-ups that count from the visit",
                    self.follow_ups,
                )
            )
        if self.overdue:
            lines.append(
                ngettext(
                    "{count} of these is overdue then",
                    "{count} of these are overdue then",
                    self.overdue,
                )
            )
        return lines

    def _firm(self) -> list[str]:
        more = len(self.firm) - NAMED
        if more <= 1:  # a line that says "1 more" has room for that one
            return list(self.firm)
        return [*self.firm[:NAMED], ngettext("and {count} more", "and {count} more", more)]

    def _stays(self) -> list[str]:
        lines = []
        if self.unscheduled:
            lines.append(
                ngettext(
                    "{count} entry without a time",
                    "{count} entries without a time",
                    self.unscheduled,
                )
            )
        if self.dated:
            lines.append(
                ngettext(
                    "{count} follow-up on a fixed date",
                    "{count} follow-ups on a fixed date",
                    self.dated,
                )
            )
        if self.ended:
            lines.append(
                ngettext(
                    "{count} follow-up that is over", "{count} follow-ups that are over", self.ended
                )
            )
        if self.invitations:
            lines.append(
                ngettext(
                    "{count} invitation, on the day on which it was given",
                    "{count} invitations, on the days on which they were given",
                    self.invitations,
                )
            )
        return lines

    def _gone(self) -> list[str]:
        lines = []
        if self.release and self.released_on:
            said = _("Version {number} of {day}: release a new one, so that calendars follow")
            lines.append(said.format(number=self.release, day=plain_day(self.released_on)))
        if self.handed_out:
            lines.append(
                ngettext(
                    "{count} file or print with the days of before",
                    "{count} files and prints with the days of before",
                    self.handed_out,
                )
            )
        return lines


def _entries(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count)


def _terms(shift: Shift) -> int:
    every = [fields.get("confirm_by") for fields in shift.items.values()]
    every += [fields.get("name_by") for fields in shift.delegates.values()]
    return sum(day is not None for day in every)


def _firm(items: Iterable[Item], days: int) -> Iterable[str]:
    """ "Audience: Mon 10 May 09:00, fixed; then Mon 17 May"; what is fixed comes first."""
    for item in sorted(items, key=lambda one: not one.fixed):
        confirmed = item.status is ItemStatus.CONFIRMED
        if not (item.fixed or confirmed) or item.start_local is None:
            continue
        said = _("{title}: {moment}, fixed") if item.fixed else _("{title}: {moment}, confirmed")
        when = said.format(title=item.title, moment=moment_in_words(item.start_local))
        there = day_in_words((item.start_local + dt.timedelta(days)).date())
        yield when if not days else _("{entry}; then {day}").format(entry=when, day=there)

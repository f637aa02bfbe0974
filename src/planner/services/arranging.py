"""Accepting a proposal; items, days and whole visits once more. Each verb is one step of the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from planner.domain.arranging.cloning import Clone, ClonedVisit, Links, cloned
from planner.domain.arranging.copying import copied_day, duplicated
from planner.domain.arranging.day_rules import Rules
from planner.domain.arranging.lateness import Late, late
from planner.domain.arranging.proposals import Proposal, consequences, placed
from planner.domain.arranging.proposing import propose
from planner.domain.arranging.shifting import shifted
from planner.domain.arranging.splitting import Split, split_for
from planner.domain.checks import Circumstances
from planner.domain.findings import Finding
from planner.domain.followups import FollowUp
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item, ItemAudience, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import require_year
from planner.domain.visits import Delegate, Visit, VisitAgreement, VisitStatus, VisitTheme
from planner.domain.words import Word
from planner.errors import NotFound, OutOfDate, UserError
from planner.i18n import N_, _, moment_in_words
from planner.services.core import Core
from planner.services.visits import Visits
from planner.storage import reading
from planner.storage.queries.circumstances import load_circumstances
from planner.text import fold

_TIMES = ("start_local", "start_zone", "start_fold", "end_local", "end_zone", "end_fold")


class Arranging:
    """The verbs that put many records in their place at once."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core = core
        self._visits = visits

    def arrange(
        self,
        visit: VisitId,
        proposal: Proposal,
        *,
        seen: Plan | None = None,
        label: str | None = None,
        origin: object = None,
    ) -> tuple[ItemId, ...]:
        """Accept a proposal: all of its items go to their places, or none.

        ``seen`` is the plan that the proposal was made from. ``label`` replaces the proposal's own.

        :raises OutOfDate: an item was moved since ``seen``; nothing is written.
        :raises NotFound: an item is gone, or belongs to another visit.
        """
        before = seen.item if seen else {}
        with self._core.work(label or proposal.label, proposal.facts, origin=origin) as work:
            for where in proposal.placements:
                now = work.get(Item, where.item_id)
                if now.visit_id != visit:
                    raise _strange(now)
                there = placed(now, where)
                fields = {name: getattr(there, name) for name in _TIMES}
                work.change(Item, now.id, before.get(now.id), **fields)
        return tuple(where.item_id for where in proposal.placements)

    def duplicate(
        self, visit: VisitId, item: ItemId, day: dt.date, *, origin: object = None
    ) -> ItemId:
        """An item again on another day, at the same local time; a copy is not confirmed.

        :raises NotFound: it is not (any more) an entry of this visit.
        """
        plan = self._visits.plan(visit)
        if item not in plan.item:
            raise NotFound(_("This entry is not in the visit."), _("It may have been removed."))
        copies = duplicated(plan, item, day)
        self._add(
            copies.records,
            N_("Duplicate {name}"),
            {"name": plan.item[item].title, "word": "item"},
            origin,
        )
        return copies.new_items[0].id

    def copy_day(
        self, visit: VisitId, day: dt.date, other: dt.date, *, origin: object = None
    ) -> tuple[ItemId, ...]:
        """All that begins on one day again on another.

        :raises UserError: nothing begins on that day.
        """
        copies = copied_day(self._visits.plan(visit), day, other)
        if not copies.new_items:
            raise UserError(
                _("There is nothing to copy on that day."), _("Choose a day with entries.")
            )
        self._add(
            copies.records,
            N_("Copy {day} to {other_day}"),
            {"day": day.isoformat(), "other_day": other.isoformat(), "word": "item"},
            origin,
        )
        return tuple(item.id for item in copies.new_items)

    def clone_visit(self, visit: VisitId, clone: Clone, *, origin: object = None) -> VisitId:
        """A visit once more, as :func:`planner.domain.arranging.cloning.cloned` says.

        :raises UserError: its code is taken.
        """
        return self._cloned(visit, clone, N_("Clone {name}"), origin)

    def move_visit(
        self, visit: VisitId, first_day: dt.date, *, seen: Plan | None = None, origin: object = None
    ) -> int:
        """The whole visit from another first day on, and what hangs on its days; by how many days.

        :raises UserError: the visit has no days yet, or the year cannot be meant.
        :raises OutOfDate: a record was changed since ``seen``; nothing is written.
        """
        plan = self._visits.plan(visit)
        if plan.visit.first_day is None:
            raise UserError(_("This visit has no days yet."), _("Set its first day instead."))
        require_year(first_day)
        days = (first_day - plan.visit.first_day).days
        before, shift = seen or plan, shifted(plan, days)
        if not days:
            return 0
        facts: dict[str, str | int] = {"name": plan.visit.title, "word": "visit"}
        with self._core.work(N_("Move {name}"), facts, origin=origin) as work:
            work.change(Visit, visit, before.visit, **shift.visit)
            for item, fields in shift.items.items():
                work.change(Item, item, before.item.get(item), **fields)
            for delegate, fields in shift.delegates.items():
                work.change(Delegate, delegate, before.delegate.get(delegate), **fields)
        return days

    def make_template(
        self, visit: VisitId, *, code: str = "", title: str = "", origin: object = None
    ) -> VisitId:
        """A template of a visit: without people, never among the coming visits, there to be cloned."""
        clone = Clone(code=code, title=title, placeholders=True, status=VisitStatus.TEMPLATE)
        return self._cloned(visit, clone, N_("Make a template of {name}"), origin)

    def split(
        self, visit: VisitId, split: Split, *, seen: Plan | None = None, origin: object = None
    ) -> tuple[ItemId, ...]:
        """Accept a split: new groups and their members, an item for each turn, who is on which, and
        the coaches and free time that come with them.

        :raises OutOfDate: the item was moved since ``seen``, or its audience was changed; nothing
            is written.
        """
        before = seen.item if seen else {}
        if not split.turns:
            return ()
        with self._core.work(split.label, split.facts, origin=origin) as work:
            for entry in split.dropped:
                if work.find(ItemAudience, entry) is None:
                    raise OutOfDate(
                        _("Who is on this entry was changed in the meantime."),
                        _("Nothing was written. Look at it again and repeat."),
                    )
                work.remove(ItemAudience, entry)
            work.add_all(split.records)
            for item in split.changed:
                now = work.get(Item, item.id)
                if now.visit_id != visit:
                    raise _strange(now)
                fields = {name: getattr(item, name) for name in (*_TIMES, "audience")}
                work.change(Item, item.id, before.get(item.id), **fields)
        return tuple(turn.item.id for turn in split.turns)

    def late(self, plan: Plan, leg: ItemId, minutes: int) -> Late:
        """What a journey that arrives late breaks, and a proposal to take it up; nothing is written.

        :raises UserError: the journey has no time, or the delay is none.
        """
        if not plan.item[leg].is_scheduled or minutes <= 0:
            raise UserError(
                _("Only a journey with a time can be late, by one minute or more."),
                _("Give it a time first."),
            )
        return late(plan, leg, minutes, self._around(plan))

    def propose(
        self, plan: Plan, items: Sequence[ItemId], *, rules: Rules | None = None
    ) -> Proposal:
        """Places for unscheduled entries in the free time of the visit; nothing is written."""
        return propose(plan, items, rules=rules, around=self._around(plan))

    def split_for(
        self,
        plan: Plan,
        item: ItemId,
        limit: int,
        *,
        beside: Sequence[ItemId] = (),
        around: Circumstances | None = None,
    ) -> Split:
        """Turns for an entry that takes only so many people at a time; nothing is written.

        With ``around`` nothing is read from the library: then it may run beside the window.
        """
        return split_for(plan, item, limit, beside=beside, around=around or self._around(plan))

    def consequences(self, plan: Plan, proposal: Proposal) -> list[Finding]:
        """What the checks would find after it that they do not find now."""
        return consequences(plan, proposal, self._around(plan))

    def _around(self, plan: Plan) -> Circumstances:
        return load_circumstances(self._core.reader, plan, self._core.today())

    def find(
        self, plan: Plan, text: str, *, legs: bool = False, rather: ItemKind | None = None
    ) -> Item:
        """The one entry (or journey) that typed words mean: of its title, place, day, number or carrier.

        Where several fit, those of the kind ``rather`` come first, and then the only one is meant
        whose whole title was typed.

        :raises NotFound: none fits, or several do; the message lists them.
        """
        words = fold(text).split()
        known = [
            item
            for item in plan.items
            if item.status is not ItemStatus.CANCELLED and (item.id in plan.leg_of or not legs)
        ]
        found = [item for item in known if all(word in _said(plan, item) for word in words)]
        found = [item for item in found if item.kind is rather] or found
        whole = [item for item in found if set(fold(item.title).split()) <= set(words)]
        for only in (found, whole):
            if len(only) == 1:
                return only[0]
        names = ", ".join(
            f"{item.title} ({moment_in_words(item.start_local)})"
            if item.start_local
            else item.title
            for item in (found or known)[:8]
        )
        if found:
            raise NotFound(
                _("“{text}” may mean several entries: {names}.").format(text=text, names=names),
                _("Add a word, such as the day, the number or the place."),
            )
        raise NotFound(
            _("There is no entry “{text}” in this visit.").format(text=text),
            _("There are: {names}.").format(names=names or "–"),
        )

    def _cloned(self, visit: VisitId, clone: Clone, label: str, origin: object) -> VisitId:
        made = self.clone_of(visit, clone)
        facts: dict[str, str | int] = {"name": self._visits.get(visit).title, "word": "visit"}
        self._add(made.records, label, facts, origin)
        return made.visit.id

    def clone_of(self, visit: VisitId, clone: Clone) -> ClonedVisit:
        """What would be written; nothing is.

        :raises UserError: its code is taken.
        """
        plan = self._visits.plan(visit)
        if clone.code and reading.where(
            self._core.reader, type(plan.visit), "lower(code) = lower(:code)", {"code": clone.code}
        ):
            raise UserError(
                _("There is a visit with the code {code} already.").format(code=clone.code),
                _("Choose another code. Nothing was made."),
            )
        own = {"id": visit}
        links = Links(
            tuple(reading.where(self._core.reader, VisitTheme, "visit_id = :id", own)),
            tuple(reading.where(self._core.reader, VisitAgreement, "visit_id = :id", own)),
            tuple(reading.where(self._core.reader, FollowUp, "visit_id = :id", own)),
        )
        return cloned(plan, clone, links)

    def _add(
        self,
        records: Iterable[Word],
        label: str,
        facts: Mapping[str, str | int],
        origin: object,
    ) -> None:
        with self._core.work(label, facts, origin=origin) as work:
            work.add_all(records)


def _said(plan: Plan, item: Item) -> str:
    leg = plan.leg_of.get(item.id)
    day = moment_in_words(item.start_local) if item.start_local else ""
    parts = [item.title, plan.place_of(item), day]
    return fold(" ".join([*parts, leg.carrier, leg.number] if leg else parts))


def _strange(item: Item) -> NotFound:
    return NotFound(
        _("“{title}” is not an entry of this visit.").format(title=item.title),
        _("Nothing was changed."),
    )

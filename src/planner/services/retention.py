"""The review of what is kept for too long: what goes, why, and taking it away as one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.data_rights import RetentionRule
from planner.domain.ids import PersonId
from planner.domain.library import BY_NAME
from planner.domain.retention import (
    EMPTIED,
    GROUPS,
    REGISTERS,
    REMOVED_DAYS,
    REVIEW_DAYS,
    UNDOABLE_DAYS,
    Counted,
    FieldGroup,
    Overdue,
    rule_of,
)
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services import gone_for_good
from planner.services.core import Core
from planner.storage import emptying, frozen_details, reading, settled
from planner.storage.queries import kept_too_long as queries
from planner.storage.reading import Reader

LABEL: Final = N_("Erase {count} records whose time is over")
_REVIEWED: Final = "retention_reviewed_on"
_PENDING: Final = "retention_steps"
"""Numbers of the steps whose values can still be brought back."""
_SETTLED: Final = "retention_settled_on"
_LOOKS: Final = 3
"""Days on which the program ran that have to agree that so much time has passed, as for backups."""


@dataclass(frozen=True, slots=True)
class _Due:
    """Steps of the review whose week is over, ids of all records that are gone for good, of records
    that say something else by now, and of the follow-ups among the first; and visits whose frozen plans still hold what their time is over for."""

    steps: tuple[int, ...]
    keys: tuple[str, ...]
    replaced: tuple[str, ...]
    follow_ups: frozenset[str]
    over: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.steps or self.keys or self.replaced or self.over)


class Retention:
    """What the review erases can be undone for a week; then its keys go, and with them its journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._asked: tuple[dt.date, int] | None = None
        """What Home was answered on which day: it asks after every change."""
        self.count_settled = 0
        """Records that lost their keys since the library was opened."""

    # rules

    def rules(self) -> list[RetentionRule]:
        """The rule of each group, the shipped one where the library has none, in a fixed order."""
        known = {one.id: one for one in reading.where(self._core.reader, RetentionRule, "1 = 1")}
        return [rule_of(group, known) for group in GROUPS]

    def set_rule(
        self,
        group: FieldGroup,
        *,
        days: int,
        purpose: str = "",
        basis: str = "",
        origin: object = None,
    ) -> RetentionRule:
        """Say how long a group is kept; 0 keeps it without end. Empty texts stay as they are.

        :raises UserError: fewer days than none, or more than a century.
        """
        if not 0 <= days <= 36500:
            raise UserError(
                _("{days} days is no period.").format(days=days),
                _("Say a number of days; 0 keeps without end. Nothing was changed."),
            )
        now = next(rule for rule in self.rules() if rule.id == group)
        rule = RetentionRule(
            id=group, days=days, purpose=purpose or now.purpose, basis=basis or now.basis
        )
        facts: dict[str, str | int] = {"name": "", "word": RetentionRule.WORD}
        with self._core.work(N_("Change {name}"), facts, origin=origin) as work:
            work.add_or_put(rule)
        return rule

    def until(self, people: Collection[str]) -> dict[FieldGroup, dt.date]:
        """Until when each group is kept of one person, who may stand here under several ids. What
        counts from each record, or has no end, has no day."""
        last_visit, last_used = queries.last_days(self._core.reader, people)
        found = {}
        for rule in self.rules():
            group = FieldGroup(rule.id)
            day = {Counted.VISIT: last_visit, Counted.LAST_USE: last_used}.get(
                GROUPS[group].counted
            )
            if day is not None and rule.days:
                found[group] = day + dt.timedelta(rule.days)
        return found

    # the review

    def review(self) -> list[Overdue]:
        """All that is kept longer than its rule says, as of today. Writes nothing."""
        days = {FieldGroup(rule.id): rule.days for rule in self.rules()}
        return queries.overdue(self._core.reader, days, self._core.today())

    def erase(self, chosen: Sequence[Overdue], *, origin: object = None) -> int:
        """Take these records away as one step, undoable for seven days. How many went.

        Entries of the registers stand in no history: they are gone at once.
        Those of which the review only names the person stay: a person is erased on the person's page.
        """
        going = [one for one in chosen if one.key and one.word not in REGISTERS]
        entries = [one for one in chosen if one.key and one.word in REGISTERS]
        if not going and not entries:
            return 0
        facts: dict[str, str | int] = {"count": len(going)}
        with self._core.work(LABEL, facts, origin=origin) as work:
            for one in going:
                if one.word in EMPTIED:
                    work.change(BY_NAME[one.word], one.key, **{EMPTIED[one.word]: ""})
                else:
                    work.remove(BY_NAME[one.word], one.key)
            if going:
                number = int(work.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]) + 1
                work.set_fact(_PENDING, ",".join(map(str, (*self._pending(), number))))
            gone_for_good.remove_entries(work, [(one.word, one.key) for one in entries])
            settled.note(work, [one.key for one in entries])
        self.note_review()
        return len(going) + len(entries)

    def note_review(self) -> None:
        """Somebody looked at the review: Home asks again in a month."""
        if self._core.library.read_only:
            return
        with self._core.work(N_("Review what is kept")) as work:
            work.set_fact(_REVIEWED, self._core.today().isoformat())

    @property
    def reviewed_on(self) -> dt.date | None:
        found = self._fact(_REVIEWED)
        return dt.date.fromisoformat(found) if found else None

    def asks_for_review(self) -> int:
        """How many people are overdue in a library that was not reviewed for a month; else 0."""
        last = self.reviewed_on
        if last is not None and (self._core.today() - last).days < REVIEW_DAYS:
            return 0
        today = self._core.today()
        if self._asked is None or self._asked[0] != today:
            self._asked = (today, len({one.person_id or one.name for one in self.review()}))
        return self._asked[1]

    # gone for good

    def settle(self, as_of: dt.date | None = None) -> int:
        """What is gone and cannot be brought back any more goes from the journal, too. How many records.

        That is what the review erased a week ago, and what somebody removed a month ago. The keys with
        which it was sealed are destroyed: the chain of the history still holds, and
        nobody can read the values. Backups keep them until they are thinned out. Of what is there the
        same is done with values that were replaced a month ago; those are not counted. ``as_of`` is the
        beginning of the UTC day from which is counted, else now.
        """
        stamp = dt.datetime.combine(as_of, dt.time()) if as_of else self._core.stamp()
        if self._core.library.read_only or not self._due(self._core.reader, stamp):
            return 0
        from planner.storage.erasing import details_out  # late: a list needs no SQLAlchemy

        with self._core.work(N_("Destroy keys"), journalled=False) as work:
            due = self._due(work, stamp)  # again, for now nobody else brings anything back
            details_out.forget_titles(work, due.follow_ups, _("(erased)"))
            work.destroy_keys((*due.keys, *due.replaced))
            work.end_undo_of((*due.keys, *due.replaced))
            details_out.take_out(work, due.over, due.follow_ups)
            for number in due.steps:
                work.mark_lasting(number)
            left = [number for number in self._pending() if number not in due.steps]
            work.set_fact(_PENDING, ",".join(map(str, left)))
            settled.note(work, due.keys)
        emptying.empty_log(self._core.library)  # it holds the keys as they were
        self.count_settled += len(due.keys)
        return len(due.keys)

    def settle_today(self) -> int:
        """The same, once on each day in this library; who works on the command line asks each time.

        It counts from the earliest of the last three days on which it was asked: a clock that jumps
        ahead and is set right again destroys nothing.
        """
        today = self._core.today().isoformat()
        seen = [day for day in self._fact(_SETTLED).split(",") if day]
        if self._core.library.read_only or today in seen[-1:]:
            return 0
        seen = [*seen, today][-_LOOKS:]
        count = self.settle(dt.date.fromisoformat(min(seen))) if len(seen) == _LOOKS else 0
        with self._core.work(N_("Destroy keys")) as work:
            work.set_fact(_SETTLED, ",".join(seen))
        return count

    def _due(self, reader: Reader, stamp: dt.datetime) -> _Due:
        until = stamp - dt.timedelta(UNDOABLE_DAYS)
        states = queries.steps(reader, self._pending())
        # A step that was undone may be done again: its week counts from when it was first done.
        steps = [number for number, at, undone in states if at <= until and not undone]
        long_ago = stamp - dt.timedelta(REMOVED_DAYS)
        keys = {**queries.gone(reader, steps), **queries.removed(reader, long_ago)}
        follow_ups = frozenset(key for key, word in keys.items() if word == "follow_up")
        over = self._over(reader, steps, stamp)
        if not frozen_details.holding(reader, over, ()):
            over = frozenset()
        replaced = tuple(queries.replaced(reader, long_ago))
        return _Due(tuple(steps), tuple(keys), replaced, follow_ups, over)

    def travel_is_over(self) -> frozenset[str]:
        """The ids of visits of which no frozen plan is to have booking references and seats any more."""
        return self._over(self._core.reader, (), self._core.stamp())

    def _over(self, reader: Reader, due: Collection[int], stamp: dt.datetime) -> frozenset[str]:
        days = next(rule.days for rule in self.rules() if rule.id == FieldGroup.TRAVEL)
        if not days:
            return frozenset()
        waiting = [
            number
            for number, _at, undone in queries.steps(reader, self._pending())
            if number not in due and not undone
        ]
        before = stamp.date() - dt.timedelta(days)
        removed = stamp - dt.timedelta(REMOVED_DAYS)
        over = frozen_details.visits_over(reader, before, removed)
        return over - queries.visits_of(reader, waiting)

    def _pending(self) -> list[int]:
        return [int(number) for number in self._fact(_PENDING).split(",") if number]

    def _fact(self, name: str) -> str:
        rows = self._core.reader.rows(
            "SELECT value FROM library_fact WHERE id = :name", {"name": name}
        )
        return str(rows[0][0] or "") if rows else ""


def of_person(found: Sequence[Overdue], person: PersonId) -> list[Overdue]:
    return [one for one in found if one.person_id == person]

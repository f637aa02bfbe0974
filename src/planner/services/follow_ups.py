"""Follow-ups: find, open, add, tick off, wait, change, remove; the four lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from planner.domain.due_dates import FARTHEST, Shelf, next_one, shelf_of
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, VisitId
from planner.domain.itinerary import Item
from planner.domain.lines import FollowUpLine
from planner.domain.recurrence import RuleUnread, read_rule
from planner.domain.times import require_year
from planner.domain.words import field_names
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.storage.queries import follow_ups as queries
from planner.storage.queries import narrowing

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

OPEN = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
LINKS: Final = ("visit_id", "item_id", "agreement_id", "organisation_id", "person_id")
Shelves = Shelf | Sequence[Shelf] | None
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_LONGEST_REMINDER: Final = 366


class Follower(NamedTuple):
    """The next one of a series, and whether it is still as it was made."""

    id: FollowUpId
    is_untouched: bool


class FollowUps:
    """What was promised and is to be done."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, FollowUp)

    # reading

    def count(self, statuses: Sequence[FollowUpStatus] = OPEN, text: str = "") -> int:
        return queries.follow_ups_count(self._core.reader, list(statuses), self._narrowed(text))

    def page(
        self,
        offset: int = 0,
        limit: int = 100,
        statuses: Sequence[FollowUpStatus] = OPEN,
        text: str = "",
    ) -> list[FollowUpLine]:
        """Follow-ups by due date."""
        return queries.follow_ups_page(
            self._core.reader, list(statuses), self._narrowed(text), offset, limit
        )

    def shelf_count(self, shelf: Shelves, text: str = "", of: Mapping[str, str] = NOTHING) -> int:
        return queries.asked_count(self._core.reader, self._asked(shelf, text, False, of))

    def shelf_page(
        self,
        shelf: Shelves,
        offset: int = 0,
        limit: int = 100,
        text: str = "",
        *,
        by_owner: bool = False,
        of: Mapping[str, str] = NOTHING,
    ) -> list[FollowUpLine]:
        """One of the four lists, several, or all for None; by due date, or by owner and then by date.

        ``of`` narrows to what names these records, by field: ``{"visit_id": …}``.
        """
        asked = self._asked(shelf, text, by_owner, of)
        return queries.asked_page(self._core.reader, asked, offset, limit)

    def _asked(
        self, shelf: Shelves, text: str, by_owner: bool, of: Mapping[str, str]
    ) -> queries.Asked:
        return queries.Asked(
            shelves=(shelf,) if isinstance(shelf, Shelf) else tuple(shelf or ()),
            narrowing=self._narrowed(text),
            today=self._core.today(),
            by_owner=by_owner,
            of=tuple(of.items()),
        )

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "follow_up", text)

    def shelf_of(self, follow_up: FollowUpId) -> Shelf:
        return shelf_of(self.get(follow_up), self._core.today())

    def get(self, follow_up: FollowUpId) -> FollowUp:
        return self.keeper.get(follow_up)

    def of_visit(self, visit: VisitId) -> list[FollowUp]:
        return self.keeper.of(visit_id=visit)

    # verbs

    def add(self, follow_up: FollowUp, *, origin: object = None) -> FollowUpId:
        """A due date that hangs on a visit or an entry is filled in from it.

        :raises UserError: no title, a rule that cannot be read, an anchor without its visit or entry.
        """
        return self.keeper.add(self._checked(follow_up, ("anchor",)), origin=origin).id

    def edit(
        self,
        follow_up: FollowUpId,
        *,
        seen: FollowUp | None = None,
        origin: object = None,
        **fields: Any,
    ) -> FollowUp:
        """A typed date is a fixed one from then on; what it hung on no longer moves it.

        A status that is set does what :meth:`done` and :meth:`reopen` do.

        :raises UserError: as :meth:`add`; nothing is written.
        :raises OutOfDate: a field differs from ``seen``.
        """
        now = self.keeper.get(follow_up)
        unknown = set(fields) - set(field_names(FollowUp))
        if unknown:
            raise TypeError(f"follow_up has no field {', '.join(sorted(unknown))}")
        checked = self._checked(replace(now, **fields), tuple(fields))
        written = {
            name: getattr(checked, name)
            for name in field_names(FollowUp)
            if name in fields or getattr(checked, name) != getattr(now, name)
        }
        ended, was = checked.status is FollowUpStatus.DONE, now.status is FollowUpStatus.DONE
        coming = self._coming(checked) if ended and not was else None
        follower = self._follower(now) if was and checked.status in OPEN else None
        with self._core.work(N_("Change {name}"), _facts(now), origin=origin) as work:
            changed = work.change(FollowUp, follow_up, seen, **written)
            if coming is not None:
                work.add(coming)
            if follower is not None:
                changed = _taken_back(work, changed, follower)
        return changed

    def done(self, follow_up: FollowUpId, *, origin: object = None) -> FollowUpId | None:
        """Tick off a follow-up, as of today; one that repeats comes again in the same step.

        Returns the id of the next one. What is done already stays as it is.

        :raises UserError: its rule cannot be read.
        """
        now, today = self.keeper.get(follow_up), self._core.today()
        if now.status is FollowUpStatus.DONE:
            return None
        coming = self._coming(replace(now, done_on=today))
        with self._core.work(N_("Finish {name}"), _facts(now), origin=origin) as work:
            work.change(FollowUp, follow_up, status=FollowUpStatus.DONE, done_on=today)
            if coming is not None:
                work.add(coming)
        return coming.id if coming is not None else None

    def reopen(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        """Open it again. What came after it is taken back where nobody touched it; else the series
        goes on from there, and this one comes no more after it is done."""
        now = self.keeper.get(follow_up)
        follower = self._follower(now)
        with self._core.work(N_("Reopen {name}"), _facts(now), origin=origin) as work:
            open_one = work.change(FollowUp, follow_up, status=FollowUpStatus.OPEN, done_on=None)
            if follower is not None:
                _taken_back(work, open_one, follower)

    def wait(
        self, follow_up: FollowUpId, waiting_for: str = "", *, origin: object = None
    ) -> FollowUp:
        """It is out of our hands until somebody answers."""
        now = self.keeper.get(follow_up)
        follower = self._follower(now)
        with self._core.work(N_("Wait with {name}"), _facts(now), origin=origin) as work:
            waiting = work.change(
                FollowUp,
                follow_up,
                status=FollowUpStatus.WAITING,
                waiting_for=waiting_for or now.waiting_for,
                done_on=None,
            )
            return waiting if follower is None else _taken_back(work, waiting, follower)

    def remove(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        self.keeper.remove(follow_up, origin=origin)

    # what comes again

    def _coming(self, ended: FollowUp) -> FollowUp | None:
        """What comes after one that is done.

        :raises UserError: its rule cannot be read.
        """
        try:
            return next_one(ended, ended.done_on or self._core.today())
        except RuleUnread as error:
            raise _unread(error) from error

    def _follower(self, now: FollowUp) -> Follower | None:
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

    # what can stand

    def _checked(self, value: FollowUp, typed: Sequence[str]) -> FollowUp:
        if not value.title.strip():
            raise UserError(_("A follow-up needs a title."), _("Type what is to be done."))
        require_year(value.due_on, value.done_on)
        value = _ended(_loosened(self._belonging(value, typed), typed), self._core.today())
        if value.repeats:
            try:
                value = replace(value, repeats=str(read_rule(value.repeats)))
            except RuleUnread as error:
                raise _unread(error) from error
        if value.anchor is not Anchor.NONE:
            needed = value.item_id if value.anchor is Anchor.ITEM else value.visit_id
            if needed is None:
                raise UserError(
                    _("This date counts from an entry. Which one?")
                    if value.anchor is Anchor.ITEM
                    else _("This date counts from a visit. Which one?"),
                    _("Choose it first, then how the date counts."),
                )
            value = replace(value, due_days=value.due_days or 0)
        if abs(value.due_days or 0) > FARTHEST:
            raise UserError(
                _("So many days cannot be meant: {days}.").format(days=value.due_days),
                _("Type how many days before or after it is due."),
            )
        if value.remind_days is not None and not 0 <= value.remind_days <= _LONGEST_REMINDER:
            raise UserError(
                _("A reminder comes at most a year before."), _("Type a number of days.")
            )
        return value

    def _belonging(self, value: FollowUp, typed: Sequence[str]) -> FollowUp:
        """An entry brings its visit along; a visit that is changed lets go of another's entry."""
        if value.item_id is None:
            return value
        item = reading.one(self._core.reader, Item, value.item_id)
        if item is None or item.visit_id == value.visit_id:
            return value
        if value.visit_id is not None and "visit_id" in typed and "item_id" not in typed:
            return replace(value, item_id=None)
        return value if "visit_id" in typed else replace(value, visit_id=item.visit_id)


def _loosened(value: FollowUp, typed: Sequence[str]) -> FollowUp:
    """A date that was typed, and one whose visit or entry is gone, hangs on nothing any more."""
    if {"anchor", "due_days"} & set(typed):
        return value if value.anchor is not Anchor.NONE else replace(value, due_days=None)
    lost = (value.item_id if value.anchor is Anchor.ITEM else value.visit_id) is None
    if lost or "due_on" in typed or value.anchor is Anchor.NONE:
        return replace(value, anchor=Anchor.NONE, due_days=None)
    return value


def _ended(value: FollowUp, today: Any) -> FollowUp:
    """Done says when; what is not done has no such day."""
    if value.status in OPEN:
        return replace(value, done_on=None)
    return value if value.done_on is not None else replace(value, done_on=today)


def _unread(error: RuleUnread) -> UserError:
    return UserError(str(error), _("Choose how often it comes again."))


def _mark(one: FollowUp) -> tuple[object, ...]:
    """By what one of a series is known again, also when somebody is at it already."""
    return (one.due_on, one.repeats, *(getattr(one, name) for name in LINKS))


def _taken_back(work: Work, open_one: FollowUp, follower: Follower) -> FollowUp:
    if follower.is_untouched:
        work.remove(FollowUp, follower.id)
        return open_one
    return work.change(FollowUp, open_one.id, repeats="")


def _facts(one: FollowUp) -> dict[str, str | int]:
    return {"name": one.title, "word": "follow_up"}

"""Follow-ups: find, open, add, tick off, wait, change, remove; the four lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from planner.domain.due_dates import Shelf, shelf_of
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, VisitId
from planner.domain.lines import FollowUpLine
from planner.domain.owners import Owner
from planner.domain.words import field_names
from planner.i18n import N_
from planner.services.core import Core
from planner.services.follow_up_rules import checked
from planner.services.follow_up_series import Series, reopened, taken_back
from planner.services.keeping import Keeper
from planner.storage.queries import follow_ups as queries
from planner.storage.queries import narrowing

OPEN = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
Shelves = Shelf | Sequence[Shelf] | None
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class FollowUps:
    """What was promised and is to be done."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, FollowUp)
        self._series = Series(core)

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
        return queries.asked_count(self._core.reader, self.asked(shelf, text, False, of))

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
        asked = self.asked(shelf, text, by_owner, of)
        return queries.asked_page(self._core.reader, asked, offset, limit)

    def asked(
        self,
        shelf: Shelves,
        text: str,
        by_owner: bool,
        of: Mapping[str, str],
        owner: Owner | None = None,
    ) -> queries.Asked:
        """The question of the lists, in the words of the store."""
        return queries.Asked(
            shelves=(shelf,) if isinstance(shelf, Shelf) else tuple(shelf or ()),
            narrowing=self._narrowed(text),
            today=self._core.today(),
            by_owner=by_owner,
            of=tuple(of.items()),
            owner=owner,
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
        return self.keeper.add(checked(self._core, follow_up, ("anchor",)), origin=origin).id

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
        value = checked(self._core, replace(now, **fields), tuple(fields))
        written = {
            name: getattr(value, name)
            for name in field_names(FollowUp)
            if name in fields or getattr(value, name) != getattr(now, name)
        }
        ended, was = value.status is FollowUpStatus.DONE, now.status is FollowUpStatus.DONE
        coming = self._series.coming(value) if ended and not was else None
        follower = self._series.follower(now) if was and value.status in OPEN else None
        with self._core.work(N_("Change {name}"), _facts(now), origin=origin) as work:
            changed = work.change(FollowUp, follow_up, seen, **written)
            if coming is not None:
                work.add(coming)
            if follower is not None:
                changed = taken_back(work, changed, follower)
        return changed

    def done(
        self, follow_up: FollowUpId, *, note: str = "", origin: object = None
    ) -> FollowUpId | None:
        """Tick off a follow-up, as of today; one that repeats comes again in the same step.

        ``note`` is added to what was noted of it. Returns the id of the next one. What is done already stays as it is.

        :raises UserError: its rule cannot be read.
        """
        now = self.keeper.get(follow_up)
        if now.status is FollowUpStatus.DONE:
            return None
        with self._core.work(N_("Finish {name}"), _facts(now), origin=origin) as work:
            coming = self._series.finish(work, now)
            if note.strip():
                notes = "\n".join(filter(None, (now.notes, note.strip())))
                work.change(FollowUp, follow_up, notes=notes)
        return coming.id if coming is not None else None

    def reopen(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        """Open it again. What came after it is taken back where nobody touched it; else the series
        goes on from there, and this one comes no more after it is done."""
        now = self.keeper.get(follow_up)
        follower = self._series.follower(now)
        with self._core.work(N_("Reopen {name}"), _facts(now), origin=origin) as work:
            reopened(work, now, follower)

    def wait(
        self, follow_up: FollowUpId, waiting_for: str = "", *, origin: object = None
    ) -> FollowUp:
        """It is out of our hands until somebody answers."""
        now = self.keeper.get(follow_up)
        follower = self._series.follower(now)
        with self._core.work(N_("Wait with {name}"), _facts(now), origin=origin) as work:
            waiting = work.change(
                FollowUp,
                follow_up,
                status=FollowUpStatus.WAITING,
                waiting_for=waiting_for or now.waiting_for,
                done_on=None,
            )
            return waiting if follower is None else taken_back(work, waiting, follower)

    def remove(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        self.keeper.remove(follow_up, origin=origin)


def _facts(one: FollowUp) -> dict[str, str | int]:
    return {"name": one.title, "word": "follow_up"}

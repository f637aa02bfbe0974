"""Follow-ups by who has to see to them: the owners, a page of each, and giving one to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.due_dates import Shelf
from planner.domain.followups import FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, PersonId
from planner.domain.lines import FollowUpLine
from planner.domain.owners import Owner
from planner.i18n import N_
from planner.services.core import Core
from planner.services.follow_up_lines import FollowUpLines
from planner.services.follow_ups import NOTHING, FollowUps
from planner.storage.queries import follow_up_owners as queries
from planner.storage.queries.follow_ups import asked_count, asked_page
from planner.text import fold

OPEN: tuple[Shelf, ...] = (Shelf.DUE, Shelf.WAITING, Shelf.LATER)


class FollowUpOwners:
    def __init__(self, core: Core, follow_ups: FollowUps, lines: FollowUpLines) -> None:
        self._core, self._follow_ups, self._lines = core, follow_ups, lines

    def list(
        self,
        text: str = "",
        shelves: Sequence[Shelf] = OPEN,
        of: Mapping[str, str] = NOTHING,
        *,
        offset: int = 0,
        limit: int = 100,
    ) -> list[Owner]:
        """Whoever has some of what stands on these lists, with how many: ours, then theirs."""
        condition, values = self._follow_ups.asked(shelves, text, False, of).condition
        today = self._core.today()
        return queries.owners(self._core.reader, condition, values, today, offset, limit)

    def count(
        self, text: str = "", shelves: Sequence[Shelf] = OPEN, of: Mapping[str, str] = NOTHING
    ) -> int:
        condition, values = self._follow_ups.asked(shelves, text, False, of).condition
        return queries.owners_count(self._core.reader, condition, values)

    def page(
        self,
        owner: Owner,
        offset: int = 0,
        limit: int = 100,
        text: str = "",
        shelves: Sequence[Shelf] = OPEN,
        of: Mapping[str, str] = NOTHING,
    ) -> Sequence[FollowUpLine]:
        """What one of them has, by due date."""
        asked = self._follow_ups.asked(shelves, text, False, of, owner)
        return asked_page(self._core.reader, asked, offset, limit)

    def has(
        self,
        owner: Owner,
        text: str = "",
        shelves: Sequence[Shelf] = OPEN,
        of: Mapping[str, str] = NOTHING,
    ) -> int:
        asked = self._follow_ups.asked(shelves, text, False, of, owner)
        return asked_count(self._core.reader, asked)

    def of(self, follow_up: FollowUpId) -> Owner | None:
        """In whose column a follow-up stands; None when it is done."""
        reader = self._core.reader
        condition = "x.id = :id AND x.status IN ('open', 'waiting')"
        found = queries.owners(reader, condition, {"id": follow_up}, self._core.today(), 0, 1)
        return next(iter(found), None)

    def named(self, name: str, side: Side = Side.OURS) -> Owner:
        """Who is meant by a name: somebody who owns some already, a person of the library, else the
        name as it is. No name is us, or them."""
        known = [one for one in self.list() if fold(one.name) == fold(name) and one.side is side]
        if known:
            return known[0]
        people = self._lines.ground().people(name) if name.strip() else ()
        alike = [one for one in people if fold(one.name) == fold(name)]
        person = PersonId(alike[0].id) if len(alike) == 1 else None
        return Owner(side=side, name=name.strip(), person_id=person)

    def give(self, follow_up: FollowUpId, owner: Owner, *, origin: object = None) -> FollowUp:
        """Another has to see to it from now on. What comes back to us waits no longer; what goes to
        them and waits already waits for them."""
        now = self._follow_ups.get(follow_up)
        was = self.of(follow_up)
        fields: dict[str, Any] = {
            "side": owner.side,
            "owner_id": owner.person_id,
            "owner": "" if owner.person_id else owner.name,
        }
        waits = now.status is FollowUpStatus.WAITING
        if owner.side is Side.OURS and waits and (was is None or was.side is Side.THEIRS):
            fields |= {"status": FollowUpStatus.OPEN, "waiting_for": ""}
        elif owner.side is Side.THEIRS and waits:
            fields["waiting_for"] = owner.name
        facts: dict[str, str | int] = {
            "name": now.title, "owner": owner.title, "word": "follow_up",
        }  # fmt: skip
        with self._core.work(N_("Give {name} to {owner}"), facts, origin=origin) as work:
            return work.change(FollowUp, follow_up, **fields)

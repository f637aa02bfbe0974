"""Follow-ups: find, open, add, tick off, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage.queries import follow_ups as queries
from planner.storage.queries import narrowing

OPEN = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)


class FollowUps:
    """What was promised and is to be done."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, FollowUp)

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

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "follow_up", text)

    def get(self, follow_up: FollowUpId) -> FollowUp:
        return self.keeper.get(follow_up)

    def add(self, follow_up: FollowUp, *, origin: object = None) -> FollowUpId:
        """:raises UserError: no title."""
        if not follow_up.title.strip():
            raise UserError(_("A follow-up needs a title."), _("Type what is to be done."))
        return self.keeper.add(follow_up, origin=origin).id

    def edit(
        self,
        follow_up: FollowUpId,
        *,
        seen: FollowUp | None = None,
        origin: object = None,
        **fields: Any,
    ) -> FollowUp:
        return self.keeper.edit(follow_up, seen=seen, origin=origin, **fields)

    def done(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        """Tick off a follow-up, as of today."""
        now = self.keeper.get(follow_up)
        with self._core.work(
            N_("Finish {name}"), {"name": now.title, "word": "follow_up"}, origin=origin
        ) as work:
            work.change(FollowUp, follow_up, status=FollowUpStatus.DONE, done_on=self._core.today())

    def reopen(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        now = self.keeper.get(follow_up)
        with self._core.work(
            N_("Reopen {name}"), {"name": now.title, "word": "follow_up"}, origin=origin
        ) as work:
            work.change(FollowUp, follow_up, status=FollowUpStatus.OPEN, done_on=None)

    def remove(self, follow_up: FollowUpId, *, origin: object = None) -> None:
        self.keeper.remove(follow_up, origin=origin)

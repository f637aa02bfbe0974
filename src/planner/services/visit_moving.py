"""A whole visit on other days: what goes along is told before, and again when it is done."""

from __future__ import annotations

import datetime as dt

from planner.domain.arranging.moving import MoveGround, Moving
from planner.domain.disclosed import Asked
from planner.domain.ids import VisitId
from planner.domain.times import on_this_clock, require_year
from planner.errors import UserError
from planner.i18n import _
from planner.services.arranging import Arranging
from planner.services.core import Core
from planner.services.disclosures import Disclosures
from planner.services.follow_ups import FollowUps
from planner.services.invitations import Invitations
from planner.services.releases import Releases
from planner.services.visits import Visits

_ALL = 100_000


class VisitMoving:
    def __init__(self, core: Core, visits: Visits, arranging: Arranging) -> None:
        self._core, self._visits, self._arranging = core, visits, arranging

    def ground(self, visit: VisitId) -> MoveGround:
        """The visit with all that says its days, read once; :meth:`MoveGround.to` then tells of any day.

        :raises UserError: the visit has no days yet.
        """
        plan = self._visits.plan(visit)
        if plan.visit.first_day is None:
            raise UserError(_("This visit has no days yet."), _("Set its first day instead."))
        released = max(
            Releases(self._core, self._visits).list(visit), key=lambda one: one.number, default=None
        )
        return MoveGround(
            plan=plan,
            follow_ups=FollowUps(self._core).of_visit(visit),
            today=self._core.today(),
            invitations=len(Invitations(self._core).of_visit(visit)),
            release=released.number if released else 0,
            released_on=on_this_clock(released.released_at).date() if released else None,
            handed_out=len(Disclosures(self._core).page(Asked(visit_id=visit), limit=_ALL)),
        )

    def move(
        self,
        visit: VisitId,
        first_day: dt.date,
        *,
        seen: MoveGround | None = None,
        origin: object = None,
    ) -> Moving:
        """One step; tells what it moved. The same day again moves nothing.

        :raises UserError: the visit has no days yet, or the year cannot be meant.
        :raises OutOfDate: a record was changed since ``seen``; nothing is written.
        """
        require_year(first_day)
        moving = (seen or self.ground(visit)).to(first_day)
        before = seen.plan if seen is not None else None
        self._arranging.move_visit(visit, first_day, seen=before, origin=origin)
        return moving

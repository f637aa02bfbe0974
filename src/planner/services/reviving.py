"""Visits that were called off and take place after all, later: the two stay linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.domain.arranging.cloning import Clone
from planner.domain.ids import VisitId
from planner.domain.visits import Visit, VisitStatus
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.arranging import Arranging
from planner.services.core import Core
from planner.storage import reading

CALLED_OFF: Final = frozenset({VisitStatus.CANCELLED, VisitStatus.POSTPONED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """What a visit was before and became later. ``before`` may be several that were merged into one."""

    before: tuple[Visit, ...] = ()
    after: Visit | None = None


class Reviving:
    """Each verb is one step."""

    def __init__(self, core: Core, arranging: Arranging) -> None:
        self._core = core
        self._arranging = arranging

    def links(self, visit: VisitId) -> Links:
        """:raises NotFound: there is no such visit (any more)."""
        now = self._get(visit)
        after = self._get(now.successor_id) if now.successor_id else None
        before = reading.where(
            self._core.reader, Visit, "successor_id = :id", {"id": visit}, "first_day, id"
        )
        return Links(before=tuple(before), after=after)

    def revive(self, visit: VisitId, clone: Clone, *, origin: object = None) -> VisitId:
        """Clone a visit that was called off, and note the new one as what became of it.

        :raises UserError: it was not called off, has a successor already, or the code is taken.
        """
        now = self._called_off(visit)
        made = self._arranging.clone_of(visit, clone)
        facts: dict[str, str | int] = {"name": now.title, "word": "visit"}
        with self._core.work(N_("Revive {name}"), facts, origin=origin) as work:
            work.add_all(made.records)
            work.change(Visit, visit, successor_id=made.visit.id)
        return made.visit.id

    def link(self, visit: VisitId, after: VisitId | None, *, origin: object = None) -> None:
        """Say that a visit that is in the library already took the place of this one; None of none.

        :raises UserError: it would follow itself, at once or over others.
        """
        now = self._get(visit)
        seen = {visit}
        step = after
        while step is not None:
            if step in seen:
                raise UserError(
                    _("A visit cannot follow itself."), _("Choose another visit, or none.")
                )
            seen.add(step)
            step = self._get(step).successor_id
        facts: dict[str, str | int] = {"name": now.title, "word": "visit"}
        with self._core.work(N_("Say what followed {name}"), facts, origin=origin) as work:
            work.change(Visit, visit, successor_id=after)

    def _called_off(self, visit: VisitId) -> Visit:
        now = self._get(visit)
        if now.status not in CALLED_OFF:
            raise UserError(
                _("“{title}” was neither cancelled nor postponed.").format(title=now.title),
                _("Clone it to plan another one like it."),
            )
        if now.successor_id is not None:
            after = self._get(now.successor_id)
            raise UserError(
                _("“{title}” was revived already as “{other}”.").format(
                    title=now.title, other=after.title
                ),
                _("Open that visit."),
            )
        return now

    def _get(self, key: VisitId) -> Visit:
        found = reading.one(self._core.reader, Visit, key)
        if found is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return found

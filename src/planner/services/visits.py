"""Visits: find, open, add, change, remove."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.domain.ids import AgreementId, VisitId
from planner.domain.lines import VisitLine
from planner.domain.times import require_year, require_zone
from planner.domain.visits import Visit, VisitAgreement, VisitTheme
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.ties import settle, themes_called
from planner.storage.queries import narrowing
from planner.storage.queries import visits as queries

if TYPE_CHECKING:
    from planner.domain.plan import Plan


class Visits:
    """The visits of the library."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Visit)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "visit", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[VisitLine]:
        """Visits, the latest first."""
        return queries.visits_page(self._core.reader, self._narrowed(text), offset, limit)

    def coming(self, limit: int = 5) -> list[VisitLine]:
        """Visits that are not over yet, the nearest first."""
        return queries.coming_visits(self._core.reader, self._core.today().isoformat(), limit)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "visit", text)

    def find(self, text: str) -> Visit:
        """The one visit that a typed id, code or part of the title means.

        :raises NotFound: none fits, or several do; the message lists them.
        """
        found = queries.find_visit(self._core.reader, text)
        if not found:
            raise NotFound(
                _("There is no visit “{text}”.").format(text=text), _("See “planner visit list”.")
            )
        if len(found) > 1:
            names = ", ".join(visit.code or visit.title for visit in found[:5])
            raise NotFound(
                _("“{text}” may mean several visits: {names}.").format(text=text, names=names),
                _("Give the code of one of them."),
            )
        return found[0]

    def get(self, visit: VisitId) -> Visit:
        return self.keeper.get(visit)

    def plan(self, visit: VisitId) -> Plan:
        """The whole visit as it stands.

        :raises NotFound: no such visit.
        """
        from planner.storage.queries.plans import load_plan  # late: the list of visits does without

        plan = load_plan(self._core.reader, visit)
        if plan is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return plan

    def new(self, visit: Visit, *, origin: object = None) -> VisitId:
        """:raises UserError: no title, dates the wrong way round, or an unknown time zone."""
        _check(visit.title, visit.first_day, visit.last_day, visit.zone)
        return self.keeper.add(visit, origin=origin).id

    def edit(
        self, visit: VisitId, *, seen: Visit | None = None, origin: object = None, **fields: Any
    ) -> Visit:
        now = self.keeper.get(visit)
        merged = {
            name: fields.get(name, getattr(now, name))
            for name in ("title", "first_day", "last_day", "zone")
        }
        _check(**merged)
        return self.keeper.edit(visit, seen=seen, origin=origin, **fields)

    def set_themes(self, visit: VisitId, names: Sequence[str], *, origin: object = None) -> None:
        """Make these the themes of a visit; one that is not known yet is added with it."""
        now = self.keeper.get(visit)
        facts: dict[str, str | int] = {"name": now.title, "word": "visit"}
        with self._core.work(N_("Change themes of {name}"), facts, origin=origin) as work:
            settle(work, VisitTheme, ("visit_id", visit), "theme_id", themes_called(work, names))

    def set_agreements(
        self, visit: VisitId, agreements: Sequence[AgreementId], *, origin: object = None
    ) -> None:
        """Say under which agreements a visit takes place."""
        now = self.keeper.get(visit)
        facts: dict[str, str | int] = {"name": now.title, "word": "visit"}
        with self._core.work(N_("Change agreements of {name}"), facts, origin=origin) as work:
            settle(work, VisitAgreement, ("visit_id", visit), "agreement_id", agreements)

    def remove(self, visit: VisitId, *, origin: object = None) -> None:
        """Remove a visit with its delegation, itinerary and releases; one undo brings all back."""
        self.keeper.remove(visit, origin=origin)


def _check(title: str, first_day: dt.date | None, last_day: dt.date | None, zone: str) -> None:
    if not title.strip():
        raise UserError(_("A visit needs a title."), _("Type what it is called."))
    if first_day and last_day and last_day < first_day:
        raise UserError(_("The visit would end before it begins."), _("Check the two dates."))
    require_year(first_day, last_day)
    require_zone(zone)

"""Briefs of a visit: one sheet for the visit as a whole, one or more for an entry of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.domain import briefs as rules
from planner.domain.briefs import Brief
from planner.domain.grants import briefs_for
from planner.domain.ids import ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.privacy import Profile
from planner.domain.visits import Visit
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, clean_text

LONG_TEXTS: Final = ("objective", "points", "usable", "not_disclosed")
TEXT_LIMIT: Final = 20_000
"""Characters of one text of a brief: some eight printed pages."""


class Briefs(Parts[Brief]):
    """Each verb is one step. No label, list or log says what a brief is about."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a brief of {name}"),
            change=N_("Change a brief of {name}"),
            remove=N_("Remove a brief of {name}"),
        )
        super().__init__(core, Brief, "visit_id", _namer(core), labels, self._require)

    def briefs(self, visit: VisitId, profile: Profile = Profile.INTERNAL) -> tuple[Brief, ...]:
        """All that ``profile`` may read: those of the visit, then by entry in the order of time.

        Hosts, sites, drivers, the press and guests get none; delegates of our own who travel get
        them without what is not to be disclosed.

        :raises NotFound: there is no such visit.
        """
        owner = reading.one(self._core.reader, Visit, visit)
        if owner is None:
            raise _no_visit()
        rows = self._core.reader.rows(
            "SELECT id FROM item WHERE visit_id = :id ORDER BY start_instant, rank, id",
            {"id": visit},
        )
        ordered = rules.in_order(self.of(visit), [ItemId(row[0]) for row in rows])
        return briefs_for(ordered, profile, owner.direction)

    def get(self, key: str) -> Brief:
        """:raises NotFound: there is no such brief (any more)."""
        return self._get(key)

    def note(
        self, visit: VisitId, item: ItemId | None = None, *, origin: object = None, **fields: Any
    ) -> Brief:
        """Write a brief of the visit, or of one entry of it, behind those that are there.

        Without a ``dated`` it speaks for today.

        :raises UserError: the entry is of another visit, or a text is too long.
        :raises NotFound: there is no such visit (any more).
        """
        others = [one for one in self.of(visit) if one.item_id == item]
        brief = Brief(
            id=RecordId(new_id()),
            visit_id=visit,
            item_id=item,
            **{
                "dated": self._core.today(),
                "rank": max((one.rank + 1 for one in others), default=0),
                **_cleaned(fields),
            },
        )
        return self.add(brief, origin=origin)

    def edit(
        self, key: str, /, *, seen: Brief | None = None, origin: object = None, **fields: Any
    ) -> Brief:
        """:raises UserError: it cannot be so. :raises OutOfDate: the field changed since ``seen``."""
        return super().edit(key, seen=seen, origin=origin, **_cleaned(fields))

    def _require(self, brief: Brief, _others: list[Brief]) -> None:
        if any(len(getattr(brief, name)) > TEXT_LIMIT for name in LONG_TEXTS):
            raise UserError(
                _("A text of a brief holds at most {limit} characters.").format(limit=TEXT_LIMIT),
                _("Shorten it. Nothing was changed."),
            )
        if brief.item_id is None:
            return
        item = reading.one(self._core.reader, Item, brief.item_id)
        if item is None or item.visit_id != brief.visit_id:
            raise UserError(
                _("This entry is not in the visit."), _("Choose an entry of the visit.")
            )


def _cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """As the library keeps them, but not cut: what is too long is refused, not shortened."""
    return {
        name: clean_text(value, limit=TEXT_LIMIT + 1)
        if name in LONG_TEXTS
        else clean_line(value)
        if isinstance(value, str) and name in ("title", "department")
        else value
        for name, value in fields.items()
    }


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Visit, key)
        if found is None:
            raise _no_visit()
        return found.title or found.code

    return name


def _no_visit() -> NotFound:
    return NotFound(_("This visit is not in the library."), _("It may have been removed."))

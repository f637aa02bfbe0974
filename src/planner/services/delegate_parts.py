"""What is known of one delegate for this visit only: travel documents, and needs with who was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from planner.domain.access import BorderPaper
from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import Item
from planner.domain.needs_passed import NeedsAt, needs_at
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.row_changes import NEED_DAYS
from planner.domain.visits import Delegate, Need, NeedPassed, Visit
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading


class Papers(Parts[BorderPaper]):
    """Passports and visas: whether they are in hand and until when they hold, not their numbers: these are hidden details."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a travel document of {name}"),
            change=N_("Change a travel document of {name}"),
            remove=N_("Remove a travel document of {name}"),
        )
        super().__init__(core, BorderPaper, "delegate_id", _namer(core), labels, _right_paper)

    def note(
        self, delegate: DelegateId, country: str = "", *, origin: object = None, **fields: Any
    ) -> BorderPaper:
        """Note a document for a country, or for any; to be erased some weeks after the visit."""
        purge = _of_delegate(self._core, delegate)
        paper = BorderPaper(
            id=RecordId(new_id()),
            delegate_id=delegate,
            country=country,
            **{"purge_after": purge, **fields},
        )
        return self.add(paper, origin=origin)


class Needs(Parts[Need]):
    """Diets, access and the like. No label, list or log says what a need is."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a need of {name}"),
            change=N_("Change a need of {name}"),
            remove=N_("Remove a need of {name}"),
        )
        super().__init__(core, Need, "delegate_id", _namer(core), labels, _right_need)

    def note(self, delegate: DelegateId, *, origin: object = None, **fields: Any) -> Need:
        """Note a need; it is to be erased some weeks after the visit."""
        purge = _of_delegate(self._core, delegate)
        need = Need(id=RecordId(new_id()), delegate_id=delegate, **{"purge_after": purge, **fields})
        return self.add(need, origin=origin)

    def entries(self, plan: Plan, *, every_kind: bool = False) -> list[NeedsAt]:
        """Which needs concern which entries of a visit, and which of them were passed on."""
        heads = sorted(one.id for one in plan.delegates)
        needs = reading.having(self._core.reader, Need, "delegate_id", heads)
        items = sorted(item.id for item in plan.items)
        passed = reading.having(self._core.reader, NeedPassed, "item_id", items)
        return list(needs_at(plan, needs, passed, every_kind=every_kind))

    def pass_on(self, item: ItemId, needs: Iterable[RecordId], *, origin: object = None) -> int:
        """Note that whoever runs an entry was told these needs: one step. How many are new.

        :raises NotFound: there is no such entry (any more).
        """
        entry, told = self._entry(item), {one.need_id for one in self._told(item)}
        wanted = list(dict.fromkeys(needs))
        known = reading.having(self._core.reader, Need, "id", wanted)
        new = [need for need in known if need.id not in told]
        if not new:
            return 0
        facts: dict[str, str | int] = {"count": len(new), "name": entry.title, "word": "item"}
        with self._core.work(
            N_("Note {count} needs as passed on for {name}"), facts, origin=origin
        ) as work:
            for need in new:
                work.add(
                    NeedPassed(
                        id=RecordId(new_id()),
                        need_id=need.id,
                        item_id=item,
                        at=self._core.stamp(),
                        author=self._core.author,
                    )
                )
        return len(new)

    def take_back(self, item: ItemId, needs: Iterable[RecordId], *, origin: object = None) -> int:
        """Note that these were not told after all: one step. How many notes went.

        :raises NotFound: there is no such entry (any more).
        """
        entry, meant = self._entry(item), set(needs)
        gone = [one for one in self._told(item) if one.need_id in meant]
        if not gone:
            return 0
        facts: dict[str, str | int] = {"count": len(gone), "name": entry.title, "word": "item"}
        with self._core.work(
            N_("Note {count} needs as not passed on for {name}"), facts, origin=origin
        ) as work:
            for one in gone:
                work.remove(NeedPassed, one.id)
        return len(gone)

    def _told(self, item: ItemId) -> list[NeedPassed]:
        return reading.where(self._core.reader, NeedPassed, "item_id = :id", {"id": item})

    def _entry(self, key: ItemId) -> Item:
        found = reading.one(self._core.reader, Item, key)
        if found is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        return found


def _right_paper(paper: BorderPaper, _others: list[BorderPaper]) -> None:
    if paper.country and not (len(paper.country) == 2 and paper.country.isalpha()):
        raise UserError(
            _("“{text}” is no country code.").format(text=paper.country),
            _("Choose a country, or none for any country."),
        )


def _right_need(_need: Need, _others: list[Need]) -> None:
    """Whatever somebody needs is right."""


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        one = reading.one(core.reader, Delegate, key)
        if one is None:
            raise NotFound(
                _("This delegate is not in the library."), _("It may have been removed.")
            )
        person = reading.one(core.reader, Person, one.person_id) if one.person_id else None
        return person.name if person else one.placeholder or "N.N."

    return name


def purge_after(visit: Visit) -> dt.date | None:
    """The day after which what was noted for a visit only is to be erased."""
    return visit.last_day + dt.timedelta(NEED_DAYS) if visit.last_day else None


def _of_delegate(core: Core, delegate: DelegateId) -> dt.date | None:
    one = reading.one(core.reader, Delegate, delegate)
    visit = reading.one(core.reader, Visit, one.visit_id) if one else None
    return purge_after(visit) if visit else None

"""Who sleeps in which room of a stay. Each verb is one step, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.travel import Rooming, RoomKind
from planner.domain.visits import Delegate
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.text import clean_line, clean_text


class Lodging:
    """The rooms of stays."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, stay: ItemId) -> dict[DelegateId, Rooming]:
        """What is known of the rooms, by delegate."""
        found = reading.where(self._core.reader, Rooming, "item_id = :id", {"id": stay})
        return {one.delegate_id: one for one in found}

    def put(
        self,
        stay: ItemId,
        delegates: Iterable[DelegateId],
        *,
        origin: object = None,
        **fields: Any,
    ) -> int:
        """Say for these people the ``kind``, ``room``, ``reference`` or ``notes``. How many changed.

        Who gets the same ``room`` shares it. An entry that says nothing any more goes.

        :raises UserError: the entry is no stay. :raises NotFound: it or somebody is gone.
        """
        item = _stay(self._core, stay)
        heads = _heads(self._core, item, delegates)
        values = _clean(fields)
        before = self.of(stay)
        blank = {
            key: Rooming(id=RecordId(new_id()), item_id=stay, delegate_id=key) for key in heads
        }
        wanted = {key: replace(before.get(key, blank[key]), **values) for key in heads}
        changed = [key for key in heads if wanted[key] != before.get(key, blank[key])]
        if not changed:
            return 0
        facts: dict[str, str | int] = {"name": item.title, "count": len(changed), "word": "item"}
        label = N_("Rooms of {name}: {count} people")
        with self._core.work(label, facts, origin=origin) as work:
            for key in changed:
                known = before.get(key)
                if _is_empty(wanted[key]):
                    if known:
                        work.remove(Rooming, known.id)
                elif known is None:
                    work.add(wanted[key])
                else:
                    work.change(Rooming, known.id, known, **values)
        return len(changed)

    def clear(self, stay: ItemId, delegates: Iterable[DelegateId], *, origin: object = None) -> int:
        """Nothing is known any more of the rooms of these. How many had one."""
        empty = {"kind": RoomKind.OTHER, "room": "", "reference": "", "notes": ""}
        return self.put(stay, delegates, origin=origin, **empty)


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    values = dict(fields)
    for name in ("room", "reference"):
        if name in values:
            values[name] = clean_line(values[name])
    if "notes" in values:
        values["notes"] = clean_text(values["notes"])
    if "kind" in values:
        values["kind"] = RoomKind(values["kind"])
    return values


def _is_empty(one: Rooming) -> bool:
    return not (one.kind or one.room or one.reference or one.notes)


def _stay(core: Core, key: ItemId) -> Item:
    item = reading.one(core.reader, Item, key)
    if item is None:
        raise NotFound(_("This record is not in the library."), _("It may have been removed."))
    if item.kind is not ItemKind.STAY:
        raise UserError(
            _("“{item}” is no stay.").format(item=item.title),
            _("Rooms belong to stays: change its kind first."),
        )
    return item


def _heads(core: Core, item: Item, delegates: Iterable[DelegateId]) -> list[DelegateId]:
    """These delegates, each once; all are of the visit of the entry."""
    wanted = list(dict.fromkeys(delegates))
    known = {
        one.id
        for one in reading.having(core.reader, Delegate, "id", wanted)
        if one.visit_id == item.visit_id
    }
    if any(one not in known for one in wanted):
        raise NotFound(_("This delegate is not in the library."), _("It may have been removed."))
    return wanted

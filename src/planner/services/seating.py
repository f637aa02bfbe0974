"""Who rides in which vehicle of an entry. Each verb is one step, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.ids import DelegateId, ItemId, RecordId, ResourceId, new_id
from planner.domain.itinerary import Item, ItemResource
from planner.domain.plan import Plan
from planner.domain.seats import spread
from planner.domain.travel import Ride
from planner.domain.visits import Delegate
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.text import clean_line


class Seating:
    """The rides of entries; nobody rides in two vehicles of one."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, item: ItemId) -> dict[DelegateId, Ride]:
        """Who rides where, by delegate."""
        found = reading.where(self._core.reader, Ride, "item_id = :id", {"id": item})
        return {one.delegate_id: one for one in found}

    def ride(
        self,
        item: ItemId,
        delegates: Iterable[DelegateId],
        vehicle: ResourceId | None,
        *,
        origin: object = None,
    ) -> int:
        """Put these people into a vehicle, out of any other; None takes their place away. How many moved.

        :raises UserError: the vehicle is not booked for the entry. :raises NotFound: somebody is gone.
        """
        return self._put(item, dict.fromkeys(delegates, vehicle), origin)

    def spread(self, plan: Plan, item: ItemId, *, origin: object = None) -> int:
        """Put who has no place into the vehicles with free seats; see :func:`seats.spread`. How many."""
        return self._put(item, dict(spread(plan, plan.item[item])), origin)

    def seat(
        self, item: ItemId, delegates: Iterable[DelegateId], seat: str, *, origin: object = None
    ) -> None:
        """:raises UserError: nobody said yet in which vehicle one of them rides."""
        known, heads = self.of(item), list(dict.fromkeys(delegates))
        if any(key not in known for key in heads):
            raise UserError(
                _("Nobody said yet in which vehicle."), _("Choose the vehicle, then the seat.")
            )
        label = N_("Seats on {name}: {count} people")
        with self._core.work(label, self._facts(item, len(heads)), origin=origin) as work:
            for key in heads:
                work.change(Ride, known[key].id, known[key], seat=clean_line(seat))

    def _put(
        self, item: ItemId, wanted: Mapping[DelegateId, ResourceId | None], origin: object
    ) -> int:
        self._require(item, wanted)
        before = reading.where(self._core.reader, Ride, "item_id = :id", {"id": item})
        rides: dict[DelegateId, list[Ride]] = {}
        for one in before:
            rides.setdefault(one.delegate_id, []).append(one)
        moved = {
            key: vehicle
            for key, vehicle in wanted.items()
            if [one.resource_id for one in rides.get(key, ())] != ([vehicle] if vehicle else [])
        }
        if not moved:
            return 0
        label = N_("Vehicles of {name}: {count} people")
        with self._core.work(label, self._facts(item, len(moved)), origin=origin) as work:
            for key, vehicle in moved.items():
                held = rides.get(key, [])
                known = held[0] if held else None
                for one in held[1:]:
                    work.remove(Ride, one.id)
                if vehicle is None:
                    if known is not None:
                        work.remove(Ride, known.id)
                elif known is None:
                    work.add(
                        Ride(
                            id=RecordId(new_id()),
                            item_id=item,
                            resource_id=vehicle,
                            delegate_id=key,
                        )
                    )
                elif known.resource_id != vehicle:
                    # Another vehicle has other seats.
                    work.change(Ride, known.id, known, resource_id=vehicle, seat="")
        return len(moved)

    def _require(self, item: ItemId, wanted: Mapping[DelegateId, ResourceId | None]) -> None:
        reader = self._core.reader
        entry = reading.one(reader, Item, item)
        known = {
            one.id
            for one in reading.having(reader, Delegate, "id", list(wanted))
            if entry is not None and one.visit_id == entry.visit_id
        }
        if entry is None or any(key not in known for key in wanted):
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        booked = {
            one.resource_id
            for one in reading.where(reader, ItemResource, "item_id = :id", {"id": item})
        }
        if any(vehicle not in booked for vehicle in wanted.values() if vehicle):
            raise UserError(
                _("This vehicle is not booked for “{item}”.").format(item=entry.title),
                _("Book it first."),
            )

    def _facts(self, item: ItemId, count: int) -> dict[str, str | int]:
        entry = reading.one(self._core.reader, Item, item)
        return {"name": entry.title if entry else "", "count": count, "word": "item"}

"""Two hundred acts of all kinds on the itinerary, all taken back: the same plan, the same calendars."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.arranging.flowing import lengthened, shifted_after
from planner.domain.arranging.swapping import swapped
from planner.domain.ids import VisitId
from planner.domain.itinerary import AudienceKind, Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.domain.words import plain
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner

Act = Callable[[Planner, Plan, Item, random.Random], object]


def _move(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    day = plan.visit.first_day or dt.date(2027, 5, 9)
    local = dt.datetime.combine(
        day + dt.timedelta(chance.randrange(4)), dt.time(chance.randrange(7, 21), 15)
    )
    return planner.itineraries.move(item.id, Slot(WallTime(local, plan.visit.zone)))


def _lengthen(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    proposal = lengthened(plan, item.id, chance.choice([15, 30, 45]))
    return planner.arranging.arrange(plan.visit.id, proposal, seen=plan)


def _shift(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    proposal = shifted_after(plan, item.id, chance.choice([-15, 20, 60]))
    return planner.arranging.arrange(plan.visit.id, proposal, seen=plan)


def _swap(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    other = chance.choice([one for one in plan.scheduled if one.id != item.id])
    return planner.arranging.arrange(plan.visit.id, swapped(plan, item.id, other.id), seen=plan)


def _duplicate(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    day = plan.visit.first_day or dt.date(2027, 5, 9)
    return planner.arranging.duplicate(
        plan.visit.id, item.id, day + dt.timedelta(chance.randrange(4))
    )


def _unschedule(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    return planner.itineraries.unschedule(item.id)


def _remove(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    return planner.itineraries.remove(item.id)


def _edit(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    return planner.itineraries.edit(
        item.id, title=f"{item.title} {chance.randrange(9)}", status=ItemStatus.CONFIRMED
    )


def _audience(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    people = [one.id for one in chance.sample(plan.delegates, 3)]
    return planner.itineraries.set_audience(item.id, AudienceKind.NAMED, delegates=people)


def _several(planner: Planner, plan: Plan, item: Item, chance: random.Random) -> object:
    some = chance.sample(plan.items, 4)
    return planner.several.edit(some, place=f"Hall {chance.randrange(9)}")


ACTS: tuple[Act, ...] = (
    _move, _lengthen, _shift, _swap, _duplicate, _unschedule, _remove, _edit, _audience, _several,
)  # fmt: skip


def written(planner: Planner, visit: VisitId, folder: Path) -> dict[str, bytes]:
    """Every calendar file of the visit."""
    folder.mkdir()
    request = ExportRequest(
        visit_id=visit, folder=folder, calendars=(Calendars.VISIT, Calendars.GROUPS)
    )
    return {path.name: path.read_bytes() for path in planner.exporting.write(request).files}


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_acts_undone_give_the_identical_export(
    sample: Planner, tmp_path: Path, seed: int
) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    before = json.dumps(plain(sample.visits.plan(visit)), sort_keys=True)
    exported = written(sample, visit, tmp_path / "before")
    marked = json.dumps(plain(sample.visits.plan(visit)), sort_keys=True)
    start = sample.history.next_undo()
    chance = random.Random(seed)
    done = 0
    while done < 200:
        plan = sample.visits.plan(visit)
        latest = sample.history.next_undo()
        item = chance.choice(plan.scheduled)
        chance.choice(ACTS)(sample, plan, item, chance)
        if sample.history.next_undo() != latest:
            done += 1
    assert json.dumps(plain(sample.visits.plan(visit)), sort_keys=True) != marked

    for _act in range(200):
        sample.history.undo()

    assert sample.history.next_undo() == start
    assert json.dumps(plain(sample.visits.plan(visit)), sort_keys=True) == marked
    assert written(sample, visit, tmp_path / "after") == exported
    assert before

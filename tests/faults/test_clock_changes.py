"""No way out moves an entry by the hour that the clocks are changed by (rows H1, H2 and M14)."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from factories import visit
from faults.clock_changes import (
    FIRST,
    LAST,
    SAMPLE,
    SAMPLE_YEARS,
    changes,
    entries,
    journeys,
    moments,
    moved,
    zones,
)
from faults.ways_of_times import OF_JOURNEYS, WAYS, Ground
from planner.domain.ids import DelegateId, new_id
from planner.domain.plan import Plan
from planner.domain.visits import Delegate
from planner.services.planner import Planner

LONG = "PLANNER_LONG" in os.environ
AT_ONCE = 12
"""Zones in one visit."""


def test_no_change_of_the_clocks_moves_an_entry_on_any_way_out(
    open_copy: Callable[[Path], Planner], empty_file: Path, tmp_path: Path
) -> None:
    """Every zone and every change of eleven years in the long run; thirteen zones in the suite."""
    wanted = zones() if LONG else list(SAMPLE)
    years = range(FIRST, LAST + 1) if LONG else SAMPLE_YEARS
    begun, counted = time.perf_counter(), Counter[str]()
    wrong: list[str] = []
    planner, colleague = open_copy(empty_file), open_copy(empty_file)
    for place in range(0, len(wanted), AT_ONCE):
        part = wanted[place : place + AT_ONCE]
        ground = _ground(planner, colleague, part, years, tmp_path, counted)
        if ground is None:
            continue
        for way in (*WAYS, *OF_JOURNEYS):
            items = ground.plan.items
            if way in OF_JOURNEYS:
                items = tuple(item for item in items if item.id in ground.plan.leg_of)
            meant = moments(items)
            wrong += [f"{way.__name__}: {one}" for one in moved(meant, way(ground))]
            counted[way.__name__] += len(meant)
    told = f"{len(wanted)} zones, {dict(counted)}, {time.perf_counter() - begun:.0f} s"
    print(told, f"moved: {len(wrong)}")
    assert counted["entries"] > 400
    assert not wrong, "\n".join([told, f"{len(wrong)} moved", *wrong[:20]])


def _ground(
    planner: Planner,
    colleague: Planner,
    part: list[str],
    years: range | tuple[int, ...],
    folder: Path,
    counted: Counter[str],
) -> Ground | None:
    found = [change for zone in part for change in changes(zone, years)]
    if not found:
        return None
    trip = visit(zone=part[0], code=f"Z{counted['visits']}", first_day=None, last_day=None)
    items = entries(trip.id, found)
    legs = journeys(items)
    guest = Delegate(id=DelegateId(new_id()), visit_id=trip.id, placeholder="N.N.")
    planner.visits.new(trip)
    with planner._core.work("Put in many") as work:
        work.add_many([*items, *legs, guest])
    counted.update(visits=1, changes=len(found), entries=len(items))
    plan = Plan(visit=trip, items=tuple(items), legs=tuple(legs), delegates=(guest,))
    return Ground(planner, colleague, plan, folder)


def test_the_bundled_rules_have_all_zones() -> None:
    assert len(zones()) > 590

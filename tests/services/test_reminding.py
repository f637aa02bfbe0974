"""Reminders of a real library, with a clock that a test moves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, ItemId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.services.reminding import Reminding

TODAY = dt.date(2027, 4, 1)


@pytest.fixture
def visit(planner: Planner) -> VisitId:
    return planner.visits.new(
        Visit(id=VisitId(new_id()), title="Kobe", first_day=TODAY, last_day=TODAY)
    )


def _entry(planner: Planner, visit: VisitId, title: str, start: str, **fields: Any) -> ItemId:
    begins = dt.datetime.combine(TODAY, dt.time.fromisoformat(start))
    values: dict[str, Any] = {
        "start_local": begins,
        "end_local": begins + dt.timedelta(hours=1),
        "start_zone": "Asia/Tokyo",
        "end_zone": "Asia/Tokyo",
        **fields,
    }
    item = Item(id=ItemId(new_id()), visit_id=visit, title=title, **values)
    return planner.keeper(Item).add(item).id


def texts(planner: Planner) -> list[str]:
    return [one.text for one in planner.reminding.now()]


def test_entries_of_the_next_minutes_are_told_once_and_again_when_put_off(
    planner: Planner, visit: VisitId, clock: Any
) -> None:
    _entry(planner, visit, "Tour", "18:40")  # 9:40 UTC; now it is 9:30
    _entry(planner, visit, "Later", "19:00")
    _entry(planner, visit, "Off", "18:40", status=ItemStatus.CANCELLED)
    _entry(planner, visit, "Hotel", "18:40", kind=ItemKind.STAY)
    (tour,) = planner.reminding.now()
    assert tour.text == "In 10 minutes, at 18:40: Tour"
    planner.reminding.heard(tour)
    assert not texts(planner)
    assert not Reminding(planner._core, planner.home).now()  # not after a restart either

    planner.reminding.later(tour)
    assert not texts(planner)
    clock.forward(minutes=6)
    assert texts(planner) == ["In 4 minutes, at 18:40: Tour"]
    clock.forward(minutes=5)
    assert not texts(planner)  # it has begun


def test_how_soon_is_a_setting_and_nought_is_never(planner: Planner, visit: VisitId) -> None:
    _entry(planner, visit, "Tour", "19:00")
    assert not texts(planner)
    planner.settings.choose("remind_minutes", 30)
    assert texts(planner) == ["In 30 minutes, at 19:00: Tour"]
    planner.settings.choose("remind_minutes", 0)
    assert not texts(planner)


def test_a_follow_up_comes_back_the_next_day_only_at_another_stage(
    planner: Planner, clock: Any
) -> None:
    planner.follow_ups.add(
        FollowUp(
            id=FollowUpId(new_id()), title="Diets", due_on=TODAY + dt.timedelta(2), remind_days=2
        )
    )
    planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Done", due_on=TODAY, status=FollowUpStatus.DONE)
    )
    (near,) = planner.reminding.now()
    assert near.text == "Due on 3 Apr 2027: Diets"
    planner.reminding.heard(near)
    clock.forward(days=1)
    assert not texts(planner)
    clock.forward(days=1)
    assert texts(planner) == ["Due today: Diets"]


def test_ticking_one_of_several_off_brings_no_new_reminder(planner: Planner, clock: Any) -> None:
    first, *_rest = [
        planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title=name, due_on=TODAY))
        for name in ("Diets", "Cars", "Gifts", "Menus")
    ]
    (four,) = planner.reminding.now()
    assert four.text == "4 follow-ups are due today"
    planner.reminding.heard(four)
    planner.follow_ups.done(first)
    assert not texts(planner)
    assert not Reminding(planner._core, planner.home).now()

    planner.reminding.later(four)
    assert not texts(planner)
    clock.forward(minutes=6)
    assert texts(planner) == ["3 follow-ups are due today"]


def test_what_was_said_months_before_its_day_is_not_said_again(
    planner: Planner, clock: Any
) -> None:
    far = TODAY + dt.timedelta(300)
    planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Report", due_on=far, remind_days=300)
    )
    (near,) = planner.reminding.now()
    planner.reminding.heard(near)
    clock.forward(days=90)
    planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Cars", due_on=TODAY + dt.timedelta(90))
    )
    (cars,) = planner.reminding.now()
    assert cars.text == "Due today: Cars"
    planner.reminding.heard(cars)
    assert not texts(planner)


@pytest.mark.parametrize("kept", ["soon", -5, True, 10**30, "NaN"])
def test_damaged_settings_are_no_trouble(planner: Planner, visit: VisitId, kept: Any) -> None:
    _entry(planner, visit, "Tour", "18:40")
    for key in ("remind_minutes", "renewal_weeks", "quiet_months"):
        planner.settings.chosen[key] = kept
    assert texts(planner) == ["In 10 minutes, at 18:40: Tour"]
    assert planner.reminding.of_the_day() == []


def test_a_damaged_memory_is_no_trouble(planner: Planner, visit: VisitId) -> None:
    path = planner.reminding._path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[1, 2", encoding="utf-8")
    _entry(planner, visit, "Tour", "18:40")
    assert len(texts(planner)) == 1

"""Follow-ups as a coordinator works with them: the lists, ticking off, waiting, what can stand."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from factories import MONDAY, item, organisation, person, visit
from planner.domain.due_dates import Shelf, shelf_of
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, PersonId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.errors import UserError
from planner.services.planner import Planner

TODAY = dt.date(2027, 4, 1)


def follow_up(title: str = "Send photos", **fields: object) -> FollowUp:
    return FollowUp(**{"id": FollowUpId(new_id()), "title": title, **fields})  # type: ignore[arg-type]


def titles(planner: Planner, shelf: Shelf, **asked: object) -> list[str]:
    return [line.title for line in planner.follow_ups.shelf_page(shelf, **asked)]  # type: ignore[arg-type]


def test_the_lists_are_those_of_the_rule(planner: Planner) -> None:
    trip = planner.visits.new(visit(first_day=None, last_day=None))
    number = 0
    for status in FollowUpStatus:
        for side in Side:
            for days in (-3, 0, 14, 15, None):
                for anchor in (Anchor.NONE, Anchor.ARRIVAL):
                    if anchor and days is not None:
                        continue
                    due = None if days is None else TODAY + dt.timedelta(days)
                    number += 1
                    planner.follow_ups.add(
                        follow_up(
                            f"{number}",
                            status=status,
                            side=side,
                            due_on=due,
                            anchor=anchor,
                            visit_id=trip if anchor else None,
                        )
                    )
    known = planner.follow_ups.keeper.of()
    for shelf in Shelf:
        wanted = {one.title for one in known if shelf_of(one, TODAY) is shelf}
        assert set(titles(planner, shelf)) == wanted
        assert planner.follow_ups.shelf_count(shelf) == len(wanted)
    assert sum(planner.follow_ups.shelf_count(shelf) for shelf in Shelf) == number


def test_due_is_by_date_and_by_owner_the_nameless_come_last(planner: Planner) -> None:
    eva = person("Lund", "Eva")
    planner.keeper(Person).add(eva)
    for title, days, fields in (
        ("c", 5, {}),
        ("b", 3, {"owner": "Jens"}),
        ("a", 1, {"owner_id": PersonId(eva.id)}),
        ("d", None, {"owner": "jens"}),
    ):
        due = TODAY + dt.timedelta(days) if days else None
        planner.follow_ups.add(follow_up(title, due_on=due, **fields))
    assert titles(planner, Shelf.DUE) == ["a", "b", "c", "d"]
    assert titles(planner, Shelf.DUE, by_owner=True) == ["a", "b", "d", "c"]
    lines = planner.follow_ups.shelf_page(Shelf.DUE)
    assert [line.owner for line in lines] == ["Eva Lund", "Jens", "", "jens"]


def test_ticking_off_a_repeating_one_makes_the_next_in_the_same_step(planner: Planner) -> None:
    key = planner.follow_ups.add(follow_up(due_on=TODAY, repeats="rrule:freq=monthly"))
    steps = planner.history.count()

    coming = planner.follow_ups.done(key)

    assert coming is not None
    assert planner.history.count() == steps + 1
    assert planner.follow_ups.get(key).status is FollowUpStatus.DONE
    assert planner.follow_ups.get(coming).due_on == dt.date(2027, 5, 1)
    assert planner.follow_ups.done(key) is None
    planner.history.undo()
    assert planner.follow_ups.keeper.find(coming) is None
    assert planner.follow_ups.get(key).status is FollowUpStatus.OPEN


def series(planner: Planner) -> list[tuple[dt.date | None, FollowUpStatus]]:
    known = planner.follow_ups.keeper.of()
    return sorted((one.due_on or dt.date.max, one.status) for one in known)


def test_what_is_opened_again_takes_the_untouched_next_one_back(planner: Planner) -> None:
    key = planner.follow_ups.add(follow_up(due_on=TODAY, repeats="FREQ=MONTHLY"))
    once = [(TODAY, FollowUpStatus.DONE), (dt.date(2027, 5, 1), FollowUpStatus.OPEN)]

    planner.follow_ups.done(key)
    planner.follow_ups.reopen(key)
    assert series(planner) == [(TODAY, FollowUpStatus.OPEN)]

    planner.follow_ups.done(key)
    assert series(planner) == once
    planner.follow_ups.edit(key, status=FollowUpStatus.OPEN)
    planner.follow_ups.edit(key, status=FollowUpStatus.DONE)
    assert series(planner) == once
    planner.follow_ups.wait(key)
    assert series(planner) == [(TODAY, FollowUpStatus.WAITING)]


def test_a_next_one_that_somebody_is_at_stays_and_comes_only_once(planner: Planner) -> None:
    key = planner.follow_ups.add(follow_up(due_on=TODAY, repeats="FREQ=MONTHLY"))
    coming = planner.follow_ups.done(key)
    assert coming is not None
    planner.follow_ups.wait(coming, "the ministry")

    planner.follow_ups.reopen(key)
    planner.follow_ups.done(key)

    assert series(planner) == [
        (TODAY, FollowUpStatus.DONE),
        (dt.date(2027, 5, 1), FollowUpStatus.WAITING),
    ]


def test_a_status_set_in_the_form_makes_the_next_one_too(planner: Planner) -> None:
    key = planner.follow_ups.add(follow_up(due_on=TODAY, repeats="FREQ=MONTHLY"))
    steps = planner.history.count()

    planner.follow_ups.edit(key, status=FollowUpStatus.DONE)

    assert planner.history.count() == steps + 1
    assert [due for due, _status in series(planner)] == [TODAY, dt.date(2027, 5, 1)]
    planner.follow_ups.edit(key, notes="It went well")
    assert len(series(planner)) == 2


def test_a_typed_date_is_fixed_and_an_entry_brings_its_visit(planner: Planner) -> None:
    trip = planner.visits.new(visit())
    talk = item(trip, "Talk", "09:00", "10:00")
    planner.itineraries.add(talk)
    key = planner.follow_ups.add(follow_up(item_id=talk.id, anchor=Anchor.ITEM, due_days=1))
    assert planner.follow_ups.get(key).visit_id == trip
    assert planner.follow_ups.get(key).due_on == MONDAY + dt.timedelta(1)
    now = planner.follow_ups.edit(key, due_on=TODAY)
    assert (now.anchor, now.due_days, now.due_on) == (Anchor.NONE, None, TODAY)
    now = planner.follow_ups.edit(key, anchor=Anchor.ARRIVAL, due_days=-10)
    assert planner.follow_ups.get(key).due_on == MONDAY - dt.timedelta(10)
    now = planner.follow_ups.edit(key, visit_id=None, item_id=None)
    assert (now.anchor, now.due_on) == (Anchor.NONE, MONDAY - dt.timedelta(10))


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "  "},
        {"repeats": "every month"},
        {"anchor": Anchor.ARRIVAL},
        {"anchor": Anchor.ITEM},
        {"remind_days": -1},
        {"remind_days": 5000},
        {"due_on": dt.date(1207, 1, 1)},
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    planner: Planner, fields: dict[str, object]
) -> None:
    with pytest.raises(UserError) as refused:
        planner.follow_ups.add(follow_up(**{"title": "Send photos", **fields}))  # type: ignore[arg-type]
    assert str(refused.value).strip()
    assert planner.follow_ups.keeper.of() == []


def test_a_line_names_what_it_is_about_the_nearest_first(planner: Planner) -> None:
    trip = planner.visits.new(visit(title="Ministry"))
    talk = item(trip, "Talk", "09:00", "10:00")
    house = organisation("NBI")
    planner.itineraries.add(talk)
    planner.keeper(Organisation).add(house)
    planner.follow_ups.add(follow_up("a", item_id=talk.id, organisation_id=house.id))
    planner.follow_ups.add(follow_up("b", organisation_id=house.id))
    first, second = planner.follow_ups.shelf_page(None)
    assert (first.about, first.target) == ("Talk · Ministry · NBI", ("item", talk.id))
    assert (second.about, second.target) == ("NBI", ("organisation", house.id))
    assert [line.title for line in planner.follow_ups.shelf_page(None, of={"visit_id": trip})] == [
        "a"
    ]


def test_waiting_says_for_whom_and_done_on_follows_the_status(planner: Planner) -> None:
    key = planner.follow_ups.add(follow_up(due_on=TODAY))
    planner.follow_ups.wait(key, "the ministry")
    assert titles(planner, Shelf.WAITING) == ["Send photos"]
    assert planner.follow_ups.edit(key, status=FollowUpStatus.DROPPED).done_on == TODAY
    assert planner.follow_ups.edit(key, status=FollowUpStatus.OPEN).done_on is None


def test_a_list_of_twenty_thousand_opens_at_any_page_at_once(planner: Planner) -> None:
    trip = planner.visits.new(visit())
    many = [
        follow_up(
            f"Task {number}",
            due_on=TODAY + dt.timedelta(number % 400 - 200),
            owner=f"Owner {number % 37}",
            visit_id=trip,
        )
        for number in range(20_000)
    ]
    with planner._core.work("Add many") as work:
        work.add_many(many)
    started = time.perf_counter()
    for by_owner in (False, True):
        for offset in (0, 10_000):
            assert planner.follow_ups.shelf_page(Shelf.DUE, offset, 100, by_owner=by_owner)
    assert planner.follow_ups.shelf_count(Shelf.DUE) > 10_000
    # Four pages and a count; on any machine far below what a person notices as waiting.
    assert time.perf_counter() - started < 2

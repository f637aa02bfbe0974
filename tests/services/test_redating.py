"""What hangs on a visit or an entry moves with it, whoever moves it, in the same step of the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from factories import CPH, MONDAY, at, item, visit
from planner.domain.arranging.cloning import Clone
from planner.domain.arranging.flowing import lengthened
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, ItemId, VisitId, new_id
from planner.domain.invitations import InvitationDirection
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import OutOfDate, UserError
from planner.services.planner import Planner

WEEK = dt.timedelta(7)
LAST = MONDAY + dt.timedelta(2)


def hanging(visit_id: VisitId, anchor: Anchor, days: int, **fields: object) -> FollowUp:
    values = {"id": FollowUpId(new_id()), "visit_id": visit_id, "anchor": anchor, "due_days": days}
    return FollowUp(title=f"{anchor} {days}", **{**values, **fields})  # type: ignore[arg-type]


class Trip:
    """A visit of three days with an entry on the first, and a follow-up on each anchor."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.visit = planner.visits.new(visit())
        self.item = item(self.visit, "Talk", "09:00", "10:00").id
        planner.itineraries.add(item(self.visit, "Talk", "09:00", "10:00", id=self.item))
        planner.delegations.add_placeholder(self.visit)
        add = planner.follow_ups.add
        self.names = {
            "pack": add(hanging(self.visit, Anchor.ARRIVAL, -7)),
            "letters": add(hanging(self.visit, Anchor.DEPARTURE, 14)),
            "slides": add(hanging(self.visit, Anchor.ITEM, -2, item_id=self.item)),
        }
        self.fixed = add(hanging(self.visit, Anchor.NONE, 0, due_on=MONDAY))
        self.done = add(hanging(self.visit, Anchor.ARRIVAL, -30))
        planner.follow_ups.done(self.done)

    @property
    def due(self) -> dict[str, int | None]:
        """Days from the Monday on which each is due now."""
        found = {name: self.planner.follow_ups.get(key).due_on for name, key in self.names.items()}
        return {name: (day - MONDAY).days if day else None for name, day in found.items()}


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def test_dates_are_filled_in_from_the_visit_and_the_entry(trip: Trip) -> None:
    assert trip.due == {"pack": -7, "letters": 16, "slides": -2}


Verb = Callable[[Planner, Trip], object]
VERBS: dict[str, tuple[Verb, dict[str, int | None]]] = {
    "edit the days of the visit": (
        lambda planner, trip: planner.visits.edit(
            trip.visit, first_day=MONDAY + WEEK, last_day=LAST + WEEK
        ),
        {"pack": 0, "letters": 23, "slides": -2},
    ),
    "lengthen the visit": (
        lambda planner, trip: planner.visits.edit(trip.visit, last_day=LAST + dt.timedelta(1)),
        {"pack": -7, "letters": 17, "slides": -2},
    ),
    "clear the days": (
        lambda planner, trip: planner.visits.edit(trip.visit, first_day=None, last_day=None),
        {"pack": None, "letters": None, "slides": -2},
    ),
    "move the whole visit": (
        lambda planner, trip: planner.arranging.move_visit(trip.visit, MONDAY + WEEK),
        {"pack": 0, "letters": 23, "slides": 5},
    ),
    "move the entry": (
        lambda planner, trip: planner.itineraries.move(
            trip.item, Slot(WallTime(at("Tue 14:00"), CPH))
        ),
        {"pack": -7, "letters": 16, "slides": -1},
    ),
    "unschedule the entry": (
        lambda planner, trip: planner.itineraries.unschedule(trip.item),
        {"pack": -7, "letters": 16, "slides": None},
    ),
    "arrange": (
        lambda planner, trip: planner.arranging.arrange(
            trip.visit, lengthened(planner.visits.plan(trip.visit), trip.item, 30)
        ),
        {"pack": -7, "letters": 16, "slides": -2},
    ),
    "edit several entries": (
        lambda planner, trip: planner.itineraries.edit(
            trip.item, start_local=at("Wed 09:00"), end_local=at("Wed 10:00")
        ),
        {"pack": -7, "letters": 16, "slides": 0},
    ),
    "count otherwise": (
        lambda planner, trip: planner.follow_ups.edit(
            trip.names["pack"], anchor=Anchor.DEPARTURE, due_days=1
        ),
        {"pack": 3, "letters": 16, "slides": -2},
    ),
}


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_moves_what_hangs_on_it_and_undo_takes_both_back(trip: Trip, name: str) -> None:
    planner = trip.planner
    verb, wanted = VERBS[name]
    before, steps = trip.due, planner.history.count()

    verb(planner, trip)

    assert trip.due == wanted
    assert planner.history.count() == steps + 1
    planner.history.undo()
    assert trip.due == before
    planner.history.redo()
    assert trip.due == wanted


def test_what_is_done_and_what_has_a_fixed_date_stays(planner: Planner, trip: Trip) -> None:
    planner.arranging.move_visit(trip.visit, MONDAY + WEEK)
    assert planner.follow_ups.get(trip.fixed).due_on == MONDAY
    assert planner.follow_ups.get(trip.done).due_on == MONDAY - dt.timedelta(30)
    planner.follow_ups.reopen(trip.done)
    assert planner.follow_ups.get(trip.done).due_on == MONDAY - dt.timedelta(23)


def test_what_came_between_moves_with_the_undo_too(planner: Planner, trip: Trip) -> None:
    planner.visits.edit(trip.visit, first_day=MONDAY + WEEK, last_day=LAST + WEEK)
    (step,) = planner.history.page(0, 1)
    later = planner.follow_ups.add(hanging(trip.visit, Anchor.ARRIVAL, 0))
    planner.history.undo(step.number)
    assert planner.follow_ups.get(later).due_on == MONDAY


def test_a_removed_entry_or_visit_leaves_the_agreed_date(planner: Planner, trip: Trip) -> None:
    before = trip.due
    planner.itineraries.remove(trip.item)
    planner.visits.remove(trip.visit)
    assert trip.due == before
    noted = planner.follow_ups.edit(trip.names["pack"], notes="Ask Eva")
    assert (noted.anchor, noted.due_on) == (Anchor.NONE, MONDAY - WEEK)
    planner.history.undo()
    planner.history.undo()
    planner.history.undo()
    planner.visits.edit(trip.visit, first_day=MONDAY + WEEK, last_day=LAST + WEEK)
    assert trip.due["pack"] == 0


def test_moving_a_visit_keeps_its_local_times(planner: Planner, trip: Trip) -> None:
    before = planner.visits.plan(trip.visit)
    planner.arranging.move_visit(trip.visit, MONDAY + WEEK)
    after = planner.visits.plan(trip.visit)
    assert (after.visit.first_day, after.visit.last_day) == (MONDAY + WEEK, LAST + WEEK)
    assert [one.start_local for one in after.items] == [
        one.start_local + WEEK for one in before.items if one.start_local
    ]
    planner.history.undo()
    assert planner.visits.plan(trip.visit) == before


def test_a_clone_takes_its_checklist_along_on_its_own_dates(planner: Planner, trip: Trip) -> None:
    made = planner.arranging.clone_visit(
        trip.visit, Clone(code="NEW", first_day=MONDAY + dt.timedelta(364))
    )
    copies = planner.follow_ups.of_visit(made)
    found = {one.title: one for one in copies}
    days = {title: (one.due_on - MONDAY).days - 364 for title, one in found.items() if one.due_on}
    assert days == {"arrival -7": -7, "departure 14": 16, "item -2": -2, "arrival -30": -30}
    assert {one.status for one in copies} == {FollowUpStatus.OPEN}
    assert {one.done_on for one in copies} == {None}
    (slides,) = [one for one in copies if one.anchor is Anchor.ITEM]
    assert slides.item_id not in (None, trip.item)


def test_a_template_without_days_has_a_checklist_without_dates(planner: Planner) -> None:
    plain = planner.visits.new(visit(first_day=None, last_day=None))
    planner.follow_ups.add(hanging(plain, Anchor.ARRIVAL, -7, owner="Eva"))
    (copy,) = planner.follow_ups.of_visit(planner.arranging.make_template(plain))
    assert copy.due_on is None
    assert (copy.due_days, copy.owner) == (-7, "")


def test_an_item_of_another_visit_is_not_moved_along(planner: Planner, trip: Trip) -> None:
    other = planner.visits.new(visit(code="OTHER"))
    follow_up = planner.follow_ups.add(hanging(other, Anchor.ARRIVAL, 0))
    planner.visits.edit(trip.visit, first_day=MONDAY - WEEK)
    assert planner.follow_ups.get(follow_up).due_on == MONDAY
    assert ItemId(trip.item) in planner.visits.plan(trip.visit).item


def test_a_move_tells_what_goes_along_what_stays_and_what_went_out(
    planner: Planner, trip: Trip
) -> None:
    planner.itineraries.edit(trip.item, fixed=True)
    planner.itineraries.add(item(trip.visit, "Some day"))
    planner.invitations.note(InvitationDirection.GIVEN, country="JP", visit_id=trip.visit)
    planner.releases.release(trip.visit)
    ground = planner.visit_moving.ground(trip.visit)

    told = ground.to(MONDAY + WEEK)
    assert (told.entries, told.steps, told.follow_ups, told.unscheduled) == (1, 0, 3, 1)
    assert (told.dated, told.ended, told.invitations, told.release) == (1, 1, 1, 1)
    assert told.firm == ("Talk: Mon 10 May 09:00, fixed; then Mon 17 May",)
    assert [heading for heading, _lines in told.groups()] == [
        "Moves", "Moves, and is to be agreed anew", "Stays as it is", "Has gone out already",
    ]  # fmt: skip
    before = trip.due
    moved = planner.visit_moving.move(trip.visit, MONDAY + WEEK, seen=ground)
    assert moved == told
    assert moved.summary() == "Moved by 7 days: 1 entry, 3 follow-ups"
    assert sum(trip.due[name] != before[name] for name in before) == moved.follow_ups
    with pytest.raises(OutOfDate):
        planner.visit_moving.move(trip.visit, MONDAY, seen=ground)
    planner.history.undo()
    assert trip.due == before


def test_a_visit_without_days_is_not_moved(planner: Planner) -> None:
    key = planner.visits.new(visit(first_day=None, last_day=None))
    with pytest.raises(UserError, match="no days"):
        planner.visit_moving.ground(key)

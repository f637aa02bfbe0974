"""Rules, rooms and hours of a site; papers and needs of a delegate: checked, one step each, undone."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from factories import item, site, visit
from planner.domain.access import PaperKind, PaperStatus
from planner.domain.ids import DelegateId, RecordId, RoomId, SiteId, new_id
from planner.domain.itinerary import Item
from planner.domain.sites import OpeningHours, Room, SiteRule, SiteRuleKind
from planner.domain.visits import Delegate, Need, NeedKind, NeedPassed
from planner.errors import NotFound, OutOfDate, UserError
from planner.phrases import label
from planner.services.planner import Planner


@pytest.fixture
def place(planner: Planner) -> SiteId:
    return SiteId(planner.sites.add(site("MAX IV")))


@pytest.fixture
def seat(planner: Planner) -> DelegateId:
    trip = visit()
    one = Delegate(id=DelegateId(new_id()), visit_id=trip.id, placeholder="N.N., adviser")
    with planner._core.work("Keep", {}) as work:
        work.add_all([trip, one])
    return one.id


def room(place: SiteId, name: str, **fields: int) -> Room:
    return Room(id=RoomId(new_id()), site_id=place, name=name, **fields)  # type: ignore[arg-type]


def rule(place: SiteId, kind: SiteRuleKind, number: int | None = None) -> SiteRule:
    return SiteRule(id=RecordId(new_id()), site_id=place, kind=kind, number=number)


def test_each_change_is_a_step_that_names_the_site(planner: Planner, place: SiteId) -> None:
    made = planner.rooms.add(room(place, "Hall"))
    planner.rooms.edit(made.id, capacity=40)
    planner.rooms.remove(made.id)
    said = [label(step) for step in planner.history.page()][:3]
    assert said == ["Remove a room of MAX IV", "Change a room of MAX IV", "Add a room of MAX IV"]
    planner.history.undo()
    assert [(one.name, one.capacity) for one in planner.rooms.of(place)] == [("Hall", 40)]


def test_an_entry_stays_in_a_room_that_gets_another_name(planner: Planner, place: SiteId) -> None:
    hall = planner.rooms.add(room(place, "Hall"))
    trip = visit()
    talk = item(trip.id, "Talk", "09:00", "10:00", site_id=place, room_id=hall.id)
    with planner._core.work("Keep", {}) as work:
        work.add_all([trip, talk])
    planner.rooms.edit(hall.id, name="Great hall")
    assert planner.keeper(Item).get(talk.id).room_id == hall.id


def test_rooms_that_cannot_be_are_refused(planner: Planner, place: SiteId) -> None:
    hall = planner.rooms.add(room(place, "Hall"))
    with pytest.raises(UserError, match="already"):
        planner.rooms.add(room(place, "HALL"))
    with pytest.raises(UserError, match="needs a name"):
        planner.rooms.edit(hall.id, name=" ")
    with pytest.raises(UserError, match="at least one"):
        planner.rooms.edit(hall.id, capacity=0)
    planner.rooms.edit(hall.id, name="hall")  # its own name in other letters is no double
    assert [one.name for one in planner.rooms.of(place)] == ["hall"]


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        (SiteRuleKind.MAX_GROUP, 0, False),
        (SiteRuleKind.ESCORT_RATIO, 0, False),
        (SiteRuleKind.NOTICE, 0, True),
        (SiteRuleKind.NOTICE, 1001, False),
        (SiteRuleKind.ACCESS_TIME, 1441, False),
        (SiteRuleKind.ACCESS_TIME, 30, True),
        (SiteRuleKind.MAX_GROUP, None, True),
    ],
)
def test_the_number_of_a_rule_has_bounds(
    planner: Planner, place: SiteId, kind: SiteRuleKind, number: int | None, fits: bool
) -> None:
    if fits:
        planner.site_rules.add(rule(place, kind, number))
    else:
        with pytest.raises(UserError):
            planner.site_rules.add(rule(place, kind, number))
    assert len(planner.site_rules.of(place)) == fits


def test_nothing_closes_before_it_opens(planner: Planner, place: SiteId) -> None:
    made = planner.opening_hours.add(
        OpeningHours(
            id=RecordId(new_id()), site_id=place, weekday=0, opens=dt.time(9), closes=dt.time(17)
        )
    )
    with pytest.raises(UserError, match="close before"):
        planner.opening_hours.edit(made.id, closes=dt.time(9))
    with pytest.raises(UserError, match="weekday"):
        planner.opening_hours.edit(made.id, weekday=7)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    planner: Planner, place: SiteId
) -> None:
    seen = planner.rooms.add(room(place, "Hall"))
    planner.rooms.edit(seen.id, name="Foyer")
    with pytest.raises(OutOfDate):
        planner.rooms.edit(seen.id, seen=seen, name="Atrium")


def test_a_paper_is_to_be_erased_some_weeks_after_the_visit(
    planner: Planner, seat: DelegateId
) -> None:
    paper = planner.papers.note(seat, "SE", kind=PaperKind.VISA, status=PaperStatus.APPLIED)
    assert paper.purge_after == dt.date(2027, 5, 26)  # two weeks after 12 May
    with pytest.raises(UserError, match="no country code"):
        planner.papers.edit(paper.id, country="Sweden")
    (step, *_rest) = planner.history.page()
    assert label(step) == "Add a travel document of N.N., adviser"


def test_no_step_says_what_a_need_is(planner: Planner, seat: DelegateId) -> None:
    need = planner.needs.note(seat, kind=NeedKind.DIET, text="Coeliac")
    planner.needs.edit(need.id, text="Coeliac, severe")
    planner.needs.remove(need.id)
    steps = planner.history.page()[:3]
    told = json.dumps([[label(step), dict(step.facts)] for step in steps])
    assert "Coeliac" not in told
    assert label(steps[0]) == "Remove a need of N.N., adviser"


def test_only_the_chosen_needs_are_passed_on_and_taken_back(
    planner: Planner, seat: DelegateId
) -> None:
    diet = planner.needs.note(seat, kind=NeedKind.DIET, text="Halal")
    faith = planner.needs.note(seat, kind=NeedKind.RELIGION, text="Noon")
    trip = planner.keeper(Delegate).get(seat).visit_id
    lunch = item(trip, "Lunch", "12:00", "13:00")
    with planner._core.work("Keep", {}) as work:
        work.add(lunch)

    assert planner.needs.pass_on(lunch.id, [diet.id]) == 1
    assert planner.needs.pass_on(lunch.id, [diet.id, faith.id]) == 1
    assert planner.needs.take_back(lunch.id, [diet.id]) == 1
    assert planner.needs.take_back(lunch.id, [diet.id]) == 0
    assert [one.need_id for one in planner.keeper(NeedPassed).of()] == [faith.id]
    with pytest.raises(NotFound):
        planner.needs.pass_on(lunch.id.__class__("gone"), [diet.id])


def test_needs_of_no_concern_to_an_entry_are_shown_only_when_all_are_wanted(
    planner: Planner, seat: DelegateId
) -> None:
    planner.needs.note(seat, kind=NeedKind.ROOM, text="Low bed")
    trip = planner.keeper(Delegate).get(seat).visit_id
    with planner._core.work("Keep", {}) as work:
        work.add(item(trip, "Talk", "09:00", "10:00"))
    plan = planner.visits.plan(trip)
    assert planner.needs.entries(plan) == []
    (entry,) = planner.needs.entries(plan, every_kind=True)
    assert [(line.name, line.need.kind, line.passed) for line in entry.lines] == [
        ("N.N., adviser", NeedKind.ROOM, None)
    ]
    assert isinstance(entry.lines[0].need, Need)

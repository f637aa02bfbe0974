"""Accepting proposals, copying and cloning: each is one step, and undo brings the identical plan back."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import CPH, MONDAY, at, item, visit
from planner.domain.arranging.cloning import Clone
from planner.domain.arranging.flowing import lengthened
from planner.domain.arranging.splitting import split_for
from planner.domain.arranging.swapping import swapped
from planner.domain.findings import Severity
from planner.domain.ids import VisitId
from planner.domain.itinerary import AudienceKind, ItemKind, ItemStatus
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.domain.visits import VisitStatus
from planner.errors import NotFound, OutOfDate, UserError
from planner.phrases import label
from planner.services.planner import Planner


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    return planner.visits.new(visit())


def test_a_proposal_is_accepted_as_one_step_and_undone_as_one(
    planner: Planner, trip: VisitId
) -> None:
    planner.delegations.add_placeholder(trip)
    talk, tour = (item(trip, "Talk", "09:00", "10:00"), item(trip, "Tour", "10:00", "11:00"))
    for one in (talk, tour):
        planner.itineraries.add(one)
    before = planner.visits.plan(trip)
    proposal = lengthened(before, talk.id, 30)

    moved = planner.arranging.arrange(trip, proposal, seen=before)

    after = planner.visits.plan(trip)
    assert set(moved) == {talk.id, tour.id}
    assert after == proposal.applied(before)
    assert label(planner.history.page()[0]) == "Move Talk and what follows"
    planner.history.undo()
    assert planner.visits.plan(trip) == before


def test_a_proposal_over_what_somebody_moved_meanwhile_is_refused_whole(
    planner: Planner, trip: VisitId
) -> None:
    planner.delegations.add_placeholder(trip)
    talk, tour = (item(trip, "Talk", "09:00", "10:00"), item(trip, "Tour", "10:00", "11:00"))
    for one in (talk, tour):
        planner.itineraries.add(one)
    seen = planner.visits.plan(trip)
    planner.itineraries.move(tour.id, Slot(WallTime(at("Tue 14:00"), CPH)))

    with pytest.raises(OutOfDate):
        planner.arranging.arrange(trip, lengthened(seen, talk.id, 30), seen=seen)

    assert planner.itineraries.item(talk.id).end_local == at("10:00")


def test_a_proposal_for_another_visit_is_refused(planner: Planner, trip: VisitId) -> None:
    other = planner.visits.new(visit(code="OTHER"))
    one, two = (item(trip, "Talk", "09:00", "10:00"), item(trip, "Tour", "11:00", "12:00"))
    for entry in (one, two):
        planner.itineraries.add(entry)
    proposal = swapped(planner.visits.plan(trip), one.id, two.id)

    with pytest.raises(NotFound, match="not an entry of this visit"):
        planner.arranging.arrange(other, proposal)

    assert planner.itineraries.item(one.id).start_local == at("09:00")


def test_a_proposal_that_moves_nothing_is_no_step(planner: Planner, trip: VisitId) -> None:
    one = item(trip, "Talk", "09:00", "10:00")
    planner.itineraries.add(one)
    steps = planner.history.count()

    planner.arranging.arrange(trip, lengthened(planner.visits.plan(trip), one.id, 0))

    assert planner.history.count() == steps


def test_a_duplicate_is_one_step_with_its_people(planner: Planner, trip: VisitId) -> None:
    delegate = planner.delegations.add_placeholder(trip)
    tour = item(trip, "Tour", "09:00", "10:00", audience=AudienceKind.NAMED)
    planner.itineraries.add(tour, delegates=[delegate])
    before = planner.visits.plan(trip)

    new = planner.arranging.duplicate(trip, tour.id, MONDAY + dt.timedelta(1))

    after = planner.visits.plan(trip)
    assert after.item[new].start_local == at("Tue 09:00")
    assert [one.id for one in after.on(after.item[new])] == [delegate]
    planner.history.undo()
    assert planner.visits.plan(trip) == before
    with pytest.raises(NotFound):
        planner.arranging.duplicate(trip, new, MONDAY)


def test_a_day_is_copied_as_one_step(sample: Planner) -> None:
    trip = sample.visits.find("JP-DK-2027").id
    before = sample.visits.plan(trip)
    tuesday, thursday = dt.date(2027, 5, 11), dt.date(2027, 5, 13)

    new = sample.arranging.copy_day(trip, tuesday, thursday)

    after = sample.visits.plan(trip)
    copied = [after.item[key] for key in new]
    origin = [
        one
        for one in before.active
        if one.span.start.local.date() == tuesday and one.kind is not ItemKind.STAY
    ]
    assert [(one.title, one.start_local.time(), one.start_zone) for one in copied] == [
        (one.title, one.start_local.time(), one.start_zone) for one in origin
    ]
    assert len(after.legs) - len(before.legs) == sum(one.kind is ItemKind.LEG for one in origin)
    assert label(sample.history.page()[0]) == "Copy Tue 11 May to Thu 13 May"
    sample.history.undo()
    assert sample.visits.plan(trip) == before
    with pytest.raises(UserError, match="nothing to copy"):
        sample.arranging.copy_day(trip, dt.date(2030, 1, 1), thursday)


def test_a_visit_is_cloned_to_other_dates_and_one_undo_takes_it_away(sample: Planner) -> None:
    trip = sample.visits.find("SH-JP-2027").id
    sample.releases.release(trip)
    before, count = sample.visits.plan(trip), sample.visits.count()

    new = sample.arranging.clone_visit(
        trip, Clone(code="SH-JP-2029", first_day=dt.date(2029, 10, 27))
    )

    made = sample.visits.plan(new)
    assert (made.visit.first_day, made.visit.last_day) == (
        dt.date(2029, 10, 27),
        dt.date(2029, 11, 4),
    )
    assert (len(made.delegates), len(made.items)) == (len(before.delegates), len(before.items))
    assert made.themes == before.themes
    assert {one.status for one in made.items} <= {ItemStatus.TENTATIVE, ItemStatus.IDEA}
    assert not any(one.confirmed_by or one.confirmed_on for one in made.items)
    assert made.marks == {}
    assert made.release_number is None
    days = made.visit.first_day - before.visit.first_day
    assert [
        (one.title, one.start_local, one.start_zone, len(made.on(one)), made.place_of(one))
        for one in made.scheduled
    ] == [
        (
            one.title,
            one.start_local + days,
            one.start_zone,
            len(before.on(one)),
            before.place_of(one),
        )
        for one in before.scheduled
    ]
    assert sample.visits.plan(trip) == before
    sample.history.undo()
    assert sample.visits.count() == count
    with pytest.raises(NotFound):
        sample.visits.plan(new)


def test_a_code_is_given_once(sample: Planner) -> None:
    trip = sample.visits.find("JP-DK-2027").id

    with pytest.raises(UserError, match="already"):
        sample.arranging.clone_visit(trip, Clone(code="jp-dk-2027"))


def test_a_template_has_no_people_is_not_coming_and_holds_nobody(sample: Planner) -> None:
    trip = sample.visits.find("JP-DK-2027").id
    before = sample.visits.plan(trip)
    found = {one.key for one in sample.checking.findings(before)}

    template = sample.arranging.make_template(trip, code="RESEARCH", title="Research delegation")

    made = sample.visits.plan(template)
    assert made.visit.status is VisitStatus.TEMPLATE
    assert made.visit.category == before.visit.category
    assert {one.person_id for one in made.delegates} == {None}
    assert {one.person_id for one in made.hosts} <= {None}
    assert "RESEARCH" not in [line.code for line in sample.visits.coming()]
    assert "RESEARCH" in [line.code for line in sample.visits.page()]
    assert {one.key for one in sample.checking.findings(before)} == found
    again = sample.arranging.clone_visit(template, Clone(first_day=dt.date(2028, 5, 14)))
    assert sample.visits.plan(again).visit.status is VisitStatus.IDEA


def test_a_split_is_one_step_with_groups_members_items_and_audiences(sample: Planner) -> None:
    trip = sample.visits.find("SH-JP-2027").id
    before = sample.visits.plan(trip)
    evening = next(one for one in before.active if one.title == "Conclusions of the delegation")
    split = sample.arranging.split_for(before, evening.id, 20)

    new = sample.arranging.split(trip, split, seen=before)

    after = sample.visits.plan(trip)
    turns = [after.item[key] for key in new]
    assert len(turns) == 3
    assert sorted(one.id for turn in turns for one in after.on(turn)) == sorted(
        one.id for one in before.delegates
    )
    assert max(len(after.on(turn)) for turn in turns) <= 20
    known = {one.key for one in sample.checking.findings(before)}
    assert not [
        one
        for one in sample.checking.findings(after)
        if one.severity is Severity.CONFLICT and one.key not in known
    ]
    assert [len(after.hosts_of(turn)) for turn in turns] == [len(before.hosts_of(evening))] * 3
    assert label(sample.history.page()[0]) == "Split Conclusions of the delegation into 3 groups"
    sample.history.undo()
    assert sample.visits.plan(trip) == before


def test_a_split_with_its_coaches_and_free_time_is_one_step(sample: Planner) -> None:
    trip = sample.visits.find("SH-JP-2027").id
    before = sample.visits.plan(trip)
    tours = [one for one in before.active if one.kind in (ItemKind.TOUR, ItemKind.MEETING)]
    found = [sample.arranging.split_for(before, one.id, 10) for one in tours]
    split = next(one for one in found if one.legs and one.free)

    sample.arranging.split(trip, split, seen=before)

    after = sample.visits.plan(trip)
    expected = split.applied(before)
    assert {one.id: one for one in after.items} == {one.id: one for one in expected.items}
    assert set(after.legs) == set(expected.legs)
    assert {one.id: after.heads_on(one) for one in (*split.legs, *split.free)} == {
        one.id: expected.heads_on(one) for one in (*split.legs, *split.free)
    }
    sample.history.undo()
    assert sample.visits.plan(trip) == before


def test_a_split_of_what_was_moved_meanwhile_is_refused_whole(
    planner: Planner, trip: VisitId
) -> None:
    for number in range(6):
        planner.delegations.add_placeholder(trip, f"N.N. {number}")
    tour = item(trip, "Tour", "09:00", "10:00")
    planner.itineraries.add(tour)
    seen = planner.visits.plan(trip)
    planner.itineraries.move(tour.id, Slot(WallTime(at("Tue 14:00"), CPH)))
    moved = planner.visits.plan(trip)

    with pytest.raises(OutOfDate):
        planner.arranging.split(trip, split_for(seen, tour.id, 3), seen=seen)

    assert planner.visits.plan(trip) == moved


def test_unscheduled_items_are_placed_as_one_step(sample: Planner) -> None:
    trip = sample.visits.find("SH-JP-2027").id
    before = sample.visits.plan(trip)
    waiting = [one.id for one in before.unscheduled]
    proposal = sample.arranging.propose(before, waiting)

    sample.arranging.arrange(trip, proposal, seen=before)

    after = sample.visits.plan(trip)
    assert waiting
    assert after.unscheduled == []
    assert sample.arranging.consequences(before, proposal) == []
    grave = [
        [one.key for one in sample.checking.findings(plan) if one.severity > Severity.NOTE]
        for plan in (before, after)
    ]
    assert grave[0] == grave[1]
    sample.history.undo()
    assert sample.visits.plan(trip) == before


def test_words_that_are_one_whole_title_mean_that_entry(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("SH-JP-2027").id)

    for typed in ("Sysmex", "sysmex", "Sysmex 09:30"):
        assert sample.arranging.find(plan, typed).title == "Sysmex", typed
    with pytest.raises(NotFound, match="several"):
        sample.arranging.find(plan, "Lunch")

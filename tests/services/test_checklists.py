"""Checklists: applied to a visit once, re-dated with it, edited, made from a visit, shipped."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import MONDAY, visit
from planner.domain.followups import Anchor, Checklist, ChecklistStep, FollowUp, Side
from planner.domain.ids import ChecklistId, FollowUpId, RecordId, VisitId, new_id
from planner.domain.visits import Direction
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


def step(title: str, days: int, anchor: Anchor = Anchor.ARRIVAL, **fields: object) -> ChecklistStep:
    return ChecklistStep(
        id=RecordId(new_id()),
        checklist_id=ChecklistId(""),
        title=title,
        days=days,
        anchor=anchor,
        **fields,  # type: ignore[arg-type]
    )


STEPS = (
    step("Send the report", 14, Anchor.DEPARTURE, owner="Eva"),
    step("Invite", -183),
    step("Names", -75, side=Side.THEIRS),
)


@pytest.fixture
def usual(planner: Planner) -> ChecklistId:
    checklist = Checklist(id=ChecklistId(new_id()), name="Usual", direction="inbound")
    return planner.checklists.save(checklist, STEPS)


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    return planner.visits.new(visit())


def days(planner: Planner, trip: VisitId) -> dict[str, int | None]:
    return {
        one.title: (one.due_on - MONDAY).days if one.due_on else None
        for one in planner.follow_ups.of_visit(trip)
    }


def test_a_checklist_makes_its_follow_ups_as_one_step(
    planner: Planner, usual: ChecklistId, trip: VisitId
) -> None:
    steps = planner.history.count()
    planner.checklists.apply(usual, trip)
    assert days(planner, trip) == {"Invite": -183, "Names": -75, "Send the report": 16}
    assert planner.history.count() == steps + 1
    found = {one.title: one for one in planner.follow_ups.of_visit(trip)}
    assert found["Names"].side is Side.THEIRS
    assert found["Send the report"].owner == "Eva"
    assert {one.checklist_id for one in found.values()} == {usual}
    planner.history.undo()
    assert days(planner, trip) == {}


def test_what_is_due_on_one_day_stands_as_the_steps_do(planner: Planner, trip: VisitId) -> None:
    names = [f"step {number}" for number in range(12)]
    key = ChecklistId(new_id())
    planner.checklists.save(Checklist(id=key, name="Day"), [step(name, -7) for name in names])
    planner.checklists.apply(key, trip)
    lines = planner.follow_ups.shelf_page(None, of={"visit_id": trip})
    assert [line.title for line in lines] == names


def test_it_never_makes_the_same_twice(planner: Planner, usual: ChecklistId, trip: VisitId) -> None:
    by_hand = FollowUp(id=FollowUpId(new_id()), title="  INVITE ", visit_id=trip)
    planner.follow_ups.done(planner.follow_ups.add(by_hand))
    first = planner.checklists.apply(usual, trip)
    assert [one.title for one in first.known] == ["Invite"]
    steps = planner.history.count()
    second = planner.checklists.apply(usual, trip)
    assert (second.new, len(second.known)) == ((), 3)
    assert planner.history.count() == steps
    assert len(planner.follow_ups.of_visit(trip)) == 3


def test_it_moves_with_the_visit_and_waits_for_days(planner: Planner, usual: ChecklistId) -> None:
    idea = planner.visits.new(visit(first_day=None, last_day=None))
    planner.checklists.apply(usual, idea)
    assert set(days(planner, idea).values()) == {None}
    week = MONDAY + dt.timedelta(7)
    planner.visits.edit(idea, first_day=week, last_day=week)
    assert days(planner, idea) == {"Invite": -176, "Names": -68, "Send the report": 21}


def test_saving_keeps_exactly_these_steps(planner: Planner, usual: ChecklistId) -> None:
    card = planner.checklists.card(usual)
    assert [one.title for one in card.steps] == ["Invite", "Names", "Send the report"]
    kept = (card.steps[0], step("New", -1))
    planner.checklists.save(card.checklist, kept)
    assert [one.title for one in planner.checklists.card(usual).steps] == ["Invite", "New"]
    planner.history.undo()
    assert planner.checklists.card(usual) == card


@pytest.mark.parametrize("bad", [step(" ", 1), step("Far", 99_999)])
def test_a_step_that_cannot_be_is_refused(planner: Planner, bad: ChecklistStep) -> None:
    with pytest.raises(UserError):
        planner.checklists.save(Checklist(id=ChecklistId(new_id()), name="Bad"), [bad])
    assert planner.checklists.all() == []


def test_a_removed_checklist_leaves_what_it_made(
    planner: Planner, usual: ChecklistId, trip: VisitId
) -> None:
    planner.checklists.apply(usual, trip)
    planner.checklists.remove(usual)
    assert len(planner.follow_ups.of_visit(trip)) == 3
    assert {one.checklist_id for one in planner.follow_ups.of_visit(trip)} == {None}


def test_a_checklist_is_made_from_a_visit(planner: Planner, trip: VisitId) -> None:
    for title, due in (
        ("Before", MONDAY - dt.timedelta(10)),
        ("After", MONDAY + dt.timedelta(9)),
        ("Some day", None),
    ):
        planner.follow_ups.add(
            FollowUp(id=FollowUpId(new_id()), title=title, due_on=due, visit_id=trip)
        )
    key = planner.checklists.make_from(trip, "As in May")
    found = planner.checklists.card(key)
    assert [(one.title, one.anchor, one.days) for one in found.steps] == [
        ("Before", Anchor.ARRIVAL, -10),
        ("After", Anchor.DEPARTURE, 7),
    ]
    assert found.checklist.direction == "inbound"
    with pytest.raises(UserError):
        planner.checklists.make_from(planner.visits.new(visit(code="X")), "Nothing")


def test_those_that_fit_come_first(planner: Planner, usual: ChecklistId) -> None:
    other = Checklist(id=ChecklistId(new_id()), name="Abroad", direction="outbound")
    planner.checklists.save(other, [step("Fly", 0)])
    inbound, outbound = visit(), visit(direction=Direction.OUTBOUND)
    assert [card.checklist.name for card in planner.checklists.all(inbound)] == ["Usual", "Abroad"]
    assert [card.fits for card in planner.checklists.all(outbound)] == [True, False]
    assert planner.checklists.find("usu").id == usual
    with pytest.raises(NotFound):
        planner.checklists.find("nothing")


def test_shipped_checklists_are_there_or_can_be_had(planner: Planner) -> None:
    assert [one.name for one in planner.checklists.missing()] == [
        "Incoming delegation",
        "Outgoing delegation",
        "Signing",
    ]
    planner.checklists.take_shipped()
    assert planner.checklists.missing() == []
    for card in planner.checklists.all():
        assert len(card.steps) >= 10
        assert len({one.title for one in card.steps}) == len(card.steps)
    lead = {
        one.days for one in planner.checklists.card(planner.checklists.find("Incoming").id).steps
    }
    # Half a year, three months, a week before; two weeks after.
    assert {-183, -91, -7, 14} <= lead


def test_a_new_library_has_them(sample: Planner) -> None:
    assert sample.checklists.missing() == []

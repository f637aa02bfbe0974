"""Steps that prepare a visit: one row of what is open with somebody, and none when the visit is over."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import Clock
from factories import organisation, visit
from planner.domain.followups import Anchor, Checklist, ChecklistStep, FollowUp
from planner.domain.ids import ChecklistId, FollowUpId, RecordId, VisitId, new_id
from planner.domain.invitations import InvitationDirection
from planner.domain.preparation import Prepared, prepares
from planner.domain.relationship_line import Line
from planner.domain.relationship_lines import lines, open_lines
from planner.domain.visits import Direction, VisitStatus
from planner.i18n import language
from planner.services.planner import Planner

STEPS = (("Put up flags", 0), ("Invite", -20), ("Book the coach", -14), ("Thank", 7))


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    """From Japan, from the 10th to the 12th of May 2027, with a checklist; a promise and an invitation."""
    mext = planner.organisations.add(organisation("MEXT", country="JP"))
    key = planner.visits.new(
        visit(
            title="They come", code="JP-DK-2027", direction=Direction.INBOUND,
            status=VisitStatus.PLANNED, first_day=dt.date(2027, 5, 10),
            last_day=dt.date(2027, 5, 12), country="JP", initiator_organisation_id=mext,
        )
    )  # fmt: skip
    usual = Checklist(id=ChecklistId(new_id()), name="Usual")
    steps = [
        ChecklistStep(
            id=RecordId(new_id()), checklist_id=usual.id, title=title, days=days,
            anchor=Anchor.DEPARTURE if days > 0 else Anchor.ARRIVAL,
        )
        for title, days in STEPS
    ]  # fmt: skip
    planner.checklists.save(usual, steps)
    planner.checklists.apply(usual.id, key)
    planner.follow_ups.add(
        FollowUp(
            id=FollowUpId(new_id()), title="Send books", visit_id=key, due_on=dt.date(2027, 5, 1)
        )
    )
    planner.invitations.note(InvitationDirection.GIVEN, country="JP", text="Come again")
    return key


def with_japan(planner: Planner, *, unfolded: bool = False) -> list[Line]:
    return list(open_lines(planner.relationships.of_country("JP"), unfolded=unfolded))


def titles(planner: Planner, *, unfolded: bool = False) -> list[str]:
    return [one.title_in(language("en")) for one in with_japan(planner, unfolded=unfolded)]


def test_the_steps_of_a_visit_are_one_row_after_what_is_promised(
    planner: Planner, trip: VisitId, clock: Clock
) -> None:
    clock.now = dt.datetime(2027, 4, 22, 8, tzinfo=dt.UTC)  # a step is late
    one_row = "3 steps to prepare JP-DK-2027, next: Invite"
    assert titles(planner) == ["Send books", "They come", "Thank", "Come again", one_row]
    last = with_japan(planner)[-1]
    assert (last.record, last.target, last.due, last.late) == ("visit", trip, "2027-04-20", True)
    assert titles(planner, unfolded=True)[0] == "Invite"
    assert len(titles(planner, unfolded=True)) == 7
    every = [line.title for line in lines(planner.relationships.of_country("JP"))]
    assert {title for title, _days in STEPS} <= set(every)

    card = planner.countries.card("JP")
    assert [title for _key, title, _due in card.follow_ups] == ["Send books", "Thank"]
    assert [one.said(language("en")) for one in card.preparing] == [one_row]
    (line,) = [one for one in planner.countries.page() if one.id == "JP"]
    assert line.follow_ups == 3


def test_what_was_not_ticked_off_is_not_open_when_the_visit_is_over(
    planner: Planner, trip: VisitId, clock: Clock
) -> None:
    clock.now = dt.datetime(2027, 11, 12, 8, tzinfo=dt.UTC)
    assert {"Send books", "Thank", "Come again"} <= set(titles(planner))
    assert not {"Put up flags", "Invite", "Book the coach"} & set(titles(planner, unfolded=True))
    assert not any("prepare" in title for title in titles(planner))
    card = planner.countries.card("JP")
    assert [title for _key, title, _due in card.follow_ups] == ["Send books", "Thank"]
    assert card.preparing == ()
    (line,) = [one for one in planner.countries.page() if one.id == "JP"]
    assert line.follow_ups == 2


def test_only_what_a_checklist_made_for_a_visit_and_wants_by_its_end_prepares_it() -> None:
    may = Prepared("May", dt.date(2027, 5, 12))
    step = FollowUp(
        id=FollowUpId("1"), checklist_id=ChecklistId("c"), visit_id=VisitId("v"),
        due_on=dt.date(2027, 5, 12),
    )  # fmt: skip
    assert prepares(step, may)
    assert prepares(step, Prepared("Some day", None))
    promise = FollowUp(id=FollowUpId("2"), visit_id=VisitId("v"), due_on=dt.date(2027, 5, 1))
    assert not prepares(promise, may)
    assert not prepares(step, Prepared("Earlier", dt.date(2027, 5, 11)))
    assert not prepares(step, None)

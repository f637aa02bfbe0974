"""A split as it is offered: each turn, each coach and the free time stand in a row."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from factories import PlanBuilder, site
from planner.domain.arranging.splitting import split_for
from planner.domain.checks import Circumstances
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.travel import TravelTime
from planner.ui.dialogs.proposal import ProposalDialog, offer_of_split


def test_coaches_and_free_time_of_a_split_are_shown_before_it_is_accepted(qtbot: QtBot) -> None:
    build = PlanBuilder(*(f"Person {number:02}" for number in range(8)))
    ess, hall = (
        site("ESS", latitude=55.735, longitude=13.251),
        site("Hall", latitude=55.70, longitude=13.19),
    )
    build.item("Breakfast", "08:00", "10:00", at_site=hall, kind=ItemKind.MEAL)
    tour = build.item("Tour", "11:00", "12:00", at_site=ess)
    build.leg("To lunch", "12:00", "12:30", origin=ess, goal=hall)
    build.item("Lunch", "12:30", "13:30", at_site=hall, kind=ItemKind.MEAL)
    build.item("Dinner", "18:00", "20:00", at_site=hall, kind=ItemKind.MEAL)
    around = Circumstances()
    split = split_for(build.plan, tour.id, 4, around=around)

    offer = offer_of_split(build.plan, around, split)
    dialog = ProposalDialog(None, offer, title="Split", verb="Split")
    qtbot.addWidget(dialog)

    tree = dialog.moves
    rows = [tree.topLevelItem(number).text(0) for number in range(tree.topLevelItemCount())]
    assert "To lunch: group A, 4 people" in rows
    assert "Coach to ESS: group B, 4 people" in rows
    assert "Coach to Hall: group B, 4 people" in rows
    assert any(row.startswith("Free time: group") for row in rows)
    assert dialog.accept_button.isEnabled()


def test_a_split_that_is_refused_says_why_and_cannot_be_accepted(qtbot: QtBot) -> None:
    build = PlanBuilder(*(f"Person {number:02}" for number in range(8)))
    near, halfway = site("Near", latitude=55.735, longitude=13.251), site("Halfway")
    far = site("Far", latitude=59.3, longitude=18.0)
    build.item("Early", "09:00", "10:00", at_site=near)
    tour = build.item("Tour halfway", "10:10", "11:10", at_site=halfway)
    build.item("Late", "11:20", "18:00", at_site=far)
    times = tuple(
        TravelTime(id=RecordId(new_id()), from_site_id=one.id, to_site_id=other.id, minutes=10)
        for one, other in ((near, halfway), (halfway, far))
    )
    around = Circumstances(travel_times=times)

    offer = offer_of_split(build.plan, around, split_for(build.plan, tour.id, 4, around=around))
    dialog = ProposalDialog(None, offer, title="Split", verb="Split")
    qtbot.addWidget(dialog)

    told = [dialog.remarks.item(number).text() for number in range(dialog.remarks.count())]
    assert told[0] == "“Tour halfway” cannot be split as the plan stands. This would be left:"
    assert len(told) == 2
    assert not dialog.accept_button.isEnabled()

"""A split as it is offered: each turn, each coach and the free time stand in a row."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factories import CPH, PlanBuilder, at, person, site
from planner.domain.arranging.proposals import Placement, Proposal, starting
from planner.domain.arranging.splitting import split_for
from planner.domain.checks import Circumstances
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.times import WallTime
from planner.domain.travel import TravelTime
from planner.ui.dialogs.proposal import ProposalDialog, offer_of, offer_of_split
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_ask import AskNumber


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


def test_what_a_proposal_leaves_without_a_time_is_not_counted_as_placed() -> None:
    build = PlanBuilder("Abe")
    tour = build.item("Tour", "11:00", "12:00")
    talk = build.item("Talk", "11:00", "12:00")
    proposal = Proposal(
        label="Move {name}",
        placements=(starting(tour, WallTime(at("14:00"), CPH)), Placement(talk.id, None, None)),
    )

    offer = offer_of(build.plan, Circumstances(), proposal, "About")
    assert offer.summary.startswith("1 entry is placed. 1 waits without a time. ")


def test_what_a_split_brings_is_named(qtbot: QtBot) -> None:
    names = [f"Person {number:02}" for number in range(4)]
    build = PlanBuilder(*names)
    guide = person("Guide")
    tour = build.item("Tour", "11:00", "12:00", host=guide)
    split = split_for(build.plan, tour.id, 2)
    assert split.turns
    second = split.turns[-1].item
    start = second.start_local
    assert start is not None
    busy = f"{start:%H:%M}", f"{start.replace(hour=start.hour + 1):%H:%M}"
    build.delegate("Late guest")
    build.item("Lecture", *busy, host=guide, named=("Late guest",))

    offer = offer_of_split(build.plan, Circumstances(), split)
    dialog = ProposalDialog(None, offer, title="Split", verb="Split")
    qtbot.addWidget(dialog)
    told = [dialog.remarks.item(number).text() for number in range(dialog.remarks.count())]
    assert "1 new" in offer.summary
    assert any("Guide" in text and "Lecture" in text for text in told)


def test_without_a_rule_the_window_asks_how_many_at_a_time(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    window = sample_window
    assert window.context is not None
    planner = window.context.planner
    visit = planner.visits.find("JP-DK-2027").id
    window.go(f"visit:{visit}")
    page = window.page
    assert isinstance(page, VisitPage)
    plan = planner.visits.plan(visit)
    item = next(one for one in plan.active if one.title == "Laboratories")
    page.itinerary.choose(item.id)
    asked: list[object] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, AskNumber) and not asked:
            asked.append((dialog.editor.value(), dialog.editor.maximum()))
            dialog.editor.setValue(4)
            dialog.accept_button.click()
        elif isinstance(dialog, ProposalDialog):
            asked.append(dialog.moves.topLevelItemCount())
            dialog.reject()

    clock = QTimer()
    clock.timeout.connect(answer)
    clock.start(20)
    page.itinerary.arrangements.split()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=15000)
    clock.stop()

    heads = len(plan.on(item))
    assert asked[0] == ((heads + 1) // 2, heads - 1)
    assert isinstance(asked[1], int)
    assert asked[1] >= 3
    assert planner.visits.plan(visit) == plan

"""The menu of who is on an entry: it shows the rule as it is, and no choice drops a name unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.domain.audience import Rule, rule_of
from planner.domain.ids import DelegateId, GroupId
from planner.domain.itinerary import AudienceKind, ItemStatus
from planner.domain.words import plain
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

WHOLE = "Whole delegation"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def page(qtbot: QtBot, ground: Ground, tmp_path: Path) -> Iterator[VisitPage]:
    messages, bridge = Recorded(), Bridge(ground.planner)
    context = Context(
        ground.planner, bridge, messages, Tasks(messages), Selection(), Theme("light"),
        Files(folder=tmp_path),
    )  # fmt: skip
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    qtbot.addWidget(page.inspectors)
    bridge.changed.connect(page.refresh)
    page.refresh()
    page.resize(1300, 1500)
    page.show()
    yield page
    context.tasks.close()
    bridge.close()


def give(
    ground: Ground, name: str, kind: AudienceKind, groups: str = "", people: tuple[str, ...] = ()
) -> None:
    ground.planner.itineraries.set_audience(
        ground.item(name),
        kind,
        groups=[GroupId(ground.known[letter]) for letter in groups],
        delegates=[DelegateId(ground.known[person]) for person in people],
    )


def rule(ground: Ground, name: str) -> Rule:
    plan = ground.planner.visits.plan(ground.visit)
    return rule_of(plan, plan.item[ground.item(name)])


def ticked(page: VisitPage) -> list[str]:
    return [one.text() for one in page.itinerary.groups_menu().actions() if one.isChecked()]


def choose(page: VisitPage, text: str) -> None:
    actions = page.itinerary.groups_menu().actions()
    next(one for one in actions if one.text().startswith(text)).trigger()


def test_all_except_shows_who_is_on_it_and_stays_all_except(
    page: VisitPage, ground: Ground
) -> None:
    give(ground, "lunch", AudienceKind.ALL_EXCEPT, "A")
    page.itinerary.choose(ground.item("lunch"))
    assert ticked(page) == ["B Science"]
    assert page.itinerary.groups_menu().actions()[0].text() == "All except A"

    choose(page, "B Science")
    assert rule(ground, "lunch") == Rule(
        kind=AudienceKind.ALL_EXCEPT,
        groups=frozenset([GroupId(ground.known["A"]), GroupId(ground.known["B"])]),
    )
    choose(page, "B Science")
    choose(page, "A Policy")
    assert rule(ground, "lunch").kind is AudienceKind.ALL


def test_a_group_comes_to_the_names_and_takes_none_away(page: VisitPage, ground: Ground) -> None:
    give(ground, "lunch", AudienceKind.NAMED, people=("Sato",))
    page.itinerary.choose(ground.item("lunch"))
    assert ticked(page) == []

    choose(page, "B Science")
    named = frozenset([DelegateId(ground.known["Sato"])])
    assert rule(ground, "lunch") == Rule(
        kind=AudienceKind.GROUPS, groups=frozenset([GroupId(ground.known["B"])]), delegates=named
    )
    field = page.item_inspector.fields["audience"]
    assert field.value() == (
        AudienceKind.GROUPS, frozenset([ground.known["B"], ground.known["Sato"]])
    )  # fmt: skip

    choose(page, "B Science")
    assert rule(ground, "lunch") == Rule(kind=AudienceKind.NAMED, delegates=named)


def test_the_menu_changes_each_selected_entry_by_itself_in_one_step(
    page: VisitPage, ground: Ground
) -> None:
    give(ground, "lunch", AudienceKind.NAMED, people=("Sato",))
    before = plain(ground.planner.visits.plan(ground.visit))
    two_selected(page, ground)
    choose(page, "B Science")

    b = frozenset([GroupId(ground.known["B"])])
    assert rule(ground, "round") == Rule(kind=AudienceKind.GROUPS, groups=b)
    assert rule(ground, "lunch").delegates == frozenset([DelegateId(ground.known["Sato"])])
    assert rule(ground, "lunch").groups == b
    ground.planner.history.undo()
    assert plain(ground.planner.visits.plan(ground.visit)) == before


def test_cancel_means_all_that_is_selected(page: VisitPage, ground: Ground) -> None:
    two_selected(page, ground)
    page.itinerary.verbs.cancel()

    items = [ground.planner.itineraries.item(ground.item(name)) for name in ("lunch", "round")]
    assert [item.status for item in items] == [ItemStatus.CANCELLED] * 2


def two_selected(page: VisitPage, ground: Ground) -> None:
    board = page.itinerary.board.board
    board.choose(ground.item("lunch"))
    point = board.item_box(ground.item("round")).center().toPoint()
    QTest.mouseClick(
        board.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point
    )

"""One person's days and the list of journeys, as views on a visit's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import COPENHAGEN, MONDAY, Files, Ground, ground_in
from planner.domain.itinerary import AudienceKind
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_audience import AudienceField
from planner.ui.pages.visit_person import PersonView
from planner.ui.pages.visit_travel import TravelView
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme


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
    page.resize(1300, 800)
    page.show()
    yield page
    context.tasks.close()
    bridge.close()


def person(page: VisitPage) -> PersonView:
    page.itinerary.show_view("person")
    found = page.itinerary.findChild(PersonView)
    assert found is not None
    return found


def travel(page: VisitPage) -> TravelView:
    page.itinerary.show_view("travel")
    found = page.itinerary.findChild(TravelView)
    assert found is not None
    return found


def pick(view: PersonView, name: str) -> None:
    row = view.who.findText(name, Qt.MatchFlag.MatchContains)
    assert row >= 0
    view.who.setCurrentIndex(row)
    view.who.activated.emit(row)


def lines(text: str, title: str) -> list[list[str]]:
    return [row.split("\t") for row in text.split("\n") if title in row]


def test_another_person_has_other_days(page: VisitPage) -> None:
    view = person(page)
    pick(view, "Yamamoto")
    in_a = lines(view.view.as_text(), "Talk on science policy")
    pick(view, "Tanaka")
    in_b = lines(view.view.as_text(), "Talk on science policy")
    pick(view, "Connor")
    host = view.view.as_text()

    assert [row[4] for row in in_a] == [""]
    assert [row[4] for row in in_b] == ["others only"]
    assert "Round table" in host
    assert "Lunch" not in host


def test_the_person_stays_when_something_changes(page: VisitPage, ground: Ground) -> None:
    view = person(page)
    pick(view, "Tanaka")
    ground.planner.itineraries.edit(ground.item("lunch"), title="Lunch by the lake")
    page.refresh()

    assert "Tanaka" in view.who.currentText()
    assert "Lunch by the lake" in view.view.as_text()


def test_a_journey_says_from_where_to_where_and_who(page: VisitPage, ground: Ground) -> None:
    ground.planner.itineraries.set_audience(
        ground.item("coach"), AudienceKind.GROUPS, groups=[ground.known["A"]]
    )
    view = travel(page)
    ((*_times, way, number, border, _buffer, heads, seats, who),) = lines(
        view.view.as_text(), "Flight to Copenhagen"
    )

    assert (way, number, who) == ("Haneda → Kastrup", "SK 984", "All")
    assert (border, heads, seats) == ("", "6", "")
    assert lines(view.view.as_text(), "Coach to Lund")[0][-1] == "A"


def test_who_comes_apart_is_listed_for_pickup(page: VisitPage, ground: Ground) -> None:
    ground.planner.delegations.edit(
        ground.known["Sato"],
        arrives_local=dt.datetime.combine(MONDAY, dt.time(11)),
        arrives_zone=COPENHAGEN,
    )

    assert lines(travel(page).view.as_text(), "Arrival: ")[0][7] == "1"


def test_the_keys_pass_over_the_heading_of_a_day(page: VisitPage, ground: Ground) -> None:
    view = travel(page)
    page.itinerary.choose(ground.item("flight"))
    view.view.setFocus()
    QTest.keyClick(view.view, Qt.Key.Key_Down)
    assert page.item_inspector.item_id == ground.item("coach")
    QTest.keyClick(view.view, Qt.Key.Key_Up)
    QTest.keyClick(view.view, Qt.Key.Key_Up)

    assert page.item_inspector.item_id == ground.item("flight"), "above it is only a heading"


def test_the_view_can_be_copied_as_a_table(page: VisitPage) -> None:
    view = person(page)
    QTest.keyClick(view.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == view.view.as_text()
    assert "\tLunch\t1:00\t" in view.view.as_text()


def test_choosing_who_is_on_it_counts_them_at_once(page: VisitPage, ground: Ground) -> None:
    page.itinerary.choose(ground.item("lunch"))
    field = page.item_inspector.fields["audience"]
    assert isinstance(field, AudienceField)
    assert field.label.text().endswith("6 people")

    field.rule.setCurrentIndex(field.rule.findData(AudienceKind.NAMED))
    field.rule.activated.emit(field.rule.currentIndex())
    assert field.label.text().endswith("0 people")
    field.named.editor.item(0).setCheckState(Qt.CheckState.Checked)
    assert field.label.text().endswith("1 person")

"""One person's days and the list of journeys, as views on a visit's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import COPENHAGEN, MONDAY, Files, Ground, ground_in
from planner.domain.ids import ResourceId, new_id
from planner.domain.itinerary import AudienceKind, ItemStatus
from planner.domain.travel import Resource, ResourceKind
from planner.services.planner import Planner
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.send import SendDialog
from planner.ui.main_window import MainWindow
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


def seats(page: VisitPage, title: str) -> str:
    return lines(travel(page).view.as_text(), title)[0][8]


def test_too_few_seats_are_said_in_words(page: VisitPage, ground: Ground) -> None:
    def coach(capacity: int) -> None:
        bus = Resource(
            id=ResourceId(new_id()), visit_id=ground.visit, kind=ResourceKind.VEHICLE,
            name="Coach", capacity=capacity,
        )  # fmt: skip
        ground.planner.keeper(Resource).add(bus)
        ground.planner.itineraries.set_bookings(ground.item("coach"), [bus.id])

    coach(4)
    assert seats(page, "Coach to Lund") == "4 seats for 6"
    coach(1)
    assert seats(page, "Coach to Lund") == "1 seat for 6"
    coach(20)
    assert seats(page, "Coach to Lund") == "20"


def test_the_paper_of_a_person_has_nothing_internal_and_no_days_of_others(
    page: VisitPage, ground: Ground
) -> None:
    ground.planner.itineraries.edit(ground.item("lunch"), status=ItemStatus.IDEA)
    view = person(page)
    pick(view, "Tanaka")
    assert "Internal debrief" in view.view.as_text()
    text = view.paper().document().toPlainText()

    assert text.startswith("Tanaka Haruto\n")
    assert "Round table on neutron instruments" in text
    assert "as of Thu 1 Apr 2027" in text
    for kept in ("Internal debrief", "Lunch", "Talk on science policy", "Mind the budget"):
        assert kept not in text


def test_the_paper_takes_names_as_they_are_and_is_printed(
    page: VisitPage, ground: Ground, tmp_path: Path
) -> None:
    ground.planner.itineraries.edit(ground.item("round"), title="<b>Round</b> & table")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    for name, view in (("person", person(page)), ("travel", travel(page))):
        paper = view.paper()
        printer.setPageLayout(paper.layout())
        printer.setOutputFileName(str(tmp_path / f"{name}.pdf"))
        paper.print_on(printer)
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")

    assert "<b>Round</b> & table" in person(page).paper().document().toPlainText()


def test_the_calendar_of_the_person_in_front_is_handed_out(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    view = person(page)
    pick(view, "Tanaka")
    qtbot.mouseClick(view.hand, Qt.MouseButton.LeftButton)
    dialog = view.findChild(SendDialog)
    assert dialog is not None
    assert dialog.person == ground.known["Tanaka"]
    dialog.reject()
    pick(view, "Connor")
    assert not view.hand.isEnabled(), "calendars are made for delegates"
    assert view.print.isEnabled()


def test_printing_and_handing_out_wait_in_the_menus_for_the_view_of_a_person(
    qtbot: QtBot, window: MainWindow, planner: Planner
) -> None:
    ground = Ground(planner)
    window.show_record("visit", ground.visit)
    visit = window.page
    assert isinstance(visit, VisitPage)
    assert window.context is not None
    commands = window.context.commands
    wanted = [commands.get(key) for key in ("itinerary.print", "person.hand_out")]
    assert [one.menu for one in wanted] == ["file", "file"]
    assert not any(one.enabled() for one in wanted)
    assert all(one.reason for one in wanted)

    commands.run("itinerary.view_person")
    assert all(one.enabled() for one in wanted)
    commands.run("person.hand_out")
    dialog = visit.findChild(SendDialog)
    assert dialog is not None
    assert dialog.person == ground.known["Yamamoto"]
    dialog.reject()
    commands.run("itinerary.print")
    preview = visit.findChild(QPrintPreviewDialog)
    assert preview is not None
    preview.reject()


def test_the_times_of_journeys_are_whole_and_each_cell_tells_its_text(page: VisitPage) -> None:
    page.resize(900, 420)
    view = travel(page).view
    rows = [row for _head, row in view._rows()]
    wide = max(view.fontMetrics().horizontalAdvance(row.text(0)) for row in rows)

    assert view.columnWidth(0) > wide + 16
    assert all(row.toolTip(3) == row.text(3) for row in rows)

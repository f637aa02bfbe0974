"""The run-of-show table on a real library: typed times are written, bad ones stay to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.models.run_of_show_model import DURATION, END, START, TITLE
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_run_of_show import RunOfShow
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
    page.itinerary.show_view("table")
    yield page
    context.tasks.close()
    bridge.close()


def table(page: VisitPage) -> RunOfShow:
    found = page.itinerary.findChild(RunOfShow)
    assert found is not None
    return found


def clock(ground: Ground, name: str) -> str:
    one = ground.planner.itineraries.item(ground.item(name))
    assert one.start_local is not None
    assert one.end_local is not None
    return f"{one.start_local:%H:%M}–{one.end_local:%H:%M}"


def begin(page: VisitPage, ground: Ground, name: str, column: int) -> QLineEdit:
    """F2 on a cell, and the editor that opens."""
    show = table(page)
    index = show.model.index(show.model.row_of(ground.item(name)), column)
    show.view.setFocus()
    show.view.setCurrentIndex(index)
    show.view.edit(index)
    editors = show.view.viewport().findChildren(QLineEdit)
    assert editors
    return editors[-1]


def type_into(
    qtbot: QtBot, page: VisitPage, ground: Ground, name: str, column: int, text: str
) -> QLineEdit:
    """Type over what is there and press Enter; what is written comes with the next events."""
    editor = begin(page, ground, name, column)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    return editor


def test_a_new_start_keeps_the_length_and_is_one_step(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    type_into(qtbot, page, ground, "lunch", START, "12.15")

    qtbot.waitUntil(lambda: clock(ground, "lunch") == "12:15–13:15")
    ground.planner.history.undo()
    assert clock(ground, "lunch") == "12:00–13:00"


def test_a_new_duration_moves_the_end_and_what_follows(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    type_into(qtbot, page, ground, "round", DURATION, "2½ h")

    qtbot.waitUntil(lambda: clock(ground, "round") == "10:00–12:30")
    assert clock(ground, "lunch") == "12:30–13:30"
    ground.planner.history.undo()
    assert [clock(ground, name) for name in ("round", "lunch")] == ["10:00–12:00", "12:00–13:00"]


def test_what_is_no_time_stays_in_the_editor_and_says_why(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    editor = type_into(qtbot, page, ground, "lunch", END, "soon")
    qtbot.wait(50)

    assert clock(ground, "lunch") == "12:00–13:00"
    assert editor.text() == "soon"
    assert editor.isVisible()
    assert "“soon” is not a time" in table(page).said.text()


def editors(page: VisitPage) -> list[QLineEdit]:
    return [one for one in table(page).view.viewport().findChildren(QLineEdit) if one.isVisible()]


def test_tab_writes_and_goes_on_in_the_next_cell(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    editor = begin(page, ground, "lunch", START)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "12:15")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: clock(ground, "lunch") == "12:15–13:15")
    qtbot.waitUntil(lambda: [one.text() for one in editors(page)] == ["13:15"])
    (following,) = editors(page)
    assert following.hasFocus()
    qtbot.wait(20)
    QTest.keyClicks(following, "13.45")
    QTest.keyClick(following, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: clock(ground, "lunch") == "12:15–13:45")
    assert editors(page) == []


def test_what_cannot_be_meant_stays_typed_when_another_row_is_clicked_and_escape_gives_it_up(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    editor = begin(page, ground, "lunch", START)
    editor.selectAll()
    QTest.keyClicks(editor, "soon")
    show = table(page)
    other = show.model.index(show.model.row_of(ground.item("tour")), TITLE)
    QTest.mouseClick(
        show.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=show.view.visualRect(other).center(),
    )
    qtbot.wait(50)
    (left,) = editors(page)
    assert left.text() == "soon"
    assert "“soon” is not a time" in show.said.text()
    QTest.keyClick(left, Qt.Key.Key_Escape)

    assert editors(page) == []
    assert clock(ground, "lunch") == "12:00–13:00"


def test_what_is_being_typed_outlives_a_change_elsewhere(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    editor = begin(page, ground, "lunch", START)
    qtbot.wait(20)
    QTest.keyClicks(editor, "13:")
    ground.planner.itineraries.edit(ground.item("tour"), title="Another tour")
    qtbot.wait(100)
    (again,) = editors(page)
    assert again is not editor, "the rows were read anew"
    assert again.text() == "13:"
    QTest.keyClicks(again, "30")
    QTest.keyClick(again, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: clock(ground, "lunch") == "13:30–14:30")


def test_a_time_names_its_place_where_clocks_differ_from_the_visits_own(
    page: VisitPage, ground: Ground
) -> None:
    planner = ground.planner
    show = table(page)

    def start() -> str:
        row = show.model.row_of(ground.item("lunch"))
        return str(show.model.index(row, START).data())

    assert start() == "12:00"
    planner.visits.edit(ground.visit, zone="Asia/Tokyo")
    assert start() in ("12:00 Stockholm", "12:00 Copenhagen")


def test_a_title_can_be_typed_over_but_not_emptied(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    def titles() -> list[str]:
        return [item.title for item in ground.planner.visits.plan(ground.visit).items]

    type_into(qtbot, page, ground, "lunch", TITLE, "Lunch with the rector")
    qtbot.waitUntil(lambda: "Lunch with the rector" in titles())
    editor = type_into(qtbot, page, ground, "tour", TITLE, "  ")
    qtbot.wait(50)

    assert editor.isVisible()
    assert "Tour of the target station" in titles()


def test_the_filter_finds_by_host_group_and_person(page: VisitPage, ground: Ground) -> None:
    show = table(page)
    everything = show.model.rowCount()
    show.filter.setText("maxiv nanomax")
    none = show.model.rowCount()
    show.filter.setText("nanomax")

    assert everything == len(ground.planner.visits.plan(ground.visit).items)
    assert none == 0
    assert show.model.rowCount() == 1


def test_rows_are_copied_with_tabs(page: VisitPage, ground: Ground) -> None:
    show = table(page)
    page.itinerary.choose(ground.item("lunch"))
    show.view.setFocus()
    QTest.keyClick(show.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.startswith("Day\tStart\tEnd\tDuration\tEntry")
    assert row.split("\t")[:5] == ["Mon 10 May", "12:00", "13:00", "1:00", "Lunch"]


def test_the_row_in_front_is_the_entry_in_the_inspector(page: VisitPage, ground: Ground) -> None:
    show = table(page)
    show.view.selectRow(show.model.row_of(ground.item("tour")))

    assert page.item_inspector.item_id == ground.item("tour")

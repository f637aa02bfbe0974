"""The run-of-show table on a real library: typed times are written, bad ones stay to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.domain.itinerary import ItemStatus
from planner.phrases import sentence
from planner.services.planner import Planner
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.models.run_of_show_model import (
    DURATION,
    END,
    FOUND,
    HEADING,
    NOTES,
    PLACE,
    START,
    STATUS,
    TITLE,
    WHO,
)
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_run_of_show import RunOfShow
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme
from planner.ui.widgets.header import Header

E = TypeVar("E", bound=QWidget)


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
    assert start() == "12:00 Lund"


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
    everything = show.model.count
    show.filter.setText("maxiv nanomax")
    none = show.model.count
    show.filter.setText("nanomax")

    assert everything == len(ground.planner.visits.plan(ground.visit).items)
    assert none == 0
    assert show.model.count == 1


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


def open_cell(page: VisitPage, ground: Ground, name: str, column: int, kind: type[E]) -> E:
    show = table(page)
    index = show.model.index(show.model.row_of(ground.item(name)), column)
    show.view.setFocus()
    show.view.setCurrentIndex(index)
    show.view.edit(index)
    (editor,) = show.view.viewport().findChildren(kind)
    return editor


def test_a_status_is_chosen_in_place_as_one_step(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    def status() -> ItemStatus:
        return ground.planner.itineraries.item(ground.item("lunch")).status

    assert status() is ItemStatus.TENTATIVE
    box = open_cell(page, ground, "lunch", STATUS, QComboBox)
    assert box.currentText() == "Tentative"
    assert [box.itemText(row) for row in range(box.count())] == [
        "Idea", "Requested", "Tentative", "Confirmed", "Cancelled"
    ]  # fmt: skip
    box.setCurrentIndex(box.findText("Confirmed"))
    box.activated.emit(box.currentIndex())

    qtbot.waitUntil(lambda: status() is ItemStatus.CONFIRMED)
    ground.planner.history.undo()
    assert status() is ItemStatus.TENTATIVE


def test_a_status_that_is_only_looked_at_is_not_written(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    before = ground.planner.history.next_undo()
    box = open_cell(page, ground, "lunch", STATUS, QComboBox)
    box.setCurrentIndex(box.findText("Cancelled"))
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.wait(20)

    assert ground.planner.history.next_undo() == before


def test_the_text_for_the_programme_is_typed_in_place_with_several_lines(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    def text() -> str:
        return ground.planner.itineraries.item(ground.item("round")).public_text

    editor = open_cell(page, ground, "round", NOTES, QPlainTextEdit)
    assert editor.toPlainText() == "Instruments and access"
    assert editor.height() > 60, "several lines can be read"
    assert table(page).view.viewport().rect().contains(editor.geometry())
    editor.selectAll()
    QTest.keyClicks(editor, "Instruments")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "Bring a badge")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: text() == "Instruments\nBring a badge")
    show = table(page)
    row = show.model.row_of(ground.item("round"))
    assert show.model.index(row, NOTES).data() == "Instruments Bring a badge"
    ground.planner.history.undo()
    assert text() == "Instruments and access"


def test_a_text_that_is_being_typed_outlives_a_change_elsewhere(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    editor = open_cell(page, ground, "lunch", NOTES, QPlainTextEdit)
    QTest.keyClicks(editor, "In the cant")
    ground.planner.itineraries.edit(ground.item("tour"), title="Another tour")
    qtbot.wait(100)
    (again,) = [
        one
        for one in table(page).view.viewport().findChildren(QPlainTextEdit)
        if one.isVisible() and one is not editor
    ]
    QTest.keyClicks(again, "een")
    QTest.keyClick(again, Qt.Key.Key_Return)

    lunch = ground.item("lunch")
    qtbot.waitUntil(lambda: ground.planner.itineraries.item(lunch).public_text == "In the canteen")


def test_each_day_has_a_heading_that_is_not_counted_and_not_typed_into(
    page: VisitPage, ground: Ground
) -> None:
    show = table(page)
    texts = [show.model.index(row, START).data(HEADING) for row in show.model.headings()]
    items = len(ground.planner.visits.plan(ground.visit).items)

    assert texts[0] == "Sun 9 May 2027  ·  1 entry"
    assert texts[-2:] == ["Thu 13 May 2027  ·  nothing planned", "Unscheduled  ·  1 entry"]
    assert show.model.count == items == show.model.rowCount() - len(texts)
    for row in show.model.headings():
        flags = show.model.flags(show.model.index(row, TITLE))
        assert not flags & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsSelectable)
        assert show.view.columnSpan(row, START) == show.model.columnCount() - START


def test_the_keys_pass_over_the_headings(page: VisitPage, ground: Ground) -> None:
    show = table(page)
    page.itinerary.choose(ground.item("flight"))
    show.view.setFocus()
    QTest.keyClick(show.view, Qt.Key.Key_Down)
    assert page.item_inspector.item_id == ground.item("coach"), "the heading of Monday is between"
    QTest.keyClick(show.view, Qt.Key.Key_Up)
    QTest.keyClick(show.view, Qt.Key.Key_Up)
    assert page.item_inspector.item_id == ground.item("flight"), "above it is only a heading"
    seen = set()
    for _number in range(show.model.rowCount()):
        seen.add(page.item_inspector.item_id)
        QTest.keyClick(show.view, Qt.Key.Key_Down)
    assert len(seen) == show.model.count
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(show.view, key, Qt.KeyboardModifier.ControlModifier)
        assert show.model.item(show.view.currentIndex().row()) is not None, key


def test_a_click_on_a_heading_leaves_the_entry_in_front(page: VisitPage, ground: Ground) -> None:
    show = table(page)
    page.itinerary.choose(ground.item("lunch"))
    index = show.model.index(show.model.headings()[1], START)
    QTest.mouseClick(
        show.view.viewport(), Qt.MouseButton.LeftButton, pos=show.view.visualRect(index).center()
    )

    assert page.item_inspector.item_id == ground.item("lunch")
    assert show.view.currentIndex().row() == show.model.row_of(ground.item("lunch"))


def test_a_filter_leaves_only_the_days_on_which_something_fits(page: VisitPage) -> None:
    show = table(page)
    assert "F2" in show.said.text()
    show.filter.setText("nanomax")
    assert show.said.text() == "1 entry fits"

    assert [show.model.index(row, START).data() for row in show.model.headings()] == [
        "Tue 11 May 2027  ·  1 entry"
    ]


def test_findings_stand_in_the_row_and_are_told_whole_in_its_tool_tip(
    page: VisitPage, ground: Ground
) -> None:
    show = table(page)
    index = show.model.index(show.model.row_of(ground.item("tour")), FOUND)
    state = page.state
    assert state is not None
    sentences = [
        sentence(one) for one in state.findings_of(ground.item("tour")) if not one.accepted
    ]

    assert sentences
    assert index.data().split()[0] == str(len(sentences))
    assert index.data(Qt.ItemDataRole.ToolTipRole).split("\n") == sentences


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_row_is_about_its_entry(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    show = table(page)
    index = show.model.index(show.model.row_of(ground.item("tour")), TITLE)
    with qtbot.waitSignal(page.itinerary.front.menu_wanted, timeout=1000):
        show.view.customContextMenuRequested.emit(show.view.visualRect(index).center())
    for menu in page.itinerary.findChildren(QMenu):
        menu.close()

    assert page.item_inspector.item_id == ground.item("tour")
    texts = [action.text() for action in page.itinerary.menu().actions()]
    assert "Confirm" in texts
    assert "Remove" in texts


def test_times_are_whole_in_a_narrow_window_and_every_cell_tells_its_text(
    page: VisitPage, ground: Ground
) -> None:
    page.resize(900, 420)
    show = table(page)
    row = show.model.row_of(ground.item("flight"))
    metrics = show.view.fontMetrics()
    for column in (START, END):
        text = str(show.model.index(row, column).data())
        assert text.endswith(("Haneda", "Kastrup"))
        assert metrics.horizontalAdvance(text) < show.view.columnWidth(column) - 12
    header = show.view.horizontalHeader()
    assert isinstance(header, Header)
    for column in range(START, NOTES + 1):
        assert show.view.columnWidth(column) >= header.room_for(column)
    place = show.model.index(row, PLACE)
    assert place.data(Qt.ItemDataRole.ToolTipRole) == place.data()
    who = show.model.index(show.model.row_of(ground.item("talk")), WHO)
    assert "Yamamoto Kenji" in who.data(Qt.ItemDataRole.ToolTipRole)


def test_in_the_window_a_status_is_chosen_and_the_menus_take_it_back(
    qtbot: QtBot, window: MainWindow, planner: Planner
) -> None:
    ground = Ground(planner)
    window.show_record("visit", ground.visit)
    visit = window.page
    assert isinstance(visit, VisitPage)
    assert window.context is not None
    commands = window.context.commands
    commands.run("itinerary.view_table")
    shown = commands.get("itinerary.view_table").checked
    assert shown is not None
    assert shown()
    assert "itinerary.view_list" not in [one.id for one in commands.all()]

    def status() -> ItemStatus:
        return planner.itineraries.item(ground.item("tour")).status

    box = open_cell(visit, ground, "tour", STATUS, QComboBox)
    box.setCurrentIndex(box.findText("Confirmed"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: status() is ItemStatus.CONFIRMED)
    assert visit.item_inspector.fields["status"].value() == ItemStatus.CONFIRMED
    commands.run("edit.undo")
    assert status() is ItemStatus.TENTATIVE
    assert visit.item_inspector.fields["status"].value() == ItemStatus.TENTATIVE

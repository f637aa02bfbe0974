"""The page of a visit on a real library: seen, moved, edited, removed, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from journeys.ground import COPENHAGEN, MONDAY, Files, Ground, ground_in
from planner.domain.findings import Severity
from planner.domain.ids import DelegateId, ItemId, PersonId, VisitId, new_id
from planner.domain.itinerary import AudienceKind, ItemStatus
from planner.domain.visits import Visit
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.models.run_of_show_model import HEADING
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_add_person import AddPerson
from planner.ui.pages.visit_ask import AskText
from planner.ui.pages.visit_audience import AudienceField
from planner.ui.pages.visit_hosts import HostsField
from planner.ui.pages.visit_items import ItemsInspector
from planner.ui.pages.visit_run_of_show import RunOfShow
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme
from planner.ui.widgets.fields import MomentField

ALT, CTRL_SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def messages() -> Recorded:
    return Recorded()


@pytest.fixture
def page(qtbot: QtBot, ground: Ground, messages: Recorded, tmp_path: Path) -> Iterator[VisitPage]:
    bridge = Bridge(ground.planner)
    context = Context(
        ground.planner,
        bridge,
        messages,
        Tasks(messages),
        Selection(),
        Theme("light"),
        Files(folder=tmp_path),
    )
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    qtbot.addWidget(page.inspectors)
    bridge.changed.connect(page.refresh)
    page.refresh()
    page.resize(1100, 800)
    page.show()
    page.inspectors.resize(320, 800)
    page.inspectors.show()
    yield page
    context.tasks.close()
    bridge.close()


def choose(page: VisitPage, ground: Ground, name: str) -> None:
    page.itinerary.choose(ground.item(name))
    page.itinerary.view.setFocus()


def starts(ground: Ground, name: str) -> dt.datetime | None:
    return ground.planner.itineraries.item(ground.item(name)).start_local


def press(
    qtbot: QtBot, page: VisitPage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
) -> None:
    qtbot.keyClick(page.itinerary.view, key, modifier or Qt.KeyboardModifier.NoModifier)


def inspected(page: VisitPage) -> ItemId | None:
    return page.item_inspector.item_id


# what is seen


def test_the_head_says_when_and_how_many_and_that_nothing_is_released(page: VisitPage) -> None:
    assert page.title == "MEXT delegation to ESS, MAX IV and the Niels Bohr Institute"
    assert "Mon 10 May – Thu 13 May 2027" in page.header.about.text()
    assert "6 people (5 named, 1 N.N.)" in page.header.about.text()
    assert "never released" in page.header.stands.text()


def test_a_night_flight_stands_on_both_days_and_an_empty_day_is_there(
    page: VisitPage, ground: Ground
) -> None:
    page.itinerary.show_view("table")
    state = page.state
    assert state is not None
    on = [
        day.date
        for day in state.itinerary.days
        for line in day.lines
        if line.item.id == ground.item("flight")
    ]
    assert on == [MONDAY - dt.timedelta(1), MONDAY]
    table = page.itinerary.findChild(RunOfShow)
    assert table is not None
    headings = [table.model.index(row, 0).data(HEADING) for row in table.model.headings()]
    assert "Thu 13 May 2027  ·  nothing planned" in headings


def test_the_tab_of_checks_counts_what_is_open(page: VisitPage) -> None:
    state = page.state
    assert state is not None
    assert state.open_findings
    asking = [one for one in state.open_findings if one.severity > Severity.NOTE]
    assert page.tabs.tabText(2) == f"Checks ({len(asking)})"


# moving


def test_alt_down_moves_an_entry_by_a_quarter_of_an_hour_and_undo_brings_it_back(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    assert starts(ground, "lunch") == dt.datetime.combine(MONDAY, dt.time(12, 15))
    assert inspected(page) == ground.item("lunch")
    ground.planner.history.undo()
    assert starts(ground, "lunch") == dt.datetime.combine(MONDAY, dt.time(12))
    assert page.itinerary.item is not None
    assert page.itinerary.item.start_local == dt.datetime.combine(MONDAY, dt.time(12))


def test_an_entry_moved_to_the_next_day_stays_chosen_there(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    press(qtbot, page, Qt.Key.Key_Right, CTRL_SHIFT)
    assert page.itinerary.front.day == MONDAY + dt.timedelta(1)
    assert inspected(page) == ground.item("lunch")
    press(qtbot, page, Qt.Key.Key_Left, CTRL_SHIFT)
    assert starts(ground, "lunch") == dt.datetime.combine(MONDAY, dt.time(12))


def test_the_menu_moves_an_unscheduled_entry_to_a_day(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "call")
    menu = page.itinerary.menu()
    days = next(child for child in menu.findChildren(QMenu) if child.title() == "Move to day")
    action = next(action for action in days.actions() if action.text() == "Tue 11 May")
    action.trigger()
    start = starts(ground, "call")
    assert start is not None
    assert start.date() == MONDAY + dt.timedelta(1)
    assert start.time() == dt.time(16), "after what is there already"


def test_keys_unschedule_confirm_and_remove(
    qtbot: QtBot, page: VisitPage, ground: Ground, messages: Recorded
) -> None:
    choose(page, ground, "lunch")
    press(qtbot, page, Qt.Key.Key_T)
    assert ground.planner.itineraries.item(ground.item("lunch")).status is ItemStatus.CONFIRMED
    press(qtbot, page, Qt.Key.Key_U)
    assert starts(ground, "lunch") is None
    choose(page, ground, "lunch")
    press(qtbot, page, Qt.Key.Key_Delete)
    assert ground.planner.itineraries.items.find(ground.item("lunch")) is None
    assert inspected(page) not in (None, ground.item("lunch"))
    text, undo = messages.toasts[-1]
    assert "Lunch" in text
    assert undo is not None
    undo()
    assert ground.planner.itineraries.items.find(ground.item("lunch")) is not None


def test_n_adds_an_entry_after_this_one_and_the_title_waits_to_be_typed(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    press(qtbot, page, Qt.Key.Key_N)
    added = page.itinerary.item
    assert added is not None
    assert added.start_local == dt.datetime.combine(MONDAY, dt.time(13))
    assert inspected(page) == added.id
    editor = page.item_inspector.fields["title"].focusProxy()
    assert editor.selectedText() == "New entry"  # type: ignore[attr-defined]


def test_enter_on_an_empty_day_adds_an_entry_there(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    board = page.itinerary.board.board
    dates = [day.date for day in board.scene.days]
    board.choose_day(dates.index(MONDAY + dt.timedelta(3)))
    press(qtbot, page, Qt.Key.Key_Return)
    added = page.itinerary.item
    assert added is not None
    assert added.start_local == dt.datetime.combine(MONDAY + dt.timedelta(3), dt.time(9))


# the inspector


def put(page: VisitPage, name: str, value: object) -> None:
    """As if it was typed and left."""
    field = page.item_inspector.fields[name]
    field._show(value)
    field.commit()


def test_a_new_start_typed_in_the_inspector_moves_the_entry_and_keeps_its_length(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    field = page.item_inspector.fields["start"]
    assert isinstance(field, MomentField)
    field.clock.setText("14:30")
    field.commit()
    lunch = ground.planner.itineraries.item(ground.item("lunch"))
    assert lunch.start_local == dt.datetime.combine(MONDAY, dt.time(14, 30))
    assert lunch.end_local == dt.datetime.combine(MONDAY, dt.time(15, 30))


SPRING, AUTUMN = "28.3.2027", "31.10.2027"


def typed(page: VisitPage, name: str, day: str, clock: str) -> MomentField:
    field = page.item_inspector.fields[name]
    assert isinstance(field, MomentField)
    field.day.setText(day)
    field.clock.setText(clock)
    field.commit()
    return field


def buttons(field: MomentField) -> list[str]:
    return [one.text() for one in field.answers if not one.isHidden()]


def test_a_time_that_the_clock_skips_is_asked_back_before_it_is_kept(
    page: VisitPage, ground: Ground, qtbot: QtBot
) -> None:
    """Row H1: "02:30 does not exist on 28 March: 03:30?"."""
    choose(page, ground, "lunch")
    before = starts(ground, "lunch")
    field = typed(page, "start", SPRING, "02:30")

    assert field.error == (
        "02:30 does not exist on Sun 28 Mar 2027 in Europe/Stockholm:"
        " the clock skips it. What is meant?"
    )
    assert buttons(field) == ["03:30", "01:30"]
    assert starts(ground, "lunch") == before
    assert field.is_changed, "what was typed stays"

    qtbot.mouseClick(field.answers[0], Qt.MouseButton.LeftButton)
    assert starts(ground, "lunch") == dt.datetime(2027, 3, 28, 3, 30)
    assert (field.error, buttons(field)) == ("", [])


def test_a_time_that_comes_twice_is_asked_kept_and_shown(
    page: VisitPage, ground: Ground, qtbot: QtBot
) -> None:
    """Row H2: the first or the second 02:30, for start and end."""
    choose(page, ground, "lunch")
    field = typed(page, "start", AUTUMN, "02:30")
    assert field.error.startswith("02:30 comes twice on Sun 31 Oct 2027")
    assert buttons(field) == ["The first (UTC+2)", "The second (UTC+1)"]

    qtbot.mouseClick(field.answers[1], Qt.MouseButton.LeftButton)
    lunch = ground.planner.itineraries.item(ground.item("lunch"))
    assert (lunch.start_local, lunch.start_fold) == (dt.datetime(2027, 10, 31, 2, 30), 1)
    assert lunch.span.duration == dt.timedelta(hours=1)
    assert field.clock.text() == "02:30b"

    typed(page, "start", AUTUMN, "02:30a")
    lunch = ground.planner.itineraries.item(lunch.id)
    assert (lunch.start_fold, lunch.end_fold) == (0, 1)
    assert lunch.span.duration == dt.timedelta(hours=1)
    end = page.item_inspector.fields["end"]
    assert isinstance(end, MomentField)
    assert end.clock.text() == "02:30b"


def test_an_end_in_the_doubled_hour_forgets_which_one_it_was_when_it_goes_elsewhere(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    typed(page, "start", AUTUMN, "01:00")
    typed(page, "end", AUTUMN, "02:30b")
    lunch = ground.planner.itineraries.item(ground.item("lunch"))
    assert lunch.span.duration == dt.timedelta(hours=2, minutes=30)

    typed(page, "end", AUTUMN, "04:00")
    assert ground.planner.itineraries.item(lunch.id).end_fold == 0


def test_escape_takes_the_question_back(page: VisitPage, ground: Ground, qtbot: QtBot) -> None:
    choose(page, ground, "lunch")
    field = typed(page, "start", SPRING, "02:30")
    qtbot.keyClick(field.clock, Qt.Key.Key_Escape)
    assert (field.error, buttons(field)) == ("", [])
    assert field.clock.text() == "12:00"


def test_the_time_at_home_stands_below_that_of_the_place_where_the_clocks_differ(
    page: VisitPage, ground: Ground
) -> None:
    """Row H8: times are those of the place, with a second line for the office."""
    choose(page, ground, "lunch")
    line = page.item_inspector.home_times
    assert line.isHidden(), "Lund and Copenhagen have one clock"

    zones = {"start_zone": "Asia/Tokyo", "end_zone": "Asia/Tokyo"}
    ground.planner.itineraries.edit(ground.item("lunch"), **zones)
    assert line.text() == "At your office (Copenhagen): Mon 10 May 05:00–06:00"
    choose(page, ground, "flight")
    assert line.text() == ("At your office (Copenhagen): Sun 9 May 15:25 – Mon 10 May 06:35")
    ground.planner.itineraries.edit(ground.item("flight"), all_day=True)
    assert line.isHidden()


def test_nothing_is_asked_of_the_hours_of_whole_days(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "lunch")
    ground.planner.itineraries.edit(ground.item("lunch"), all_day=True)
    field = typed(page, "start", SPRING, "02:30")
    assert field.error == ""


def test_a_refusal_stands_below_its_field_and_nothing_is_written(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    put(page, "title", "")
    assert "title" in page.item_inspector.fields["title"].error
    assert ground.planner.itineraries.item(ground.item("lunch")).title == "Lunch"


def test_an_end_before_the_start_is_refused_below_its_field(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    item = ground.planner.itineraries.item(ground.item("lunch"))
    assert item.start_local is not None
    before = item.end_local

    put(page, "end", (item.start_local - dt.timedelta(hours=1), item.start_zone))

    assert ground.planner.itineraries.item(item.id).end_local == before
    field = page.item_inspector.fields["end"]
    assert field.error.startswith("The end lies before the start")
    assert field.is_changed, "what was typed stays"


def test_the_inspector_follows_what_happens_on_the_board(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "lunch")
    item = ground.item("lunch")

    ground.planner.itineraries.edit(item, title="Longer lunch")
    page.itinerary.board.board.nudge(30)

    assert page.item_inspector.fields["title"].value() == "Longer lunch"
    shown, _zone = page.item_inspector.fields["start"].value()
    assert shown == ground.planner.itineraries.item(item).start_local

    ground.planner.history.undo()

    shown, _zone = page.item_inspector.fields["start"].value()
    assert shown == ground.planner.itineraries.item(item).start_local


@pytest.mark.parametrize("name", ["start", "end"])
def test_a_year_that_cannot_be_meant_is_refused_below_its_field(
    page: VisitPage, ground: Ground, name: str
) -> None:
    choose(page, ground, "lunch")
    before = ground.planner.itineraries.item(ground.item("lunch"))
    field = page.item_inspector.fields[name]
    field._show((dt.datetime(9999, 12, 31, 23), "Europe/Stockholm"))
    field.commit()

    assert "The year 9999 cannot be meant" in field.error
    assert ground.planner.itineraries.item(ground.item("lunch")) == before


def test_f2_types_into_the_cell_in_front_of_the_table(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "lunch")
    page.itinerary.show_view("table")
    page.itinerary.view.setFocus()

    page.edit()

    table = page.itinerary.page
    assert isinstance(table, RunOfShow)
    assert table.view.state() is QAbstractItemView.State.EditingState


def test_a_line_takes_no_more_than_it_can_keep_and_says_so(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "lunch")
    field = page.item_inspector.fields["title"]
    editor = field.focusProxy()
    assert isinstance(editor, QLineEdit)

    editor.selectAll()
    editor.insert("x" * 600)

    assert len(field.value()) == 500
    assert field.error == "A line holds 500 signs; the rest was left out."


def test_who_is_on_it_is_a_rule_with_names(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "lunch")
    put(page, "audience", (AudienceKind.GROUPS, {ground.known["B"]}))
    state = page.state
    assert state is not None
    lunch = state.plan.item[ground.item("lunch")]
    assert lunch.audience is AudienceKind.GROUPS
    assert [group.letter for group in state.plan.groups_on(lunch)] == ["B"]
    put(page, "audience", (AudienceKind.ALL, ()))
    assert page.state is not None
    assert page.state.plan.item[ground.item("lunch")].audience is AudienceKind.ALL


def test_hosts_site_and_leg_are_written_where_they_belong(page: VisitPage, ground: Ground) -> None:
    planner = ground.planner
    choose(page, ground, "tour")
    put(page, "hosts", [(("person", ground.known["host"]), "Siobhán O’Connor", "")])
    put(page, "site_id", (ground.known["MAX IV"], "MAX IV, Lund"))
    assert page.state is not None
    tour = page.state.plan.item[ground.item("tour")]
    assert [host.person_id for host in page.state.plan.hosts_of(tour)] == [ground.known["host"]]
    assert tour.site_id == ground.known["MAX IV"]
    choose(page, ground, "coach")
    put(page, "leg.buffer_minutes", "20")
    coach = ground.item("coach")
    assert planner.visits.plan(ground.visit).leg_of[coach].buffer_minutes == 20


def test_what_is_being_typed_is_kept_when_another_entry_is_chosen(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    page.item_inspector.fields["title"]._show("Working lunch")
    choose(page, ground, "tour")
    assert ground.planner.itineraries.item(ground.item("lunch")).title == "Working lunch"
    assert page.item_inspector.fields["title"].value() == "Tour of the target station"


def test_a_change_of_a_stranger_leaves_selection_and_typing_alone(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    page.item_inspector.fields["place"]._show("Terrace")
    ground.planner.itineraries.edit(ground.item("talk"), title="Talk on open science")
    assert inspected(page) == ground.item("lunch")
    assert page.item_inspector.fields["place"].value() == "Terrace"


def test_findings_of_an_entry_are_read_and_accepted_in_the_inspector(
    page: VisitPage, ground: Ground, qtbot: QtBot
) -> None:
    choose(page, ground, "round")
    assert page.state is not None
    finding = page.state.findings_of(ground.item("round"))[0]
    before = len(page.state.open_findings)

    answer_with("They stand")
    page.item_inspector._found.accept_wanted.emit(finding)
    assert len(page.state.open_findings) == before - 1
    assert page.state.findings_of(ground.item("round"))[-1].accepted == "They stand"


def answer_with(text: str) -> None:
    """Fill the next question in and accept it."""
    from PySide6.QtCore import QTimer

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AskText)
        editor = dialog.findChild(QPlainTextEdit)
        assert editor is not None
        editor.setPlainText(text)
        dialog.accept_button.click()

    QTimer.singleShot(0, fill)


# the other tabs


def test_counts_of_the_delegation_reconcile_and_the_filter_narrows(
    page: VisitPage, ground: Ground
) -> None:
    assert page.delegation.counts.text().startswith("6 heads = 5 persons + 1 N.N.")
    page.delegation.filter.setText("tanaka")
    assert page.delegation.model.rowCount() == 1
    page.delegation.filter.setText("田中")
    assert page.delegation.model.rowCount() == 1
    page.delegation.filter.setText("nobody at all")
    assert page.delegation.table.empty.isVisibleTo(page.delegation.table)


def test_a_placeholder_is_named_and_the_counts_follow(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    page.tabs.setCurrentWidget(page.delegation)
    page.delegation.choose(ground.known["N.N."])
    page.delegation.name_placeholder()
    dialog = page.delegation.findChild(AddPerson)
    assert dialog is not None
    dialog.name.setText("Dr. NAKAMURA Emi")
    dialog.offer()
    dialog.found.setCurrentRow(dialog.found.count() - 1)
    assert "family name Nakamura" in dialog.found.currentItem().text()
    dialog.accept()
    assert page.delegation.counts.text().startswith("6 heads = 6 persons + 0 N.N.")


def test_a_delegate_is_taken_out_and_comes_back(
    page: VisitPage, ground: Ground, messages: Recorded
) -> None:
    page.tabs.setCurrentWidget(page.delegation)
    page.delegation.choose(ground.known["Tanaka"])
    page.remove()
    assert page.delegation.model.row_of(ground.known["Tanaka"]) is None
    _text, undo = messages.toasts[-1]
    assert undo is not None
    undo()
    assert page.delegation.model.row_of(ground.known["Tanaka"]) is not None


def test_enter_on_a_finding_leads_to_its_entry(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    page.tabs.setCurrentWidget(page.checks)
    qtbot.keyClick(page.checks.view, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.itinerary
    assert page.itinerary.item is not None


def test_a_release_is_listed_and_the_head_counts_what_changed_since(
    page: VisitPage, ground: Ground
) -> None:
    answer_with("First version")
    page.release()
    assert page.releases.model.rowCount() == 1
    assert "Version 1 is current" in page.header.stands.text()
    ground.planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    assert "1 entry changed since version 1" in page.header.stands.text()


def test_dates_the_wrong_way_round_are_refused_below_the_field(
    page: VisitPage, ground: Ground
) -> None:
    field = page.details.fields["last_day"]
    field._show(MONDAY - dt.timedelta(7))
    field.commit()
    assert "end before it begins" in field.error
    title = page.details.fields["title"]
    title._show("MEXT in Skåne")
    title.commit()
    assert page.title == "MEXT in Skåne"


def test_a_journey_across_zones_shows_both_of_them(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "flight")
    end = page.item_inspector.fields["end"]
    assert end.value()[1] == COPENHAGEN
    assert page.item_inspector.fields["start"].value()[1] == "Asia/Tokyo"


def test_markup_in_a_title_is_shown_as_it_is(page: VisitPage, ground: Ground) -> None:
    ground.planner.visits.edit(ground.visit, title="<b>Bold</b> & <img src=x>")
    assert page.header.title.text() == "<b>Bold</b> & <img src=x>"
    assert page.header.title.textFormat() is Qt.TextFormat.PlainText


def test_a_visit_that_is_removed_says_so_and_undo_brings_it_back(
    page: VisitPage, ground: Ground
) -> None:
    ground.planner.visits.remove(ground.visit)
    assert page._gone.isVisibleTo(page)
    ground.planner.history.undo()
    assert not page._gone.isVisibleTo(page)
    assert page.itinerary.board.board.scene.days


def test_the_view_stays_where_it_is_when_something_else_changes(
    page: VisitPage, ground: Ground
) -> None:
    page.resize(900, 400)
    choose(page, ground, "coach")
    bar = page.itinerary.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    ground.planner.itineraries.edit(ground.item("call"), title="Call at the embassy of Japan")
    assert before > 0
    assert bar.value() == before


def test_the_menu_of_a_placeholder_offers_to_name_it(page: VisitPage, ground: Ground) -> None:
    page.tabs.setCurrentWidget(page.delegation)
    page.delegation.choose(ground.known["N.N."])
    assert "Name a placeholder…" in [action.text() for action in page.delegation.menu().actions()]
    assert page.delegation._name.isEnabled()
    page.delegation.choose(ground.known["Sato"])
    assert not page.delegation._name.isEnabled()


def test_the_first_entry_and_the_first_person_are_in_front_at_the_start(
    page: VisitPage, ground: Ground
) -> None:
    assert inspected(page) == ground.item("flight")
    page.tabs.setCurrentWidget(page.delegation)
    assert page.delegate_inspector.delegate_id == ground.known["Yamamoto"]


def test_columns_in_which_nobody_has_anything_are_left_out(page: VisitPage, ground: Ground) -> None:
    titles = [column.title for column in page.delegation.model.columns]
    assert "Arrives" not in titles
    assert "Native name" in titles
    ground.planner.delegations.edit(
        DelegateId(ground.known["Sato"]),
        arrives_local=dt.datetime.combine(MONDAY, dt.time(8)),
        arrives_zone=COPENHAGEN,
    )
    assert "Arrives" in [column.title for column in page.delegation.model.columns]


def test_a_visit_without_dates_says_how_its_days_come(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    planner = ground.planner
    key = planner.visits.new(Visit(id=VisitId(new_id()), title="KAIST deans"))
    empty = VisitPage(page.context, key)
    qtbot.addWidget(empty)
    empty.refresh()
    assert empty.itinerary._empty.isVisibleTo(empty.itinerary)
    assert empty.delegation.table.empty.isVisibleTo(empty.delegation.table)
    assert empty.delegation.counts.text() == "0 heads = 0 persons + 0 N.N."
    assert "no dates yet" in empty.header.about.text()
    empty.itinerary.dates_wanted.emit()
    assert empty.tabs.currentWidget() is empty.details
    planner.visits.edit(key, first_day=MONDAY, last_day=MONDAY)
    empty.refresh()
    assert not empty.itinerary._empty.isVisibleTo(empty.itinerary)


# several entries, and hosts


def several(page: VisitPage, ground: Ground, *names: str) -> ItemsInspector:
    """The inspector of these entries, selected together on the board."""
    board = page.itinerary.board.board
    page.itinerary.choose(ground.item(names[0]))
    for name in names[1:]:
        point = board.item_box(ground.item(name)).center().toPoint()
        QTest.mouseClick(
            board.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point
        )
    assert page.inspectors.currentWidget() is page.inspectors.items
    return page.inspectors.items


def test_where_entries_differ_a_muted_word_says_so_and_is_never_written(
    page: VisitPage, ground: Ground
) -> None:
    before = ground.planner.history.next_undo()
    form = several(page, ground, "lunch", "maxiv")
    hints = {
        name: form.fields[name].editor.placeholderText()  # type: ignore[attr-defined]
        for name in ("kind", "site_id", "place", "language")
    }
    assert hints == {
        "kind": "several", "site_id": "several", "place": "several", "language": "en, ja …"
    }  # fmt: skip
    audience = form.fields["audience"]
    assert isinstance(audience, AudienceField)
    assert audience.rule.placeholderText() == "several"
    assert audience.rule.currentText() == ""
    for field in form.fields.values():
        field.setFocus()
        field.commit()

    assert ground.planner.history.next_undo() == before
    assert [
        form.fields[name].editor.text()  # type: ignore[attr-defined]
        for name in ("site_id", "place")
    ] == ["", ""]


def test_the_word_goes_when_entries_agree_again(page: VisitPage, ground: Ground) -> None:
    form = several(page, ground, "lunch", "maxiv")
    place = form.fields["place"]
    place.editor.setText("Foyer")  # type: ignore[attr-defined]
    place.commit()

    assert place.value() == "Foyer"
    assert place.editor.placeholderText() == ""  # type: ignore[attr-defined]
    assert [
        ground.planner.itineraries.item(ground.item(name)).place for name in ("lunch", "maxiv")
    ] == ["Foyer", "Foyer"]


def test_hosts_that_differ_are_not_listed_and_stay_as_they_are(
    page: VisitPage, ground: Ground
) -> None:
    form = several(page, ground, "round", "lunch")
    field = form.fields["hosts"]
    assert isinstance(field, HostsField)
    assert field.listed.count() == 0
    assert field._hint.isVisibleTo(field)
    assert field._hint.text() == "several"
    field.commit()
    plan = ground.planner.visits.plan(ground.visit)
    assert len(plan.hosts_of(plan.item[ground.item("round")])) == 2


def host_roles(ground: Ground, name: str) -> list[str]:
    plan = ground.planner.visits.plan(ground.visit)
    return [host.role for host in plan.hosts_of(plan.item[ground.item(name)])]


def test_the_role_of_a_host_is_typed_in_the_inspector(page: VisitPage, ground: Ground) -> None:
    choose(page, ground, "round")
    field = page.item_inspector.fields["hosts"]
    assert isinstance(field, HostsField)
    assert not field.role.isEnabled(), "no host is in front"
    field.listed.setCurrentRow(0)
    field.role.editor.setText("Chair")
    field.role.commit()
    assert host_roles(ground, "round") == ["Chair", ""]
    assert field.listed.item(0).text().endswith("O’Connor  ·  Chair")
    field.listed.setCurrentRow(1)
    assert field.role.editor.text() == ""
    ground.planner.history.undo()
    assert host_roles(ground, "round") == ["", ""]
    field.listed.setCurrentRow(0)
    assert field.role.editor.text() == ""


def test_a_role_that_is_being_typed_stays_when_something_else_changes(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "round")
    field = page.item_inspector.fields["hosts"]
    assert isinstance(field, HostsField)
    field.listed.setCurrentRow(0)
    field.role.editor.setText("Gui")
    ground.planner.itineraries.edit(ground.item("lunch"), title="Another lunch")
    assert field.role.editor.text() == "Gui"
    page.item_inspector.commit()
    assert host_roles(ground, "round") == ["Gui", ""]


def test_a_role_is_given_to_the_host_of_several_at_once(page: VisitPage, ground: Ground) -> None:
    people = [PersonId(ground.known["host"])]
    for name in ("lunch", "tour"):
        ground.planner.itineraries.set_hosts(ground.item(name), people=people)
    field = several(page, ground, "lunch", "tour").fields["hosts"]
    assert isinstance(field, HostsField)
    field.listed.setCurrentRow(0)
    field.role.editor.setText("Guide")
    field.role.commit()

    assert [host_roles(ground, name) for name in ("lunch", "tour")] == [["Guide"], ["Guide"]]
    ground.planner.history.undo()
    assert [host_roles(ground, name) for name in ("lunch", "tour")] == [[""], [""]]


def test_the_inspector_follows_an_undo_while_the_board_is_in_front(
    page: VisitPage, ground: Ground
) -> None:
    choose(page, ground, "lunch")
    put(page, "place", "Foyer")
    ground.planner.history.undo()

    assert page.item_inspector.fields["place"].value() == "Canteen"


def test_the_inspector_says_the_town_and_not_the_city_of_the_zone(
    page: VisitPage, ground: Ground
) -> None:
    page.itinerary.choose(ground.item("tour"))
    labels = [label.text() for label in page.item_inspector.findChildren(QLabel)]

    assert "Tour  ·  Lund" in labels
    assert not any("Stockholm" in text for text in labels)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_gives_a_reason_and_enter_alone_begins_a_line(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = AskText(None, title="Accept", about="About", label="Why?", verb="Accept")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    dialog.editor.setFocus()
    qtbot.waitUntil(dialog.editor.hasFocus)
    qtbot.keyClick(dialog.editor, key, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == 0, "nothing is typed yet"
    qtbot.keyClicks(dialog.editor, "They stand")
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.editor, "at the gate")
    qtbot.keyClick(dialog.editor, key, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == 1
    assert dialog.answer == "They stand\nat the gate"

"""The area of follow-ups, the tab of a visit, and the dialogs around them, on the real window."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factories import MONDAY, item, visit
from planner.domain.due_dates import Shelf
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, new_id
from planner.services.planner import Planner
from planner.ui.dialogs.checklists import ChecklistsDialog, ChecklistStepsDialog
from planner.ui.dialogs.follow_up_about import FollowUpAboutDialog
from planner.ui.follow_up_commands import about_of
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.follow_up_form import FollowUpForm
from planner.ui.pages.follow_ups import TABS, FollowUpsPage
from planner.ui.pages.visit import VisitPage
from ui.conftest import Files

TODAY = dt.date(2027, 4, 1)


@pytest.fixture
def page(window: MainWindow) -> FollowUpsPage:
    window.go("follow_ups")
    found = window.page
    assert isinstance(found, FollowUpsPage)
    return found


def library(window: MainWindow) -> Planner:
    assert window.context is not None
    return window.context.planner


def add(planner: Planner, title: str, days: int | None = None, **fields: object) -> FollowUpId:
    due = TODAY + dt.timedelta(days) if days is not None else None
    values = {"id": FollowUpId(new_id()), "title": title, "due_on": due, **fields}
    return planner.follow_ups.add(FollowUp(**values))  # type: ignore[arg-type]


def cells(page: FollowUpsPage) -> list[list[str]]:
    model = page.model
    return [
        [model.columns[column].value(model.line(row)) for column in range(4)]
        for row in range(model.rowCount())
    ]


def test_tabs_show_the_four_lists_by_date_and_by_owner(
    window: MainWindow, page: FollowUpsPage
) -> None:
    planner = library(window)
    add(planner, "late", -2, owner="Jens")
    add(planner, "now", 0, owner="Eva")
    add(planner, "far", 90)
    add(planner, "theirs", 3, status=FollowUpStatus.WAITING, waiting_for="the ministry")
    assert [row[:2] for row in cells(page)] == [["late", "Overdue"], ["now", "Today"]]
    page.grouping.setCurrentIndex(1)
    assert [row[:2] for row in cells(page)] == [["now", "Eva"], ["late", "Jens"]]
    assert "overdue" in cells(page)[1][2]
    page.grouping.setCurrentIndex(0)
    for shelf, names in ((Shelf.WAITING, ["theirs"]), (Shelf.LATER, ["far"]), (Shelf.DONE, [])):
        page.tabs.setCurrentIndex(TABS.index(shelf))
        assert [row[0] for row in cells(page)] == names


def test_a_line_is_typed_asked_about_and_added(
    qtbot: QtBot, window: MainWindow, page: FollowUpsPage, said: Recorded
) -> None:
    line = page.quick
    line.setFocus()
    qtbot.keyClicks(line.editor, "prepare Monday meeting")
    assert "Monday" in line.read_back.text()
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert page.model.rowCount() == 0
    assert [text for text, _line in line.ways_out()] == ["Mon 5 Apr", "“Monday” is title"]
    line.answers.chosen.emit(0)
    assert line.read_back.text() == "Reads as: “prepare meeting” · due Mon 5 Apr 2027"
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert line.text == ""
    assert [row[0] for row in cells(page)] == ["prepare meeting"]
    assert not said.errors


def test_ticking_a_repeating_one_says_when_it_comes_again(
    qtbot: QtBot, window: MainWindow, page: FollowUpsPage, said: Recorded
) -> None:
    add(library(window), "report", 0, repeats="FREQ=WEEKLY")
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert said.toasts[-1][0] == "Done: report. It comes again on Thu 8 Apr 2027."
    assert [row[:2] for row in cells(page)] == [["report", "Within a week"]]
    undo = said.toasts[-1][1]
    assert undo is not None
    undo()
    assert [row[:2] for row in cells(page)] == [["report", "Today"]]


def test_ctrl_enter_goes_to_what_it_is_about(window: MainWindow, page: FollowUpsPage) -> None:
    planner = library(window)
    trip = planner.visits.new(visit())
    talk = item(trip, "Talk", "09:00", "10:00")
    planner.itineraries.add(talk)
    add(planner, "slides", 1, item_id=talk.id)
    page.table.choose(0)
    assert window.registry.get("follow_up.jump").shortcuts == ("Ctrl+Return",)
    window.registry.run("follow_up.jump")
    there = window.page
    assert isinstance(there, VisitPage)
    assert there.itinerary.item is not None
    assert there.itinerary.item.id == talk.id


def test_the_form_counts_a_date_from_the_visit_and_back(
    window: MainWindow, page: FollowUpsPage
) -> None:
    planner = library(window)
    trip = planner.visits.new(visit())
    key = add(planner, "pack", 5)
    page.table.choose(0)
    form = page.inspector()
    assert isinstance(form, FollowUpForm)
    form.write("visit_id", trip)
    form.fields["due_days"].set_value(10)
    form.write("way", (Anchor.ARRIVAL, -1))
    now = planner.follow_ups.get(key)
    assert (now.anchor, now.due_days, now.due_on) == (
        Anchor.ARRIVAL,
        -10,
        MONDAY - dt.timedelta(10),
    )
    page.show_record("follow_up", key)
    assert form.fields["due_on"].value() == MONDAY - dt.timedelta(10)
    form.write("due_days", 3)
    assert planner.follow_ups.get(key).due_on == MONDAY - dt.timedelta(3)
    form.write("due_on", TODAY)
    assert planner.follow_ups.get(key).anchor is Anchor.NONE
    form.write("repeats", "FREQ=MONTHLY;INTERVAL=3")
    form.write("remind_days", 2)
    now = planner.follow_ups.get(key)
    assert (now.repeats, now.remind_days) == ("FREQ=MONTHLY;INTERVAL=3", 2)


def test_the_list_in_front_is_written_as_tasks(
    qtbot: QtBot,
    window: MainWindow,
    page: FollowUpsPage,
    files: Files,
    said: Recorded,
    tmp_path: Path,
) -> None:
    add(library(window), "near", 1)
    add(library(window), "far", 90)
    files.paths = [tmp_path / "out.ics"]
    window.registry.run("follow_up.export_ics")
    qtbot.waitUntil(lambda: bool(said.toasts), timeout=5000)
    todos = icalendar.Calendar.from_ical((tmp_path / "out.ics").read_bytes()).walk("VTODO")
    assert [str(todo["SUMMARY"]) for todo in todos] == ["near"]
    assert said.toasts[-1][0] == "1 follow-up written to out.ics"


def test_a_follow_up_is_made_about_what_is_selected(
    qtbot: QtBot, window: MainWindow, said: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = library(window)
    trip = planner.visits.new(visit())
    talk = item(trip, "Talk", "09:00", "10:00")
    planner.itineraries.add(talk)
    window.show_record("item", talk.id)

    def types(dialog: FollowUpAboutDialog) -> int:
        qtbot.keyClicks(dialog.quick.editor, "slides T-2")
        qtbot.keyClick(dialog.quick.editor, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(FollowUpAboutDialog, "exec", types)
    window.registry.run("item.follow_up")
    (made,) = planner.follow_ups.of_visit(trip)
    assert (made.title, made.item_id) == ("slides", talk.id)
    assert made.due_on == MONDAY - dt.timedelta(2)
    assert about_of(planner, "visit", trip) == ({"visit_id": trip}, visit().title)


def test_checklists_are_written_and_their_steps_edited(
    qtbot: QtBot, window: MainWindow, said: Recorded
) -> None:
    planner = library(window)
    dialog = ChecklistsDialog(window.context, None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.new_button.click()
    dialog._write("name", "Press")
    (checklist,) = planner.checklists.records.of("")
    steps = ChecklistStepsDialog(window.context, checklist)  # type: ignore[arg-type]
    qtbot.addWidget(steps)
    steps.new_button.click()
    steps._write("title", "Invite the press")
    steps._write("number", 21)
    (step,) = planner.checklists.card(checklist.id).steps
    assert (step.title, step.anchor, step.days) == ("Invite the press", Anchor.ARRIVAL, -21)
    steps._write("way", (Anchor.DEPARTURE, 1))
    (step,) = planner.checklists.card(checklist.id).steps
    assert (step.anchor, step.days) == (Anchor.DEPARTURE, 21)
    dialog._read()
    assert "21 days after the last day: Invite the press" in dialog.preview.text()
    assert not said.errors

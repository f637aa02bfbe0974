"""Needs passed on, in the window: seen on purpose only, noted, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.ids import VisitId
from planner.domain.itinerary import ItemKind
from planner.domain.visits import Delegate, NeedKind, NeedPassed
from planner.phrases import label
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_needs import NeedsDialog

SECRET = "Nothing with shellfish in it"


@pytest.fixture
def planner_(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


@pytest.fixture
def visit(planner_: Planner) -> VisitId:
    return planner_.visits.find("JP-DK-2027").id


@pytest.fixture
def page(sample_window: MainWindow, planner_: Planner, visit: VisitId) -> VisitPage:
    heads = planner_.visits.plan(visit).delegates
    planner_.needs.note(heads[0].id, kind=NeedKind.DIET, text=SECRET)
    planner_.needs.note(heads[0].id, kind=NeedKind.ROOM, text="A quiet room")
    sample_window.context.open_record("visit", visit)
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


@pytest.fixture
def dialog(
    qtbot: QtBot, page: VisitPage, sample_window: MainWindow, planner_: Planner, visit: VisitId
) -> Iterator[NeedsDialog]:
    plan = planner_.visits.plan(visit)
    lunch = next(item for item in plan.active if item.kind is ItemKind.MEAL)
    page.show_record("item", lunch.id)
    sample_window.registry.run("visit.needs")
    dialog = QApplication.activeModalWidget() or page.findChild(NeedsDialog)
    assert isinstance(dialog, NeedsDialog)
    assert {dialog.model.index(row, 2).data() for row in range(dialog.model.rowCount())} == {"•••"}
    dialog.show_texts("Catering")
    yield dialog
    dialog.reject()


def state_of(dialog: NeedsDialog, text: str) -> tuple[str, str]:
    model = dialog.model
    for row in range(model.rowCount()):
        if model.index(row, 2).data() == text:
            return model.index(row, 3).data(), model.index(row, 4).data()
    raise AssertionError(text)


def row_of(dialog: NeedsDialog, text: str) -> int:
    return next(
        row for row in range(dialog.model.rowCount()) if dialog.model.index(row, 2).data() == text
    )


def test_it_opens_at_the_meal_in_front_with_all_that_concerns_it(dialog: NeedsDialog) -> None:
    entry = dialog.entry
    assert entry is not None
    assert entry.item.kind is ItemKind.MEAL
    assert {line.need.kind for line in entry.lines} <= {NeedKind.DIET, NeedKind.RELIGION}
    assert state_of(dialog, SECRET) == ("Not yet", "")
    assert len(dialog.lines) == len(entry.lines)  # all are chosen: usually all are told at once


def test_what_they_need_is_dots_until_a_purpose_is_given_and_the_look_is_on_record(
    dialog: NeedsDialog, planner_: Planner
) -> None:
    shown = [line.need for line in dialog.entry.lines] if dialog.entry else []
    heads = {one.id: one.person_id for one in planner_.keeper(Delegate).of()}
    person = next(heads[one.delegate_id] for one in shown if one.text == SECRET)
    assert person is not None
    looks = planner_.look_ups.of(person)
    # Of the need for a room, which no entry shows, nobody saw anything.
    assert [(one.field, one.purpose) for one in looks] == [("diet", "Catering")]
    assert planner_.look_ups.purposes[0] == "Catering"  # offered first the next time
    dialog.ask()  # the button says Hide now
    assert {dialog.model.index(row, 2).data() for row in range(dialog.model.rowCount())} == {"•••"}


def test_what_is_passed_on_says_by_whom_and_when_and_can_be_taken_back(
    dialog: NeedsDialog, planner_: Planner
) -> None:
    entry = dialog.entry
    assert entry is not None
    dialog.table.choose(row_of(dialog, SECRET))
    dialog.pass_on()

    when, who = state_of(dialog, SECRET)
    assert when.startswith("Thu 1 Apr")
    assert who == planner_.settings.text("author")
    (note,) = [
        one
        for one in planner_.keeper(NeedPassed).of(item_id=entry.item.id)
        if one.need_id == dialog.lines[0].need.id
    ]
    assert note.at is not None
    assert not dialog.told.isEnabled()
    dialog.take_back()
    assert state_of(dialog, SECRET) == ("Not yet", "")


def test_all_of_an_entry_are_one_step_and_undo_works_from_the_dialog(
    dialog: NeedsDialog, planner_: Planner
) -> None:
    entry, before = dialog.entry, planner_.history.count()
    assert entry is not None
    dialog.table.selectAll()
    dialog.pass_on()
    row = dialog.items.currentItem().text()
    assert row.endswith(f"{len(entry.lines)} of {len(entry.lines)} passed on")
    assert planner_.history.count() == before + 1
    (undo,) = (one for one in dialog.actions() if one.text() == "Undo")
    undo.trigger()
    assert state_of(dialog, SECRET) == ("Not yet", "")


def test_a_need_that_no_kitchen_and_no_site_wants_is_there_when_asked_for(
    dialog: NeedsDialog,
) -> None:
    assert all("quiet" not in (line.need.text.lower()) for e in dialog.entries for line in e.lines)
    dialog.every.setChecked(True)
    assert dialog.entry is not None
    assert "A quiet room" in [line.need.text for line in dialog.entry.lines]


def test_neither_the_history_nor_the_findings_say_what_it_is(
    dialog: NeedsDialog, planner_: Planner, visit: VisitId
) -> None:
    dialog.pass_on()
    steps = planner_.history.page()
    assert SECRET not in json.dumps([[label(step), dict(step.facts)] for step in steps])
    plan = planner_.visits.plan(visit)
    assert SECRET not in str(planner_.checking.findings(plan))


def test_whose_need_it_is_can_be_opened(dialog: NeedsDialog, page: VisitPage) -> None:
    dialog.table.choose(row_of(dialog, SECRET))
    dialog.open_delegate()
    assert page.tabs.currentWidget() is page.delegation
    assert page.delegation.current == page.state.plan.delegates[0].id  # type: ignore[union-attr]

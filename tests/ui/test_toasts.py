"""Toasts stand clear of what is being typed, and go when there is nothing left to undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.undoing import taking_back, taking_back_latest


def add_person(planner: Planner, family: str) -> int:
    """The number of the step."""
    planner.contacts.add(Person(id=PersonId(new_id()), family_name=family))
    step = planner.history.next_undo()
    assert step is not None
    return step.number


def in_window(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def on_visit(window: MainWindow) -> VisitPage:
    assert window.context is not None
    window.go(f"visit:{window.context.planner.visits.coming()[0].id}")
    page = window.page
    assert isinstance(page, VisitPage)
    return page


@pytest.mark.parametrize("size", [(1440, 900), (960, 540)])
def test_a_toast_leaves_the_quick_add_line_and_what_it_reads_as_free(
    sample_window: MainWindow, size: tuple[int, int], qtbot: QtBot
) -> None:
    window = sample_window
    window.resize(*size)
    page = on_visit(window)
    window.own_messages.toast("Removed Lunch", lambda: None)
    page.itinerary.quick.set_text("mon 10 Review @Aarhus University")
    QApplication.processEvents()

    (toast,) = window.own_messages.toasts
    quick = in_window(window, page.itinerary.quick)
    assert page.itinerary.quick.read_back.isVisible()
    assert not in_window(window, toast).intersects(quick)
    assert quick.top() - toast.geometry().bottom() < 20

    page.tabs.setCurrentWidget(page.details)
    QApplication.processEvents()
    assert toast.geometry().bottom() > quick.top()  # nothing is typed there: down again


def test_a_toast_goes_when_its_step_was_undone_by_key(window: MainWindow, planner: Planner) -> None:
    assert window.context is not None
    add_person(planner, "Tanaka")
    window.own_messages.toast("Added Tanaka", taking_back_latest(window.context))
    add_person(planner, "Abe")

    window.registry.run("edit.undo")
    assert [toast.text for toast in window.own_messages.toasts] == ["Added Tanaka"]
    window.registry.run("edit.undo")
    assert window.own_messages.toasts == []


def test_a_toast_for_several_steps_takes_back_those_that_are_left(
    window: MainWindow, planner: Planner, said: Recorded
) -> None:
    assert window.context is not None
    numbers = [add_person(planner, name) for name in ("Abe", "Tanaka")]
    window.own_messages.toast("2 people added", taking_back(window.context, numbers))

    window.registry.run("edit.undo")
    (toast,) = window.own_messages.toasts
    toast.button.click()
    assert planner.contacts.count() == 0
    assert said.errors == []

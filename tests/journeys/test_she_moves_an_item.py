"""She moves an entry with the keyboard, sees the check go, and takes it back."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage


def test_she_moves_an_item_and_undoes_it(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    assert page.state is not None
    conflicts = [found.kind for found in page.state.open_findings]
    assert "overlap.people" in conflicts

    page.itinerary.choose(ground.item("tour"))
    page.activate()
    window.registry.run("itinerary.day_after")
    qtbot.keyClick(page.itinerary.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    tour = ground.planner.itineraries.item(ground.item("tour"))
    assert tour.start_local == dt.datetime.combine(MONDAY + dt.timedelta(1), dt.time(12, 45))
    assert page.itinerary.item == tour
    assert "overlap.people" not in [found.kind for found in page.state.open_findings]
    assert window.undo_text.endswith("Move Tour of the target station")

    window.registry.run("edit.undo")
    window.registry.run("edit.undo")
    tour = ground.planner.itineraries.item(ground.item("tour"))
    assert tour.start_local == dt.datetime.combine(MONDAY, dt.time(13))
    assert page.itinerary.item == tour
    assert [found.kind for found in page.state.open_findings] == conflicts

    window.registry.run("edit.redo")
    assert page.itinerary.item is not None
    assert page.itinerary.item.start_local == dt.datetime.combine(
        MONDAY + dt.timedelta(1), dt.time(13)
    )
    assert not said.errors

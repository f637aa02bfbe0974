"""From Home to the conflict of a visit, and out of it, by keyboard alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.ui.main_window import MainWindow
from planner.ui.pages.home import HomePage
from planner.ui.pages.visit import VisitPage


def test_she_goes_from_home_to_the_conflict_of_a_visit(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    """On Monday group A is on the tour and at the talk at the same time."""
    window.go("home")
    home = window.page
    assert isinstance(home, HomePage)
    model: Any = home.attention.table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.line(0).severity == 2)

    assert QApplication.focusWidget() is home.now.table  # where Home puts her
    for _press in range(12):
        if QApplication.focusWidget() is home.attention.table:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    table = QApplication.focusWidget()
    assert table is home.attention.table
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Return)

    page = window.page
    assert isinstance(page, VisitPage)
    finding = page.checks.finding
    assert QApplication.focusWidget() is page.checks.view
    assert finding is not None
    assert finding.kind == "overlap.people"

    qtbot.keyClick(page.checks.view, Qt.Key.Key_Return)  # on to the entry itself
    assert page.tabs.currentWidget() is page.itinerary
    assert page.itinerary.item is not None
    assert page.itinerary.item.id in {subject.id for subject in finding.subjects}
    ground.planner.itineraries.remove(ground.item("talk"))

    window.go_back()
    qtbot.waitUntil(lambda: window.page is home and all(line.severity < 2 for line in model._lines))

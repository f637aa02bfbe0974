"""A small window: the days get the room, and what steps back for them can still be read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage


def visit(window: MainWindow, code: str) -> VisitPage:
    assert window.context is not None
    window.go(f"visit:{window.context.planner.visits.find(code).id}")
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, VisitPage)
    return page


@pytest.mark.parametrize("code", ["JP-DK-2027", "SH-JP-2027"])
def test_six_hours_of_the_days_are_seen_at_960_by_540(sample_window: MainWindow, code: str) -> None:
    sample_window.resize(960, 540)
    page = visit(sample_window, code)
    board = page.itinerary.board.board

    assert sample_window.message_bar.isVisible()
    assert board.view.body.height() / board.geometry_.y_of(60) >= 6


def test_in_one_line_the_head_still_says_all_of_it(sample_window: MainWindow) -> None:
    window = sample_window
    page = visit(window, "SH-JP-2027")
    header = page.header
    assert header.about.isVisible()
    assert not header.brief.isVisible()
    said = [header.about.text(), header.stands.text()]

    window.resize(960, 540)
    QApplication.processEvents()
    assert header.brief.isVisible()
    assert not header.about.isVisible()
    for text in said:
        for part in text.split("  ·  "):
            assert part in header.brief.toolTip()


def test_a_group_and_its_number_are_never_torn_apart(sample_window: MainWindow) -> None:
    page = visit(sample_window, "SH-JP-2027")
    assert "D\u00a06" in page.header.about.text()
    assert "A\u00a012, B\u00a020" in page.header.about.text()

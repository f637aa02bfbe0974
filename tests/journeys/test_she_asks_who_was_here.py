"""“Who was here?” — answered from what sources tell, and one of the visits kept, on the real window."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.relationship import RelationshipPage
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.label import Label


@pytest.fixture
def planner(sample: Planner) -> Planner:
    return sample


@pytest.fixture
def ground(planner: Planner) -> SimpleNamespace:
    """The library as it is shipped, where the other journeys have one of their own."""
    return SimpleNamespace(planner=planner)


def test_who_was_here_is_told_by_sources_and_kept_as_a_visit(
    qtbot: QtBot, window: MainWindow, planner: Planner, said: Recorded
) -> None:
    window.show_record("relationship", "country:JP")
    page = window.page
    assert isinstance(page, RelationshipPage)
    view = page.view
    assert "1 visit to us (May 2024)" in view.balance.text()
    assert "2 of them only told by sources" in view.balance.text()
    assert "2 visits planned (" in view.balance.text()
    assert "Prime Minister Mette Frederiksen" in view.levels.text()

    view.tabs.setCurrentIndex(1)
    (line,) = [one for one in view.all_lines if one.told and one.since == "2024-05"]
    view.choose_line(line.id)
    assert view.keep_button.isVisible()
    assert view.timeline.current_ids == ("visits:in", line.id)
    qtbot.mouseClick(view.keep_button, Qt.MouseButton.LeftButton)

    assert view.line is not None
    assert (view.line.record, view.line.title) == ("visit", line.title)
    assert not view.keep_button.isVisible()
    assert [one for one in view.all_lines if one.title == line.title] == [view.line]
    assert said.toasts[-1][0].endswith("is a visit of the library now.")
    assert "1 of them only told by sources" in view.balance.text()

    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    kept = window.page
    assert isinstance(kept, VisitPage)
    kept.tabs.setCurrentWidget(kept.details)
    stated = [one.text() for one in kept.details.sources.findChildren(Label)]
    assert any("Fokus på øget forskningssamarbejde" in text for text in stated)
    window.registry.run("go.back")

    window.registry.run("edit.undo")
    assert [one for one in view.all_lines if one.told and one.since == "2024-05"] == [line]

    # Enter on a visit that is told opens the source that tells it.
    view.choose_line(line.id)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert isinstance(window.page, OrganisationsPage)
    assert not said.errors

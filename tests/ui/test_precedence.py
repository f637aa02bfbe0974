"""The delegation is put in order with keys, by dragging, and at a number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from factories import person, visit
from planner.domain.ids import VisitId
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_delegate import DelegateInspector
from planner.ui.pages.visit_people_table import ROWS
from planner.ui.pages.visit_precedence import PlaceDialog


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    key = planner.visits.new(visit())
    for name in ("Abe", "Ito", "Sato", "Tanaka"):
        planner.delegations.add_person(key, planner.contacts.add(person(name, "")))
    return key


@pytest.fixture
def page(window: MainWindow, trip: VisitId) -> VisitPage:
    window.show_record("visit", trip)
    page = window.page
    assert isinstance(page, VisitPage)
    page.tabs.setCurrentWidget(page.delegation)
    return page


def names(page: VisitPage) -> list[str]:
    model = page.delegation.model
    return [model.line(row).name for row in range(model.rowCount())]


def test_alt_and_the_arrows_move_who_is_selected(page: VisitPage, qtbot: QtBot) -> None:
    table = page.delegation.table
    table.choose(2)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page) == ["Abe", "Sato", "Ito", "Tanaka"]
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page) == ["Sato", "Abe", "Ito", "Tanaka"]
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page) == ["Sato", "Abe", "Ito", "Tanaka"]
    assert page.delegation.line is not None
    assert page.delegation.line.name == "Sato"
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(page) == ["Abe", "Sato", "Ito", "Tanaka"]


def test_several_are_dropped_together(page: VisitPage) -> None:
    table = page.delegation.table
    table.choose(2)
    table.select_rows([2, 3])
    data = QMimeData()
    data.setData(ROWS, b"rows")
    top = table.visualRect(table.model().index(1, 0)).top() + 2
    assert table.gap_at(QPoint(5, top)) == 1
    table.dropEvent(
        QDropEvent(
            QPointF(5, top),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert names(page) == ["Abe", "Sato", "Tanaka", "Ito"]
    assert table.gap_at(QPoint(5, 5000)) == 4


def test_nothing_is_reordered_while_some_are_filtered_out(page: VisitPage) -> None:
    page.delegation.filter.setText("a")
    page.delegation.table.choose(1)
    before = names(page)
    page.delegation.precedence.step(-1)
    page.delegation.precedence.drop(0)
    assert names(page) == before
    assert not page.delegation.precedence.can_reorder


def test_a_number_is_asked_for_with_its_reason(page: VisitPage, planner: Planner) -> None:
    tab = page.delegation
    tab.table.choose(3)
    assert page.state is not None
    dialog = PlaceDialog(page.context, page.state, tab.precedence.keys, page)
    dialog.number.editor.setText("1")  # type: ignore[attr-defined]
    dialog.reason.editor.setText("as in the ministry's list of 4 May")
    dialog.accept()
    assert names(page)[0] == "Tanaka"
    first = tab.model.line(0)
    assert (first.rank, first.rank_reason) == (1, "as in the ministry's list of 4 May")
    assert "Why this place" in [column.title for column in tab.model.columns]


def test_the_rank_in_the_inspector_moves_the_others_along(page: VisitPage) -> None:
    page.delegation.table.choose(3)
    (inspector,) = page.findChildren(DelegateInspector) or page.window().findChildren(
        DelegateInspector
    )
    field = inspector.fields["rank"]
    field.editor.setText("2")
    field.commit()
    assert names(page) == ["Abe", "Tanaka", "Ito", "Sato"]
    assert [page.delegation.model.line(row).rank for row in range(4)] == [1, 2, 0, 0]


def test_without_a_list_there_is_no_order_to_take(page: VisitPage, said: Recorded) -> None:
    commands = {one.id: one for one in page.context.commands.all()}
    assert commands["delegate.as_listed"].enabled()
    commands["delegate.as_listed"].run()
    assert "No list" in said.toasts[-1][0]

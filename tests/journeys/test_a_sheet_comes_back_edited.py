"""A sheet is sent out and comes back edited: dropped, compared cell by cell, accepted in part."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from journeys.test_a_delegate_list_arrives import drop, wait
from planner.domain.ids import PersonId
from planner.domain.staging import Decision
from planner.ui.dialogs.import_review import ImportReview
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded


def test_a_sheet_comes_back_edited(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, out: Path
) -> None:
    planner = ground.planner
    path = out / "contacts.xlsx"
    planner.exporting.write_people(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(row for row in range(2, 99) if sheet.cell(row, 1).value == "Sato")
    sheet.cell(row, columns["Position"], "Director-General")
    sheet.cell(row, columns["Given name"], "Yuika")
    sheet.cell(row, columns["Phone"]).value = None
    book.save(path)
    before = planner.contacts.count()

    def look_through() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportReview)
        try:
            wait(qtbot, dialog, dialog.rows_page)
            page = dialog.rows_page
            assert dialog._staging is not None
            assert dialog._staging.count(Decision.SAME) == before - 1
            page.choose(row)
            table = page.panel.changes
            shown = [
                tuple(table.item(line, column).text() for column in range(3))  # type: ignore[union-attr]
                for line in range(table.rowCount())
            ]
            assert shown == [
                ("Given name", "Yui", "Yuika"),
                ("Phone", "+81 3 5253 4111", "clear"),
                ("Position", "Director, Research Facilities", "Director-General"),
            ]
            ticks = [table.item(line, 0).checkState() for line in range(3)]  # type: ignore[union-attr]
            assert ticks == [Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.Checked]
            table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)  # type: ignore[union-attr]
            dialog.go.click()
            qtbot.waitUntil(
                lambda: dialog.pages.currentWidget() is dialog.done_page, timeout=30_000
            )
        finally:
            dialog.reject()

    QTimer.singleShot(0, look_through)
    drop(window, path)

    card = planner.contacts.card(PersonId(ground.known["person Sato"]))
    assert card.person.given_name == "Yui", "left as it was"
    assert card.posts[0].position.title == "Director-General"
    assert [point.value for point in card.phones] == ["+81 3 5253 4111"]
    assert planner.contacts.count() == before
    assert not said.errors
    window.registry.run("edit.undo")
    card = planner.contacts.card(PersonId(ground.known["person Sato"]))
    assert card.posts[0].position.title == "Director, Research Facilities"

"""She applies a checklist, moves the visit by a week, and sees its checklist move; one undo takes both back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.ui.dialogs.checklists import ChecklistsDialog
from planner.ui.dialogs.move_visit import MoveVisitDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.day_line import long_day

WEEK = dt.timedelta(7)


def test_the_checklist_moves_with_the_visit(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def applies(dialog: ChecklistsDialog) -> int:
        if dialog.shipped_button.isVisibleTo(dialog):
            dialog.shipped_button.click()
        row = next(
            row
            for row in range(dialog.model.rowCount())
            if dialog.model.line(row).name == "Incoming delegation"
        )
        dialog.table.choose(row)
        dialog.apply_button.click()
        assert dialog.result() == QDialog.DialogCode.Accepted
        return dialog.result()

    monkeypatch.setattr(ChecklistsDialog, "exec", applies)
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.tabs.setCurrentWidget(page.to_do)
    assert page.to_do.model.rowCount() == 0
    window.registry.run("visit.checklist")

    shown = shown_days(page)
    assert shown["Send the background pack to all hosts"] == MONDAY - WEEK
    assert len(shown) == 19

    page.to_do.quick.setFocus()
    qtbot.keyClicks(page.to_do.quick.editor, "menu cards T-2 @Eva")
    qtbot.keyClick(page.to_do.quick.editor, Qt.Key.Key_Return)
    assert shown_days(page)["menu cards"] == MONDAY - dt.timedelta(2)

    window.registry.run("visit.move")
    (dialog,) = window.findChildren(MoveVisitDialog)
    assert not dialog.move_button.isEnabled()
    qtbot.keyClicks(dialog.day.editor, "5/6/2027")
    assert [one.text() for one in dialog.day.options] == [
        long_day(dt.date(2027, 6, 5)),
        long_day(dt.date(2027, 5, 6)),
    ]
    assert not dialog.move_button.isEnabled()
    dialog.day.options[1].click()
    assert dialog.day.read_back.text().endswith(", 4 days earlier · on other weekdays")
    dialog.day.editor.selectAll()
    qtbot.keyClicks(dialog.day.editor, f"{MONDAY + WEEK:%d.%m.%Y}")
    assert dialog.day.read_back.text() == f"{long_day(MONDAY + WEEK)}, 7 days later"
    assert dialog.moving is not None
    told = dict(dialog.moving.groups())
    assert "19 checklist steps" in told["Moves"]
    assert dialog.preview.topLevelItemCount() == len(told)
    qtbot.keyClick(dialog.day.editor, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    moved = shown_days(page)
    assert moved["menu cards"] == MONDAY + dt.timedelta(5)
    assert {name: day - WEEK for name, day in moved.items()} == {
        **shown,
        "menu cards": MONDAY - dt.timedelta(2),
    }
    assert page.state is not None
    assert page.state.plan.visit.first_day == MONDAY + WEEK

    toast = said.toasts[-1]
    assert toast[0].startswith("Moved by 7 days: ")
    assert toast[0].endswith(", 19 steps, 1 follow-up")
    assert toast[1] is not None
    toast[1]()
    assert shown_days(page)["menu cards"] == MONDAY - dt.timedelta(2)
    assert page.state.plan.visit.first_day == MONDAY
    window.registry.run("follow_up.export_xlsx")
    qtbot.waitUntil(lambda: "written" in said.toasts[-1][0], timeout=5000)
    assert said.toasts[-1][0] == "20 follow-ups written to Follow-ups.xlsx"
    assert not said.errors


def shown_days(page: VisitPage) -> dict[str, dt.date]:
    lines = [page.to_do.model.line(row) for row in range(page.to_do.model.rowCount())]
    return {line.title: line.due_on for line in lines if line.due_on}

"""“What is open with Japan?” — asked and answered from the keyboard, on the real window."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, new_id
from planner.domain.invitations import InvitationDirection
from planner.ui.dialogs.invitation import InvitationDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.relationship import RelationshipPage


def ask(window: MainWindow, qtbot: QtBot, text: str) -> RelationshipPage:
    window.registry.run("go.palette")
    palette = window._palette
    assert palette is not None
    qtbot.keyClicks(palette.line, text)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, RelationshipPage)
    return page


def test_what_is_open_with_japan_is_answered_from_the_keyboard(
    ground: Ground,
    window: MainWindow,
    said: Recorded,
    out: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planner = ground.planner
    promised = FollowUpId(new_id())
    planner.follow_ups.add(
        FollowUp(id=promised, title="Send the data", visit_id=ground.visit, due_on=MONDAY)
    )
    planner.invitations.note(
        InvitationDirection.RECEIVED,
        country="JP",
        text="Come to Tokyo",
        given_on=dt.date(2027, 3, 1),
    )

    page = ask(window, qtbot, "open with japan")
    view = page.view
    assert page.title == "Relationship with Japan"
    assert [line.title for line in view.open_lines] == [
        planner.visits.get(ground.visit).title,
        "Send the data",
        "Come to Tokyo",
    ]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.table)

    # The arrow keys walk over the lines, the picture follows, Enter opens the record.
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.timeline.current_ids == ("follow_up", f"follow_up:{promised}")
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.navigation is not None
    assert window.navigation.name == "follow_ups"
    window.registry.run("go.back")
    assert window.page is page

    # A follow-up that is done is open no more.
    planner.follow_ups.done(promised)
    assert "Send the data" not in [line.title for line in view.open_lines]
    assert "Send the data" in [line.title for line in view.all_lines]

    # She notes an invitation of her own; one undo takes it back.
    def answer(dialog: InvitationDialog) -> int:
        dialog.fields["text"].editor.setText("Come to Kiel")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(InvitationDialog, "exec", answer)
    window.registry.run("relationship.invite")
    assert said.toasts[-1][0] == "The invitation was noted."
    assert "Come to Kiel" in [line.title for line in view.open_lines]
    window.registry.run("edit.undo")
    assert "Come to Kiel" not in [line.title for line in view.open_lines]

    # The table and the picture go out as files.
    window.registry.run("relationship.table")
    window.registry.run("relationship.picture")
    qtbot.waitUntil(lambda: (out / "Japan.xlsx").exists() and (out / "Japan.png").exists())
    rows = list(openpyxl.load_workbook(out / "Japan.xlsx").worksheets[0].values)
    assert [row[3] for row in rows[1:]] == [line.title for line in view.open_lines]


def test_a_country_and_an_organisation_are_found_by_name(
    ground: Ground, window: MainWindow, qtbot: QtBot
) -> None:
    (ministry, name), *_others = ground.planner.organisations.choices("MEXT")
    page = ask(window, qtbot, "open with MEXT")
    assert (page.view.key, page.view.title) == (f"organisation:{ministry}", name)
    assert ask(window, qtbot, "Sverige").view.title == "Sweden"
    window.show_record("organisation", ministry)
    window.registry.run("item.relationship")
    assert isinstance(window.page, RelationshipPage)
    assert window.page.view.key == f"organisation:{ministry}"

"""The dialog of imports: what was taken in, what taking it back would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from journeys.lists import delegate_list
from planner.domain.people import Person
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.import_history import ImportHistoryDialog
from planner.ui.messages import Recorded
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def context(qtbot: QtBot, ground: Ground) -> Iterator[Context]:
    messages = Recorded()
    bridge, tasks = Bridge(ground.planner), Tasks(messages)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), Files())
    tasks.close()
    bridge.close()


def test_an_import_is_looked_at_and_taken_back_with_the_keyboard(
    qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path
) -> None:
    importing = ground.planner.importing
    before = ground.planner.contacts.count()
    book = importing.read(delegate_list(tmp_path / "delegates.xlsx"))
    table = importing.likely_sheet(book)
    importing.commit(importing.stage(book, table.name, importing.match(table), ground.visit))
    (mei,) = ground.planner.keeper(Person).of(family_name="Inoue")
    ground.planner.keeper(Person).edit(mei.id, country="JP")
    dialog = ImportHistoryDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()

    shown = [dialog.model.index(0, column).data() for column in range(4)]
    assert shown[0] == "delegates.xlsx"
    assert shown[2:] == [
        "2 new, 1 updated, 1 left out",
        "MEXT delegation to ESS, MAX IV and the Niels Bohr Institute",
    ]
    assert not dialog.sure.isVisible()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.sure.isVisible)
    assert "changed or used since: Inoue Mei" in dialog.says.text()
    assert ground.planner.contacts.count() == before + 2, "nothing yet"

    qtbot.keyClick(dialog.sure, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "was taken back" in dialog.says.text())
    assert ground.planner.contacts.count() == before + 1
    assert dialog.model.index(0, 6).data() == "taken back"
    assert not dialog.look.isEnabled()


def test_without_imports_it_says_so(qtbot: QtBot, context: Context) -> None:
    dialog = ImportHistoryDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.table.empty.isVisible()
    assert not dialog.look.isEnabled()

"""She hands a visit to a colleague, both go on with it, and what comes back is merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import NOW, Ground
from journeys.test_a_delegate_list_arrives import drop
from planner.domain.itinerary import Item
from planner.domain.privacy import Disclosure, Way
from planner.services.planner import Planner, create_planner
from planner.ui.dialogs.visit_hand_over import HandVisitDialog
from planner.ui.dialogs.visit_take_in import TakeVisitDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded

SECRET = "rød grød med fløde"


@pytest.fixture
def colleague(ground: Ground, tmp_path: Path) -> Iterator[Planner]:
    planner = create_planner(
        str(tmp_path / "colleague.planner"), ground.planner.settings, clock=lambda: NOW
    )
    yield planner
    planner.close()


def entry(planner: Planner, ground: Ground, title: str) -> Item:
    return next(one for one in planner.visits.plan(ground.visit).items if title in one.title)


def test_she_hands_a_visit_over_and_merges_it_back(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    out: Path,
    colleague: Planner,
) -> None:
    planner = ground.planner
    window.show_record("visit", ground.visit)

    def hand() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HandVisitDialog)
        try:
            assert not dialog.write.isEnabled(), "nobody is named yet"
            dialog.to.setText("Åse Ødegård")
            dialog.passphrase.setText(SECRET)
            dialog.start()
            assert "differ" in dialog.error.text()
            dialog.again.setText(SECRET)
            dialog.start()
            qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted, timeout=20_000)
        finally:
            dialog.close()

    QTimer.singleShot(0, hand)
    assert window.context is not None
    window.context.commands.run("visit.hand_over")
    (path,) = out.iterdir()
    (record,) = planner.visit_files.copies(ground.visit)
    assert record.other == "Åse Ødegård"
    assert b"Round table" not in path.read_bytes()

    theirs = colleague.visit_files
    theirs.take(theirs.look(theirs.read(path, SECRET)))
    assert entry(colleague, ground, "Round table")
    colleague.itineraries.edit(
        entry(colleague, ground, "Round table").id, title="Round table, moved"
    )
    colleague.itineraries.edit(entry(colleague, ground, "Talk on").id, place="Room of theirs")
    planner.itineraries.edit(entry(planner, ground, "Talk on").id, place="Room of ours")
    back = out / "back.planner-visit"
    theirs.give(ground.visit, back, "Office")

    def merge() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TakeVisitDialog)
        try:
            qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
            rows = {row.text(0): row for row in dialog._rows()}
            assert rows["Title"].checkState(0) is Qt.CheckState.Checked
            clash = rows["≠ Place"]
            assert (clash.text(1), clash.text(2)) == ("Room of ours", "Room of theirs")
            assert clash.checkState(0) is Qt.CheckState.Unchecked
            assert dialog.go.text() == "Take in 1 change"
            clash.setCheckState(0, Qt.CheckState.Checked)
            assert dialog.go.text() == "Take in 2 changes"
            dialog.go.click()
            qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted, timeout=20_000)
        finally:
            dialog.close()

    QTimer.singleShot(0, merge)
    drop(window, back)
    assert not said.errors
    assert entry(planner, ground, "Round table").title == "Round table, moved"
    assert entry(planner, ground, "Talk on").place == "Room of theirs"
    window.context.commands.run("edit.undo")
    assert entry(planner, ground, "Round table").title != "Round table, moved"
    assert entry(planner, ground, "Talk on").place == "Room of ours"
    (disclosure,) = planner.keeper(Disclosure).of(visit_id=ground.visit)
    assert (disclosure.way, disclosure.recipient) == (Way.VISIT_FILE, "Åse Ødegård")

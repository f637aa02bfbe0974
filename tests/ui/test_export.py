"""The dialog that hands out: what it says before, what it writes, what it records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.domain.ids import DelegateId
from planner.domain.privacy import PROFILES, Disclosure, Profile
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.export import ExportDialog
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
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def context(qtbot: QtBot, ground: Ground, out: Path) -> Iterator[Context]:
    messages = Recorded()
    bridge = Bridge(ground.planner)
    tasks = Tasks(messages)
    files = Files(folder=out)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), files)
    tasks.close()
    bridge.close()


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, ground: Ground) -> ExportDialog:
    dialog = ExportDialog(context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def for_whom(dialog: ExportDialog, profile: Profile) -> None:
    dialog.profiles.button(list(PROFILES).index(profile)).click()


def test_it_says_what_each_audience_will_see_before_anything_is_written(
    dialog: ExportDialog, out: Path
) -> None:
    dialog.sheet.setChecked(True)
    for_whom(dialog, Profile.HOSTS)
    assert "Of the contacts" in dialog.unseen.text()
    assert "Phone" in dialog.unseen.text()
    assert "Internal notes" in dialog.unseen.text()
    for_whom(dialog, Profile.INTERNAL)
    assert "Phone" in dialog.seen.text()
    assert "Of the contacts" not in dialog.unseen.text()
    assert not list(out.iterdir())


def test_without_anything_to_write_the_button_is_off(dialog: ExportDialog) -> None:
    dialog.people.setChecked(False)
    assert not dialog.write.isEnabled()
    dialog.whole.setChecked(True)
    assert dialog.write.isEnabled()


def test_the_draft_is_offered_until_there_is_a_release(
    qtbot: QtBot, context: Context, ground: Ground, dialog: ExportDialog
) -> None:
    assert dialog.version.currentData() is None
    ground.planner.releases.release(ground.visit, "For the hosts")
    later = ExportDialog(context, ground.visit)
    qtbot.addWidget(later)
    assert later.version.currentData() == 1
    assert later.version.count() == 2


def test_files_are_written_reported_and_recorded(
    qtbot: QtBot, dialog: ExportDialog, ground: Ground, out: Path
) -> None:
    dialog.sheet.setChecked(True)
    dialog.choose_folder()
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.report)
    written = sorted(path.suffix for path in out.iterdir())
    assert written == [".ics"] * 6 + [".xlsx"]
    assert dialog.report.files.count() == 7
    assert "does nothing in most" in dialog.report.truth.text()
    assert len(ground.planner.keeper(Disclosure).of(visit_id=ground.visit)) == 7


def test_a_folder_that_takes_no_files_is_said_in_the_dialog_and_it_stays_open(
    qtbot: QtBot, dialog: ExportDialog, out: Path
) -> None:
    dialog.choose_folder()
    out.rmdir()
    out.write_text("a file stands where the folder was")
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert "Nothing was written" in dialog.error.text()
    assert dialog.write.isEnabled()
    assert dialog.pages.currentIndex() == 0


def test_it_opens_for_one_person_and_writes_that_calendar_alone(
    qtbot: QtBot, context: Context, ground: Ground, out: Path
) -> None:
    dialog = ExportDialog(context, ground.visit, person=DelegateId(ground.known["Tanaka"]))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.person.currentText() == "Tanaka Haruto"
    assert dialog.recipient.text() == "Tanaka Haruto"
    dialog.choose_folder()
    dialog.start()
    qtbot.waitUntil(lambda: dialog.report.files.count() > 0)

    (file,) = out.iterdir()
    assert "Tanaka" in file.name
    (record,) = ground.planner.keeper(Disclosure).of(visit_id=ground.visit)
    assert record.recipient == "Tanaka Haruto"


def test_the_recipient_follows_the_person_unless_another_is_typed(
    dialog: ExportDialog, ground: Ground
) -> None:
    row = dialog.person.findText("Sato", Qt.MatchFlag.MatchContains)

    def pick(row: int) -> None:
        dialog.person.setCurrentIndex(row)
        dialog.person.activated.emit(row)

    pick(row)
    assert dialog.recipient.text() == "Sato Yui"
    pick(0)
    assert dialog.recipient.text() == ""
    dialog.recipient.setText("The embassy")
    pick(row)
    assert dialog.recipient.text() == "The embassy"


def test_somebody_who_came_after_the_release_is_said_to_be_missing_there(
    qtbot: QtBot, context: Context, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit)
    new = ground.planner.delegations.add_placeholder(ground.visit, "N.N., interpreter")
    dialog = ExportDialog(context, ground.visit, person=new)
    qtbot.addWidget(dialog)
    dialog.choose_folder()
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.report)

    assert list(out.iterdir()) == []
    report = context.planner.exporting.write(dialog.request)
    assert report.skipped == (
        "N.N., interpreter is not in this version of the visit, so no calendar was written.",
    )

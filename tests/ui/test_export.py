"""The dialog that hands out: what it says before, what it writes, what it records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
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

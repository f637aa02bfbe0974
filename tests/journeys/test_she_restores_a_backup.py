"""Something went wrong on Tuesday: she looks at the backups, restores one in three clicks, and takes it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factories import person
from journeys.ground import Ground
from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.errors import UserError
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.ui.dialogs.backup_records import BackupRecordsDialog
from planner.ui.dialogs.backups import BackupsDialog, on_one_disk
from planner.ui.dialogs.history import HistoryDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.restoring import offer
from planner.ui.theme import Theme


def in_dialog(act: Callable[[Any], None], kind: type = BackupsDialog) -> None:
    """Do something in the dialog that opens next."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, found)
            return
        try:
            assert isinstance(dialog, kind)
            act(dialog)
        except BaseException:
            dialog.reject()  # a failure must not wait for a click
            raise

    QTimer.singleShot(0, found)


def families(window: MainWindow) -> set[str]:
    assert window.context is not None
    return {one.family_name for one in window.context.planner.keeper(Person).of()}


def test_a_restore_takes_three_clicks_and_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    """C7: what it holds and what would be lost stands there before; what was there comes back."""
    planner = ground.planner
    planner.keeper(Person).add(person("Urashima"))
    planner.backups.make()
    planner.keeper(Person).add(person("Nakamura"))
    told: list[str] = []

    def restore(dialog: BackupsDialog) -> None:
        assert "Last good backup: 1 Apr 2027" in dialog.stands.text()
        qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)  # click 2
        qtbot.waitUntil(dialog.sure.isVisible)
        told.append(dialog.says.text())
        qtbot.mouseClick(dialog.sure, Qt.MouseButton.LeftButton)  # click 3

    in_dialog(restore)
    window.registry.run("file.backups")  # click 1
    assert "1 step made since would be gone: Add Hanako Nakamura." in told[0]
    assert "Last change in it: 1 Apr 2027" in told[0]
    qtbot.waitUntil(lambda: window.context is not None and bool(said.toasts), timeout=20_000)
    assert "Urashima" in families(window)
    assert "Nakamura" not in families(window)
    assert window.page is not None
    assert window.status.currentMessage() != "Restoring…"
    text, undo = said.toasts[-1]
    assert text.startswith("The backup of 1 Apr 2027")
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: len(said.toasts) == 2 and window.context is not None, timeout=20_000)
    assert "Nakamura" in families(window)
    assert not said.errors
    window.close_library()


def test_she_finds_the_restore_in_the_history_and_takes_it_back_there(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    ground.planner.keeper(Person).add(person("Urashima"))
    kept = ground.planner.backups.make()
    ground.planner.keeper(Person).add(person("Nakamura"))
    window.restore_backup(kept.number, "10:40")
    qtbot.waitUntil(lambda: bool(said.toasts) and window.context is not None, timeout=20_000)
    told: list[str] = []

    def take_back(dialog: HistoryDialog) -> None:
        qtbot.waitUntil(lambda: dialog.changes.topLevelItemCount() == 1, timeout=10_000)
        top = dialog.changes.topLevelItem(0)
        told.extend([str(dialog.model.data(dialog.model.index(0, 0))), top.child(0).text(0)])
        qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)

    in_dialog(take_back, HistoryDialog)
    window.registry.run("tools.history")
    assert told[0].startswith("Restore the backup of Thu 1 Apr 09:30")
    assert told[0].endswith("(steps taken back: 1)")
    assert told[1].startswith("Add Hanako Nakamura · ")
    qtbot.waitUntil(lambda: len(said.toasts) == 2 and window.context is not None, timeout=20_000)
    assert "Nakamura" in families(window)
    assert not said.errors
    window.close_library()


def test_who_was_erased_after_the_last_backup_does_not_come_back_in_the_window(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    """K4: the list of who was erased is that of the library that is open, not of its newest backup."""
    planner = ground.planner
    gone = planner.keeper(Person).add(person("Urashima"))
    kept = planner.backups.make()
    planner.erasing.erase(PersonId(gone.id), typed="Hanako Urashima")
    window.restore_backup(kept.number, "10:40")
    qtbot.waitUntil(lambda: bool(said.toasts) and window.context is not None, timeout=20_000)
    assert "Urashima" not in families(window)
    window.close_library()


def test_a_restore_that_fails_leaves_her_at_work(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    kept = ground.planner.backups.make()
    ground.planner.keeper(Person).add(person("Nakamura"))
    kept.path.write_bytes(kept.path.read_bytes()[:-10] + b"0123456789")
    window.restore_backup(kept.number, "")
    qtbot.waitUntil(lambda: bool(said.errors) and window.context is not None, timeout=20_000)
    assert said.errors[0].message == "This backup is damaged."
    assert "Nakamura" in families(window)
    window.close_library()


def test_one_person_is_brought_back_from_a_backup(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    planner = ground.planner
    gone = planner.keeper(Person).add(person("Urashima"))
    kept = planner.backups.make()
    planner.keeper(Person).remove(gone.id)
    context = window.context
    assert context is not None
    dialog = BackupRecordsDialog(context, kept, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.line, "urash")
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1, timeout=10_000)
    assert dialog.ticked() == [("person", gone.id)]
    qtbot.mouseClick(dialog.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said.toasts), timeout=10_000)
    assert planner.keeper(Person).get(gone.id) == gone
    qtbot.waitUntil(lambda: "as it was then" in dialog.says.text(), timeout=10_000)
    undo = said.toasts[-1][1]
    assert undo is not None
    undo()
    assert planner.keeper(Person).find(gone.id) is None


def test_single_records_open_with_what_is_gone_or_changed_since(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    """Nobody has to know the name of what was lost."""
    planner, people = ground.planner, ground.planner.keeper(Person)
    gone, changed = people.add(person("Urashima")), people.add(person("Momoi", notes="one"))
    people.add(person("Same"))
    kept = planner.backups.make()
    people.remove(gone.id)
    planner.contacts.people.edit(changed.id, notes="two")
    people.add(person("New"))
    assert window.context is not None
    dialog = BackupRecordsDialog(window.context, kept, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found.count() == 2, timeout=10_000)
    told = [dialog.found.item(row).text() for row in range(2)]
    assert "Urashima" in told[0]
    assert "Momoi" in told[1]
    qtbot.waitUntil(lambda: dialog.ticked() == [("person", gone.id)], timeout=10_000)
    dialog.reject()


def test_an_untouched_library_has_nothing_that_differs_from_its_backup(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    kept = ground.planner.backups.make()
    assert ground.planner.backup_records.differing(kept.number) == []
    assert window.context is not None
    dialog = BackupRecordsDialog(window.context, kept, window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "as it was then" in dialog.says.text(), timeout=10_000)
    dialog.reject()


def test_a_second_folder_on_the_same_disk_is_said(ground: Ground, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert on_one_disk(folder, ground.planner.backups.folder)
    assert not on_one_disk(tmp_path / "away", tmp_path)
    other = Path("/dev/shm")
    if other.exists() and other.stat().st_dev != tmp_path.stat().st_dev:
        assert not on_one_disk(other, tmp_path)


def test_the_window_makes_backups_by_itself_and_says_what_hinders_them(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A12, and C5: once, until a backup succeeds."""
    from planner.storage.backups import making

    monkeypatch.delenv("PLANNER_BACKUPS")
    planner = ground.planner
    assert window.backing_up is not None
    monkeypatch.setattr(making, "free_bytes", lambda _folder: 120_000_000)
    planner.keeper(Person).add(person("Urashima"))
    window.backing_up.look()
    qtbot.waitUntil(lambda: bool(said.bars), timeout=10_000)
    assert "Only 120 MB left on the disk of your data: backups are paused." in said.bars[0]
    assert "Backups…" in said.acts[said.bars[0]]
    monkeypatch.setattr(making, "free_bytes", lambda _folder: 10**12)
    assert planner.backing_up is not None
    planner.backing_up.wait()
    ground.clock.now += dt.timedelta(minutes=10)
    window.backing_up.look()
    qtbot.waitUntil(lambda: bool(planner.backups.all()), timeout=10_000)
    planner.backing_up.wait()
    assert len(said.bars) == 1


def test_a_library_that_does_not_open_any_more_is_restored_from_its_message(
    qtbot: QtBot, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    """C9: "… is damaged" comes with a button, and three clicks later she works on."""
    planner = ground.planner
    planner.keeper(Person).add(person("Urashima"))
    planner.backups.make()
    library = Path(planner.address)
    planner.close()
    library.write_bytes(b"SQLite format 3\x00" + bytes(10_000))
    window = MainWindow(Theme("light"), Settings())
    qtbot.addWidget(window)
    window.show()
    window.complete()
    window.messages = said
    with pytest.raises(UserError) as error:
        open_planner(str(library), Settings())
    offer(window, str(library), error.value)

    def restore(dialog: BackupsDialog) -> None:
        assert not dialog.records.isEnabled()
        qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(dialog.sure.isVisible)
        assert "what would be lost is not known" in dialog.says.text()
        qtbot.mouseClick(dialog.sure, Qt.MouseButton.LeftButton)

    in_dialog(restore)
    said.acts[said.bars[0]]["Restore a backup…"]()
    qtbot.waitUntil(lambda: window.context is not None and bool(said.toasts), timeout=20_000)
    assert "Urashima" in families(window)
    window.close_library()

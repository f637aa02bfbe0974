"""Eva's encrypted library is damaged, gone, or was on a computer that is gone: with her passphrase, or the
code of her recovery sheet, the window gives everything back from a backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from factories import person
from journeys.ground import Files
from journeys.test_she_encrypts_her_library import Sits, idle, type_in
from planner import app, paths
from planner.domain.people import Person
from planner.services.lockbox import Lockbox, NewLock
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.storage import inspecting, key_record, key_store, keys
from planner.ui.dialogs.backups import BackupsDialog
from planner.ui.dialogs.new_library import NewLibraryDialog
from planner.ui.dialogs.unlock import UnlockDialog

WORDS = "a blue bicycle in Lund"
Start = Callable[[str | None], app.Session]


@pytest.fixture
def sits(qtbot: QtBot) -> Iterator[Sits]:
    sits = Sits()
    yield sits
    sits.timer.stop()
    assert not sits.steps


@pytest.fixture(autouse=True)
def _cheap_tries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(key_record, "COST", 2)
    monkeypatch.setattr(key_store, "_store", lambda: None)
    yield
    new_process()


def new_process() -> None:
    """The program anew: it knows no key."""
    keys._held.clear()
    keys._copies.clear()


@pytest.fixture
def lock() -> NewLock:
    return NewLock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path, empty_file: Path, lock: NewLock, stick: Path) -> Path:
    """Her library with one person, encrypted, and a backup of it, which is also on her stick."""
    path = tmp_path / "mine" / "library.planner"
    path.parent.mkdir()
    shutil.copyfile(empty_file, path)
    box = Lockbox(str(path))
    box.encrypt(lock, WORDS)
    box.remove_old()
    planner = open_planner(str(path), Settings(chosen={"backup_folder": str(stick)}))
    planner.keeper(Person).add(person("Urashima"))
    planner.backups.make()
    planner.close()
    new_process()
    return path


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    files = Files()
    monkeypatch.setattr("planner.ui.files.NativeFiles", lambda: files)
    return files


@pytest.fixture
def start(qtbot: QtBot, files: Files) -> Iterator[Start]:
    sessions: list[app.Session] = []

    def begin(address: str | None) -> app.Session:
        session = app.Session(address)
        sessions.append(session)
        session.window.show()
        session.fill()
        return session

    yield begin
    for session in sessions:
        session.window.close_library()
        session.window.close()
        session.window.deleteLater()


def flip(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[100] ^= 1
    path.write_bytes(whole)


def press(session: app.Session, qtbot: QtBot, text: str) -> None:
    """A button of the message bar."""
    bar = session.window.message_bar
    (button,) = (one for one in (bar._button, bar._other) if one.text() == text)
    qtbot.waitUntil(button.isVisible)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_code(code: str) -> Callable[[UnlockDialog], None]:
    def act(dialog: UnlockDialog) -> None:
        if dialog.other.isVisible():
            dialog.other.click()
        QTest.keyClicks(dialog.code, code)
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    return act


def restores(sits: Sits, asked: Callable[[UnlockDialog], None] | None = None) -> None:
    """She restores the newest backup in the dialog that opens; ``asked`` is what she does where the
    key is wanted to compare it with the library."""
    sits.will(BackupsDialog, lambda dialog: dialog.look.click(), lambda one: one.look.isEnabled())
    if asked is not None:
        sits.will(UnlockDialog, asked, idle)
    sits.will(BackupsDialog, lambda dialog: dialog.sure.click(), lambda one: one.sure.isVisible())


def is_back(session: app.Session, qtbot: QtBot, path: Path) -> None:
    """The person is there, no fault is said any more, and the library has its key file again."""
    qtbot.waitUntil(lambda: session.window.context is not None, timeout=20_000)
    context = session.window.context
    assert context is not None
    assert context.planner.address == str(path)
    assert [one.family_name for one in context.planner.keeper(Person).of()] == ["Urashima"]
    bar = session.window.message_bar.text
    assert not bar or "Whoever has them can read them" in bar  # of plain ones beside it
    assert not path.read_bytes().startswith(keys.PLAIN)
    record = key_record.read(path)
    assert record is not None
    assert record.has_passphrase


@pytest.mark.parametrize("by_code", [False, True])
def test_one_flipped_bit_costs_nothing(
    start: Start,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    lock: NewLock,
    by_code: bool,
) -> None:
    """The right passphrase is not called wrong; she is asked once, and restores in three clicks."""
    flip(path)
    sits.will(UnlockDialog, type_code(lock.code) if by_code else type_in(WORDS), idle)
    session = start(str(path))
    assert "The key is right, but library.planner does not open" in session.window.message_bar.text
    restores(sits)
    press(session, qtbot, "Restore a backup…")
    is_back(session, qtbot, path)


@pytest.mark.parametrize("by_code", [False, True])
def test_a_library_that_is_gone_comes_back_with_passphrase_or_code(
    start: Start,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    lock: NewLock,
    by_code: bool,
) -> None:
    path.unlink()
    inspecting.key_file(path).unlink()
    session = start(str(path))
    assert "There is no library at" in session.window.message_bar.text
    restores(sits)
    said: list[str] = []
    sits.will(UnlockDialog, type_in("a red bicycle in Lund"), idle)
    sits.will(
        UnlockDialog,
        lambda dialog: (
            said.extend([dialog.windowTitle(), dialog.error.text()]),
            (type_code(lock.code) if by_code else type_in(WORDS))(dialog),
        )[1],
        lambda dialog: idle(dialog) and bool(dialog.error.text()),
    )
    press(session, qtbot, "Restore a backup…")
    is_back(session, qtbot, path)
    assert said == [
        "Open the backup",
        "The passphrase is not right. Small and capital letters count. Try again, or use the recovery code.",
    ]


def test_called_off_nothing_is_changed_and_the_backups_stay_at_hand(
    start: Start, sits: Sits, qtbot: QtBot, path: Path
) -> None:
    """Three wrong passphrases when it is opened; then the question for the backup's is called off."""
    before = path.read_bytes()
    for left in (3, 2, 1):
        sits.will(
            UnlockDialog,
            type_in("a red bicycle in Lund"),
            lambda dialog, left=left: idle(dialog) and dialog._left == left,
        )
    session = start(str(path))
    bar = session.window.message_bar
    assert "was not right 3 times" in bar.text
    restores(sits, lambda dialog: dialog.reject())
    sits.will(UnlockDialog, lambda dialog: dialog.reject(), idle)
    press(session, qtbot, "Restore a backup…")
    qtbot.waitUntil(lambda: not sits.steps and "is encrypted" in bar.text, timeout=20_000)
    assert path.read_bytes() == before
    restores(sits, type_in(WORDS))
    press(session, qtbot, "Restore a backup…")
    qtbot.waitUntil(lambda: session.window.context is not None, timeout=20_000)


def test_checking_without_the_passphrase_calls_nothing_damaged_in_the_window(
    start: Start, sits: Sits, qtbot: QtBot, path: Path
) -> None:
    path.unlink()
    session = start(str(path))
    said: list[str] = []
    sits.will(BackupsDialog, lambda dialog: dialog.check.click(), lambda one: one.check.isEnabled())
    sits.will(UnlockDialog, lambda dialog: dialog.reject(), idle)
    sits.will(
        BackupsDialog,
        lambda dialog: (said.append(dialog.says.text()), dialog.check.click())[1],
        lambda dialog: bool(dialog.says.text()) and dialog.check.isEnabled(),
    )
    sits.will(UnlockDialog, type_in(WORDS), idle)
    sits.will(
        BackupsDialog,
        lambda dialog: (said.append(dialog.says.text()), dialog.accept())[1],
        lambda dialog: "read to the last record" in dialog.says.text(),
    )
    press(session, qtbot, "Restore a backup…")
    assert not sits.steps
    assert said[0].startswith("1 backup is as it was made, but could not be read")
    assert said[1] == "1 backup was read to the last record: good."


def test_on_a_new_computer_the_copy_on_her_stick_is_enough(
    start: Start,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    stick: Path,
    files: Files,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The old computer is gone; she starts the program, makes no library, and takes the copy."""
    monkeypatch.delenv("PLANNER_NEW_LIBRARY")
    shutil.rmtree(path.parent)
    files.chosen = list(stick.rglob("0*.planner"))
    said: list[str] = []
    sits.will(NewLibraryDialog, lambda dialog: dialog.reject())
    session = start(None)
    assert "There is no library yet" in session.window.message_bar.text
    sits.will(BackupsDialog, lambda dialog: dialog.other.click(), lambda one: one.other.isEnabled())
    sits.will(
        BackupsDialog,
        lambda dialog: (said.append(dialog.says.text()), dialog.sure.click())[1],
        lambda dialog: dialog.sure.isVisible(),
    )
    sits.will(UnlockDialog, type_in(WORDS), idle)
    press(session, qtbot, "Restore a backup…")
    is_back(session, qtbot, paths.default_library())
    assert "People: 1, visits: 0, entries: 0." in said[0]


def test_a_backup_of_another_folder_takes_the_place_of_an_open_library_and_is_taken_back(
    start: Start, sits: Sits, qtbot: QtBot, path: Path, stick: Path, files: Files
) -> None:
    """The copy of her encrypted library, in the window of a plain one that is open."""
    files.chosen = list(stick.rglob("0*.planner"))
    session = start(None)
    assert session.window.context is not None
    before = session.window.context.planner
    sits.will(BackupsDialog, lambda dialog: dialog.other.click(), lambda one: one.other.isEnabled())
    sits.will(BackupsDialog, lambda dialog: dialog.sure.click(), lambda one: one.sure.isVisible())
    sits.will(UnlockDialog, type_in(WORDS), idle)
    session.window.registry.run("file.backups")
    qtbot.waitUntil(
        lambda: session.window.context is not None and session.window.context.planner != before,
        timeout=20_000,
    )
    is_back(session, qtbot, paths.default_library())
    session.window.undo_restore(1)
    qtbot.waitUntil(
        lambda: (
            session.window.context is not None
            and len(session.window.context.planner.keeper(Person).of()) > 1
        ),
        timeout=20_000,
    )

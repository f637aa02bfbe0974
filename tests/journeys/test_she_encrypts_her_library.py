"""Eva encrypts her library in the window, opens it with wrong and right passphrases, and gets back in
with the sheet when the passphrase is lost."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from journeys.ground import Files
from pdf_text import pages_of
from planner import app
from planner.services.lockbox import Lockbox
from planner.storage import encrypting, key_record, key_store, keys
from planner.ui.dialogs.encryption import EncryptionDialog
from planner.ui.dialogs.unlock import UnlockDialog

WORDS = "a blue bicycle in Lund"
Step = tuple[type, Callable[[Any], bool], Callable[[Any], None]]


PATIENCE = 30.0
"""Seconds before a dialog for which nobody has a step is called off, so that the test fails and ends."""


class Sits:
    """Somebody before the screen: does each step as soon as its dialog is there and ready."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.stuck: list[str] = []
        self._acted = time.monotonic()
        self.timer = QTimer()
        self.timer.setInterval(20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def will(
        self, kind: type, act: Callable[[Any], None], ready: Callable[[Any], bool] | None = None
    ) -> None:
        self.steps.append((kind, ready or (lambda _dialog: True), act))

    def look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            self._acted = time.monotonic()
        elif self.steps and isinstance(dialog, self.steps[0][0]) and self.steps[0][1](dialog):
            self._acted = time.monotonic()
            self.steps.pop(0)[2](dialog)
            self._acted = time.monotonic()
        elif time.monotonic() - self._acted > PATIENCE:
            self.stuck.append(type(dialog).__name__)
            dialog.close()


@pytest.fixture
def sits(qtbot: QtBot) -> Iterator[Sits]:
    sits = Sits()
    yield sits
    sits.timer.stop()
    assert not sits.stuck, "nobody had a step for it"
    assert not sits.steps


@pytest.fixture(autouse=True)
def _cheap_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_record, "COST", 2)
    monkeypatch.setattr(key_store, "_store", lambda: None)


@pytest.fixture
def path(tmp_path: Path, sample_file: Path) -> Iterator[Path]:
    path = tmp_path / "mine" / "library.planner"
    path.parent.mkdir()
    shutil.copyfile(sample_file, path)
    yield path
    keys.forget(path)


@pytest.fixture
def session(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[app.Session]:
    """The program on her library; the file chooser answers with a folder."""
    files = Files(folder=tmp_path)
    monkeypatch.setattr("planner.ui.files.NativeFiles", lambda: files)
    session = app.Session(str(path))
    session.window.show()
    session.fill()
    session.window.is_sample = False
    yield session
    session.window.close_library()
    session.window.close()
    session.window.deleteLater()


def run(session: app.Session, command: str) -> None:
    """From the menu."""
    action = next(
        one for one in session.window.findChildren(QAction) if one.text().startswith(command)
    )
    assert action.isEnabled()
    action.trigger()


def signs(dialog: EncryptionDialog, sheet: Path) -> str:
    """The six signs that are asked for, read from the sheet."""
    told = " ".join(pages_of(sheet.read_bytes())).split()
    code = dialog._lock.code.split("-")
    assert all(group in told for group in code)
    group = dialog._lock.group
    return code[group - 1] + code[group][:2]


def encrypt(session: app.Session, sits: Sits, qtbot: QtBot, tmp_path: Path) -> None:
    """The whole way through the dialog."""
    sheet = tmp_path / "library – Recovery sheet.pdf"

    def fill_in(dialog: EncryptionDialog) -> None:
        dialog._context.open_file = lambda _path: True
        assert not dialog.encrypt.isEnabled()
        QTest.keyClicks(dialog.passphrase.line, WORDS)
        QTest.keyClicks(dialog.again.line, WORDS[:-1] + "x")
        assert "differ" in dialog.error.text()
        dialog.again.clear()
        QTest.keyClicks(dialog.again.line, WORDS)
        assert not dialog.encrypt.isEnabled()
        dialog.save_sheet.click()

    def prove(dialog: EncryptionDialog) -> None:
        QTest.keyClicks(dialog.signs, "AAAAAA")
        assert not dialog.encrypt.isEnabled()
        dialog.signs.clear()
        QTest.keyClicks(dialog.signs, signs(dialog, sheet).lower())
        assert dialog.encrypt.isEnabled()
        dialog.encrypt.click()

    sits.will(EncryptionDialog, fill_in, lambda dialog: dialog.encrypt.isVisible())
    sits.will(EncryptionDialog, prove, lambda dialog: dialog.signs.isEnabled())
    run(session, "Encryption")
    qtbot.waitUntil(lambda: session.window.context is not None and not sits.steps, timeout=20_000)
    qtbot.waitUntil(
        lambda: (
            Lockbox(str(session._address)).look().encrypted and session.window.context is not None
        ),
        timeout=20_000,
    )


def start_again(session: app.Session, path: Path) -> None:
    """The program anew: it knows no key."""
    session.window.close_library()
    keys.forget(path)
    session.fill()


def type_in(text: str) -> Callable[[UnlockDialog], None]:
    def act(dialog: UnlockDialog) -> None:
        QTest.keyClicks(dialog.passphrase.line, text)
        QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)

    return act


def idle(dialog: UnlockDialog) -> bool:
    return not dialog._tasks.is_busy and not dialog.passphrase.text


def test_she_encrypts_looks_and_lets_the_old_file_go(
    session: app.Session,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert session.window.context is not None
    people = session.window.context.planner.contacts.count()
    session.window.context.planner.backups.make()

    encrypt(session, sits, qtbot, tmp_path)

    assert not path.read_bytes().startswith(keys.PLAIN)
    assert session.window.context.planner.contacts.count() == people
    bar = session.window.message_bar
    qtbot.waitUntil(lambda: "library.planner.unencrypted" in bar.text, timeout=10_000)
    assert f"1 plain backup lies in {path}.backups." in bar.text
    old = path.with_name("library.planner.unencrypted")
    assert old.exists()
    assert "not encrypted: library.planner.unencrypted" in bar.text
    assert session.window.status._library.text() == "library.planner (encrypted)"
    asked: list[str] = []
    monkeypatch.setattr(
        session.window.own_messages,
        "choice",
        lambda _text, verbs, **_how: (asked.extend(verbs), 1)[1],
    )
    button = next(one for one in bar.findChildren(QPushButton) if one.text() == "Decide…")
    button.click()
    assert asked == ["Encrypt the backups", "Remove them"]
    qtbot.waitUntil(lambda: not session.window.message_bar.text, timeout=10_000)
    assert not old.exists()
    left = [one for one in path.parent.rglob("*.planner") if one.is_file()]
    assert len(left) == 2  # the library and a backup that was made of it before the plain one went
    assert not [one for one in left if one.read_bytes().startswith(keys.PLAIN)]


def test_a_wrong_passphrase_says_so_and_the_right_one_opens(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    said: list[str] = []
    sits.will(UnlockDialog, type_in("a red bicycle in Lund"), idle)
    sits.will(
        UnlockDialog,
        lambda dialog: (said.append(dialog.error.text()), type_in(WORDS)(dialog))[1],
        lambda dialog: idle(dialog) and bool(dialog.error.text()),
    )

    start_again(session, path)

    assert said == [
        "The passphrase is not right. Small and capital letters count. Try again, or use the"
        " recovery code."
    ]
    assert session.window.page is not None
    assert session.window.page.title == "Home"


def test_three_wrong_passphrases_open_nothing_and_it_can_be_tried_again(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    session.window.close_library()
    before = path.read_bytes()
    for left in (3, 2, 1):
        sits.will(
            UnlockDialog,
            type_in("a red bicycle in Lund"),
            lambda dialog, left=left: idle(dialog) and dialog._left == left,
        )

    start_again(session, path)

    assert session.window.context is None
    assert "was not right 3 times" in session.window.message_bar.text
    window = session.window  # and behind it nothing is said that is not so
    assert window.status._saved.text() == window.status._library.text() == ""
    assert not any(one.isEnabled() for one in (window.top.back, window.top.undo, window.top.redo))
    assert path.read_bytes() == before
    sits.will(UnlockDialog, type_in(WORDS), idle)
    session.protecting._try_again()
    assert session.window.context is not None
    assert "not right" not in session.window.message_bar.text


def test_with_the_sheet_she_gets_in_and_chooses_a_new_passphrase(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    code = Lockbox(str(path)).code()

    def with_code(dialog: UnlockDialog) -> None:
        dialog.other.click()
        QTest.keyClicks(dialog.code, code[:-1])
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    def corrected(dialog: UnlockDialog) -> None:
        assert "14 groups of four signs" in dialog.error.text()
        dialog.code.clear()
        QTest.keyClicks(dialog.code, code.lower().replace("-", " "))
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    sits.will(UnlockDialog, with_code, idle)
    sits.will(
        UnlockDialog, corrected, lambda one: not one._tasks.is_busy and bool(one.error.text())
    )
    start_again(session, path)
    bar = session.window.message_bar
    qtbot.waitUntil(lambda: "Choose a new passphrase" in bar.text, timeout=10_000)

    def choose(dialog: EncryptionDialog) -> None:
        QTest.keyClicks(dialog.present.line, code.lower())  # who has the sheet needs nothing else
        for line in (dialog.passphrase.line, dialog.again.line):
            QTest.keyClicks(line, "another blue bicycle")
        dialog.change.click()

    sits.will(EncryptionDialog, choose, lambda dialog: dialog.change.isVisible())
    run(session, "Encryption")
    qtbot.waitUntil(lambda: not sits.steps, timeout=10_000)
    sits.will(UnlockDialog, type_in("another blue bicycle"), idle)
    start_again(session, path)
    assert session.window.context is not None


def test_without_its_key_file_only_the_recovery_code_is_asked_for(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    """K13: the key is lost, and what can be done is said."""
    encrypt(session, sits, qtbot, tmp_path)
    code = Lockbox(str(path)).code()
    path.with_name("library.planner.key").unlink()
    said: list[str] = []

    def type_code(dialog: UnlockDialog) -> None:
        said.append(dialog.error.text())
        assert not dialog.passphrase.isVisible()
        QTest.keyClicks(dialog.code, code)
        QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    sits.will(UnlockDialog, type_code, lambda dialog: not dialog._tasks.is_busy)
    start_again(session, path)

    assert said == ["Its key file library.planner.key is not beside it."]
    assert session.window.context is not None
    assert path.with_name("library.planner.key").exists()


def test_where_only_the_key_store_had_the_key_and_it_is_gone_the_code_is_asked_for(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path
) -> None:
    key = bytes(range(32))
    session.window.close_library()
    encrypting.encrypt(path, key, key_record.record_of(key))
    sits.will(
        UnlockDialog,
        lambda dialog: dialog.reject(),
        lambda dialog: "has not its key" in dialog.error.text() and not dialog._tasks.is_busy,
    )

    start_again(session, path)

    assert session.window.context is None
    assert "library.planner is encrypted" in session.window.message_bar.text


def test_she_takes_the_encryption_off_again(
    session: app.Session,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    Lockbox(str(path)).remove_old()
    monkeypatch.setattr(session.window.own_messages, "question", lambda *_a, **_k: True)

    def take_off(dialog: EncryptionDialog) -> None:
        assert not dialog.plain.isEnabled()
        QTest.keyClicks(dialog.present.line, WORDS)
        dialog.plain.click()

    sits.will(EncryptionDialog, take_off, lambda dialog: dialog.plain.isVisible())

    run(session, "Encryption")

    qtbot.waitUntil(lambda: path.read_bytes().startswith(keys.PLAIN), timeout=20_000)
    qtbot.waitUntil(lambda: session.window.context is not None, timeout=20_000)
    start_again(session, path)
    assert session.window.context is not None


def test_left_alone_it_locks_itself_and_asks_again(
    session: app.Session, sits: Sits, qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    held: list[bytes | None] = []

    def look(dialog: UnlockDialog) -> None:
        held.append(keys.held(path))
        assert session.window.context is None
        type_in(WORDS)(dialog)

    sits.will(UnlockDialog, look, idle)
    qtbot.waitUntil(lambda: session.protecting._idle is not None, timeout=10_000)
    assert session.protecting._idle is not None
    assert session.protecting._idle._timer.interval() == 15 * 60_000
    session.protecting._idle._timer.start(10)
    qtbot.waitUntil(lambda: not sits.steps, timeout=10_000)
    qtbot.waitUntil(lambda: session.window.context is not None, timeout=10_000)
    assert held == [None]


def test_lock_now_asks_for_the_passphrase_also_where_the_key_store_has_the_key_and_goes_back(
    session: app.Session,
    sits: Sits,
    qtbot: QtBot,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing of the library is on screen meanwhile; what was typed is there afterwards."""
    encrypt(session, sits, qtbot, tmp_path)
    monkeypatch.setattr(Lockbox, "fetch", lambda _box: pytest.fail("the key store was asked"))
    window = session.window
    window.activateWindow()
    window.go("contacts")
    planner = window.context.planner
    (hit, *_more) = planner.search("Tanaka", words=("person",))
    window.show_record("person", hit.id)
    qtbot.waitUntil(lambda: window.page.inspector() is not None, timeout=10_000)
    notes = window.page.inspector().fields["notes"]
    notes.editor.setFocus()
    QTest.keyClicks(notes.editor, "Vegetarian lunch booked")
    seen: list[object] = []

    def look(dialog: UnlockDialog) -> None:
        seen.extend([keys.held(path), window.page, window.windowTitle(), window.stack.count()])
        type_in(WORDS)(dialog)

    sits.will(UnlockDialog, look, idle)
    run(session, "Lock now")
    qtbot.waitUntil(lambda: not sits.steps and window.context is not None, timeout=10_000)
    qtbot.waitUntil(lambda: window.navigation.name == "contacts", timeout=10_000)
    assert seen == [None, None, "Planner", 0]
    person = window.context.planner.contacts.people.get(hit.id)
    assert "Vegetarian lunch booked" in person.notes
    assert window.context.selection.ids == (hit.id,)


def test_a_dialog_or_a_task_is_not_interrupted_and_the_lock_follows_it(
    session: app.Session, sits: Sits, qtbot: QtBot, tmp_path: Path
) -> None:
    encrypt(session, sits, qtbot, tmp_path)
    qtbot.waitUntil(lambda: session.protecting._idle is not None, timeout=10_000)
    ended: list[bool] = []
    context = session.window.context
    assert context is not None
    wake = threading.Event()
    context.tasks.run(lambda _progress: wake.wait(10), ended.append)
    idle_lock = session.protecting._idle
    assert idle_lock is not None
    idle_lock._timer.start(10)
    qtbot.waitUntil(lambda: idle_lock._timer.remainingTime() > 100, timeout=10_000)
    assert session.window.context is context
    wake.set()
    sits.will(UnlockDialog, type_in(WORDS), idle)
    qtbot.waitUntil(lambda: not sits.steps and session.window.context is not None, timeout=15_000)
    assert ended == [True]


def test_the_passphrase_is_hidden_until_it_is_to_be_seen_and_caps_lock_is_told(
    qtbot: QtBot, path: Path
) -> None:
    from planner.ui.messages import Recorded

    key_record.write(path, key_record.record_of(bytes(range(32)), WORDS))
    dialog = UnlockDialog(Lockbox(str(path)), Recorded())
    qtbot.addWidget(dialog)
    dialog.show()
    line = dialog.passphrase.line
    assert line.echoMode() == QLineEdit.EchoMode.Password
    dialog.passphrase.show_button.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyClick(line, "A")
    assert dialog.passphrase.caps.isVisible()
    QTest.keyClick(line, "a")
    assert not dialog.passphrase.caps.isVisible()
    QTest.keyClick(line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not dialog.passphrase.caps.isVisible()
    dialog.reject()
    assert dialog.passphrase.text == ""

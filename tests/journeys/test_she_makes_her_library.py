"""Eva starts the program for the first time: her library is encrypted unless she wants a plain file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from journeys.ground import Files
from journeys.test_she_encrypts_her_library import Sits, idle, run, type_in
from memory_key_store import Store
from pdf_text import pages_of
from planner import app, paths
from planner.services.lockbox import Lockbox
from planner.storage import connecting, key_record, key_store, keys
from planner.ui.dialogs.new_library import NewLibraryDialog
from planner.ui.dialogs.recovery_sheet import RecoverySheetDialog
from planner.ui.dialogs.unlock import UnlockDialog

WORDS = "a blue bicycle in Lund"


@pytest.fixture
def sits(qtbot: QtBot) -> Iterator[Sits]:
    sits = Sits()
    yield sits
    sits.timer.stop()
    assert not sits.steps


@pytest.fixture(autouse=True)
def _asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As for everybody who starts it: nothing in the environment says that the library is plain."""
    monkeypatch.delenv("PLANNER_NEW_LIBRARY")
    monkeypatch.setattr(key_record, "COST", 2)
    yield
    keys.forget(paths.default_library())


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The program, started; file choosers answer with names in the folder "out"."""
    out = tmp_path / "out"
    out.mkdir()
    files = Files(folder=out)
    monkeypatch.setattr("planner.ui.files.NativeFiles", lambda: files)
    sessions: list[app.Session] = []

    def begin() -> app.Session:
        session = app.Session(None)
        sessions.append(session)
        session.window.show()
        session.fill()
        return session

    yield begin
    for session in sessions:
        session.window.close_library()
        session.window.close()
        session.window.deleteLater()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    store = Store()
    monkeypatch.setattr(key_store, "_store", lambda: store)
    return store


@pytest.fixture
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_store, "_store", lambda: None)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Every byte that lies in the folder of the library, looked at before each statement and all the
    time beside; how often that was."""
    folder, looks, found = paths.default_library().parent, [0], []
    marks = (b"SQLite format 3", b"CREATE TABLE", b"CREATE INDEX", b"Forschungszentrum")
    ended = threading.Event()
    sizes: dict[Path, tuple[int, int]] = {}

    def look() -> None:
        looks[0] += 1
        with suppress(OSError):
            for path in folder.rglob("*"):
                told = path.stat()
                if path.is_dir() or sizes.get(path) == (told.st_size, told.st_mtime_ns):
                    continue
                sizes[path] = (told.st_size, told.st_mtime_ns)
                content = path.read_bytes()
                found.extend((path.name, mark) for mark in marks if mark in content)

    def beside() -> None:
        while not ended.is_set():
            look()
            time.sleep(0.005)

    connect = connecting.connect_sqlite

    def watched(*arguments: Any, **named: Any) -> Any:
        connection = connect(*arguments, **named)
        connection.set_trace_callback(lambda _statement: look())
        return connection

    from planner.storage import writing

    monkeypatch.setattr(connecting, "connect_sqlite", watched)
    monkeypatch.setattr(writing, "connect_sqlite", watched)
    thread = threading.Thread(target=beside)
    thread.start()
    yield lambda: looks[0]
    ended.set()
    thread.join()
    assert not found


def ready(dialog: NewLibraryDialog) -> bool:
    return dialog._has_store is not None


def code_of(sheet: Path) -> str:
    return " ".join(pages_of(sheet.read_bytes()))


def signs_on(dialog: RecoverySheetDialog, told: str) -> str:
    """The six signs that are asked for, as they stand on the sheet."""
    groups = dialog._check.code.split("-")
    assert all(group in told.split() for group in groups)
    return groups[dialog._check.group - 1] + groups[dialog._check.group][:2]


def test_with_a_key_store_one_click_makes_it_and_no_plain_byte_is_ever_written(
    start: Any, sits: Sits, store: Store, seen: Callable[[], int], qtbot: QtBot, tmp_path: Path
) -> None:
    """K1, K13: encrypted from the first byte, and the sheet is offered at once with its check."""
    sheet = tmp_path / "out" / "library – Recovery sheet.pdf"

    def save(dialog: RecoverySheetDialog) -> None:
        dialog._context.open_file = lambda _path: True
        assert not dialog.ready.isEnabled()
        dialog.save.click()

    def prove(dialog: RecoverySheetDialog) -> None:
        QTest.keyClicks(dialog.signs, "AAAAAA")
        assert not dialog.ready.isEnabled()
        dialog.signs.clear()
        QTest.keyClicks(dialog.signs, signs_on(dialog, code_of(sheet)).lower())
        dialog.ready.click()

    sits.will(
        NewLibraryDialog,
        lambda dialog: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return),
        ready,
    )
    sits.will(RecoverySheetDialog, save)
    sits.will(RecoverySheetDialog, prove, lambda one: one.said.isVisible())
    session = start()
    qtbot.waitUntil(lambda: not sits.steps, timeout=20_000)
    qtbot.waitUntil(lambda: not session.window.message_bar.text, timeout=10_000)

    path = paths.default_library()
    assert seen() > 100
    assert not path.read_bytes().startswith(keys.PLAIN)
    assert not Lockbox(str(path)).sheet_is_due
    assert session.window.context.planner.sites.count() > 0
    session.window.close_library()
    keys.forget(path)
    session.fill()  # the key store opens it: nobody is asked
    assert session.window.page.title == "Home"
    assert not session.window.message_bar.text


def test_without_a_key_store_a_passphrase_is_chosen_and_the_sheet_can_wait(
    start: Any, sits: Sits, no_store: None, qtbot: QtBot
) -> None:
    said: list[str] = []

    def choose(dialog: NewLibraryDialog) -> None:
        assert "no key store" in dialog.key.text()
        assert not dialog.go.isEnabled()
        QTest.keyClicks(dialog.passphrase.line, WORDS)
        QTest.keyClicks(dialog.again.line, WORDS)
        dialog.go.click()

    sits.will(NewLibraryDialog, choose, ready)
    sits.will(RecoverySheetDialog, lambda dialog: dialog.later.click())
    session = start()
    qtbot.waitUntil(lambda: not sits.steps, timeout=20_000)
    assert "nothing in this library can be recovered" in session.window.message_bar.text
    path = paths.default_library()
    assert Lockbox(str(path)).sheet_is_due

    session.window.close_library()
    keys.forget(path)
    sits.will(UnlockDialog, type_in(WORDS), idle)
    session.fill()
    bar = session.window.message_bar
    qtbot.waitUntil(lambda: "no recovery sheet yet" in bar.text, timeout=10_000)

    def print_it(dialog: RecoverySheetDialog) -> None:
        QTest.keyClicks(dialog.present.line, WORDS)

        def to_file(printer: QPrinter) -> bool:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(path.parent / "printed.pdf"))
            return True

        dialog.ask_printer = to_file
        dialog.print.click()

    def prove(dialog: RecoverySheetDialog) -> None:
        said.append(dialog.said.text())
        groups = dialog._check.code.split("-")
        group = dialog._check.group
        QTest.keyClicks(dialog.signs, groups[group - 1] + groups[group][:2])
        dialog.ready.click()

    sits.will(RecoverySheetDialog, print_it)
    sits.will(RecoverySheetDialog, prove, lambda one: one.said.isVisible())
    run(session, "Recovery sheet")
    assert said == ["Printed."]
    assert (path.parent / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert not Lockbox(str(path)).sheet_is_due
    Lockbox(str(path)).change_passphrase("another blue bicycle")
    assert not Lockbox(str(path)).sheet_is_due


def test_whoever_just_wants_to_try_clicks_once_more(
    start: Any, sits: Sits, no_store: None, qtbot: QtBot
) -> None:
    sits.will(NewLibraryDialog, lambda dialog: dialog.plain.click())
    session = start()
    qtbot.waitUntil(lambda: not sits.steps and session.window.page is not None, timeout=20_000)
    assert paths.default_library().read_bytes().startswith(keys.PLAIN)
    assert not paths.default_library().with_name("library.planner.key").exists()
    assert not session.window.message_bar.text


def test_called_off_nothing_is_made_and_it_can_be_tried_again(
    start: Any, sits: Sits, store: Store, qtbot: QtBot
) -> None:
    sits.will(NewLibraryDialog, lambda dialog: dialog.cancel.click(), ready)
    session = start()
    assert "There is no library yet." in session.window.message_bar.text
    buttons = session.window.message_bar.findChildren(QPushButton)
    assert "Make a library…" in [button.text() for button in buttons]
    assert not paths.default_library().exists()
    assert not store.kept
    sits.will(NewLibraryDialog, lambda dialog: dialog.plain.click(), ready)
    session.protecting._try_again()
    assert session.window.page is not None


def test_a_key_store_that_hangs_does_not_hold_up_the_window(
    start: Any, sits: Sits, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window goes on painting and answering; after a while a passphrase is asked for."""
    wake = threading.Event()
    monkeypatch.setattr(key_store, "_store", lambda: wake.wait(30) and None)
    monkeypatch.setattr(key_store, "PATIENCE", 0.6)
    longest, last = [0.0], [time.monotonic()]
    pulse = QTimer()

    def beat() -> None:
        now = time.monotonic()
        if isinstance(QApplication.activeModalWidget(), NewLibraryDialog):
            longest[0] = max(longest[0], now - last[0])
        last[0] = now

    pulse.timeout.connect(beat)
    pulse.start(5)
    sits.will(
        NewLibraryDialog,
        lambda dialog: dialog.cancel.click(),
        lambda dialog: ready(dialog) and "no key store" in dialog.key.text(),
    )
    session = start()
    pulse.stop()
    assert session.window.context is None
    assert longest[0] < 0.2
    assert not key_store.is_there()  # at once: the first question still waits
    wake.set()


def test_another_library_is_made_and_opened_from_the_menu(
    start: Any, sits: Sits, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    sits.will(NewLibraryDialog, lambda dialog: dialog.plain.click())
    session = start()
    sits.will(NewLibraryDialog, lambda dialog: dialog.go.click(), ready)
    sits.will(RecoverySheetDialog, lambda dialog: dialog.later.click())
    run(session, "New library")
    qtbot.waitUntil(lambda: not sits.steps, timeout=20_000)
    made = tmp_path / "out" / "library.planner"
    assert session.window.context.planner.address == str(made)
    assert not made.read_bytes().startswith(keys.PLAIN)
    run(session, "New library")
    assert "There is already a file" in session.window.message_bar.text
    assert session.window.context.planner.address == str(made)
    keys.forget(made)

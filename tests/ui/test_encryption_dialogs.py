"""The dialogs of encryption: every part has a name, a place and room for longer words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from memory_key_store import Store
from planner import i18n
from planner.services.lockbox import Lockbox
from planner.storage import encrypting, key_record, key_store, keys
from planner.ui import window_dialogs
from planner.ui.dialogs.encryption import EncryptionDialog
from planner.ui.dialogs.recovery_sheet import RecoverySheetDialog, ask_where
from planner.ui.dialogs.unlock import UnlockDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.widgets.label import Label

from .test_audit import Wordy, findings

KEY = bytes(range(32))
WORDS = "a blue bicycle"


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    monkeypatch.setattr(key_store, "_store", lambda: store)
    monkeypatch.setattr(key_record, "COST", 2)


@pytest.fixture
def sealed(tmp_path: Path, empty_file: Path) -> Iterator[Path]:
    path = tmp_path / "sealed.planner"
    path.write_bytes(empty_file.read_bytes())
    encrypting.encrypt(path, KEY, key_record.record_of(KEY, WORDS))
    yield path
    keys.forget(path)


def opened(window: MainWindow, qtbot: QtBot) -> EncryptionDialog:
    dialog = window_dialogs.make("encryption", window, window)
    assert isinstance(dialog, EncryptionDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.save_sheet.isVisible() and not dialog._tasks.is_busy)
    return dialog


@pytest.fixture(params=["usual", "long"])
def _words(request: pytest.FixtureRequest) -> Iterator[None]:
    """Also with every text half as long again."""
    before = list(i18n._current)
    if request.param == "long":
        i18n._current[:] = [Wordy()]
    yield
    i18n._current[:] = before


@pytest.mark.usefixtures("_words")
def test_nothing_is_wrong_with_the_dialog_of_a_plain_library(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(window, qtbot)
    assert dialog.remember.isVisible()
    assert list(findings(dialog)) == []
    dialog.reject()


@pytest.mark.usefixtures("_words")
def test_nothing_is_wrong_with_the_dialog_of_an_encrypted_library(
    window: MainWindow, qtbot: QtBot, sealed: Path
) -> None:
    assert window.context is not None
    dialog = EncryptionDialog(window.context, window, Lockbox(str(sealed)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.keep.isVisible() and not dialog._tasks.is_busy)
    assert list(findings(dialog)) == []
    dialog.reject()


@pytest.mark.usefixtures("_words")
def test_nothing_is_wrong_with_the_dialog_that_asks(qtbot: QtBot, sealed: Path) -> None:
    dialog = UnlockDialog(Lockbox(str(sealed)), Recorded())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.remember.isVisible)
    assert list(findings(dialog)) == []
    dialog.other.click()
    assert dialog.code.isVisible()
    assert not dialog.passphrase.isVisible()
    assert list(findings(dialog)) == []
    dialog.reject()


def test_remembered_it_opens_by_itself_and_forgotten_it_asks_again(
    window: MainWindow, qtbot: QtBot, sealed: Path
) -> None:
    """The key store of the system has the key, until it is told to forget it."""
    assert window.context is not None
    box = Lockbox(str(sealed))
    for verb, remembered in (("keep", True), ("forget", False)):
        dialog = EncryptionDialog(window.context, window, box)
        qtbot.addWidget(dialog)
        dialog.show()
        button = getattr(dialog, verb)
        qtbot.waitUntil(dialog.present.isVisible)
        QTest.keyClicks(dialog.present.line, WORDS)
        qtbot.waitUntil(lambda button=button: button.isVisible() and button.isEnabled())
        button.click()
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
        assert box.look().remembered is remembered


def test_the_sheet_of_an_encrypted_library_can_be_saved_again(
    window: MainWindow, qtbot: QtBot, sealed: Path, tmp_path: Path
) -> None:
    assert window.context is not None
    window.context.files.paths = [tmp_path / "sheet.txt"]  # type: ignore[attr-defined]
    shown: list[Path] = []
    window.context.open_file = lambda path: bool(shown.append(path)) or True
    dialog = EncryptionDialog(window.context, window, Lockbox(str(sealed)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.present.isVisible)
    QTest.keyClicks(dialog.present.line, WORDS)
    qtbot.waitUntil(dialog.save_sheet.isEnabled)
    dialog.save_sheet.click()
    qtbot.waitUntil(lambda: bool(shown))
    assert "then remove this file" in dialog.out.text()
    told = (tmp_path / "sheet.txt").read_text()
    assert all(group in told for group in keys.recovery_code(KEY).split("-"))
    dialog.reject()


def of_the_sealed(window: MainWindow, qtbot: QtBot, sealed: Path) -> EncryptionDialog:
    assert window.context is not None
    keys.hold(sealed, KEY)
    dialog = EncryptionDialog(window.context, window, Lockbox(str(sealed)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.present.isVisible() and not dialog._tasks.is_busy)
    return dialog


@pytest.mark.parametrize("verb", ["save_sheet", "print_sheet", "change", "keep", "plain"])
def test_who_sits_at_an_open_window_by_chance_gets_neither_sheet_nor_another_passphrase(
    window: MainWindow, qtbot: QtBot, sealed: Path, tmp_path: Path, verb: str
) -> None:
    window.context.files.paths = [tmp_path / "sheet.txt"]  # type: ignore[union-attr, attr-defined]
    dialog = of_the_sealed(window, qtbot, sealed)
    wanted: list[str] = []
    dialog.wanted.connect(lambda _work, text: wanted.append(text))
    dialog.ask_printer = lambda _printer: bool(wanted.append("printer"))  # type: ignore[method-assign]
    for line in (dialog.passphrase.line, dialog.again.line):
        QTest.keyClicks(line, "another blue bicycle")
    button = getattr(dialog, verb)
    assert not button.isEnabled()
    QTest.keyClicks(dialog.present.line, "a red bicycle")
    button.click()
    qtbot.waitUntil(lambda: "not the present passphrase" in dialog.error.text())
    box = Lockbox(str(sealed))
    assert wanted == []
    assert not (tmp_path / "sheet.txt").exists()
    assert not box.look().remembered
    box.prove(WORDS)  # as it was
    dialog.reject()


def test_the_recovery_code_will_do_in_place_of_a_passphrase_that_is_lost(
    window: MainWindow, qtbot: QtBot, sealed: Path
) -> None:
    dialog = of_the_sealed(window, qtbot, sealed)
    QTest.keyClicks(dialog.present.line, keys.recovery_code(KEY).lower().replace("-", " "))
    for line in (dialog.passphrase.line, dialog.again.line):
        QTest.keyClicks(line, "another blue bicycle")
    dialog.change.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    Lockbox(str(sealed)).prove("another blue bicycle")


def test_the_sheet_asks_for_the_passphrase_too_unless_it_was_chosen_a_moment_ago(
    window: MainWindow, qtbot: QtBot, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.context is not None
    window.context.files.paths = [tmp_path / "out" / "sheet.txt"]  # type: ignore[attr-defined]
    (tmp_path / "out").mkdir()
    window.context.open_file = lambda _path: True
    keys.hold(sealed, KEY)
    monkeypatch.setattr(
        "planner.ui.dialogs.recovery_sheet.Lockbox", lambda _at: Lockbox(str(sealed))
    )
    new = RecoverySheetDialog(window.context, window, is_new=True)
    qtbot.addWidget(new)
    assert new.save.isEnabled()
    new.reject()
    dialog = RecoverySheetDialog(window.context, window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.present.line, "a red bicycle")
    dialog.save.click()
    qtbot.waitUntil(lambda: "not the present passphrase" in dialog.error.text())
    assert not (tmp_path / "out" / "sheet.txt").exists()
    dialog.present.clear()
    QTest.keyClicks(dialog.present.line, WORDS)
    dialog.save.click()
    qtbot.waitUntil(lambda: "then remove this file" in dialog.said.text())
    assert "ends in .key" in (tmp_path / "out" / "sheet.txt").read_text()
    dialog.reject()


def test_a_sheet_beside_the_library_is_warned_of(
    window: MainWindow, qtbot: QtBot, sealed: Path, said: Recorded
) -> None:
    assert window.context is not None
    place = sealed.with_name("sheet.txt")
    window.context.files.paths = [place]  # type: ignore[attr-defined]
    said.answer = False
    assert ask_where(window.context, window, sealed) is None
    assert "same folder" in said.questions[-1]
    said.answer = True
    assert ask_where(window.context, window, sealed) == place


def test_what_keeps_encrypting_grey_is_said(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_store, "_store", lambda: None)
    window.context.files.paths = [tmp_path / "out" / "sheet.txt"]  # type: ignore[union-attr, attr-defined]
    (tmp_path / "out").mkdir()
    window.context.open_file = lambda _path: True  # type: ignore[union-attr]
    dialog = opened(window, qtbot)
    texts = " ".join(one.text() for one in dialog.findChildren(Label))
    assert "by itself" not in texts  # there is no key store
    assert ".key, a small file beside it" in texts
    assert dialog.missing.text() == "Still missing: a passphrase."
    QTest.keyClicks(dialog.passphrase.line, WORDS)
    assert dialog.missing.text() == "Still missing: the passphrase once more."
    QTest.keyClicks(dialog.again.line, WORDS)
    assert dialog.missing.text() == "Still missing: the recovery sheet, saved or printed."
    dialog.save_sheet.click()
    qtbot.waitUntil(dialog.signs.isEnabled)
    assert dialog.missing.text() == "Still missing: the six signs from the sheet."
    assert "then remove this file" in dialog.out.text()
    group = dialog._lock.group
    code = dialog._lock.code.split("-")
    QTest.keyClicks(dialog.signs, code[group - 1] + code[group][:2])
    assert dialog.missing.text() == ""
    assert dialog.encrypt.isEnabled()
    dialog.reject()


@pytest.mark.usefixtures("_words")
def test_the_longest_error_leaves_the_buttons_in_sight_and_all_groups_fit(
    qtbot: QtBot, sealed: Path
) -> None:
    dialog = UnlockDialog(Lockbox(str(sealed)), Recorded())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.other.click()
    code = keys.recovery_code(KEY)
    place = 4 * 5 + 1  # in the fifth group
    dialog.code.setText(code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :])
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    qtbot.wait(20)
    assert list(findings(dialog)) == []
    assert dialog.buttons.geometry().bottom() <= dialog.rect().bottom()
    assert dialog.error.height() >= dialog.error.heightForWidth(dialog.error.width())
    assert dialog.error.geometry().bottom() < dialog.buttons.geometry().top()
    wide = dialog.code.fontMetrics().horizontalAdvance(code)
    assert dialog.code.width() > wide + 8
    assert (dialog.width(), dialog.height()) < (960, 540)
    dialog.reject()


def test_the_group_with_a_wrong_sign_is_named(qtbot: QtBot, sealed: Path) -> None:
    dialog = UnlockDialog(Lockbox(str(sealed)), Recorded())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.other.click()
    assert dialog.asked.text() == "Recovery code"
    groups = keys.recovery_code(KEY).split("-")
    groups[8] = groups[8][:3] + ("A" if groups[8][3] != "A" else "B")
    dialog.code.setText(" ".join(groups))
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert f"Look at group 9, “{groups[8]}”." in dialog.error.text()
    dialog.reject()

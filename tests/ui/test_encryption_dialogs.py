"""The dialogs of encryption: every part has a name, a place and room for longer words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.services.lockbox import Lockbox
from planner.storage import encrypting, key_record, key_store, keys
from planner.ui import window_dialogs
from planner.ui.dialogs.encryption import EncryptionDialog
from planner.ui.dialogs.unlock import UnlockDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded

from .test_audit import Wordy, findings

KEY = bytes(range(32))


class Store:
    """A key store of the system."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def set_password(self, _service: str, name: str, value: str) -> None:
        self.kept[name] = value

    def get_password(self, _service: str, name: str) -> str | None:
        return self.kept.get(name)

    def delete_password(self, _service: str, name: str) -> None:
        with suppress(KeyError):
            del self.kept[name]


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    monkeypatch.setattr(key_store, "_store", lambda: store)
    monkeypatch.setattr(key_record, "COST", 2)


@pytest.fixture
def sealed(tmp_path: Path, empty_file: Path) -> Iterator[Path]:
    path = tmp_path / "sealed.planner"
    path.write_bytes(empty_file.read_bytes())
    encrypting.encrypt(path, KEY, key_record.record_of(KEY, "a blue bicycle"))
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
    qtbot.waitUntil(lambda: dialog.save_sheet.isVisible() and dialog.save_sheet.isEnabled())
    dialog.save_sheet.click()
    qtbot.waitUntil(lambda: bool(shown))
    told = (tmp_path / "sheet.txt").read_text()
    assert all(group in told for group in keys.recovery_code(KEY).split("-"))
    dialog.reject()

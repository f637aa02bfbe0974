"""Help, Report for support: the whole text is seen before it is copied or saved; the crash dialog leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.services.planner import Planner
from planner.settings import Settings
from planner.ui.dialogs import crash
from planner.ui.dialogs.support_report import SupportReportDialog
from planner.ui.main_window import MainWindow

MARK = "Xmarkedq"


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, planner: Planner) -> Iterator[SupportReportDialog]:
    planner.contacts.add(
        Person(
            id=PersonId(new_id()), family_name=f"{MARK}1", given_name=f"{MARK}2", notes=f"{MARK}3"
        )
    )
    dialog = SupportReportDialog(window.settings, window.context, window, fault="ValueError")
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def test_what_is_shown_is_what_is_copied_and_saved(
    qtbot: QtBot, window: MainWindow, dialog: SupportReportDialog, files: object, tmp_path: Path
) -> None:
    """It is gathered beside the window, and nothing can be copied before it is there."""
    assert not dialog.copy_button.isEnabled()
    qtbot.waitUntil(dialog.copy_button.isEnabled, timeout=5000)
    text = dialog.text.toPlainText()
    assert text.startswith("== Fault\nValueError")
    assert "person: 1" in text
    assert "screen: " in text
    assert MARK not in text
    dialog.copy()
    assert QApplication.clipboard().text() == text
    files.paths = [tmp_path / "report.txt"]  # type: ignore[attr-defined]
    dialog.save()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == text
    assert "The report is saved as" in dialog.said.text()
    files.paths = [tmp_path / "no folder" / "report.txt"]  # type: ignore[attr-defined]
    dialog.save()
    assert "was not written" in dialog.said.text()


def test_it_is_in_the_help_menu_also_without_a_library(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def exec_(dialog: SupportReportDialog) -> int:
        seen.append(dialog.text.toPlainText())
        return 0

    monkeypatch.setattr(SupportReportDialog, "exec", exec_)
    window.registry.run("help.report")
    assert len(seen) == 1
    bare = SupportReportDialog(Settings(), None)
    assert "open: no" in bare.text.toPlainText()
    bare.deleteLater()


def test_the_crash_dialog_leads_to_the_whole_report_with_the_fault_on_top(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither says the words of the error, which may name people."""
    shown: list[str] = []
    monkeypatch.setattr(window.own_messages, "_report", shown.append)

    def fall() -> None:
        raise ValueError(f"{MARK} Haruto")

    try:
        fall()
    except ValueError as error:
        window.own_messages.unexpected(error)
    (box,) = crash._open
    assert isinstance(box, QMessageBox)
    assert MARK not in box.text() + box.informativeText() + box.detailedText()
    (button,) = (one for one in box.buttons() if one.text().startswith("Report for support"))
    button.click()
    assert len(shown) == 1
    assert "ValueError" in shown[0]
    assert "test_support_report.py" in shown[0]
    assert MARK not in shown[0]
    qtbot.waitUntil(lambda: not crash._open, timeout=2000)

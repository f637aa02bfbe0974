"""She prints everybody's personal programme of a release; and hands out a programme in two languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.privacy import Disclosure, Way
from planner.ui.dialogs.papers import PapersDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage

TALK, MAXIV = "Talk on science policy", "MAX IV: NanoMAX beamline"


class Desk:
    """The dialog as a hand uses it; each step waits until it is done."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        assert isinstance(window.page, VisitPage)
        self.page = window.page

    def until(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what, timeout=60_000)

    def open(self) -> PapersDialog:
        self.window.registry.run("visit.papers")
        dialog = self.page.findChildren(PapersDialog)[-1]
        self.until(lambda: dialog.foot.save.isEnabled())
        return dialog

    def choose(self, dialog: PapersDialog, paper: str) -> None:
        (item,) = dialog.choices.papers.findItems(paper, Qt.MatchFlag.MatchExactly)
        dialog.choices.papers.setCurrentItem(item)
        self.until(lambda: dialog.foot.save.isEnabled())

    def set(self, dialog: PapersDialog, box: QComboBox, text: str) -> None:
        row = box.findText(text, Qt.MatchFlag.MatchStartsWith)
        assert row >= 0, [box.itemText(at) for at in range(box.count())]
        box.setCurrentIndex(row)
        box.activated.emit(row)
        self.until(lambda: dialog.foot.save.isEnabled())

    def click(self, dialog: PapersDialog, button: object) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.until(lambda: not dialog.work.is_writing and not dialog.foot.bar.isVisible())


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, ground: Ground) -> Desk:
    window.show_record("visit", ground.visit)
    QApplication.processEvents()
    return Desk(qtbot, window)


def text_of(path: Path) -> str:
    """In one line: a title may be set in two."""
    pages = pypdf.PdfReader(path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_she_prints_the_personal_programmes_of_a_release(
    desk: Desk, ground: Ground, said: Recorded, out: Path
) -> None:
    ground.planner.releases.release(ground.visit, "For all")
    dialog = desk.open()
    assert dialog.choices.version.currentText().startswith("Version 1")
    desk.choose(dialog, "Personal programme")
    dialog.choices.ticks.tick_all(False)
    delegates = [key for key in dialog.choices.ticks.keys if key.startswith("delegate:")]
    for row, key in enumerate(dialog.choices.ticks.keys):
        if key in delegates:
            dialog.choices.ticks.list.item(row).setCheckState(Qt.CheckState.Checked)
    printed = out / "printed.pdf"

    def pick(printer: QPrinter, _ranges: bool) -> bool:
        printer.setOutputFileName(str(printed))
        return True

    dialog.ask_printer = pick
    desk.click(dialog, dialog.foot.print)
    records = ground.planner.keeper(Disclosure).of()
    assert {one.recipient_key for one in records} == set(delegates)
    assert {(one.way, one.paper, one.release_number) for one in records} == {
        (Way.PRINT, "personal-programme", 1)
    }

    desk.click(dialog, dialog.foot.save)
    files = sorted(path for path in out.glob("*.pdf") if path != printed)
    assert len(files) == len(delegates)
    pages = sum(len(pypdf.PdfReader(path).pages) for path in files)
    assert len(pypdf.PdfReader(printed).pages) == pages, "as many as in the files"
    for path in files:
        text = text_of(path)
        in_a = any(name in path.name for name in ("Yamamoto", "Sato", "Takahashi"))
        assert (TALK in text) == in_a, path.name
        assert (MAXIV in text) != in_a, path.name
    dialog.reject()
    assert not said.errors


def test_from_the_list_of_releases_papers_open_in_that_version(
    desk: Desk, ground: Ground, said: Recorded
) -> None:
    for note in ("First", "Second"):
        ground.planner.releases.release(ground.visit, note)
    desk.page.tabs.setCurrentWidget(desk.page.releases)
    desk.page.releases.papers_wanted.emit(1)
    first = desk.page.findChildren(PapersDialog)[-1]
    assert first.asked.release == 1
    desk.choose(first, "Lobby sign")
    first.reject()
    desk.page.releases.table.choose(0)
    desk.page.releases._show_papers()
    second = desk.page.findChildren(PapersDialog)[-1]
    assert (second.asked.release, second.asked.paper) == (2, "lobby-sign")
    second.reject()
    assert not said.errors


def test_she_hands_out_a_programme_in_english_and_japanese(
    desk: Desk, ground: Ground, said: Recorded, out: Path
) -> None:
    dialog = desk.open()
    desk.choose(dialog, "Official programme")
    desk.set(dialog, dialog.choices.whom, "All: Delegates")
    desk.set(dialog, dialog.choices.setting.language, "English")
    desk.set(dialog, dialog.choices.setting.second, "日本語")
    assert any("Japanese" in text or "“ja”" in text for text in dialog.checks.texts), (
        "titles that are not translated are said"
    )
    desk.click(dialog, dialog.foot.save)
    (path,) = out.iterdir()
    text = text_of(path)
    for words in ("Monday", "2027年5月10日", "日程表", TALK, MAXIV, "Page 2"):
        assert words in text, words
    read = pypdf.PdfReader(path)
    assert read.trailer["/Root"]["/Lang"] == "en"
    shown = dialog.pane.list.pages.rowCount()
    assert len(read.pages) == shown, "what she saw is what she saved"
    (record,) = ground.planner.keeper(Disclosure).of()
    assert (record.way, record.paper, record.profile) == (
        Way.FILE,
        "official-programme",
        "delegates",
    )
    dialog.reject()
    assert not said.errors

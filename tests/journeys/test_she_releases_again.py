"""She releases, hands out, changes three entries and releases again; she sees who must be told what."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.i18n import language
from planner.release_phrases import notice
from planner.services.exporting import Calendars, ExportRequest
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_ask import AskText


def release(page: VisitPage, note: str) -> None:
    """Press Release, type the note, accept."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AskText)
        editor = dialog.findChild(QPlainTextEdit)
        assert editor is not None
        editor.setPlainText(note)
        dialog.accept_button.click()

    QTimer.singleShot(0, fill)
    page.release()


def test_she_releases_again(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, out: Path
) -> None:
    planner = ground.planner
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)

    def settled() -> None:
        qtbot.waitUntil(lambda: not page.context.tasks.is_busy, timeout=10_000)

    release(page, "For all")
    planner.exporting.write(
        ExportRequest(visit_id=ground.visit, folder=out, release=1, calendars=(Calendars.PEOPLE,))
    )
    talk = planner.itineraries.item(ground.item("talk"))
    assert talk.start_local is not None
    planner.itineraries.move(
        talk.id, Slot(WallTime(talk.start_local.replace(minute=45), talk.start_zone))
    )
    planner.itineraries.edit(ground.item("lunch"), title="Long lunch")
    planner.itineraries.edit(ground.item("round"), internal_notes="Only for us")
    release(page, "After the call")
    settled()

    tab = page.releases
    rows = {tab.model.line(row).line.number: tab.model.line(row) for row in range(2)}
    assert rows[2].line.note == "After the call"
    assert (rows[1].holders, rows[2].holders) == (6, 0)
    held = {one.name: one for one in planner.releases.holders(ground.visit)}
    assert held["Yamamoto Kenji"].is_stale, "group A hears the talk"
    assert rows[1].stale == sum(one.is_stale for one in held.values())

    tab.table.choose(tab.model.row_of("1") or 0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    settled()
    tab.changes.choose(1, 2)
    settled()
    names = [tab.changes.readers.line(row).name for row in range(tab.changes.readers.rowCount())]
    tab.changes.table.choose(names.index("Yamamoto Kenji"))
    assert tab.changes.summary.text().startswith("Yamamoto Kenji: 2 of ")
    told = held["Yamamoto Kenji"].changes
    assert told is not None
    text = "\n".join(notice(told, 1, language("en")))
    assert "Long lunch" in text
    assert "Only for us" not in text
    assert "Round table" not in text
    assert not said.errors

    planner.history.undo()
    settled()
    assert [line.number for line in planner.releases.list(ground.visit)] == [1]

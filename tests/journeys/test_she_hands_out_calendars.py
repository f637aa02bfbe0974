"""She sends the first version to everybody; the files hold what each may see, and it is on record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from icalendar import Calendar
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile
from planner.ui.dialogs.send import SendDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_ask import AskText


def test_she_hands_out_calendars(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, out: Path
) -> None:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.export()
    dialog = page.findChild(SendDialog)
    assert dialog is not None
    dialog.draft.release.click()
    ask = dialog.findChild(AskText)
    assert ask is not None
    editor = ask.findChild(QPlainTextEdit)
    assert editor is not None
    editor.setPlainText("For all")
    ask.accept_button.click()
    qtbot.waitUntil(lambda: dialog.foot.save.isEnabled() and not dialog.is_draft, timeout=10_000)
    dialog.choices.presets.choose("delegates")
    dialog.foot.save.click()
    qtbot.waitUntil(lambda: dialog.done_page.files.count() > 0, timeout=10_000)

    files = {path.name: path.read_bytes() for path in out.rglob("*.ics")}
    assert len(files) == 5, "five people; nobody is there yet for the N.N."
    assert not said.errors
    tanaka = calendar_of(files, "Tanaka")
    yamamoto = calendar_of(files, "Yamamoto")
    assert "Talk on science policy" in " ".join(titles(yamamoto)), "group A"
    assert not any("Talk on science policy" in title for title in titles(tanaka)), "group B"
    assert any("Round table" in title for title in titles(tanaka))
    starts = [event.start for event in tanaka.events if "Round table" in str(event["SUMMARY"])]
    assert starts[0].replace(tzinfo=None) == dt.datetime.combine(MONDAY, dt.time(10))
    assert str(starts[0].tzinfo) == "Europe/Stockholm"
    for secret in (b"Mind the budget question", b"Internal debrief", b"Press photo"):
        assert all(secret not in content for content in files.values())

    records = ground.planner.keeper(Disclosure).of(visit_id=ground.visit)
    assert {record.file_name for record in records} == set(files)
    assert {record.profile for record in records} == {Profile.DELEGATES}
    names = {one.name for one in ground.planner.keeper(DisclosureSubject).of()}
    assert "Tanaka Haruto" in names
    dialog.reject()


def calendar_of(files: dict[str, bytes], name: str) -> Calendar:
    (content,) = [content for file, content in files.items() if name in file]
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def titles(calendar: Calendar) -> list[str]:
    return [str(event["SUMMARY"]) for event in calendar.events]

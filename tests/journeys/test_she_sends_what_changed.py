"""She sends version 1, changes three entries, sends version 2: those concerned get a mail an entry."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.ids import PersonId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.people import ContactKind, Person
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.ui.dialogs.send import SendDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_ask import AskText

A, B = {"yamamoto", "sato", "takahashi"}, {"tanaka", "suzuki"}


class Desk:
    """The dialog as a hand uses it; each step waits until it is done. Clicks are counted."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window, self.clicks = qtbot, window, 0
        assert isinstance(window.page, VisitPage)
        self.page = window.page

    def until(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what, timeout=20_000)

    def open(self) -> SendDialog:
        self.clicks += 1
        self.page.export()
        dialog = self.page.findChildren(SendDialog)[-1]
        self.until(lambda: dialog.is_draft or dialog.package is not None)
        return dialog

    def click(self, button: object) -> None:
        self.clicks += 1
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def release(self, dialog: SendDialog, note: str) -> None:
        self.click(dialog.draft.release if dialog.is_draft else dialog.choices.release)
        ask = dialog.findChildren(AskText)[-1]
        ask.editor.setPlainText(note)
        self.click(ask.accept_button)
        before = dialog.choices.number
        self.until(lambda: dialog.choices.number != before and dialog.package is not None)

    def send(self, dialog: SendDialog) -> list[Path]:
        self.click(dialog.foot.drafts)
        self.clicks += 1  # the folder is accepted
        self.until(lambda: dialog.pages.currentWidget() is dialog.done_page)
        names = [dialog.done_page.files.item(row) for row in range(dialog.done_page.files.count())]
        folder = Path(dialog.done_page.where.text().removeprefix("In "))
        self.click(dialog.foot.close_button)
        return [folder / one.text() for one in names]


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, ground: Ground) -> Desk:
    planner = ground.planner
    planner.settings.chosen["email"] = "visits@example.dk"
    planner.contacts.set_points(
        PersonId(ground.known["host"]), ContactKind.EMAIL, ["siobhan@ess.example.se"]
    )
    ground.known["next host"] = planner.contacts.add(
        Person(id=PersonId(new_id()), family_name="Lindqvist", given_name="Maja"),
        emails=["maja@maxiv.example.se"],
    )
    window.show_record("visit", ground.visit)
    QApplication.processEvents()
    return Desk(qtbot, window)


def read(paths: list[Path]) -> list[tuple[str, str, str]]:
    """To whom, the method, and the entry of each mail with a change; all others are "papers"."""
    found = []
    for path in paths:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        address = str(message["To"] or "").partition("<")[2].strip(">")
        parts = [
            part
            for part in message.walk()
            if part.get_content_type() == "text/calendar" and part.get_param("method")
        ]
        if not parts:
            found.append((address, "papers", ""))
            continue
        (part,) = parts
        (event,) = Calendar.from_ical(part.get_payload(decode=True)).events
        assert str(event["ATTENDEE"]).removeprefix("mailto:") == address
        found.append((address, str(part.get_param("method")), str(event["SUMMARY"])))
    return found


def test_she_sends_what_changed_to_those_concerned(
    desk: Desk, ground: Ground, said: Recorded
) -> None:
    planner = ground.planner
    dialog = desk.open()
    desk.release(dialog, "For all")
    first = read(desk.send(dialog))
    assert {method for _to, method, _title in first} == {"papers"}

    talk = planner.itineraries.item(ground.item("talk"))
    assert talk.start_local is not None
    planner.itineraries.move(
        talk.id, Slot(WallTime(talk.start_local.replace(minute=45), talk.start_zone))
    )
    planner.itineraries.edit(ground.item("maxiv"), status=ItemStatus.CANCELLED)
    planner.itineraries.set_hosts(
        ground.item("round"), people=[PersonId(ground.known["next host"])]
    )

    desk.clicks = 0
    dialog = desk.open()
    assert "The draft has moved on" in dialog.choices.ahead.text()
    desk.release(dialog, "After the call")
    rows = {row.recipient.name: row for row in dialog.people.rows}
    assert rows["Yamamoto Kenji"].changed == "2 of 8", "the talk and the host of the round table"
    assert rows["Tanaka Haruto"].changed == "2 of 8", "MAX IV and the host of the round table"
    assert not rows["Niels Bohr Institute"].ticked
    assert rows["Niels Bohr Institute"].changed == "nothing new"
    second = desk.send(dialog)
    assert desk.clicks <= 6, "open, release, its note, drafts, the folder; then close"

    changes = sorted(one for one in read(second) if one[1] != "papers")
    mext = "{given}.{family}@mext.example.jp"
    given = {"yamamoto": "kenji", "tanaka": "haruto", "sato": "yui", "suzuki": "aoi"}
    given["takahashi"] = "ren"

    def address(family: str) -> str:
        return mext.format(given=given[family], family=family)

    expected = [(address(one), "REQUEST", "Round table on neutron instruments") for one in A | B]
    expected += [(address(one), "REQUEST", "Talk on science policy") for one in A]
    expected += [(address(one), "CANCEL", "MAX IV: NanoMAX beamline") for one in B]
    expected += [("siobhan@ess.example.se", "CANCEL", "Round table on neutron instruments")]
    assert [(to, method) for to, method, _title in changes] == sorted(
        (to, method) for to, method, _title in expected
    )
    for to, method, title in expected:
        assert any((one[0], one[1]) == (to, method) and title in one[2] for one in changes), (
            to,
            method,
            title,
        )
    assert ("maja@maxiv.example.se", "papers", "") in read(second), "her calendar, the first time"
    assert not said.errors

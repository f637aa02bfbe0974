"""A calendar arrives: dropped on the board, looked through, its events stand there; again, and nothing is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interchange.test_calendar_events import calendar, event
from journeys.ground import Ground
from journeys.test_a_delegate_list_arrives import drop, wait
from planner.domain.ids import event_item_id
from planner.ui.dialogs.import_review import ImportReview
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.label import Label

BRIEFING = event(
    "SUMMARY:Briefing at the embassy",
    "DTSTART;TZID=W. Europe Standard Time:20270512T090000",
    "DTEND;TZID=W. Europe Standard Time:20270512T100000",
    "LOCATION:Niels Bohr Institute",
    "ORGANIZER;CN=Lene Holm:mailto:lene@ufm.example",
    uid="briefing",
)
COFFEE = event(
    "SUMMARY:Morning coffee",
    "DTSTART;TZID=Europe/Stockholm:20270510T080000",
    "DTEND;TZID=Europe/Stockholm:20270510T083000",
    "RRULE:FREQ=DAILY;COUNT=2",
    uid="coffee",
)


def test_a_calendar_arrives(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.activate()
    people, before = ground.planner.contacts.count(), titles(ground)
    shown = len(on_board(page))
    path = calendar(tmp_path, BRIEFING, COFFEE)
    seen: list[list[str]] = []

    def look_through(dialog: ImportReview) -> None:
        wait(qtbot, dialog, dialog.choice_page)
        dialog.choice_page.chosen.emit("events")
        wait(qtbot, dialog, dialog.events_page)
        model = dialog.events_page.model
        seen.extend(
            [model.index(row, column).data() for column in range(4)]
            for row in range(model.rowCount())
        )
        assert titles(ground) == before, "nothing is written before the last step"
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)
        dialog.done_page.open_wanted.emit()

    drop_and_look(window, path, look_through)

    assert seen == [
        ["Morning coffee", "Mon 10 May 08:00–08:30", "", "New"],
        ["Morning coffee", "Tue 11 May 08:00–08:30", "", "New"],
        ["Briefing at the embassy", "Wed 12 May 09:00–10:00 (Europe/Copenhagen)",
         "Niels Bohr Institute", "New"],
    ]  # fmt: skip
    assert titles(ground) - before == {"Briefing at the embassy", "Morning coffee"}
    assert ground.planner.contacts.count() == people
    assert said.toasts[-1][0] == "3 entries were imported"
    assert window.undo_text.endswith("Import 3 entries")
    assert event_item_id(ground.visit, "briefing") in on_board(page)
    assert len(on_board(page)) == shown + 3

    def look_again(dialog: ImportReview) -> None:
        """The calendar names somebody, so it asks again; all of its events are known."""
        wait(qtbot, dialog, dialog.choice_page)
        dialog.choice_page.chosen.emit("events")
        wait(qtbot, dialog, dialog.events_page)
        assert dialog.events_page.counts.text() == "3 unchanged"
        assert not dialog.go.isEnabled()

    drop_and_look(window, path, look_again)
    assert len(on_board(page)) == shown + 3, "the same calendar again adds nothing"
    assert window.undo_text.endswith("Import 3 entries")

    window.registry.run("edit.undo")
    assert titles(ground) == before
    assert event_item_id(ground.visit, "briefing") not in on_board(page)
    assert not said.errors


def test_which_city_is_meant_is_asked_once_for_each_zone_that_nobody_knows(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    """Rows E14 and E15: the events wait until it is said; a place that is none is said below."""
    window.show_record("visit", ground.visit)
    odd = [
        event(
            "SUMMARY:Call", "DTSTART;TZID=Mars/Olympus:20270511T090000", "DURATION:PT1H", uid="a"
        ),
        event(
            "SUMMARY:Talk", "DTSTART;TZID=Mars/Olympus:20270511T140000", "DURATION:PT1H", uid="b"
        ),
        event("SUMMARY:Walk", "DTSTART;TZID=GMT+0200:20270512T140000", "DURATION:PT1H", uid="c"),
    ]
    path = calendar(tmp_path, COFFEE, *odd)

    def look_through(dialog: ImportReview) -> None:
        page = dialog.events_page
        wait(qtbot, dialog, page)
        assert {name: one.label.text() for name, one in page.zones.lines.items()} == {
            "Mars/Olympus": "Which city’s time is “Mars/Olympus”? (2 events)",
            "GMT+0200": "Which city’s time is “GMT+0200”? (1 event)",
        }
        assert dialog.go.text() == "Import 2 events"  # two days of the coffee
        assert page.model.index(2, 1).data() == "Tue 11 May 09:00–10:00 (Mars/Olympus)"

        line = page.zones.lines["Mars/Olympus"]
        line.city.setText("Atlantis")
        line.city.editingFinished.emit()
        assert line.error.text().startswith("“Atlantis” is not a time zone.")
        line.city.setText("tokyo")
        line.city.editingFinished.emit()
        qtbot.waitUntil(lambda: dialog.go.isEnabled() and "4" in dialog.go.text())
        assert line.city.text() == "Asia/Tokyo"
        assert line.error.isHidden()
        assert page.model.index(2, 1).data() == "Tue 11 May 09:00–10:00 (Asia/Tokyo)"
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)

    drop_and_look(window, path, look_through)

    plan = ground.planner.visits.plan(ground.visit)
    zones = {one.title: one.start_zone for one in plan.items}
    assert (zones["Call"], zones["Talk"]) == ("Asia/Tokyo", "Asia/Tokyo")
    assert "Walk" not in zones
    assert not said.errors


def drop_and_look(window: MainWindow, path: Path, look: Callable[[ImportReview], None]) -> None:
    """Drop a file on the window and ``look`` at the dialog, which is closed whatever becomes of it."""

    def in_front() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportReview)
        try:
            look(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, in_front)
    drop(window, path)


def test_the_board_lets_a_file_through_to_the_window(
    window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(calendar(tmp_path, COFFEE)))])
    entering = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering.ignore()

    QApplication.sendEvent(page.itinerary.board.board.viewport(), entering)

    assert entering.isAccepted()


def test_events_and_then_the_people_of_one_calendar(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    people, before = ground.planner.contacts.count(), titles(ground)

    def look_through(dialog: ImportReview) -> None:
        wait(qtbot, dialog, dialog.choice_page)
        dialog.choice_page.chosen.emit("both")
        wait(qtbot, dialog, dialog.events_page)
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)
        assert dialog.go.text() == "Next: people"
        dialog.go.click()
        wait(qtbot, dialog, dialog.rows_page)
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)
        assert dialog.go.text() == "Close"
        dialog.accept()

    drop_and_look(window, calendar(tmp_path, BRIEFING), look_through)

    assert titles(ground) - before == {"Briefing at the embassy"}
    assert ground.planner.contacts.count() == people + 1
    assert [text for text, _undo in said.toasts[-2:]] == [
        "1 entry was imported",
        "1 person was imported",
    ]


def test_who_goes_back_to_the_question_is_asked_for_people_only_once(
    qtbot: QtBot, window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    shown: list[str] = []

    def look(dialog: ImportReview) -> None:
        wait(qtbot, dialog, dialog.choice_page)
        dialog.choice_page.chosen.emit("both")
        wait(qtbot, dialog, dialog.events_page)
        dialog.back.click()
        wait(qtbot, dialog, dialog.choice_page)
        dialog.choice_page.chosen.emit("people")
        wait(qtbot, dialog, dialog.rows_page)
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)
        shown.append(dialog.go.text())

    drop_and_look(window, calendar(tmp_path, BRIEFING), look)

    assert shown == ["Close"]


def test_another_use_of_descriptions_is_shown_at_once_and_the_file_says_what_it_lacks(
    qtbot: QtBot, window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    said: list[str] = []

    def look(dialog: ImportReview) -> None:
        wait(qtbot, dialog, dialog.events_page)
        page = dialog.events_page
        said.append(page.notices.text())
        said.append(page.panel.says.text().splitlines()[-1])
        page.text_use.setCurrentIndex(1)
        page.text_use.activated.emit(1)
        qtbot.waitUntil(lambda: "Public" in page.panel.says.text(), timeout=30_000)
        said.append(page.panel.says.text().splitlines()[-1])
        assert dialog.go.isEnabled()
        dialog.go.click()
        wait(qtbot, dialog, dialog.done_page)

    talk = event("SUMMARY:Talk", "DTSTART:20270511T080000Z", "DESCRIPTION:On neutrons", uid="talk")
    path = calendar(tmp_path, talk, event("SUMMARY:No time", uid="bad"))
    drop_and_look(window, path, look)

    assert said == [
        "Events that could not be understood (1) were left out."
        " What was left out begins in these lines of the file: 10.",
        "Internal note: On neutrons",
        "Public text: On neutrons",
    ]
    plan = ground.planner.visits.plan(ground.visit)
    assert [one.public_text for one in plan.items if one.title == "Talk"] == ["On neutrons"]


def test_no_question_is_asked_where_a_calendar_has_events_alone(
    qtbot: QtBot, window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    window.show_record("visit", ground.visit)
    shown: list[str] = []

    def look(dialog: ImportReview) -> None:
        dialog.pages.currentChanged.connect(
            lambda _at: shown.append(type(dialog.pages.currentWidget()).__name__)
        )
        wait(qtbot, dialog, dialog.events_page)
        shown.append(str(dialog.back.isVisible()))

    drop_and_look(window, calendar(tmp_path, COFFEE), look)

    assert shown == ["EventsPage", "False"]


def test_without_a_visit_only_the_people_can_come(
    qtbot: QtBot, window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    window.go("contacts")
    said: list[str] = []

    def look(dialog: ImportReview) -> None:
        qtbot.waitUntil(lambda: dialog.waiting.currentIndex() == 1, timeout=30_000)
        said.extend(label.text() for label in dialog.waiting.refused.findChildren(Label))

    drop_and_look(window, calendar(tmp_path, COFFEE), look)

    assert said == ["“some.ics” names nobody. Open a visit first to take in its events."]


def titles(ground: Ground) -> set[str]:
    return {item.title for item in ground.planner.visits.plan(ground.visit).items}


def on_board(page: VisitPage) -> set[str]:
    """The entries that the board shows, by id."""
    return {key for _day, key in page.itinerary.board.board.scene.order}

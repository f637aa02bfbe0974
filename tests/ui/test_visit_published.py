"""Published calendars in the tab of releases, on a real library, folder and server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from calendar_server import PASSWORD, USER, office
from journeys.ground import Files, Ground, ground_in
from planner.domain.handouts import PlaceKind, Publication
from planner.domain.ids import RecordId, new_id
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.publication import PublicationDialog
from planner.ui.dialogs.publish import PublishDialog
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    ground.planner.releases.release(ground.visit)
    yield ground
    ground.planner.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture
def page(qtbot: QtBot, ground: Ground, folder: Path) -> Iterator[VisitPage]:
    bridge, messages = Bridge(ground.planner), Recorded()
    context = Context(
        ground.planner,
        bridge,
        messages,
        Tasks(messages),
        Selection(),
        Theme("light"),
        Files(folder=folder),
    )
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    bridge.changed.connect(page.refresh)
    page.refresh()
    page.resize(960, 540)
    page.show()
    page.tabs.setCurrentWidget(page.releases)
    yield page
    context.tasks.close()
    bridge.close()


def with_dialog(kind: type[QDialog], act: Callable[[QDialog], None], qtbot: QtBot) -> None:
    """Do this as soon as such a dialog is open; what it raises is raised in the test."""
    from PySide6.QtCore import QTimer

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            act(found)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def states(page: VisitPage) -> list[tuple[str, str]]:
    model = page.releases.published.model
    return [
        (str(model.index(row, 3).data()), str(model.index(row, 5).data()))
        for row in range(model.rowCount())
    ]


def test_a_folder_is_added_published_to_and_goes_stale(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path
) -> None:
    published = page.releases.published

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PublicationDialog)
        dialog.choose.click()
        dialog.keep.click()

    with_dialog(PublicationDialog, fill, qtbot)
    published.add.click()
    assert states(page) == [("–", "Not yet")]

    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, PublishDialog)
        qtbot.waitUntil(dialog.go.isEnabled)
        assert "1 new file" in dialog.what.text()
        assert list(folder.iterdir()) == []
        dialog.go.click()

    with_dialog(PublishDialog, go, qtbot)
    published.go.click()
    assert len(list(folder.iterdir())) == 1
    qtbot.waitUntil(lambda: states(page) == [("1", "Up to date")])

    ground.planner.releases.release(ground.visit)
    qtbot.waitUntil(lambda: states(page) == [("1", "Stale")])


def test_nothing_is_overwritten_that_is_not_ticked(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path
) -> None:
    place = ground.planner.publishing.add(
        Publication(id=RecordId(new_id()), visit_id=ground.visit, target=str(folder))
    )
    ground.planner.publishing.publish(ground.planner.publishing.look(place.id))
    (file,) = folder.iterdir()
    file.write_bytes(b"theirs")

    dialog = PublishDialog(page.context, place)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    assert dialog.clashes.count() == 1
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    assert file.read_bytes() == b"theirs"

    again = PublishDialog(page.context, place)
    qtbot.addWidget(again)
    qtbot.waitUntil(again.go.isEnabled)
    again.clashes.item(0).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(again.accepted):
        again.go.click()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_password_is_asked_for_when_the_server_wants_one(
    qtbot: QtBot, page: VisitPage, ground: Ground, tmp_path: Path
) -> None:
    with office(tmp_path / "radicale") as server:
        place = ground.planner.publishing.add(
            Publication(
                id=RecordId(new_id()),
                visit_id=ground.visit,
                kind=PlaceKind.SERVER,
                target=server.address,
                user_name=USER,
            )
        )
        dialog = PublishDialog(page.context, place)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.password.isVisible)
        assert not dialog.go.isEnabled()
        dialog.password.setText(PASSWORD)
        dialog.sign_in.click()
        qtbot.waitUntil(dialog.go.isEnabled)
        assert dialog.password.text() == ""
        with qtbot.waitSignal(dialog.accepted, timeout=10_000):
            dialog.go.click()
        assert server.titles()


def test_what_cannot_be_a_place_is_said_in_the_dialog(
    qtbot: QtBot, page: VisitPage, ground: Ground
) -> None:
    dialog = PublicationDialog(page.context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.kind.setCurrentIndex(dialog.kind.findData(PlaceKind.SERVER.value))
    assert dialog.user.isVisible()
    assert not dialog.choose.isVisible()
    dialog.target.setText("http://calendar.example.org/visit/")

    dialog.keep.click()

    assert "https://" in dialog.error.text()
    assert dialog.isVisible()
    assert ground.planner.publishing.places(ground.visit) == []


def test_own_calendars_are_for_those_who_are_ticked(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path
) -> None:
    dialog = PublicationDialog(page.context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose.click()
    dialog.whole.setCurrentIndex(1)
    assert not dialog.profile.isVisible()
    dialog.keep.click()
    assert dialog.error.isVisible()

    dialog.people.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.keep.click()

    (line,) = ground.planner.publishing.places(ground.visit)
    assert line.who == dialog.people.item(0).text()
    assert line.publication.target == str(folder)


def test_leaving_the_dialog_while_it_looks_is_no_error(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path
) -> None:
    place = ground.planner.publishing.add(
        Publication(id=RecordId(new_id()), visit_id=ground.visit, target=str(folder))
    )
    dialog = PublishDialog(page.context, place)
    dialog.reject()
    dialog.deleteLater()

    qtbot.waitUntil(lambda: not page.context.tasks.is_busy)
    assert list(folder.iterdir()) == []


def test_the_command_leads_to_the_places(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path
) -> None:
    page.tabs.setCurrentIndex(0)
    (command,) = (one for one in page.commands() if one.id == "visit.publish")
    command.run()
    assert page.tabs.currentWidget() is page.releases
    assert page.releases.published.add.hasFocus() or not page.isActiveWindow()

    ground.planner.publishing.add(
        Publication(id=RecordId(new_id()), visit_id=ground.visit, target=str(folder))
    )
    qtbot.waitUntil(lambda: page.releases.published.table.isVisible())
    assert page.releases.published.table.current_key


def test_a_place_goes_with_what_is_there(
    qtbot: QtBot, page: VisitPage, ground: Ground, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.ui.pages import visit_published

    place = ground.planner.publishing.add(
        Publication(id=RecordId(new_id()), visit_id=ground.visit, target=str(folder))
    )
    ground.planner.publishing.publish(ground.planner.publishing.look(place.id))
    qtbot.waitUntil(lambda: states(page) == [("1", "Up to date")])
    monkeypatch.setattr(visit_published, "ask", lambda *_told: True)

    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, PublishDialog)
        qtbot.waitUntil(dialog.go.isEnabled)
        assert dialog.what.text() == "1 to be taken away"
        dialog.go.click()

    with_dialog(PublishDialog, go, qtbot)
    page.releases.published.drop.click()
    qtbot.waitUntil(lambda: states(page) == [("–", "Not yet")])
    assert list(folder.iterdir()) == []

    page.releases.published.drop.click()
    qtbot.waitUntil(lambda: states(page) == [])

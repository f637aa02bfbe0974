"""A person in the inspector: the photo, and what happened over the years."""

from __future__ import annotations

import base64
import datetime as dt
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from factories import person, visit
from planner.domain.ids import PersonId
from planner.domain.people import Photo
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.ui import photos
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.person_form import PersonForm


def jpeg(size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def sato(planner: Planner) -> PersonId:
    return planner.contacts.add(person(), organisation="Ministry", title="Director")


@pytest.fixture
def page(window: MainWindow, sato: PersonId) -> ContactsPage:
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    page.table.choose(0)
    return page


@pytest.fixture
def form(page: ContactsPage) -> PersonForm:
    form = page.inspector()
    assert isinstance(form, PersonForm)
    return form


def test_a_chosen_file_becomes_the_photo(
    form: PersonForm,
    planner: Planner,
    sato: PersonId,
    tmp_path: Path,
    qtbot: QtBot,
    files,  # type: ignore[no-untyped-def]
) -> None:
    path = tmp_path / "me.jpg"
    path.write_bytes(jpeg())
    files.paths = [path]
    assert not form.photo.has_picture

    qtbot.mouseClick(form.photo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: planner.photos.of(sato) is not None)
    qtbot.waitUntil(lambda: form.photo.has_picture)
    assert form.photo.accessibleName() == "Photo"


def test_a_dropped_file_becomes_the_photo_and_an_svg_is_refused(
    form: PersonForm,
    planner: Planner,
    sato: PersonId,
    tmp_path: Path,
    qtbot: QtBot,
    said: Recorded,
) -> None:
    for name, content in (("me.svg", b"<svg onload='x()'/>"), ("me.png", jpeg())):
        path = tmp_path / name
        path.write_bytes(content)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        form.photo.dropEvent(
            QDropEvent(
                QPointF(QPoint(5, 5)),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        if name == "me.svg":
            qtbot.waitUntil(lambda: len(said.errors) == 1)
            assert "no photo" in str(said.errors[0])
            assert planner.photos.of(sato) is None
    qtbot.waitUntil(lambda: planner.photos.of(sato) is not None)


def test_a_picture_is_pasted_and_removed_with_the_keyboard(
    form: PersonForm, planner: Planner, sato: PersonId, qtbot: QtBot, said: Recorded
) -> None:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(form.photo, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: form.photo.has_picture)
    kept = planner.photos.of(sato)
    assert kept is not None
    assert (kept.width, kept.height) == (512, 341)

    qtbot.keyClick(form.photo, Qt.Key.Key_Delete)
    assert planner.photos.of(sato) is None
    assert planner.contacts.people.find(sato) is not None
    assert not form.photo.has_picture
    _text, undo = said.toasts[-1]
    assert undo is not None
    undo()
    assert form.photo.has_picture


def test_the_photo_goes_to_who_was_shown_when_it_was_given(
    form: PersonForm, page: ContactsPage, planner: Planner, sato: PersonId, qtbot: QtBot
) -> None:
    other = planner.contacts.add(person("Zander", ""))
    form.take_photo(jpeg())
    page.table.choose(1)
    assert form.key == other
    qtbot.waitUntil(lambda: planner.photos.of(sato) is not None)
    assert planner.photos.of(other) is None
    assert not form.photo.has_picture


def test_the_list_reads_photos_only_while_their_column_is_shown(
    page: ContactsPage, planner: Planner, sato: PersonId
) -> None:
    planner.photos.put(sato, planner.photos.read(jpeg()))
    assert page.model.line(0).photo == ""

    page.chosen.toggle("photo")
    assert page.model.line(0).photo
    column = page.chosen.keys.index("photo")
    drawn = page.model.index(0, column).data(Qt.ItemDataRole.DecorationRole)
    assert (drawn.width(), drawn.height()) == (photos.THUMBNAIL, photos.THUMBNAIL)


@pytest.mark.qt_log_ignore("marker", extend=True)
@pytest.mark.parametrize(
    "content", [b"<svg/>", b"\xff\xd8\xff broken", jpeg((2000, 2000)), b"GIF89a"]
)
def test_what_another_program_put_into_the_library_is_not_drawn(content: bytes) -> None:
    assert photos.decoded(base64.b64encode(content).decode()) is None
    assert photos.decoded("no base64!") is None


def test_the_history_shows_posts_and_visits_and_opens_them(
    page: ContactsPage,
    form: PersonForm,
    planner: Planner,
    sato: PersonId,
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    one = planner.keeper(Visit).add(visit(title="Lund", first_day=dt.date(2024, 5, 10)))
    planner.delegations.add_person(one.id, sato, role="Head")
    planner.contacts.set_post(sato, "Agency", "Director General")

    def buttons() -> dict[str, QPushButton]:
        found = form.history.findChildren(QPushButton)
        return {one.accessibleName(): one for one in found if not one.isHidden()}

    qtbot.waitUntil(lambda: list(buttons()) == ["Lund", "Director General, Agency"])
    details = [label.text() for label in form.history.findChildren(type(form._heading))]
    assert "10 May 2024 · Head · Director, Ministry" in details

    qtbot.mouseClick(buttons()["Lund"], Qt.MouseButton.LeftButton)
    assert window.navigation is not None
    assert window.navigation.name == f"visit:{one.id}"


def test_a_new_person_has_neither_photo_nor_history(
    page: ContactsPage, form: PersonForm, planner: Planner, sato: PersonId
) -> None:
    planner.photos.put(sato, planner.photos.read(jpeg()))
    page.new()
    assert form.photo.isHidden()
    form.take_photo(jpeg())
    assert len(planner.keeper(Photo).of()) == 1

"""How a person is addressed, in the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from factories import person
from planner.domain.ids import PersonId
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.person_form import PersonForm


@pytest.fixture
def tanaka(planner: Planner) -> PersonId:
    one = person(
        "Tanaka",
        "Haruto",
        country="JP",
        native_name="田中 陽斗",
        languages=("ja", "en"),
        prefix="Dr.",
    )
    return planner.contacts.add(one)


@pytest.fixture
def form(window: MainWindow, tanaka: PersonId) -> PersonForm:
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    page.show_record("person", tanaka)
    form = page.inspector()
    assert isinstance(form, PersonForm)
    return form


def texts(form: PersonForm) -> list[str]:
    return [line.text() for line in form.address.lines.lines]


def test_the_forms_are_in_the_first_language_of_the_person(form: PersonForm) -> None:
    assert texts(form) == [
        "田中 陽斗 様",
        "田中 陽斗",
        "田中 陽斗",
        "田中 陽斗",
        "田中 陽斗 / TANAKA Haruto",
    ]
    form.address.language.set_value("en")
    form.address.language.committed.emit("en")
    assert texts(form) == [
        "Dear Dr Tanaka,",
        "Dr. Tanaka Haruto",
        "Dr. TANAKA Haruto",
        "Tanaka, Haruto",
        "Dr. TANAKA / Haruto",
    ]


def test_a_line_is_copied(form: PersonForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.address.lines.buttons[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "田中 陽斗 様"


def test_the_form_that_was_confirmed_wins_and_says_when(
    form: PersonForm, planner: Planner, tanaka: PersonId
) -> None:
    assert form.address.confirmed.text().startswith("Not confirmed")
    field = form.fields["salutation"]
    field.editor.setText("Dear Professor Tanaka")  # type: ignore[attr-defined]
    field.commit()
    form.address.confirm.click()

    now = planner.contacts.card(tanaka).person
    assert (now.address_confirmed_by, now.address_confirmed_on) == ("Eva", planner.today())
    assert texts(form)[0] == "Dear Professor Tanaka,"
    assert "Eva" in form.address.confirmed.text()
    planner.history.undo()
    assert form.address.confirmed.text().startswith("Not confirmed")


def test_languages_are_typed_as_tags(form: PersonForm, planner: Planner, tanaka: PersonId) -> None:
    field = form.fields["languages"]
    assert field.value() == "ja, en"
    field.editor.setText("de; en-GB")  # type: ignore[attr-defined]
    field.commit()
    assert planner.contacts.card(tanaka).person.languages == ("de", "en-GB")
    field.editor.setText("German!")  # type: ignore[attr-defined]
    field.commit()
    assert "language tag" in field.error
    assert planner.contacts.card(tanaka).person.languages == ("de", "en-GB")


def test_a_new_person_keeps_the_languages_typed(form: PersonForm, planner: Planner) -> None:
    form.show_new()
    assert form.address.isHidden()
    form.fields["languages"].editor.setText("da")  # type: ignore[attr-defined]
    form.fields["family_name"].editor.setText("Holm")  # type: ignore[attr-defined]
    form.commit()
    assert planner.contacts.card(PersonId(form.key)).person.languages == ("da",)

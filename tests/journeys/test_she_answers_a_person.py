"""A guest asks what is held about her, gets it, and asks to be forgotten: the coordinator does both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factories import visit
from journeys.test_she_merges_duplicates import Open, in_dialog, show
from planner.domain.data_rights import RequestKind
from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.services.planner import Planner
from planner.ui.dialogs.data_requests import DataRequestsDialog
from planner.ui.dialogs.erase_person import EraseDialog
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.person_form import PersonForm

__all__ = ["show"]


@pytest.fixture
def guest(planner: Planner) -> PersonId:
    who = Person(id=PersonId(new_id()), family_name="Sato", given_name="Hanako")
    with planner._core.work("Add {name}", {"name": "Hanako Sato"}) as work:
        work.add_all([who, visit(notes="Dinner with Hanako Sato")])
    return who.id


def closing(act: Callable[[Any], object]) -> Callable[[Any], None]:
    """The dialog goes also where what is tried in it fails."""

    def closed(dialog: Any) -> None:
        try:
            act(dialog)
        finally:
            dialog.reject()

    return closed


def test_she_answers_a_request_and_erases_the_person(
    planner: Planner,
    guest: PersonId,
    show: Open,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window, said = show(planner)
    window.show_record("person", guest)
    page = window.page
    assert isinstance(page, ContactsPage)
    form = window.findChild(PersonForm)
    assert form is not None
    assert form.rights.isVisibleTo(form)

    def answer(dialog: DataRequestsDialog) -> None:
        dialog.take_down()
        assert dialog.current is not None
        assert dialog.current.kind is RequestKind.ACCESS
        with qtbot.waitSignal(dialog.written, timeout=10_000):
            dialog.write_answer()
        assert dialog.current.answered_on is None
        qtbot.mouseClick(dialog.sent, Qt.MouseButton.LeftButton)
        assert dialog.current.answered_on == planner.today()

    in_dialog(DataRequestsDialog, closing(answer))
    form.rights.menu().actions()[0].trigger()
    (data,) = tmp_path.glob("*_access_*.json")
    assert json.loads(data.read_text(encoding="utf-8"))["access_answer"]["name"] == "Hanako Sato"
    assert len(list(tmp_path.glob("*_access_*.pdf"))) == 1

    def erase(dialog: EraseDialog) -> None:
        qtbot.waitUntil(lambda: dialog.texts.count() > 0)
        assert not dialog.erase_button.isEnabled()
        qtbot.keyClicks(dialog.typed, "Hanako")
        assert not dialog.erase_button.isEnabled()
        qtbot.keyClicks(dialog.typed, " Sato")
        qtbot.mouseClick(dialog.erase_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=10_000)
        assert dialog.certificate.isVisible()

    in_dialog(EraseDialog, closing(erase))
    form.erase_action.trigger()

    assert said.errors == []
    assert planner.contacts.count() == 0
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 0)
    assert planner.visits.page(0, 1)[0].title
    assert planner.history.page()[0].facts.get("name") != "Hanako Sato"
    assert planner.search("Hanako") == []


def test_a_text_that_is_not_ticked_keeps_the_name(
    planner: Planner,
    guest: PersonId,
    show: Open,
    qtbot: QtBot,
) -> None:
    window, _said = show(planner)
    window.show_record("person", guest)
    page = window.page
    assert isinstance(page, ContactsPage)

    def erase(dialog: EraseDialog) -> None:
        qtbot.waitUntil(lambda: dialog.texts.count() > 0)
        dialog.texts.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.typed.setText("Hanako Sato")
        dialog.erase()
        qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=10_000)

    in_dialog(EraseDialog, closing(erase))
    page.verbs.erase_person()
    rows = planner._core.library.rows("SELECT notes FROM visit")
    assert rows == [("Dinner with Hanako Sato",)]

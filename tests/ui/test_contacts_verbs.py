"""Several people at once, on the real window: change, add to a visit, copy, drag out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag, QGuiApplication
from pytestqt.qtbot import QtBot

from factories import visit
from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.domain.people_change import Field
from planner.domain.people_list import PeopleFilters
from planner.domain.privacy import Disclosure
from planner.domain.several_change import Act
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.ui.dialogs import change_several
from planner.ui.dialogs.add_to_visit import AddToVisitDialog
from planner.ui.dialogs.several_people import SeveralPeopleDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages import people_verbs
from planner.ui.pages.contacts import ContactsPage
from planner.ui.people_out import URLS


@pytest.fixture
def page(window: MainWindow, planner: Planner) -> ContactsPage:
    for family, country, note in (
        ("Abe", "JP", "=HYPERLINK(1)"),
        ("Baba", "JP", "two\nlines"),
        ("Dahl", "DK", "a <b> & c"),
    ):
        planner.contacts.add(
            Person(id=PersonId(new_id()), family_name=family, country=country, notes=note),
            emails=[f"{family.lower()}@example.org"],
            phones=["+45 33 92 97 00"],
            organisation="Ministry of Education",
            title="Director",
        )
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    return page


def choose_all(page: ContactsPage) -> list[str]:
    page.table.selectAll()
    return page.table.selected_keys()


def run_with(monkeypatch: pytest.MonkeyPatch, dialog: type, act: object) -> None:
    """The dialog is answered by ``act(dialog)`` instead of by a person."""

    def answered(one) -> object:  # type: ignore[no-untyped-def]
        act(one)  # type: ignore[operator]
        return one.result()

    monkeypatch.setattr(dialog, "exec", answered)


def test_f2_on_several_changes_all_of_them_and_undo_is_one(
    page: ContactsPage,
    planner: Planner,
    window: MainWindow,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = choose_all(page)

    def answer(dialog: SeveralPeopleDialog) -> None:
        assert not dialog.apply.isEnabled()  # nothing typed yet
        dialog.which.set_value(Field.LANGUAGES)
        dialog._field_chosen()
        dialog.editors[Field.LANGUAGES].editor.setText("ja, en")  # type: ignore[attr-defined]
        dialog.look()
        assert dialog.said.text() == "3 of 3 people change."
        assert dialog.rows.topLevelItem(0).text(2) == "ja, en"
        dialog.accept()

    run_with(monkeypatch, SeveralPeopleDialog, answer)
    window.registry.run("item.edit")

    assert [planner.contacts.people.get(key).languages for key in keys] == [("ja", "en")] * 3
    text, undo = said.toasts[-1]
    assert text == "3 people were changed"
    assert undo is not None
    undo()
    assert [planner.contacts.people.get(key).languages for key in keys] == [()] * 3


def test_what_cannot_be_is_said_in_the_dialog(page: ContactsPage, qtbot: QtBot) -> None:
    dialog = SeveralPeopleDialog(page.context, choose_all(page), page)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.which.set_value(Field.LANGUAGES)
    dialog._field_chosen()
    dialog.editors[Field.LANGUAGES].editor.setText("not a tag!")  # type: ignore[attr-defined]
    dialog.look()
    assert "no language tag" in dialog.said.text()
    assert not dialog.apply.isEnabled()

    dialog.act.set_value(Act.CLEAR)
    dialog._act_chosen()
    assert dialog.said.text() == "0 of 3 people change."
    assert not dialog.apply.isEnabled()


def test_each_field_shows_the_editor_that_fits(page: ContactsPage, qtbot: QtBot) -> None:
    dialog = SeveralPeopleDialog(page.context, choose_all(page), page)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    for field, editor in dialog.editors.items():
        dialog.which.set_value(field)
        dialog._field_chosen()
        assert [key for key, one in dialog.editors.items() if one.isVisible()] == [field]
        assert dialog.title.isVisible() == (field is Field.POST)
        dialog.act.set_value(Act.CLEAR)
        dialog._act_chosen()
        assert not editor.isVisible()
    dialog.which.set_value(Field.POST)
    dialog._field_chosen()
    dialog.act.set_value(Act.CLEAR)
    dialog._act_chosen()
    assert dialog.day.isVisible()
    assert dialog.said.text() == "3 of 3 people change."


def test_very_many_are_compared_and_changed_beside_the_window(
    page: ContactsPage, planner: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_several, "DIRECTLY", 2)
    keys = choose_all(page)
    dialog = SeveralPeopleDialog(page.context, keys, page)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.act.set_value(Act.CLEAR)
    dialog._act_chosen()
    qtbot.waitUntil(dialog.apply.isEnabled)
    assert dialog.said.text() == "3 of 3 people change."
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.done_count == 3)
    assert [planner.contacts.people.get(key).country for key in keys] == [""] * 3


def test_several_are_added_to_a_visit(
    page: ContactsPage, planner: Planner, said: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = planner.keeper(Visit).add(visit(title="Lund and Copenhagen"))
    keys = choose_all(page)
    planner.delegations.add_person(one.id, PersonId(keys[0]))
    page.table.selectAll()

    def answer(dialog: AddToVisitDialog) -> None:
        assert dialog.windowTitle() == "Add 3 people to"
        dialog.accept()

    run_with(monkeypatch, AddToVisitDialog, answer)
    page.context.commands.run("item.add_to_visit")
    assert len(planner.visits.plan(one.id).delegates) == 3
    text, undo = said.toasts[-1]
    assert text == "2 people were added to “Lund and Copenhagen”"
    page.context.commands.run("item.add_to_visit")
    assert "already" in said.toasts[-1][0]
    assert undo is not None
    undo()
    assert len(planner.visits.plan(one.id).delegates) == 1


def test_ctrl_c_copies_who_is_selected_as_text(
    page: ContactsPage, qtbot: QtBot, said: Recorded
) -> None:
    page.table.choose(0)
    page.table.select_rows([0, 1])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    text = QGuiApplication.clipboard().text()
    assert text.split("\n\n")[0].splitlines() == [
        "Abe",
        "Director",
        "Ministry of Education",
        "abe@example.org",
        "+45 33 92 97 00",
    ]
    assert "Baba" in text
    assert "Dahl" not in text
    assert said.toasts[-1][0] == "2 people copied"


def test_a_table_has_the_columns_of_the_list_and_runs_nothing(page: ContactsPage) -> None:
    page.chosen.choose(("name", "notes", "phone", "photo"))
    choose_all(page)
    page.context.commands.run("edit.copy_people_table")

    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines() == [
        "Name\tNotes\tPhone",
        "Abe\t'=HYPERLINK(1)\t+45 33 92 97 00",
        "Baba\ttwo lines\t+45 33 92 97 00",
        "Dahl\ta <b> & c\t+45 33 92 97 00",
    ]
    assert "<td>a &lt;b&gt; &amp; c</td>" in data.html()


def test_what_is_dragged_out_is_a_file_that_is_made_when_it_is_asked_for(
    page: ContactsPage, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_all(page)
    started: list[list[str]] = []

    def dropped(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        data = drag.mimeData()
        assert data.formats() == [URLS, "text/plain"]
        assert planner.keeper(Disclosure).of() == []
        (url,) = data.urls()
        path = Path(url.toLocalFile())
        started.append([path.name, path.read_text("utf-8")])
        assert path.stat().st_mode & 0o077 == 0
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", dropped)
    page.table.dragged.emit(Qt.DropAction.CopyAction)

    ((name, content),) = started
    assert name == "3 contacts.vcf"
    assert content.count("BEGIN:VCARD") == 3
    (disclosure,) = planner.keeper(Disclosure).of()
    assert disclosure.file_name == name


def test_a_drag_that_ends_nowhere_leaves_no_file_and_no_record(
    page: ContactsPage, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.table.choose(0)
    made: list[object] = []
    monkeypatch.setattr(people_verbs.Folder, "put", lambda *put: made.append(put))
    monkeypatch.setattr(QDrag, "exec", lambda *_drag: Qt.DropAction.IgnoreAction)
    page.table.dragged.emit(Qt.DropAction.CopyAction)
    assert made == []
    assert planner.keeper(Disclosure).of() == []


def test_the_file_goes_with_the_page(page: ContactsPage) -> None:
    page.table.choose(0)
    data = page.verbs.file_of(page.verbs.people)
    path = Path(data.urls()[0].toLocalFile())
    assert path.name == "Abe.vcf"
    assert data.text().startswith("Abe")
    page.verbs._folder.clear()
    assert not path.parent.exists()


def test_with_nobody_selected_nothing_is_offered(page: ContactsPage, window: MainWindow) -> None:
    page.narrow(PeopleFilters(countries=("SE",)))
    for key in ("item.edit_several", "item.add_to_visit", "edit.copy_people"):
        assert not window.registry.get(key).enabled()


def test_a_country_is_understood_while_it_is_typed(
    sample_window: MainWindow, sample: Planner, qtbot: QtBot
) -> None:
    context = sample_window.context
    assert context is not None
    people = [line.id for line in sample.contacts.page(0, 3)]
    dialog = SeveralPeopleDialog(context, people, sample_window)
    qtbot.addWidget(dialog)
    editor = dialog.editors[Field.COUNTRY].editor  # type: ignore[attr-defined]
    for typed, code in (("Swed", "SE"), ("sweden", "SE"), ("se", "SE"), ("", ""), ("S", "")):
        editor.setText(typed)
        assert dialog.change().value == code, typed
    editor.setText("Sweden")
    qtbot.waitUntil(dialog.apply.isEnabled)

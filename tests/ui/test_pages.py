"""Each list, through the window: add, change, remove, take back; and what stands there when nothing does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.domain.agreements import Agreement
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId, FollowUpId, PersonId, new_id
from planner.domain.people import Person
from planner.ui.dialogs.list_filter import FilterDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.models import table_model
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.tabbed import TabbedPage
from planner.ui.widgets.fields import LineField
from planner.ui.widgets.statements import Said, Statements


@dataclass(frozen=True)
class Subject:
    """A page, the field that makes a record, another field and what is typed into it."""

    page: str
    tab: int
    field: str
    name: str
    other: str
    value: str


SUBJECTS = [
    Subject("visits", 0, "title", "MEXT delegation", "code", "MEXT-27"),
    Subject("contacts", 0, "family_name", "Tanaka", "given_name", "Haruto"),
    Subject("organisations", 0, "name", "Research Centre", "city", "Lund"),
    Subject("organisations", 1, "name", "North building", "city", "Aarhus"),
    Subject("agreements", 0, "title", "Letter of intent", "number", "2027/1"),
    Subject("follow_ups", 0, "title", "Thank-you letters", "owner", "Eva"),
]
each_list = pytest.mark.parametrize(
    "subject", SUBJECTS, ids=lambda subject: f"{subject.page}{subject.tab}"
)


def list_page(window: MainWindow, subject: Subject) -> ListPage:
    window.go(subject.page)
    page = window.page
    if isinstance(page, OrganisationsPage):
        page.tabs.setCurrentIndex(subject.tab)
        return page.list
    if isinstance(page, TabbedPage):
        page.tabs.setCurrentIndex(subject.tab)
        page = page.front
    assert isinstance(page, ListPage)
    return page


def type_into(qtbot: QtBot, page: ListPage, name: str, text: str) -> None:
    """Type into a field of the inspector and press Enter."""
    form = page.inspector()
    assert form is not None
    field = form.fields[name]  # type: ignore[attr-defined]
    assert isinstance(field, LineField)
    field.editor.setFocus()
    field.editor.setText(text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)


def add(qtbot: QtBot, window: MainWindow, subject: Subject) -> ListPage:
    page = list_page(window, subject)
    window.registry.run("file.new")
    type_into(qtbot, page, subject.field, subject.name)
    return page


def shown(page: ListPage) -> list[str]:
    return [
        page.model.columns[0].value(page.model.line(row)) for row in range(page.model.rowCount())
    ]


@each_list
def test_a_typed_name_makes_the_record(qtbot: QtBot, window: MainWindow, subject: Subject) -> None:
    page = add(qtbot, window, subject)

    assert shown(page) == [subject.name]
    assert page.table.current_key


@each_list
def test_a_committed_field_is_kept(qtbot: QtBot, window: MainWindow, subject: Subject) -> None:
    page = add(qtbot, window, subject)
    type_into(qtbot, page, subject.other, subject.value)

    page.table.clearSelection()
    page.refresh(None)
    form = page.inspector()
    assert form is not None
    form.show_record(page.table.current_key)  # type: ignore[attr-defined]
    assert form.fields[subject.other].value() == subject.value  # type: ignore[attr-defined]


@each_list
def test_undo_takes_back_the_change_and_redo_does_it_again(
    qtbot: QtBot, window: MainWindow, subject: Subject
) -> None:
    page = add(qtbot, window, subject)
    type_into(qtbot, page, subject.other, subject.value)

    window.registry.run("edit.undo")
    form = page.inspector()
    assert form is not None
    assert form.fields[subject.other].value() == ""  # type: ignore[attr-defined]

    window.registry.run("edit.redo")
    assert form.fields[subject.other].value() == subject.value  # type: ignore[attr-defined]


@each_list
def test_remove_says_so_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, said: Recorded, subject: Subject
) -> None:
    page = add(qtbot, window, subject)

    window.registry.run("item.remove")
    assert shown(page) == []
    text, undo = said.toasts[-1]
    assert subject.name in text
    assert undo is not None

    undo()
    assert len(shown(page)) == 1


@each_list
def test_an_empty_list_says_what_belongs_there_and_offers_new(
    window: MainWindow, subject: Subject
) -> None:
    page = list_page(window, subject)

    assert page.table.empty.isVisible()
    assert page.new_text() in [
        button.text() for button in page.table.empty.findChildren(QPushButton)
    ]


@each_list
def test_no_match_offers_to_clear_the_filter(
    qtbot: QtBot, window: MainWindow, subject: Subject
) -> None:
    page = add(qtbot, window, subject)

    window.registry.run("edit.find")
    page.filter.setText("zzzz")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    qtbot.waitUntil(lambda: bool(page.table.empty.findChildren(QPushButton)))
    button = page.table.empty.findChildren(QPushButton)[-1]
    assert button.text() == "Clear filter"

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_field_that_cannot_be_kept_says_why_below_it(qtbot: QtBot, window: MainWindow) -> None:
    page = add(qtbot, window, SUBJECTS[0])
    type_into(qtbot, page, "title", "")

    form = page.inspector()
    assert form is not None
    assert "needs a title" in form.fields["title"].error  # type: ignore[attr-defined]
    assert shown(page) == ["MEXT delegation"]


def test_the_inspector_of_a_person_keeps_addresses_and_post(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = add(qtbot, window, SUBJECTS[1])
    form = page.inspector()
    assert form is not None
    emails = form.fields["emails"]  # type: ignore[attr-defined]
    emails.editor.setPlainText("a@example.org\nb@example.org")
    emails.commit()
    type_into_search = form.fields["organisation"]  # type: ignore[attr-defined]
    type_into_search.editor.setText("MEXT")
    type_into_search.commit()

    assert window.context is not None
    card = window.context.planner.contacts.card(page.table.current_key)  # type: ignore[arg-type]
    assert [point.value for point in card.emails] == ["a@example.org", "b@example.org"]
    assert card.posts[0].organisation == "MEXT"
    assert page.model.line(0).organisation == "MEXT"


def test_what_is_being_typed_survives_a_change_from_elsewhere(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = add(qtbot, window, SUBJECTS[1])
    form = page.inspector()
    assert form is not None
    notes = form.fields["notes"]  # type: ignore[attr-defined]
    notes.editor.setFocus()
    notes.editor.setPlainText("half a sen")

    assert window.context is not None
    window.context.planner.contacts.edit(page.table.current_key, given_name="Yuki")  # type: ignore[arg-type]

    assert notes.editor.toPlainText() == "half a sen"
    assert form.fields["given_name"].value() == "Yuki"  # type: ignore[attr-defined]


def test_a_person_in_a_visit_cannot_be_removed_and_the_message_says_why(
    sample_window: MainWindow, said: Recorded
) -> None:
    window = sample_window
    assert window.context is not None
    planner = window.context.planner
    visit = planner.visits.coming()[0].id
    person = next(
        delegate.person_id
        for delegate in planner.visits.plan(visit).delegates
        if delegate.person_id
    )
    window.show_record("person", person)
    before = planner.contacts.count()

    window.registry.run("item.remove")

    assert planner.contacts.count() == before
    assert said.errors


def test_space_ticks_a_follow_up_and_the_toast_takes_it_back(
    qtbot: QtBot, window: MainWindow, said: Recorded
) -> None:
    page = add(qtbot, window, SUBJECTS[5])
    key = page.table.current_key
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)

    assert window.context is not None
    follow_ups = window.context.planner.follow_ups
    assert follow_ups.get(key).status is FollowUpStatus.DONE  # type: ignore[arg-type]
    assert shown(page) == []

    undo = said.toasts[-1][1]
    assert undo is not None
    undo()
    assert follow_ups.get(key).status is FollowUpStatus.OPEN  # type: ignore[arg-type]


def test_enter_on_a_visit_opens_its_page_with_a_way_back(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    window = sample_window
    window.go("visits")
    page = window.page
    assert isinstance(page, ListPage)
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert window.navigation is not None
    assert window.navigation.name.startswith("visit:")
    assert window.top.crumb.isVisible()

    window.registry.run("go.back")
    assert window.page is page


def test_ctrl_z_belongs_to_the_field_while_typing_and_to_the_window_after(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    page = add(qtbot, window, SUBJECTS[1])
    form = page.inspector()
    assert form is not None
    editor = form.fields["given_name"].editor  # type: ignore[attr-defined]
    editor.setFocus()
    qtbot.keyClicks(editor, "Yuki")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == ""

    qtbot.keyClicks(editor, "Haruto")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.undo_text.startswith("Change")
    qtbot.waitUntil(
        lambda: any(action.text().startswith("Undo Change") for action in window.actions())
    )
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == ""
    assert window.undo_text.startswith("Add")


def test_the_country_filter_offers_where_people_come_from(qtbot: QtBot, window: MainWindow) -> None:
    assert window.context is not None
    contacts = window.context.planner.contacts
    for family, country in (("Tanaka", "JP"), ("Schmidt", "DE")):
        contacts.add(Person(id=PersonId(new_id()), family_name=family, country=country))
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)

    dialog = FilterDialog(page.filter_words, "countries", page.narrowing, page)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["DE", "JP"]
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    page.narrow(dialog.filters)
    assert shown(page) == ["Schmidt"]


def test_a_record_far_down_a_long_list_is_found_by_its_name(
    sample_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Remove acts on is always what the inspector shows."""
    monkeypatch.setattr(table_model, "PAGE", 5)
    window = sample_window
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    last = page.read(page.count("") - 1, 1, "")[0]

    window.show_record("person", last.id)

    assert page.table.current_key == last.id
    assert page.filter.text() == last.name
    assert page.table.selected_keys() == [last.id]


def test_a_new_record_far_down_a_long_list_stays_in_front(
    qtbot: QtBot, sample_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_model, "PAGE", 5)
    page = add(qtbot, sample_window, Subject("contacts", 0, "family_name", "Zzyzx", "", ""))

    assert page.model.line(page.table.currentIndex().row()).name == "Zzyzx"
    type_into(qtbot, page, "given_name", "Ada")
    assert "Zzyzx" in page.model.line(page.table.currentIndex().row()).name
    assert page.inspector().fields["family_name"].value() == "Zzyzx"  # type: ignore[union-attr]


def test_several_rows_go_with_one_toast(qtbot: QtBot, window: MainWindow, said: Recorded) -> None:
    page = add(qtbot, window, SUBJECTS[5])
    window.registry.run("file.new")
    type_into(qtbot, page, "title", "Second")
    page.table.setFocus()
    page.table.selectAll()

    window.registry.run("item.remove")
    assert shown(page) == []
    text, undo = said.toasts[-1]
    assert "2" in text
    assert undo is not None
    undo()
    assert sorted(shown(page)) == ["Second", "Thank-you letters"]


def test_a_row_has_a_menu_made_of_the_commands(sample_window: MainWindow) -> None:
    sample_window.go("visits")
    page = sample_window.page
    assert isinstance(page, ListPage)
    page.table.choose(0)
    texts = [action.text() for action in page.row_menu().actions()]
    assert texts == ["Open the visit", "Edit", "Remove", "New"]


def test_home_shows_the_next_visits_and_what_needs_attention(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    from planner.ui.pages.home import HomePage

    page = sample_window.page
    assert isinstance(page, HomePage)
    assert page.visits.table.model().rowCount() >= 1  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.attention.table.model().rowCount() >= 1)  # type: ignore[union-attr]


def test_home_of_an_empty_library_shows_three_ways_to_begin(window: MainWindow) -> None:
    from planner.ui.widgets.first_run import FirstRun

    assert window.findChildren(FirstRun)[0].isVisible()


@pytest.mark.parametrize("what", ["agreement", "follow-up"])
def test_home_shows_what_is_open_before_there_is_a_visit(window: MainWindow, what: str) -> None:
    from planner.ui.pages.home import HomePage

    planner, page = window.context.planner, window.page
    assert isinstance(page, HomePage)
    assert planner.home.is_empty()  # although agreements come with the program
    if what == "agreement":
        planner.agreements.add(Agreement(id=AgreementId(new_id()), title="MoU"))
    else:
        planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Ask Hanako"))
    assert not planner.home.is_empty()
    assert page.attention.isVisible()


def test_sources_that_differ_stand_side_by_side_with_their_dates(qtbot: QtBot) -> None:
    statements = Statements()
    qtbot.addWidget(statements)
    statements.show_statements(
        [
            Said("in force", "yes", "1 May 2023", "Ministry list", "https://example.org/a"),
            Said("in force", "no", "2 Feb 2024", "Annual report"),
            Said("signed", "2018", "", "Ministry list"),
        ]
    )
    texts = [label.text() for label in statements.findChildren(QLabel)]
    assert texts.count("The sources differ:") == 1
    assert {"yes", "no", "2018"} <= set(texts)
    assert "as of 2 Feb 2024 · Annual report" in texts

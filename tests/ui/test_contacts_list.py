"""The list of people on the real window: columns, order, filters, views, all by mouse and keyboard."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from conftest import Clock
from factories import organisation
from planner.domain.ids import PersonId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.people_list import NO_FILTERS, USUAL_COLUMNS, PeopleFilters
from planner.services import list_reading, people_list
from planner.services.planner import Planner
from planner.ui import list_memory
from planner.ui.dialogs.columns import ColumnsDialog
from planner.ui.dialogs.list_filter import FilterDialog
from planner.ui.dialogs.views import ViewsDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.widgets.header import Header

PEOPLE = (
    ("Abe", "Aiko", "JP", "abe@example.jp"),
    ("Baba", "Ben", "JP", ""),
    ("Christensen", "Clara", "DK", "clara@example.dk"),
    ("Dahl", "Dorte", "DK", ""),
    ("Eberle", "Eva", "DE", "eva@example.de"),
)


def contacts(window: MainWindow) -> ContactsPage:
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    return page


@pytest.fixture
def page(window: MainWindow, planner: Planner) -> ContactsPage:
    for family, given, country, email in PEOPLE:
        planner.contacts.add(
            Person(id=PersonId(new_id()), family_name=family, given_name=given, country=country),
            emails=[email] if email else [],
        )
    return contacts(window)


def families(page: ContactsPage) -> list[str]:
    return [
        page.model.line(row).sort_name.partition(",")[0] for row in range(page.model.rowCount())
    ]


def titles(page: ContactsPage) -> list[str]:
    header = page.table.horizontalHeader()
    count = page.model.columnCount()
    order = [header.logicalIndex(place) for place in range(count)]
    return [str(page.model.headerData(section, Qt.Orientation.Horizontal)) for section in order]


def header_of(page: ContactsPage) -> Header:
    header = page.table.horizontalHeader()
    assert isinstance(header, Header)
    return header


def press_header(qtbot: QtBot, page: ContactsPage, section: int) -> None:
    header = header_of(page)
    at = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


# keys


def test_home_and_end_go_to_the_first_and_the_last_row(qtbot: QtBot, page: ContactsPage) -> None:
    page.table.choose(2)

    qtbot.keyClick(page.table, Qt.Key.Key_End)
    assert page.model.line(page.table.currentIndex().row()).sort_name == "Eberle, Eva"
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    assert page.model.line(page.table.currentIndex().row()).sort_name == "Abe, Aiko"


def test_the_filter_follows_each_letter(qtbot: QtBot, page: ContactsPage) -> None:
    qtbot.keyClicks(page.filter, "da")
    assert families(page) == ["Dahl"]
    qtbot.keyClick(page.filter, Qt.Key.Key_Backspace)
    assert families(page) == ["Christensen", "Dahl", "Eberle"]  # .dk, .de


# columns


def test_the_menu_of_the_header_adds_and_takes_columns(page: ContactsPage) -> None:
    assert titles(page)[0] == "Name"
    assert "E-mail" not in titles(page)
    menu = page.chosen.menu()
    assert {action.text() for action in menu.actions()} >= {"E-mail", "Next visit", "Photo"}
    named = {action.text(): action for action in menu.actions()}
    assert not named["Name"].isEnabled()

    named["E-mail"].trigger()
    assert "E-mail" in titles(page)
    row = page.model.row_of(page.model.key_at(0))
    assert row == 0
    cells = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert "abe@example.jp" in cells

    page.chosen.toggle("email")
    assert "E-mail" not in titles(page)


def test_columns_widths_and_sort_are_there_in_the_next_window(
    page: ContactsPage, qtbot: QtBot, open_window: object, planner: Planner
) -> None:
    page.chosen.choose(("name", "reading", "email"), "-name")
    page.table.setColumnWidth(1, 260)
    qtbot.waitUntil(lambda: list_memory.recall("contacts").widths.get("reading") == 260)

    again = contacts(open_window(planner))  # type: ignore[operator]
    assert titles(again) == ["Name", "Reading", "E-mail"]
    assert again.table.columnWidth(1) == 260
    assert families(again)[0] == "Eberle"

    again.chosen.reset()
    assert list_memory.recall("contacts").widths == {}
    assert again.chosen.keys == USUAL_COLUMNS


def test_a_width_that_the_window_gave_is_not_remembered(page: ContactsPage, qtbot: QtBot) -> None:
    page.window().resize(1100, 700)
    qtbot.wait(500)
    assert page.table.chosen_widths == {}


def test_a_dragged_column_keeps_its_new_place(page: ContactsPage, qtbot: QtBot) -> None:
    before = list(page.chosen.keys)
    header_of(page).moveSection(3, 1)
    qtbot.waitUntil(lambda: list(page.chosen.keys) != before)

    wanted = [before[0], before[3], before[1], before[2], *before[4:]]
    assert list(page.chosen.keys) == wanted
    assert [header_of(page).logicalIndex(place) for place in range(4)] == [0, 1, 2, 3]
    assert list(list_memory.recall("contacts").columns) == wanted


def test_the_dialog_chooses_orders_and_sorts(page: ContactsPage) -> None:
    dialog = ColumnsDialog(page.chosen, page)
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    notes = next(row for row, item in enumerate(rows) if item.text() == "Notes")
    rows[notes].setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(notes)
    while dialog.list.currentRow() > 1:
        dialog.move_row(-1)
    dialog.move_row(-1)  # the name keeps its place
    dialog.sort.setCurrentIndex(dialog.sort.findText("Country"))
    dialog.descending.setChecked(True)
    dialog.accept()

    assert titles(page)[:2] == ["Name", "Notes"]
    assert page.chosen.sort == "-country"
    assert families(page)[0] in ("Abe", "Baba")


def test_a_damaged_memory_gives_the_usual_columns(planner: Planner, open_window: object) -> None:
    list_memory.remember("contacts", list_memory.ListLook(("reading",), "nonsense", {"x": 3}))
    file = list_memory._file()
    file.write_text('{"contacts": {"columns": "name", "sort": 3, "widths": [1]}}')
    page = contacts(open_window(planner))  # type: ignore[operator]
    assert page.chosen.keys == USUAL_COLUMNS
    file.write_text("{")
    assert list_memory.recall("contacts") == list_memory.ListLook()


# order


def test_a_press_on_the_header_sorts_and_a_second_turns_it_round(
    page: ContactsPage, qtbot: QtBot
) -> None:
    page.table.choose(2)
    front = page.table.current_key
    section = page.chosen.keys.index("country")

    press_header(qtbot, page, section)
    assert families(page) == ["Eberle", "Christensen", "Dahl", "Abe", "Baba"]
    assert page.table.current_key == front
    assert header_of(page).sorted_by == section

    press_header(qtbot, page, section)
    assert families(page) == ["Abe", "Baba", "Christensen", "Dahl", "Eberle"]
    assert page.table.current_key == front
    assert header_of(page).descending


def test_who_is_selected_stays_selected_in_another_order(page: ContactsPage) -> None:
    keys = [page.model.key_at(row) for row in (0, 3, 4)]
    page.table.choose(0)
    page.table.select_rows([0, 3, 4])
    page.chosen.choose(page.chosen.keys, "-name")

    assert sorted(page.table.selected_keys()) == sorted(keys)
    assert page.table.selected_rows() == [0, 1, 4]


def test_who_is_selected_stays_selected_when_somebody_comes_before(
    page: ContactsPage, planner: Planner
) -> None:
    page.table.choose(1)
    page.table.select_rows([1, 2])
    keys = page.table.selected_keys()
    planner.contacts.add(Person(id=PersonId(new_id()), family_name="Aaa"))

    assert page.table.selected_rows() == [2, 3]
    assert page.table.selected_keys() == keys


# filters


def test_a_chip_says_what_narrows_and_goes_with_a_press(page: ContactsPage, qtbot: QtBot) -> None:
    page.narrow(PeopleFilters(countries=("JP",)))
    page.ask_filter("without_email")
    assert families(page) == ["Baba"]
    assert page.chips.texts() == ["JP", "Without e-mail"]
    assert page.chips.isVisible()

    chip = page.chips.button("countries")
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert families(page) == ["Baba", "Dahl"]

    page.context.commands.run("view.clear_filters")
    assert len(families(page)) == len(PEOPLE)
    assert not page.chips.isVisible()


def test_the_dialog_of_a_filter_offers_and_takes_off(page: ContactsPage) -> None:
    dialog = FilterDialog(page.filter_words, "countries", NO_FILTERS, page)
    dialog.search.setText("jp")
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    assert [row.text() for row in rows if not row.isHidden()] == ["JP"]
    next(row for row in rows if row.text() == "JP").setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert dialog.filters == PeopleFilters(countries=("JP",))

    again = FilterDialog(page.filter_words, "countries", dialog.filters, page)
    for place in range(again.list.count()):
        again.list.item(place).setCheckState(Qt.CheckState.Unchecked)
    again.accept()
    assert again.filters == NO_FILTERS


def test_a_day_that_is_none_is_refused(page: ContactsPage, clock: Clock) -> None:
    dialog = FilterDialog(page.filter_words, "changed_since", NO_FILTERS, page)
    assert dialog.field is not None
    dialog.field.editor.setText("soon")  # type: ignore[attr-defined]
    dialog.accept()
    assert dialog.filters == NO_FILTERS
    assert dialog.field.error

    dialog.field.editor.setText("2027-04-02")  # type: ignore[attr-defined]
    dialog.accept()
    page.narrow(dialog.filters)
    assert families(page) == []
    assert page.table.empty.isVisible()


def test_a_record_that_a_filter_hides_is_shown_when_it_is_asked_for(
    page: ContactsPage, window: MainWindow
) -> None:
    key = page.model.key_at(4)
    page.narrow(PeopleFilters(countries=("JP",)))
    window.show_record("person", key)

    assert page.table.current_key == key
    assert page.narrowing == NO_FILTERS


def test_the_menu_of_filters_ticks_what_is_chosen(page: ContactsPage) -> None:
    page.narrow(PeopleFilters(without_phone=True))
    menu = QMenu()
    page.fill_filters(menu)
    ticked = [action.text() for action in menu.actions() if action.isChecked()]
    assert ticked == ["Without phone"]


# views


def test_a_saved_view_comes_back_by_keyboard_with_columns_filters_and_order(
    page: ContactsPage, window: MainWindow, qtbot: QtBot, said: Recorded
) -> None:
    page.filter.setText("a")
    page.narrow(PeopleFilters(countries=("JP",)))
    page.chosen.choose(("name", "email"), "-name")
    page.views.save("Japan by mail")
    assert page.views.button.text() == "Japan by mail"

    window.registry.run("view.saved_0")
    assert page.views.button.text() == "All contacts"
    assert len(families(page)) == len(PEOPLE)
    assert page.chosen.keys == USUAL_COLUMNS

    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert families(page) == ["Baba", "Abe"]
    assert titles(page) == ["Name", "E-mail"]
    assert page.filter.text() == "a"
    assert page.chips.texts() == ["JP"]

    page.chosen.toggle("reading")
    assert page.views.button.text() == "Japan by mail •"


def test_views_are_renamed_ordered_and_removed_in_their_dialog(
    page: ContactsPage, planner: Planner, window: MainWindow
) -> None:
    page.views.save("One")
    page.views.save("Two")
    dialog = ViewsDialog(page.context, "contacts", page)
    dialog.list.setCurrentRow(1)
    dialog.move_row(-1)
    assert [view.name for view in planner.views.of("contacts")] == ["Two", "One"]
    dialog.list.item(1).setText("two")
    assert "already" in dialog.error.text()
    dialog.list.item(1).setText("First")
    assert [view.name for view in planner.views.of("contacts")] == ["Two", "First"]
    assert window.registry.get("view.saved_2").text == "Show “First”"

    dialog.list.setCurrentRow(0)
    dialog.remove()
    assert [view.name for view in planner.views.of("contacts")] == ["First"]
    window.registry.run("edit.undo")
    assert [view.name for view in planner.views.of("contacts")] == ["Two", "First"]


def test_saving_a_view_asks_for_its_name(
    page: ContactsPage, planner: Planner, monkeypatch: pytest.MonkeyPatch, said: Recorded
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: ("Nordic", True))
    page.narrow(PeopleFilters(countries=("DK",)))
    page.context.commands.run("view.save_view")
    (view,) = planner.views.of("contacts")
    assert view.name == "Nordic"
    assert '"DK"' in view.filters

    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: ("  ", True))
    page.context.commands.run("view.save_view")
    assert said.errors
    assert len(planner.views.of("contacts")) == 1


def test_the_order_of_very_many_people_is_read_beside_the_window(
    page: ContactsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_reading, "QUICK", 3)
    threads: list[int] = []
    ordered = people_list.PeopleList.ordered

    def noted(self: people_list.PeopleList, query: people_list.PeopleQuery) -> list[str]:
        threads.append(threading.get_ident())
        return ordered(self, query)

    monkeypatch.setattr(people_list.PeopleList, "ordered", noted)
    page.table.choose(4)
    front = page.table.current_key
    page.chosen.sort_by("country")
    assert families(page)[0] == "Abe"  # nothing moves before the order is known
    qtbot.waitUntil(lambda: families(page)[0] == "Eberle")

    assert page.table.current_key == front
    assert threads
    assert threading.get_ident() not in threads


def test_organisations_have_columns_to_choose_from_too(
    window: MainWindow, planner: Planner, open_window: object
) -> None:
    planner.keeper(Organisation).add(
        organisation("Lund University", native_name="Lunds universitet")
    )
    window.go("organisations")
    page = window.page
    assert isinstance(page, OrganisationsPage)
    listed = page.organisations
    assert "Native name" not in [column.title for column in listed.model.columns]
    listed.chosen.toggle("native_name")
    assert [column.title for column in listed.model.columns][:2] == ["Organisation", "Native name"]
    assert listed.model.index(0, 1).data() == "Lunds universitet"
    assert header_of(listed).sorted_by == 0  # type: ignore[arg-type]
    assert "native_name" in list_memory.recall("organisations").columns

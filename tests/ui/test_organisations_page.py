"""The list of organisations on the real window: columns, filters, views, many at once, out again."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from factories import organisation, visit
from planner.domain.ids import OrganisationId
from planner.domain.organisation_change import Field
from planner.domain.organisation_list import NO_FILTERS, ORGANISATIONS, OrganisationFilters
from planner.domain.organisations import OrganisationKind
from planner.domain.several_change import Act
from planner.domain.visits import Visit
from planner.services import list_reading
from planner.services.organisation_sheets import TableForm
from planner.services.planner import Planner
from planner.ui import list_memory
from planner.ui.dialogs import change_several
from planner.ui.dialogs.export_organisations import ExportOrganisationsDialog
from planner.ui.dialogs.list_filter import FilterDialog
from planner.ui.dialogs.several_organisations import SeveralOrganisationsDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.organisation_list import OrganisationList
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.widgets.fields import Field as Editor
from planner.ui.widgets.fields import short_day


def listed_in(window: MainWindow) -> OrganisationList:
    window.go("organisations")
    page = window.page
    assert isinstance(page, OrganisationsPage)
    return page.organisations


@pytest.fixture
def page(window: MainWindow, planner: Planner) -> OrganisationList:
    add = planner.organisations.add
    mext = add(organisation("MEXT", country="JP", kind=OrganisationKind.MINISTRY))
    add(
        organisation(
            "JSPS", country="JP", kind=OrganisationKind.FUNDER, parent_id=mext, approval="approved"
        )
    )
    add(organisation("Lund University", country="SE", city="Lund", notes="=HYPERLINK(1)"))
    host = add(organisation("DTU", country="DK", acronym="DTU"))
    day = dt.date(2026, 5, 4)
    planner.keeper(Visit).add(visit(first_day=day, last_day=day, host_organisation_id=host))
    planner.keeper(Visit).add(visit(host_organisation_id=host))
    return listed_in(window)


def names(page: OrganisationList) -> list[str]:
    return [page.model.line(row).name for row in range(page.model.rowCount())]


def titles(page: OrganisationList) -> list[str]:
    return [column.title for column in page.model.columns]


def put(field: Editor, text: str) -> None:
    field.editor.setText(text)  # type: ignore[attr-defined]
    field.commit()


def choose_all(page: OrganisationList) -> list[str]:
    page.table.selectAll()
    return page.table.selected_keys()


def run_with(monkeypatch: pytest.MonkeyPatch, dialog: type, act: object) -> None:
    """The dialog is answered by ``act(dialog)`` instead of by a person."""

    def answered(one) -> object:  # type: ignore[no-untyped-def]
        act(one)  # type: ignore[operator]
        return one.result()

    monkeypatch.setattr(dialog, "exec", answered)


# columns


def test_last_and_next_visit_stand_in_their_columns(page: OrganisationList) -> None:
    assert "Last visit" in titles(page)
    assert "Next visit" not in titles(page)
    page.chosen.toggle("next_visit")
    row = names(page).index("DTU")
    shown = {
        title: page.model.index(row, column).data() for column, title in enumerate(titles(page))
    }
    assert (shown["Last visit"], shown["Next visit"]) == (
        short_day(dt.date(2026, 5, 4)),
        short_day(dt.date(2027, 5, 10)),
    )


def test_columns_and_sort_are_there_in_the_next_window(
    page: OrganisationList, open_window: object, planner: Planner
) -> None:
    page.chosen.choose(("name", "parent", "approval"), "-country")
    assert names(page) == ["Lund University", "JSPS", "MEXT", "DTU"]
    assert list_memory.recall("organisations").columns == ("name", "parent", "approval")

    again = listed_in(open_window(planner))  # type: ignore[operator]
    assert titles(again) == ["Organisation", "Part of", "Approval"]
    assert names(again)[0] == "Lund University"


# filters and views


def test_the_menu_of_filters_offers_all_and_turns_plain_ones_on_and_off(
    page: OrganisationList,
) -> None:
    menu = QMenu()
    page.fill_filters(menu)
    shown = {action.text(): action for action in menu.actions() if action.text()}
    assert {"Kind of organisation…", "Approval…", "Part of, at any depth…", "With a visit"} <= set(
        shown
    )
    shown["With a visit"].trigger()
    assert names(page) == ["DTU"]
    page.fill_filters(menu)
    assert next(one for one in menu.actions() if one.text() == "With a visit").isChecked()
    page.ask_filter("with_visit")
    assert len(names(page)) == 4


def test_filters_are_chosen_from_what_there_is_and_stand_as_chips(
    page: OrganisationList, qtbot: QtBot
) -> None:
    dialog = FilterDialog(page.filter_words, "approvals", NO_FILTERS, page)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["approved"]
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    page.narrow(dialog.filters)
    assert names(page) == ["JSPS"]
    assert page.filter_words.chip("approvals", page.narrowing) == "Approval: approved"

    dialog = FilterDialog(page.filter_words, "below", NO_FILTERS, page)
    assert dialog.field is not None
    dialog.field.editor.setText("MEXT")  # type: ignore[attr-defined]
    dialog.accept()
    page.narrow(dialog.filters)
    assert names(page) == ["JSPS", "MEXT"]
    assert page.filter_words.chip("below", page.narrowing) == "Part of, at any depth: MEXT"
    page.chips.removed.emit("below")
    assert len(names(page)) == 4


def test_every_filter_has_its_dialog_or_is_turned_on_and_says_so(page: OrganisationList) -> None:
    for name, title in page.filter_words.titles.items():
        if getattr(NO_FILTERS, name) is False:
            chosen = OrganisationFilters().having(name, True)
            assert page.filter_words.chip(name, chosen) == title
        else:
            assert FilterDialog(page.filter_words, name, NO_FILTERS, page).windowTitle() == title


def test_a_view_brings_back_filters_columns_and_order(
    page: OrganisationList, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.narrow(OrganisationFilters(countries=("JP",)))
    page.chosen.choose(("name", "parent"), "-name")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: ("Japan", True))
    page.context.commands.run("view.save_view")
    page.context.commands.run("view.clear_filters")
    page.chosen.reset()
    assert len(names(page)) == 4

    (view,) = planner.views.of("organisations")
    assert (view.name, view.sort, view.columns) == ("Japan", "-name", ("name", "parent"))
    page.context.commands.run("view.saved_1")  # Alt+1
    assert names(page) == ["MEXT", "JSPS"]
    assert titles(page) == ["Organisation", "Part of"]


def test_filters_that_leave_nothing_say_so_and_are_cleared(page: OrganisationList) -> None:
    page.narrow(OrganisationFilters(countries=("NO",)))
    assert names(page) == []
    page.show_record("organisation", page.context.planner.organisations.choices("lund")[0][0])
    assert len(names(page)) == 4
    assert page.model.line(page.table.currentIndex().row()).name == "Lund University"


def test_the_order_of_very_many_is_read_beside_the_window(
    page: OrganisationList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_reading, "QUICK", 2)
    page.chosen.sort_by("country")
    assert names(page)[0] == "DTU"
    page.chosen.sort_by("country")
    qtbot.waitUntil(lambda: names(page)[0] == "Lund University")


# many at once


def test_f2_on_several_changes_all_that_are_selected_and_undo_is_one(
    page: OrganisationList,
    planner: Planner,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = choose_all(page)

    def answer(dialog: SeveralOrganisationsDialog) -> None:
        dialog.which.set_value(Field.APPROVAL)
        dialog._field_chosen()
        assert not dialog.apply.isEnabled()  # nothing typed yet
        dialog.editors[Field.APPROVAL].editor.setText("approved")  # type: ignore[attr-defined]
        dialog.look()
        assert dialog.said.text() == "3 of 4 organisations change."
        dialog.accept()

    run_with(monkeypatch, SeveralOrganisationsDialog, answer)
    page.context.commands.run("item.edit")  # F2: with several selected, one change to all

    def approvals() -> list[str]:
        return [planner.organisations.keeper.get(key).approval for key in keys]  # type: ignore[arg-type]

    assert approvals() == ["approved"] * 4
    text, undo = said.toasts[-1]
    assert text == "3 organisations were changed"
    assert undo is not None
    undo()
    assert sorted(approvals()) == ["", "", "", "approved"]


def test_each_field_shows_the_editor_that_fits(page: OrganisationList, qtbot: QtBot) -> None:
    keys = [OrganisationId(key) for key in choose_all(page)]
    dialog = SeveralOrganisationsDialog(page.context, keys, page)
    qtbot.addWidget(dialog)
    dialog.show()
    for field, editor in dialog.editors.items():
        dialog.which.set_value(field)
        dialog._field_chosen()
        assert [key for key, one in dialog.editors.items() if one.isVisible()] == [field]
        assert dialog.first_day.isVisible() == (field is Field.CLUSTER)
        if field is not Field.CLUSTER:
            dialog.act.set_value(Act.CLEAR)
            dialog._act_chosen()
            assert not editor.isVisible()
    dialog.which.set_value(Field.CLUSTER)
    dialog._field_chosen()
    dialog.act.set_value(Act.REMOVE)
    dialog._act_chosen()
    assert dialog.last_day.value() == dt.date(2027, 4, 1)

    dialog.which.set_value(Field.PARENT)
    dialog._field_chosen()
    put(dialog.editors[Field.PARENT], "MEXT")
    dialog.look()
    assert "part of itself" in dialog.said.text()
    assert not dialog.apply.isEnabled()


def test_very_many_are_changed_beside_the_window(
    page: OrganisationList, planner: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_several, "DIRECTLY", 2)
    keys = [OrganisationId(key) for key in choose_all(page)]
    dialog = SeveralOrganisationsDialog(page.context, keys, page)
    qtbot.addWidget(dialog)
    dialog.which.set_value(Field.CITY)
    dialog._field_chosen()
    dialog.editors[Field.CITY].editor.setText("Lund")  # type: ignore[attr-defined]
    dialog.look()
    qtbot.waitUntil(lambda: dialog.apply.isEnabled())
    assert dialog.said.text() == "3 of 4 organisations change."
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.done_count == 3)
    assert {planner.organisations.keeper.get(key).city for key in keys} == {"Lund"}


# out again


def test_what_is_selected_is_copied_as_text_and_as_a_table(
    page: OrganisationList, qtbot: QtBot, said: Recorded
) -> None:
    page.chosen.choose(("name", "notes"), "name")
    choose_all(page)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    blocks = QGuiApplication.clipboard().text().split("\n\n")
    assert blocks[1].splitlines() == ["JSPS", "Funder", "MEXT", "Japan"]
    assert said.toasts[-1][0] == "4 organisations copied"

    page.context.commands.run("edit.copy_organisations_table")
    head, *rows = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == ["Organisation", "Notes"]
    assert "Lund University\t'=HYPERLINK(1)" in rows


def test_the_listed_go_out_in_the_ticked_columns(
    page: OrganisationList, tmp_path: Path, qtbot: QtBot, said: Recorded, files: object
) -> None:
    page.narrow(OrganisationFilters(countries=("JP",)))
    dialog = ExportOrganisationsDialog(page.context, [], page.all_keys(), ("name", "kind"), page)
    qtbot.addWidget(dialog)
    path = tmp_path / "japan.xlsx"
    files.paths = [path]  # type: ignore[attr-defined]
    assert dialog.listed.isChecked()
    assert not dialog.selected.isEnabled()
    dialog.start()
    qtbot.waitUntil(lambda: said.toasts[-1:] == [("2 organisations were written", None)])
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows == [("Organisation", "Kind"), ("JSPS", "Funder"), ("MEXT", "Ministry")]


def test_every_column_can_be_written_in_every_language(sample: Planner, tmp_path: Path) -> None:
    keys = sample.organisations_list().ids()
    columns = tuple(ORGANISATIONS.by_key)
    for code in ("en", "da", "de"):
        path = tmp_path / f"{code}.csv"
        count = sample.organisation_sheets.write(path, keys, columns, TableForm.CSV, code)
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        assert len(rows) == count == len(keys)
        assert len(head) == len(columns) == len(set(head))
    with pytest.raises(Exception, match="No organisation"):
        sample.organisation_sheets.write(tmp_path / "none.csv", [], columns)


# keyboard


def test_all_of_it_is_reached_by_keys(page: OrganisationList) -> None:
    commands = {one.id: one.shortcuts for one in page.commands()}
    assert commands["view.columns"] == ("Ctrl+Shift+L",)
    assert commands["view.add_filter"] == ("Ctrl+Shift+F",)
    assert commands["item.edit_several"] == ("Shift+F2",)
    assert commands["edit.copy_organisations"] == ("Ctrl+C",)
    assert commands["file.export_organisations"] == ("Ctrl+Shift+E",)


def test_the_verbs_of_the_organisations_are_away_while_the_sites_are_in_front(
    page: OrganisationList, window: MainWindow
) -> None:
    choose_all(page)
    assert window.registry.get("item.edit_several").enabled()
    whole = window.page
    assert isinstance(whole, OrganisationsPage)
    whole.tabs.setCurrentIndex(1)
    offered = {command.id for command in window.registry.all()}
    assert not offered & {"item.edit_several", "file.export_organisations"}

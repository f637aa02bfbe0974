"""Handing out people: who, as which file, with which saved set of columns."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import Person
from planner.domain.privacy import Disclosure
from planner.services.planner import Planner
from planner.ui.dialogs.export_people import ExportPeopleDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage


@pytest.fixture
def page(window: MainWindow, planner: Planner) -> ContactsPage:
    for family, country in (("Abe", "JP"), ("Baba", "JP"), ("Dahl", "DK")):
        planner.contacts.add(
            Person(id=PersonId(new_id()), family_name=family, country=country, notes="secret"),
            emails=[f"{family.lower()}@example.org"],
        )
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    return page


@pytest.fixture
def dialog(page: ContactsPage, qtbot: QtBot) -> ExportPeopleDialog:
    page.table.choose(0)
    page.table.select_rows([0, 2])
    made = ExportPeopleDialog(
        page.context,
        [PersonId(key) for key in page.table.selected_keys()],
        [PersonId(key) for key in page.all_keys()],
        page,
    )
    qtbot.addWidget(made)
    made.show()
    return made


def tick(dialog: ExportPeopleDialog, *titles: str) -> None:
    rows = dialog.columns.list
    for place in range(rows.count()):
        row = rows.item(place)
        on = row.text() in titles
        row.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def sheet(path: Path) -> list[tuple[object, ...]]:
    """The cells that are seen; the last column is the hidden key."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [row[:-1] for row in rows]


def test_who_is_selected_goes_out_in_the_ticked_columns_and_on_record(
    dialog: ExportPeopleDialog,
    planner: Planner,
    tmp_path: Path,
    qtbot: QtBot,
    said: Recorded,
    files,  # type: ignore[no-untyped-def]
) -> None:
    files.paths = [tmp_path / "hotel.xlsx"]
    assert dialog.selected.isChecked()
    tick(dialog, "Family name", "Country")
    dialog.recipient.setText("Hotel")
    dialog.start()
    qtbot.waitUntil(lambda: bool(said.toasts))

    assert sheet(files.paths[0]) == [("Family name", "Country"), ("Abe", "JP"), ("Dahl", "DK")]
    (one,) = planner.keeper(Disclosure).of()
    assert one.columns == ("family_name", "country", "key")
    assert one.recipient == "Hotel"


def test_a_set_of_columns_is_saved_chosen_and_removed(
    dialog: ExportPeopleDialog,
    page: ContactsPage,
    planner: Planner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = dialog.columns.columns
    tick(dialog, "E-mail", "Family name")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: ("For a mail", True))
    qtbot.mouseClick(dialog.columns.save, Qt.MouseButton.LeftButton)
    (view,) = planner.views.of("sheet:people")
    assert set(view.columns) == {"emails", "family_name"}

    again = ExportPeopleDialog(page.context, [], [PersonId(page.all_keys()[0])], page)
    qtbot.addWidget(again)
    assert again.columns.columns == usual
    again.columns.choice.setCurrentIndex(1)
    again.columns.choice.activated.emit(1)
    assert again.columns.columns == view.columns
    qtbot.mouseClick(again.columns.remove, Qt.MouseButton.LeftButton)
    assert planner.views.of("sheet:people") == []
    assert again.columns.columns == usual
    assert not again.columns.remove.isEnabled()


def test_nothing_ticked_writes_nothing(dialog: ExportPeopleDialog) -> None:
    tick(dialog)
    assert not dialog.write.isEnabled()
    dialog.form.setCurrentIndex(1)
    dialog.form.activated.emit(1)
    assert dialog.write.isEnabled()
    assert not dialog.columns.isVisible()
    assert dialog.each.isVisible()


def test_all_in_the_list_go_out_as_cards(
    dialog: ExportPeopleDialog,
    tmp_path: Path,
    qtbot: QtBot,
    said: Recorded,
    files,  # type: ignore[no-untyped-def]
) -> None:
    files.paths = [tmp_path / "all.vcf"]
    dialog.listed.click()
    dialog.form.setCurrentIndex(1)
    dialog.start()
    qtbot.waitUntil(lambda: bool(said.toasts))
    text = files.paths[0].read_text("utf-8")
    assert text.count("BEGIN:VCARD") == 3
    assert "secret" not in text


def test_a_file_that_cannot_be_written_is_said_in_the_dialog(
    dialog: ExportPeopleDialog,
    planner: Planner,
    tmp_path: Path,
    qtbot: QtBot,
    files,  # type: ignore[no-untyped-def]
) -> None:
    files.paths = [tmp_path / "no such folder" / "a.xlsx"]
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert dialog.isVisible()
    assert dialog.write.isEnabled()
    assert planner.keeper(Disclosure).of() == []


def test_a_set_whose_columns_are_gone_means_the_usual_ones(
    page: ContactsPage, planner: Planner, qtbot: QtBot
) -> None:
    view = planner.views.save("sheet:people", "Old", columns=("shoe_size",))
    made = ExportPeopleDialog(page.context, [], [PersonId(page.all_keys()[0])], page)
    qtbot.addWidget(made)
    made.columns.show_sets([(view.id, view.name, view.columns)], view.id)
    assert made.columns.key == RecordId(view.id)
    assert "family_name" in made.columns.columns

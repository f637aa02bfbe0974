"""Duplicates in the window: found, merged side by side, said not to be, put off, taken apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.domain.ids import OrganisationId, PersonId, new_id
from planner.domain.merge_fields import Choice
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.services.planner import Planner
from planner.ui.dialogs.history import HistoryDialog
from planner.ui.dialogs.merge import MergeDialog
from planner.ui.dialogs.merges import MergesDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.duplicates import DuplicatesPage

from .test_audit import findings


@pytest.fixture
def people(planner: Planner) -> list[PersonId]:
    """Two pairs: Mette Lund with one address, Peter Jensen with one name."""
    keys = []
    for family, given, notes, emails in (
        ("Lund", "Mette", "Speaks Japanese.", ["ml@ufm.dk"]),
        ("LUND", "Mette", "Vegetarian.", ["ml@ufm.dk", "mette@lund.dk"]),
        ("Jensen", "Peter", "", []),
        ("Jensen", "Peter", "", []),
    ):
        person = Person(
            id=PersonId(new_id()), family_name=family, given_name=given, notes=notes, country="DK"
        )
        keys.append(planner.contacts.add(person, emails=emails))
    return keys


def page_of(window: MainWindow, qtbot: QtBot, count: int) -> DuplicatesPage:
    window.go("duplicates")
    page = window.page
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.found is not None and page.model.rowCount() == count)
    return page


def in_dialog(kind: type, act: Callable[..., object]) -> None:
    """Do this in the dialog that is opened next."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(0, wait)


def names(page: DuplicatesPage) -> list[tuple[str, str]]:
    return [
        (page.model.line(row).texts[0], page.model.line(row).texts[2])
        for row in range(page.model.rowCount())
    ]


def test_pairs_stand_with_their_reasons_the_surest_first(
    window: MainWindow, people: list[PersonId], qtbot: QtBot
) -> None:
    page = page_of(window, qtbot, 2)

    first = page.model.line(0)
    assert {first.one, first.other} == set(people[:2])
    assert first.texts[4:] == ("same e-mail address, same name", "the same")
    assert page.model.line(1).texts[4:] == ("same name", "possibly")


def test_enter_merges_side_by_side_and_undo_brings_the_pair_back(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot, said: Recorded
) -> None:
    page = page_of(window, qtbot, 2)
    keep, gone = page.model.line(0).one, page.model.line(0).other

    def choose(dialog: MergeDialog) -> None:
        assert {field.name: field.choice for field in dialog.preview.fields if field.differs} == {
            "family_name": Choice.ONE,
            "notes": Choice.BOTH,
        }
        dialog.choose("family_name", Choice.OTHER)
        qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)

    in_dialog(MergeDialog, choose)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert planner.contacts.count() == 3
    family = {people[0]: "LUND", people[1]: "Lund"}[PersonId(keep)]
    assert planner.contacts.card(PersonId(keep)).person.family_name == family
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    text, undo = said.toasts[-1]
    assert "was merged into" in text
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert planner.contacts.people.find(gone) is not None


def test_keep_the_other_one_turns_the_two_round(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    page = page_of(window, qtbot, 2)
    gone = page.model.line(0).other

    def turn(dialog: MergeDialog) -> None:
        dialog.swap_button.click()
        dialog.merge_button.click()

    in_dialog(MergeDialog, turn)
    page.main_button.click()

    assert planner.contacts.people.find(gone) is not None
    assert planner.contacts.count() == 3


def test_not_the_same_and_later_step_on(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    page = page_of(window, qtbot, 2)

    window.registry.run("item.later")
    assert [page.model.line(0).texts[0]] == ["Peter Jensen"]
    window.registry.run("item.distinct")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert len(planner.merging.distinct("person")) == 1

    page.lists.setCurrentIndex(page.lists.findData("distinct"))
    assert page.model.rowCount() == 1
    page.act()
    assert page.model.rowCount() == 0
    assert planner.merging.distinct("person") == []


def test_organisations_are_compared_too(window: MainWindow, planner: Planner, qtbot: QtBot) -> None:
    for name in ("Lund University", "LUND UNIVERSITY"):
        planner.organisations.add(Organisation(id=OrganisationId(new_id()), name=name, city="Lund"))
    page = page_of(window, qtbot, 0)

    page.show_kind("organisation")

    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.line(0).texts[4] == "same name, same city"


def test_two_selected_in_the_list_are_merged_and_taken_apart_from_there(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    window.go("contacts")
    page = window.page
    assert page is not None
    assert not window.registry.get("item.merge").enabled()
    page.table.selectAll()
    assert not window.registry.get("item.merge").enabled()
    rows = [page.model.row_of(key) for key in people[:2]]
    page.table.select_rows(rows)
    assert window.registry.get("item.merge").enabled()

    in_dialog(MergeDialog, lambda dialog: dialog.merge_button.click())
    window.registry.run("item.merge")

    assert planner.contacts.count() == 3
    (merge,) = planner.merging.merges("person")
    page.table.choose(page.model.row_of(merge.kept_id))
    assert window.registry.get("item.apart").enabled()

    def part(dialog: MergesDialog) -> None:
        lost = [
            dialog.lost.topLevelItem(row).text(0) for row in range(dialog.lost.topLevelItemCount())
        ]
        assert lost == ["Family name", "Notes"]
        dialog.apart_button.click()
        dialog.reject()

    in_dialog(MergesDialog, part)
    window.registry.run("item.apart")

    assert planner.contacts.count() == 4


def test_nothing_is_merged_in_a_library_that_is_only_read(
    open_window: Callable[[Planner], MainWindow], planner: Planner, people: list[PersonId],
    qtbot: QtBot,
) -> None:  # fmt: skip
    from planner.services.planner import open_planner

    reader = open_planner(planner.address, planner.settings, read_only=True)
    window = open_window(reader)
    page = page_of(window, qtbot, 2)

    assert not page.main_button.isEnabled()
    assert not window.registry.get("item.merge").enabled()


def test_page_and_dialogs_have_room_and_names(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    window.resize(960, 540)
    page_of(window, qtbot, 2)
    QApplication.processEvents()
    assert list(findings(window)) == []
    assert window.context is not None

    dialog = MergeDialog(window.context, "person", people[0], people[1], window)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert list(findings(dialog)) == []

    planner.merging.merge("person", people[0], people[1])
    merges = MergesDialog(window.context, "person", people[0], window)
    qtbot.addWidget(merges)
    merges.show()
    QApplication.processEvents()
    assert list(findings(merges)) == []


def test_an_address_of_several_names_stands_behind_a_name(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    for family in ("Holm", "Krogh"):
        person = Person(id=PersonId(new_id()), family_name=family, given_name=f"{family}a")
        planner.contacts.add(person, emails=["office@um.dk"])
    page = page_of(window, qtbot, 3)

    assert [page.model.line(row).texts[4] for row in range(3)] == [
        "same e-mail address, same name",
        "same name",
        "same e-mail address, another name",
    ]


def test_a_merge_is_taken_apart_from_the_history_after_later_changes(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot
) -> None:
    planner.merging.merge("person", people[0], people[1])
    planner.contacts.edit(people[0], notes="Retired.")
    assert window.context is not None
    dialog = HistoryDialog(window.context, window)
    qtbot.addWidget(dialog)

    dialog.table.choose(1)
    dialog.take_back()

    assert planner.contacts.card(people[1]).person.notes == "Vegetarian."
    assert planner.contacts.card(people[0]).person.notes == "Retired."


@pytest.mark.parametrize("language", ["en", "da", "de"])
def test_no_list_of_duplicates_is_wider_than_its_page(
    window: MainWindow, planner: Planner, people: list[PersonId], qtbot: QtBot, language: str
) -> None:
    for number in range(30):
        name = f"Wolkenstein-Trostburg-Rodenegg {chr(65 + number)}{chr(66 + number)}"
        for _twice in range(2):
            planner.contacts.add(
                Person(id=PersonId(new_id()), family_name=name, given_name="Maria Magdalena"),
                organisation="Federal Ministry of Education and Research of the Republic",
                title="Deputy Director-General for International Cooperation",
            )
    planner.merging.merge("person", people[0], people[1])
    i18n.use(language)
    try:
        window.resize(960, 540)
        page = page_of(window, qtbot, 31)
        for listed in ("pairs", "merged", "distinct"):
            page.lists.setCurrentIndex(page.lists.findData(listed))
            for width, height in ((960, 540), (961, 541), (1100, 700), (1440, 900)):
                window.resize(width, height)
                QApplication.processEvents()
                bar = page.table.horizontalScrollBar()
                assert bar.maximum() == 0, (listed, width, page.table.viewport().width())
    finally:
        i18n.use("en")

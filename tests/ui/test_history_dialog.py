"""The history on screen: found by record and day, what changed, who changed a field."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from planner.domain.history import RecordChange
from planner.services.planner import Planner
from planner.ui import window_dialogs
from planner.ui.dialogs.history import FieldHistoryDialog, HistoryDialog
from planner.ui.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow, planner: Planner, qtbot: QtBot) -> HistoryDialog:
    for name in ("Sato", "Berg"):
        planner.contacts.people.add(person(name, "Hana", notes="one"))
    planner.contacts.people.edit(planner.search("Sato")[0].id, notes="two")
    assert window.context is not None
    made = HistoryDialog(window.context, window)
    qtbot.addWidget(made)
    made.show()
    return made


def steps(dialog: HistoryDialog) -> list[str]:
    model = dialog.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def test_the_step_in_front_tells_its_fields_before_and_after(dialog: HistoryDialog) -> None:
    assert len(steps(dialog)) == 3
    record = dialog.changes.topLevelItem(0)
    assert record.text(0) == "Person “Hana Sato”: changed"
    assert [record.child(0).text(column) for column in range(3)] == ["Notes", "one", "two"]


def test_typing_a_name_leaves_the_steps_of_that_person(dialog: HistoryDialog) -> None:
    dialog.about.editor.setText("Berg")
    dialog.about.commit()

    assert [text for text in steps(dialog) if "Berg" not in text] == []
    assert len(steps(dialog)) == 1


def test_a_day_without_changes_says_so(dialog: HistoryDialog) -> None:
    dialog.last.editor.setText("1.1.2020")
    dialog.last.commit()

    assert steps(dialog) == []
    assert dialog.table.empty.isVisibleTo(dialog)
    assert not dialog.undo.isEnabled()


def test_who_changed_a_field_is_listed_the_latest_first(
    dialog: HistoryDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def look(self: FieldHistoryDialog) -> int:
        model = self.model
        for row in range(model.rowCount()):
            seen.append([str(model.data(model.index(row, column)) or "") for column in (0, 1, 3)])
        return 0

    monkeypatch.setattr(FieldHistoryDialog, "exec", look)
    assert not dialog.of_field.isEnabled()
    dialog.changes.setCurrentItem(dialog.changes.topLevelItem(0).child(0))
    dialog.of_field.click()

    assert seen == [["one", "two", "Eva"], ["", "one", "Eva"]]


def test_a_step_in_front_is_taken_back(dialog: HistoryDialog, planner: Planner) -> None:
    dialog.undo.click()

    sato = planner.search("Sato")[0].id
    assert planner.contacts.people.get(sato).notes == "one"
    assert dialog.undo.text() == "Do this step again"
    dialog.undo.click()
    assert planner.contacts.people.get(sato).notes == "two"


def test_a_step_that_stays_says_why_it_cannot_be_taken_back(
    window: MainWindow, planner: Planner, qtbot: QtBot
) -> None:
    with planner._core.work("Hand out {name}", {"name": "a.pdf"}, lasting=True) as work:
        work.add(person("Sato", "Hana"))
    assert window.context is not None
    dialog = HistoryDialog(window.context, window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.undo.isEnabled()
    assert dialog.why.isVisible()
    assert "went out" in dialog.why.text()


def test_a_large_step_is_told_without_holding_up_the_window(
    window: MainWindow, planner: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    told = planner.history_details.told

    def seen(number: int) -> list[RecordChange]:
        threads.append(threading.get_ident())
        return told(number)

    monkeypatch.setattr(planner.history_details, "told", seen)
    with planner._core.work("Add {name}", {"name": "many"}) as work:
        for number in range(30):
            work.add(person(f"Sato{number}", "Hana"))
    assert window.context is not None
    dialog = HistoryDialog(window.context, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.changes.topLevelItemCount() == 30)
    assert threads
    assert threading.get_ident() not in threads


def test_the_history_of_the_record_that_is_selected_opens_asked_for(
    window: MainWindow, planner: Planner, qtbot: QtBot
) -> None:
    for name in ("Sato", "Berg"):
        planner.contacts.people.add(person(name))
    assert window.context is not None
    window.context.selection.choose("person", (planner.search("Sato")[0].id,))

    made = window_dialogs.make("record_history", window, window)

    assert isinstance(made, HistoryDialog)
    qtbot.addWidget(made)
    assert len(steps(made)) == 1
    assert made.about.editor.text() == "Hanako Sato"

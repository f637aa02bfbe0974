"""Two entries of one person are found and merged; the next day it was wrong, and all is as before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import NOW, Files, Ground
from planner.domain.ids import PersonId, new_id
from planner.domain.library import WORDS
from planner.domain.people import Person
from planner.domain.visits import Delegate
from planner.services.planner import Planner
from planner.settings import Settings
from planner.storage import engine, reading
from planner.ui.dialogs.merge import MergeDialog
from planner.ui.dialogs.merges import MergesDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.duplicates import DuplicatesPage
from planner.ui.theme import Theme

Open = Callable[[Planner], tuple[MainWindow, Recorded]]


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """The real window on a library."""
    opened: list[MainWindow] = []

    def show_it(planner: Planner) -> tuple[MainWindow, Recorded]:
        said = Recorded()
        window = MainWindow(Theme("light"), planner.settings)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.open_library(planner, Files(folder=tmp_path), said)
        opened.append(window)
        return window, said

    yield show_it
    for window in opened:
        window.release_library()


def everything(planner: Planner) -> dict[str, list[Any]]:
    """All records but the register of merges."""
    return {
        kind.WORD: reading.where(planner._core.reader, kind, "1 = 1")
        for kind in WORDS
        if kind.WORD != "merge"
    }


def in_dialog(kind: type, act: Callable[[Any], object]) -> None:
    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(0, wait)


def twice(ground: Ground) -> PersonId:
    """Mr Tanaka came with a second list, under a slip of the keyboard, into the same visit."""
    planner = ground.planner
    person = planner.contacts.add(
        Person(
            id=PersonId(new_id()), family_name="Tanka", given_name="Haruto", country="JP",
            notes="No shellfish.",
        ),
        emails=["haruto.tanaka@mext.example.jp"],
        organisation="Ministry of Education (MEXT)",
    )  # fmt: skip
    delegate = planner.delegations.add_person(ground.visit, person, role="Interpreter wanted")
    planner.delegations.set_groups(delegate, [ground.known["A"]])  # type: ignore[list-item]
    return person


def test_two_are_merged_and_the_next_day_they_are_two_again(
    ground: Ground, show: Open, qtbot: QtBot
) -> None:
    second = twice(ground)
    planner, tanaka = ground.planner, ground.known["person Tanaka"]
    before, heads = everything(planner), len(planner.visits.plan(ground.visit).delegates)

    window, said = show(planner)
    window.registry.run("tools.duplicates")
    page = window.page
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    row = page.model.line(0)
    assert {row.one, row.other} == {tanaka, second}
    assert "same e-mail address" in row.texts[4]

    def merge(dialog: MergeDialog) -> None:
        assert dialog.preview.keep_id == tanaka
        assert any("twice" in dialog.follows.item(n).text() for n in range(dialog.follows.count()))
        qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)

    in_dialog(MergeDialog, merge)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    plan = planner.visits.plan(ground.visit)
    assert len(plan.delegates) == heads - 1
    assert planner.contacts.card(PersonId(tanaka)).person.notes == "No shellfish."
    assert said.toasts[-1][1] is not None
    planner.keeper(Delegate).edit(ground.known["Sato"], role="Rapporteur")
    window.release_library()
    planner.close()

    tomorrow = Planner(
        engine.open_library(planner.address),
        Settings(chosen={"author": "Eva"}),
        clock=lambda: NOW + dt.timedelta(1),
    )
    window, _said = show(tomorrow)
    window.show_record("person", tanaka)
    contacts = window.page
    assert isinstance(contacts, ContactsPage)
    form = contacts.inspector()
    assert form is not None
    assert form.merged.says.text() == "Merged with Tanka Haruto"

    def part(dialog: MergesDialog) -> None:
        qtbot.mouseClick(dialog.apart_button, Qt.MouseButton.LeftButton)
        dialog.reject()

    in_dialog(MergesDialog, part)
    qtbot.mouseClick(form.merged.button, Qt.MouseButton.LeftButton)

    tomorrow.keeper(Delegate).edit(ground.known["Sato"], role="")
    assert everything(tomorrow) == before
    assert len(tomorrow.visits.plan(ground.visit).delegates) == heads
    window.release_library()
    tomorrow.close()

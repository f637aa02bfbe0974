"""The check of the library on screen: plain words, mending, and once a day by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from planner.domain.people import Person
from planner.services.planner import Planner
from planner.storage.connecting import connect_sqlite
from planner.ui import idle_check
from planner.ui.dialogs.check_up import CheckUpDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded


@pytest.fixture
def hana(planner: Planner) -> Person:
    someone = person("Sato", "Hana", notes="Speaks German")
    planner.contacts.people.add(someone)
    return someone


def damage(planner: Planner) -> None:
    assert planner._core.library.path is not None
    connection = connect_sqlite(planner._core.library.path)
    connection.execute("UPDATE person SET notes = 'Speaks Germao'")
    connection.close()


def test_what_is_damaged_is_named_and_mended(
    window: MainWindow, planner: Planner, hana: Person, qtbot: QtBot
) -> None:
    damage(planner)
    assert window.context is not None
    dialog = CheckUpDialog(window.context, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.said.text() == "Damage was found in 1 record: Hana Sato."

    dialog.mend_button.click()

    qtbot.waitUntil(lambda: dialog.said.text().startswith("Everything is as it was written"))
    assert not dialog.mend_button.isVisible()
    assert planner.contacts.people.get(hana.id) == hana


def test_a_check_by_itself_says_nothing_of_a_whole_library_and_waits_a_day(
    window: MainWindow, planner: Planner, hana: Person, said: Recorded, qtbot: QtBot
) -> None:
    assert window.context is not None
    idle_check._check(window, window.context)
    qtbot.waitUntil(lambda: not planner.checking_up.is_due())
    assert said.bars == []


def test_a_check_by_itself_leads_to_what_it_found(
    window: MainWindow,
    planner: Planner,
    hana: Person,
    said: Recorded,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    damage(planner)
    opened: list[str] = []
    monkeypatch.setattr(CheckUpDialog, "exec", lambda self: opened.append(self.said.text()))
    assert window.context is not None

    idle_check._check(window, window.context)
    qtbot.waitUntil(lambda: bool(said.bars))
    assert said.bars == ["Damage was found in 1 record: Hana Sato."]
    said.acts[said.bars[0]]["Look"]()

    assert opened == ["Damage was found in 1 record: Hana Sato."]
    assert planner.checking_up.is_due()


def test_a_check_that_finds_nothing_takes_little_room(
    window: MainWindow, planner: Planner, hana: Person, qtbot: QtBot
) -> None:
    assert window.context is not None
    dialog = CheckUpDialog(window.context, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Everything is as it was written"))
    qtbot.wait(20)
    assert dialog.height() <= 160
    assert dialog.said.height() >= dialog.said.heightForWidth(dialog.said.width())

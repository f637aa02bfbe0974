"""What left the house, on the page of a visit and of a person: filtered, marked, with whose fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.ids import PersonId
from planner.domain.people import ContactKind
from planner.domain.privacy import Profile
from planner.services.exporting import ExportRequest
from planner.services.planner import Planner
from planner.ui.dialogs.handed_out import HandedOutDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.handed_out_list import HandedOutList
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.visit import VisitPage


class Stage:
    """A visit whose contact sheet can be handed out, and somebody whose number changes."""

    def __init__(self, window: MainWindow, planner: Planner, folder: Path) -> None:
        self.window, self.planner, self.folder = window, planner, folder
        self.ground = Ground(planner)
        plan = planner.visits.plan(self.ground.visit)
        self.who: PersonId = next(one.person_id for one in plan.delegates if one.person_id)
        self.ring("+45 11 11 11 11")
        window.show_record("visit", self.ground.visit)
        assert isinstance(window.page, VisitPage)
        self.page = window.page

    def ring(self, number: str) -> None:
        self.planner.contacts.set_points(self.who, ContactKind.PHONE, [number])

    def hand_out(self, recipient: str) -> None:
        self.planner.exporting.write(
            ExportRequest(
                visit_id=self.ground.visit,
                folder=self.folder,
                profile=Profile.INTERNAL,
                contact_sheet=True,
                recipient=recipient,
                purpose="badges",
            )
        )

    def show(self) -> HandedOutList:
        self.page.tabs.setCurrentWidget(self.page.handed_out)
        return self.page.handed_out


@pytest.fixture
def stage(window: MainWindow, planner: Planner, tmp_path: Path) -> Stage:
    return Stage(window, planner, tmp_path)


def rows(tab: HandedOutList) -> list[list[str]]:
    return [
        [str(tab.model.data(tab.model.index(row, column)) or "") for column in range(5)]
        for row in range(tab.model.rowCount())
    ]


def test_before_anything_left_the_tab_says_what_belongs_here(stage: Stage, qtbot: QtBot) -> None:
    tab = stage.show()
    qtbot.waitUntil(tab.table.empty.isVisible)
    qtbot.waitUntil(lambda: "left the house yet" in _texts(tab))
    assert not tab.told.isVisible()


def _texts(tab: HandedOutList) -> str:
    return str(tab.table.empty._text.text())


def test_what_left_is_listed_and_an_old_value_is_marked(stage: Stage, qtbot: QtBot) -> None:
    stage.hand_out("ESS")
    stage.ring("+45 22 22 22 22")
    stage.hand_out("Royal Archive")
    tab = stage.show()

    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    first, second = rows(tab)
    assert (first[0], first[2], first[3], first[4]) == (
        "Royal Archive",
        "Contact sheet",
        "draft",
        "",
    )
    assert (second[0], second[4]) == ("ESS", "1 old value")
    assert tab.count.text() == "2 hand-overs · 1 holds old values"


def test_a_hand_over_shows_at_once_while_the_tab_is_in_front(stage: Stage, qtbot: QtBot) -> None:
    tab = stage.show()
    stage.hand_out("ESS")

    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    stage.ring("+45 33 33 33 33")
    qtbot.waitUntil(lambda: rows(tab)[0][4] == "1 old value")


def test_the_list_is_filtered_by_text_and_by_old_values(stage: Stage, qtbot: QtBot) -> None:
    stage.hand_out("ESS")
    stage.ring("+45 22 22 22 22")
    stage.hand_out("Royal Archive")
    tab = stage.show()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)

    tab.filter.setText("archive badges")
    assert [row[0] for row in rows(tab)] == ["Royal Archive"]
    tab.filter.setText("nobody")
    assert tab.table.empty.isVisible()
    assert "filter" in _texts(tab)
    assert not tab.told.isVisible()
    tab.filter.clear()
    box = tab.findChild(QCheckBox)
    assert box is not None
    box.setChecked(True)
    assert [row[0] for row in rows(tab)] == ["ESS"]


def test_the_record_in_front_says_whose_fields_and_opens_the_person(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.hand_out("ESS")
    stage.ring("+45 22 22 22 22")
    tab = stage.show()
    qtbot.waitUntil(lambda: tab.told_model.rowCount() > 2)

    first = tab.told_model.line(0)
    assert (first.person_id, first.old) == (stage.who, {"phone"})
    assert "Phone" in str(tab.told_model.data(tab.told_model.index(0, 1)))
    assert "badges" in tab.about.text()
    tab.told.choose(0)
    tab.told.opened.emit(str(stage.who))
    assert isinstance(stage.window.page, ContactsPage)


def test_find_goes_to_the_filter_of_the_tab(stage: Stage) -> None:
    tab = stage.show()
    assert stage.page.can("find")
    stage.page.find_in_page()
    assert tab.filter.hasFocus()


def test_the_person_says_how_many_hold_the_old_number(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for recipient in ("ESS", "Driver", "Embassy"):
        stage.hand_out(recipient)
    stage.window.show_record("person", stage.who)
    page = stage.window.page
    assert isinstance(page, ContactsPage)
    form = page.inspector().findChild(PersonForm) or page.inspector()
    assert isinstance(form, PersonForm)
    assert not form.old.isVisibleTo(form)

    stage.ring("+45 22 22 22 22")

    qtbot.waitUntil(lambda: form.old.isVisibleTo(form))
    assert form.old.text() == "Phone: 3 recipients hold an old value (ESS, Driver, Embassy)"
    shown: list[HandedOutDialog] = []
    monkeypatch.setattr(HandedOutDialog, "exec", lambda dialog: shown.append(dialog))
    form.handed_out.click()
    (dialog,) = shown
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 3)
    assert [row[3] for row in rows(dialog.list)] == [
        stage.planner.visits.get(stage.ground.visit).title
    ] * 3
    assert "3 recipients" in dialog.old.text()


def test_who_holds_what_is_asked_for_by_a_command(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.hand_out("ESS")
    stage.window.show_record("person", stage.who)
    shown: list[HandedOutDialog] = []
    monkeypatch.setattr(HandedOutDialog, "exec", lambda dialog: shown.append(dialog))

    stage.window.registry.run("item.who_holds")

    (dialog,) = shown
    qtbot.waitUntil(lambda: dialog.list.told_model.rowCount() > 1)
    assert dialog.list.told_model.line(0).person_id == stage.who

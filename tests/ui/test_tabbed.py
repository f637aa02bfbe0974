"""A page made of tabs: the one in front answers, another waits until it is turned to."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId, new_id
from planner.services.changes import Changed
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.main_window import MainWindow
from planner.ui.pages import agreements
from planner.ui.pages.agreements import AgreementsPage
from planner.ui.pages.page import Page
from planner.ui.pages.tabbed import Tab


class Second(Page):
    read = 0

    def refresh(self, changed: Changed | None = None) -> None:
        self.read += 1

    def commands(self) -> list[Command]:
        return [Command(id="second.do", text="Do it", menu="item", scope="page", run=print)]


def second(context: Context, parent: QWidget) -> Page:
    return Second(context, parent)


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> AgreementsPage:
    tabs = (agreements.TABS[0], Tab(name="second", title="Second", make=second))
    monkeypatch.setattr(agreements, "TABS", tabs)
    window.go("agreements")
    page = window.page
    assert isinstance(page, AgreementsPage)
    return page


def test_the_commands_are_those_of_the_tab_in_front(
    window: MainWindow, page: AgreementsPage
) -> None:
    assert "second.do" not in {one.id for one in window.registry.all()}

    page.turn_to("second")

    assert "second.do" in {one.id for one in window.registry.all()}
    assert not page.can("new")


def test_tabs_are_turned_by_name_and_round_again(window: MainWindow, page: AgreementsPage) -> None:
    window.registry.run("view.tab_second")
    assert isinstance(page.front, Second)
    assert window.registry.get("view.tab_second").checked()  # type: ignore[misc]
    window.registry.run("view.next_tab")
    assert page.tabs.currentIndex() == 0
    window.registry.run("view.previous_tab")
    assert isinstance(page.front, Second)


def test_a_tab_behind_reads_again_only_when_it_is_turned_to(
    window: MainWindow, page: AgreementsPage
) -> None:
    behind = page.turn_to("second")
    assert isinstance(behind, Second)
    page.turn_to("register")
    read = behind.read
    assert window.context is not None
    key = window.context.planner.agreements.add(
        Agreement(id=AgreementId(new_id()), title="Letter of intent")
    )
    assert behind.read == read

    page.turn_to("second")
    assert behind.read == read + 1

    window.show_record("agreement", key)
    assert page.tabs.currentIndex() == 0
    assert page.inspector() is not None

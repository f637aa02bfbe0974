"""The tab of admissions on the real window: seen, noted, taken back, and the person opened."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from planner.domain.access import AccessEntry, AccessStatus
from planner.domain.checks.access_pack import AccessLine
from planner.domain.ids import VisitId
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.times import WallTime
from planner.domain.visits import Delegate
from planner.phrases import label
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_access import AccessTab
from planner.ui.pages.visit_access_words import due_text


@pytest.fixture
def visit(sample_window: MainWindow) -> VisitId:
    return sample_window.context.planner.visits.find("JP-DK-2027").id


@pytest.fixture
def page(sample_window: MainWindow, visit: VisitId) -> VisitPage:
    sample_window.context.open_record("visit", visit)
    page = sample_window.page
    assert isinstance(page, VisitPage)
    page.tabs.setCurrentWidget(page.access)
    return page


def cells(tab: AccessTab, row: int) -> list[str]:
    model = tab.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def choose(tab: AccessTab, *rows: int) -> None:
    tab.table.choose(rows[0])
    tab.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
    for row in rows[1:]:
        tab.table.selectRow(row)
    tab.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)


def line(tab: AccessTab, name: str) -> AccessLine:
    assert tab.pack is not None
    return next(one for one in tab.pack.lines if name in one.name)


def test_it_says_who_lacks_what_and_until_when_by_the_clock_of_the_site(page: VisitPage) -> None:
    tab = page.access
    first = tab.sites.item(0).text()
    assert first.startswith(
        "European Spallation Source · 1 of 12 lacks data · due Tue 27 Apr 16:00"
    )
    assert "16:00 Lund" in first
    assert tab.asks.text() == "Asks for: name, organisation, country"
    assert tab.notice.text() == "14 calendar days before, until 16:00 in Lund"
    last = cells(tab, tab.model.rowCount() - 1)
    assert last == [
        "N.N., Programme Officer", "Not sent", "name, organisation, country", *["Missing"] * 3,
    ]  # fmt: skip


def test_business_days_are_named_with_the_country_whose_calendar_counts(
    page: VisitPage, sample_window: MainWindow
) -> None:
    planner = sample_window.context.planner
    assert page.access.pack is not None
    (rule,) = planner.keeper(SiteRule).of(
        site_id=page.access.pack.site.id, kind=SiteRuleKind.NOTICE.value
    )
    planner.keeper(SiteRule).edit(rule.id, number=5, unit="business days")
    assert page.access.notice.text() == (
        "5 business days before, by the calendar of Sweden, until 16:00 in Lund"
    )
    # The visit to the site is on Tuesday 11 May; Ascension Day, 6 May, is no business day.
    assert "due Mon 3 May 16:00 Lund" in page.access.sites.item(0).text()


def test_sent_for_two_is_one_step_that_undo_takes_back(
    page: VisitPage, sample_window: MainWindow
) -> None:
    tab, planner = page.access, sample_window.context.planner
    choose(tab, 0, 1)

    sample_window.registry.run("access.sent")

    assert [cells(tab, row)[1] for row in range(3)] == ["Sent", "Sent", "Not sent"]
    (step, *_rest) = planner.history.page()
    assert label(step) == "Admission to European Spallation Source: sent, 2 people"
    sample_window.registry.run("edit.undo")
    assert [cells(tab, row)[1] for row in range(3)] == ["Not sent"] * 3
    assert planner.keeper(AccessEntry).of() == []


def test_what_has_come_is_noted_only_where_it_was_missing(
    page: VisitPage, sample_window: MainWindow
) -> None:
    tab, planner = page.access, sample_window.context.planner
    tab.table.selectAll()

    sample_window.registry.run("access.collected")

    seat = line(tab, "Programme Officer")
    entries = planner.keeper(AccessEntry).of()
    assert {one.delegate_id for one in entries} == {seat.delegate_id}
    assert {one.field for one in entries} == {"name", "organisation", "country"}
    assert {one.status for one in entries} == {AccessStatus.COLLECTED}
    assert "12 of 12 not sent" in tab.sites.item(0).text()
    assert not sample_window.registry.get("access.collected").enabled()


def test_one_field_of_one_person_has_a_menu_of_its_own(
    page: VisitPage, sample_window: MainWindow
) -> None:
    tab = page.access
    tab.table.choose(0)
    menus = {action.text(): action.menu() for action in tab.verbs.menu(tab).actions()}
    states = {action.text(): action for action in menus["Country"].actions()}  # type: ignore[union-attr]

    states["Refused"].trigger()

    assert cells(tab, 0)[3:] == ["Collected", "Collected", "Refused"]
    assert "1 refused" in tab.sites.item(0).text()


def test_enter_opens_the_person_and_an_unnamed_seat_in_the_delegation(
    qtbot: QtBot, page: VisitPage, sample_window: MainWindow
) -> None:
    opened: list[tuple[str, str]] = []
    page.context.open_record = lambda word, key: opened.append((word, key))  # type: ignore[assignment]
    tab = page.access
    tab.table.choose(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    who = sample_window.context.planner.keeper(Delegate).get(line(tab, "Takahashi").delegate_id)
    assert opened == [("person", who.person_id)]

    tab.table.choose(tab.model.rowCount() - 1)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.delegation
    assert page.delegation.line is not None
    assert page.delegation.line.name == "N.N., Programme Officer"


def test_the_fields_of_whom_is_in_front_stand_beside_the_list(page: VisitPage) -> None:
    page.access.table.choose(2)
    assert page.inspector() is page.inspectors
    assert page.delegate_inspector.delegate_id == page.access.current


def test_a_site_that_asks_for_nothing_leads_to_its_page(
    page: VisitPage, sample_window: MainWindow
) -> None:
    tab = page.access
    tab.sites.setCurrentRow(1)
    assert "asks for no data" in tab.sites.item(1).text()
    assert tab.model.columnCount() == 3
    tab.verbs.open_site()
    assert isinstance(sample_window.page, OrganisationsPage)


def test_its_commands_stand_in_the_menu_and_wait_for_the_tab(
    page: VisitPage, sample_window: MainWindow
) -> None:
    command = sample_window.registry.get("access.sent")
    assert command.menu == "tools"
    assert command.shortcuts == ("Ctrl+Shift+S",)
    assert command.enabled()
    page.tabs.setCurrentWidget(page.itinerary)
    assert not command.enabled()


def go_to(page: VisitPage, kind: str) -> None:
    page.tabs.setCurrentWidget(page.checks)
    state = page.state
    assert state is not None
    page.checks._choose(next(one.key for one in state.findings if one.kind == kind))
    page.checks.go()


def test_a_finding_about_data_for_a_gate_leads_to_whom_they_are_missing_of(
    page: VisitPage,
) -> None:
    go_to(page, "access.missing")
    tab = page.access
    assert page.tabs.currentWidget() is tab
    assert tab.pack is not None
    assert tab.pack.site.name == "European Spallation Source"
    assert tab.current == line(tab, "Programme Officer").delegate_id


def test_a_finding_about_a_seat_without_a_name_leads_to_the_seat(page: VisitPage) -> None:
    go_to(page, "name.due")
    assert page.tabs.currentWidget() is page.delegation
    assert page.delegation.line is not None
    assert page.delegation.line.is_placeholder


@pytest.mark.parametrize(("minute", "near"), [(59, "(today)"), (61, "(today, over)")])
def test_on_its_day_a_deadline_is_over_at_its_hour(minute: int, near: str) -> None:
    due = WallTime(dt.datetime(2027, 4, 27, 16), "Europe/Stockholm")
    now = dt.datetime(2027, 4, 27, 13, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)

    assert due_text(due, now, "Lund").endswith(near)

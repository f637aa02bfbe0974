"""She plans on the board: a day by keys alone, conflicts fixed one by one, a split, a late flight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeys.ground import Files
from planner.domain.findings import Severity
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.visits import Visit
from planner.domain.words import plain
from planner.services.planner import Planner
from planner.ui.dialogs.proposal import ProposalDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.theme import Theme

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
MONDAY = dt.date(2027, 6, 14)


@pytest.fixture
def said() -> Recorded:
    return Recorded()


@pytest.fixture
def window(qtbot: QtBot, sample: Planner, said: Recorded, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(Theme("light"), sample.settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.open_library(sample, Files(folder=tmp_path), said)
    yield window
    window.release_library()


def page_of(window: MainWindow, visit: VisitId) -> VisitPage:
    window.show_record("visit", visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.activate()
    return page


def new_visit(planner: Planner) -> VisitId:
    visit = Visit(
        id=VisitId("f" * 32), code="NEW", title="A ministry for a day", zone="Europe/Copenhagen",
        first_day=MONDAY, last_day=MONDAY + dt.timedelta(1),
    )  # fmt: skip
    return planner.visits.new(visit)


def times(planner: Planner, visit: VisitId) -> list[str]:
    return [
        f"{item.start_local:%a %H:%M}–{item.end_local:%H:%M} {item.title}"
        for item in planner.visits.plan(visit).scheduled
    ]


def accept_dialog(seen: list[str]) -> Callable[[], None]:
    """Press the button of the proposal that is going to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ProposalDialog):
            texts = [dialog.remarks.item(row).text() for row in range(dialog.remarks.count())]
            rows = dialog.moves.topLevelItemCount()
            seen.extend([f"{rows} rows", *texts])
            dialog.accept_button.click()
        else:
            QTimer.singleShot(20, press)

    return press


def type_line(qtbot: QtBot, page: VisitPage, text: str) -> None:
    """Q, the line, Enter: as at the keyboard."""
    QTest.keyClick(page.itinerary.view, Qt.Key.Key_Q)
    page.itinerary.quick.set_text("")
    target = page.window().focusWidget()
    assert isinstance(target, QWidget)
    assert page.itinerary.quick.isAncestorOf(target)
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Return)


def test_she_plans_a_day_by_keys_alone(
    qtbot: QtBot, window: MainWindow, sample: Planner, said: Recorded
) -> None:
    visit = new_visit(sample)
    page = page_of(window, visit)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow(), timeout=2000)
    for line in (
        "mon 9:00-10:30 welcome and talks",
        "mon 10:45-12:00 tour of ESS @ESS",
        "mon 12:00 lunch 1h",
        "mon 14:00-15:30 closing talks?",
    ):
        type_line(qtbot, page, line)
    board = page.itinerary.view
    board.setFocus()

    assert [line.split(" ", 2)[1] for line in times(sample, visit)] == [
        "09:00–10:30", "10:45–12:00", "12:00–13:00", "14:00–15:30",
    ]  # fmt: skip

    QTest.keyClick(board, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(board, Qt.Key.Key_Down, ALT | SHIFT)  # talks longer: what follows goes along
    assert [line.split(" ", 2)[1] for line in times(sample, visit)] == [
        "09:00–10:45", "11:00–12:15", "12:15–13:15", "14:15–15:45",
    ]  # fmt: skip

    QTest.keyClick(board, Qt.Key.Key_End)
    QTest.keyClick(board, Qt.Key.Key_T)  # the closing talks are confirmed
    QTest.keyClick(board, Qt.Key.Key_L)  # and fixed
    QTest.keyClick(board, Qt.Key.Key_M)
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Up)
    QTest.keyClick(board, Qt.Key.Key_Return)

    last = sample.visits.plan(visit).scheduled[-1]
    assert (last.status, last.fixed) == (ItemStatus.CONFIRMED, True)
    assert times(sample, visit)[-1].startswith("Tue 14:00–15:30")
    assert not said.errors


def test_she_fixes_every_conflict_by_c_and_fix(
    window: MainWindow, sample: Planner, said: Recorded
) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    page = page_of(window, visit)
    before = plain(sample.visits.plan(visit))
    assert page.state is not None

    fixed = 0
    while conflicts := [
        one for one in page.state.open_findings if one.severity is Severity.CONFLICT
    ]:
        QTest.keyClick(page.itinerary.view, Qt.Key.Key_C)
        item = page.itinerary.item
        assert item is not None
        finding = page.itinerary.fixer.of_item(item.id)
        assert finding in conflicts
        menu = page.itinerary.fixer.menu(finding)
        ways = [action for action in menu.actions() if action.isEnabled() and action.text()]
        assert ways, finding
        ways[0].trigger()
        fixed += 1
        assert fixed < 5
    assert fixed == 1
    assert window.undo_text == "Change hosts of Session: health research"

    window.registry.run("edit.undo")
    assert plain(sample.visits.plan(visit)) == before
    assert not said.errors


def test_she_splits_fifty_people_for_a_site_that_takes_twenty(
    window: MainWindow, sample: Planner, said: Recorded
) -> None:
    visit = sample.visits.find("SH-JP-2027").id
    plan = sample.visits.plan(visit)
    tour = next(
        item
        for item in plan.scheduled
        if item.site_id and item.kind is ItemKind.MEETING and len(plan.on(item)) > 40
    )
    sample.keeper(SiteRule).add(
        SiteRule(
            id="e" * 32,  # type: ignore[arg-type]
            site_id=tour.site_id,  # type: ignore[arg-type]
            kind=SiteRuleKind.MAX_GROUP, number=20, unit="people",
        )
    )  # fmt: skip
    page = page_of(window, visit)
    assert page.state is not None
    finding = next(
        one
        for one in page.state.open_findings
        if one.kind == "site.group" and any(subject.id == tour.id for subject in one.subjects)
    )
    before = plain(sample.visits.plan(visit))
    page.itinerary.choose(tour.id)
    fix = page.itinerary.fixer.fixes(finding)[0]
    assert fix.split is not None
    seen: list[str] = []
    QTimer.singleShot(0, accept_dialog(seen))
    page.itinerary.fixer.take(fix)

    plan = sample.visits.plan(visit)
    turns = [item for item in plan.scheduled if item.title == tour.title]
    assert len(turns) == 3
    assert all(len(plan.on(item)) <= 20 for item in turns)
    everybody = [delegate.id for item in turns for delegate in plan.on(item)]
    assert len(everybody) == len(set(everybody)) >= 48
    assert seen[0] == "7 rows", "three turns, and free time for who has none meanwhile"
    assert not [
        one
        for one in page.state.open_findings
        if one.kind == "site.group" and any(subject.id == tour.id for subject in one.subjects)
    ]
    window.registry.run("edit.undo")
    assert plain(sample.visits.plan(visit)) == before
    assert not said.errors


def test_the_flight_is_late_and_the_chain_is_shifted_in_one_step(
    window: MainWindow, sample: Planner, said: Recorded
) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    page = page_of(window, visit)
    before = plain(sample.visits.plan(visit))
    flight = sample.visits.plan(visit).scheduled[0]
    page.itinerary.choose(flight.id)
    seen: list[str] = []
    QTimer.singleShot(0, accept_dialog(seen))
    page.itinerary.arrangements.late(90)

    after = sample.visits.plan(visit)
    assert any("Coach to the hotel" in text for text in seen)
    late = after.item[flight.id]
    assert late.span.end.instant - flight.span.end.instant == dt.timedelta(minutes=90)
    assert late.span.start == flight.span.start
    coach = _titled(after.scheduled, "Coach to the hotel")
    assert coach.span.start.instant >= late.span.end.instant
    assert "late" in window.undo_text

    window.registry.run("edit.undo")
    assert plain(sample.visits.plan(visit)) == before
    assert not said.errors


def test_what_waits_is_given_a_place_that_she_accepts(
    qtbot: QtBot, window: MainWindow, sample: Planner, said: Recorded
) -> None:
    visit = sample.visits.find("SH-JP-2027").id
    page = page_of(window, visit)
    before = plain(sample.visits.plan(visit))
    assert sample.visits.plan(visit).unscheduled
    seen: list[str] = []
    QTimer.singleShot(0, accept_dialog(seen))
    page.itinerary.arrangements.propose()
    qtbot.waitUntil(lambda: not sample.visits.plan(visit).unscheduled, timeout=15_000)

    assert seen[0] == "1 rows"
    assert not [one for one in page.state.open_findings if one.severity is Severity.CONFLICT]  # type: ignore[union-attr]
    window.registry.run("edit.undo")
    assert plain(sample.visits.plan(visit)) == before
    assert not said.errors


def _titled(items: list[Item], title: str) -> Item:
    return next(item for item in items if item.title == title)


def test_menus_of_the_board_offer_every_verb_with_words(
    window: MainWindow, sample: Planner
) -> None:
    page = page_of(window, sample.visits.find("JP-DK-2027").id)
    menu = page.itinerary.menu()
    texts = [action.text() for action in menu.findChildren(QMenu)[0].actions()] if menu else []
    words = [action.text() for action in menu.actions() if not action.isSeparator()]

    assert all(words)
    assert "Arrange" in words
    assert "Move…" in words
    assert texts
    assert isinstance(page.itinerary.item, Item)
    assert ItemId(page.itinerary.item.id) in page.state.plan.item  # type: ignore[union-attr]

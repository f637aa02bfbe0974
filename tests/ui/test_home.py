"""Home on the real window."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.ids import FollowUpId, ItemId, VisitId, new_id
from planner.domain.outlook import ComingEntry
from planner.domain.times import WallTime
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.home import HomePage
from planner.ui.pages.home_columns import deadline_columns
from planner.ui.pages.home_words import clock_there, entry_clock, near_day, visit_days
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.card import Card


def home_of(window: MainWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def texts(card: Card, column: int = 0) -> list[str]:
    model: Any = card.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def looked(qtbot: QtBot, page: HomePage) -> None:
    """Wait until all coming visits were looked at."""
    qtbot.waitUntil(lambda: page.attention.table.empty._icon == "check")


def test_findings_of_all_coming_visits_come_the_gravest_first(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    assert len({*texts(page.attention, 1)} - {""}) == 2  # both visits of the sample
    grades = texts(page.attention, 2)
    order = ["Conflict", "Warning", "Note"]
    assert grades == sorted(grades, key=order.index)
    assert texts(page.visits, 2)[0].endswith("% ready")


def test_enter_on_a_finding_opens_exactly_there(qtbot: QtBot, sample_window: MainWindow) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    page.attention.table.setFocus()
    said = texts(page.attention)[0]
    qtbot.keyClick(page.attention.table, Qt.Key.Key_Return)
    visit = sample_window.page
    assert isinstance(visit, VisitPage)
    assert visit.tabs.currentWidget() is visit.checks
    assert visit.checks.view.currentIndex().data() == said


def test_one_click_on_review_opens_too(qtbot: QtBot, sample_window: MainWindow) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    table = page.attention.table
    cell = table.visualRect(table.model().index(1, 3))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert isinstance(sample_window.page, VisitPage)


def test_space_ticks_a_follow_up_off_and_the_toast_takes_it_back(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, said: Recorded
) -> None:
    key = sample.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Diets", due_on=sample.today())
    )
    page = home_of(sample_window)
    page.due.table.choose(texts(page.due).index("Diets"))
    qtbot.keyClick(page.due.table, Qt.Key.Key_Space)
    assert sample.follow_ups.get(key).status is FollowUpStatus.DONE
    assert "Diets" not in texts(page.due)
    text, undo = said.toasts[-1]
    assert text == "Done: Diets"
    assert undo is not None
    undo()
    assert "Diets" in texts(page.due)


def test_the_next_entry_counts_down_and_the_card_says_now(
    qtbot: QtBot, sample_window: MainWindow, clock: Any
) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    assert page.now._title == "Next"
    entry = next(iter(page.outlooks.values())).entries[-1]
    clock.now = entry.start.instant
    clock.forward(minutes=-38)
    page.tick()
    looked(qtbot, page)
    assert page.now._title == "Now"
    assert "in 38 min" in texts(page.now, 2)


def test_a_deadline_opens_the_admission_of_its_site(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    row = next(
        number for number, text in enumerate(texts(page.deadlines)) if text.startswith("List of")
    )
    page.deadlines.table.choose(row)
    qtbot.keyClick(page.deadlines.table, Qt.Key.Key_Return)
    visit = sample_window.page
    assert isinstance(visit, VisitPage)
    assert visit.tabs.currentWidget() is visit.access


def test_what_was_opened_is_recent_also_after_a_restart(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, files: Any, said: Recorded
) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    page.visits.table.opened.emit(page.visits.table.current_key)
    title = sample_window.page.title if sample_window.page else ""
    sample_window.go("home")
    assert texts(page.recent) == [title]

    sample_window.release_library()
    sample_window.open_library(sample, files, said)
    again = home_of(sample_window)
    looked(qtbot, again)
    assert texts(again.recent) == [title]


@pytest.mark.parametrize(("width", "across"), [(1440, 2), (900, 1)])
def test_cards_fold_and_nothing_is_clipped(
    qtbot: QtBot, sample_window: MainWindow, width: int, across: int
) -> None:
    sample_window.resize(width, 540)
    page = home_of(sample_window)
    qtbot.waitUntil(lambda: page.cards._across == across)
    looked(qtbot, page)
    inside = page.cards.widget()
    assert inside is not None
    assert inside.width() <= page.cards.viewport().width()
    for card in page.cards._cards:
        assert card.height() >= card.minimumSizeHint().height()
        assert not card.table.horizontalScrollBar().maximum()


def test_a_visit_that_cannot_be_looked_at_keeps_nothing_else_from_being_found(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = [line.id for line in sample.home.coming()]
    sound, faults = sample.home.outlook, []

    def outlook(visit: Any) -> Any:
        if visit == first:
            raise ZeroDivisionError
        return sound(visit)

    monkeypatch.setattr(sample.home, "outlook", outlook)
    assert sample_window.context is not None
    monkeypatch.setattr(sample_window.context.messages, "unexpected", faults.append)
    page = home_of(sample_window)
    looked(qtbot, page)
    assert len(faults) == 1
    assert set(page.outlooks) == {second}


def test_ticking_off_looks_at_no_visit_again(
    qtbot: QtBot, sample_window: MainWindow, sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = home_of(sample_window)
    looked(qtbot, page)
    seen: list[Any] = []
    large = sample.home.at_large
    monkeypatch.setattr(sample.home, "outlook", seen.append)
    monkeypatch.setattr(sample.home, "at_large", lambda: (seen.append("at large"), large())[1])
    sample.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Diets", due_on=sample.today()))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["at large"]
    assert texts(page.attention)


@pytest.fixture
def in_copenhagen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this computer cannot be set")
@pytest.mark.usefixtures("in_copenhagen")
def test_a_clock_that_is_not_this_computers_says_where_it_is() -> None:
    moment = dt.datetime(2027, 5, 10, 8)
    assert clock_there(WallTime(moment, "Asia/Tokyo")) == "08:00 (Tokyo)"
    assert clock_there(WallTime(moment, "Europe/Stockholm")) == "08:00"  # the same hour as here
    entry = ComingEntry(
        ItemId("i"), VisitId("v"), "", "Tour", "", "",
        WallTime(moment, "Asia/Tokyo"), WallTime(moment + dt.timedelta(hours=1), "Asia/Tokyo"),
    )  # fmt: skip
    evening = dt.datetime(2027, 5, 9, 20, tzinfo=dt.UTC)  # the 10th in Tokyo, the 9th here
    assert entry_clock(entry, evening, dt.date(2027, 5, 9)) == "Mon 10 May 08:00 (Tokyo)"
    morning = dt.datetime(2027, 5, 9, 22, 30, tzinfo=dt.UTC)
    assert entry_clock(entry, morning, dt.date(2027, 5, 10)) == "08:00 (Tokyo)"

    due = Deadline(
        dt.date(2027, 5, 9), DeadlineKind.SITE_LIST, "RIKEN", "", "visit_part", "k",
        dt.time(16), zone="Asia/Tokyo",
    )  # fmt: skip
    by = deadline_columns(lambda: dt.date(2027, 5, 9), lambda: evening)[-1]
    assert by.value(due) == "Sun 9 May 16:00 (Tokyo), overdue"
    soon = deadline_columns(lambda: dt.date(2027, 5, 9), lambda: evening - dt.timedelta(hours=9))
    assert soon[-1].value(due) == "today 16:00 (Tokyo)"


def test_days_are_as_short_as_their_column_and_written_as_the_language_does() -> None:
    today, ninth, twelfth = dt.date(2027, 1, 2), dt.date(2027, 5, 9), dt.date(2027, 5, 12)
    assert near_day(ninth, today) == "Sun 9 May"
    assert near_day(dt.date(2026, 11, 22), today) == "22 Nov 2026"
    assert visit_days(ninth, twelfth, today) == "Sun 9 – Wed 12 May"
    i18n.use("de")
    assert visit_days(ninth, twelfth, today) == "So 9. – Mi 12. Mai"

"""Reminders in the window: a bar with Show and Later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.followups import FollowUp
from planner.domain.funding import Call, FundingProgramme
from planner.domain.ids import FollowUpId, FundingProgrammeId, RecordId, new_id
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.home import HomePage
from planner.ui.pages.visit import VisitPage
from planner.ui.reminders import Reminders


@pytest.fixture
def near_tour(sample: Planner, clock: Any) -> str:
    """Ten minutes before the next entry of the sample; its id."""
    entry = sample.home.outlook(sample.home.coming()[0].id).entries[-1]
    clock.now = entry.start.instant - dt.timedelta(minutes=10)
    return entry.id


@pytest.fixture
def reminders(
    sample: Planner, near_tour: str, sample_window: MainWindow
) -> Iterator[Callable[[], Reminders]]:
    made: list[Reminders] = []

    def begin() -> Reminders:
        assert sample_window.context is not None
        made.append(Reminders(sample_window.context, sample_window))
        return made[-1]

    yield begin
    for one in made:
        one.end()


def test_an_entry_is_told_once_and_opened_from_the_bar(
    reminders: Callable[[], Reminders], near_tour: str, sample_window: MainWindow, said: Recorded
) -> None:
    told = reminders()
    (text,) = [text for text in said.bars if text.startswith("In 10 minutes")]
    told.look()
    assert said.bars.count(text) == 1
    said.acts[text]["Show"]()
    page = sample_window.page
    assert isinstance(page, VisitPage)
    assert page.itinerary.item is not None
    assert page.itinerary.item.id == near_tour


def test_what_begins_soon_is_said_last_so_that_it_stands_on_top(
    reminders: Callable[[], Reminders], sample: Planner, said: Recorded
) -> None:
    sample.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Diets", due_on=sample.today()))
    reminders()
    assert said.bars[-1].startswith("In 10 minutes")
    assert "Due today: Diets" in said.bars


def test_later_says_it_again(
    reminders: Callable[[], Reminders], said: Recorded, clock: Any
) -> None:
    told = reminders()
    (text,) = [text for text in said.bars if text.startswith("In 10 minutes")]
    said.acts[text]["Later"]()
    clock.forward(minutes=5)
    told.look()
    assert [text for text in said.bars if text.startswith("In 5 minutes")]


def test_deadlines_of_the_day_are_one_message_that_leads_home(
    qtbot: QtBot,
    reminders: Callable[[], Reminders],
    sample: Planner,
    sample_window: MainWindow,
    said: Recorded,
) -> None:
    programme = sample.keeper(FundingProgramme).add(
        FundingProgramme(id=FundingProgrammeId(new_id()), name="Network programme")
    )
    for number in range(3):
        sample.keeper(Call).add(
            Call(
                id=RecordId(new_id()),
                funding_programme_id=programme.id,
                title=f"Call {number}",
                closes_on=sample.today() + dt.timedelta(number),
            )
        )
    sample_window.go("visits")
    reminders()
    qtbot.waitUntil(lambda: any("2 more deadlines" in text for text in said.bars))
    text = next(text for text in said.bars if "more deadlines" in text)
    assert text.startswith("Call closes: Call 0 (today)")
    said.acts[text]["Show"]()
    assert isinstance(sample_window.page, HomePage)


def test_the_real_bar_has_both_buttons_and_goes_with_either(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    pressed: list[str] = []
    before = sample_window.message_bar.text
    sample_window.own_messages.bar(
        "In 10 minutes: Tour",
        ("Open", lambda: pressed.append("open")),
        tone="info",
        other=("Later", lambda: pressed.append("later")),
    )
    bar = sample_window.message_bar
    assert bar._button.isVisible()
    assert bar._other.isVisible()
    bar._other.click()
    assert pressed == ["later"]
    assert bar.text == before
    assert bar.isVisible() is bool(before)


def test_a_window_without_a_library_reminds_of_nothing(
    sample_window: MainWindow, sample: Planner
) -> None:
    context = sample_window.context
    assert context is not None
    sample.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Diets", due_on=sample.today()))
    sample_window.release_library()
    sample_window._remind(context)
    assert sample_window.reminders is None

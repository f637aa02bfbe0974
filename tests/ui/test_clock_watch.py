"""The window says that the clock jumped, and which entries new rules of zones moved."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from conftest import Clock
from factories import item, person, visit
from planner.services.planner import Planner
from planner.ui.clock_watch import ClockWatching
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage


def watching(window: MainWindow) -> ClockWatching:
    assert window.context is not None
    window._remind(window.context)
    assert window.clock_watching is not None
    return window.clock_watching


def test_a_jump_is_said_once_and_again_only_after_the_clock_was_right(
    window: MainWindow, planner: Planner, clock: Clock, said: Recorded
) -> None:
    """Row H5: "The clock of this computer jumped back 3 h"."""
    planner.contacts.people.add(person("Sato"))
    watch = watching(window)
    assert not said.bars

    clock.forward(hours=-3)
    watch.look()
    watch.look()
    (bar,) = said.bars
    assert bar.startswith("The clock of this computer jumped back 3 h")
    assert "Nothing is lost" in bar

    clock.forward(hours=3)
    watch.look()
    clock.forward(hours=-5)
    watch.look()
    assert [one[:48] for one in said.bars[1:]] == [
        "The clock of this computer jumped back 5 h: it s"
    ]
    window.release_library()
    assert window.clock_watching is None


def test_moved_entries_are_said_with_a_way_to_them(
    window: MainWindow, planner: Planner, said: Recorded, qtbot: QtBot
) -> None:
    """Row H6: "1 entry in Kyiv moved by 1 h: review it"."""
    trip = planner.visits.new(visit())
    zones = {"start_zone": "Europe/Kyiv", "end_zone": "Europe/Kyiv"}
    planner.itineraries.add(item(trip, "Talks", "10:00", "11:00", **zones))
    with planner._core.library.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET digest = NULL,"
            " start_instant = datetime(start_instant, '-1 hours') || '.000000'"
        )
    watching(window)
    qtbot.waitUntil(lambda: bool(said.bars))

    (bar,) = said.bars
    assert bar.startswith("1 entry in Kyiv moved by 1 h")
    said.acts[bar]["Review"]()
    page = window.page
    assert isinstance(page, VisitPage)
    assert page.visit_id == trip


def test_nothing_is_said_where_all_is_right(
    window: MainWindow, planner: Planner, clock: Clock, said: Recorded, qtbot: QtBot
) -> None:
    planner.contacts.people.add(person("Sato"))
    clock.now += dt.timedelta(hours=1)
    watch = watching(window)
    watch.look()
    assert window.context is not None
    tasks = window.context.tasks
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert not said.bars

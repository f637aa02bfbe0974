"""A window that stays open for weeks destroys the keys of what is gone, on each day, beside itself."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from pytestqt.qtbot import QtBot

from conftest import Clock
from factories import person
from planner.domain.ids import PersonId
from planner.domain.private_details import DetailKind
from planner.services.planner import Planner
from planner.services.retention import Retention
from planner.ui.main_window import MainWindow
from planner.ui.settling import settle_daily


def keys(planner: Planner) -> int:
    return int(planner._core.reader.rows("SELECT count(*) FROM person_key")[0][0])


def test_a_window_left_open_for_weeks_destroys_keys_day_by_day(
    window: MainWindow,
    planner: Planner,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, "ZX4471902")
    planner.hidden_details.remove(planner.hidden_details.of(key)[0].id)
    before = keys(planner)
    threads: list[threading.Thread] = []
    whole = Retention.settle_today

    def seen(self: Retention) -> int:
        threads.append(threading.current_thread())
        return whole(self)

    monkeypatch.setattr(Retention, "settle_today", seen)
    assert window.context is not None
    timer = settle_daily(window, window.context)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy)  # type: ignore[union-attr]
    assert keys(planner) == before
    for days in (31, 1, 1):  # three days on which it ran agree that a month has passed
        assert keys(planner) == before
        clock.forward(days=days)
        timer.timeout.emit()
        qtbot.waitUntil(lambda: not window.context.tasks.is_busy)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: keys(planner) == before - 1)
    assert len(threads) == 4
    assert threading.main_thread() not in threads
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy)  # type: ignore[union-attr]
    window.release_library()
    timer.timeout.emit()
    assert not timer.isActive()


def test_a_clock_that_jumps_ahead_and_is_set_right_destroys_nothing(
    planner: Planner, clock: Clock
) -> None:
    key = PersonId(planner.contacts.add(person("Quistgaard", "Ann")))
    planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, "ZX4471902")
    planner.hidden_details.remove(planner.hidden_details.of(key)[0].id)
    before = keys(planner)
    honest = clock.now
    for days in (0, 1, 400, 401, 2, 3, 29):  # since the number was removed
        clock.now = honest + dt.timedelta(days)
        assert planner.retention.settle_today() == 0
    assert keys(planner) == before
    for days in (31, 32, 33):
        clock.now = honest + dt.timedelta(days)
        planner.retention.settle_today()
    assert keys(planner) == before - 1

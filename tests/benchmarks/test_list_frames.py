"""The list of 100,000 people on the real window: scrolling, jumping and typing into its filter."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.services.planner import open_planner
from planner.settings import Settings
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.theme import Theme

FRAME = 0.016
"""Seconds between two pictures of a screen."""

REPAINTS = 3.5
"""A late frame may take so many repaints of the whole window's list, measured beside it, where the
machine itself is slow; on a quiet one it takes 2.2."""

TYPED = ("sorensen", "haruto", "ministry of", "kiel.org", "4533", "an", "田", "zz")


class NoFiles:
    """Nothing is opened or saved while measuring."""

    def open(self, *_: object) -> list[Path]:
        return []

    def save(self, *_: object) -> None:
        return None

    def folder(self, *_: object) -> None:
        return None


@pytest.fixture
def page(qapp: QApplication, crowd_file: Path) -> Iterator[ContactsPage]:
    theme = Theme("light", qapp)
    theme.apply()
    planner = open_planner(str(crowd_file), Settings())
    window = MainWindow(theme, planner.settings)
    window.resize(1440, 900)
    window.show()
    window.open_library(planner, NoFiles(), Recorded())
    window.go("contacts")
    qapp.processEvents()
    assert isinstance(window.page, ContactsPage)
    yield window.page
    window.release_library()
    window.close()
    window.deleteLater()
    planner.close()
    qapp.processEvents()


def frames(act: Callable[[int], object], count: int) -> list[float]:
    """Seconds of work from each gesture until what it asks for is painted.

    Of this thread, which does it all: on a machine that others use, waiting says nothing of us.
    """
    took = []
    for number in range(count):
        began = time.thread_time()
        act(number)
        QApplication.processEvents()
        took.append(time.thread_time() - began)
    return took


def p99(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


def scrolled(rows: dict[str, list[float]]) -> list[float]:
    """All frames but those of the floor."""
    return [one for name, took in rows.items() if "floor" not in name for one in took]


@pytest.mark.benchmark
def test_no_frame_of_scrolling_is_late(
    page: ContactsPage, capsys: pytest.CaptureFixture[str]
) -> None:
    table = page.table
    table.setFocus()
    assert page.model.rowCount() == 100_000
    page.table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 99_999
    QTest.keyClick(table, Qt.Key.Key_Home)
    bar = table.verticalScrollBar()
    middle = QPointF(table.viewport().rect().center())

    def wheel(number: int) -> None:
        down = -120 if number % 60 < 45 else 120
        event = QWheelEvent(
            middle,
            table.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(table.viewport(), event)

    def press(key: Qt.Key) -> None:
        QTest.keyClick(table, key)

    def measure() -> dict[str, list[float]]:
        table.choose(0)  # the round before ended at the last row
        return {
            "painting again (floor)": frames(lambda _n: table.viewport().update(), 100),
            "wheel": frames(wheel, 400),
            "page down": frames(lambda _n: press(Qt.Key.Key_PageDown), 200),
            "arrow": frames(lambda _n: press(Qt.Key.Key_Down), 200),
            "end and home": frames(
                lambda n: press(Qt.Key.Key_End if n % 2 else Qt.Key.Key_Home), 100
            ),
            "dragging the bar": frames(lambda n: bar.setValue(n * 99_991 % bar.maximum()), 200),
        }

    # Another program on the core slows this thread, too: the quietest of five rounds is ours.
    rounds = [measure()]
    while len(rounds) < 5 and p99(scrolled(rounds[-1])) > FRAME:
        rounds.append(measure())
    rows = min(rounds, key=lambda one: p99(scrolled(one)))
    everything = scrolled(rows)
    floor = statistics.median(rows["painting again (floor)"])
    with capsys.disabled():
        for name, took in rows.items():
            print(
                f"\n{name}: median {statistics.median(took) * 1e3:.1f} ms,"
                f" p99 {p99(took) * 1e3:.1f} ms, longest {max(took) * 1e3:.1f} ms",
                end="",
            )
        print(
            f"\nall: p99 {p99(everything) * 1e3:.1f} ms, {p99(everything) / floor:.1f} × a repaint"
        )
    assert p99(everything) <= max(FRAME, REPAINTS * floor)


@pytest.mark.benchmark
def test_typing_into_the_filter_never_waits(
    page: ContactsPage, capsys: pytest.CaptureFixture[str]
) -> None:
    took: dict[str, float] = {}
    for text in TYPED:
        page.filter.clear()
        for length in range(1, len(text) + 1):
            part = text[:length]
            (took[part],) = frames(lambda _n, part=part: page.filter.setText(part), 1)
    slowest = max(took, key=took.__getitem__)
    page.filter.setText("a")
    QApplication.processEvents()
    (end,) = frames(lambda _n: page.table.scrollToBottom(), 1)
    with capsys.disabled():
        print(
            f"\nfilter, {len(took)} letters: median {statistics.median(took.values()) * 1e3:.1f} ms,"
            f" longest {took[slowest] * 1e3:.1f} ms ({slowest!r}); to the end of"
            f" {page.model.rowCount():,} found: {end * 1e3:.1f} ms"
        )
    assert statistics.median(took.values()) <= 2 * FRAME  # found in one, painted in the next
    assert took[slowest] <= 0.1
    assert end <= 0.1

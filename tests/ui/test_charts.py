"""The page of charts on the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.domain.charts import CHART_KINDS, Bar, Chart, ChartKind
from planner.services.planner import Planner
from planner.ui.charts.layout import is_upright, placed
from planner.ui.charts.saving import picture
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.charts import ChartsPage

from .conftest import Opener
from .test_audit import Wordy, findings


@pytest.fixture
def page(sample_window: MainWindow) -> ChartsPage:
    sample_window.registry.run("view.charts")
    assert isinstance(sample_window.page, ChartsPage)
    return sample_window.page


def show(page: ChartsPage, kind: ChartKind) -> None:
    page.kind.setCurrentIndex(list(CHART_KINDS).index(kind))
    page.kind.activated.emit(page.kind.currentIndex())


def test_every_chart_has_a_row_for_each_bar(page: ChartsPage) -> None:
    for kind in ChartKind:
        show(page, kind)
        assert page.chart is not None
        assert page.table.model().rowCount() == len(page.chart.bars) > 0, kind


def test_a_bar_and_its_row_choose_each_other(qtbot: QtBot, page: ChartsPage) -> None:
    show(page, ChartKind.SITES)
    qtbot.waitUntil(lambda: page.view.width() > 300)
    assert page.view._placed is not None
    middle = page.view._placed.slots[3].center()
    qtbot.mouseClick(
        page.view, Qt.MouseButton.LeftButton, pos=QPoint(int(middle.x()), int(middle.y()))
    )
    assert page.table.currentIndex().row() == 3
    page.table.choose(1)
    assert page.view.front == 1
    assert page.chart is not None
    assert page.view.accessibleDescription().startswith(page.chart.bars[1].label)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 2


def test_what_is_chosen_narrows_the_chart(page: ChartsPage) -> None:
    page.direction.setCurrentIndex(1)
    page.direction.activated.emit(1)
    assert page.chart is not None
    assert page.chart.rows == (("2027", 1),)
    page.last.setCurrentIndex(page.last.count() - 1)  # the first year there is
    page.last.activated.emit(0)
    assert page._stack.currentIndex() == 1  # says that there is nothing
    assert not page.save_picture.isEnabled()


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".xlsx", ".csv"])
def test_pictures_and_tables_are_written(
    qtbot: QtBot, page: ChartsPage, said: Recorded, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"chart{ending}"
    page.context.files.paths = [path]  # type: ignore[attr-defined]  # the chooser of the tests
    (page.write_table if ending in (".xlsx", ".csv") else page.write_picture)()
    qtbot.waitUntil(lambda: bool(said.toasts))
    content = path.read_bytes()
    if ending == ".png":
        image = QImage.fromData(content)
        colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
        assert "#a0510b" in colours  # the bar of those who travelled out reaches that high
    if ending == ".svg":
        assert b"2027" in content
    if ending == ".pdf":
        assert content.startswith(b"%PDF")


def test_a_narrow_window_shows_the_chart_or_its_table(
    qtbot: QtBot, sample_window: MainWindow, page: ChartsPage
) -> None:
    sample_window.resize(900, 540)
    qtbot.waitUntil(lambda: page.as_table.isVisible())
    assert page.area.isVisible()
    assert not page.table.isVisible()
    page.as_table.click()
    assert page.table.isVisible()
    assert not page.area.isVisible()


def test_bars_keep_their_proportions_and_stay_inside(qtbot: QtBot) -> None:
    bars = tuple(Bar(f"{year}", (year % 7, 3)) for year in range(2000, 2024))
    chart = Chart("Title", "Year", ("A", "B"), bars, in_time=True)
    for width in (300.0, 1200.0):
        laid = placed(chart, QFont(), width, 400.0)
        assert is_upright(chart, width) is (width > 1000)
        upright = width > 1000
        sizes = {
            (piece.rect.height() if upright else piece.rect.width()) / piece.value
            for piece in laid.pieces
            if piece.value
        }
        assert max(sizes) - min(sizes) < 1e-6
        for piece in laid.pieces:
            assert 0 <= piece.rect.left() <= piece.rect.right() <= width
            assert 0 <= piece.rect.top() <= piece.rect.bottom() <= laid.size[1]


def test_a_chart_of_long_names_is_a_picture_too(qtbot: QtBot) -> None:
    bars = tuple(Bar("A name of a site " * 9, (n,)) for n in range(20))
    assert picture(Chart("Title", "Site", ("Visits",), bars), ".png").startswith(b"\x89PNG")


@pytest.fixture
def wordy() -> Iterator[None]:
    i18n._current[:] = [Wordy()]
    yield
    i18n.use("en")


@pytest.mark.parametrize("kind", [ChartKind.VISITS_BY_YEAR, ChartKind.SITES_BY_MONTH])
def test_nothing_of_the_page_is_clipped_in_a_small_window_of_a_wordy_language(
    qapp: QApplication, wordy: None, open_window: Opener, sample: Planner, kind: ChartKind
) -> None:
    window = open_window(sample)
    window.resize(960, 540)
    window.go("charts")
    assert isinstance(window.page, ChartsPage)
    show(window.page, kind)
    for _turn in range(3):
        qapp.processEvents()
    assert list(findings(window)) == []
